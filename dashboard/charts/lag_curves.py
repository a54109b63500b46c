"""Curves of the share signed by each month after disclosure, in steps, with marks where unsigned results left observation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.empty import empty
from dashboard.charts.template import SERIES, SMALL, figure

_DASHES = ("solid", "dash", "dot", "dashdot")
_SYMBOLS = ("circle", "square", "diamond", "cross")


@dataclass(frozen=True)
class Curve:
    """One curve: its name, and for each month after disclosure the per cent signed by its end.

    ``censored`` says whether some left observation unsigned in that month, ``at_risk`` how many were still watched after it.
    """

    name: str
    months: tuple[int, ...]
    share: tuple[float, ...]
    censored: tuple[bool, ...]
    at_risk: tuple[int, ...]


def lag_curves(curves: Sequence[Curve], *, lang: str, description: str = "") -> go.Figure:
    """Return up to four curves in steps; a bar across a curve is a month in which results left observation unsigned.

    A curve ends where too few results are still at risk.
    """
    known = [curve for curve in curves if curve.months][: len(SERIES)]
    if not known:
        return empty("观察到的成果太少，画不出曲线" if lang == "zh" else "Too few results for a curve", lang=lang)
    last = max(curve.months[-1] for curve in known)
    top = min(100.0, max(max(curve.share) for curve in known) + 8)
    return figure(
        [trace for n, curve in enumerate(known) for trace in _drawn(curve, n, lang)],
        lang=lang,
        description=description,
        margin={"l": 8, "r": 12, "t": 30, "b": 44},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": SMALL}},
        xaxis={
            "range": [0, last + 1], "tickvals": list(range(0, last + 1, 12)),
            "title": {"text": "披露后月数" if lang == "zh" else "Months after disclosure"},
        },
        yaxis={"range": [0, top], "ticksuffix": "%", "rangemode": "tozero"},
    )  # fmt: skip


def _drawn(curve: Curve, number: int, lang: str) -> list[go.Scatter]:
    colour = SERIES[number]
    steps = go.Scatter(
        x=curve.months, y=[round(share, 2) for share in curve.share], mode="lines", name=curve.name,
        line={"color": colour, "width": 2.5, "shape": "hv", "dash": _DASHES[number]},
        hovertext=[_said(curve, n, lang) for n in range(len(curve.months))], hoverinfo="text",
    )  # fmt: skip
    at = [n for n, gone in enumerate(curve.censored) if gone]
    marks: dict[str, Any] = {"symbol": "line-ns-open", "size": 9, "color": colour, "line": {"width": 1.5, "color": colour}}
    gone = go.Scatter(
        x=[curve.months[n] for n in at], y=[round(curve.share[n], 2) for n in at], mode="markers", marker=marks,
        showlegend=False, hoverinfo="skip", name=curve.name,
    )  # fmt: skip
    return [steps, gone] if at else [steps]


def _said(curve: Curve, n: int, lang: str) -> str:
    month, share = curve.months[n], curve.share[n]
    if lang == "zh":
        return f"{curve.name}，披露后{month}个月<br><b>已签约{share:.1f}%</b><br>仍在观察{curve.at_risk[n]}项"
    months = f"{month} month{'s' if month != 1 else ''}"
    return f"{curve.name}, {months} after disclosure<br><b>{share:.1f}% signed</b><br>{curve.at_risk[n]} still observed"
