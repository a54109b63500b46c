"""A series against its own past: change on a year before, index, mean annual growth."""

from __future__ import annotations

from dashboard.analysis.comparability import break_between
from dashboard.analysis.rows import Row
from dashboard.analysis.transforms.outcome import Given, Number, Series, Shown, by_series, range_of, sound
from dashboard.catalog import Text
from dashboard.catalog.model import Indicator
from dashboard.changes import change_between, mean_annual_growth
from dashboard.intervals import Interval

RELATIVE = frozenset({"level", "count", "ratio"})
"""Measures whose growth is a percentage; rates change in points, ranks in places."""
_A_YEAR = range(360, 372)
_DAYS = 365.25

HEDGED = Text(zh="只知界限、预计或推算的数字不计算变化", en="No change is computed from hedged, expected or derived values")
BROKEN = Text(zh="其间统计方法有变，前后不可比", en="The method changed in between; before and after do not compare")
_SCORE = Text(zh="评分没有可比的零点", en="A score has no zero to grow from")
_NOT_RELATIVE = {
    "rate": Text(zh="比率的变化用百分点，不用百分比", en="A rate changes in percentage points, not in per cent"),
    "rank": Text(zh="位次不能按倍数比较", en="Ranks do not compare by factors"),
}
NO_YEAR_BEFORE = Text(zh="没有上年同期的可比数字", en="There is no comparable value of a year before")


def level(given: Given) -> Shown:
    """Return every value as it is, targets and hedged values with what they can stand for."""

    def rule(series: Series, _: Given) -> list[tuple[Row, Number]]:
        unit = given.catalog.indicators[series[0]["indicator"]].unit
        return [(row, Number(row["amount"], range_of(row), f"unit:{unit}")) for row in series]

    return by_series(given, rule, Text(zh="数值", en="Value"))


def change(given: Given) -> Shown:
    """Return the typed change on the same stretch a year before: per cent, percentage points, places or points.

    Formula: (x_t / x_{t−1} − 1)·100 for levels and counts, the difference for others (DESIGN section 8).
    """
    return by_series(given, _change, Text(zh="比上年同期变化", en="Change on a year before"))


def _change(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    indicator = given.catalog.indicators[series[0]["indicator"]]
    usable = [row for row in series if sound(row)]
    if len(usable) < 2:
        return HEDGED if len(series) > len(usable) else NO_YEAR_BEFORE
    found, broken = [], False
    ends = [row["period_end"].toordinal() for row in usable]
    for row, end in zip(usable, ends, strict=True):
        base = next((one for one, before in zip(usable, ends, strict=True) if end - before in _A_YEAR), None)
        if base is None:
            continue
        if _breaks(indicator, base, row):
            broken = True
            continue
        told = change_between(base["amount"], row["amount"], indicator.measure, ranges=(range_of(base), range_of(row)))
        unit = f"unit:{indicator.unit}" if told.unit == "absolute" else told.unit
        found.append((row, Number(told.value, Interval(told.low, told.high), unit, (base["id"],))))
    return found or (BROKEN if broken else NO_YEAR_BEFORE)


def index(given: Given) -> Shown:
    """Return each series with its first sound value set to 100: x_t / x_0 · 100."""
    says = Text(zh="指数，各序列第一个可比数字=100", en="Index, first comparable value of each series = 100")
    return by_series(given, _index, says)


def _index(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    indicator = given.catalog.indicators[series[0]["indicator"]]
    usable = [row for row in series if sound(row)]
    refusal = _not_relative(indicator) or (None if len(usable) > 1 else HEDGED)
    if refusal:
        return refusal
    base = usable[0]
    if range_of(base).low <= 0:
        return Text(zh="起点不是正数，不能作基数", en="The first value is not positive and cannot be a base")
    reached = [row for row in usable if not _breaks(indicator, base, row)]
    if len(reached) < 2:
        return BROKEN
    return [(row, _relative(row, base)) for row in reached]


def _relative(row: Row, base: Row) -> Number:
    if row is base:
        return Number(100.0, Interval(100.0, 100.0), "index")
    bounds = (range_of(row) / range_of(base)).scaled(100)
    return Number(row["amount"] / base["amount"] * 100, bounds, "index", (base["id"],))


def cagr(given: Given) -> Shown:
    """Return one row a series, its last: (x_b / x_a)^{1/(b−a)} − 1 in per cent between the first and the last sound value.

    Both ends are stated: the row's own period, and the observation in ``shown_from``.
    """
    says = Text(zh="年均增长率，首尾两个可比数字之间", en="Mean annual growth between the first and the last comparable value")
    return by_series(given, _cagr, says)


def _cagr(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    indicator = given.catalog.indicators[series[0]["indicator"]]
    usable = [row for row in series if sound(row)]
    refusal = _not_relative(indicator) or (None if len(usable) > 1 else HEDGED)
    if refusal:
        return refusal
    first, last = usable[0], usable[-1]
    if _breaks(indicator, first, last):
        return BROKEN
    years = (last["period_end"] - first["period_end"]).days / _DAYS
    if min(range_of(first).low, range_of(last).low) <= 0 or years < 1:
        return Text(zh="首尾须为正数并相隔一年以上", en="Both ends must be positive and a year or more apart")
    years = round(years) if abs(years - round(years)) < 0.02 else years
    low = mean_annual_growth(first["high"], last["low"], years)
    high = mean_annual_growth(first["low"], last["high"], years)
    value = mean_annual_growth(first["amount"], last["amount"], years)
    return [(last, Number(value, Interval(low, high), "percent_a_year", (first["id"],)))]


def _not_relative(indicator: Indicator) -> Text | None:
    if indicator.measure in RELATIVE:
        return None
    return _NOT_RELATIVE.get(indicator.measure, _SCORE)


def _breaks(indicator: Indicator, earlier: Row, later: Row) -> bool:
    ends = sorted((earlier["period_end"], later["period_end"]))
    return break_between(indicator, later["place"], *ends) is not None
