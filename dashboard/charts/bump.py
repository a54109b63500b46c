"""Ranks over time, the first on top; a line is never drawn across a change of method."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.charts.end_names import end_names, endings, leaders, room
from dashboard.charts.lines import groups, line_traces, thinned_by_width, years
from dashboard.charts.panel import Panel
from dashboard.charts.template import figure


def bump(panel: Panel, *, description: str = "") -> go.Figure:
    """Return the ranks of a panel as lines, the emphasised named at their ends."""
    strong = [line for line in panel.lines if line.emphasised]
    traces = [trace for group in groups(panel) for trace in line_traces(panel, *group)]
    times = years(panel)
    ends = endings(panel, strong, edge=times["range"][1])
    return figure(
        traces,
        lang=panel.lang,
        description=description,
        annotations=[panel.unit_label(xshift=-6), *end_names(ends)],
        shapes=leaders(ends),
        margin={"l": 8, "r": room(strong), "t": 28, "b": 8},
        xaxis=thinned_by_width(times),
        yaxis=panel.amounts(),
    )
