"""Dated rules across a chart, for events and breaks, with labels that do not run into each other on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import Window
from dashboard.charts.template import MUTED, text_width
from dashboard.periods import parse_period

LANES = 3
LANE_HEIGHT = 17
LABEL_SIZE = 11
_NARROW = 290.0
"""Width in pixels of the plot on a phone; labels that fit there fit everywhere."""
_WIDEST = 160.0
_GAP = 8.0


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
    """A rule with the lane of its label from below (None where there was no room), and whether the label stands left of it."""

    rule: Rule
    lane: int | None
    leftwards: bool


def placed(rules: Sequence[Rule], shown: Window) -> list[Placed]:
    """Return the rules inside the window, each label in the lowest lane where it touches no other.

    Breaks are placed first, then events that concern the indicator, then others.
    """
    inside = {(rule.position, rule.text): rule for rule in rules if shown.left < rule.position < shown.right}
    taken: list[list[tuple[float, float]]] = [[] for _ in range(LANES)]
    found = []
    for rule in sorted(inside.values(), key=lambda rule: (not rule.is_break, rule.minor, rule.position)):
        at, width = shown.share(rule.position, 0)[0] * _NARROW, text_width(shortened(rule.text), LABEL_SIZE)
        leftwards = at + width > _NARROW + 10
        stretch = (at - width, at) if leftwards else (at, at + width)
        lane = next((n for n in range(LANES) if all(_apart(stretch, other) for other in taken[n])), None)
        if lane is not None:
            taken[lane].append(stretch)
        found.append(Placed(rule, lane, leftwards))
    return found


def shapes(rules: Sequence[Placed]) -> list[dict[str, Any]]:
    """Return the rules as layout shapes, breaks dashed and events dotted, each up to its label."""
    return [part for item in rules for part in _rule(item)]


def labels(rules: Sequence[Placed]) -> list[dict[str, Any]]:
    """Return the labels above the plot, each beside its rule."""
    return [
        {
            "x": item.rule.position, "y": 1, "yref": "paper", "text": shortened(item.rule.text), "showarrow": False,
            "xanchor": "right" if item.leftwards else "left", "yanchor": "bottom", "borderpad": 0,
            "yshift": 2 + item.lane * LANE_HEIGHT, "xshift": -3 if item.leftwards else 3, "font": {"size": LABEL_SIZE},
        }
        for item in rules
        if item.lane is not None
    ]  # fmt: skip


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


def shortened(text: str) -> str:
    """Return a label cut to what a phone has room for."""
    if text_width(text, LABEL_SIZE) <= _WIDEST:
        return text
    kept = text
    while text_width(kept + "…", LABEL_SIZE) > _WIDEST:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _rule(item: Placed) -> list[dict[str, Any]]:
    at, is_break = item.rule.position, item.rule.is_break
    line = {"color": MUTED, "width": 1.5 if is_break else 1, "dash": "dash" if is_break else "dot"}
    plot = {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}
    above = {"y0": 0, "y1": 4 + (item.lane or 0) * LANE_HEIGHT + LANE_HEIGHT // 2, "ysizemode": "pixel", "yanchor": 1}
    return [plot] if item.lane is None else [plot, plot | above]


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] + _GAP <= other[0] or other[1] + _GAP <= one[0]
