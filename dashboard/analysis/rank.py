"""Places in order, by the better number first."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.comparability import lower_is_better
from dashboard.catalog import Catalog

GROUP = ("indicator", "period", "period_type", "scope", "kind_class")
"""Columns that observations must share to be ranked against each other."""


def rank(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return the observations with their place among those of the same indicator, period and scope.

    Hedged values, and values whose reference period is not stated, are not ranked.

    Returns:
        The rows in their order with ``position`` (1 is best; equal values share the better place), ``of`` (how many were
        ranked) and ``percentile`` (share of the others that it equals or surpasses, in per cent); missing where not ranked.
    """
    fair = observations["amount"].notna() & (observations["qualifier"] == "exact") & (observations["stated_on"] == "")
    falling = [lower_is_better(catalog.indicators[name]) for name in observations["indicator"]]
    merit = observations["amount"].where(pd.Series(falling, index=observations.index, dtype="bool"), -observations["amount"])
    groups = merit.where(fair).groupby([observations[name] for name in GROUP], sort=False)
    position, of = groups.rank(method="min"), groups.transform("count").where(fair)
    below = groups.rank(method="max", ascending=False)
    return observations.assign(
        position=position.astype("Int64"),
        of=of.astype("Int64"),
        percentile=((below - 1) / (of - 1) * 100).where(of > 1),
    )
