"""Two indicators against each other, a labelled point for each place; a third may give the size."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from dashboard.analysis.rows import Row
from dashboard.charts.axes import nice_step
from dashboard.charts.panel import Panel
from dashboard.charts.template import MUTED, SERIES, SMALL, figure, text_width, trace

_LARGEST = 34.0
_TRIED = 80
_WIDE, _HIGH = 620.0, 320.0
"""The plot in pixels, between a phone's and a screen's, for keeping names apart."""
Match = tuple[str, list[Row]]


def matches(panels: list[Panel]) -> list[Match]:
    """Return ``(place, its rows)``, one row of each panel, for the newest period in which most places have all of them."""
    by: dict[tuple[str, str], dict[int, Row]] = {}
    for n, panel in enumerate(panels):
        for row in panel.rows:
            if row["kind_class"] == "outcome" and row["qualifier"] == "exact":
                by.setdefault((row["period"], row["place"]), {}).setdefault(n, row)
    whole = {key: [rows[n] for n in sorted(rows)] for key, rows in by.items() if len(rows) == len(panels)}
    counts: dict[str, int] = {}
    for period, _ in whole:
        counts[period] = counts.get(period, 0) + 1
    if not counts:
        return []
    most = max(counts.values())
    newest = max(period for period, count in counts.items() if count * 2 >= most)
    return [(place, rows) for (period, place), rows in whole.items() if period == newest]


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
    own = [place in strong for place, _ in found]
    drawn = trace(
        "scatter",
        x=[across.unit.height(rows[0]["shown"]) for _, rows in found],
        y=[up.unit.height(rows[1]["shown"]) for _, rows in found],
        mode="markers+text",
        text=_labels(found, names, strong, panels),
        textposition="top center",
        textfont={"size": SMALL},
        marker={
            "size": _sizes(found) if len(panels) > 2 else [11 if is_own else 7 for is_own in own],
            "color": [SERIES[strong.index(place)] if place in strong else MUTED for place, _ in found],
            "line": {"width": 1, "color": "rgba(255,255,255,0.7)"},
            "opacity": 0.85,
        },
        customdata=[rows[1]["id"] for _, rows in found],
        hovertext=[_said(panels, names[place], rows) for place, rows in found],
        hoverinfo="text",
        cliponaxis=False,
    )
    titles = [f"{panel.catalog.indicators[rows['indicator']].label(panel.lang)}" for panel, rows in _firsts(panels, found)]
    return figure(
        [drawn],
        lang=across.lang,
        description=description,
        margin={"l": 8, "r": 24, "t": 36, "b": 8},
        annotations=[up.unit_label(text=f"↑ {titles[1]} ({up.unit.label})" if up.unit.label else f"↑ {titles[1]}", xshift=-6)],
        xaxis=_axis([rows[0]["shown"] for _, rows in found], across, log)
        | {"title": {"text": f"{titles[0]} ({across.unit.label}) →"}, "showgrid": True},
        yaxis=_axis([rows[1]["shown"] for _, rows in found], up, log),
    )


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


def _sizes(found: list[Match]) -> list[float]:
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
