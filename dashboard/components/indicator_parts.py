"""Parts of the indicator page that need no chart: definition, claims, citation and downloads."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog, Indicator, Place
from dashboard.catalog.model import Release
from dashboard.claims import FLAGGED
from dashboard.components.evidence import grade_mark, published
from dashboard.components.numbers import number_link
from dashboard.components.tables import Column, table
from dashboard.components.words import word
from dashboard.periods import parse_period
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.changes import reported_change
from dashboard.text.fields import word as field_word
from dashboard.text.numbers import format_value
from dashboard.text.statements import scope_text


def definition(indicator: Indicator, catalog: Catalog, lang: str) -> Component:
    """Return what the indicator means, how it is measured, and where its series break."""
    facts: list[tuple[str, Any]] = [
        (word("definition", lang), indicator.definition[lang]),
        (word("theme", lang), catalog.themes[indicator.theme].name[lang]),
        (word("unit", lang), catalog.units[indicator.unit].name[lang]),
        (word("measure", lang), word(f"measure_{indicator.measure}", lang)),
        (word("accumulation", lang), word(indicator.accumulation, lang)),
        (word("better", lang), word(f"better_{indicator.better}", lang)),
    ]
    facts += [(word("formula", lang), indicator.formula[lang])] if indicator.formula else []
    synonyms = indicator.synonyms.zh if lang == "zh" else indicator.synonyms.en
    facts += [(word("synonyms", lang), "、".join(synonyms) if lang == "zh" else "; ".join(synonyms))] if synonyms else []
    facts += [(word("release", lang), _release(indicator.release, lang))] if indicator.release else []
    facts += (
        [(word("scopes", lang), html.Ul([html.Li(text[lang]) for text in indicator.scopes.values()]))]
        if indicator.scopes
        else []
    )
    facts += (
        [(word("breaks", lang), html.Ul([html.Li(_break(entry, lang)) for entry in indicator.breaks]))]
        if indicator.breaks
        else []
    )
    return html.Section([html.H2(word("details", lang)), _terms(facts)], className="panel")


def _release(release: Release, lang: str) -> str:
    if lang == "zh":
        year = {0: "当年", 1: "次年"}.get(release.years_after, f"{release.years_after}年后")
        return f"{year}{release.month}月"
    when = {0: "of the same year", 1: "of the following year"}.get(release.years_after, f"{release.years_after} years later")
    return f"{calendar.month_name[release.month]} {when}"


def _break(entry: Any, lang: str) -> str:
    label = parse_period(entry.period).label(lang)
    return f"{label}：{entry.note.zh}" if lang == "zh" else f"{label}: {entry.note.en}"


def claims_table(claims: pd.DataFrame, data: Store, *, lang: str, as_of: dt.date | None) -> Component:
    """Return every claim about the indicator in the place, the newest period first."""
    columns = [
        Column(word("period", lang)),
        Column(word("value", lang), "figure"),
        Column(word("reported_change", lang)),
        Column(word("kind", lang)),
        Column(word("grade", lang)),
        Column(word("publisher", lang), "words"),
        Column(word("document", lang), "words"),
        Column(word("published", lang)),
        Column(word("link", lang)),
    ]
    ordered = claims.sort_values(["period_end", "kind_class", "scope", "place_in_order"], ascending=[False, True, True, True])
    rows = [_claim_row(row, data, lang, as_of) for row in rows_of(ordered)]
    return html.Section(
        [
            html.H2(word("all_claims", lang), id="evidence"),
            table(columns, rows, caption=word("all_claims", lang), headed=True, stacked=True),
        ],
        className="panel",
    )


def _claim_row(row: Row, data: Store, lang: str, as_of: dt.date | None) -> list[Any]:
    catalog = data.catalog
    indicator, source = catalog.indicators[row["indicator"]], catalog.sources[row["source"]]
    unit = catalog.units[indicator.unit]
    value: str = format_value(row, unit, indicator, lang) if pd.notna(row["amount"]) else "—"
    change = reported_change(row, unit, indicator, lang)
    chosen = [" ", html.Span(word("winner", lang), className="tag")] if row["place_in_order"] == 1 and row["rivals"] else []
    doubted = [" ", html.Span(field_word(FLAGGED, lang), className="tag tag-conflict")] if row["correction"] == FLAGGED else []
    scope = scope_text(row, catalog, lang)
    period = parse_period(row["period"]).label(lang)
    return [
        [period, html.Br(), html.Span(scope, className="muted")] if scope else period,
        [number_link(value, row["observation"], lang, as_of=as_of), *chosen, *doubted],
        change.text if change else "—",
        word(f"kind_{row['kind']}", lang),
        grade_mark(source.grade, lang),
        source.publisher[lang],
        source.title[lang],
        published(source, lang),
        html.A(_host(source.url), href=source.url, rel="noopener") if source.url else word("no_link", lang),
    ]


def _host(url: str) -> str:
    return url.split("/")[2] if "//" in url else url


def citation(indicator: Indicator, place: Place, data: Store, lang: str, as_of: dt.date | None) -> str:
    """Return how to cite this series: title, place, snapshot and as-of date."""
    known = f"，按{as_of}所知" if as_of else ""
    if lang == "zh":
        return f"城市科技创新统计：{place.name.zh}，{indicator.name.zh}（{indicator.id}）{known}。数据快照 {data.id}。"
    known = f", as known on {as_of}" if as_of else ""
    return f"City innovation statistics: {place.name.en}, {indicator.name.en} ({indicator.id}){known}. Data snapshot {data.id}."


def _terms(facts: list[tuple[str, Any]]) -> Component:
    return html.Dl([part for name, value in facts for part in (html.Dt(name), html.Dd(value))])
