"""The one rule that turns claims into observations, as of a date.

Claims that a correction sets aside decide nothing. Among the others of one number the winner is chosen by, in this
order: a stated value over a bare change; one not doubted over one that is; an outcome over what was expected of it; the
grade of the source; final over preliminary over estimated; the latest publication; the narrower interval; the id, so that
the result never depends on the order of rows. Where that winner is a mere bound, the first number in the same order that
lies within the bound says more and contradicts nothing, and takes its place.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from dashboard.catalog.model import GRADES
from dashboard.claims import FLAGGED, KEY, KINDS, SET_ASIDE

ORDER = ("correction", "has_value", "doubt", "expected", "grade", "kind", "published", "precision", "claim")
"""The steps of the rule; a step decides only where all before it tie."""
BOUND = "bound"
"""What decided where a number took the place of a bound."""

_STATUS = {"actual": "A", "preliminary": "P", "expected": "F", "estimate": "E", "computed": "E", "target": "A"}
_CARRIED = [
    *KEY, "value", "printed", "qualifier", "unit", "unit_mult", "amount", "low", "high", "precision", "kind",
    "period_start", "period_end", "frequency", "stated_on", "source", "grade", "published", "synthetic", "note",
]  # fmt: skip
_CHANGE = ["change", "change_qualifier", "change_unit", "change_base", "change_low", "change_high"]

OBSERVED = (
    *_CARRIED, "claim", *_CHANGE, "change_claim", "change_source", "status", "claims", "agree", "differ", "least", "most",
    "difference", "derived", "formula", "inputs",
)  # fmt: skip
"""Columns of an observation.

Those of the winning claim, and: ``claim`` its id; ``change…`` as reported by it or, where it states none, by the best
claim that does, ``change_claim`` of ``change_source``; ``status`` the SDMX OBS_STATUS; ``claims`` how many releases state
a value, of which ``agree`` and ``differ`` count the others; ``least`` and ``most`` their range and ``difference`` the widest
relative distance from the winner; ``derived``, ``formula`` and ``inputs`` (ids, blank-separated) for values that nobody
published.
"""


def known(claims: pd.DataFrame, as_of: dt.date | None) -> pd.DataFrame:
    """Return the claims published on or before ``as_of``; all of them where it is None.

    A claim whose publication date is unknown cannot be placed in time and is left out of every dated view.
    """
    return claims if as_of is None else claims.loc[claims["published"] <= pd.Timestamp(as_of)]


def is_set_aside(claims: pd.DataFrame) -> pd.Series:
    """Return, for each claim, whether a correction sets it aside."""
    return claims["correction"].isin(SET_ASIDE)


def is_sound(claims: pd.DataFrame) -> pd.Series:
    """Return, for each claim, whether no correction sets it aside or flags it as doubtful."""
    return ~is_set_aside(claims) & (claims["correction"] != FLAGGED)


def ranked(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with the best of every number first, its rivals after it, and their ``place_in_order`` from 1."""
    if claims.empty:
        return claims.assign(place_in_order=pd.Series(dtype="int64"))
    keys = pd.concat([claims[list(KEY)], _steps(claims)], axis=1)
    ordered = claims.loc[keys.sort_values(list(keys.columns)).index].reset_index(drop=True)
    return _with_numbers_before_bounds(ordered.assign(place_in_order=_places(ordered)))


def _steps(claims: pd.DataFrame) -> pd.DataFrame:
    """Return what each step of ``ORDER`` compares, the smaller the better."""
    return pd.DataFrame(
        {
            "correction": is_set_aside(claims),
            "has_value": claims["amount"].isna(),
            "doubt": claims["correction"] == FLAGGED,
            "expected": claims["kind"] == "expected",
            "grade": claims["grade"].map({grade: n for n, grade in enumerate(GRADES)}),
            "kind": claims["kind"].map({kind: n for n, kind in enumerate(KINDS)}),
            "published": -claims["published"].astype("int64").where(claims["published"].notna(), np.iinfo("int64").min + 1),
            "precision": (claims["high"] - claims["low"]).fillna(np.inf),
            "claim": claims["claim"],
        }
    )[list(ORDER)].rename(columns=lambda name: f"_{name}")


def _places(ordered: pd.DataFrame) -> pd.Series:
    return ordered.groupby(list(KEY), sort=False).cumcount() + 1


def _with_numbers_before_bounds(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with the best number within a bound before it, where the bound would have been chosen.

    A target is left as it was set: "at least 4000" asks for something else than "4000".
    """
    bounds = _is_bound(ordered)
    bound = bounds & (ordered["place_in_order"] == 1) & (ordered["kind_class"] == "outcome") & ~is_set_aside(ordered)
    if not bound.any():
        return ordered
    number = ordered.groupby(list(KEY), sort=False).ngroup()
    limits = ordered.loc[bound, ["low", "high"]].set_axis(number[bound])
    low, high = (number.map(limits[name]) for name in ("low", "high"))
    within = ~bounds & is_sound(ordered) & (ordered["kind"] != "expected") & ordered["amount"].between(low, high)
    best = within & (within.groupby(number).cumsum() == 1)
    moved = ordered.loc[pd.DataFrame({"number": number, "rest": ~best}).sort_values(["number", "rest"], kind="stable").index]
    moved = moved.reset_index(drop=True)
    return moved.assign(place_in_order=_places(moved))


def _is_bound(claims: pd.DataFrame) -> pd.Series:
    """Return, for each claim, whether it states a value of which only one side is known."""
    return claims["amount"].notna() & np.isinf(claims["high"] - claims["low"])


def resolve(claims: pd.DataFrame, *, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return one observation for every number the claims speak of.

    Args:
        claims: stored claims.
        as_of: claims published later do not exist.

    Returns:
        A frame with the columns ``OBSERVED``, sorted by the key. Nothing in it is derived.
    """
    claims = known(claims, as_of)
    order = ranked(claims.loc[~is_set_aside(claims)])
    winners = order.loc[order["place_in_order"] == 1].set_index(list(KEY), drop=False)
    winners.index.names = [f"_{name}" for name in KEY]
    change = _reported_changes(order)
    rivals = _rivals(order)
    columns = winners[[*_CARRIED, "claim"]].assign(
        **{name: change[name].reindex(winners.index) for name in [*_CHANGE, "change_claim", "change_source"]},
        **{name: rivals[name].reindex(winners.index) for name in ("least", "most", "difference")},
        **{name: rivals[name].reindex(winners.index, fill_value=0).astype("int64") for name in ("claims", "agree", "differ")},
        status=winners["kind"].map(_STATUS).where(winners["amount"].notna(), "O"),
        derived=False,
        formula="",
        inputs=winners["claim"],
    )
    return columns.reset_index(drop=True)[list(OBSERVED)].sort_values(list(KEY), ignore_index=True)


def why_first(winner: pd.Series, other: pd.Series) -> str:
    """Return the step of ``ORDER`` that put ``winner``, the first in order, before ``other``, or ``BOUND``."""
    claims = pd.DataFrame([winner, other])
    steps = _steps(claims.assign(published=pd.to_datetime(claims["published"])))
    name, better = next((name, first < second) for name, (first, second) in steps.items() if first != second)
    return str(name).removeprefix("_") if better else BOUND


def _reported_changes(order: pd.DataFrame) -> pd.DataFrame:
    """Return, by key, the change stated by the best claim that states one.

    A claim flagged as doubtful lends its change to no other's level.
    """
    own = (order["place_in_order"] == 1) | (order["correction"] != FLAGGED)
    stated = order.loc[order["change"].notna() & own].drop_duplicates(list(KEY))
    return _by_key(stated, stated[_CHANGE].assign(change_claim=stated["claim"], change_source=stated["source"]))


def _rivals(order: pd.DataFrame) -> pd.DataFrame:
    """Return, by key, how many releases state a value and how far they lie apart."""
    stated = order.loc[order["amount"].notna()].drop_duplicates([*KEY, "release", "amount", "qualifier"])
    groups = stated.groupby(list(KEY), sort=False)
    first = {name: groups[name].transform("first") for name in ("low", "high", "amount")}
    # What two neighbouring counts can stand for meets in one point, 8.5 between 8 and 9, which is no agreement.
    overlaps = (stated["low"] < first["high"]) & (stated["high"] > first["low"])
    agrees = overlaps | (stated["amount"] == first["amount"])
    distance = ((stated["amount"] - first["amount"]).abs() / first["amount"].abs()).where(~agrees, 0.0)
    # A bound is no value that a range could begin at, unless there is nothing else.
    bound = _is_bound(stated)
    numbers = stated["amount"].where(~bound | bound.groupby([stated[name] for name in KEY]).transform("all"))
    marked = stated.assign(agree=agrees & (groups.cumcount() > 0), differ=~agrees, distance=distance, number=numbers)
    groups = marked.groupby(list(KEY), sort=False)
    counts = groups.agg(
        claims=("release", "nunique"),
        agree=("agree", "sum"),
        differ=("differ", "sum"),
        least=("number", "min"),
        most=("number", "max"),
        difference=("distance", "max"),
    )
    counts.index.names = [f"_{name}" for name in KEY]
    return counts


def _by_key(rows: pd.DataFrame, columns: pd.DataFrame) -> pd.DataFrame:
    index = pd.MultiIndex.from_frame(rows[list(KEY)], names=[f"_{name}" for name in KEY])
    return columns.set_axis(index)
