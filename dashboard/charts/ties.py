"""Who is tied to whom, as boxes in columns joined by lines: what a body belongs to, the body, what it runs or took part in."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.empty import empty
from dashboard.charts.template import MUTED, SERIES, SMALL, figure

_BOX = 0.26
"""Width of a box as a share of the whole width; three of them leave room for the lines between, on a phone as well."""
_AROUND, _HEAD = 40, 26
_TALL = 0.86
_STEPS = 12
_OVER = 3
"""So many characters a single word may reach over its line."""


@dataclass(frozen=True)
class Fit:
    """What a box holds: its row in pixels, the Latin characters of a line (a Chinese one is as wide as two), lines, size."""

    row: int
    wide: int
    lines: int
    size: int


SCREEN, PHONE = Fit(row=60, wide=34, lines=3, size=SMALL), Fit(row=112, wide=14, lines=7, size=SMALL - 2)
BELOW = 860
"""A graph narrower than this, in pixels, has the boxes of a phone."""


@dataclass(frozen=True)
class Box:
    """A box: its column from the left, its id and name."""

    column: int
    id: str
    name: str


@dataclass(frozen=True)
class Line:
    """A line from a box to one of the next column, and what it stands for."""

    source: str
    target: str
    kind: str


def ties(
    boxes: Sequence[Box], lines: Sequence[Line], kinds: Mapping[str, str], *, columns: Sequence[str], lang: str,
    description: str = "",
) -> go.Figure:  # fmt: skip
    """Return the boxes in their columns, joined by lines that differ in dashes by kind.

    Args:
        boxes: those of the middle column in the order in which they stand; the others stand beside what they are tied to.
        lines: between neighbouring columns.
        kinds: the name of each kind of line, in the order of the key.
        columns: the heading of each column.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.
    """
    if not lines:
        return empty("没有可以显示的关系" if lang == "zh" else "There is no tie to show", lang=lang)
    height = _heights(boxes, lines)
    rows = max(height.values()) + 1
    left = {box.id: box.column / (len(columns) - 1) * (1 - _BOX) for box in boxes}
    drawn = [_line(line, left, height, n, name, kinds) for n, name in enumerate(kinds) for line in lines if line.kind == name]
    return figure(
        [*_keys(kinds, lines), *drawn, _points(boxes, lines, left, height, kinds)],
        lang=lang,
        description=description,
        height=_height(rows, SCREEN),
        meta={"narrow": _narrow(boxes, rows, before=len(columns)), "narrow_below": BELOW},
        margin={"l": 2, "r": 2, "t": 4, "b": _AROUND},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "font": {"size": SMALL}},
        xaxis={"range": [-0.002, 1.002], "visible": False},
        yaxis={"range": [rows - 0.5, -0.5 - _HEAD / SCREEN.row], "visible": False},
        shapes=[_shape(box, left[box.id], height[box.id]) for box in boxes],
        annotations=[*_heads(columns), *(_name(box, left[box.id], height[box.id]) for box in boxes)],
    )


def _height(rows: float, fit: Fit) -> int:
    return round(_AROUND + _HEAD + fit.row * rows)


def _narrow(boxes: Sequence[Box], rows: float, *, before: int) -> dict[str, Any]:
    """Return what changes on a phone: higher boxes with smaller words in more lines; ``before`` them stand the headings."""
    found: dict[str, Any] = {"height": _height(rows, PHONE)}
    for n, box in enumerate(boxes, start=before):
        found |= {f"annotations[{n}].text": wrapped(box.name, PHONE), f"annotations[{n}].font.size": PHONE.size}
    return found


def _heights(boxes: Sequence[Box], lines: Sequence[Line]) -> dict[str, float]:
    """Return at which row each box stands: the middle column one below the other, the others at the mean of their ties."""
    found = {box.id: float(n) for n, box in enumerate(box for box in boxes if box.column == 1)}
    for column in sorted({box.column for box in boxes} - {1}):
        wanted = {box.id: _mean(box.id, lines, found) for box in boxes if box.column == column}
        following = 0.0
        for key, row in sorted(wanted.items(), key=lambda pair: pair[1]):
            found[key] = max(row, following)
            following = found[key] + 1
    return found


def _mean(key: str, lines: Sequence[Line], rows: Mapping[str, float]) -> float:
    beside = [{line.source: line.target, line.target: line.source}.get(key, "") for line in lines]
    known = [rows[name] for name in beside if name in rows]
    return sum(known) / len(known) if known else 0.0


def _dash(number: int) -> str:
    return ("solid", "dash", "dot")[number % 3]


def _line(
    line: Line, left: Mapping[str, float], height: Mapping[str, float], number: int, kind: str, kinds: Mapping[str, str]
) -> go.Scatter:
    start, end = left[line.source] + _BOX, left[line.target]
    steps = [n / _STEPS for n in range(_STEPS + 1)]
    eased = [(1 - math.cos(math.pi * step)) / 2 for step in steps]
    rise = height[line.target] - height[line.source]
    return go.Scatter(
        x=[round(start + (end - start) * step, 4) for step in steps],
        y=[round(height[line.source] + rise * ease, 4) for ease in eased],
        mode="lines", line={"color": SERIES[number % len(SERIES)], "width": 2, "dash": _dash(number)}, hoverinfo="skip",
        showlegend=False, legendgroup=kind, name=kinds[kind],
    )  # fmt: skip


def _keys(kinds: Mapping[str, str], lines: Sequence[Line]) -> list[go.Scatter]:
    used = {line.kind for line in lines}
    return [
        go.Scatter(
            x=[None], y=[None], mode="lines", name=name, legendgroup=kind, hoverinfo="skip",
            line={"color": SERIES[n % len(SERIES)], "width": 2, "dash": _dash(n)},
        )
        for n, (kind, name) in enumerate(kinds.items())
        if kind in used
    ]  # fmt: skip


def _points(
    boxes: Sequence[Box],
    lines: Sequence[Line],
    left: Mapping[str, float],
    height: Mapping[str, float],
    kinds: Mapping[str, str],
) -> go.Scatter:
    """Return an unseen point in each box, which the pointer and the keyboard find, and which tells all its ties."""
    names = {box.id: box.name for box in boxes}
    told = {box.id: "".join(_told(line, box.id, names, kinds) for line in lines) for box in boxes}
    return go.Scatter(
        x=[left[box.id] + _BOX / 2 for box in boxes], y=[height[box.id] for box in boxes], mode="markers",
        marker={"size": 28, "opacity": 0}, hovertext=[f"<b>{box.name}</b>{told[box.id]}" for box in boxes],
        hoverinfo="text", showlegend=False, name="",
    )  # fmt: skip


def _told(line: Line, key: str, names: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    if key not in {line.source, line.target}:
        return ""
    other = line.target if key == line.source else line.source
    return f"<br>{kinds[line.kind]} · {names[other]}"


def _shape(box: Box, left: float, row: float) -> dict[str, Any]:
    return {
        "type": "rect", "x0": left, "x1": left + _BOX, "y0": row - _TALL / 2, "y1": row + _TALL / 2, "layer": "below",
        "line": {"color": MUTED, "width": 1.5 if box.column == 1 else 1, "dash": "solid" if box.column < 2 else "dot"},
        "fillcolor": "rgba(123,135,148,0.10)",
    }  # fmt: skip


def _name(box: Box, left: float, row: float) -> dict[str, Any]:
    return {
        "x": left + _BOX / 2, "y": row, "text": wrapped(box.name, SCREEN), "showarrow": False, "align": "center",
        "font": {"size": SCREEN.size},
    }  # fmt: skip


def wrapped(name: str, fit: Fit) -> str:
    """Return a name in lines that a box holds; what is left over is cut, and the point's words have it whole."""
    lines: list[str] = []
    for word in textwrap.wrap(name, fit.wide, break_long_words=False) or [name]:
        lines += _cut(word, fit.wide)
    shown = lines[: fit.lines]
    return "<br>".join([*shown[:-1], shown[-1] + ("…" if len(lines) > fit.lines else "")])


def _cut(text: str, wide: int) -> list[str]:
    """Cut a text without spaces, such as a Chinese name, into pieces no wider than a line."""
    if text.isascii() and len(text) <= wide + _OVER:
        return [text]
    pieces, width = [""], 0
    for character in text:
        own = 2 if ord(character) > 0x2E7F else 1
        if width + own > wide - 2 * (character == "（") + 2 * (character == "）"):
            pieces.append("")
            width = 0
        pieces[-1] += character
        width += own
    return pieces


def _heads(columns: Sequence[str]) -> list[dict[str, Any]]:
    last = len(columns) - 1
    return [
        {
            "x": n / last * (1 - _BOX) + _BOX / 2, "y": -0.5, "text": f"<b>{heading}</b>", "showarrow": False,
            "yanchor": "bottom",
        }
        for n, heading in enumerate(columns)
    ]  # fmt: skip
