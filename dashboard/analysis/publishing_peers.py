"""A place beside those of its peers that publish a figure at all, each with the period of its own figure.

Too few of them, or figures of different years, judge nothing: no position and no percentile follow from this. It tells what
is there where the rule of ``dashboard.analysis.profile`` finds too little to compare.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.comparability import break_between, lower_is_better, with_span
from dashboard.analysis.peers import peers, rules_of
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator

FEWEST_PUBLISHING = 4
"""So many peers must have a figure."""
NOT_OLDER = 5
"""Only figures about one of this many years before this one, or about this one, are set side by side."""
_ADDED = ("own", "rule", "publish", "among")


def with_publishing_peers(observations: pd.DataFrame, catalog: Catalog, place: str, *, today: dt.date) -> pd.DataFrame:
    """Return, for each indicator of which ``FEWEST_PUBLISHING`` peers have a figure, the newest one of each place.

    Of the rules for peers the first that gives so many serves: the one of the place's view, then the catalog's in their
    order. Bounds and values without a stated year count, expected and derived ones, sums over several years and parts of a
    year do not. All figures of an indicator follow one counting rule and lie on one side of every break of method.

    Args:
        observations: those of the place and of every possible peer.
        catalog: holds indicators, places and rules.
        place: id of the place.
        today: the day on which it is judged; decides which figures are too old.

    Returns:
        Rows of ``observations`` with ``own`` (is it the place's), ``rule`` (id), ``publish`` (how many peers have a figure) and
        ``among`` (how many peers the rule names): the indicators with the best coverage first, of each the better number
        first. Indicators without a better direction are left out, and of index and rank of one list the index.
    """
    judged = [name for name, entry in catalog.indicators.items() if entry.measure == "rank" or entry.better != "neither"]
    told = with_span(observations)
    plain = told["amount"].notna() & (told["kind_class"] == "outcome") & ~told["derived"].astype(bool)
    whole = (told["period_type"] != "cumulative") & ((told["span"] == "every") | (told["stated_on"] != ""))
    young = told["period_end"].dt.year >= today.year - NOT_OLDER
    fit = told.loc[plain & whole & young & (told["kind"] != "expected") & told["indicator"].isin(judged)]
    rules = [(rule.id, frozenset(peers(catalog, place, rule.id))) for rule in rules_of(catalog, place)]
    found: list[tuple[float, list[Row]]] = []
    for name, rows in fit.groupby("indicator", sort=True):
        met = _met(rows_of(rows), catalog.indicators[str(name)], place, rules)
        if met:
            found.append((met[0]["publish"] / met[0]["among"], met))
    found.sort(key=lambda entry: -entry[0])
    listed = _without_twins([rows for _, rows in found], catalog)
    return pd.DataFrame([row for rows in listed for row in rows], columns=[*observations.columns, *_ADDED])


def _met(rows: list[Row], indicator: Indicator, place: str, rules: list[tuple[str, frozenset[str]]]) -> list[Row]:
    """Return the newest figure of the place and of its peers by the first rule that finds enough of them."""
    mine = [row for row in rows if row["place"] == place]
    if not mine:
        return []
    own = max(mine, key=lambda row: (row["scope"] == indicator.headline_scope, *_newest(row)))
    same = [row for row in rows if row["scope"] == own["scope"] and row["period_type"] == own["period_type"]]
    fair = [row for row in same if not _parted(own, row, indicator)]
    for rule, among in rules:
        newest: dict[str, Row] = {}
        for row in fair:
            if row["place"] in among:
                newest[row["place"]] = max(newest.get(row["place"], row), row, key=_newest)
        if len(newest) >= FEWEST_PUBLISHING:
            told = {"rule": rule, "publish": len(newest), "among": len(among)}
            chosen = [own | told | {"own": True}, *(row | told | {"own": False} for row in newest.values())]
            return sorted(chosen, key=lambda row: _merit(row, indicator))
    return []


def _newest(row: Row) -> tuple[pd.Timestamp, bool, bool, str]:
    return row["period_end"], row["stated_on"] == "", row["qualifier"] == "exact", row["id"]


def _parted(own: Row, row: Row, indicator: Indicator) -> bool:
    """Return whether a break of method, of either place, lies between the two figures."""
    first, last = sorted((own["period_end"], row["period_end"]))
    return any(break_between(indicator, name, first, last) is not None for name in (own["place"], row["place"]))


def _merit(row: Row, indicator: Indicator) -> tuple[float, str]:
    return (row["amount"] if lower_is_better(indicator) else -row["amount"]), row["place"]


def _without_twins(groups: list[list[Row]], catalog: Catalog) -> list[list[Row]]:
    """Return the groups without an index whose list is there by rank already."""
    ranked = {_list_of(rows[0], catalog) for rows in groups if catalog.indicators[rows[0]["indicator"]].measure == "rank"}
    return [
        rows
        for rows in groups
        if catalog.indicators[rows[0]["indicator"]].measure != "index" or _list_of(rows[0], catalog) not in ranked
    ]


def _list_of(row: Row, catalog: Catalog) -> tuple[str, str, str]:
    return row["source"], row["period"], catalog.indicators[row["indicator"]].theme
