"""A year's transfers by chain, institution, size, type and so on, and what is behind one of the bars."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import FUNDS, LAG, LOCAL_SHARE, QUARTILES, TRANSFERRED, VALUE, WITHIN, crossed
from dashboard.charts.ranked_bars import Bar, ranked_bars
from dashboard.components.chart_card import chart_figure
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import Shown, block
from dashboard.rows import Row, rows_of
from dashboard.store import Store

_BARS = 15
_ROWS = 10
"""Rows of a table behind a bar that are seen at once; the rest opens on demand."""
_PAGE = 25
_CENTS_OF_TEN_THOUSAND = 1_000_000
"""A record's value is kept in hundredths of a yuan and shown as it was delivered, in 10 000 yuan."""
_RECORD_COLUMNS = ("record_id", "disclosed_on", "supplier", "chain", "recipient_size", "contract_type", "signed_on", "value")


def bars_block(shown: Shown) -> Component:
    """Return a year's results or their value by the chosen column, the largest first, each a way to what is behind it."""
    known = shown.cells(shown.by)
    ordered = rows_of(known.sort_values("number", ascending=False, kind="stable", na_position="last"))
    named = [row for row in ordered if row["first"] or shown.by == "fund_stage"]
    bars = [
        Bar(
            shown.name(shown.by, row["first"]), float(row["number"]), shown.amount(row["number"]),
            shown.address(part=row["first"]) + "#drill" if row["first"] else "", row["first"] == shown.part,
        )
        for row in named[:_BARS]
        if pd.notna(row["number"])
    ]  # fmt: skip
    by = shown.register.about.column(shown.by, shown.lang).lower()
    subtitle = shown.say("bars_sub", year=shown.year, measure=shown.measured)
    drawn = ranked_bars(bars, lang=shown.lang, description=f"{by}: {subtitle}")
    twin = folded(shown.say("show_table"), _table(named, shown))
    content = [chart_figure("bars", drawn, description=f"{by}: {subtitle}", plot=False), twin]
    return block("bars", shown.say("bars", by=by), subtitle, shown, content)


def _table(rows: list[Row], shown: Shown) -> Component:
    """Return every part with number, value, local share, and where suppliers or chains tell it conversion rate and lag."""
    parts = _facts(shown)
    columns = [Column(shown.register.about.column(shown.by, shown.lang))]
    columns += [Column(heading, "figure") for heading, _ in parts]
    cells = [[_link(row["first"], shown), *(fact.get(row["first"], "—") for _, fact in parts)] for row in rows]
    return table(columns, cells, caption=shown.say("bars", by=shown.register.about.column(shown.by, shown.lang)))


def _facts(shown: Shown) -> list[tuple[str, dict[str, str]]]:
    year, by = shown.year, shown.by
    found = [
        (shown.say("results"), _told(TRANSFERRED, by, year, shown, lambda row: shown.amount(row["records"], "count"))),
        (shown.say("measure_value"), _told(VALUE, by, year, shown, lambda row: shown.amount(row["value"], "value"))),
        (shown.say("measure_funds"), _told(FUNDS, by, year, shown, lambda row: shown.amount(row["value"], "funds"))),
        (shown.say("local_share"), _told(LOCAL_SHARE, by, year, shown, lambda row: shown.share(row["value"]))),
    ]
    converted = _told(WITHIN[0], by, year - 1, shown, lambda row: shown.share(row["value"]))
    if converted:
        heading = shown.register.about.definitions[WITHIN[0]].name[shown.lang]
        cohort = f"{heading}（{year - 1}年披露）" if shown.lang == "zh" else f"{heading}, disclosed {year - 1}"
        found.append((cohort, converted))
    median = _told(LAG, by, year - 1, shown, lambda row: _days(row, shown), output=QUARTILES[1])
    if median:
        found.append((shown.say("median"), median))
    return [(heading, fact) for heading, fact in found if fact]


def _told(definition: str, by: str, year: int, shown: Shown, say: Any, *, output: str = "") -> dict[str, str]:
    return {row["first"]: say(row) for row in rows_of(shown.register.of(definition, by, output=output, year=year))}


def _days(row: Row, shown: Shown) -> str:
    if pd.isna(row["value"]):
        return shown.say("withheld_cell")
    days = f"{row['value']:.0f}"
    return shown.say("more_than", days=days) if row["state"] == "not_reached" else days


def _link(code: str, shown: Shown) -> Any:
    name = shown.name(shown.by, code)
    return html.A(name, href=shown.address(part=code) + "#drill") if code else name


def drill_block(shown: Shown, data: Store, *, allowed: bool) -> Component | None:
    """Return the cells behind the chosen bar, by every other column it is crossed with, and records where they are allowed."""
    if shown.part is None:
        return None
    heading = shown.say("drill", part=shown.name(shown.by, shown.part))
    crossings = crossed(shown.register, TRANSFERRED, shown.by)
    tables = [_crossing(breakdown, other, shown) for breakdown, other in crossings.items()]
    back = html.P(html.A(shown.say("back"), href=shown.address() + "#bars", className="button"))
    records = (
        _records(shown, data) if allowed and shown.register.has_records else html.P(shown.say("records_off"), className="note")
    )
    content = [html.Div([one for one in tables if one is not None], className="halves"), records, back]
    return block("drill", heading, shown.say("drill_sub", year=shown.year), shown, content)


def _crossing(breakdown: str, other: str, shown: Shown) -> Component | None:
    own, far = ("first", "second") if breakdown.startswith(f"{shown.by},") else ("second", "first")
    values = shown.register.of(VALUE, breakdown, year=shown.year)
    value_of = {(row["first"], row["second"]): row["value"] for row in rows_of(values)}
    cells = shown.register.of(TRANSFERRED, breakdown, year=shown.year)
    rows = rows_of(cells.loc[cells[own] == shown.part].sort_values("records", ascending=False, na_position="last"))
    if not rows:
        return None
    name = shown.register.about.column(other, shown.lang)
    columns = [Column(name), Column(shown.say("results"), "figure"), Column(shown.say("value_sum"), "figure")]
    told = [
        [
            shown.name(other, row[far]),
            shown.amount(row["records"], "count"),
            shown.amount(value_of.get((row["first"], row["second"]), float("nan")), "value"),
        ]
        for row in rows
    ]
    caption = f"{shown.say('other_column')} {name}"
    seen = table(columns, told[:_ROWS], caption=caption)
    if len(told) <= _ROWS:
        return seen
    rest = table(columns, told[_ROWS:], caption=caption)
    return html.Div([seen, folded(shown.say("more_rows", count=len(told) - _ROWS), rest)])


def _records(shown: Shown, data: Store) -> Component:
    found, total = data.register_records({shown.by: str(shown.part)}, shown.year, offset=(shown.page - 1) * _PAGE, limit=_PAGE)
    pages = max(1, -(-total // _PAGE))
    columns = [
        Column(shown.register.about.column(name, shown.lang), "figure" if name == "value" else "") for name in _RECORD_COLUMNS
    ]
    rows = [[_cell(name, row[name], shown) for name in _RECORD_COLUMNS] for row in rows_of(found)]
    ways: list[Any] = [shown.say("records_page", page=shown.page, pages=pages, total=total)]
    for key, page in (("previous", shown.page - 1), ("next", shown.page + 1)):
        if 1 <= page <= pages:
            ways += [" ", html.A(shown.say(key), href=shown.address(part=shown.part, page=page) + "#drill", className="button")]
    return html.Div([html.H4(shown.say("records")), table(columns, rows, caption=shown.say("records")), html.P(ways)])


def _cell(name: str, value: Any, shown: Shown) -> str:
    if value is None or pd.isna(value):
        return "—"
    if name.endswith("_on"):
        return str(value)[:10]
    return f"{int(value) / _CENTS_OF_TEN_THOUSAND:,.2f}" if name == "value" else shown.name(name, str(value))
