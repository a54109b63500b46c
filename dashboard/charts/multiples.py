"""Small multiples: the same lines once for each place or indicator, on shared axes or each on its own."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.lines import groups, line_traces, years
from dashboard.charts.panel import Panel
from dashboard.charts.template import SMALL, figure

_HEIGHT = 190
_ACROSS, _DOWN = 0.06, 34
WIDE = 4
MOST = 36


def multiples(
    panels: list[tuple[str, Panel]], *, shared: bool, columns: int | None = None, log: bool = False, description: str = ""
) -> go.Figure:
    """Return a small chart for each ``(title, panel)``.

    Axes are shared only between panels of one unit; with several units each panel has its own whatever was asked for.
    """
    shown = panels[:MOST]
    across = columns or min(WIDE, max(1, math.ceil(math.sqrt(len(shown)))))
    down = math.ceil(len(shown) / across)
    height = 40 + down * _HEIGHT
    one = shared and len({panel.unit.key for _, panel in shown}) == 1
    limits = _limits([panel for _, panel in shown]) if one else None
    layout: dict[str, Any] = {}
    traces: list[Any] = []
    labels: list[dict[str, Any]] = []
    for n, (title, panel) in enumerate(shown):
        column, row = n % across, n // across
        left, right = column / across + _ACROSS / 2 * bool(column), (column + 1) / across - _ACROSS / 2
        gap = _DOWN / height
        top = 1 - row / down - gap
        bottom = 1 - (row + 1) / down + gap * 0.8
        names = ("x" if n == 0 else f"x{n + 1}", "y" if n == 0 else f"y{n + 1}")
        for group in groups(panel):
            traces += line_traces(panel, *group, marks=group[0].emphasised, xaxis=names[0], yaxis=names[1])
        key = "" if n == 0 else str(n + 1)
        layout[f"xaxis{key}"] = _thinned(years(panel)) | {"domain": [left, right], "anchor": names[1]}
        amounts = panel.amounts(log=log) | (limits or {})
        layout[f"yaxis{key}"] = amounts | {"domain": [bottom, top], "anchor": names[0], "nticks": 4} | _thin(amounts)
        unit = "" if one and n else f"（{panel.unit.label}）" if panel.lang == "zh" else f" ({panel.unit.label})"
        labels.append(
            {"x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 2,
             "text": f"<b>{title}</b>{unit}", "showarrow": False, "font": {"size": SMALL}}
        )  # fmt: skip
    return figure(
        traces,
        lang=shown[0][1].lang,
        description=description,
        height=height,
        margin={"l": 8, "r": 8, "t": 12, "b": 8},
        annotations=labels,
        **layout,
    )


def _limits(panels: list[Panel]) -> dict[str, Any]:
    ends = [panel.amounts()["range"] for panel in panels]
    if panels[0].unit.ranks:
        return {"range": [max(end[0] for end in ends), min(end[1] for end in ends)]}
    return {"range": [min(end[0] for end in ends), max(end[1] for end in ends)]}


def _thin(axis: dict[str, Any]) -> dict[str, Any]:
    """Return about four marks along an axis that is a quarter as high as usual."""
    if "dtick" in axis and not isinstance(axis["dtick"], str) and axis.get("type") != "log":
        return {"dtick": (axis["range"][1] - axis["range"][0]) / 3 if axis["dtick"] == 0 else axis["dtick"] * 2.5}
    return {}


def _thinned(axis: dict[str, Any]) -> dict[str, Any]:
    marks = axis["tickvals"]
    return axis | {"tickvals": [marks[0], marks[-1]] if len(marks) > 2 else marks}
