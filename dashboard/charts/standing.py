"""Where a place stands among its peers, one row an indicator: percentile from the last to the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.template import SERIES, figure

_ROW = 30
_FRAME = 64


@dataclass(frozen=True)
class Spot:
    """One indicator: its name, the percentile among peers (0 last, 100 first), the place in words, the observation."""

    name: str
    percentile: float
    position: str
    observation: str


def standing(spots: Sequence[Spot], *, lang: str, description: str = "") -> go.Figure:
    """Return the percentiles as dots on lines from the last place to the first, in the order given, the first on top."""
    rows = list(reversed(spots))
    names = [spot.name for spot in rows]
    guides = [
        {"type": "line", "x0": 0, "x1": 100, "y0": n, "y1": n, "line": {"color": "rgba(127,140,152,0.45)", "width": 1}}
        for n in range(len(rows))
    ]
    dots = go.Scatter(
        x=[spot.percentile for spot in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        marker={"size": 12, "color": SERIES[0]},
        text=[spot.position for spot in rows],
        textposition=["middle left" if spot.percentile > 85 else "middle right" for spot in rows],
        customdata=[spot.observation for spot in rows],
        hovertext=[f"{spot.name} {spot.position}" for spot in rows],
        hoverinfo="text",
        cliponaxis=False,
    )
    ends = ("末位", "首位") if lang == "zh" else ("last", "first")
    return figure(
        [dots],
        lang=lang,
        description=description,
        shapes=guides,
        height=_FRAME + _ROW * len(rows),
        margin={"l": 8, "r": 24, "t": 8, "b": 8},
        xaxis={"range": [-2, 102], "tickvals": [0, 100], "ticktext": list(ends), "showgrid": False, "zeroline": False},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": names,
            "range": [-0.6, len(rows) - 0.4],
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
    )
