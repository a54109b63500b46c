"""Dated rules across a chart, for events and breaks, with labels that do not run into each other on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import Window
from dashboard.charts.template import MUTED, text_width
from dashboard.periods import parse_period

LANE_HEIGHT = 17
LABEL_SIZE = 11
_GAP = 8.0
_OVER = 10.0
"""So far a label may reach over the edge of the plot."""


@dataclass(frozen=True)
class Room:
    """What labels have room for: the width of the plot and of a label in pixels, and how many lanes stand above it."""

    width: float
    widest: float
    lanes: int


PHONE, SCREEN = Room(290.0, 160.0, 3), Room(820.0, 440.0, 4)
BELOW = 900
"""A graph narrower than this, in pixels, has the labels of a phone."""


@dataclass(frozen=True)
class Rule:
    """A dated vertical rule: the period it marks, what it says, and how it ranks for room among others."""

    period: str
    text: str
    note: str = ""
    is_break: bool = False
    minor: bool = False

    @property
    def position(self) -> float:
        """Return where it stands on the time axis; a break by its first day, an event by its last."""
        found = parse_period(self.period)
        return round(found.position - 0.5, 3) if self.is_break and found.frequency == "A" else round(found.position, 3)


@dataclass(frozen=True)
class Placed:
    """A rule with its label, the lane of that from below (None without room), and whether it stands left of the rule."""

    rule: Rule
    text: str
    lane: int | None
    leftwards: bool


def placed(rules: Sequence[Rule], shown: Window, room: Room = SCREEN) -> list[Placed]:
    """Return the rules inside the window, each label in the lowest lane where it touches no other, right of its rule or left.

    Breaks are placed first, then events that concern the indicator, then others; in any room they come in the same order.
    """
    inside = {(rule.position, rule.text): rule for rule in rules if shown.left < rule.position < shown.right}
    taken: list[list[tuple[float, float]]] = [[] for _ in range(room.lanes)]
    found = []
    for rule in sorted(inside.values(), key=lambda rule: (not rule.is_break, rule.minor, rule.position)):
        text = shortened(rule.text, room.widest)
        at, width = shown.share(rule.position, 0)[0] * room.width, text_width(text, LABEL_SIZE)
        stretches = [(at, at + width), (at - width, at)]
        free = [
            (lane, side)
            for side, stretch in enumerate(stretches)
            if stretch[0] >= -_OVER and stretch[1] <= room.width + _OVER
            for lane in range(room.lanes)
            if all(_apart(stretch, other) for other in taken[lane])
        ]
        lane, side = free[0] if free else (None, 0)
        if lane is not None:
            taken[lane].append(stretches[side])
        found.append(Placed(rule, text, lane, bool(side)))
    return found


def shapes(rules: Sequence[Placed]) -> list[dict[str, Any]]:
    """Return the rules as layout shapes, two for each: through the plot, and up to its label; breaks dashed, events dotted."""
    return [part for item in rules for part in _rule(item)]


def labels(rules: Sequence[Placed]) -> list[dict[str, Any]]:
    """Return a label above the plot for each rule, beside it; one that has no room is there and does not show."""
    return [_label(item) for item in rules]


def on_a_phone(rules: Sequence[Placed], phone: Sequence[Placed], *, top: int, above: int) -> dict[str, Any]:
    """Return what changes in the layout where the labels of a phone take the place of those of a screen.

    ``top`` is the margin above them, ``above`` how far the unit stands over the plot; its label follows those of the rules.
    """
    found: dict[str, Any] = {"margin.t": top + headroom(phone), f"annotations[{len(rules)}].yshift": above + headroom(phone)}
    for n, item in enumerate(phone):
        told = _label(item)
        found |= {f"annotations[{n}].{name}": told[name] for name in ("text", "xanchor", "yshift", "xshift", "visible")}
        found[f"shapes[{2 * n + 1}].y1"] = _rule(item)[1]["y1"]
    return found


def marks(rules: Sequence[Placed], shown: Window) -> list[go.Scatter]:
    """Return a small mark on top of every rule, which says in full what the rule is when pointed at."""
    if not rules:
        return []
    return [
        go.Scatter(
            x=[item.rule.position for item in rules],
            y=[shown.top] * len(rules),
            mode="markers",
            marker={"symbol": "triangle-down", "size": 7, "color": MUTED},
            hovertext=[item.rule.note or item.rule.text for item in rules],
            hoverinfo="text",
            cliponaxis=False,
        )
    ]


def headroom(rules: Sequence[Placed]) -> int:
    """Return how many pixels the labels need above the plot."""
    lanes = [item.lane for item in rules if item.lane is not None]
    return (max(lanes) + 1) * LANE_HEIGHT if lanes else 0


def shortened(text: str, widest: float) -> str:
    """Return a label cut to so many pixels."""
    if text_width(text, LABEL_SIZE) <= widest:
        return text
    kept = text
    while text_width(kept + "…", LABEL_SIZE) > widest:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _label(item: Placed) -> dict[str, Any]:
    return {
        "x": item.rule.position, "y": 1, "yref": "paper", "text": item.text, "showarrow": False,
        "xanchor": "right" if item.leftwards else "left", "yanchor": "bottom", "borderpad": 0,
        "yshift": 2 + (item.lane or 0) * LANE_HEIGHT, "xshift": -3 if item.leftwards else 3, "font": {"size": LABEL_SIZE},
        "visible": item.lane is not None,
    }  # fmt: skip


def _rule(item: Placed) -> list[dict[str, Any]]:
    at, is_break = item.rule.position, item.rule.is_break
    line = {"color": MUTED, "width": 1.5 if is_break else 1, "dash": "dash" if is_break else "dot"}
    plot = {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}
    reach = 0 if item.lane is None else 4 + item.lane * LANE_HEIGHT + LANE_HEIGHT // 2
    return [plot, plot | {"y0": 0, "y1": reach, "ysizemode": "pixel", "yanchor": 1}]


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] + _GAP <= other[0] or other[1] + _GAP <= one[0]
