"""Numbers over time, one axis: a line where points compare, gaps left open, hedged values as ranges, forecasts as bands."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.rows import Row, rows_of
from dashboard.charts.axes import _LABELS_ON_A_PHONE, _YEARS
from dashboard.charts.end_names import end_names, endings, leaders, of_line, room
from dashboard.charts.panel import Line, Panel, at, marker
from dashboard.charts.segments import joins, unsure
from dashboard.charts.template import figure, trace

OPEN_REACH = 0.12
"""How far an open range is drawn, as a share of the height."""
_MANY = 20
"""With more series than this, the muted ones are drawn without marks."""
BAND = 0.18
_AUTOMATIC = 10
"""Plotly sets at most so many labels; over as many years it never falls between two."""


def lines(panel: Panel, *, log: bool = False, ahead: pd.DataFrame | None = None, description: str = "") -> go.Figure:
    """Return the lines of a panel, the emphasised named at their ends; ``ahead`` are rows of ``analysis.forecast``."""
    traces: list[Any] = []
    for group in groups(panel):
        traces += line_traces(panel, *group, marks=group[0].emphasised or len(panel.lines) <= _MANY)
    if ahead is not None:
        traces += [trace for line in panel.lines for trace in _band(panel, line, ahead)]
    strong = [line for line in panel.lines if line.emphasised]
    named = strong if len(panel.lines) > 1 else []
    times = years(panel, ahead)
    ends = endings(panel, named, edge=times["range"][1], log=log, ahead=ahead)
    return figure(
        traces,
        lang=panel.lang,
        description=description,
        annotations=[panel.unit_label(xshift=-6), *end_names(ends)],
        shapes=leaders(ends),
        margin={"l": 8, "r": room(named), "t": 28, "b": 8},
        xaxis=thinned_by_width(times),
        yaxis=_reaching(panel, ahead) if ahead is not None and not log else panel.amounts(log=log),
    )


def groups(panel: Panel) -> list[list[Line]]:
    """Return the series as they are drawn: all muted ones as one, which keeps many light, then each that is emphasised."""
    muted = [line for line in panel.lines if not line.emphasised]
    return [*([muted] if muted else []), *([line] for line in panel.lines if line.emphasised)]


def line_traces(panel: Panel, *drawn: Line, marks: bool = True, size: int | None = None, **axes: Any) -> list[dict[str, Any]]:
    """Return the traces of series of one colour: solid and dotted stretches, marks, ranges of hedged values."""
    first, name = drawn[0], drawn[0].name if len(drawn) == 1 else panel.say("其他", "others")
    firm: list[list[Row]] = []
    weak: list[list[Row]] = []
    for line in drawn:
        stretches = _runs(panel, [row for row in line.rows if row["kind_class"] == "outcome"])
        pairs = unsure(stretches)
        firm += [part for stretch in stretches for part in _firm(stretch, pairs) if len(part) > 1]
        weak += [list(pair) for pair in pairs]
    found = []
    for parts, dash in ((firm, "solid"), (weak, "dot")):
        if parts:
            style = {"color": first.colour, "width": 2.5 if first.emphasised else 1, "dash": dash}
            found.append(trace("scatter", **_path(panel, parts), mode="lines", line=style, hoverinfo="skip", name=name, **axes))
    found.append(_marks(panel, drawn, name, size or ((8 if first.emphasised else 4) if marks else 2), axes))
    hedged = [(line, row) for line in drawn for row in line.rows if row["qualifier"] != "exact" and not row["shown_from"]]
    return found + [range_mark(panel, row, line.colour, at=at(row), **axes) for line, row in hedged]


def _marks(panel: Panel, drawn: tuple[Line, ...], name: str, size: int, axes: dict[str, Any]) -> dict[str, Any]:
    told = [(line, row) for line in drawn for row in line.rows]
    first = drawn[0]
    return trace(
        "scatter",
        x=[at(row) for _, row in told],
        y=[panel.unit.height(row["shown"]) for _, row in told],
        mode="markers",
        marker={
            "symbol": [marker(row) for _, row in told],
            "size": size,
            "color": first.colour,
            "line": {"width": 2 if first.emphasised else 1, "color": first.colour},
        },
        customdata=[row["id"] for _, row in told],
        hovertext=[panel.hover(row, line.name) for line, row in told],
        hoverinfo="text",
        cliponaxis=False,
        name=name,
        **axes,
    )


def thinned_by_width(axis: dict[str, Any]) -> dict[str, Any]:
    """Return an axis of ten years or more with as many labels as there is room for; shorter ones would get half years."""
    first, last = axis["range"]
    if last - first < _AUTOMATIC:
        return axis | {"tickangle": 0}
    return {"range": axis["range"], "tickformat": "d", "tickangle": 0}


def years(panel: Panel, ahead: pd.DataFrame | None = None) -> dict[str, Any]:
    """Return an axis of whole years, no more labels than a phone has room for."""
    times = [at(row) for line in panel.lines for row in line.rows]
    times += [float(year) for year in ahead["year"]] if ahead is not None else []
    first, last = min(times, default=0), max(times, default=1)
    beside = max(0.4, 0.03 * (last - first))
    step = next((step for step in _YEARS if (last - first) / step < _LABELS_ON_A_PHONE), _YEARS[-1])
    marks = [year for year in range(math.floor(first), math.ceil(last) + 1) if year % step == 0 and first <= year <= last]
    return {"range": [first - beside, last + beside], "tickvals": marks, "tickformat": "d"}


def _runs(panel: Panel, rows: list[Row]) -> list[list[Row]]:
    found: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: (row["span"], row["period_type"], row["period_end"])):
        if found and joins(found[-1][-1], row, panel.catalog.indicators[row["indicator"]]):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _firm(stretch: list[Row], weak: list[tuple[Row, Row]]) -> list[list[Row]]:
    ends = {id(pair[1]) for pair in weak}
    parts: list[list[Row]] = [[]]
    for row in stretch:
        if parts[-1] and id(row) in ends:
            parts.append([])
        parts[-1].append(row)
    return parts


def _path(panel: Panel, parts: list[list[Row]]) -> dict[str, list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in parts:
        xs += [None] * bool(xs) + [at(row) for row in part]
        ys += [None] * bool(ys) + [panel.unit.height(row["shown"]) for row in part]
    return {"x": xs, "y": ys}


def range_mark(panel: Panel, row: Row, colour: str, *, at: float, **axes: Any) -> dict[str, Any]:
    """Return what a hedged number can stand for at ``at``: an arrow from a bound, a bar for an about."""
    low, high = panel.heights()
    reach = OPEN_REACH * (high - low or 1.0)
    value = panel.unit.height(row["shown"])
    ends = [
        value - reach if math.isinf(row["shown_low"]) else panel.unit.height(row["shown_low"]),
        value + reach if math.isinf(row["shown_high"]) else panel.unit.height(row["shown_high"]),
    ]
    signs = [
        "arrow-down" if math.isinf(row["shown_low"]) else "line-ew",
        "arrow-up" if math.isinf(row["shown_high"]) else "line-ew",
    ]
    return trace(
        "scatter",
        x=[at] * 2,
        y=ends,
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"symbol": signs, "size": 9, "color": colour, "line": {"width": 2, "color": colour}},
        hoverinfo="skip",
        cliponaxis=False,
        **{"showlegend": False} | axes,
    )


def _band(panel: Panel, line: Line, ahead: pd.DataFrame) -> list[dict[str, Any]]:
    mine = of_line(line, ahead)
    if mine.empty:
        return []
    rows = rows_of(mine)
    times = [row["year"] for row in rows]
    up, down = ([panel.unit.height(row[name]) for row in rows] for name in ("shown_high", "shown_low"))
    said = [
        f"{line.name}{panel.say('，', ', ')}{row['year']}<br><b>{panel.unit.text(row['shown'])}</b><br>"
        f"{panel.say('预测，80%区间', 'forecast, 80% interval')} "
        f"{panel.unit.text(row['shown_low'])}–{panel.unit.text(row['shown_high'])}"
        for row in rows
    ]
    colour = line.colour
    return [
        trace("scatter",
            x=[*times, *reversed(times)], y=[*up, *reversed(down)], fill="toself", fillcolor=colour, opacity=BAND,
            mode="lines", line={"width": 0}, hoverinfo="skip", name=panel.say("预测区间", "forecast interval"),
        ),
        trace("scatter",
            x=times, y=[panel.unit.height(row["shown"]) for row in rows], mode="lines+markers",
            line={"color": colour, "dash": "dash", "width": 1.5},
            marker={"symbol": "circle-open-dot", "size": 8, "color": colour}, hovertext=said, hoverinfo="text",
            name=panel.say("预测", "forecast"),
        ),
    ]  # fmt: skip


def _reaching(panel: Panel, ahead: pd.DataFrame) -> dict[str, Any]:
    axis = panel.amounts()
    top = max([axis["range"][1], *(panel.unit.height(value) * 1.05 for value in ahead["shown_high"])])
    return axis | {"range": [axis["range"][0], top]}
