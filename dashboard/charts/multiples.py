"""Small multiples: the same lines once for each place or indicator, on shared axes or each on its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import nice_step
from dashboard.charts.lines import groups, line_traces, years
from dashboard.charts.panel import Panel
from dashboard.charts.template import MUTED, SMALL, figure, trace

_HEIGHT = 190
_ACROSS, _DOWN = 0.06, 34
_KEY = 24
"""Room for the key of colours, in pixels."""
WIDE, OWN = 4, 3
"""Charts beside each other on shared axes, and on axes of their own, which need room for their numbers."""
_MARK = 5
MOST = 36


def multiples(
    panels: list[tuple[str, Panel]], *, shared: bool, columns: int | None = None, log: bool = False, description: str = ""
) -> go.Figure:
    """Return a small chart for each ``(title, panel)``.

    Axes are shared only between panels of one unit; with several units each panel has its own whatever was asked for.
    """
    shown = panels[:MOST]
    one = shared and len({panel.unit.key for _, panel in shown}) == 1
    across = columns or min(WIDE if one else OWN, max(1, math.ceil(math.sqrt(len(shown)))))
    common = _axes(_together([panel for _, panel in shown]), log) if one else None
    layout: dict[str, Any] = {}
    traces: list[Any] = []
    labels: list[dict[str, Any]] = []
    for n, (title, panel) in enumerate(shown):
        spot = _spot(n, len(shown), across)
        key = "" if n == 0 else str(n + 1)
        names = {"xaxis": f"x{key}", "yaxis": f"y{key}"}
        for group in groups(panel):
            size = _MARK if group[0].emphasised else None
            traces += line_traces(panel, *group, marks=group[0].emphasised, size=size, showlegend=False, **names)
        times, amounts = common or _axes(panel, log)
        layout[f"xaxis{key}"] = times | {"domain": [spot.left, spot.right], "anchor": names["yaxis"], "automargin": False}
        # The numbers of a shared axis stand once, at the left; margins that follow labels cost a redraw for every panel.
        told = {"showticklabels": not one or spot.left == 0, "automargin": spot.left == 0}
        layout[f"yaxis{key}"] = amounts | told | {"domain": [spot.bottom, spot.top], "anchor": names["xaxis"]}
        unit = "" if one and n else f"（{panel.unit.label}）" if panel.lang == "zh" else f" ({panel.unit.label})"
        labels.append(
            {"x": spot.left, "y": spot.top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom",
             "yshift": 2, "text": f"<b>{title}</b>{unit}", "showarrow": False, "font": {"size": SMALL}}
        )  # fmt: skip
    keys = _keys([panel for _, panel in shown])
    return figure(
        [*keys, *traces],
        lang=shown[0][1].lang,
        description=description,
        height=_height(len(shown), across) + (_KEY if keys else 0),
        meta={"narrow": _narrow(len(shown), one, key=_KEY if keys else 0)},
        margin={"l": 8, "r": 8, "t": 12 + (_KEY if keys else 0), "b": 24},
        annotations=labels,
        showlegend=bool(keys),
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "font": {"size": SMALL}},
        **layout,
    )


def _keys(panels: list[Panel]) -> list[dict[str, Any]]:
    """Return what names the colours once for all panels; nothing where each panel has a single series, which is its title."""
    strong = {line.name: line.colour for panel in panels for line in panel.lines if line.emphasised}
    if all(len(panel.lines) == 1 for panel in panels) and len(set(strong.values())) < 2:
        return []
    muted = any(not line.emphasised for panel in panels for line in panel.lines)
    named = strong | ({panels[0].say("其他", "others"): MUTED} if muted else {})
    return [
        trace("scatter", x=[None], y=[None], mode="lines+markers", name=name, hoverinfo="skip", showlegend=True,
              line={"color": colour, "width": 2.5}, marker={"color": colour, "size": 6, "symbol": "circle"})
        for name, colour in named.items()
    ]  # fmt: skip


@dataclass(frozen=True)
class _Spot:
    """Where a small chart stands, in shares of the whole."""

    left: float
    right: float
    bottom: float
    top: float


def _spot(n: int, of: int, across: int) -> _Spot:
    column, row, down = n % across, n // across, math.ceil(of / across)
    gap = _DOWN / _height(of, across)
    return _Spot(
        left=column / across + _ACROSS / 2 * bool(column),
        right=(column + 1) / across - _ACROSS / 2,
        bottom=1 - (row + 1) / down + gap * 0.8,
        top=1 - row / down - gap,
    )


def _height(of: int, across: int) -> int:
    return 40 + math.ceil(of / across) * _HEIGHT


def _narrow(of: int, one: bool, *, key: int) -> dict[str, Any]:
    """Return what changes on a phone, where two charts stand beside each other, and one on an axis of its own."""
    across = 2 if one else 1
    found: dict[str, Any] = {"height": _height(of, across) + key}
    for n in range(of):
        spot, axis = _spot(n, of, across), "" if n == 0 else str(n + 1)
        found |= {
            f"xaxis{axis}.domain": [spot.left, spot.right],
            f"yaxis{axis}.domain": [spot.bottom, spot.top],
            f"yaxis{axis}.showticklabels": not one or spot.left == 0,
            f"yaxis{axis}.automargin": spot.left == 0,
            f"annotations[{n}].x": spot.left,
            f"annotations[{n}].y": spot.top,
        }
    return found


def _together(panels: list[Panel]) -> Panel:
    """Return one panel with the series of all, from which shared axes follow."""
    names = {key: name for panel in panels for key, name in panel.names.items()}
    return replace(panels[0], rows=[row for panel in panels for row in panel.rows], names=names)


def _axes(panel: Panel, log: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the axes of time and of amounts with a few marks each, for the chart is a quarter as large as usual."""
    amounts = panel.amounts(log=log)
    if "tickvals" in amounts:
        marks = amounts["tickvals"]
        return _thinned(years(panel)), amounts | {"tickvals": sorted({marks[0], marks[len(marks) // 2], marks[-1]})}
    if log:
        return _thinned(years(panel)), amounts
    low, high = sorted(amounts["range"])
    return _thinned(years(panel)), amounts | {"dtick": _step(low, high)}


def _step(low: float, high: float) -> float:
    """Return the widest step that leaves an axis two numbers or more, about three."""
    tried = [nice_step((high - low) / count) for count in (3, 4, 5, 6, 8)]
    return next((step for step in tried if math.floor(high / step) - math.ceil(low / step) >= 1), tried[-1])


def _thinned(axis: dict[str, Any]) -> dict[str, Any]:
    marks = axis["tickvals"]
    return axis | {"tickvals": [marks[0], marks[-1]] if len(marks) > 2 else marks}
