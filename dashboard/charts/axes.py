"""Axes of time and of amounts: where they begin and end, and what is written along them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from dashboard.analysis.rows import Row
from dashboard.charts.points import Scene, position

_LABELS_ON_A_PHONE = 7
_YEARS = (1, 2, 5, 10, 20, 50, 100)
_TICKS = 6
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_FROM_ZERO = frozenset({"level", "count", "ratio"})
_ROOM = 0.16
_OPEN_REACH = 0.12


@dataclass(frozen=True)
class Window:
    """The stretch of time and of amounts that a chart shows; ``bottom`` is the larger number for ranks."""

    left: float
    right: float
    bottom: float
    top: float
    reach: float
    """How far an open range is drawn."""

    def share(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point stands, as shares of the width from the left and of the height from the top."""
        return (x - self.left) / (self.right - self.left), (y - self.top) / (self.bottom - self.top)


def window(rows: list[Row], seen: Scene) -> Window:
    """Return the window that holds these observations, what they can stand for, and their labels."""
    times = [position(row) for row in rows]
    beside = max(0.6, 0.06 * (max(times) - min(times)))
    heights = [seen.height(end) for row in rows for end in (row["amount"], row["low"], row["high"]) if math.isfinite(end)]
    low, high = min(heights), max(heights)
    if seen.indicator.measure in _FROM_ZERO:
        low, high = min(low, 0.0), max(high, 0.0)
    size = high - low or abs(high) or 1.0
    reach = _OPEN_REACH * size
    open_below = any(math.isinf(row["low"]) for row in rows)
    open_above = any(math.isinf(row["high"]) for row in rows)
    bottom, top = low - reach * open_below, high + reach * open_above
    left, right = round(min(times) - beside, 3), round(max(times) + beside, 3)
    if seen.indicator.measure == "rank":
        room = max(1.0, 0.2 * size)
        return Window(left, right, high + room, max(0.2, bottom - room), -reach)
    foot = bottom if seen.indicator.measure in _FROM_ZERO and bottom == 0 else bottom - _ROOM * size
    return Window(left, right, foot, top + _ROOM * size, reach)


def time_axis(shown: Window) -> dict[str, Any]:
    """Return an axis whose labels are whole years, no more of them than a phone has room for."""
    years = shown.right - shown.left
    step = next((step for step in _YEARS if years / step <= _LABELS_ON_A_PHONE), _YEARS[-1])
    first = math.ceil(shown.left / step) * step
    return {
        "range": [shown.left, shown.right],
        "tickmode": "array",
        "tickvals": list(range(first, math.floor(shown.right) + 1, step)),
        "tickformat": "d",
        "separatethousands": False,
    }


def amount_axis(shown: Window, seen: Scene, *, ticks: int = _TICKS) -> dict[str, Any]:
    """Return the axis of amounts, its labels all with the same decimals; ranks are whole and have the first on top.

    About ``ticks`` numbers stand along it.
    """
    low, high = sorted((shown.bottom, shown.top))
    step = nice_step((high - low) / ticks)
    grouping = "," if seen.lang == "en" else ""
    if seen.indicator.measure == "rank":
        step = max(1.0, math.ceil(step))
        places = [n for n in (1, *_multiples(low, high, step)) if low <= n <= high and n >= 1]
        return {"range": [shown.bottom, shown.top], "tickmode": "array", "tickvals": sorted({int(n) for n in places})}
    decimals = max(0, -math.floor(math.log10(step) + 1e-9) + (step / 10 ** math.floor(math.log10(step) + 1e-9) == 2.5))
    return {
        "range": [shown.bottom, shown.top],
        "tickmode": "array",
        "tickvals": [round(n, decimals) for n in _multiples(low, high, step)],
        "tickformat": f"{grouping}.{decimals}f",
    }


def nice_step(least: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _NICE if factor * power >= least * (1 - 1e-9))


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [n * step for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
