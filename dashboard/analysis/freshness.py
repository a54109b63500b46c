"""How fresh every series is against the release calendar."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog, Indicator

SERIES = ("indicator", "place", "scope")
FRESHNESS = (
    *SERIES, "latest", "latest_id", "published", "source", "next_period", "expected_release", "overdue", "days_overdue",
)  # fmt: skip
"""Columns of ``freshness``: the latest period with a published outcome (text), its observation and when and by whom it
was published; the next year and the last day of the month in which it is customarily released (both missing where no
month is known); whether that day has passed, and by how many days."""


_TYPES = {"overdue": "bool", "days_overdue": "Int64", "expected_release": "datetime64[us]"}


def release_date(indicator: Indicator, year: int) -> dt.date | None:
    """Return the last day of the month in which the value of ``year`` is customarily released, or None if not known."""
    if indicator.release is None:
        return None
    out = year + indicator.release.years_after
    if out > dt.MAXYEAR:
        return None
    return dt.date(out, indicator.release.month, calendar.monthrange(out, indicator.release.month)[1])


def freshness(observations: pd.DataFrame, catalog: Catalog, *, today: dt.date) -> pd.DataFrame:
    """Return one row per series with the columns ``FRESHNESS``, the longest overdue first.

    A series counts outcomes somebody published with a value and a reference period, of any frequency: half of 2025 does
    not make 2025 released, so the next period is the year after the latest whole one. Scopes that the catalog declares as
    vintages of one number are fresh together, under the latest of them.
    """
    newest = yearly_releases(observations, catalog).drop_duplicates(["indicator", "place", "series"], keep="last")
    rows = [_row(row, catalog, today) for row in newest.to_dict("records")]
    frame = pd.DataFrame(rows, columns=list(FRESHNESS)).astype(_TYPES)
    return frame.sort_values(["days_overdue", *SERIES], ascending=[False, True, True, True], ignore_index=True)


def yearly_releases(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return one published observation for every year of every series, and ``series``, the scope it goes under.

    Vintages of one number are one series. Of several in a year the last one counts.
    """
    whole = observations.loc[
        observations["amount"].notna()
        & ~observations["derived"].astype(bool)
        & (observations["kind_class"] == "outcome")
        & (observations["stated_on"] == "")
        & (observations["kind"] != "expected")
        & (observations["frequency"].isin(["A", "D"]) | (observations["period_type"] == "stock"))
    ]
    vintages = {key: set(entry.vintages) for key, entry in catalog.indicators.items() if entry.vintages}
    joined = [
        "" if scope in vintages.get(name, ()) else scope for name, scope in zip(whole["indicator"], whole["scope"], strict=True)
    ]
    named = whole.assign(series=pd.Series(joined, index=whole.index, dtype="str"), _year=whole["period_end"].dt.year)
    ordered = named.sort_values(["indicator", "place", "series", "period_end", "id"])
    return ordered.drop_duplicates(["indicator", "place", "series", "_year"], keep="last").drop(columns="_year")


def _row(row: dict[Any, Any], catalog: Catalog, today: dt.date) -> dict[str, Any]:
    indicator = catalog.indicators[row["indicator"]]
    # A stock stated within a year is the state of that year until the year's own figure is due.
    year = row["period_end"].year + 1
    expected = release_date(indicator, year)
    late = (today - expected).days if expected is not None else None
    overdue = late is not None and late > 0
    return {
        **{name: row[name] for name in (*SERIES, "published", "source")},
        "latest": row["period"],
        "latest_id": row["id"],
        "next_period": str(year) if expected else "",
        "expected_release": pd.NaT if expected is None else pd.Timestamp(expected),
        "overdue": overdue,
        "days_overdue": late if overdue else None,
    }
