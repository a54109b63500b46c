"""Which points a line may join: only those that compare, with nothing missing between them."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter

from dashboard.analysis.comparability import SERIES, break_between
from dashboard.analysis.rows import Row
from dashboard.catalog.model import Indicator

_series = itemgetter(*SERIES)
_A_YEAR = 370
"""Days between two points that follow each other in yearly figures, with some room for days of a year."""


def runs(rows: list[Row], indicator: Indicator) -> list[list[Row]]:
    """Return the rows cut into stretches that a line may join, in time order.

    Rows need ``span`` (``comparability.with_span``). Values without a reference period, hedged values, values of another
    scope or stretch of time, values across a break and values more than a year apart are never joined.
    """
    found: list[list[Row]] = []
    ordered = sorted(rows, key=lambda row: (*(row[name] for name in SERIES), row["period_end"], row["id"]))
    for row in ordered:
        if found and joins(found[-1][-1], row, indicator):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def joins(before: Row, after: Row, indicator: Indicator) -> bool:
    """Return whether a line may lead from one point to the next."""
    if _series(before) != _series(after) or before["stated_on"] or after["stated_on"]:
        return False
    if before["qualifier"] != "exact" or after["qualifier"] != "exact":
        return False
    if (after["period_end"] - before["period_end"]).days > _A_YEAR:
        return False
    return break_between(indicator, after["place"], before["period_end"], after["period_end"]) is None


def firm(row: Row) -> bool:
    """Return whether a point is published and final, so that a solid line may touch it."""
    return not row["derived"] and row["kind"] == "actual"


def unsure(stretches: list[list[Row]]) -> list[tuple[Row, Row]]:
    """Return the pairs of joined points of which one is not firm: their line is dashed."""
    return [pair for stretch in stretches for pair in pairwise(stretch) if not (firm(pair[0]) and firm(pair[1]))]
