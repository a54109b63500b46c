"""The newest outcome of every indicator and place, and how new it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator

_DAYS_OF_A_YEAR = 366
_LOOKED_AT = [
    "indicator", "place", "id", "amount", "kind_class", "kind", "qualifier", "period_type", "period_end", "frequency", "scope",
    "stated_on", "derived",
]  # fmt: skip
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
    return observations.iloc[_positions(rows_of(observations[_LOOKED_AT]), catalog)]


def latest_rows(rows: Sequence[Row], catalog: Catalog) -> list[Row]:
    """Return ``latest`` of rows."""
    return [rows[n] for n in _positions(rows, catalog)]


def stated(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return one row per indicator and place: the newest value stated without a reference period.

    Only values stated after the period of the latest dated value has ended; older ones add nothing.
    """
    return observations.iloc[_stated(rows_of(observations[_LOOKED_AT]), catalog)]


def stated_rows(rows: Sequence[Row], catalog: Catalog) -> list[Row]:
    """Return ``stated`` of rows."""
    return [rows[n] for n in _stated(rows, catalog)]


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


def _positions(rows: Sequence[Row], catalog: Catalog) -> list[int]:
    """Return where the row to show of each indicator and place stands, sorted by the two."""
    best: dict[tuple[str, str], tuple[tuple[Any, ...], int]] = {}
    for n, row in enumerate(rows):
        if row["kind_class"] == "outcome" and pd.notna(row["amount"]):
            pair, ranked = (row["indicator"], row["place"]), (_preference(row, catalog), n)
            best[pair] = min(best.get(pair, ranked), ranked)
    return [best[pair][1] for pair in sorted(best)]


def _stated(rows: Sequence[Row], catalog: Catalog) -> list[int]:
    dated = [row for row in rows if row["stated_on"] == ""]
    ends = {(row["indicator"], row["place"]): row["period_end"] for row in latest_rows(dated, catalog)}
    undated = [n for n, row in enumerate(rows) if row["stated_on"] != ""]
    newest = [undated[n] for n in _positions([rows[n] for n in undated], catalog)]
    return [n for n in newest if rows[n]["period_end"] > ends.get((rows[n]["indicator"], rows[n]["place"]), pd.Timestamp.min)]


def _preference(row: Row, catalog: Catalog) -> tuple[Any, ...]:
    part = row["period_type"] != "stock" and row["frequency"] != "A"
    handicap = int(part) + 2 * (row["kind"] == "expected")
    return (
        _scope_order(catalog.indicators[row["indicator"]], row["scope"]),
        row["period_type"] == "cumulative",
        row["stated_on"] != "",
        bool(row["derived"]),
        handicap * _DAYS_OF_A_YEAR - row["period_end"].toordinal(),
        row["qualifier"] != "exact",
        row["id"],
    )


def _scope_order(indicator: Indicator, scope: str) -> int:
    if scope == indicator.headline_scope:
        return 0
    return 1 if scope == "" else 2


def _expected_year(indicator: Indicator, today: dt.date) -> int | None:
    if indicator.release is None:
        return None
    out_this_year = today.month > indicator.release.month
    return today.year - indicator.release.years_after - (0 if out_this_year else 1)
