"""What each number was believed to be, and when that changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.analysis.freshness import freshness
from dashboard.catalog import Catalog
from dashboard.claims import KEY, observation_id
from dashboard.periods import parse_period
from dashboard.resolve import is_set_aside, is_sound, ranked, resolve

REVISIONS = (
    "id", *KEY, "from_date", "until_date", "step", "amount", "low", "high", "precision", "qualifier", "value", "printed",
    "unit", "unit_mult", "kind", "stated_on", "claim", "source", "grade", "previous_amount", "previous_precision",
    "previous_qualifier", "previous_claim", "previous_scope",
)  # fmt: skip
"""Columns of ``revisions``: the observation and its key; from which publication on, and until the day before which one,
it was believed (missing: until today); the number of the belief from 1; the number as the claim that won then states it;
and the belief before (missing for the first). ``scope`` is that of the claim: where the catalog declares vintages, the
revised figure follows the first published one and ``id`` is the observation of the belief itself."""

CHANGES = (
    "change", "id", *KEY, "stated_on", "date", "amount", "precision", "qualifier", "printed", "unit", "claim", "source",
    "previous_amount", "previous_precision", "previous_qualifier", "previous_claim", "previous_id", "expected_release",
)  # fmt: skip
"""Columns of ``what_changed``: ``change`` is one of ``KINDS_OF_CHANGE``; ``date`` when it happened (for ``late`` the day
after the customary release); the number now and the one before."""
KINDS_OF_CHANGE = ("new", "revised", "withdrawn", "late")
Row = dict[str, Any]


def last_day(until: dt.date | None, *, as_of: dt.date | None, today: dt.date) -> dt.date:
    """Return the day on which what changed ends: ``until``, but nothing is known after ``as_of`` or after today."""
    return min(day for day in (until, as_of, today) if day is not None)


def revisions(claims: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return every belief of every number in the order of its dates: one row each time another value became the best known.

    The rule of ``dashboard.resolve`` orders claims without regard to time, so that on any day the best known claim is the
    first in that order of those published by then. A later vintage of a number goes before an earlier one. A claim that
    repeats the number, or tells it to more or fewer digits, revises nothing. Claims of unknown date cannot be placed and
    are left out, as are those without a value and those that a correction flags as doubtful: an error found is no revision.

    Returns:
        The columns ``REVISIONS``, sorted by indicator, place, period and date. A number never revised has one row.
    """
    dated = claims.loc[claims["published"].notna() & claims["amount"].notna() & is_sound(claims)]
    ordered = ranked(dated)
    ordered = ordered.assign(_vintage=_vintages(ordered, catalog), _number=_numbers(ordered, catalog))
    ordered["_order"] = ordered.sort_values(["_number", "_vintage", "place_in_order"]).groupby("_number").cumcount()
    in_time = ordered.sort_values(["_number", "published", "_order"])
    # Of one day's claims the best stands first; a claim is believed from its day if nothing better was known before.
    best = in_time.groupby("_number")["_order"].cummin()
    best_before = best.groupby(in_time["_number"]).shift(fill_value=len(in_time))
    beliefs = in_time.loc[in_time["_order"] < best_before]
    before = beliefs.groupby("_number")[["low", "high", "qualifier"]].shift()
    meets = (beliefs["low"] <= before["high"]) & (beliefs["high"] >= before["low"])
    told = ~meets | (beliefs["qualifier"] != before["qualifier"])
    return _told(beliefs.loc[told], catalog)


def _told(beliefs: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    groups = beliefs.groupby("_number", sort=False)
    ids = [observation_id(row, catalog.indicators[row["indicator"]].accumulation) for row in _keys(beliefs)]
    frame = beliefs.assign(
        id=pd.Series(ids, index=beliefs.index, dtype="str"),
        from_date=beliefs["published"],
        until_date=groups["published"].shift(-1),
        step=groups.cumcount() + 1,
        previous_amount=groups["amount"].shift(),
        previous_precision=groups["precision"].shift(),
        previous_qualifier=groups["qualifier"].shift(),
        previous_claim=groups["claim"].shift(),
        previous_scope=groups["scope"].shift(),
    )
    return frame.sort_values(["indicator", "place", "period", "_number", "step"])[list(REVISIONS)].reset_index(drop=True)


def _keys(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [dict(zip(KEY, row, strict=True)) for row in zip(*(frame[name] for name in KEY), strict=True)]


def _vintages(claims: pd.DataFrame, catalog: Catalog) -> list[int]:
    """Return, for each claim, how many vintages are later than its own: the latest goes first."""
    orders = {(key, scope): -place for key, entry in catalog.indicators.items() for place, scope in enumerate(entry.vintages)}
    return [orders.get(pair, 0) for pair in zip(claims["indicator"], claims["scope"], strict=True)]


def _numbers(claims: pd.DataFrame, catalog: Catalog) -> list[str]:
    """Return, for each claim, what number it is about: vintages of one number are one."""
    joined = {key: set(entry.vintages) for key, entry in catalog.indicators.items()}
    return [
        "\x1f".join({**key, "scope": "*" if key["scope"] in joined[key["indicator"]] else key["scope"]}.values())
        for key in _keys(claims)
    ]


def what_changed(claims: pd.DataFrame, catalog: Catalog, since: dt.date, until: dt.date) -> pd.DataFrame:
    """Return what became known after ``since`` and by ``until``.

    ``new`` is a number of which nothing was known before; ``revised`` one believed to be another; ``withdrawn`` one whose
    every claim a correction of those days sets aside; ``late`` a year that a series should customarily have got in those
    days and has not by ``until``.

    Returns:
        The columns ``CHANGES``: revisions with the largest relative change first, then withdrawals, new values and what
        is late, each by date.
    """
    after, upto = pd.Timestamp(since), pd.Timestamp(until)
    history = revisions(claims, catalog)
    began = history.loc[(history["from_date"] > after) & (history["from_date"] <= upto)]
    last = began.loc[~began["id"].duplicated(keep="last")]
    known = _told_of(last).assign(
        change=last["previous_claim"].isna().map({True: "new", False: "revised"}), date=last["from_date"]
    )
    parts = [known, _withdrawn(claims, catalog, since, until), _late(claims, catalog, since, until)]
    frame = pd.concat([part.reindex(columns=list(CHANGES)).astype(_TYPES) for part in parts], ignore_index=True)
    order = {"revised": 0, "withdrawn": 1, "new": 2, "late": 3}
    size = (frame["amount"] / frame["previous_amount"] - 1).abs().fillna(0)
    by = frame.assign(_order=frame["change"].map(order), _size=-size.where(frame["change"] == "revised", 0))
    return by.sort_values(["_order", "_size", "date", "id"])[list(CHANGES)].reset_index(drop=True)


_DATES = {"date", "expected_release"}
_NUMBERS = {"amount", "precision", "previous_amount", "previous_precision"}
_TYPES = {name: "datetime64[us]" if name in _DATES else "float64" if name in _NUMBERS else "str" for name in CHANGES}


def _told_of(beliefs: pd.DataFrame) -> pd.DataFrame:
    before = [
        {**key, "scope": key["scope"] if pd.isna(scope) else scope}
        for key, scope in zip(_keys(beliefs), beliefs["previous_scope"], strict=True)
    ]
    ids = [
        name if key == own else name.replace(f"scope={own['scope']}", f"scope={key['scope']}")
        for name, key, own in zip(beliefs["id"], before, _keys(beliefs), strict=True)
    ]
    return beliefs.assign(previous_id=pd.Series(ids, index=beliefs.index, dtype="str").where(beliefs["previous_claim"].notna()))


def _withdrawn(claims: pd.DataFrame, catalog: Catalog, since: dt.date, until: dt.date) -> pd.DataFrame:
    """Return numbers known at ``since`` of which corrections dated in between leave no claim."""
    dates = {key: parse_period(entry.date).end for key, entry in catalog.corrections.items()}
    recent = pd.Series([since < dates.get(key, dt.date.min) <= until for key in claims["corrected_by"]], index=claims.index)
    aside = claims.loc[is_set_aside(claims) & recent & (claims["published"] <= pd.Timestamp(since))]
    standing = claims.loc[~is_set_aside(claims) & (claims["published"] <= pd.Timestamp(until))]
    kept = {tuple(key.values()) for key in _keys(standing)}
    gone = aside.loc[[tuple(key.values()) not in kept for key in _keys(aside)]].drop_duplicates(list(KEY))
    ids = [observation_id(row, catalog.indicators[row["indicator"]].accumulation) for row in _keys(gone)]
    return gone.assign(
        change="withdrawn",
        id=pd.Series(ids, index=gone.index, dtype="str"),
        previous_id=pd.Series(ids, index=gone.index, dtype="str"),
        date=[pd.Timestamp(dates[key]) for key in gone["corrected_by"]],
        previous_amount=gone["amount"],
        previous_precision=gone["precision"],
        previous_qualifier=gone["qualifier"],
        previous_claim=gone["claim"],
        amount=float("nan"),
        precision=float("nan"),
        qualifier=None,
        claim=None,
        printed=None,
    )


def _late(claims: pd.DataFrame, catalog: Catalog, since: dt.date, until: dt.date) -> pd.DataFrame:
    found = resolve(claims, as_of=until)
    ids = [observation_id(row, catalog.indicators[row["indicator"]].accumulation) for row in _keys(found)]
    state = freshness(found.assign(id=pd.Series(ids, index=found.index, dtype="str")), catalog, today=until)
    due = state["expected_release"] + pd.Timedelta(days=1)
    late = state.loc[state["overdue"] & (due > pd.Timestamp(since)) & (due <= pd.Timestamp(until))]
    scopes = [f";scope={scope}" if scope else "" for scope in late["scope"]]
    keys = zip(late["indicator"], late["place"], late["next_period"], scopes, strict=True)
    return late.assign(
        change="late",
        id=pd.Series([f"{name}:{place}:{year}{scope}" for name, place, year, scope in keys], index=late.index, dtype="str"),
        period=late["next_period"],
        period_type=[catalog.indicators[name].accumulation for name in late["indicator"]],
        kind_class="outcome",
        date=late["expected_release"] + pd.Timedelta(days=1),
        previous_id=late["latest_id"],
        source=None,
    )
