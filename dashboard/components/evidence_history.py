"""How knowledge changed and what is missing: revisions, what became known between two days, completeness."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.completeness import STATES
from dashboard.catalog import Catalog
from dashboard.components.listing import listing
from dashboard.components.numbers import number_link
from dashboard.components.tables import Column
from dashboard.components.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.citation import publication_day
from dashboard.text.statements import believed_text, period_text

SIGNS = {
    "published": "●",
    "derived": "◇",
    "not_yet_released": "…",
    "not_collected": "○",
    "does_not_apply": "—",
    "unknown": "?",
}
"""Signs of the states of a cell; a word stands beside each in the legend and in every cell's name."""
_MISSING = ("not_collected", "not_yet_released", "unknown", "does_not_apply")
"""Kinds of missing; of equally many years the first is told."""


def revisions_listing(history: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return every revision: what a number was believed to be, what it became, when and by whom; the largest first."""
    revised = history.loc[history["previous_amount"].notna()]
    size = (revised["amount"] / revised["previous_amount"] - 1).abs()
    columns = [
        _column(name, lang) for name in ("indicator", "place", "period", "believed", "became", "revised_on", "publisher")
    ]
    rows = [
        [
            _named(row, catalog, lang),
            catalog.places[row["place"]].name[lang],
            period_text(row, lang),
            believed_text(row, catalog, lang, "previous_"),
            _opened(row, catalog, lang, as_of),
            publication_day(row["from_date"], catalog.sources.get(row["source"])),
            catalog.sources[row["source"]].publisher[lang],
        ]
        for row in rows_of(revised.loc[size.sort_values(ascending=False).index])
    ]
    return listing("revisions", columns, rows, caption=word("revisions", lang), lang=lang)


def changes_listing(changes: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return what became known between two days: new, revised, withdrawn, late."""
    columns = [_column(name, lang) for name in ("kind_of_change", "indicator", "place", "period", "believed", "became", "date")]
    rows = [
        [
            html.Span(word(f"change_{row['change']}", lang), className="tag"),
            _named(row, catalog, lang),
            catalog.places[row["place"]].name[lang],
            period_text(row, lang),
            _opened(row, catalog, lang, as_of, "previous_"),
            _opened(row, catalog, lang, as_of),
            publication_day(row["date"], catalog.sources.get(row["source"])) if pd.notna(row["date"]) else "—",
        ]
        for row in rows_of(changes)
    ]
    return listing("changes", columns, rows, caption=word("changes", lang), lang=lang)


def _opened(row: Row, catalog: Catalog, lang: str, as_of: dt.date | None, when: str = "") -> Any:
    """Return a belief as a link to its evidence, or a dash."""
    if pd.isna(row[f"{when}amount"]):
        return "—"
    number = number_link(believed_text(row, catalog, lang, when), row[f"{when}id"], lang, as_of=as_of)
    return [number, " ", html.Span(word("target", lang), className="tag")] if row["kind_class"] == "target" else number


def completeness_listing(cells: pd.DataFrame, catalog: Catalog, *, lang: str) -> Component:
    """Return indicator × year for one place, every state of a cell as a sign with its word."""
    years = sorted(cells["year"].unique())
    columns = [_column("indicator", lang), *(Column(str(year)) for year in years)]
    rows = []
    for name, group in cells.groupby("indicator", sort=False):
        states = dict(zip(group["year"], group["state"], strict=True))
        rows.append([catalog.indicators[str(name)].label(lang), *(_cell(states[year], lang) for year in years)])
    return html.Div(
        [_legend(lang), listing("completeness", columns, rows, caption=word("completeness", lang), lang=lang, stacked=False)],
        className="matrix",
    )


def coverage_listing(shares: pd.DataFrame, catalog: Catalog, *, lang: str) -> Component:
    """Return indicator × year: in how many places a figure is known, or what kind of missing they are where in none."""
    columns = [_column("indicator", lang), *(Column(str(year), "figure") for year in sorted(shares["year"].unique()))]
    rows = [
        [catalog.indicators[str(name)].label(lang), *(_known(row, lang) for row in rows_of(group.sort_values("year")))]
        for name, group in shares.groupby("indicator", sort=False)
    ]
    listed = listing("coverage", columns, rows, caption=word("completeness", lang), lang=lang, stacked=False)
    return html.Div([_legend(lang), listed], className="matrix")


def places_listing(shares: pd.DataFrame, catalog: Catalog, *, lang: str) -> Component:
    """Return place × indicator: of how many years a figure is known, or what kind of missing they are where of none."""
    names = list(dict.fromkeys(shares["indicator"]))
    columns = [_column("place", lang), *(Column(catalog.indicators[name].label(lang), "figure") for name in names)]
    rows = [
        [catalog.places[str(place)].name[lang], *(_known(row, lang) for row in rows_of(group))]
        for place, group in shares.groupby("place", sort=False)
    ]
    listed = listing("places", columns, rows, caption=word("completeness_by_place", lang), lang=lang, stacked=False)
    return html.Div([html.H3(word("completeness_by_place", lang)), listed], className="matrix")


def _known(row: Row, lang: str) -> Any:
    known = row["published"] + row["derived"]
    if known:
        return str(known)
    state = max(_MISSING, key=lambda name: row[name])
    return html.Abbr(SIGNS[state], title=word(f"state_{state}", lang))  # short, since there are ten thousand and more


def _legend(lang: str) -> Component:
    items = [
        html.Li([html.Span(SIGNS[state], **{"aria-hidden": "true"}), f" {word('state_' + state, lang)}"]) for state in STATES
    ]
    return html.Ul(items, className="contents")


def _cell(state: str, lang: str) -> Component:
    return html.Span(
        [
            html.Span(SIGNS[state], **{"aria-hidden": "true"}),
            html.Span(word(f"state_{state}", lang), className="visually-hidden"),
        ],
        title=word(f"state_{state}", lang),
        className=f"state-{state}",
    )


def _named(row: Row, catalog: Catalog, lang: str) -> Any:
    indicator = catalog.indicators[row["indicator"]]
    scope = indicator.scopes[row["scope"]][lang] if row["scope"] else ""
    return [indicator.label(lang), html.Br(), html.Span(scope, className="muted")] if scope else indicator.label(lang)


def _column(name: str, lang: str) -> Column:
    return Column(word(name, lang))
