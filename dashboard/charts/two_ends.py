"""Two periods set against each other: slopes between two upright axes, or dumbbells on one lying axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.analysis.comparability import break_between
from dashboard.analysis.rows import Row
from dashboard.catalog.model import Break
from dashboard.charts.panel import Key, Line, Panel, marker
from dashboard.charts.template import SMALL, figure, text_width, trace
from dashboard.periods import parse_period

_ROW = 28
_AROUND = 70
_APART = 15
"""So many pixels a label takes."""
_USUAL, _EDGES = 400, 56
"""The plot of a few series in pixels, and what stands above and below it."""
_TALLEST, _MOST_NAMED = 60, 12
Pair = tuple[Line, Row, Row]
_At = dict[Key, tuple[Line, Row]]
"""The rows of one period by series."""


def pairs(panel: Panel) -> list[Pair]:
    """Return each series with its rows of two periods that most series share, where a line may join them.

    The periods are those between which most of the emphasised series compare, with the newest end and then the longest
    stretch back. A series whose method changed in between, or that lacks one of the two, is left out.
    """
    have: dict[str, dict[Key, tuple[Line, Row]]] = {}
    for line in panel.lines:
        for row in line.rows:
            if row["kind_class"] == "outcome" and row["qualifier"] == "exact" and not row["stated_on"]:
                have.setdefault(row["period"], {}).setdefault(line.key, (line, row))
    wide = [period for period, found in have.items() if len(found) * 2 >= len(panel.lines)]
    ordered = sorted(wide, key=lambda period: next(iter(have[period].values()))[1]["period_end"])
    strong = [line.key for line in panel.lines if line.emphasised]
    most, best = -1, None
    for last, first in ((last, first) for n, last in reversed(list(enumerate(ordered))) for first in ordered[:n]):
        count = len(_joined(panel, have[first], have[last], strong))
        if count > most:
            most, best = count, (first, last)
        if most == len(strong):
            break
    if best is None:
        return []
    first, last = best
    return _joined(panel, have[first], have[last], [line.key for line in panel.lines])


def _joined(panel: Panel, firsts: _At, lasts: _At, keys: Iterable[Key]) -> list[Pair]:
    both = [(*firsts[key], lasts[key][1]) for key in keys if key in firsts and key in lasts]
    return [pair for pair in both if break_over(panel, pair[1], pair[2]) is None]


def break_over(panel: Panel, first: Row, last: Row) -> Break | None:
    """Return the change of method that lies between two rows of a series, if any."""
    return break_between(panel.catalog.indicators[first["indicator"]], first["place"], first["period_end"], last["period_end"])


def slope(panel: Panel, *, description: str = "") -> go.Figure:
    """Return a line for each series from the first period to the last, named at its end where there is room for names.

    Ranks have room for all names, each on a line of its own; of other numbers up to a dozen series are named, then the
    emphasised.
    """
    found = pairs(panel)
    ends = [[panel.unit.height(row["shown"]) for row in pair[1:]] for pair in found]
    traces = [_sloping(panel, pair, end) for pair, end in sorted(zip(found, ends, strict=True), key=_emphasis)]
    axis = panel.amounts() | {"showgrid": False}
    if panel.unit.ranks:
        axis["range"] = [max(max(end) for end in ends) + 0.8, min(min(end) for end in ends) - 0.8]
    room = _TALLEST if panel.unit.ranks else _MOST_NAMED
    named = found if len(found) <= room else [pair for pair in found if pair[0].emphasised]
    height = max(_USUAL, _APART * (len(named) + 1)) + _EDGES
    labels = _labels(panel, named, axis["range"], height - _EDGES)
    width = max((round(text_width(label["text"].split("</span>")[-1])) for label in labels), default=0) + 16
    return figure(
        traces,
        lang=panel.lang,
        description=description,
        height=height,
        annotations=[panel.unit_label(), *labels],
        margin={"l": 64, "r": width + 8, "t": 28, "b": _EDGES - 28},
        xaxis={"tickvals": [0, 1], "ticktext": _periods(found, panel.lang), "range": [-0.08, 1.08]},
        yaxis=axis,
    )


def _emphasis(drawn: tuple[Pair, list[float]]) -> bool:
    return drawn[0][0].emphasised


def _sloping(panel: Panel, pair: Pair, ends: list[float]) -> dict[str, Any]:
    line, first, last = pair
    return trace(
        "scatter",
        x=[0, 1],
        y=ends,
        mode="lines+markers",
        line={"color": line.colour, "width": 3 if line.emphasised else 1},
        marker={"size": 9 if line.emphasised else 5, "symbol": [marker(row) for row in (first, last)], "color": line.colour},
        customdata=[first["id"], last["id"]],
        hovertext=[panel.hover(row, line.name) for row in (first, last)],
        hoverinfo="text",
        cliponaxis=False,
        name=line.name,
    )


def _labels(panel: Panel, named: list[Pair], reach: list[float], height: int) -> list[dict[str, Any]]:
    """Return name and last number right of each line, pushed apart where they would touch and kept inside the plot."""
    foot, top = reach
    ordered = sorted(named, key=lambda pair: (pair[2]["shown"] if panel.unit.ranks else -pair[2]["shown"], pair[0].name))
    heights = [panel.unit.height(pair[2]["shown"]) for pair in ordered]
    wanted = [(top - at) / (top - foot) * height for at in heights]
    return [
        {
            "x": 1, "y": at, "text": _end_text(panel, line, last), "showarrow": False, "xanchor": "left", "xshift": 8,
            "yshift": round(own - stands), "font": {"size": SMALL},
        }
        for (line, _, last), at, own, stands in zip(ordered, heights, wanted, apart(wanted, height), strict=True)
    ]  # fmt: skip


def _end_text(panel: Panel, line: Line, last: Row) -> str:
    told = f"{line.name} {panel.unit.digits(last['shown'])}"
    return f'<span style="color:{line.colour}">●</span> {f"<b>{told}</b>" if line.emphasised else told}'


def apart(wanted: Sequence[float], height: float) -> list[float]:
    """Return where labels stand that want to stand at ``wanted`` (ascending, from the top), a line apart and inside."""
    found: list[float] = []
    for at in wanted:
        found.append(max(at, found[-1] + _APART) if found else at)
    below = height
    for n in reversed(range(len(found))):
        found[n] = min(found[n], below)
        below = found[n] - _APART
    return found


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
