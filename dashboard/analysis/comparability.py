"""Which observations may be set against each other, and which may not."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.rows import Row
from dashboard.catalog.model import Break, Indicator
from dashboard.periods import parse_period

SERIES = ("indicator", "place", "scope", "period_type", "kind_class", "span")
"""Columns that observations of one series share; ``span`` is added by ``with_span``."""
_EVERY = "every"


def with_span(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with ``span``, which keeps apart stretches of time of unlike length.

    Stocks compare at any two days. Flows compare year with year; shorter flows with the same stretch of other years
    (``H1``, ``01/09``); sums over several years only with sums from the same start.
    """
    spans = [
        _span(*row)
        for row in zip(
            observations["period"],
            observations["period_type"],
            observations["frequency"],
            observations["stated_on"],
            strict=True,
        )
    ]
    return observations.assign(span=pd.Series(spans, index=observations.index, dtype="str"))


def span_of(row: Row) -> str:
    """Return the ``span`` of a row, as ``with_span`` gives it."""
    return _span(row["period"], row["period_type"], row["frequency"], row["stated_on"])


def usable(observations: pd.DataFrame) -> pd.Series:
    """Return which observations may stand as the base of a change.

    Those with an exact, published, final or provisional value whose reference period is known: not hedged, not expected,
    not derived, not a target.
    """
    return (
        observations["amount"].notna()
        & (observations["qualifier"] == "exact")
        & (observations["stated_on"] == "")
        & ~observations["derived"].astype(bool)
        & (observations["kind"] != "expected")
        & (observations["kind_class"] == "outcome")
    )


def sound(row: Row) -> bool:
    """Return whether one row is ``usable``."""
    return bool(
        row["qualifier"] == "exact"
        and row["stated_on"] == ""
        and row["kind_class"] == "outcome"
        and row["kind"] != "expected"
        and not row["derived"]
        and pd.notna(row["amount"])
    )


def breaks_at(indicator: Indicator, place: str) -> tuple[Break, ...]:
    """Return the breaks of method that the place's series has, in time order."""
    found = [entry for entry in indicator.breaks if not entry.places or place in entry.places]
    return tuple(sorted(found, key=lambda entry: parse_period(entry.period).start))


def break_between(indicator: Indicator, place: str, earlier: pd.Timestamp, later: pd.Timestamp) -> Break | None:
    """Return the break that lies after the end of one period and not after the end of a later one, if any."""
    for entry in breaks_at(indicator, place) if indicator.breaks else ():
        if earlier < pd.Timestamp(parse_period(entry.period).start) <= later:
            return entry
    return None


def lower_is_better(indicator: Indicator) -> bool:
    """Return whether a smaller number is the better one; the first place is the best of every rank."""
    return indicator.measure == "rank" or indicator.better == "down"


def _span(period: str, period_type: str, frequency: str, stated_on: str) -> str:
    if stated_on:
        return f"stated {period}"
    if period_type == "stock":
        return _EVERY
    if period_type == "cumulative":
        return f"from {period.partition('/')[0]}"
    if frequency == "A":
        return _EVERY
    return "/".join(part[4:] for part in period.split("/"))
