"""Flows between the columns of a diagram after Sankey, drawn as filled paths on cartesian axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.empty import empty
from dashboard.charts.template import MUTED, SERIES, SMALL, figure, text_width

_BAR = 0.022
"""Width of a node's bar as a share of the whole width."""
_GAP = 0.035
"""Space between the nodes of a column as a share of the height."""
_SAMPLES = 16
_OPACITY = 0.38
_LONGEST = 18
_HEIGHT = 440
_PHONE, _LINE, _BOLD, _TRIED = 330.0, 17 / 398, 1.08, 20
"""The plot of a phone in pixels, the height of a label as a share of the plot, how much wider bold digits are, and how many
places for a label are tried on each side of the middle."""


@dataclass(frozen=True)
class Node:
    """A node: its column from the left, its id and name, its total, and what to write after its name.

    What does not flow on is a gap in the flows.
    """

    column: int
    id: str
    name: str
    total: float
    text: str


@dataclass(frozen=True)
class Flow:
    """A flow from a node to one of the next column."""

    column: int
    source: str
    target: str
    amount: float
    text: str


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    bottom: float


def flows(
    nodes: Sequence[Node], links: Sequence[Flow], headings: Sequence[str], *, lang: str, description: str = ""
) -> go.Figure:
    """Return the flows; nodes stand in the order given, widths are amounts to one scale.

    Args:
        nodes: of all columns; a total of zero is left out.
        links: between neighbouring columns; the flows of a node together are at most its total.
        headings: of the columns, from the left.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.
    """
    known = [node for node in nodes if node.total > 0]
    if not known:
        return empty("没有可以显示的流向" if lang == "zh" else "There is no flow to show", lang=lang)
    scale = _scale(known, len(headings))
    boxes = _boxes(known, scale, len(headings))
    names = {(node.column, node.id): node.name for node in known}
    colours = {node.id: SERIES[n % len(SERIES)] for n, node in enumerate(node for node in known if node.column == 0)}
    return figure(
        [*_links(links, boxes, names, colours, scale), *_bars(known, boxes, colours)],
        lang=lang,
        description=description,
        height=_HEIGHT,
        margin={"l": 6, "r": 6, "t": 34, "b": 8},
        xaxis={"range": [-0.005, 1.005], "visible": False},
        yaxis={"range": [1.0, 0.0], "visible": False},
        annotations=[*_labels(known, boxes, len(headings)), *_heads(headings)],
    )


def _scale(nodes: Sequence[Node], columns: int) -> float:
    """Return how much of the height one unit takes, so that the fullest column fits."""
    sums = [sum(node.total for node in nodes if node.column == n) for n in range(columns)]
    counts = [sum(1 for node in nodes if node.column == n) for n in range(columns)]
    return min((1 - _GAP * max(count - 1, 0)) / total for total, count in zip(sums, counts, strict=True) if total)


def _boxes(nodes: Sequence[Node], scale: float, columns: int) -> dict[tuple[int, str], _Box]:
    found: dict[tuple[int, str], _Box] = {}
    for column in range(columns):
        top = 0.0
        for node in (node for node in nodes if node.column == column):
            found[column, node.id] = _Box(column / (columns - 1) * (1 - _BAR), top, top + node.total * scale)
            top += node.total * scale + _GAP
    return found


def _links(
    links: Sequence[Flow],
    boxes: Mapping[tuple[int, str], _Box],
    names: Mapping[tuple[int, str], str],
    colours: Mapping[str, str],
    scale: float,
) -> list[go.Scatter]:
    left_at = {key: box.top for key, box in boxes.items()}
    right_at = dict(left_at)
    drawn = []
    order = {key: n for n, key in enumerate(boxes)}
    for link in sorted(links, key=lambda one: (order[one.column, one.source], order[one.column + 1, one.target])):
        source, target = (link.column, link.source), (link.column + 1, link.target)
        width = link.amount * scale
        path = _ribbon(boxes[source].left + _BAR, boxes[target].left, left_at[source], right_at[target], width)
        left_at[source] += width
        right_at[target] += width
        said = f"{names[source]} → {names[target]}<br><b>{link.text}</b>"
        colour = colours.get(link.source, MUTED)
        drawn.append(
            go.Scatter(
                x=path[0], y=path[1], mode="lines", fill="toself", fillcolor=_faint(colour), line={"width": 0},
                hoveron="fills", text=said, hoverinfo="text", name=said,
            )
        )  # fmt: skip
    return drawn


def _ribbon(left: float, right: float, top: float, end_top: float, width: float) -> tuple[list[float], list[float]]:
    steps = [n / _SAMPLES for n in range(_SAMPLES + 1)]
    xs = [round(left + (right - left) * step, 4) for step in steps]
    eased = [(1 - math.cos(math.pi * step)) / 2 for step in steps]
    upper = [round(top + (end_top - top) * ease, 5) for ease in eased]
    lower = [round(y + width, 5) for y in upper]
    return [*xs, *reversed(xs)], [*upper, *reversed(lower)]


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_OPACITY})"


def _bars(nodes: Sequence[Node], boxes: Mapping[tuple[int, str], _Box], colours: Mapping[str, str]) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=[box.left, box.left + _BAR, box.left + _BAR, box.left], y=[box.top, box.top, box.bottom, box.bottom],
            mode="lines", fill="toself", fillcolor=colours.get(node.id, MUTED) if node.column == 0 else MUTED,
            line={"width": 0}, hoveron="fills", text=f"{node.name}<br><b>{node.text}</b>",
            hoverinfo="text", name=node.name,
        )
        for node in nodes
        for box in [boxes[node.column, node.id]]
    ]  # fmt: skip


def _labels(nodes: Sequence[Node], boxes: Mapping[tuple[int, str], _Box], columns: int) -> list[dict[str, Any]]:
    """Return name and total beside each node: right of it, but left of those of the last column.

    Between the outer columns they stand at the foot of their nodes; those of the last column where they meet none of them on
    a phone.
    """
    found, inner = [], list[tuple[float, float]]()
    for node in sorted(nodes, key=lambda node: node.column):
        box, last = boxes[node.column, node.id], node.column == columns - 1
        width = text_width(f"{_short(node.name)} {node.text}") * _BOLD
        if last:
            height, anchor = _clear(box, width, inner, columns), "middle"
        elif node.column:
            height, anchor = box.bottom, "bottom"
            if node.column == columns - 2:
                inner.append((box.bottom - _LINE / 2, width))
        else:
            height, anchor = (box.top + box.bottom) / 2, "middle"
        found.append(
            {
                "x": box.left if last else box.left + _BAR, "y": height, "showarrow": False,
                "xanchor": "right" if last else "left", "yanchor": anchor, "xshift": -4 if last else 4,
                "text": f"{_short(node.name)} <b>{node.text}</b>", "font": {"size": SMALL},
                "align": "right" if last else "left",
            }
        )  # fmt: skip
    return found


def _clear(box: _Box, width: float, inner: Sequence[tuple[float, float]], columns: int) -> float:
    """Return the height within a node, nearest to its middle, where its label meets no label of the column before."""
    room = _PHONE * (1 / (columns - 1) - 2 * _BAR) - 8
    near = [at for at, other in inner if width + other > room]
    middle, half = (box.top + box.bottom) / 2, (box.bottom - box.top) / 2
    tried = [middle + side * step / _TRIED * half for step in range(_TRIED + 1) for side in (1, -1)]
    return next((at for at in tried if all(abs(at - other) >= _LINE for other in near)), middle)


def _short(name: str) -> str:
    """Return a name cut to what a phone has room for between two columns; the pointer and the table have it whole."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _heads(headings: Sequence[str]) -> list[dict[str, Any]]:
    last = len(headings) - 1
    return [
        {
            "x": n / last, "y": 1, "xref": "paper", "yref": "paper", "text": f"<b>{heading}</b>", "showarrow": False,
            "xanchor": "left" if n == 0 else "right" if n == last else "center", "yanchor": "bottom", "yshift": 10,
        }
        for n, heading in enumerate(headings)
    ]  # fmt: skip
