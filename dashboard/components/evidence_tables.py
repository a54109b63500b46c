"""The tables of the evidence page, each from a frame."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.resting import resting
from dashboard.catalog import Catalog
from dashboard.components.choices import href
from dashboard.components.evidence import grade_mark, published
from dashboard.components.evidence_growth import computed_words, reported_words
from dashboard.components.listing import listing
from dashboard.components.numbers import number_link, value_link
from dashboard.components.tables import Column
from dashboard.components.words import word
from dashboard.implied import row_id
from dashboard.periods import parse_period
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.citation import publication_day
from dashboard.text.numbers import quantity
from dashboard.text.statements import period_text, scope_text, value_text


def conflicts_listing(observations: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return the numbers on which publications disagree beyond rounding, the widest gap first."""
    columns = [
        _column("indicator", lang),
        _column("place", lang),
        _column("period", lang),
        _column("chosen_value", lang, "figure"),
        _column("range_of_claims", lang, "figure"),
        _column("difference", lang, "figure"),
        _column("claims_count", lang, "figure"),
    ]
    rows = rows_of(observations.loc[observations["differ"] > 0].sort_values("difference", ascending=False))
    cells = [
        [
            *about(row, catalog, lang, as_of),
            value_link(row, catalog, lang, as_of=as_of),
            _range(row, catalog, lang),
            f"{row['difference'] * 100:.3g}%",
            str(row["claims"]),
        ]
        for row in rows
    ]
    return listing("conflicts", columns, cells, caption=word("conflicts", lang), lang=lang)


def findings_listing(hits: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return what the checks found, errors first."""
    columns = [
        _column("severity", lang),
        _column("check", lang),
        _column("finding", lang, "words"),
        _column("numbers_concerned", lang),
    ]
    cells = [
        [
            html.Span(word(f"severity_{row['severity']}", lang), className=f"tag severity-{row['severity']}"),
            row[f"name_{lang}"],
            row[f"sentence_{lang}"],
            _numbers(row["observations"].split(), catalog, lang, as_of),
        ]
        for row in rows_of(hits)
    ]
    return listing("findings", columns, cells, caption=word("findings", lang), lang=lang)


def _numbers(observations: list[str], catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    links: list[Any] = []
    for observation in observations[:6]:
        _, place, rest = observation.split(":", 2)
        period = parse_period(rest.partition(";")[0]).label(lang)
        links += [number_link(f"{catalog.places[place].name[lang]} {period}", observation, lang, as_of=as_of), " "]
    return [*links, "…"] if len(observations) > 6 else links


def growth_listing(growth: pd.DataFrame, data: Store, *, lang: str, as_of: dt.date | None) -> Component:
    """Return every stated change beside the one computed from the levels at both ends."""
    catalog = data.catalog
    columns = [
        _column("indicator", lang),
        _column("place", lang),
        _column("period", lang),
        _column("reported_change", lang),
        _column("computed_change", lang),
        _column("verdict", lang),
        _column("publisher", lang, "words"),
    ]
    cells = [
        [
            *about(row, catalog, lang, as_of),
            number_link(reported_words(row, catalog, lang), row["observation"], lang, as_of=as_of),
            computed_words(row, catalog, lang),
            html.Span(word(f"verdict_{row['verdict']}", lang), className="tag"),
            catalog.sources[row["source"]].publisher[lang],
        ]
        for row in rows_of(growth)
    ]
    return listing("growth", columns, cells, caption=word("growth_check", lang), lang=lang)


def freshness_listing(fresh: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return the latest period of every series and whether the next one is overdue."""
    columns = [
        _column("indicator", lang),
        _column("place", lang),
        _column("latest", lang),
        _column("published", lang),
        _column("next_period", lang),
        _column("expected_release", lang),
        _column("status", lang),
    ]
    cells = [
        [
            _name(row, catalog, lang, as_of),
            catalog.places[row["place"]].name[lang],
            number_link(parse_period(row["latest"]).label(lang), row["latest_id"], lang, as_of=as_of),
            publication_day(row["published"], catalog.sources.get(row["source"]))
            if pd.notna(row["published"])
            else word("date_unknown", lang),
            parse_period(row["next_period"]).label(lang) if row["next_period"] else "—",
            f"{row['expected_release']:%Y-%m}" if pd.notna(row["expected_release"]) else word("not_known", lang),
            _due(row, lang),
        ]
        for row in rows_of(fresh)
    ]
    return listing("freshness", columns, cells, caption=word("freshness", lang), lang=lang)


def _due(row: Row, lang: str) -> Any:
    if pd.isna(row["expected_release"]):
        return "—"
    if not row["overdue"]:
        return word("not_due", lang)
    return html.Span(f"{word('overdue', lang)} {row['days_overdue']} {word('days', lang)}", className="tag tag-conflict")


def sources_listing(
    claims: pd.DataFrame, observations: pd.DataFrame, catalog: Catalog, *, place: str | None, lang: str, as_of: dt.date | None
) -> Component:
    """Return every source with its grade, its claims, and how many numbers rest on it, which opens the list of them.

    ``place`` is the place that the frames are about, None for all.
    """
    columns = [
        _column("publisher", lang, "words"),
        _column("document", lang, "words"),
        _column("grade", lang),
        _column("published", lang),
        _column("claims_made", lang, "figure"),
        _column("numbers_resting", lang, "figure"),
        _column("link", lang),
    ]
    counts = resting(observations, claims).groupby("source").size()
    made = claims.groupby("source").size().sort_values(ascending=False)
    cells = []
    for name, count in made.items():
        source = catalog.sources[str(name)]
        page = href(f"/source/{name}", lang=lang, as_of=as_of, place=place)
        rest = counts.get(name, 0)
        link = html.A(source.url.split("/")[2], href=source.url, rel="noopener") if source.url else word("no_link", lang)
        cells.append(
            [
                source.publisher[lang],
                html.A(source.title[lang], href=page),
                grade_mark(source.grade, lang),
                published(source, lang),
                str(count),
                _count_link(rest, page, lang) if rest else "0",
                link,
            ]
        )
    return listing("sources", columns, cells, caption=word("sources", lang), lang=lang)


def _count_link(count: int, page: str, lang: str) -> html.A:
    return html.A(str(count), href=f"{page}#numbers", title=word("numbers_of_source", lang), **{"data-leads": "numbers"})


def corrections_listing(claims: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return every claim that a correction touches, what was done about it, and why."""
    names = ("indicator", "place", "period", "value", "publisher", "action", "reason", "reporter", "date")
    columns = [_column(name, lang, "words" if name == "reason" else "") for name in names]
    rows = rows_of(claims.loc[claims["corrected_by"].isin(list(catalog.corrections))])
    cells = [
        [
            *about(row, catalog, lang, as_of),
            number_link(_claimed(row, catalog, lang), row_id(row, _own(row, catalog)), lang, as_of=as_of),
            catalog.sources[row["source"]].publisher[lang],
            word(f"action_{entry.action}", lang),
            entry.reason[lang],
            entry.reporter,
            entry.date,
        ]
        for row in rows
        for entry in (catalog.corrections[row["corrected_by"]],)
    ]
    return listing("corrections", columns, cells, caption=word("corrections", lang), lang=lang)


def _claimed(row: Row, catalog: Catalog, lang: str) -> str:
    return value_text(row, catalog, lang) if pd.notna(row["amount"]) else "—"


def _own(row: Row, catalog: Catalog) -> str:
    return catalog.indicators[row["indicator"]].accumulation


def about(row: Row, catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    """Return the cells that say what a number is about: indicator with its counting rule, place, period."""
    label = period_text(row, lang) if "stated_on" in row else parse_period(row["period"]).label(lang)
    return [_name(row, catalog, lang, as_of), catalog.places[row["place"]].name[lang], label]


def _name(row: Row, catalog: Catalog, lang: str, as_of: dt.date | None) -> Any:
    indicator = catalog.indicators[row["indicator"]]
    link = html.A(indicator.label(lang), href=href(f"/indicator/{indicator.id}", lang=lang, as_of=as_of, place=row["place"]))
    scope = scope_text(row, catalog, lang)
    return [link, html.Br(), html.Span(scope, className="muted")] if scope else link


def _range(row: Row, catalog: Catalog, lang: str) -> str:
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    told = [quantity(row[end], unit, indicator, lang, precision=_shortest(row[end]), exact=True) for end in ("least", "most")]
    return " – ".join(number.text for number in told)


def _shortest(amount: float) -> int:
    """Return the power of ten of the last digit that the amount needs: how it was printed is not known here."""
    return int(Decimal(repr(float(amount))).normalize().as_tuple().exponent)


def _column(name: str, lang: str, class_name: str = "") -> Column:
    return Column(word(name, lang), class_name)
