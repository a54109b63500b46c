"""The place of a value among all places of the same level: rank and percentile."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.rank import rank as ranked
from dashboard.analysis.rows import Row, rows_of
from dashboard.analysis.transforms.outcome import Given, Number, Series, Shown, by_series, sound
from dashboard.catalog import Text
from dashboard.intervals import Interval, exactly

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
    levels = {place.id: place.level for place in given.catalog.places.values()}
    pool = pd.concat([given.others, given.rows], ignore_index=True).drop_duplicates("id")
    placed: dict[str, Row] = {}
    for _, group in pool.groupby(pool["place"].map(levels), sort=False):
        found = ranked(group.loc[[sound(row) for row in rows_of(group)]], given.catalog)
        placed |= {row["id"]: row for row in rows_of(found)}

    def rule(series: Series, _: Given) -> list[tuple[Row, Number]] | Text:
        indicator = given.catalog.indicators[series[0]["indicator"]]
        if indicator.measure == "rank":
            return Text(zh="它本来就是位次", en="It is a rank already")
        if indicator.better == "neither":
            return Text(zh="这个指标没有好坏之分", en="The indicator has no better direction")
        found = [(row, placed[row["id"]]) for row in series if row["id"] in placed]
        told = [(row, spot) for row, spot in found if pd.notna(spot["of"]) and spot["of"] >= FEWEST]
        if not told:
            return Text(zh=f"同期有数字的同级地区不足{FEWEST}个", en=f"Fewer than {FEWEST} places of the level have the figure")
        return [(row, Number(float(spot[column]), _at(spot[column]), column)) for row, spot in told]

    return by_series(given, rule, says)


def _at(value: float) -> Interval:
    return exactly(float(value))
