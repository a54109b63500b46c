"""One indicator in one place, for everybody: trend, peers, table, definition, evidence, citation, downloads."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import Input, Output, State, callback, html
from dash.development.base_component import Component

from dashboard.analysis.growth import growth
from dashboard.analysis.latest import latest, stated
from dashboard.analysis.revisions import revisions
from dashboard.catalog import Catalog, Text
from dashboard.charts.revised import revised
from dashboard.claims import KEY
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.chart_card import card, peers_card, trend_card
from dashboard.components.choices import HOME_PLACE, day, href, language, one_of, store
from dashboard.components.controls import CHOICES, choice, choices_store, date_slider, go_to, grouped_choice
from dashboard.components.evidence_history import revisions_listing
from dashboard.components.explore_choices import Wanted, answered
from dashboard.components.explore_view import chart_section, refusals
from dashboard.components.indicator_parts import citation, claims_table, definition
from dashboard.components.indicator_targets import indicator_targets
from dashboard.components.numbers import value_link
from dashboard.components.places import place_groups
from dashboard.components.words import word
from dashboard.implied import row_id
from dashboard.resolve import ranked
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.numbers import unit_label
from dashboard.text.statements import ARROWS, change_text, period_text, scope_text

PATH = "/indicator/<indicator_id>"
TITLE = Text(zh="指标", en="Indicator")
DRAWN = True
KIND = "indicator"
SHOWN = ("level", "change", "index")


def subject(lang: str, *, indicator_id: str) -> str:
    """Return what the browser's tab is called by: the indicator's name, or nothing for an unknown one."""
    catalog = store().catalog
    named = catalog.indicators.get(catalog.indicator_aliases.get(indicator_id, indicator_id))
    return named.name[lang] if named else ""


def exists(data: Store, *, indicator_id: str) -> bool:
    """Return whether there is such an indicator."""
    return indicator_id in data.catalog.indicators or indicator_id in data.catalog.indicator_aliases


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown = _place(query, _covered(data, data.catalog.indicator(query["indicator_id"]).id, day(query)))
    return [*place_lines(query, data.catalog, shown, language(query)), *day_lines(query, language(query))]


def layout(indicator_id: str = "", **query: str) -> html.Div:
    """Return the page for an indicator and a query.

    Raises:
        KeyError: there is no such indicator.
    """
    data, lang = store(), language(query)
    catalog = data.catalog
    name = catalog.indicator(indicator_id).id
    as_of = day(query)
    covered = _covered(data, name, as_of)
    place = _place(query, covered)
    controls = [
        go_to(
            word("indicator", lang),
            _addresses(data, query, lang),
            href(f"/indicator/{name}", lang=lang, as_of=as_of, place=_said(query)),
        ),
        grouped_choice(
            "place", word("place", lang), place_groups(catalog, lang, among=covered | {place}), place, fallback=HOME_PLACE
        ),
        choice(
            "shown",
            word("transform", lang),
            [(key, word(f"transform_{key}", lang)) for key in SHOWN],
            _shown(query),
            fallback="level",
        ),
        date_slider(word("as_of", lang), _dates(data, name), query.get("as_of", ""), latest=word("as_of_latest", lang)),
    ]
    return html.Div(
        [
            choices_store(),
            html.Div(name, id="indicator-id", hidden=True),
            html.Div(controls, className="choices page-choices"),
            html.Div(view(name, place, data, lang=lang, as_of=as_of, shown=_shown(query)), id="indicator-body"),
        ]
    )


@callback(
    Output("indicator-body", "children"), Input(CHOICES, "data"), State("indicator-id", "children"), prevent_initial_call=True
)
def update(query: dict[str, str], name: str) -> list[Component]:
    """Redraw for other choices."""
    data, as_of = store(), day(query)
    covered = _covered(data, name, as_of)
    return view(name, _place(query, covered), data, lang=language(query), as_of=as_of, shown=_shown(query))


def _covered(data: Store, name: str, as_of: dt.date | None) -> set[str]:
    return set(data.observations([name], as_of=as_of)["place"])


def _place(query: dict[str, str], covered: set[str]) -> str:
    """Return the place asked for where it has figures; else the home place, else the first that has."""
    default = HOME_PLACE if HOME_PLACE in covered or not covered else min(covered)
    return one_of(query, "place", covered, default)


def _shown(query: dict[str, str]) -> str:
    return one_of(query, "shown", SHOWN, "level")


def _said(query: dict[str, str]) -> str | None:
    return query.get("place")


def _addresses(data: Store, query: dict[str, str], lang: str) -> dict[str, list[tuple[str, str]]]:
    """Return the addresses of all indicators with figures under their themes."""
    catalog, covered = data.catalog, data.indicators_with_figures()
    groups: dict[str, list[tuple[str, str]]] = {}
    for theme in sorted(catalog.themes.values(), key=lambda entry: entry.order):
        groups[theme.name[lang]] = [
            (href(f"/indicator/{entry.id}", lang=lang, as_of=day(query), place=_said(query)), entry.name[lang])
            for entry in catalog.indicators.values()
            if entry.theme == theme.id and entry.id in covered
        ]
    return groups


def _dates(data: Store, name: str) -> list[str]:
    """Return the days on which something about the indicator was published, in order."""
    days = data.claims([name])["published"].dropna().dt.date.unique()
    return [str(moment) for moment in sorted(days) if moment <= dt.date.today()]


def view(
    name: str, place: str, data: Store, *, lang: str, as_of: dt.date | None = None, shown: str = "level"
) -> list[Component]:
    """Return the page's content for one indicator in one place; ``shown`` is one of ``SHOWN``."""
    catalog = data.catalog
    indicator, own = catalog.indicators[name], catalog.places[place]
    found = growth(data.observations([name], [place], as_of=as_of), catalog)
    claims = _marked(data.claims([name], [place], as_of=as_of), catalog)
    head = html.Div(
        [
            html.H1(f"{own.name[lang]} · {indicator.name[lang]}"),
            html.P(indicator.definition[lang], className="subtitle"),
        ],
        className="page-head",
    )
    if found.empty:
        return [head, html.P(word("no_figure", lang), className="panel"), definition(indicator, catalog, lang)]
    return [
        head,
        _newest(found, catalog, lang, as_of),
        *_trend(name, place, data, lang, as_of, shown),
        *indicator_targets(found, claims, data, lang=lang, as_of=as_of),
        peers_card(data, name, place, lang=lang, as_of=as_of),
        *_revised(claims, data, name, lang, as_of),
        claims_table(claims, data, lang=lang, as_of=as_of),
        definition(indicator, catalog, lang),
        _take_away(name, place, data, lang, as_of),
    ]


def _trend(name: str, place: str, data: Store, lang: str, as_of: dt.date | None, shown: str) -> list[Component]:
    """Return the trend; transformed, with what the transform refuses and why."""
    if shown == "level":
        return [trend_card(data, name, [place], lang=lang, as_of=as_of, level=2)]
    answer = answered(Wanted(indicators=(name,), places=(place,), show=shown, as_of=as_of, lang=lang), data)
    return [chart_section(answer, level=2), *(html.P(line, className="note") for line in refusals(answer))]


def _marked(claims: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return the claims in the order of the rule, each with the number it speaks of and whether it has rivals."""
    order = ranked(claims)
    ids = [row_id(row, catalog.indicators[row["indicator"]].accumulation) for row in rows_of(order)]
    rivals = order.groupby(list(KEY), sort=False)["claim"].transform("size") > 1
    return order.assign(observation=pd.Series(ids, index=order.index, dtype="str"), rivals=rivals)


def _newest(found: pd.DataFrame, catalog: Catalog, lang: str, as_of: dt.date | None) -> Component:
    rows = [*rows_of(latest(found, catalog)), *rows_of(stated(found, catalog))]
    shown = {row["id"]: row for row in rows}.values()
    return html.Section(
        [
            html.H2(word("latest", lang), className="visually-hidden"),
            *(html.Div(_newest_line(row, catalog, lang, as_of)) for row in shown),
        ],
        className="panel newest",
    )


def _newest_line(row: Row, catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    words = change_text(row, catalog, lang)
    scope = scope_text(row, catalog, lang)
    change = [html.Span(ARROWS[words.direction], className="arrow", **{"aria-hidden": "true"}), words.text] if words else []
    tags = [html.Span(word("conflict", lang), className="tag tag-conflict")] if row["differ"] > 0 else []
    tags += [html.Span(word(f"grade_{row['grade']}", lang), className=f"grade grade-{row['grade']}")]
    parts = [html.Span(value_link(row, catalog, lang, as_of=as_of), className="card-value"), html.Span(period_text(row, lang))]
    parts += [html.Span(scope, className="muted")] if scope else []
    parts += [html.Span(change)] if change else []
    return [html.Div([*parts, *tags], className="newest-line")]


def _revised(claims: pd.DataFrame, data: Store, name: str, lang: str, as_of: dt.date | None) -> list[Component]:
    """Return the chart of revisions where any number was revised."""
    history = revisions(claims, data.catalog)
    if not (history["step"] > 1).any():
        return []
    indicator = data.catalog.indicators[name]
    described = word("revisions_note", lang)
    drawn = revised(history, indicator, data.catalog.units[indicator.unit], lang=lang, description=described)
    twin = revisions_listing(history, data.catalog, lang=lang, as_of=as_of)
    return [
        card(
            "revisions",
            drawn,
            headline=word("revisions", lang),
            subtitle=described,
            description=described,
            twin=twin,
            lang=lang,
            note=f"{word('revisions_legend', lang)}{unit_label(data.catalog.units[indicator.unit], lang)}",
        )
    ]


def _take_away(name: str, place: str, data: Store, lang: str, as_of: dt.date | None) -> Component:
    query = {"indicator": name, "place": place, "format": "csv", **({"as_of": str(as_of)} if as_of else {})}
    indicator, own = data.catalog.indicators[name], data.catalog.places[place]
    return html.Section(
        [
            html.H2(f"{word('citation', lang)} · {word('download', lang)}"),
            html.P(citation(indicator, own, data, lang, as_of), className="citation"),
            html.P(
                [
                    html.A(
                        word("download_csv", lang),
                        href=f"/api/v1/observations?{urlencode(query)}",
                        className="button",
                        download="",
                    ),
                    " ",
                    html.A(
                        word("download_claims", lang),
                        href=f"/api/v1/claims?{urlencode(query)}",
                        className="button",
                        download="",
                    ),
                ]
            ),
        ],
        className="panel",
    )
