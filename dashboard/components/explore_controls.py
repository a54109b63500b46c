"""The controls of Explore: several indicators and places by search or tree, and one list for each further choice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html
from dash.development.base_component import Component

from dashboard.analysis.forecast import METHODS
from dashboard.analysis.transforms import SCOPES, TRANSFORMS
from dashboard.components.controls import choice, date_slider
from dashboard.components.explore_choices import LEVELS, Answer, Wanted
from dashboard.components.explore_view import kind_options
from dashboard.components.explore_words import say
from dashboard.components.words import word
from dashboard.search import indicator_words, place_words
from dashboard.store import Store


def many_id(name: str) -> dict[str, str]:
    """Return the id of the list that chooses several of something; ``name`` is the key in the URL."""
    return {"role": "many", "name": name}


clientside_callback(
    ClientsideFunction("explore", "redrawn"),
    Output("explore-table-asked", "modified_timestamp"),
    Input("explore-body", "children"),
    prevent_initial_call=True,
)
for _name in ("indicators", "places"):
    clientside_callback(
        ClientsideFunction("explore", "many"),
        Output(many_id(_name), "data-seen"),
        Input(many_id(_name), "value"),
        prevent_initial_call=True,
    )


def controls(answer: Answer, store: Store) -> Component:
    """Return all controls of the page, grouped."""
    wanted, lang = answer.wanted, answer.wanted.lang
    return html.Div(
        [
            html.Div(
                [
                    _many("indicators", wanted.indicators, _indicator_options(store, lang), lang),
                    _many("places", wanted.places, _place_options(store, lang), lang),
                ],
                className="explore-many",
            ),
            _tree(store, wanted),
            html.Div(_lists(answer, store), className="choices page-choices"),
            _session(lang),
        ],
        className="panel explore-controls",
    )


def _many(name: str, value: Iterable[str], options: list[dict[str, Any]], lang: str) -> Component:
    label = say(name, lang)
    return html.Div(
        [
            html.Span(label, className="choice", id=f"many-{name}-label"),
            dcc.Dropdown(
                id=many_id(name),
                options=options,
                value=list(value),
                multi=True,
                closeOnSelect=False,
                placeholder=label,
                optionHeight=34,
                maxHeight=320,
                labels={
                    "search": say("search", lang),
                    "no_options_found": say("nothing", lang),
                    "clear_selection": say("clear", lang),
                    "clear_search": say("clear", lang),
                    "selected_count": say("selected", lang),
                    "select_all": say("select_all", lang),
                    "deselect_all": say("deselect_all", lang),
                },
            ),
        ],
        className="many",
        **{"data-many": name, "data-label": label},
    )


@lru_cache(maxsize=8)
def _indicator_options(store: Store, lang: str) -> list[dict[str, Any]]:
    covered = store.indicators_with_figures()
    entries = [entry for entry in store.catalog.indicators.values() if entry.id in covered]
    return [{"label": entry.name[lang], "value": entry.id, "search": indicator_words(entry)} for entry in entries]


@lru_cache(maxsize=8)
def _place_options(store: Store, lang: str) -> list[dict[str, Any]]:
    covered = store.places_with_figures()
    entries = [entry for entry in store.catalog.places.values() if entry.id in covered]
    return [{"label": entry.name[lang], "value": entry.id, "search": place_words(entry)} for entry in entries]


def _tree(store: Store, wanted: Wanted) -> Component:
    lang, catalog, covered = wanted.lang, store.catalog, store.indicators_with_figures()
    branches = []
    for theme in sorted(catalog.themes.values(), key=lambda entry: entry.order):
        own = [entry for entry in catalog.indicators.values() if entry.theme == theme.id and entry.id in covered]
        leaves = [_leaf(entry.id, entry.name[lang], checked=entry.id in wanted.indicators) for entry in own]
        if leaves:
            branches.append(html.Details([html.Summary(f"{theme.name[lang]} ({len(leaves)})"), html.Ul(leaves)]))
    return html.Details([html.Summary(say("tree", lang)), html.Div(branches, className="theme-tree")])


def _leaf(name: str, words: str, *, checked: bool) -> Component:
    told = {"data-leaf": name, "aria-pressed": str(checked).lower()}
    return html.Li(html.Button(words, type="button", className="leaf", **told))


def _lists(answer: Answer, store: Store) -> list[Component]:
    wanted, lang, catalog = answer.wanted, answer.wanted.lang, store.catalog
    rules = [(rule.id, rule.name[lang]) for rule in catalog.peers.values()]
    years = [str(year) for year in range(_last_year(store), 2009, -1)]
    any_year = [("", say("any", lang)), *((year, year) for year in years)]
    kinds = html.Label(
        [
            html.Span(say("kind", lang)),
            html.Select(kind_options(answer), id="choice-kind", **{"data-choice": "kind", "data-fallback": ""}),
        ],
        className="choice",
        htmlFor="choice-kind",
    )
    return [
        choice("rule", say("rule", lang), [("none", say("none", lang)), *rules], wanted.rule, fallback="none"),
        choice(
            "level",
            say("level", lang),
            [("", say("none", lang)), *((name, say(f"level_{name}", lang)) for name in LEVELS)],
            wanted.level,
        ),
        choice("from", say("from", lang), any_year, str(wanted.first or "")),
        choice("to", say("to", lang), any_year, str(wanted.last or "")),
        choice(
            "show",
            say("show", lang),
            [(key, entry.name[lang]) for key, entry in TRANSFORMS.items()],
            wanted.show,
            fallback="level",
        ),
        kinds,
        choice(
            "scale",
            say("scale", lang),
            [("linear", say("linear", lang)), ("log", say("log", lang))],
            wanted.scale,
            fallback="linear",
        ),
        choice(
            "axes",
            say("axes", lang),
            [("shared", say("shared", lang)), ("free", say("free", lang))],
            wanted.axes,
            fallback="shared",
        ),
        choice(
            "scopes",
            say("scopes", lang),
            [(key, text[lang]) for key, text in SCOPES.items()],
            wanted.scopes,
            fallback="headline",
        ),
        choice(
            "forecast",
            say("forecast", lang),
            [("", say("no_forecast", lang)), *((key, text[lang]) for key, text in METHODS.items())],
            wanted.forecast,
        ),
        date_slider(word("as_of", lang), _dates(store), str(wanted.as_of or ""), latest=word("as_of_latest", lang)),
    ]


def _session(lang: str) -> Component:
    """Return undo, saved views and the link to share; assets/explore.js works them."""
    return html.Div(
        [
            html.Button(say("undo", lang), id="explore-undo", className="button", type="button"),
            html.Button(
                say("share", lang),
                id="explore-share",
                className="button",
                type="button",
                **{"data-copied": say("copied", lang)},
            ),
            html.Label(
                [html.Span(say("name", lang)), dcc.Input(id="explore-view-name", type="text", value="")],
                className="choice",
                htmlFor="explore-view-name",
            ),
            html.Button(say("save", lang), id="explore-save", className="button", type="button"),
            html.Label(
                [html.Span(say("saved", lang)), html.Select([html.Option("—", value="")], id="explore-saved")],
                className="choice",
                htmlFor="explore-saved",
            ),
            html.Button(say("delete", lang), id="explore-delete", className="button", type="button"),
            html.Span("", id="explore-said", role="status", className="muted"),
        ],
        className="choices explore-session",
    )


@lru_cache(maxsize=4)
def _last_year(store: Store) -> int:
    return int(store.sql("SELECT max(year(period_end)) AS y FROM observations")["y"].iloc[0])


@lru_cache(maxsize=4)
def _dates(store: Store) -> list[str]:
    found = store.sql("SELECT DISTINCT CAST(published AS DATE) AS d FROM claims WHERE published <= today() ORDER BY d")["d"]
    return [str(moment)[:10] for moment in found.dropna()]
