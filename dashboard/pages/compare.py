"""A place among peers chosen by rule, over a set of indicators."""

from __future__ import annotations

import datetime as dt

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from dashboard.analysis.peers import applies
from dashboard.catalog import Text
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.choices import HOME_PLACE, day, language, one_of, store
from dashboard.components.compare_view import VIEW_SET, Asked, usual_rule, view
from dashboard.components.controls import CHOICES, choice, choices_store, date_slider, grouped_choice
from dashboard.components.explore_words import say
from dashboard.components.places import place_groups
from dashboard.components.words import word
from dashboard.store import Store

PATH = "/compare"
TITLE = Text(zh="比较", en="Compare")
DRAWN = True


def asked_of(query: dict[str, str], data: Store) -> Asked:
    """Return what a query asks for; whatever does not parse keeps its default."""
    catalog = data.catalog
    place = one_of(query, "place", data.places_with_figures(), HOME_PLACE)
    rules = [rule.id for rule in catalog.peers.values() if applies(rule, catalog.places[place])]
    return Asked(
        place,
        one_of(query, "peers", rules, usual_rule(catalog, place)),
        one_of(query, "set", catalog.themes, VIEW_SET),
        day(query),
        language(query),
    )


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    asked = asked_of(query, data)
    return [*place_lines(query, data.catalog, asked.place, asked.lang), *day_lines(query, asked.lang)]


def layout(**query: str) -> html.Div:
    """Return the page for a query."""
    data, lang = store(), language(query)
    asked = asked_of(query, data)
    return html.Div(
        [
            choices_store(),
            html.Div(
                [html.Div([html.H1(say("compare", lang)), html.P(say("compare_intro", lang), className="subtitle")])],
                className="page-head",
            ),
            html.Div(_controls(asked, data, query), className="choices page-choices", id="compare-controls"),
            html.Div(view(asked, data), id="compare-body"),
        ]
    )


@callback(
    Output("compare-body", "children"), Output("choice-peers", "children"), Input(CHOICES, "data"), prevent_initial_call=True
)
def update(query: dict[str, str]) -> tuple[list[Component], list[Component]]:
    """Redraw for other choices; which rules there are depends on the place."""
    data = store()
    asked = asked_of(query, data)
    options = [html.Option(words, value=key, selected=key == asked.rule) for key, words in _rules(asked, data)]
    return view(asked, data), options


def _controls(asked: Asked, data: Store, query: dict[str, str]) -> list[Component]:
    lang, catalog = asked.lang, data.catalog
    themes = sorted(catalog.themes.values(), key=lambda entry: entry.order)
    sets = [(VIEW_SET, say("set_view", lang)), *((theme.id, theme.name[lang]) for theme in themes)]
    return [
        grouped_choice(
            "place",
            word("place", lang),
            place_groups(catalog, lang, among=data.places_with_figures()),
            asked.place,
            fallback=HOME_PLACE,
        ),
        choice("peers", say("peer_rule", lang), _rules(asked, data), asked.rule),
        choice("set", say("compare_set", lang), sets, asked.chosen, fallback=VIEW_SET),
        date_slider(word("as_of", lang), _dates(data), query.get("as_of", ""), latest=word("as_of_latest", lang)),
    ]


def _rules(asked: Asked, data: Store) -> list[tuple[str, str]]:
    own = data.catalog.places[asked.place]
    return [(rule.id, rule.name[asked.lang]) for rule in data.catalog.peers.values() if applies(rule, own)]


def _dates(data: Store) -> list[str]:
    days = {source.published for source in data.catalog.sources.values() if source.published and len(source.published) == 10}
    return sorted(moment for moment in days if moment <= dt.date.today().isoformat())
