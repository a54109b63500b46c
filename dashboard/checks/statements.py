"""Stated changes: which claims make them, against what base, and what they imply about it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.changes import applied, implied_base, multiplier
from dashboard.checks.material import Material
from dashboard.checks.rows import Row, interval, key_of, records
from dashboard.intervals import Interval
from dashboard.periods import Period, parse_period, previous

_ONE_STATEMENT = [
    "indicator",
    "place",
    "period",
    "period_type",
    "scope",
    "release",
    "amount",
    "change",
    "change_unit",
    "change_base",
]


def stating(material: Material) -> list[Row]:
    """Return the claims that state a change against a named base, one of each release; not those on the same panel.

    A target counts only where it states its own level.
    """
    claims = material.claims
    chosen = claims.loc[
        claims["change"].notna()
        & ~claims["change_base"].isin(["", "same_panel"])
        & ((claims["kind_class"] == "outcome") | claims["amount"].notna())
    ]
    return records(chosen.drop_duplicates(_ONE_STATEMENT))


def is_mean(row: Row) -> bool:
    """Return whether the change is a yearly mean: its base names a stretch of whole years, from which to which."""
    first, separator, last = row["change_base"].partition("/")
    return bool(separator) and len(first) == len(last) == 4


def base_period(row: Row) -> Period:
    """Return the base; of a mean yearly change, the year it starts from."""
    base = row["change_base"]
    return parse_period(base.partition("/")[0] if is_mean(row) else base)


def change_of(row: Row, base: Row | None = None) -> Interval:
    """Return the stated change; an absolute one is printed in the unit of its value, or of its base where it has none."""
    change = Interval(row["change_low"], row["change_high"])
    if row["change_unit"] != "absolute":
        return change
    exponent: Any = row["unit_mult"] if pd.notna(row["unit_mult"]) else (base or row)["unit_mult"]
    return change.scaled(10.0 ** (0 if pd.isna(exponent) else exponent))


def implied(row: Row) -> Interval | None:
    """Return the base that the value and its change imply, or None where none follows."""
    try:
        return implied_base(interval(row), change_of(row), row["change_unit"])
    except ZeroDivisionError:
        return None


def expected(row: Row, base: Row) -> Interval | None:
    """Return the level that the base and the stated change imply, or None where none follows."""
    if not is_mean(row):
        return applied(interval(base), change_of(row, base), row["change_unit"])
    years = parse_period(row["change_base"]).year - base_period(row).year
    yearly = multiplier(change_of(row), "percent")
    if row["change_unit"] != "percent" or years < 1 or yearly.high <= 0:
        return None
    return interval(base) * Interval(max(yearly.low, 0.0) ** years, yearly.high**years)


def year_it_fits(row: Row, material: Material) -> tuple[Row, Row] | None:
    """Return the levels of the year before and of two years before, where value and growth fit the wrong one of them.

    That is, where the base they imply is what is published for two years before and not what is published for the year
    before, so that the value looks like that of the year before.
    """
    if material.indicator(row).growth_at_constant_prices or pd.isna(row["amount"]):
        return None
    if row["qualifier"] != "exact" or row["change_unit"] not in {"percent", "times", "multiple"}:
        return None
    period = parse_period(row["period"])
    before = previous(period)
    two_before = previous(before) if before else None
    base = implied(row)
    if period.frequency != "A" or base is None or two_before is None or before is None or row["change_base"] != before.text:
        return None
    own = material.stated.get(key_of(row, period=before.text), [])
    earlier = material.stated.get(key_of(row, period=two_before.text), [])
    if any(interval(level).meets(base) for level in own):
        return None
    fitting = [level for level in earlier if interval(level).meets(base)]
    return (own[0], fitting[0]) if own and fitting else None
