"""A value against another published value of the same period: per head, per GDP, share of the parent, contribution."""

from __future__ import annotations

from dashboard.analysis.comparability import break_between
from dashboard.analysis.rows import Row
from dashboard.analysis.transforms.outcome import Given, Number, Series, Shown, by_series, range_of, sound
from dashboard.catalog import Catalog, Text
from dashboard.catalog.model import Indicator
from dashboard.intervals import Interval

POPULATION, GDP = "population", "gdp"
_PER_PEOPLE = 10_000
ADDITIVE = frozenset({"level", "count"})
_NOT_ADDITIVE = Text(
    zh="比率、位次和评分不能相除求人均或占比", en="Rates, ranks and scores cannot be divided by people, GDP or a whole"
)


def per_head(given: Given) -> Shown:
    """Return money per person, and counts per 10 000 people, by the published resident population of the same year."""
    says = Text(zh="按同年常住人口平均", en="Per head of the resident population of the same year")
    return by_series(given, _per_head, says)


def _per_head(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    indicator = given.catalog.indicators[series[0]["indicator"]]
    if indicator.measure not in ADDITIVE or indicator.id == POPULATION:
        return _NOT_ADDITIVE
    money = given.catalog.dimension(indicator).startswith("money")
    factor = 1 if money else _PER_PEOPLE
    missing = Text(zh="没有同年的常住人口数", en="No resident population of the same year is published")
    return _over(series, given, POPULATION, factor, f"per_head:{indicator.unit}", missing)


def per_gdp(given: Given) -> Shown:
    """Return money as per cent of the published gross domestic product of the same place and year."""
    return by_series(given, _per_gdp, Text(zh="占同年地区生产总值的百分比", en="As per cent of GDP of the same year"))


def _per_gdp(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    indicator = given.catalog.indicators[series[0]["indicator"]]
    same = given.catalog.dimension(indicator) == given.catalog.dimension(given.catalog.indicators[GDP])
    if indicator.measure not in ADDITIVE or not same or indicator.id == GDP:
        return Text(zh="只有同一货币的金额能与生产总值相比", en="Only amounts of the same money compare with GDP")
    missing = Text(zh="没有同年的地区生产总值", en="No GDP of the same year is published")
    return _over(series, given, GDP, 100, "percent", missing)


def _over(
    series: Series, given: Given, denominator: str, factor: float, unit: str, missing: Text
) -> list[tuple[Row, Number]] | Text:
    place = series[0]["place"]
    below = {row["period"]: row for row in given.beside(denominator, place) if sound(row) and row["scope"] == ""}
    found = [
        (row, _divided(row, below[row["period"]], factor, unit))
        for row in series
        if sound(row) and row["period"] in below and range_of(below[row["period"]]).low > 0
    ]
    return found or missing


def _divided(row: Row, below: Row, factor: float, unit: str) -> Number:
    bounds = (range_of(row) / range_of(below)).scaled(factor)
    return Number(row["amount"] / below["amount"] * factor, bounds, unit, (below["id"],))


def share_of_parent(given: Given) -> Shown:
    """Return each value as per cent of the same statistic of the place that it is part of, under one counting rule only."""
    return by_series(given, _share, Text(zh="占上级地区的百分比", en="As per cent of the place it is part of"))


def _share(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    first = series[0]
    whole = _wholes(first, given.catalog)
    if isinstance(whole, Text):
        return whole
    parents = given.beside(first["indicator"], whole)
    same = {_key(row): row for row in parents if sound(row) and row["scope"] == first["scope"]}
    pairs = [(row, same[_key(row)]) for row in series if sound(row) and _key(row) in same]
    if not pairs:
        return _no_share([row for row in parents if _key(row) in {_key(one) for one in series}], first["scope"])
    if any(row["amount"] > above["amount"] for row, above in pairs):
        return _SCOPES_DIFFER
    return [(row, _divided(row, above, 100, "percent")) for row, above in pairs]


def _no_share(parents: list[Row], scope: str) -> Text:
    if not parents:
        return Text(zh="上级地区没有同期数字", en="The place above has no figure of that period")
    if all(row["scope"] != scope for row in parents):
        return _SCOPES_DIFFER
    return Text(zh="有一方只知界限，不能求占比", en="One of the two is known by a bound only: no share follows")


_SCOPES_DIFFER = Text(
    zh="两地统计口径不同，部分大于或不同于整体，不能求占比",
    en="The two places count by different rules: one is no part of the other, so there is no share",
)


def contribution(given: Given) -> Shown:
    """Return by how many percentage points each place moved the growth of the place it is part of.

    Formula: (x_{i,t} − x_{i,t−1}) / X_{t−1} · 100 (DESIGN section 8).
    """
    says = Text(zh="对上级地区增长的拉动（百分点）", en="Contribution to the growth of the place above, in percentage points")
    return by_series(given, _contribution, says)


def _contribution(series: Series, given: Given) -> list[tuple[Row, Number]] | Text:
    first = series[0]
    whole = _wholes(first, given.catalog)
    if isinstance(whole, Text):
        return whole
    indicator = given.catalog.indicators[first["indicator"]]
    above = {
        row["period"]: row
        for row in given.beside(indicator.id, whole)
        if sound(row) and row["scope"] == first["scope"] and row["frequency"] == "A"
    }
    own = {row["period"]: row for row in series if sound(row) and row["frequency"] == "A"}
    found = []
    for period, row in own.items():
        before = own.get(str(int(period) - 1))
        base = above.get(str(int(period) - 1))
        if before is None or base is None or range_of(base).low <= 0 or _broken(indicator, before, row):
            continue
        bounds = ((range_of(row) - range_of(before)) / range_of(base)).scaled(100)
        value = (row["amount"] - before["amount"]) / base["amount"] * 100
        found.append((row, Number(value, _widened(bounds, value), "percentage_points", (before["id"], base["id"]))))
    return found or Text(
        zh="没有相邻两年的本地数和上级地区数", en="Two neighbouring years of the place and of the place above are not published"
    )


def _wholes(row: Row, catalog: Catalog) -> str | Text:
    parent = catalog.places[row["place"]].parent
    if catalog.indicators[row["indicator"]].measure not in ADDITIVE:
        return _NOT_ADDITIVE
    return parent or Text(zh="没有上级地区", en="There is no place above")


def _key(row: Row) -> tuple[str, str]:
    return row["period"], row["period_type"]


def _broken(indicator: Indicator, earlier: Row, later: Row) -> bool:
    return break_between(indicator, later["place"], earlier["period_end"], later["period_end"]) is not None


def _widened(bounds: Interval, value: float) -> Interval:
    return Interval(min(bounds.low, value), max(bounds.high, value))
