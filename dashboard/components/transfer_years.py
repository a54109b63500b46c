"""The register's years beside each other: results, value and funds, and growth over all suppliers and over the same panel."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from dashboard.analysis.register import (
    DISCLOSED,
    FUNDS,
    LOCAL_SHARE,
    LOCALLY,
    MEASURED,
    PANELS,
    TECHNOLOGY,
    TRANSFERRED,
    VALUE,
    amounts,
)
from dashboard.charts.ranked_bars import Bar, ranked_bars
from dashboard.components.chart_card import chart_figure
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import Shown, block
from dashboard.rows import Row, rows_of

_AMOUNTS = {DISCLOSED: "count", TRANSFERRED: "count", LOCALLY: "count", VALUE: "value", TECHNOLOGY: "value", FUNDS: "funds"}
"""What the table lists of each year, with the measure that says how it is written."""


def years_block(shown: Shown) -> Component:
    """Return the chosen measure for every year, the newest on top, with a table of all numbers and of growth."""
    cells = shown.register.of(MEASURED[shown.measure])
    known = rows_of(cells.assign(number=amounts(cells, shown.measure)).sort_values("year", ascending=False))
    bars = [_bar(row, shown) for row in known if pd.notna(row["number"])]
    subtitle = shown.say("years_sub", measure=shown.measured)
    drawn = ranked_bars(bars, lang=shown.lang, description=subtitle)
    twin = folded(shown.say("show_table"), _table(known, shown))
    return block(
        "years", shown.say("years"), subtitle, shown, [chart_figure("years", drawn, description=subtitle, plot=False), twin]
    )


def _bar(row: Row, shown: Shown) -> Bar:
    year = int(row["year"])
    whole = row["state"] == "complete"
    name = str(year) if whole else shown.say("to_date", year=year)
    return Bar(name, float(row["number"]), shown.amount(row["number"]), "", chosen=year == shown.year)


def _table(known: list[Row], shown: Shown) -> Component:
    columns = [Column(shown.say("year"))]
    columns += [Column(shown.register.about.definitions[name].name[shown.lang], "figure") for name in (*_AMOUNTS, LOCAL_SHARE)]
    for measure in PANELS:
        columns += [
            Column(f"{shown.say(f'measure_{measure}')} · {shown.say(kind)}", "figure") for kind in ("plain", "same_panel")
        ]
    return table(columns, [_row(int(row["year"]), shown) for row in known], caption=shown.say("years"))


def _row(year: int, shown: Shown) -> list[Any]:
    cells: list[Any] = [str(year), *(_amount(name, measure, year, shown) for name, measure in _AMOUNTS.items())]
    share = shown.register.of(LOCAL_SHARE, year=year)["value"]
    cells.append(shown.share(share.iloc[0]) if len(share) else "—")
    for measure in PANELS:
        grown = shown.register.of(PANELS[measure], year=year)
        cells += [shown.growth(grown, column) for column in ("plain_growth", "value")]
    return cells


def _amount(name: str, measure: str, year: int, shown: Shown) -> str:
    found = shown.register.of(name, year=year)
    return shown.amount(amounts(found, measure).iloc[0], measure) if len(found) else "—"
