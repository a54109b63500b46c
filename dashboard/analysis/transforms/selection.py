"""Which of the observations chosen go into a chart: the stretch of time, one counting rule, no sums over several years."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.comparability import breaks_at
from dashboard.catalog import Catalog, Text
from dashboard.periods import parse_period

SCOPES: dict[str, Text] = {
    "headline": Text(zh="主要口径", en="Main counting rule"),
    "all": Text(zh="全部口径", en="All counting rules"),
    "constant": Text(zh="只看可比口径", en="Constant rule only"),
}
"""Which counting rules to show: one an indicator, all as series of their own, or one and only since its last break."""


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
    years = observations["period_end"].dt.year
    kept = observations["amount"].notna() & (observations["period_type"] != "cumulative")
    kept &= (years >= (first or 0)) & (years <= (last or 9999))
    kept &= targets | (observations["kind_class"] == "outcome")
    frame = observations.loc[kept]
    if scopes == "all" or frame.empty:
        return frame
    frame = pd.concat([_one_scope(rows, catalog) for _, rows in frame.groupby("indicator", sort=False)])
    return _since_last_break(frame, catalog) if scopes == "constant" else frame


def _one_scope(rows: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    counts = rows["scope"].value_counts()
    headline = catalog.indicators[str(rows["indicator"].iloc[0])].headline_scope
    return rows.loc[rows["scope"] == (headline if headline in counts.index else counts.index[0])]


def _since_last_break(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    starts = {
        (indicator, place): _last_break(catalog, indicator, place)
        for indicator, place in frame[["indicator", "place"]].drop_duplicates().itertuples(index=False, name=None)
    }
    since = [starts[key] for key in frame[["indicator", "place"]].itertuples(index=False, name=None)]
    return frame.loc[frame["period_end"] >= pd.Series(since, index=frame.index)]


def _last_break(catalog: Catalog, indicator: str, place: str) -> pd.Timestamp:
    found = breaks_at(catalog.indicators[indicator], place)
    return pd.Timestamp(parse_period(found[-1].period).start) if found else pd.Timestamp.min
