"""Two periods set against each other: slopes between two upright axes, or dumbbells on one lying axis."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.analysis.comparability import break_between
from dashboard.analysis.rows import Row
from dashboard.charts.panel import Line, Panel, marker
from dashboard.charts.template import SMALL, figure, text_width, trace
from dashboard.periods import parse_period

_ROW = 28
_AROUND = 70
_APART = 0.055
Pair = tuple[Line, Row, Row]


def pairs(panel: Panel) -> list[Pair]:
    """Return each series with its rows of the first and the last period that most series share, where a line may join them.

    A series whose method changed in between is left out.
    """
    have: dict[str, list[tuple[Line, Row]]] = {}
    for line in panel.lines:
        for row in line.rows:
            if row["kind_class"] == "outcome" and row["qualifier"] == "exact" and not row["stated_on"]:
                have.setdefault(row["period"], []).append((line, row))
    wide = [period for period, found in have.items() if len(found) * 2 >= len(panel.lines)]
    ordered = sorted(wide, key=lambda period: have[period][0][1]["period_end"])
    if len(ordered) < 2:
        return []
    firsts = {line.key: row for line, row in have[ordered[0]]}
    found = [(line, firsts[line.key], row) for line, row in have[ordered[-1]] if line.key in firsts]
    return [pair for pair in found if not _broken(panel, pair)]


def slope(panel: Panel, *, description: str = "") -> go.Figure:
    """Return a line for each series from the first shared period to the last."""
    found = pairs(panel)
    ends = [[panel.unit.height(row["shown"]) for row in pair[1:]] for pair in found]
    high, low = max(max(end) for end in ends), min(min(end) for end in ends)
    traces = [
        trace(
            "scatter",
            x=[0, 1],
            y=end,
            mode="lines+markers",
            line={"color": line.colour, "width": 3 if line.emphasised else 1},
            marker={
                "size": 9 if line.emphasised else 5,
                "symbol": [marker(row) for row in (first, last)],
                "color": line.colour,
            },
            customdata=[first["id"], last["id"]],
            hovertext=[panel.hover(row, line.name) for row in (first, last)],
            hoverinfo="text",
            cliponaxis=False,
            name=line.name,
        )
        for (line, first, last), end in sorted(zip(found, ends, strict=True), key=lambda pair: pair[0][0].emphasised)
    ]
    labels = _labels(panel, found, high, high - low or 1.0)
    room = max((round(text_width(label["text"].split("</span>")[-1])) for label in labels), default=0) + 16
    return figure(
        traces,
        lang=panel.lang,
        description=description,
        annotations=[panel.unit_label(), *labels],
        margin={"l": 64, "r": room + 8, "t": 28, "b": 8},
        xaxis={"tickvals": [0, 1], "ticktext": _periods(found, panel.lang), "range": [-0.08, 1.08]},
        yaxis=panel.amounts() | {"showgrid": False},
    )


def _labels(panel: Panel, found: list[Pair], high: float, size: float) -> list[dict[str, Any]]:
    sign = 1 if panel.unit.ranks else -1
    told: list[dict[str, Any]] = []
    above = -1.0
    for line, _, last in sorted((pair for pair in found if pair[0].emphasised), key=lambda pair: sign * pair[2]["shown"]):
        height = panel.unit.height(last["shown"])
        share = sign * (height - high) / size
        above = max(share, above + _APART)
        text = f'<span style="color:{line.colour}">●</span> {line.name} {panel.unit.digits(last["shown"])}'
        told.append(
            {"x": 1, "y": height, "text": text, "showarrow": False, "xanchor": "left", "xshift": 8,
             "yshift": round((share - above) * 280), "font": {"size": SMALL}}
        )  # fmt: skip
    return told


def dumbbell(panel: Panel, *, description: str = "") -> go.Figure:
    """Return for each series the first shared period as a ring and the last as a dot, the largest last on top."""
    found = sorted(pairs(panel), key=lambda pair: pair[2]["shown"], reverse=panel.unit.ranks)
    rods = [
        {
            "type": "line", "x0": panel.unit.height(first["shown"]), "x1": panel.unit.height(last["shown"]), "y0": n, "y1": n,
            "line": {"color": line.colour, "width": 3}, "layer": "below",
        }
        for n, (line, first, last) in enumerate(found)
    ]  # fmt: skip
    dots = [
        trace(
            "scatter",
            x=[panel.unit.height(_end(pair, which)["shown"]) for pair in found],
            y=list(range(len(found))),
            mode="markers",
            marker={
                "size": 11,
                "symbol": symbol,
                "color": [pair[0].colour for pair in found],
                "line": {"width": 2, "color": [pair[0].colour for pair in found]},
            },
            customdata=[_end(pair, which)["id"] for pair in found],
            hovertext=[panel.hover(_end(pair, which), pair[0].name) for pair in found],
            hoverinfo="text",
            cliponaxis=False,
            name=name,
        )
        for which, symbol, name in zip((1, 2), ("circle-open", "circle"), _periods(found, panel.lang), strict=True)
    ]
    return figure(
        dots,
        lang=panel.lang,
        description=description,
        height=_AROUND + _ROW * len(found),
        shapes=rods,
        showlegend=True,
        legend={"orientation": "h", "y": 1, "x": 1, "xanchor": "right", "yanchor": "bottom"},
        annotations=[panel.unit_label()],
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        xaxis={"nticks": 5, "showgrid": True} | ({"autorange": "reversed"} if panel.unit.ranks else {}),
        yaxis={
            "tickvals": list(range(len(found))),
            "ticktext": [pair[0].name for pair in found],
            "range": [-0.6, len(found) - 0.4],
        },
    )


def _periods(found: list[Pair], lang: str) -> list[str]:
    return [parse_period(_end(found[0], which)["period"]).label(lang) for which in (1, 2)]


def _end(pair: Pair, which: int) -> Row:
    return pair[1] if which == 1 else pair[2]


def _broken(panel: Panel, pair: Pair) -> bool:
    _, first, last = pair
    indicator = panel.catalog.indicators[first["indicator"]]
    return break_between(indicator, first["place"], first["period_end"], last["period_end"]) is not None
