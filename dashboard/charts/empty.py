"""The only way to show nothing: a figure that says why."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.charts.template import SIZE, figure


def empty(message: str, *, lang: str = "zh") -> go.Figure:
    """Return a figure without axes that says why there is nothing to see; the message is its description too."""
    note = {"text": message, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False, "font": {"size": SIZE}}
    hidden = {"visible": False}
    return figure([], lang=lang, description=message, annotations=[note], xaxis=hidden, yaxis=hidden)
