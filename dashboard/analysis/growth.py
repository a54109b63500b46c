"""Change computed from two published levels, where they may be compared; the reason where they may not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import pandas as pd

from dashboard.analysis.comparability import SERIES, break_between, sound, span_of
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator
from dashboard.changes import Change, change_between
from dashboard.intervals import Interval

REASONS = ("", "target", "no_value", "hedged", "undated", "first", "break")
"""Why a change was not computed: it is a target, states no value, is hedged, states no reference period, is the first of
its series, or lies beyond a break of method."""
_series = itemgetter(*SERIES)
_COMPUTED = ("computed_change", "computed_unit", "computed_low", "computed_high", "computed_base", "computed_base_id")


def growth(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return the observations with the change from the last earlier value of the same series.

    Levels and counts change in per cent, rates in percentage points, ranks in places (up is positive), indices in points.
    The base is never hedged, expected, derived or without a reference period, and never lies before a break.

    Returns:
        The rows in their order, with ``computed_change`` and its bounds ``computed_low`` and ``computed_high`` (all in
        ``computed_unit``), ``computed_base`` (a period), ``computed_base_id`` (an observation), ``comparable`` and, where
        it is false, ``reason`` (one of ``REASONS``).
    """
    found = grown(rows_of(observations), catalog)
    columns = pd.DataFrame(found, index=observations.index, columns=[*_COMPUTED, "comparable", "reason"])
    numbers = dict.fromkeys(("computed_change", "computed_low", "computed_high"), "float64")
    words = dict.fromkeys(("computed_unit", "computed_base", "computed_base_id", "reason"), "str")
    return pd.concat([observations, columns.astype(numbers | words | {"comparable": "bool"})], axis=1)


def grown(rows: Sequence[Row], catalog: Catalog) -> list[Row]:
    """Return for each row, in order, only what ``growth`` adds to it."""
    spanned = [row | {"span": span_of(row), "_usable": sound(row)} for row in rows]
    bases = _bases(spanned)
    return [_grown(row, bases.get(n), catalog.indicators[row["indicator"]]) for n, row in enumerate(spanned)]


def _bases(rows: list[Row]) -> dict[int, Row]:
    """Return, by position, the last usable row of the same series that ends before the row does."""
    last: dict[tuple[Any, ...], list[Row]] = {}
    found = {}
    for n in sorted(range(len(rows)), key=lambda n: (rows[n]["period_end"], rows[n]["id"])):
        row = rows[n]
        earlier = last.setdefault(_series(row), [])
        before = [base for base in earlier if base["period_end"] < row["period_end"]]
        if before:
            found[n] = before[-1]
        if row["_usable"]:
            earlier.append(row)
    return found


def _grown(row: Row, base: Row | None, indicator: Indicator) -> Row:
    reason = _reason(row, base, indicator)
    if reason or base is None:
        return dict.fromkeys(("computed_change", "computed_low", "computed_high"), math.nan) | {
            "computed_unit": "",
            "computed_base": "",
            "computed_base_id": "",
            "comparable": False,
            "reason": reason,
        }
    change = _change(base, row, indicator)
    return {
        "computed_change": change.value,
        "computed_unit": change.unit,
        "computed_low": change.low,
        "computed_high": change.high,
        "computed_base": base["period"],
        "computed_base_id": base["id"],
        "comparable": True,
        "reason": "",
    }


def _reason(row: Row, base: Row | None, indicator: Indicator) -> str:
    own = (
        ("target", row["kind_class"] == "target"),
        ("no_value", pd.isna(row["amount"])),
        ("hedged", row["qualifier"] != "exact"),
        ("undated", row["stated_on"] != ""),
    )
    reason = next((name for name, applies in own if applies), "")
    if reason:
        return reason
    if base is None:
        return "first"
    return "break" if break_between(indicator, row["place"], base["period_end"], row["period_end"]) else ""


def _change(base: Row, row: Row, indicator: Indicator) -> Change:
    ranges = (Interval(base["low"], base["high"]), Interval(row["low"], row["high"]))
    return change_between(base["amount"], row["amount"], indicator.measure, ranges=ranges)
