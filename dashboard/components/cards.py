"""Cards: one indicator each, with value, typed change, target and how old it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard.analysis.comparability import lower_is_better, with_span
from dashboard.catalog import Catalog
from dashboard.components.choices import href
from dashboard.components.numbers import number_link, value_link
from dashboard.components.sparkline import sparkline
from dashboard.components.words import word
from dashboard.periods import parse_period
from dashboard.rows import Row, rows_of
from dashboard.text.statements import ARROWS, change_text, has_value, period_text, scope_text


@dataclass(frozen=True)
class CardFacts:
    """What one card shows: rows of observations, each None where there is none, and the target's status in words."""

    newest: Row
    stated: Row | None
    target: Row | None
    status: str
    recent: bool
    series: pd.DataFrame


def card(facts: CardFacts, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> html.Li:
    """Return the card of one indicator."""
    row = facts.newest
    indicator = catalog.indicators[row["indicator"]]
    link = href(f"/indicator/{indicator.id}", lang=lang, as_of=as_of, place=row["place"])
    return html.Li(
        [
            html.H3(html.A(indicator.label(lang), href=link)),
            html.Div(value_link(row, catalog, lang, as_of=as_of), className="card-value"),
            html.Div(_change(row, catalog, lang), className="card-change"),
            html.Div(
                sparkline(
                    rows_of(with_span(facts.series)),
                    indicator,
                    reverse=lower_is_better(indicator),
                    description=indicator.name[lang],
                ),
                className="spark",
            ),
            *_stated(facts.stated, catalog, lang, as_of),
            *_target(facts, catalog, lang, as_of),
            html.Div(_foot(facts, catalog, lang), className="card-foot"),
        ],
        className="card panel",
    )


def _change(row: Row, catalog: Catalog, lang: str) -> list[Any]:
    words = change_text(row, catalog, lang)
    if words is None:
        return [html.Span(word(f"reason_{row['reason'] or 'first'}", lang), className="muted")]
    return [html.Span(ARROWS[words.direction], className="arrow", **{"aria-hidden": "true"}), words.text]


def _stated(row: Row | None, catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    if row is None:
        return []
    day = period_text(row, lang).removeprefix("as ")
    said = f"{day}：" if lang == "zh" else f"{day[:1].upper()}{day[1:]}: "
    words = change_text(row, catalog, lang)
    tail = [html.Span(f"，{words.text}" if lang == "zh" else f", {words.text}", className="stated-change")] if words else []
    return [html.Div([said, value_link(row, catalog, lang, as_of=as_of), *tail], className="card-note card-stated")]


def _target(facts: CardFacts, catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    row = facts.target
    if row is None:
        return []
    label = f"{word('target', lang)} {parse_period(row['period']).label(lang)} "
    status = [f" · {facts.status}"] if facts.status else []
    words = None if has_value(row) else change_text(row, catalog, lang)
    said = number_link(words.text, row["id"], lang, as_of=as_of) if words else value_link(row, catalog, lang, as_of=as_of)
    return [html.Div([label, said, *status], className="card-note")]


def _foot(facts: CardFacts, catalog: Catalog, lang: str) -> list[Any]:
    row = facts.newest
    scope = scope_text(row, catalog, lang)
    parts: list[Any] = [f"{word('data_through', lang)} {period_text(row, lang)}"]
    parts += [" ", html.Span(word("older", lang), className="tag")] if not facts.recent else []
    parts += [" ", html.Span(word(f"status_{row['status']}", lang), className="tag")] if row["status"] != "A" else []
    parts += [" ", html.Span(word("conflict", lang), className="tag tag-conflict")] if row["differ"] > 0 else []
    parts += [" ", html.Span(word(f"grade_{row['grade']}", lang), className=f"grade grade-{row['grade']}")]
    return [*parts, html.Br(), scope] if scope else parts
