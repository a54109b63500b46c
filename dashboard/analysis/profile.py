"""Where a place is strong, where it is weak and what to watch, each by a stated rule and with its numbers.

A figure is compared with those of the peers for the same period and counting rule. The percentile is the share of the
others that it equals or surpasses in the better direction, as ``dashboard.analysis.rank`` computes it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.analysis.comparability import lower_is_better, usable
from dashboard.analysis.peers import peers, rules_of
from dashboard.analysis.rank import GROUP, rank
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator, PeerRule
from dashboard.rows import Row, rows_of

FEWEST_PEERS = 5
"""A percentile among fewer others says nothing."""
COVERAGE = 2 / 3
"""The share of a rule's peers that must have the figure: cities that publish a rank are mostly those that do well."""
NOT_OLDER = 5
"""Only figures about one of this many years before this one, or about this one, are compared."""
STRONG, WEAK = 66.0, 34.0
"""The percentile from which a figure is a strength, and up to which it is a weakness: the upper and the lower third."""
WATCHED = ("deteriorating", "limited", "needs_acceleration")
"""Statuses of a target that put it on the watch list, the worst first."""
AT_MOST = 3
_ADDED = ("rule", "position", "of", "percentile", "best", "best_place", "median", "among")


def compared(observations: pd.DataFrame, catalog: Catalog, place: str, *, today: dt.date) -> pd.DataFrame:
    """Return, for each indicator of the place that can be compared, its standing among peers.

    The newest figure is taken that enough peers have for the same period and counting rule: at least ``FEWEST_PEERS``, and
    ``COVERAGE`` of those that the rule names. Of the rules for peers the first that gives so many serves: the one of the
    place's view, then the catalog's in their order.

    Args:
        observations: those of the place and of every possible peer.
        catalog: holds indicators, places and rules.
        place: id of the place.
        today: the day on which it is judged; decides which figures are too old.

    Returns:
        The rows of the place with ``rule`` (id), ``position`` and ``of`` (counting the place), ``percentile``, ``best``
        (amount) and ``best_place``, ``median`` (amount, of all that are compared) and ``among`` (observation ids, blank-
        separated); the highest percentile first. Indicators without a better direction are left out.
    """
    judged = [name for name, entry in catalog.indicators.items() if entry.measure == "rank" or entry.better != "neither"]
    fair = observations.loc[usable(observations) & observations["indicator"].isin(judged)]
    fair = fair.loc[fair["period_end"].dt.year >= today.year - NOT_OLDER]
    rules = [(rule, peers(catalog, place, rule.id)) for rule in rules_of(catalog, place)]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows_of(fair):
        groups.setdefault(_group(row), []).append(row)
    own = fair.loc[fair["place"] == place]
    found = [
        placed
        for name, rows in own.groupby("indicator", sort=False)
        if (placed := _standing(rows, groups, catalog, catalog.indicators[str(name)], rules)) is not None
    ]
    frame = pd.DataFrame(found, columns=[*observations.columns, *_ADDED])
    ordered = frame.sort_values(["percentile", "of", "indicator"], ascending=[False, False, True])
    return _without_twins(ordered, catalog).reset_index(drop=True)


def peers_enough(catalog: Catalog, place: str) -> tuple[str, ...]:
    """Return the peers by the first rule that names ``FEWEST_PEERS`` of them, else by the one that names the most."""
    found = [peers(catalog, place, rule.id) for rule in rules_of(catalog, place)]
    return next((among for among in found if len(among) >= FEWEST_PEERS), max(found, key=len, default=()))


def strengths(standing: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``compared`` in the upper third among peers, the best first, at most ``AT_MOST``."""
    return standing.loc[standing["percentile"] >= STRONG].head(AT_MOST)


def weaknesses(standing: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``compared`` in the lower third among peers, the worst first, at most ``AT_MOST``."""
    return standing.loc[standing["percentile"] <= WEAK].iloc[::-1].head(AT_MOST)


def watch_list(newest: pd.DataFrame, aims: pd.DataFrame, catalog: Catalog, *, today: dt.date) -> pd.DataFrame:
    """Return what to watch, at most ``AT_MOST`` rows.

    First targets behind their pace, the slowest first; then targets whose period is over and whose last known outcome
    falls short; then figures that last moved the wrong way by the largest share of themselves.

    Args:
        newest: ``analysis.latest`` of the place's observations, with the columns of ``analysis.growth``.
        aims: its targets as ``analysis.targets`` returns them.
        catalog: holds the indicators.
        today: decides which moves are too old to tell.

    Returns:
        Rows of either frame with ``why``: ``behind``, ``short`` or ``worse``; one row per indicator.
    """
    behind = aims.loc[aims["target_status"].isin(WATCHED)].sort_values("pace").assign(why="behind")
    open_end = aims["closed"].astype(bool) & aims["outcome"].notna() & (aims["target_status"] == "")
    short = aims.loc[open_end & _falls_short(aims, catalog)].sort_values("progress").assign(why="short")
    worse = _worse(newest, catalog, today).assign(why="worse")
    parts = [part for part in (behind, short, worse) if not part.empty]
    if not parts:
        return aims.head(0).assign(why=pd.Series(dtype="str"))
    return pd.concat(parts, ignore_index=True).drop_duplicates("indicator").head(AT_MOST)


def _standing(
    own: pd.DataFrame,
    groups: dict[tuple[Any, ...], list[Row]],
    catalog: Catalog,
    indicator: Indicator,
    rules: list[tuple[PeerRule, tuple[str, ...]]],
) -> Row | None:
    ordered = own.assign(_other=own["scope"] != indicator.headline_scope).sort_values(
        ["period_end", "_other"], ascending=[False, True]
    )
    for candidate in rows_of(ordered):
        same = groups[_group(candidate)]
        for rule, among in rules:
            chosen = [row for row in same if row["place"] in among]
            if len(chosen) >= max(FEWEST_PEERS, COVERAGE * len(among)):
                return _placed(candidate, [candidate, *chosen], catalog, rule)
    return None


def _group(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in GROUP)


def _placed(own: Row, group: list[Row], catalog: Catalog, rule: PeerRule) -> Row:
    ordered = rank(pd.DataFrame(group), catalog).sort_values(["position", "place"])
    mine = rows_of(ordered.loc[ordered["id"] == own["id"]])[0]
    best = rows_of(ordered)[0]
    told = {"rule": rule.id, "best": best["amount"], "best_place": best["place"], "median": float(ordered["amount"].median())}
    return {name: value for name, value in mine.items() if not name.startswith("_")} | told | {"among": " ".join(ordered["id"])}


def _without_twins(ordered: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return the rows without those that repeat another: index and rank of one list in one source stand for one finding."""
    theme = [catalog.indicators[name].theme for name in ordered["indicator"]]
    is_rank = [catalog.indicators[name].measure == "rank" for name in ordered["indicator"]]
    marked = ordered.assign(_theme=theme, _later=[not flag for flag in is_rank], _listed=[*range(len(ordered))])
    same = ["source", "period", "rule", "position", "of", "_theme"]
    ranked = set(marked.loc[~marked["_later"], same].itertuples(index=False, name=None))
    keys = list(marked[same].itertuples(index=False, name=None))
    repeated = [key in ranked and later for key, later in zip(keys, marked["_later"], strict=True)]
    return ordered.loc[[not flag for flag in repeated]]


def _falls_short(aims: pd.DataFrame, catalog: Catalog) -> pd.Series:
    falling = pd.Series(
        [lower_is_better(catalog.indicators[name]) for name in aims["indicator"]], index=aims.index, dtype="bool"
    )
    gap = pd.to_numeric(aims["gap"])
    return (gap > 0).where(~falling, gap < 0)


def _worse(newest: pd.DataFrame, catalog: Catalog, today: dt.date) -> pd.DataFrame:
    """Return the present figures that moved against their better direction, the largest move first."""
    young = newest.loc[newest["comparable"].astype(bool) & (newest["period_end"].dt.year >= today.year - NOT_OLDER)]
    better = pd.Series([_sign(catalog.indicators[name]) for name in young["indicator"]], index=young.index, dtype="float64")
    against = young.loc[young["computed_change"] * better < 0]
    return against.sort_values("computed_change", key=abs, ascending=False)


def _sign(indicator: Indicator) -> float:
    """Return which sign of a typed change is the good one; a move up the ranks is positive whatever the number does."""
    if indicator.measure == "rank":
        return 1.0
    return {"up": 1.0, "down": -1.0, "neither": 0.0}[indicator.better]
