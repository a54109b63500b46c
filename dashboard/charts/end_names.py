"""Names of lines in a column right of the plot, where no mark of another line can stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.analysis.rows import rows_of
from dashboard.charts.panel import Line, Panel, at
from dashboard.charts.template import SMALL, text_width

_APART = 0.065
"""Names keep this share of the height apart."""
_NEAR = 1.0
"""A point at most so many years from the edge of the plot stands beside its name, without a line that leads there."""
_MOVED = 0.03
_SPARSE = "1px,4px"


def room(named: list[Line]) -> int:
    """Return the pixels that the column of names takes, right of the plot."""
    return round(max((text_width(f"● {line.name}") for line in named), default=-8)) + 24


@dataclass(frozen=True)
class Ending:
    """Where a line ends, and where its name stands at the right edge: times in years, heights in the unit of the axis."""

    line: Line
    time: float
    height: float
    edge: float
    beside: float
    moved: float
    """How far the name was pushed from the height of its point, as a share of the height of the plot."""
    log: bool = False

    @property
    def leads(self) -> bool:
        """Return whether a line has to lead from the last point to the name."""
        return self.edge - self.time > _NEAR or self.moved > _MOVED


def endings(
    panel: Panel, named: list[Line], *, edge: float, log: bool = False, ahead: pd.DataFrame | None = None
) -> list[Ending]:
    """Return where lines end and where their names stand, from the top down; ``edge`` is the right end of the time axis.

    A line that ends at or below zero has no end on a logarithmic axis.
    """
    ends = [(line, *_end(panel, line, ahead)) for line in named]
    told = [(line, time, taken) for line, time, height in ends for taken in [_taken(height, log=log)] if math.isfinite(taken)]
    low, high = _ends_of_axis(panel, log=log)
    size = high - low or 1.0
    top, down = (low, 1.0) if panel.unit.ranks else (high, -1.0)
    ordered = sorted(told, key=lambda end: down * (end[2] - top))
    shares = [down * (height - top) / size for *_, height in ordered]
    return [
        Ending(line, time, _shown(height, log=log), edge, _shown(top + down * share * size, log=log), abs(share - own), log)
        for (line, time, height), share, own in zip(ordered, apart(shares), shares, strict=True)
    ]


def end_names(ends: list[Ending], **axes: Any) -> list[dict[str, Any]]:
    """Return the annotations that name the lines, each with a dot of its colour."""
    quiet = {"showarrow": False, "xanchor": "left", "xshift": 4, "font": {"size": SMALL}}
    return [
        quiet
        | {"x": end.edge, "y": _taken(end.beside, log=end.log)}
        | {"text": f'<span style="color:{end.line.colour}">●</span> {end.line.name}'}
        | axes
        for end in ends
    ]


def leaders(ends: list[Ending]) -> list[dict[str, Any]]:
    """Return the sparsely dotted lines that lead to names which do not stand beside their point."""
    drawn = {"type": "line", "layer": "below", "xref": "x", "yref": "y"}
    return [
        drawn
        | {"x0": end.time, "y0": end.height, "x1": end.edge, "y1": end.beside}
        | {"line": {"color": end.line.colour, "width": 1, "dash": _SPARSE}}
        for end in ends
        if end.leads
    ]


def of_line(line: Line, ahead: pd.DataFrame) -> pd.DataFrame:
    """Return the forecast of one line."""
    indicator, place, scope = line.key
    return ahead.loc[(ahead["indicator"] == indicator) & (ahead["place"] == place) & (ahead["scope"] == scope)]


def apart(shares: list[float]) -> list[float]:
    """Return ascending shares of the height pushed apart, downwards first, and back up where the foot is reached."""
    placed: list[float] = []
    for share in shares:
        placed.append(max(share, placed[-1] + _APART) if placed else share)
    foot = max(1.0, shares[-1]) if shares else 1.0
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], foot)
        foot = placed[n] - _APART
    return placed


def _ends_of_axis(panel: Panel, *, log: bool) -> tuple[float, float]:
    if not log:
        return panel.heights()
    heights = [panel.unit.height(row["shown"]) for line in panel.lines for row in line.rows]
    powers = [math.log10(height) for height in heights if height > 0]
    return min(powers, default=0.0), max(powers, default=1.0)


def _shown(taken: float, *, log: bool) -> float:
    return 10.0**taken if log else taken


def _taken(height: float, *, log: bool) -> float:
    """Return a height as annotations on the axis take it: its power of ten on a logarithmic one."""
    if not log:
        return height
    return math.log10(height) if height > 0 else -math.inf


def _end(panel: Panel, line: Line, ahead: pd.DataFrame | None) -> tuple[float, float]:
    """Return where a line ends: at its last outcome, or at the last year of its forecast."""
    further = rows_of(of_line(line, ahead)) if ahead is not None else []
    if further:
        return float(further[-1]["year"]), panel.unit.height(further[-1]["shown"])
    rows = [row for row in line.rows if row["kind_class"] == "outcome"] or line.rows
    return at(rows[-1]), panel.unit.height(rows[-1]["shown"])
