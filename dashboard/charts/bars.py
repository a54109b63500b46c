"""Bars from zero: grouped by period, one a series for one period, or stacked where the series are parts of a whole."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from dashboard.analysis.rows import Row
from dashboard.charts.lines import OPEN_REACH, range_mark
from dashboard.charts.panel import Key, Line, Panel, newest_common, points, rows_at
from dashboard.charts.slots import Slot, marks, slots
from dashboard.charts.template import MUTED, figure, text_width, trace
from dashboard.periods import parse_period
from dashboard.text.numbers import qualifier_words

_ROW = 26
_AROUND = 70
_YEARS, _WIDE = 8, 18
"""So many periods have room below the bars, on a phone and on a screen."""
_FULL = 0.8
"""How much of the room of a period its bars take."""
GROUPED = 4
"""Up to so many series stand beside each other by period; more are set out for one period."""


def bars(panel: Panel, *, stacked: bool = False, description: str = "") -> go.Figure:
    """Return bars: by period for a few series, else one a series for the newest period that most have, the largest on top.

    Provisional, expected and derived numbers are hatched, those without a reference year dotted; from a bound an arrow
    leads on.
    """
    if stacked or by_period(panel):
        return _by_period(panel, stacked=stacked, description=description)
    return _by_series(panel, description=description)


def by_period(panel: Panel) -> bool:
    """Return whether ``bars`` sets series beside each other in every period, and not all out for one."""
    periods = {row["period"] for line in panel.lines for row in line.rows}
    return len(panel.lines) <= GROUPED and len(periods) > 1


def _by_period(panel: Panel, *, stacked: bool, description: str) -> go.Figure:
    held = slots([row for line in panel.lines for row in line.rows if _outcome(row)])
    widths = _Widths(panel, held, stacked=stacked)
    traces = [_bar(panel, line, widths) for line in panel.lines]
    return figure(
        [*traces, *(part for line in panel.lines if not stacked for part in _bounds(panel, line, widths))],
        lang=panel.lang,
        description=description,
        barmode="stack" if stacked else "overlay",
        showlegend=len(traces) > 1,
        legend={"orientation": "h", "y": 1.12, "x": 0, "yanchor": "bottom"},
        annotations=[panel.unit_label(xshift=-6)],
        margin={"l": 8, "r": 8, "t": 60 if len(traces) > 1 else 28, "b": 8},
        meta={"narrow": {f"xaxis.{name}": told for name, told in marks(held, panel.lang, most=_YEARS).items()}},
        xaxis={"range": [-0.5, len(held) - 0.5], "tickangle": 0} | marks(held, panel.lang, most=_WIDE, days=True),
        yaxis=_reaching(panel) if not stacked else {"rangemode": "tozero"},
    )


class _Widths:
    """Where the bar of each row stands and how wide it is: bars of one slot share it, alone they stand in its middle."""

    def __init__(self, panel: Panel, held: list[Slot], *, stacked: bool) -> None:
        self.at = {slot.period: n for n, slot in enumerate(held)}
        self.beside: dict[str, list[Key]] = {}
        for line in panel.lines:
            for period in dict.fromkeys(row["period"] for row in line.rows if _outcome(row)):
                self.beside.setdefault(period, []).append(line.key)
        self.stacked = stacked
        self.width = _FULL if stacked else _FULL / max((len(keys) for keys in self.beside.values()), default=1)

    def middle(self, line: Line, row: Row) -> float:
        """Return where the middle of a bar stands across the chart."""
        keys = self.beside[row["period"]]
        aside = 0.0 if self.stacked else (keys.index(line.key) - (len(keys) - 1) / 2) * self.width
        return round(self.at[row["period"]] + aside, 4)


def _bar(panel: Panel, line: Line, widths: _Widths) -> dict[str, Any]:
    rows = [row for row in line.rows if _outcome(row)]
    colour = line.colour if line.emphasised else MUTED
    return trace(
        "bar",
        x=[widths.middle(line, row) for row in rows],
        y=[panel.unit.height(row["shown"]) for row in rows],
        width=widths.width,
        marker={
            "color": colour,
            "pattern": {"shape": [_pattern(row) for row in rows], "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"},
            "line": {"color": colour, "width": 1},
        },
        **points(panel, line, rows),
    )


def _bounds(panel: Panel, line: Line, widths: _Widths) -> list[dict[str, Any]]:
    """Return the open or wide ranges of the bars of which only a bound or an about is known."""
    hedged = [row for row in line.rows if _outcome(row) and row["qualifier"] != "exact" and not row["shown_from"]]
    colour = line.colour if line.emphasised else MUTED
    return [range_mark(panel, row, colour, at=widths.middle(line, row)) for row in hedged]


def _reaching(panel: Panel) -> dict[str, Any]:
    """Return the axis of numbers, with room for the arrow of a bound above its bar."""
    open_above = any(_outcome(row) and math.isinf(row["shown_high"]) for row in panel.rows)
    return panel.amounts(zero=True, room=2 * OPEN_REACH if open_above else 0.08)


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
        marker={"color": colours, "pattern": {"shape": [_pattern(row) for _, row in found]}},
        text=[_worded(panel, row) for _, row in found],
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
        margin={"l": 8, "r": round(max(text_width(text) for text in drawn["text"])) + 16, "t": 28, "b": 8},
        xaxis={"rangemode": "tozero", "nticks": 5},
        yaxis={"tickvals": list(range(len(found))), "ticktext": names, "range": [-0.6, len(found) - 0.4], "showgrid": False},
    )


def _pattern(row: Row) -> str:
    return "." if row["stated_on"] else "" if _firm(row) else "/"


def _worded(panel: Panel, row: Row) -> str:
    """Return the number beside a bar, hedged as it was stated."""
    before, after = ("", "") if row["shown_from"] else qualifier_words(row["qualifier"], panel.lang)
    return f"{before}{panel.unit.digits(row['shown'])}{after}"


def _firm(row: Row) -> bool:
    return row["kind"] == "actual" and not row["derived"]


def _outcome(row: Row) -> bool:
    return bool(row["kind_class"] == "outcome")
