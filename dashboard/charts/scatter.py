"""Two indicators against each other, a labelled point for each place; a third may give the size."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import plotly.graph_objects as go

from dashboard.analysis.rows import Row
from dashboard.charts.axes import nice_step
from dashboard.charts.panel import Panel
from dashboard.charts.template import MUTED, SERIES, SMALL, figure, text_width, trace

_LARGEST = 34.0
_MANY = 2_000
"""Of more points, those without a name are drawn without text and the margins set beforehand: Plotly would make an empty text
for each, and draw all a second time once it has measured the labels of the axes."""
_TRIED = 80
_WIDE, _HIGH = 620.0, 320.0
"""The plot in pixels, between a phone's and a screen's, for keeping names apart."""
_BELOW = 48
"""Pixels that the numbers along the lying axis and its title take."""
Match = tuple[str, list[Row]]
Point = tuple[Match, str, float]
"""A match with its label, empty for none, and its size."""


def matches(panels: list[Panel]) -> list[Match]:
    """Return ``(place, its rows)``, one row of each panel, for the newest period in which most places have all of them."""
    firsts: list[dict[tuple[str, str], Row]] = []
    for panel in panels:
        first: dict[tuple[str, str], Row] = {}
        for row in panel.rows:
            if row["kind_class"] == "outcome" and row["qualifier"] == "exact":
                first.setdefault((row["period"], row["place"]), row)
        firsts.append(first)
    whole = [key for key in firsts[0] if all(key in first for first in firsts[1:])]
    counts = Counter(period for period, _ in whole)
    if not counts:
        return []
    most = max(counts.values())
    newest = max(period for period, count in counts.items() if count * 2 >= most)
    return [(key[1], [first[key] for first in firsts]) for key in whole if key[0] == newest]


def scatter(
    panels: list[Panel], names: dict[str, str], *, strong: list[str] | None = None, log: bool = False, description: str = ""
) -> go.Figure:
    """Return the first panel across and the second upwards; a third panel gives the area of the points.

    ``names`` says what to call places, the most important first; ``strong`` are those emphasised, else the first four.
    """
    order = {name: n for n, name in enumerate(names)}
    found = sorted(matches(panels), key=lambda match: order[match[0]])
    across, up = panels[0], panels[1]
    strong = (list(names) if strong is None else strong)[: len(SERIES)]
    labels, sizes = _labels(found, names, strong, panels), _sizes(found, strong, by_third=len(panels) > 2)
    points = list(zip(found, labels, sizes, strict=True))
    many = len(points) > _MANY
    parts = [[point for point in points if bool(point[1]) is named] for named in (False, True)] if many else [points]
    titles = [f"{panel.catalog.indicators[rows['indicator']].label(panel.lang)}" for panel, rows in _firsts(panels, found)]
    xaxis, yaxis = (_axis([rows[n]["shown"] for _, rows in found], panel, log) for n, panel in enumerate((across, up)))
    xaxis |= {"title": {"text": f"{titles[0]} ({across.unit.label}) →"}, "showgrid": True}
    margin = {"l": 8, "r": 24, "t": 36, "b": 8}
    if many:
        margin |= {"l": 12 + _label_width([up.unit.height(rows[1]["shown"]) for _, rows in found], yaxis), "b": _BELOW}
        xaxis, yaxis = xaxis | {"automargin": False}, yaxis | {"automargin": False}
    return figure(
        [_points(part, panels, names, strong) for part in parts],
        lang=across.lang,
        description=description,
        margin=margin,
        annotations=[up.unit_label(text=f"↑ {titles[1]} ({up.unit.label})" if up.unit.label else f"↑ {titles[1]}", xshift=-6)],
        xaxis=xaxis,
        yaxis=yaxis,
    )


def _points(part: list[Point], panels: list[Panel], names: dict[str, str], strong: list[str]) -> dict[str, Any]:
    across, up = panels[0], panels[1]
    labels = [label for _, label, _ in part]
    text = {"text": labels, "textposition": "top center", "textfont": {"size": SMALL}} if any(labels) else {}
    return trace(
        "scatter",
        x=[across.unit.height(rows[0]["shown"]) for (_, rows), _, _ in part],
        y=[up.unit.height(rows[1]["shown"]) for (_, rows), _, _ in part],
        mode="markers+text" if text else "markers",
        **text,
        marker={
            "size": [size for _, _, size in part],
            "color": [SERIES[strong.index(place)] if place in strong else MUTED for (place, _), _, _ in part],
            "line": {"width": 1, "color": "rgba(255,255,255,0.7)"},
            "opacity": 0.85,
        },
        customdata=[rows[1]["id"] for (_, rows), _, _ in part],
        hovertext=[_said(panels, names[place], rows) for (place, rows), _, _ in part],
        hoverinfo="text",
        cliponaxis=False,
    )


def _label_width(heights: list[float], axis: dict[str, Any]) -> int:
    """Return about how many pixels the numbers along an axis take."""
    decimals = max(0, 1 - math.floor(math.log10(axis.get("dtick", min(heights)))))
    return round(max(text_width(f"{end:,.{decimals}f}") for end in axis.get("range", (min(heights), max(heights)))))


def _labels(found: list[Match], names: dict[str, str], strong: list[str], panels: list[Panel]) -> list[str]:
    """Return the names of points, the emphasised first, then those far from the rest; empty where two would collide."""
    spots = []
    for n in (0, 1):
        heights = [panels[n].unit.height(rows[n]["shown"]) for _, rows in found]
        low, size = min(heights), (max(heights) - min(heights)) or 1.0
        spots.append([(height - low) / size for height in heights])
    order = sorted(
        range(len(found)), key=lambda n: (found[n][0] not in strong, -math.hypot(spots[0][n] - 0.3, spots[1][n] - 0.3))
    )
    taken: list[tuple[float, float, float]] = []
    told = [""] * len(found)
    for n in order[:_TRIED]:
        name = names[found[n][0]]
        across, up, half = spots[0][n] * _WIDE, spots[1][n] * _HIGH, text_width(name) / 2
        if all(abs(up - other[1]) > SMALL + 2 or abs(across - other[0]) > half + other[2] + 2 for other in taken):
            taken.append((across, up, half))
            told[n] = name
    return told


def _firsts(panels: list[Panel], found: list[Match]) -> list[tuple[Panel, Row]]:
    return list(zip(panels, found[0][1], strict=True))


def _said(panels: list[Panel], name: str, rows: list[Row]) -> str:
    told = [
        panel.hover(row, panel.catalog.indicators[row["indicator"]].label(panel.lang))
        for panel, row in zip(panels, rows, strict=True)
    ]
    return f"<b>{name}</b><br>" + "<br>".join(told)


def _sizes(found: list[Match], strong: list[str], *, by_third: bool) -> list[float]:
    if not by_third:
        return [11 if place in strong else 7 for place, _ in found]
    largest = max(abs(rows[2]["shown"]) for _, rows in found) or 1.0
    return [max(5.0, _LARGEST * math.sqrt(abs(rows[2]["shown"]) / largest)) for _, rows in found]


def _axis(values: list[float], panel: Panel, log: bool) -> dict[str, Any]:
    heights = [panel.unit.height(value) for value in values]
    if log and min(heights) > 0:
        return {"type": "log"}
    low, high = min(heights), max(heights)
    low = min(low, 0.0) if panel.unit.from_zero else low
    room = 0.08 * (high - low or abs(high) or 1.0)
    axis: dict[str, Any] = {"range": [low - room, high + room], "dtick": nice_step((high - low or 1.0) / 5), "tick0": 0}
    return axis | {"range": [high + room, low - room]} if panel.unit.ranks else axis
