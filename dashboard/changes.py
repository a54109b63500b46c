"""Change, typed: a level changes in per cent, a rate in percentage points, a rank in places, an index in points.

Wording after GB/T 15835 usage: 增长N% is ×(1+N/100), 增长N倍 is ×(1+N), 是…的N倍 is ×N, 翻一番 is ×2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from dashboard.catalog.model import Measure
from dashboard.intervals import Interval, exactly

ChangeUnit = Literal["percent", "percentage_points", "times", "multiple", "absolute", "places", "points"]
STATED_UNITS: tuple[str, ...] = ("percent", "percentage_points", "times", "multiple", "absolute", "places", "points")
_UNIT_OF: dict[Measure, ChangeUnit] = {
    "level": "percent",
    "count": "percent",
    "ratio": "percent",
    "rate": "percentage_points",
    "rank": "places",
    "index": "points",
}
_ALLOWED: dict[Measure, frozenset[str]] = {
    "level": frozenset({"percent", "times", "multiple", "absolute"}),
    "count": frozenset({"percent", "times", "multiple", "absolute"}),
    "ratio": frozenset({"percent", "times", "multiple", "absolute"}),
    "rate": frozenset({"percentage_points"}),
    "rank": frozenset({"places"}),
    "index": frozenset({"points", "absolute"}),
}


@dataclass(frozen=True)
class Change:
    """A change in the unit that its measure allows; nothing else can be constructed.

    ``value`` is signed; for a rank, positive means moved up, towards 1. ``low`` and ``high`` bound it by the rounding
    of the levels.

    Raises:
        ValueError: the unit does not belong to the measure.
    """

    measure: Measure
    unit: ChangeUnit
    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse a unit that the measure does not allow."""
        if self.unit not in _ALLOWED[self.measure]:
            raise ValueError(f"a {self.measure} does not change in {self.unit}")

    @property
    def direction(self) -> Literal["up", "down", "level"]:
        """Return which way the number moved for its reader: a rank that falls from 35 to 31 moves up."""
        return "up" if self.value > 0 else "down" if self.value < 0 else "level"


def change_units(measure: Measure) -> frozenset[str]:
    """Return the units in which a statement about this measure may express change."""
    return _ALLOWED[measure]


def change_between(base: float, value: float, measure: Measure, *, ranges: tuple[Interval, Interval] | None = None) -> Change:
    """Return the typed change from ``base`` to ``value``.

    A level whose base is not positive has no growth rate; its change is then absolute. ``ranges`` are the intervals of
    base and value, from which the bounds come.
    """
    low, high = ranges or (exactly(base), exactly(value))
    unit = _UNIT_OF[measure]
    if unit == "percent":
        if base <= 0 or low.low <= 0:
            return _bounded(measure, "absolute", value - base, high - low)
        growth = (high / low - exactly(1)).scaled(100)
        return _bounded(measure, unit, (value / base - 1) * 100, growth)
    if unit == "places":
        return _bounded(measure, unit, base - value, exactly(base - value))
    return _bounded(measure, unit, value - base, high - low)


def implied_base(value: Interval, change: Interval, unit: str) -> Interval:
    """Return the base that a value and its stated change imply.

    Works on intervals, so that the rounding of both carries through: 2050 at +141 % gives [848.6, 852.6].

    Raises:
        ValueError: the unit is unknown.
        ZeroDivisionError: the change takes everything away, so that no base follows.
    """
    if unit in {"percent", "times", "multiple"}:
        return value / multiplier(change, unit)
    if unit in {"percentage_points", "absolute", "points"}:
        return value - change
    if unit == "places":
        return value + change
    raise ValueError(f"{unit!r} is no unit of change")


def applied(base: Interval, change: Interval, unit: str) -> Interval:
    """Return the value that a base and its stated change imply, as an interval."""
    if unit in {"percent", "times", "multiple"}:
        return base * multiplier(change, unit)
    if unit == "places":
        return base - change
    return base + change


def multiplier(change: Interval, unit: str) -> Interval:
    """Return the factor of a relative change: +141 per cent is 2.41, +6 times is 7, 'to 6 times' is 6.

    Raises:
        ValueError: the unit is not a relative one.
    """
    if unit == "percent":
        return change.scaled(0.01) + exactly(1)
    if unit == "times":
        return change + exactly(1)
    if unit == "multiple":
        return change
    raise ValueError(f"{unit!r} is not a relative change")


def mean_annual_growth(base: float, value: float, years: float) -> float:
    """Return the compound annual growth rate in per cent: (value / base)^(1 / years) − 1.

    Raises:
        ValueError: an end is not positive, or no time lies between them.
    """
    if base <= 0 or value <= 0 or years <= 0 or not math.isfinite(value / base):
        raise ValueError("a compound growth rate needs two positive ends and time between them")
    return ((value / base) ** (1 / years) - 1) * 100


def _bounded(measure: Measure, unit: ChangeUnit, value: float, bounds: Interval) -> Change:
    return Change(measure, unit, value, min(bounds.low, value), max(bounds.high, value))
