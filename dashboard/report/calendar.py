"""When the next figures are due, and which should be out by now."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.freshness import release_date
from dashboard.report.material import Material
from dashboard.report.words import listed, word
from dashboard.rows import Row, rows_of

_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST = 5


def next_release(made: Material) -> str:
    """Return the month of the next customary release of a key figure and what it brings; empty where none is known."""
    due = [(day, row, year) for row in made.key_rows for day, year in [_next(row, made)] if day is not None]
    if not due:
        return ""
    first = min(day for day, _, _ in due)
    names = [
        word("next_release_of", made.lang, name=made.catalog.indicators[row["indicator"]].label(made.lang), year=year)
        for day, row, year in due
        if day == first
    ]
    when = f"{first.year}年{first.month}月" if made.lang == "zh" else f"{_MONTHS_EN[first.month - 1]} {first.year}"
    return word("next_release_line", made.lang, when=when, names=listed(names[:_MOST], made.lang))


def overdue(made: Material) -> str:
    """Return the key figures of which a newer year should be out by the release calendar and is not known."""
    keys = [row["indicator"] for row in made.key_rows]
    late = {row["indicator"]: row for row in rows_of(made.fresh) if row["overdue"] and row["scope"] == _scope(row, made)}
    names = [
        word(
            "next_release_of",
            made.lang,
            name=made.catalog.indicators[name].label(made.lang),
            year=f"{late[name]['next_period']}{_onward(late[name], made)}",
        )
        for name in keys
        if name in late
    ]
    return listed(names[:_MOST], made.lang)


def _onward(row: Row, made: Material) -> str:
    """Return the last year that should be out, where more than one is missing."""
    indicator, first = made.catalog.indicators[row["indicator"]], int(row["next_period"])
    last = first
    while (day := release_date(indicator, last + 1)) is not None and day < made.today:
        last += 1
    return f"{'—' if made.lang == 'zh' else '–'}{last}" if last > first else ""


def _scope(row: Row, made: Material) -> str:
    indicator = made.catalog.indicators[row["indicator"]]
    return "" if row["scope"] in indicator.vintages else indicator.headline_scope


def _next(row: Row, made: Material) -> tuple[dt.date | None, int]:
    """Return the next day on which a year's value of the indicator is due, and that year."""
    indicator = made.catalog.indicators[row["indicator"]]
    for year in range(made.today.year - 6, made.today.year + 2):
        day = release_date(indicator, year)
        if day is not None and day >= made.today and (pd.isna(row["period_end"]) or year > row["period_end"].year):
            return day, year
    return None, 0
