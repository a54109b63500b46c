"""The one look of all charts. Colours of text and grid are left to the page, so that a theme is switched without redrawing."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

NAME = "innovation"
SERIES = ("#2073bc", "#d9601a", "#1f8a80", "#8b6fc0")
"""Colours of emphasised series: each stands out at least 3:1 on white and on the dark page, in any form of colour sight
together with its mark and its label."""
MUTED = "#7b8794"
HOVER = "#26323d"
FONT = (
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", '
    '"Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
)
SIZE = 14
SMALL = 12
_SHARE_OF_WIDE = 0.53


def template() -> go.layout.Template:
    """Return the template: transparent, quiet, with room for its labels."""
    axis: dict[str, Any] = {
        "automargin": True,
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "exponentformat": "none",
        "tickfont": {"size": SMALL},
        "title": {"font": {"size": SMALL}, "standoff": 8},
    }
    layout = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": SIZE, "color": MUTED},
        "colorway": list(SERIES),
        "margin": {"l": 8, "r": 12, "t": 28, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 24,
        "hoverlabel": {"bgcolor": HOVER, "bordercolor": HOVER, "font": {"color": "#ffffff", "size": SMALL}, "align": "left"},
        "separators": ".,",
        "modebar": {"remove": ["zoom", "pan", "select", "lasso", "zoomIn", "zoomOut", "autoScale", "resetScale"]},
        "xaxis": axis | {"showgrid": False},
        "yaxis": axis | {"showgrid": True, "gridcolor": MUTED, "gridwidth": 1},
    }
    return go.layout.Template(layout=layout)


def trace(kind: str, **properties: Any) -> dict[str, Any]:
    """Return a trace of a kind (``scatter``, ``bar``, ``heatmap``), not yet checked against Plotly's schema.

    Building the objects that check every property takes ten times as long as everything else about a chart; the tests
    check each kind of chart instead.
    """
    return {"type": kind} | properties


def figure(traces: list[Any], *, lang: str, description: str = "", **layout: Any) -> go.Figure:
    """Return traces as a figure in the house look, without checking it against Plotly's schema (see ``trace``).

    Args:
        traces: what to draw.
        lang: thousands are grouped in English and not in Chinese.
        description: what the figure says in words, kept in ``layout.meta`` for the page's text alternative.
        **layout: further layout; ``meta`` is added to.
    """
    meta = layout.pop("meta", {}) | {"description": description}
    grouped = {"separatethousands": lang == "en"}
    upright = {name: grouped | layout[name] for name in layout if name.startswith("yaxis")}
    whole = {"template": pio.templates[NAME], "meta": meta, "yaxis": grouped} | layout | upright
    return go.Figure(traces, layout=whole, _validate=False)


def text_width(text: str, size: int = SMALL) -> float:
    """Return about how many pixels a label takes: a Chinese character is as wide as it is high, a Latin one some half of it."""
    return sum(size if ord(character) > 0x2E7F else size * _SHARE_OF_WIDE for character in text)


pio.templates[NAME] = template()
