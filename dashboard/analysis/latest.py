"""The newest outcome of every indicator and place, and how new it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator

_DAYS_OF_A_YEAR = 366
RECENT_YEARS = 2
"""A figure is recent while it is about one of the two years before this one, or about this one."""


def latest(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return one row per indicator and place: the outcome to show as its present state.

    The indicator's headline scope goes before its own definition, that before other scopes; single periods before sums
    over several years; a known reference period before a date of statement; published before derived; then the later period,
    where a part of a year counts as one year older, and an expected value as two; then the exact value and the id.

    Returns:
        Rows of ``observations``, with their index, sorted by indicator and place.
    """
    outcomes = observations.loc[observations["amount"].notna() & (observations["kind_class"] == "outcome")]
    order = pd.DataFrame(_preferences(outcomes, catalog), index=outcomes.index)
    keys = pd.concat([outcomes[["indicator", "place"]], order, outcomes[["id"]]], axis=1)
    first = keys.sort_values(list(keys.columns)).drop_duplicates(["indicator", "place"])
    return outcomes.loc[first.index]


def stated(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return one row per indicator and place: the newest value stated without a reference period.

    Only values stated after the period of the latest dated value has ended; older ones add nothing.
    """
    dated = latest(observations.loc[observations["stated_on"] == ""], catalog)
    undated = latest(observations.loc[observations["stated_on"] != ""], catalog)
    ends = dated.set_index(["indicator", "place"])["period_end"]
    known = pd.Series(
        [ends.get(key, pd.Timestamp.min) for key in zip(undated["indicator"], undated["place"], strict=True)],
        index=undated.index,
        dtype="datetime64[us]",
    )
    return undated.loc[undated["period_end"] > known]


def recency(newest: pd.DataFrame, catalog: Catalog, *, today: dt.date) -> pd.DataFrame:
    """Return the rows of ``latest`` with how new they are on the day ``today``.

    Adds ``years_old`` (this year minus the year the value is about), ``recent`` (at most ``RECENT_YEARS``), ``expected``
    (the newest year whose value should be out by the indicator's release month, missing where that is not known) and
    ``late`` (that year is newer than the value's).
    """
    years = newest["period_end"].dt.year.astype("Int64")
    expected = pd.Series(
        [_expected_year(catalog.indicators[name], today) for name in newest["indicator"]], index=newest.index, dtype="Int64"
    )
    old = today.year - years
    return newest.assign(
        years_old=old,
        recent=(old <= RECENT_YEARS).astype(bool),
        expected=expected,
        late=(expected > years).fillna(False).astype(bool),
    )


def _preferences(rows: pd.DataFrame, catalog: Catalog) -> dict[str, Any]:
    indicators = [catalog.indicators[name] for name in rows["indicator"]]
    scopes = [_scope_order(*pair) for pair in zip(indicators, rows["scope"], strict=True)]
    part = (rows["period_type"] != "stock") & (rows["frequency"] != "A")
    handicap = part.astype("int64") + 2 * (rows["kind"] == "expected").astype("int64")
    counted = rows["period_end"] - pd.to_timedelta(handicap * _DAYS_OF_A_YEAR, unit="D")
    return {
        "_scope": scopes,
        "_sum": rows["period_type"] == "cumulative",
        "_undated": rows["stated_on"] != "",
        "_derived": rows["derived"].astype(bool),
        "_older": -counted.astype("int64"),
        "_hedged": rows["qualifier"] != "exact",
    }


def _scope_order(indicator: Indicator, scope: str) -> int:
    if scope == indicator.headline_scope:
        return 0
    return 1 if scope == "" else 2


def _expected_year(indicator: Indicator, today: dt.date) -> int | None:
    if indicator.release is None:
        return None
    out_this_year = today.month > indicator.release.month
    return today.year - indicator.release.years_after - (0 if out_this_year else 1)
