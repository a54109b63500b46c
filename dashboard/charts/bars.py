"""Bars from zero: grouped by period, one a series for one period, or stacked where the series are parts of a whole."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.charts.panel import Line, Panel, newest_common, points, rows_at
from dashboard.charts.template import MUTED, figure, trace
from dashboard.periods import parse_period

_ROW = 26
_AROUND = 70
_YEARS = 8
"""So many years have room below the bars on a phone."""
GROUPED = 4
"""Up to so many series stand beside each other by period; more are set out for one period."""


def bars(panel: Panel, *, stacked: bool = False, description: str = "") -> go.Figure:
    """Return bars: by period for a few series, else one a series for the newest period that most have, the largest on top.

    Provisional, expected and derived numbers are hatched, hedged ones end in a bar of error.
    """
    if stacked or by_period(panel):
        return _by_period(panel, stacked=stacked, description=description)
    return _by_series(panel, description=description)


def by_period(panel: Panel) -> bool:
    """Return whether ``bars`` sets series beside each other in every period, and not all out for one."""
    periods = {row["period"] for line in panel.lines for row in line.rows}
    return len(panel.lines) <= GROUPED and len(periods) > 1


def _by_period(panel: Panel, *, stacked: bool, description: str) -> go.Figure:
    periods = {row["period"]: row["period_end"] for line in panel.lines for row in line.rows if _outcome(row)}
    ordered = sorted(periods, key=lambda period: (periods[period], period))
    traces = [_bar(panel, line, ordered) for line in panel.lines]
    return figure(
        traces,
        lang=panel.lang,
        description=description,
        barmode="stack" if stacked else "group",
        bargap=0.25,
        showlegend=len(traces) > 1,
        legend={"orientation": "h", "y": 1.12, "x": 0, "yanchor": "bottom"},
        annotations=[panel.unit_label(xshift=-6)],
        margin={"l": 8, "r": 8, "t": 60 if len(traces) > 1 else 28, "b": 8},
        xaxis={"type": "category", "categoryarray": ordered} | _marks(ordered, panel.lang),
        yaxis=panel.amounts(zero=True) if not stacked else {"rangemode": "tozero"},
    )


def _bar(panel: Panel, line: Line, ordered: list[str]) -> dict[str, Any]:
    rows = sorted((row for row in line.rows if _outcome(row)), key=lambda row: ordered.index(row["period"]))
    colour = line.colour if line.emphasised else MUTED
    return trace(
        "bar",
        x=[row["period"] for row in rows],
        y=[panel.unit.height(row["shown"]) for row in rows],
        marker={
            "color": colour,
            "pattern": {"shape": ["" if _firm(row) else "/" for row in rows], "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"},
            "line": {"color": colour, "width": 1},
        },
        **points(panel, line, rows),
    )


def _by_series(panel: Panel, *, description: str) -> go.Figure:
    period = newest_common(panel)
    found = sorted(rows_at(panel, period), key=lambda pair: (pair[1]["shown"], pair[0].name), reverse=panel.unit.ranks)
    names = [line.name for line, _ in found]
    colours = [line.colour if line.emphasised else MUTED for line, _ in found]
    drawn = trace(
        "bar",
        x=[panel.unit.height(row["shown"]) for _, row in found],
        y=list(range(len(found))),
        orientation="h",
        marker={"color": colours, "pattern": {"shape": ["" if _firm(row) else "/" for _, row in found]}},
        text=[panel.unit.digits(row["shown"]) for _, row in found],
        textposition="outside",
        customdata=[row["id"] for _, row in found],
        hovertext=[panel.hover(row, line.name) for line, row in found],
        hoverinfo="text",
        cliponaxis=False,
    )
    label = f"{parse_period(period).label(panel.lang)} · {panel.unit.label}"
    return figure(
        [drawn],
        lang=panel.lang,
        description=description,
        height=_AROUND + _ROW * len(found),
        annotations=[panel.unit_label(text=label)],
        margin={"l": 8, "r": 56, "t": 28, "b": 8},
        xaxis={"rangemode": "tozero", "nticks": 5},
        yaxis={"tickvals": list(range(len(found))), "ticktext": names, "range": [-0.6, len(found) - 0.4], "showgrid": False},
    )


def _marks(periods: list[str], lang: str) -> dict[str, Any]:
    """Return years bare, as many as there is room for, and other periods in words."""
    if all(len(period) == 4 for period in periods):
        return {"tickangle": 0} | ({"nticks": _YEARS} if len(periods) > _YEARS else {})
    return {"tickvals": periods, "ticktext": [parse_period(period).label(lang) for period in periods]}


def _firm(row: dict[str, Any]) -> bool:
    return row["kind"] == "actual" and not row["derived"]


def _outcome(row: dict[str, Any]) -> bool:
    return bool(row["kind_class"] == "outcome")
