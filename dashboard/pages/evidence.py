"""Evidence in the large: conflicts, checks, growth, freshness, sources and corrections over all figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from dash import Input, Output, callback, dcc, html
from dash.development.base_component import Component

from dashboard.analysis.completeness import matrix
from dashboard.analysis.freshness import freshness
from dashboard.catalog import Text
from dashboard.checks.remembered import (
    remembered_changes,
    remembered_completeness,
    remembered_growth,
    remembered_hits,
    remembered_revisions,
)
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.choices import HOME_PLACE, day, language, one_of, store
from dashboard.components.controls import CHOICES, choice, choices_store, date_slider, grouped_choice
from dashboard.components.evidence_history import (
    changes_listing,
    completeness_listing,
    coverage_listing,
    places_listing,
    revisions_listing,
)
from dashboard.components.evidence_tables import (
    conflicts_listing,
    corrections_listing,
    findings_listing,
    freshness_listing,
    growth_listing,
    sources_listing,
)
from dashboard.components.places import place_groups
from dashboard.components.words import word
from dashboard.store import Store

PATH = "/evidence"
TITLE = Text(zh="证据总览", en="Evidence")
DRAWN = False
SECTIONS = (
    "conflicts",
    "findings",
    "growth_check",
    "revisions",
    "changes",
    "completeness",
    "freshness",
    "sources",
    "corrections",
)
LATER = ("findings", "growth_check", "revisions", "changes", "completeness")
"""Sections that follow by a callback, in the order of its outputs."""
YEARS = 16
"""Years shown of the matrix, up to the present one."""
EVERYWHERE = "everywhere"


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown, lang = _place(query, data), language(query)
    return [*place_lines(query, data.catalog, shown, lang), *day_lines(query, lang, "as_of", "since")]


def layout(**query: str) -> html.Div:
    """Return the page; what takes longer to compute follows by a callback of its own."""
    data, lang = store(), language(query)
    places = {word("everywhere", lang): [(EVERYWHERE, word("everywhere", lang))]}
    places |= place_groups(data.catalog, lang, among=data.places_with_figures())
    controls = [
        grouped_choice("place", word("place", lang), places, _place(query, data), fallback=HOME_PLACE),
        choice("since", word("since", lang), _starts(query), str(_since(query)), fallback=str(_since({}))),
        date_slider(word("as_of", lang), _dates(data), query.get("as_of", ""), latest=word("as_of_latest", lang)),
    ]
    contents = [html.Li(html.A(word(name, lang), href=f"#{name}")) for name in SECTIONS]
    return html.Div(
        [
            choices_store(),
            html.Div(
                [html.Div([html.H1(word("evidence_page", lang)), html.P(word("evidence_intro", lang), className="subtitle")])],
                className="page-head",
            ),
            html.Div(controls, className="choices page-choices"),
            html.Nav(html.Ul(contents, className="contents"), **{"aria-label": word("sections", lang)}),
            html.Div(view(data, _place(query, data), lang=lang, as_of=day(query)), id="evidence-page"),
            dcc.Store(id="evidence-drawn", data=query),
        ]
    )


@callback(
    Output("evidence-page", "children"), Output("evidence-drawn", "data"), Input(CHOICES, "data"), prevent_initial_call=True
)
def update(query: dict[str, str]) -> tuple[list[Component], dict[str, str]]:
    """Redraw for another place or day."""
    data = store()
    return view(data, _place(query, data), lang=language(query), as_of=day(query)), query


@callback([Output(f"{name}-body", "children") for name in LATER], Input("evidence-drawn", "data"))
def check(query: dict[str, str]) -> list[Component]:
    """Fill in what takes longer, after the page stands."""
    data = store()
    place = _place(query, data)
    return later(data, place, lang=language(query), as_of=day(query), since=_since(query), today=dt.date.today())


def _place(query: dict[str, str], data: Store) -> str:
    """Return the place asked for, ``EVERYWHERE`` for all at once; thousands of rows are shown to those who ask for them."""
    return one_of(query, "place", data.places_with_figures() | {EVERYWHERE}, HOME_PLACE)


def _since(query: dict[str, str]) -> dt.date:
    """Return the day from which changes are told: a year back where the query does not say."""
    chosen = day(query, "since")
    until = day(query) or dt.date.today()
    return chosen or dt.date(max(until.year - 1, 1), 1, 1)


def _starts(query: dict[str, str]) -> list[tuple[str, str]]:
    until = (day(query) or dt.date.today()).year
    return [(f"{year}-01-01", f"{year}-01-01") for year in range(max(until, 2010), 2009, -1)]


def _dates(data: Store) -> list[str]:
    days = {source.published for source in data.catalog.sources.values() if source.published and len(source.published) == 10}
    return sorted(moment for moment in days if moment <= dt.date.today().isoformat())


def view(data: Store, place: str, *, lang: str, as_of: dt.date | None) -> list[Component]:
    """Return the sections of the page, the later ones still to be filled."""
    observations = data.observations(None, None if place == EVERYWHERE else [place], as_of=as_of)
    claims = data.claims(None, None if place == EVERYWHERE else [place], as_of=as_of)
    fresh = freshness(observations, data.catalog, today=as_of or dt.date.today())
    drawn: dict[str, Component] = {
        "conflicts": conflicts_listing(observations, data.catalog, lang=lang, as_of=as_of),
        "freshness": freshness_listing(fresh, data.catalog, lang=lang, as_of=as_of),
        "sources": sources_listing(
            claims, observations, data.catalog, place=place if place != EVERYWHERE else None, lang=lang, as_of=as_of
        ),
        "corrections": corrections_listing(claims, data.catalog, lang=lang, as_of=as_of),
    }
    waiting = html.P(word("checking", lang), className="muted waiting")
    return [_section(name, drawn[name] if name in drawn else html.Div(waiting, id=f"{name}-body"), lang) for name in SECTIONS]


def later(data: Store, place: str, *, lang: str, as_of: dt.date | None, since: dt.date, today: dt.date) -> list[Component]:
    """Return the sections ``LATER`` for a place, or for everywhere."""
    until = as_of or today
    hits = _of(remembered_hits(data, today=today, as_of=as_of), place)
    growth = _of(remembered_growth(data, today=today, as_of=as_of), place)
    history = _of(remembered_revisions(data, as_of=as_of), place)
    changes = _of(remembered_changes(data, since=min(since, until), until=until, as_of=as_of), place)
    return [
        findings_listing(hits, data.catalog, lang=lang, as_of=as_of),
        growth_listing(growth, data, lang=lang, as_of=as_of),
        revisions_listing(history, data.catalog, lang=lang, as_of=as_of),
        changes_listing(changes, data.catalog, lang=lang, as_of=as_of),
        _completeness(data, place, lang=lang, as_of=as_of, today=until),
    ]


def _completeness(data: Store, place: str, *, lang: str, as_of: dt.date | None, today: dt.date) -> Component:
    years = (today.year - YEARS + 1, today.year)
    cells = remembered_completeness(data, years=years, today=today, as_of=as_of)
    if place == EVERYWHERE:
        by_year, by_place = matrix(cells, "year"), matrix(cells, "place")
        return html.Div([coverage_listing(by_year, data.catalog, lang=lang), places_listing(by_place, data.catalog, lang=lang)])
    known = set(cells.loc[(cells["place"] == place) & (cells["values"] > 0), "indicator"])
    return completeness_listing(_of(cells.loc[cells["indicator"].isin(known)], place), data.catalog, lang=lang)


def _of(frame: pd.DataFrame, place: str) -> pd.DataFrame:
    return frame if place == EVERYWHERE else frame.loc[frame["place"] == place]


def _section(name: str, content: Any, lang: str) -> Component:
    note = html.P(word(f"{name}_note", lang), className="note")
    return html.Section([html.H2(word(name, lang), id=name), note, content], className="panel")
