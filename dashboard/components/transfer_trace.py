"""The published yearly figures beside the register's count of the same year, by interval, with a sentence each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import Traced, traced, undated, years
from dashboard.components.numbers import value_link
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import Shown, block
from dashboard.text.numbers import decimal_text, rounded
from dashboard.text.statements import period_text, scope_text, value_text


def trace_block(observations: pd.DataFrame, shown: Shown, *, as_of: dt.date | None) -> Component:
    """Return whether each published figure of the register's place fits the records; says which cannot be traced."""
    found = traced(shown.register, observations)
    lines = [html.Li([_sentence(one, shown), *_way(one, shown)], className=f"trace-{one.verdict}") for one in found]
    loose = undated(observations)
    if loose:
        links: list[Any] = []
        for row in loose:
            links += [value_link(row, shown.catalog, shown.lang, as_of=as_of), f" ({period_text(row, shown.lang)}) "]
        lines.append(html.Li([shown.say("trace_undated"), *links]))
    made_up = [html.P(shown.say("trace_made_up"), className="note")] if shown.register.about.synthetic and found else []
    twin = folded(shown.say("show_table"), _table(found, shown, as_of))
    content = [html.Ul(lines, className="findings"), *made_up, twin]
    return block("trace", shown.say("trace"), shown.say("trace_note"), shown, content)


def _sentence(one: Traced, shown: Shown) -> str:
    told = value_text(one.row, shown.catalog, shown.lang)
    counted = "" if one.counted is None else shown.amount(one.counted, "count")
    difference = decimal_text(rounded(abs(one.difference), 0), shown.lang)
    return shown.say(f"trace_{one.verdict}", year=one.year, published=told, counted=counted, difference=difference)


def _way(one: Traced, shown: Shown) -> list[Any]:
    """Return the way to what is behind a year's count; nothing where no count is shown, or the year is not over."""
    if one.counted is None or one.year not in years(shown.register):
        return []
    address = shown.address(year=one.year, by="local", measure="count", part="true") + "#drill"
    return [" ", html.A(shown.say("trace_records"), href=address)]


def _table(found: list[Traced], shown: Shown, as_of: dt.date | None) -> Component:
    names = ("period", "published_value", "interval", "counted", "verdict")
    columns = [Column(shown.say(name), "figure" if name in {"published_value", "counted"} else "") for name in names]
    rows = [
        [
            [str(one.year), " ", html.Span(scope_text(one.row, shown.catalog, shown.lang), className="muted")],
            value_link(one.row, shown.catalog, shown.lang, as_of=as_of),
            _interval(one),
            shown.say("withheld_cell") if one.counted is None else shown.amount(one.counted, "count"),
            shown.say("verdict_fits" if one.verdict == "fits" else "verdict_differs"),
        ]
        for one in found
    ]
    return table(columns, rows, caption=shown.say("trace"))


def _interval(one: Traced) -> str:
    ends = [f"{end:g}" if abs(end) != float("inf") else ("∞" if end > 0 else "−∞") for end in (one.row["low"], one.row["high"])]
    return f"[{ends[0]}, {ends[1]}{')' if ends[1] == '∞' else ']'}"
