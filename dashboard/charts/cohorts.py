"""A funnel for each year of disclosure: how many were disclosed, and how many of them were signed within so many years."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.analysis.register import Cohort
from dashboard.charts.empty import empty
from dashboard.charts.template import MUTED, SERIES, SMALL, figure


def cohorts(found: Sequence[Cohort], spans: Sequence[str], disclosed: str, *, lang: str, description: str = "") -> go.Figure:
    """Return per cent of each cohort signed within each span, side by side; a bar that can still rise is hollow.

    Args:
        found: the cohorts in order of years.
        spans: the name of each span of years.
        disclosed: the word for what the per cent are of.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.
    """
    if not found:
        return empty("没有可以显示的批次" if lang == "zh" else "There is no cohort to show", lang=lang)
    return figure(
        [_span(n, name, found, disclosed, lang) for n, name in enumerate(spans)],
        lang=lang,
        description=description,
        barmode="group",
        bargap=0.28,
        bargroupgap=0.06,
        margin={"l": 8, "r": 12, "t": 34, "b": 28},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": SMALL}},
        xaxis={"tickmode": "array", "tickvals": [one.year for one in found], "tickformat": "d", "separatethousands": False},
        yaxis={"rangemode": "tozero", "ticksuffix": "%"},
    )


def _span(number: int, name: str, found: Sequence[Cohort], disclosed: str, lang: str) -> go.Bar:
    shares = [one.share(number) for one in found]
    colour = (SERIES[0], SERIES[2], MUTED)[number % 3]
    return go.Bar(
        x=[one.year for one in found],
        y=[None if share is None else round(share, 2) for share in shares],
        name=name,
        marker={
            "color": [colour if one.final[number] else "rgba(0,0,0,0)" for one in found],
            "line": {"color": colour, "width": 1.5},
        },
        hovertext=[_said(one, share, number, name, disclosed, lang) for one, share in zip(found, shares, strict=True)],
        hoverinfo="text",
    )


def _said(one: Cohort, share: float | None, number: int, name: str, disclosed: str, lang: str) -> str:
    if share is None:
        return ""
    open_ended = "" if one.final[number] else ("，仍在观察，只会升高" if lang == "zh" else ", still observed, can only rise")
    whole = f"{disclosed} {one.disclosed:,.0f}" if lang == "en" else f"{disclosed}{one.disclosed:.0f}"
    return f"{one.year} · {name}<br><b>{share:.1f}%</b>{open_ended}<br>{whole}"
