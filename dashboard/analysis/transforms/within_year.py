"""Year-to-date values and single stretches of a year, each computed from the other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from dashboard.analysis.rows import Row
from dashboard.analysis.transforms.outcome import Given, Number, Refused, Shown, numbered, range_of, sound
from dashboard.catalog import Text
from dashboard.intervals import Interval
from dashboard.periods import parse_period

_Rule = Callable[[list[Row], Given], list[Row]]


def single_periods(given: Given) -> Shown:
    """Return what each stretch of a year added: a year-to-date value minus the one before it.

    The year's own value is its last year-to-date value. The first stretch of a year, from January, stays as it is.
    """
    says = Text(zh="单期数：累计数之差", en="Single periods: differences of year-to-date values")
    reason = Text(zh="同一年内没有两个累计数", en="No year has two year-to-date values")
    return _by_year(given, says, reason, _differences)


def year_to_date(given: Given) -> Shown:
    """Return the sums of single stretches that follow each other without a gap from January on."""
    says = Text(zh="本年累计：单期数之和", en="Year to date: sums of single periods")
    reason = Text(zh="没有从一月起首尾相接的单期数", en="No single periods follow each other from January on")
    return _by_year(given, says, reason, _sums)


def _by_year(given: Given, says: Text, reason: Text, rule: _Rule) -> Shown:
    years: dict[tuple[str, ...], list[Row]] = {}
    series: dict[tuple[str, str], bool] = {}
    for row in given.rows:
        flow = given.catalog.indicators[row["indicator"]].accumulation == "flow"
        series.setdefault((row["indicator"], row["place"]), False)
        if flow and sound(row) and row["period_type"] in {"flow", "year_to_date"}:
            key = (row["indicator"], row["place"], row["scope"], str(row["period_end"].year))
            years.setdefault(key, []).append(row)
    found: list[Row] = []
    for year, stretch in years.items():
        told = rule(sorted(stretch, key=lambda row: row["period_end"]), given)
        series[year[0], year[1]] |= bool(told)
        found += told
    refused = tuple(Refused(*pair, reason) for pair, done in series.items() if not done)
    return Shown(tuple(found), says, refused, given.columns)


def _differences(rows: list[Row], given: Given) -> list[Row]:
    sums = [row for row in rows if parse_period(row["period"]).start.timetuple().tm_yday == 1]
    if len(sums) < 2:
        return []
    unit = f"unit:{given.catalog.indicators[rows[0]['indicator']].unit}"
    found = [sums[0] | {"span": "first"} | numbered(Number(sums[0]["amount"], range_of(sums[0]), unit))]
    for before, row in pairwise(sums):
        first = parse_period(before["period"]).end.month + 1
        period = f"{row['period_end'].year}-{first:02d}/{row['period_end'].year}-{row['period_end'].month:02d}"
        value = row["amount"] - before["amount"]
        if value < 0 or first > row["period_end"].month:
            continue
        number = Number(value, range_of(row) - range_of(before), unit, (before["id"],))
        found.append(row | {"period": period, "frequency": "range", "derived": True, "span": period[4:]} | numbered(number))
    return found if len(found) > 1 else []


def _sums(rows: list[Row], given: Given) -> list[Row]:
    unit = f"unit:{given.catalog.indicators[rows[0]['indicator']].unit}"
    found: list[Row] = []
    ids: tuple[str, ...] = ()
    next_month, total, bounds = 1, 0.0, Interval(0.0, 0.0)
    for row in (row for row in rows if row["frequency"] in {"M", "Q", "S"}):
        stretch = parse_period(row["period"])
        if stretch.start.month != next_month:
            continue
        total, bounds, next_month = total + row["amount"], bounds + range_of(row), stretch.end.month + 1
        period = f"{stretch.year}-01/{stretch.year}-{stretch.end.month:02d}"
        number = Number(total, bounds, unit, ids)
        found.append(row | {"period": period, "frequency": "range", "derived": bool(ids), "span": "sum"} | numbered(number))
        ids = (*ids, row["id"])
    return found
