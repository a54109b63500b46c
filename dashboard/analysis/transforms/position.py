"""The place of a value among all places of the same level: rank and percentile."""

from __future__ import annotations

from dashboard.analysis.rank import Standing, standings
from dashboard.analysis.rows import Row
from dashboard.analysis.transforms.outcome import Given, Number, Series, Shown, by_series, sound
from dashboard.catalog import Text
from dashboard.intervals import exactly

FEWEST = 5
"""A rank among fewer places says nothing."""


def rank(given: Given) -> Shown:
    """Return the rank among the places of the same level that have the figure for the same period; 1 is the best."""
    says = Text(zh="在同级地区中的位次（1为最好）", en="Rank among places of the same level (1 is best)")
    return _placed(given, "position", says)


def percentile(given: Given) -> Shown:
    """Return the share of the other places of the same level that a value equals or surpasses, in per cent."""
    says = Text(zh="百分位：不低于多少同级地区", en="Percentile: share of the other places that it equals or surpasses")
    return _placed(given, "percentile", says)


def _placed(given: Given, column: str, says: Text) -> Shown:
    placed = _standings(given)

    def rule(series: Series, _: Given) -> list[tuple[Row, Number]] | Text:
        indicator = given.catalog.indicators[series[0]["indicator"]]
        if indicator.measure == "rank":
            return Text(zh="它本来就是位次", en="It is a rank already")
        if indicator.better == "neither":
            return Text(zh="这个指标没有好坏之分", en="The indicator has no better direction")
        found = [(row, placed[row["id"]]) for row in series if row["id"] in placed]
        told = [(row, float(getattr(spot, column))) for row, spot in found if spot.of >= FEWEST]
        if not told:
            return Text(zh=f"同期有数字的同级地区不足{FEWEST}个", en=f"Fewer than {FEWEST} places of the level have the figure")
        return [(row, Number(value, exactly(value), column)) for row, value in told]

    return by_series(given, rule, says)


def _standings(given: Given) -> dict[str, Standing]:
    """Return the standing of every sound row among the places of its level, by the id of the observation."""
    levels: dict[str, dict[str, Row]] = {}
    for row in (*given.others, *given.rows):
        if sound(row):
            levels.setdefault(given.catalog.places[row["place"]].level, {}).setdefault(row["id"], row)
    return {
        name: standing
        for pool in levels.values()
        for name, standing in zip(pool, standings(list(pool.values()), given.catalog), strict=True)
        if standing is not None
    }
