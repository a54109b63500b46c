"""The parts of the page of one publication: what it is, what rests on it, what it says that others overrule."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog, Source
from dashboard.components.choices import href
from dashboard.components.evidence import grade_mark, published
from dashboard.components.evidence_tables import about
from dashboard.components.listing import listing
from dashboard.components.numbers import number_link, value_link
from dashboard.components.tables import Column
from dashboard.components.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.changes import reported_change
from dashboard.text.citation import source_citation
from dashboard.text.statements import value_text


def facts(source: Source, lang: str) -> Component:
    """Return who published it, when, of what grade, where it can be read, and the reference to it."""
    address = html.A(source.url, href=source.url, rel="noopener", className="url") if source.url else word("no_link", lang)
    told: list[tuple[str, Any]] = [
        (word("publisher", lang), source.publisher[lang]),
        (word("published", lang), published(source, lang)),
        (word("grade", lang), [grade_mark(source.grade, lang), " ", word(f"grade_{source.grade}_note", lang)]),
        (word("link", lang), address),
        (word("citation", lang), source_citation(source, lang)),
    ]
    return html.Dl([part for name, value in told for part in (html.Dt(name), html.Dd(value))], className="facts")


def places_line(
    counts: pd.Series, source: str, chosen: str, catalog: Catalog, *, lang: str, as_of: dt.date | None
) -> list[Component]:
    """Return links that narrow the lists to one place, with how many numbers each has; none where there is one place."""
    if len(counts) < 2:
        return []
    entries = [("", word("everywhere", lang), int(counts.sum()))]
    entries += [(str(place), catalog.places[str(place)].name[lang], int(count)) for place, count in counts.items()]
    links = [
        html.Strong(f"{name} {count}", **{"aria-current": "true"})
        if place == chosen
        else html.A(f"{name} {count}", href=href(f"/source/{source}", lang=lang, as_of=as_of, place=place or None))
        for place, name, count in entries
    ]
    return [html.Nav(html.Ul([html.Li(link) for link in links], className="contents"), **{"aria-label": word("place", lang)})]


def counted(name: str, count: int, lang: str) -> str:
    """Return a heading with how many stand below it."""
    return f"{word(name, lang)}（{count}）" if lang == "zh" else f"{word(name, lang)} ({count})"


def numbers_listing(numbers: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return the numbers that rest on the publication, each a link to its evidence, and what it owes to it."""
    columns = [Column(word(name, lang)) for name in ("indicator", "place", "period")]
    columns += [Column(word("value", lang), "figure"), Column(word("what_rests", lang))]
    cells = [
        [*about(row, catalog, lang, as_of), value_link(row, catalog, lang, as_of=as_of), word(f"rests_{row['role']}", lang)]
        for row in rows_of(numbers)
    ]
    return listing("numbers", columns, cells, caption=word("numbers_resting", lang), lang=lang)


def overruled_listing(claims: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return the claims of the publication on which nothing rests, each a link to what was chosen instead and why."""
    columns = [Column(word(name, lang)) for name in ("indicator", "place", "period")]
    columns += [Column(word("it_says", lang), "figure")]
    cells = [
        [*about(row, catalog, lang, as_of), number_link(_said(row, catalog, lang), row["observation"], lang, as_of=as_of)]
        for row in rows_of(claims)
    ]
    return listing("overruled", columns, cells, caption=word("overruled_claims", lang), lang=lang)


def _said(row: Row, catalog: Catalog, lang: str) -> str:
    indicator = catalog.indicators[row["indicator"]]
    change = reported_change(row, catalog.units[indicator.unit], indicator, lang)
    value: str = value_text(row, catalog, lang) if pd.notna(row["amount"]) else ""
    return ("，" if lang == "zh" else ", ").join(filter(None, [value, change.text if change else ""])) or "—"
