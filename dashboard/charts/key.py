"""Which marks a chart has, read off the chart itself, and what each means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from dashboard.catalog import Text
from dashboard.charts.points import DERIVED, FINAL, LOSING, OPEN, PART, STATED, TARGET

BOUND, ABOUT, HATCHED, DOTTED, SOLID, UNSURE, AHEAD, MILESTONE = (
    "bound", "about", "bar /", "bar .", "bar", "line dot", "circle-open-dot", "triangle-down",
)  # fmt: skip
MEANINGS: dict[str, Text] = {
    SOLID: Text(zh="正式", en="final"),
    HATCHED: Text(zh="初步、预计或推算", en="provisional, expected or derived"),
    DOTTED: Text(zh="公布时未注明所属年份", en="stated without a reference year"),
    FINAL: Text(zh="正式", en="final"),
    PART: Text(zh="不足一年", en="part of a year"),
    OPEN: Text(zh="初步、预计或估计", en="provisional, expected or estimated"),
    DERIVED: Text(zh="推算", en="derived"),
    STATED: Text(zh="公布时未注明所属年份", en="stated without a reference year"),
    TARGET: Text(zh="目标", en="target"),
    LOSING: Text(zh="未采用的说法", en="claim not chosen"),
    BOUND: Text(zh="只知界限，箭头指向可能的一边", en="only a bound is known; the arrow leads where the number lies"),
    ABOUT: Text(zh="约数的范围", en="range of an approximate number"),
    UNSURE: Text(zh="连到未定或推算的数字", en="leads to a number that is not final or is derived"),
    AHEAD: Text(zh="预测", en="forecast"),
    MILESTONE: Text(zh="里程碑或口径变化", en="milestone or change of method"),
}
"""What each mark means, in the order of a key; marks of points by Plotly's names, of bars by their pattern."""
_BARS = {"": SOLID, "/": HATCHED, ".": DOTTED}


def marks(drawn: go.Figure) -> tuple[str, ...]:
    """Return the marks of a chart of points, lines and bars (keys of ``MEANINGS``), in the order of a key.

    Plain bars are told only where others stand beside them, and the plain point only where it is not alone.
    """
    found = {mark for trace in drawn.data for mark in _of(trace)}
    kept = tuple(mark for mark in MEANINGS if mark in found)
    return () if set(kept) <= {FINAL, SOLID} else kept


def _of(trace: Any) -> Iterator[str]:
    if trace.type == "bar":
        shapes = trace.marker.pattern.shape if trace.marker.pattern else None
        yield from (_BARS[shape] for shape in _each(shapes) if shape in _BARS)
    elif trace.type == "scatter":
        yield from _scattered(trace)


def _scattered(trace: Any) -> Iterator[str]:
    mode = trace.mode or ""
    if "lines" in mode and trace.line.dash == "dot":
        yield UNSURE
    if "markers" not in mode or not [x for x in _each(trace.x) if x is not None]:
        return
    symbols = _each(trace.marker.symbol)
    if any(symbol.startswith("arrow-") for symbol in symbols):
        yield BOUND
    elif symbols and set(symbols) == {"line-ew"}:
        yield ABOUT
    yield from (symbol for symbol in symbols if symbol in MEANINGS)


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return [value] if isinstance(value, (str, int, float)) else list(value)
