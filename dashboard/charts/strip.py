"""The distribution of places on one line an indicator: every place a tick, the chosen ones set apart and named."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.panel import Line, Panel, newest_common, rows_at
from dashboard.charts.template import SMALL, figure, text_width, trace
from dashboard.periods import parse_period

_PHONE = 290.0
"""The width of the plot on a phone; names that keep apart there keep apart everywhere."""


def strip(panel: Panel, *, description: str = "") -> go.Figure:
    """Return the places of the newest period that most have as ticks, the median as a line, the emphasised as named dots."""
    period = newest_common(panel)
    found = rows_at(panel, period)
    heights = sorted(panel.unit.height(row["shown"]) for _, row in found)
    middle = len(heights) // 2
    median = heights[middle] if len(heights) % 2 else (heights[middle - 1] + heights[middle]) / 2
    traces = []
    for strong in (False, True):
        chosen = [(line, row) for line, row in found if line.emphasised == strong]
        traces.append(
            trace(
                "scatter",
                x=[panel.unit.height(row["shown"]) for _, row in chosen],
                y=[0] * len(chosen),
                mode="markers",
                marker={
                    "symbol": "circle" if strong else "line-ns",
                    "size": 14 if strong else 22,
                    "color": [line.colour for line, _ in chosen],
                    "line": {"width": 1 if strong else 2, "color": [line.colour for line, _ in chosen]},
                },
                customdata=[row["id"] for _, row in chosen],
                hovertext=[panel.hover(row, line.name) for line, row in chosen],
                hoverinfo="text",
                cliponaxis=False,
            )
        )
    rule = {
        "type": "line",
        "x0": median,
        "x1": median,
        "y0": -0.6,
        "y1": 0.6,
        "line": {"dash": "dot", "width": 2, "color": "#7b8794"},
    }
    words = f"{panel.say('中位数', 'median')} {panel.unit.text(median * panel.unit.divisor)}"
    label = f"{parse_period(period).label(panel.lang)} · {panel.unit.label}"
    return figure(
        traces,
        lang=panel.lang,
        description=description,
        height=260,
        shapes=[rule],
        annotations=[
            panel.unit_label(text=label),
            {"x": median, "y": -0.6, "text": words, "showarrow": False, "yanchor": "top", "font": {"size": SMALL}},
            *_names([(panel.unit.height(row["shown"]), line) for line, row in found if line.emphasised], heights),
        ],
        margin={"l": 24, "r": 24, "t": 40, "b": 8},
        xaxis={"nticks": 6} | ({"autorange": "reversed"} if panel.unit.ranks else {}),
        yaxis={"visible": False, "range": [-1, 1.6]},
    )


def _names(strong: list[tuple[float, Line]], heights: list[float]) -> list[dict[str, Any]]:
    """Return the name of each emphasised place above its dot, higher where names would touch on a phone."""
    size = heights[-1] - heights[0] or 1.0
    ends = [-math.inf] * len(strong)
    found = []
    for height, line in sorted(strong, key=lambda spot: spot[0]):
        middle, half = (height - heights[0]) / size * _PHONE, text_width(line.name) / 2
        level = next(n for n, end in enumerate(ends) if middle - half > end)
        ends[level] = middle + half + 6
        found.append(
            {"x": height, "y": 0.25, "text": line.name, "font": {"size": SMALL}, "showarrow": True, "arrowhead": 0,
             "arrowwidth": 1, "arrowcolor": line.colour, "ax": 0, "ay": -14 - 16 * level, "yanchor": "bottom"}
        )  # fmt: skip
    return found
