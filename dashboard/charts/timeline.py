"""Milestones beside the indicators they should move: one small trend a row, ruled where a milestone falls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.comparability import with_span
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog.model import Event, Indicator, Unit
from dashboard.charts.empty import empty
from dashboard.charts.points import Scene, hover, label, position, scene, symbol
from dashboard.charts.segments import runs
from dashboard.charts.template import MUTED, SERIES, SMALL, figure, text_width
from dashboard.charts.trend import hedge
from dashboard.periods import parse_period

_LANE, _HEAD, _FOOT = 104, 8, 30
_PLOT = 0.54
"""How much of a lane its trend takes; the rest is for the name of the indicator and the numbers of the milestones."""
_BESIDE = 0.6
_LEAST_ROOM = 48
_LEFT_PART = 0.2
"""Left of this share of the width a first point has no room for its number on its left."""
_STEPS = (1, 2, 5, 10, 20)
_REACH, _ABOVE = 0.2, 0.3
"""How far an open range is drawn, as a share of the height of a lane, and the room that it is given."""


@dataclass(frozen=True)
class Lane:
    """One indicator: its outcomes (one counting rule, with ``id``), and the milestones that should move it, numbered."""

    indicator: Indicator
    unit: Unit
    observations: pd.DataFrame
    milestones: tuple[tuple[int, Event], ...]


def timeline(lanes: Sequence[Lane], *, lang: str, description: str = "") -> go.Figure:
    """Return the lanes above each other on one axis of time, the first on top; ``customdata`` of a point is its observation.

    A milestone is a dotted rule with its number; what the numbers mean stands in the table beside the chart.
    """
    if not lanes:
        return empty("没有里程碑可与指标对照" if lang == "zh" else "No milestone to set beside an indicator", lang=lang)
    left, right = _span(lanes)
    drawn = [_drawn(lane, n, lang, left + _LEFT_PART * (right - left)) for n, lane in enumerate(lanes)]
    step = next((step for step in _STEPS if (right - left) / step <= 7), _STEPS[-1])
    axes = {f"yaxis{n + 1}": axis for n, (_, axis) in enumerate(drawn)}
    return figure(
        [trace for traces, _ in drawn for trace in traces],
        lang=lang,
        description=description,
        height=_HEAD + _FOOT + _LANE * len(lanes),
        margin={"l": 12, "r": _room(lanes, lang), "t": _HEAD, "b": _FOOT},
        xaxis={
            "range": [left, right], "anchor": "free", "position": 0, "tickmode": "array", "separatethousands": False,
            "tickvals": list(range(math.ceil(left / step) * step, math.floor(right) + 1, step)), "tickformat": "d",
        },
        shapes=[shape for n, lane in enumerate(lanes) for shape in _rules(lane, n, left, right)],
        annotations=[note for n, lane in enumerate(lanes) for note in _notes(lane, n, lang)],
        **_placed(axes, len(lanes)),
    )  # fmt: skip


def _room(lanes: Sequence[Lane], lang: str) -> int:
    """Return how many pixels the numbers right of the last points need."""
    last = [(lane, rows_of(lane.observations.sort_values(["period_end", "id"]))[-1]) for lane in lanes]
    seen = {id(lane): scene(lane.observations["amount"], lane.indicator, lane.unit, lang) for lane in lanes}
    return max(_LEAST_ROOM, *(round(text_width(label(row, seen[id(lane)]))) + 8 for lane, row in last))


def _span(lanes: Sequence[Lane]) -> tuple[float, float]:
    times = [position(row) for lane in lanes for row in rows_of(lane.observations)]
    times += [parse_period(event.date).position for lane in lanes for _, event in lane.milestones]
    return round(min(times) - _BESIDE, 3), round(max(times) + _BESIDE, 3)


def _placed(axes: dict[str, dict[str, Any]], lanes: int) -> dict[str, dict[str, Any]]:
    return {
        name: axis | {"domain": [(lanes - 1 - n) / lanes, (lanes - 1 - n + _PLOT) / lanes]}
        for n, (name, axis) in enumerate(axes.items())
    }


def _axis(number: int) -> str:
    return f"y{number + 1}" if number else "y"


def _drawn(lane: Lane, number: int, lang: str, room_from: float) -> tuple[list[go.Scatter], dict[str, Any]]:
    seen = scene(lane.observations["amount"], lane.indicator, lane.unit, lang)
    rows = rows_of(with_span(lane.observations).sort_values(["period_end", "id"]))
    axis = _axis(number)
    path: list[tuple[float | None, float | None]] = []
    for stretch in runs(rows, lane.indicator):
        path += [(position(row), seen.height(row["amount"])) for row in stretch] + [(None, None)]
    line = go.Scatter(
        x=[x for x, _ in path], y=[y for _, y in path], yaxis=axis, mode="lines",
        line={"color": SERIES[0], "width": 2}, hoverinfo="skip",
    )  # fmt: skip
    amounts = _amounts(rows, seen)
    reach = _REACH * (amounts["range"][1] - amounts["range"][0])
    bounds = [hedge(row, seen, SERIES[0], reach, size=8, yaxis=axis) for row in rows if row["qualifier"] != "exact"]
    return [line, *bounds, _points(rows, seen, axis, room_from)], amounts


def _points(rows: list[Row], seen: Scene, axis: str, room_from: float) -> go.Scatter:
    first = "middle left" if position(rows[0]) > room_from else "top right"
    ends = {rows[0]["id"], rows[-1]["id"]}
    return go.Scatter(
        x=[position(row) for row in rows],
        y=[seen.height(row["amount"]) for row in rows],
        yaxis=axis,
        mode="markers+text",
        marker={
            "symbol": [symbol(row) for row in rows],
            "size": 8,
            "color": SERIES[0],
            "line": {"width": 1.5, "color": SERIES[0]},
        },
        text=[label(row, seen) if row["id"] in ends else "" for row in rows],
        textposition=[first if row is rows[0] else "middle right" for row in rows],
        textfont={"size": SMALL},
        customdata=[row["id"] for row in rows],
        hovertext=[hover(row, seen, seen.indicator.name[seen.lang]) for row in rows],
        hoverinfo="text",
        cliponaxis=False,
        name=seen.indicator.name[seen.lang],
    )


def _amounts(rows: list[Row], seen: Scene) -> dict[str, Any]:
    heights = [seen.height(row["amount"]) for row in rows]
    low, high = min(heights), max(heights)
    if seen.indicator.measure in {"level", "count", "ratio"}:
        low, high = min(low, 0.0), max(high, 0.0)
    size = high - low or abs(high) or 1.0
    room = 0.12 * size
    open_ends = [row["amount"] for row in rows if row["qualifier"] != "exact"]
    if any(seen.height(end) + _ABOVE * size > high for end in open_ends):
        high += _ABOVE * size
    ends = [high + room, low - room] if seen.indicator.measure == "rank" else [low - room * (low < 0 or low > 0), high + room]
    return {"range": ends, "showticklabels": False, "showgrid": False, "anchor": "x"}


def _rules(lane: Lane, number: int, left: float, right: float) -> list[dict[str, Any]]:
    axis = f"{_axis(number)} domain"
    foot = {
        "type": "line", "x0": left, "x1": right, "y0": 0, "y1": 0, "yref": axis, "layer": "below",
        "line": {"color": "rgba(127,140,152,0.45)", "width": 1},
    }  # fmt: skip
    rules = [
        {
            "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1.12, "yref": axis, "layer": "below",
            "line": {"color": MUTED, "width": 1.5, "dash": "dot"},
        }
        for at in (parse_period(event.date).position for _, event in lane.milestones)
    ]  # fmt: skip
    return [foot, *rules]


def _notes(lane: Lane, number: int, lang: str) -> list[dict[str, Any]]:
    axis = f"{_axis(number)} domain"
    unit = scene(lane.observations["amount"], lane.indicator, lane.unit, lang).scale.label
    name = lane.indicator.label(lang)
    said = f"<b>{name}</b>" + ((f"（{unit}）" if lang == "zh" else f" ({unit})") if unit else "")
    heading = {
        "text": said, "x": 0, "xref": "paper", "y": 1, "yref": axis, "xanchor": "left", "yanchor": "bottom", "yshift": 21,
        "showarrow": False, "align": "left", "font": {"size": SMALL + 1},
    }  # fmt: skip
    return [heading, *(_number(place, axis, lang) for place in _together(lane.milestones))]


def _together(milestones: tuple[tuple[int, Event], ...]) -> list[tuple[float, list[tuple[int, Event]]]]:
    """Return milestones by where they stand; those too close to tell apart share one mark."""
    found: list[tuple[float, list[tuple[int, Event]]]] = []
    for number, event in sorted(milestones, key=lambda pair: parse_period(pair[1].date).position):
        at = parse_period(event.date).position
        if found and at - found[-1][0] < 0.45:
            found[-1][1].append((number, event))
        else:
            found.append((at, [(number, event)]))
    return found


def _number(place: tuple[float, list[tuple[int, Event]]], axis: str, lang: str) -> dict[str, Any]:
    at, events = place
    told = "<br>".join(f"{number} {parse_period(event.date).label(lang)} {event.name[lang]}" for number, event in events)
    return {
        "text": ",".join(str(number) for number, _ in events), "x": at, "y": 1, "yref": axis, "yanchor": "bottom", "yshift": 3,
        "showarrow": False, "hovertext": told, "font": {"size": SMALL}, "captureevents": True,
    }  # fmt: skip
