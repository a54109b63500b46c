"""Small multiples: the same lines once for each place or indicator, on shared axes or each on its own."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import nice_step
from dashboard.charts.lines import groups, line_traces, years
from dashboard.charts.panel import Panel
from dashboard.charts.template import SMALL, figure

_HEIGHT = 190
_ACROSS, _DOWN = 0.06, 34
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
    down = math.ceil(len(shown) / across)
    height = 40 + down * _HEIGHT
    common = _axes(_together([panel for _, panel in shown]), log) if one else None
    layout: dict[str, Any] = {}
    traces: list[Any] = []
    labels: list[dict[str, Any]] = []
    for n, (title, panel) in enumerate(shown):
        column, row = n % across, n // across
        left, right = column / across + _ACROSS / 2 * bool(column), (column + 1) / across - _ACROSS / 2
        gap = _DOWN / height
        top = 1 - row / down - gap
        bottom = 1 - (row + 1) / down + gap * 0.8
        key = "" if n == 0 else str(n + 1)
        names = {"xaxis": f"x{key}", "yaxis": f"y{key}"}
        for group in groups(panel):
            size = _MARK if group[0].emphasised else None
            traces += line_traces(panel, *group, marks=group[0].emphasised, size=size, **names)
        times, amounts = common or _axes(panel, log)
        layout[f"xaxis{key}"] = times | {"domain": [left, right], "anchor": names["yaxis"], "automargin": False}
        # The numbers of a shared axis stand once, at the left; margins that follow labels cost a redraw for every panel.
        told = {"showticklabels": not one or column == 0, "automargin": column == 0}
        layout[f"yaxis{key}"] = amounts | told | {"domain": [bottom, top], "anchor": names["xaxis"]}
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
        margin={"l": 8, "r": 8, "t": 12, "b": 24},
        annotations=labels,
        **layout,
    )


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
    return _thinned(years(panel)), amounts | {"dtick": nice_step((high - low) / 3)}


def _thinned(axis: dict[str, Any]) -> dict[str, Any]:
    marks = axis["tickvals"]
    return axis | {"tickvals": [marks[0], marks[-1]] if len(marks) > 2 else marks}
