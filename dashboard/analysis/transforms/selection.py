"""Which of the observations chosen go into a chart: the stretch of time, one counting rule, no sums over several years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from dashboard.analysis.comparability import breaks_at
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog, Text
from dashboard.periods import parse_period

SCOPES: dict[str, Text] = {
    "headline": Text(zh="主要口径", en="Main counting rule"),
    "all": Text(zh="全部口径", en="All counting rules"),
    "constant": Text(zh="只看可比口径", en="Constant rule only"),
}
"""Which counting rules to show: one an indicator, all as series of their own, or one and only since its last break."""
_LOOKED_AT = ["indicator", "place", "scope", "amount", "period_type", "period_end", "kind_class"]


def selected(
    observations: pd.DataFrame,
    catalog: Catalog,
    *,
    first: int | None = None,
    last: int | None = None,
    scopes: str = "headline",
    targets: bool = True,
) -> pd.DataFrame:
    """Return the rows with a number whose period ends in the years ``first`` to ``last``, without sums over several years.

    Of an indicator with several counting rules the headline one is kept where it has values, else the commonest, unless
    ``scopes`` is ``all``; ``constant`` also leaves out what lies before the last break of method.
    """
    rows = rows_of(observations[_LOOKED_AT])
    return observations.iloc[chosen(rows, catalog, first=first, last=last, scopes=scopes, targets=targets)]


def chosen(
    rows: Sequence[Row],
    catalog: Catalog,
    *,
    first: int | None = None,
    last: int | None = None,
    scopes: str = "headline",
    targets: bool = True,
) -> list[int]:
    """Return the positions of the rows that ``selected`` keeps, those of one indicator together."""
    by_indicator: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        if _within(row, first, last) and (targets or row["kind_class"] == "outcome"):
            by_indicator.setdefault(row["indicator"], []).append(n)
    if scopes == "all":
        return sorted(n for kept in by_indicator.values() for n in kept)
    one = [n for kept in by_indicator.values() for n in _one_scope(rows, kept, catalog)]
    return [n for n in one if rows[n]["period_end"] >= _last_break(catalog, rows[n])] if scopes == "constant" else one


def _within(row: Row, first: int | None, last: int | None) -> bool:
    if pd.isna(row["amount"]) or row["period_type"] == "cumulative":
        return False
    return bool((first or 0) <= row["period_end"].year <= (last or 9999))


def _one_scope(rows: Sequence[Row], kept: list[int], catalog: Catalog) -> list[int]:
    counts = Counter(rows[n]["scope"] for n in kept)
    headline = catalog.indicators[rows[kept[0]]["indicator"]].headline_scope
    scope = headline if headline in counts else counts.most_common(1)[0][0]
    return [n for n in kept if rows[n]["scope"] == scope]


def _last_break(catalog: Catalog, row: Row) -> pd.Timestamp:
    found = breaks_at(catalog.indicators[row["indicator"]], row["place"])
    return pd.Timestamp(parse_period(found[-1].period).start) if found else pd.Timestamp.min
