"""Closed intervals: what a printed number can stand for, and the arithmetic on them.

A number printed with d decimals stands for every value that rounds to it, half a unit of its last digit either way.
Interval arithmetic after R. E. Moore, R. B. Kearfott, M. J. Cloud, *Introduction to Interval Analysis* (SIAM, 2009), ch. 2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

QUALIFIERS = ("exact", "at_least", "at_most", "more_than", "less_than", "about")
ABOUT = 0.05
"""``约`` and ``左右`` are read as five per cent either way."""
_SLACK = 1e-12


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` to ``high``, ends included; an end may be infinite."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse an empty interval."""
        if not self.low <= self.high:
            raise ValueError(f"empty interval [{self.low}, {self.high}]")

    def __add__(self, other: Interval) -> Interval:
        """Return every sum."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """Return every difference."""
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        """Return every product."""
        return _hull([_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)])

    def __truediv__(self, other: Interval) -> Interval:
        """Return every quotient.

        Raises:
            ZeroDivisionError: the divisor may be zero.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"{other} holds zero")
        return self * _hull([1 / other.low, 1 / other.high])

    def scaled(self, factor: float) -> Interval:
        """Return the interval times a number that is exact."""
        return _hull([_times(self.low, factor), _times(self.high, factor)])

    def meets(self, other: Interval) -> bool:
        """Return whether the two share a number, within the rounding of floating point."""
        slack = _SLACK * max(1.0, *(abs(x) for x in (self.low, self.high, other.low, other.high) if math.isfinite(x)))
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def width(self) -> float:
        """Return how wide it is; infinite where an end is open."""
        return self.high - self.low


def exactly(value: float) -> Interval:
    """Return the interval that holds one number."""
    return Interval(value, value)


def printed_interval(text: str, qualifier: str = "exact", exponent: int = 0) -> Interval:
    """Return what a number printed as ``text`` × 10^exponent can stand for.

    ``52.3`` with exponent 8 is [52.25e8, 52.35e8]; with ``at_least`` the interval runs from 52.3e8 upwards.

    Raises:
        decimal.InvalidOperation: the text is no decimal number.
    """
    number = Decimal(text)
    value = float(number.scaleb(exponent))
    if qualifier in {"at_least", "more_than"}:
        return Interval(value, math.inf)
    if qualifier in {"at_most", "less_than"}:
        return Interval(-math.inf, value)
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    low, high = float((number - half).scaleb(exponent)), float((number + half).scaleb(exponent))
    if qualifier == "about":
        spread = abs(value) * ABOUT
        return Interval(min(low, value - spread), max(high, value + spread))
    return Interval(low, high)


def precision(text: str, exponent: int = 0) -> int:
    """Return the power of ten of the last printed digit: 52.3 × 10^8 is printed to 10^7, so 7."""
    return int(Decimal(text).as_tuple().exponent) + exponent


def _times(a: float, b: float) -> float:
    return 0.0 if 0 in (a, b) else a * b


def _hull(values: list[float]) -> Interval:
    return Interval(min(values), max(values))
