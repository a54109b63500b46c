"""A place beside its peers on several indicators: one fair comparison each, and the reason where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.comparability import lower_is_better
from dashboard.analysis.peers import side_by_side
from dashboard.analysis.profile import FEWEST_PEERS, STRONG, WEAK
from dashboard.analysis.rank import rank
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog, Text


@dataclass(frozen=True)
class Comparison:
    """One indicator: the rows compared (one a place, best first, with ``position``, ``of`` and ``percentile``), the own row.

    ``missing`` are peers without a figure for that period under that counting rule.
    """

    indicator: str
    rows: tuple[Row, ...]
    own: Row
    median: float
    missing: tuple[str, ...]

    @property
    def best(self) -> Row:
        """Return the row of the best place."""
        return self.rows[0]

    @property
    def worst(self) -> Row:
        """Return the row of the last place."""
        return self.rows[-1]

    @property
    def enough(self) -> bool:
        """Return whether so many peers have the figure that a percentile says something."""
        return len(self.rows) > FEWEST_PEERS


@dataclass(frozen=True)
class Gap:
    """An indicator that cannot be compared, and why."""

    indicator: str
    reason: Text


def comparisons(
    observations: pd.DataFrame, catalog: Catalog, place: str, peers: Sequence[str], indicators: Iterable[str]
) -> tuple[list[Comparison], list[Gap]]:
    """Return a comparison for each indicator that has one, in order, and the gaps.

    Args:
        observations: those of the place and its peers.
        catalog: holds the indicators.
        place: the place that is compared.
        peers: the places it is compared with.
        indicators: which indicators, in order.
    """
    found: list[Comparison] = []
    gaps: list[Gap] = []
    by_indicator = dict(iter(observations.groupby("indicator", sort=False)))
    for name in indicators:
        rows = by_indicator.get(name, observations.iloc[:0])
        fair = side_by_side(rows, catalog, place)
        if fair.empty:
            gaps.append(Gap(name, _why(rows, place)))
        else:
            found.append(_compared(name, fair, catalog, place, peers))
    return found, gaps


def _compared(name: str, fair: pd.DataFrame, catalog: Catalog, place: str, peers: Sequence[str]) -> Comparison:
    falling = lower_is_better(catalog.indicators[name])
    placed = rank(fair.drop_duplicates("place"), catalog).sort_values(["amount", "place"], ascending=[falling, True])
    rows = rows_of(placed)
    have = set(placed["place"])
    return Comparison(
        name,
        tuple(rows),
        next(row for row in rows if row["place"] == place),
        float(placed["amount"].median()),
        tuple(peer for peer in peers if peer not in have),
    )


def _why(rows: pd.DataFrame, place: str) -> Text:
    own = rows.loc[(rows["place"] == place) & rows["amount"].notna() & (rows["kind_class"] == "outcome")]
    if own.empty:
        return Text(zh="本地没有已公布的数字", en="No figure of this place is published")
    exact = own.loc[(own["qualifier"] == "exact") & (own["stated_on"] == "") & ~own["derived"].astype(bool)]
    if exact.empty:
        return Text(zh="本地的数字只知界限、没有年份或系推算", en="Its figures are bounds, undated or derived")
    if set(rows["place"]) == {place}:
        return Text(zh="同类地区都没有这项数字", en="No peer has the figure")
    return Text(zh="同类地区没有同一时期、同一口径的数字", en="No peer has it for the same period and counting rule")


def strong(found: Sequence[Comparison], catalog: Catalog) -> list[Comparison]:
    """Return the comparisons in which the place is in the upper third of enough peers, the highest percentile first."""
    judged = [one for one in found if one.enough and _judged(one, catalog) and one.own["percentile"] >= STRONG]
    return sorted(judged, key=lambda one: -one.own["percentile"])


def weak(found: Sequence[Comparison], catalog: Catalog) -> list[Comparison]:
    """Return the comparisons in which the place is in the lower third of enough peers, the lowest percentile first."""
    judged = [one for one in found if one.enough and _judged(one, catalog) and one.own["percentile"] <= WEAK]
    return sorted(judged, key=lambda one: one.own["percentile"])


def _judged(one: Comparison, catalog: Catalog) -> bool:
    indicator = catalog.indicators[one.indicator]
    return indicator.measure == "rank" or indicator.better != "neither"
