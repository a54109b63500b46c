"""Places in order, by the better number first."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import pandas as pd

from dashboard.analysis.comparability import lower_is_better
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog

GROUP = ("indicator", "period", "period_type", "scope", "kind_class")
"""Columns that observations must share to be ranked against each other."""
_group = itemgetter(*GROUP)


@dataclass(frozen=True)
class Standing:
    """The place of a number among others: 1 is best, of how many, and the share of the others it equals or surpasses (%)."""

    position: int
    of: int
    percentile: float


def rank(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return the observations with their place among those of the same indicator, period and scope.

    Hedged values, and values whose reference period is not stated, are not ranked.

    Returns:
        The rows in their order with ``position`` (1 is best; equal values share the better place), ``of`` (how many were
        ranked) and ``percentile`` (share of the others that it equals or surpasses, in per cent); missing where not ranked.
    """
    columns = [*GROUP, "amount", "qualifier", "stated_on"]
    found = standings(rows_of(observations[columns]), catalog)
    told = pd.DataFrame(
        [(one.position, one.of, one.percentile) if one else (None, None, None) for one in found],
        index=observations.index,
        columns=["position", "of", "percentile"],
    )
    return observations.assign(
        position=told["position"].astype("Int64"),
        of=told["of"].astype("Int64"),
        percentile=told["percentile"].astype("float64"),
    )


def standings(rows: Sequence[Row], catalog: Catalog) -> list[Standing | None]:
    """Return for each row what ``rank`` says of it; None where it is not ranked."""
    merits = [_merit(row, catalog) if _fair(row) else None for row in rows]
    groups: dict[tuple[str, ...], list[float]] = {}
    keys = [_group(row) for row in rows]
    for key, merit in zip(keys, merits, strict=True):
        if merit is not None:
            groups.setdefault(key, []).append(merit)
    for group in groups.values():
        group.sort()
    return [None if merit is None else _standing(merit, groups[key]) for key, merit in zip(keys, merits, strict=True)]


def _standing(merit: float, group: list[float]) -> Standing:
    better, of = bisect_left(group, merit), len(group)
    return Standing(better + 1, of, (of - better - 1) / (of - 1) * 100 if of > 1 else math.nan)


def _merit(row: Row, catalog: Catalog) -> float:
    """Return a number that is smaller the better the row is."""
    return float(row["amount"] if lower_is_better(catalog.indicators[row["indicator"]]) else -row["amount"])


def _fair(row: Row) -> bool:
    return bool(row["qualifier"] == "exact" and row["stated_on"] == "" and pd.notna(row["amount"]))
