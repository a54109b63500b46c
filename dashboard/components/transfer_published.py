"""The published figures of transfer, from supply over platforms and demand to capital, each with its evidence."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.ecosystem import newest_figures
from dashboard.analysis.growth import growth
from dashboard.catalog import Catalog
from dashboard.components.chart_card import trend_card
from dashboard.components.choices import href
from dashboard.components.evidence import grade_mark
from dashboard.components.numbers import value_link
from dashboard.components.tables import Column, table
from dashboard.components.take_away import take_away
from dashboard.components.transfer_words import word
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.statements import change_text, period_text, scope_text

GROUPS: dict[str, tuple[str, ...]] = {
    "supply": ("universities", "research_institutions", "transfer_bodies_rated_excellent", "institution_six_mode_count"),
    "passage": (
        "proof_of_concept_centres", "proof_of_concept_projects_screened", "pilot_bases_recognised", "pilot_bases_filed",
        "science_parks",
    ),
    "demand": (
        "results_transferred_locally", "technology_contract_turnover", "technology_contracts_exported",
        "technology_contracts_absorbed", "technology_smes", "high_tech_enterprises",
    ),
    "capital": ("investment_funds", "investment_fund_projects", "seed_fund_size"),
}  # fmt: skip
SERIES = ("results_transferred_locally", "technology_contracts_exported", "technology_contracts_absorbed")
"""Indicators drawn as trends, at the place or else at the nearest place above it that has them."""
SIX_MODES = (
    "institution_six_mode_count", "institution_six_mode_value", "institution_conversion_count",
    "institution_conversion_value", "institution_conversion_funds_received", "institution_local_conversion_share",
)  # fmt: skip
_COUNTRY = "china"
_KEPT = 32
"""The published part follows from snapshot, place, language and day alone, and other choices on the page leave it as it is."""


@lru_cache(maxsize=_KEPT)
def published_sections(data: Store, place: str, *, lang: str, as_of: dt.date | None) -> list[Component]:
    """Return the published figures by group, the trends, and the six modes of universities and institutes."""
    line = _upwards(data.catalog, place)
    names = {*(name for group in GROUPS.values() for name in group), *SERIES, *SIX_MODES}
    found = growth(data.observations(names, line, as_of=as_of), data.catalog)
    figures = newest_figures(found, data.catalog)
    nearest = {name: next((one for one in line if (name, one) in figures), None) for name in names}
    groups = [_group(group, figures, nearest, data.catalog, place, lang, as_of) for group in GROUPS]
    trends = [
        trend_card(data, name, [where], lang=lang, as_of=as_of, level=3)
        for name in SERIES
        if (where := _drawn_at(name, found, line)) is not None
    ]
    head = html.Section(
        [
            html.H2(word("published_part", lang), id="published"),
            html.P(word("published_note", lang), className="note"),
            html.Div([group for group in groups if group is not None], className="chain-of-four"),
            take_away(lang=lang, as_of=as_of, indicator=sorted(names), place=line),
        ],
        className="panel",
    )
    six = _six_modes(found, data.catalog, lang, as_of)
    return [part for part in (head, html.Div(trends, className="transfer-trends"), six) if part is not None]


def _upwards(catalog: Catalog, place: str) -> list[str]:
    """Return the place, what it lies in, and the country."""
    found: list[str] = []
    current: str | None = place
    while current is not None and current not in found:
        found.append(current)
        current = catalog.places[current].parent
    return found if _COUNTRY in found or catalog.places[place].level not in _CHINESE else [*found, _COUNTRY]


_CHINESE = {"province", "city", "district", "zone"}


def _drawn_at(name: str, found: pd.DataFrame, line: list[str]) -> str | None:
    """Return the nearest place with at least two outcomes of an indicator, else the nearest with one."""
    outcomes = found.loc[(found["indicator"] == name) & (found["kind_class"] == "outcome") & found["amount"].notna()]
    counts = outcomes["place"].value_counts()
    return next((one for one in line if counts.get(one, 0) > 1), next((one for one in line if counts.get(one, 0)), None))


def _group(
    group: str,
    figures: dict[tuple[str, str], Row],
    nearest: dict[str, str | None],
    catalog: Catalog,
    place: str,
    lang: str,
    as_of: dt.date | None,
) -> Component | None:
    rows = [figures[name, where] for name in GROUPS[group] if (where := nearest[name]) is not None]
    if not rows:
        return None
    items = [html.Li(_figure(row, catalog, place, lang, as_of)) for row in rows]
    return html.Div([html.H3(word(group, lang)), html.Ul(items, className="figure-list")])


def _figure(row: Row, catalog: Catalog, place: str, lang: str, as_of: dt.date | None) -> list[Any]:
    indicator = catalog.indicators[row["indicator"]]
    link = href(f"/indicator/{indicator.id}", lang=lang, as_of=as_of, place=row["place"])
    change = change_text(row, catalog, lang)
    elsewhere = [html.Span(catalog.places[row["place"]].name[lang], className="tag"), " "] if row["place"] != place else []
    aim = [" ", html.Span(word("target", lang), className="tag")] if row["kind_class"] == "target" else []
    scope = scope_text(row, catalog, lang)
    foot = " · ".join(part for part in (period_text(row, lang), scope, change.text if change else "") if part)
    return [
        html.A(indicator.label(lang), href=link),
        html.Div([value_link(row, catalog, lang, as_of=as_of), *aim], className="card-value"),
        html.Div([*elsewhere, foot, " ", grade_mark(row["grade"], lang)], className="card-foot"),
    ]


def _six_modes(found: pd.DataFrame, catalog: Catalog, lang: str, as_of: dt.date | None) -> Component | None:
    """Return what universities and institutes of the whole country converted, by year; the register of a city is not it."""
    rows = found.loc[found["indicator"].isin(SIX_MODES) & (found["place"] == _COUNTRY) & found["amount"].notna()]
    if rows.empty:
        return None
    years = sorted(set(rows["period"]), reverse=True)
    by_key = {(row["indicator"], row["period"]): row for row in rows_of(rows)}
    columns = [Column(word("indicator", lang)), *(Column(year, "figure") for year in years)]
    known = [name for name in SIX_MODES if any((name, year) in by_key for year in years)]
    cells = [
        [
            html.A(
                catalog.indicators[name].name[lang], href=href(f"/indicator/{name}", lang=lang, as_of=as_of, place=_COUNTRY)
            ),
            *_by_year([by_key.get((name, year)) for year in years], catalog, lang, as_of),
        ]
        for name in known
    ]
    return html.Section(
        [
            html.H3(word("six_modes", lang)),
            html.P(word("six_modes_note", lang), className="note"),
            table(columns, cells, caption=word("six_modes", lang)),
        ],
        className="panel",
    )


def _by_year(rows: list[Row | None], catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    beside = [row for row in rows if row is not None]
    return ["—" if row is None else value_link(row, catalog, lang, as_of=as_of, beside=beside) for row in rows]
