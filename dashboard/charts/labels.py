"""Words beside points, placed so that they do not cover each other at the width of a phone."""

from __future__ import annotations

import math
from typing import Any

from dashboard.analysis.rows import Row
from dashboard.charts.axes import Window
from dashboard.charts.points import Scene, label, position
from dashboard.charts.template import SMALL, text_width
from dashboard.periods import parse_period

_WIDTH, _HEIGHT = 290.0, 200.0
"""The plot on a phone, in pixels; what does not collide there collides nowhere larger."""
_LINE = 16.0
_AWAY = 12.0
_MARK = 5.0
_SPACING = 15.0
_TOUCH = 2.0
"""Boxes are a little larger than what is printed in them."""
Box = tuple[float, float, float, float]
_LIFT = 18.0
_AROUND = ((0, 1), (-1, 1), (1, 1), (-1, 0), (1, 0), (0, -1), (-1, -1), (1, -1), (-1, 2), (1, 2))
"""Where a label may stand, best first: (across, up); two up is beside the point and lifted, to clear an arrow."""


def point_labels(rows: list[Row], beside: list[Row], seen: Scene, shown: Window) -> list[dict[str, Any]]:
    """Return a label for each of the rows that has room for one: its number, and what it is where that is not plain.

    ``beside`` are all points drawn, in time order; labels keep clear of them and of the open ranges.
    """
    taken = [box for row in beside for box in _obstacles(row, seen, shown)]
    found = []
    for row in sorted(rows, key=lambda row: (row["kind_class"] != "target", -row["period_end"].value)):
        text = _text(row, seen)
        choice = _free(_pixels(row, seen, shown), text, taken, _preferred(row, beside, seen, shown))
        if choice is not None:
            box, side = choice
            taken.append(box)
            found.append(_annotation(row, text, seen, side))
    return found


def series_labels(series: list[tuple[str, str, list[Row]]], seen: Scene, shown: Window) -> list[dict[str, Any]]:
    """Return the name of every series right of its last point, with a dot of its colour; names are pushed apart.

    ``series`` holds name, colour and rows.
    """
    ends = [(name, colour, max(rows, key=lambda row: row["period_end"])) for name, colour, rows in series if rows]
    ordered = sorted(ends, key=lambda end: _pixels(end[2], seen, shown)[1])
    found, below = [], -math.inf
    for name, colour, row in ordered:
        y = _pixels(row, seen, shown)[1]
        below = max(y, below + _SPACING)
        text = f'<span style="color:{colour}">●</span> {name}'
        found.append(_annotation(row, text, seen, (1, 0)) | {"yshift": round(y - below), "xshift": 6})
    return found


def _text(row: Row, seen: Scene) -> str:
    number = label(row, seen)
    if row["kind_class"] == "target":
        return seen.say(f"目标{number}", f"target {number}")
    if row["stated_on"]:
        day = parse_period(row["stated_on"])
        return seen.say(f"{number}<br>{day.year}年{day.end.month}月公布", f"{number}<br>stated {day.end:%b %Y}")
    if row["period_type"] == "year_to_date" or row["frequency"] in {"S", "Q", "M"}:
        return f"{number}<br>{parse_period(row['period']).label(seen.lang)}"
    return seen.say(f"预计{number}", f"{number} expected") if row["kind"] == "expected" else number


def _pixels(row: Row, seen: Scene, shown: Window) -> tuple[float, float]:
    across, down = shown.share(position(row), seen.height(row["amount"]))
    return across * _WIDTH, down * _HEIGHT


def _obstacles(row: Row, seen: Scene, shown: Window) -> list[Box]:
    """Return what a label must not cover: the mark, and the open range where the value has one."""
    x, y = _pixels(row, seen, shown)
    mark = (x - _MARK, y - _MARK, x + _MARK, y + _MARK)
    if row["qualifier"] == "exact" or row["kind_class"] == "target":
        return [mark]
    length = abs(shown.reach / (shown.top - shown.bottom)) * _HEIGHT
    if row["qualifier"] == "about":
        ends = sorted(shown.share(0, seen.height(end))[1] * _HEIGHT for end in (row["low"], row["high"]))
        return [mark, (x - _MARK, ends[0], x + _MARK, ends[1])]
    upwards = math.isinf(row["high"]) == (seen.indicator.measure != "rank")
    return [mark, (x - _MARK, y - length, x + _MARK, y) if upwards else (x - _MARK, y, x + _MARK, y + length)]


def _preferred(row: Row, beside: list[Row], seen: Scene, shown: Window) -> tuple[tuple[int, int], ...]:
    """Return the sides to try, first the one that a line to the neighbouring points leaves free."""
    if row["kind_class"] == "target":
        return (-1, 0), (1, 0), *_AROUND
    y = _pixels(row, seen, shown)[1]
    near = [other for other in beside if 0 < abs(position(other) - position(row)) <= 1]
    after = next((_pixels(other, seen, shown)[1] for other in near if other["period_end"] > row["period_end"]), y)
    before = next((_pixels(other, seen, shown)[1] for other in reversed(near) if other["period_end"] < row["period_end"]), y)
    if after < y <= before or (after < y and before < y):
        return ((-1, 1) if before >= y else (0, -1), *_AROUND)
    return ((1, 1), *_AROUND) if before < y else _AROUND


def _free(
    at: tuple[float, float], text: str, taken: list[Box], sides: tuple[tuple[int, int], ...]
) -> tuple[Box, tuple[int, int]] | None:
    """Return the first side of a point where its label meets nothing and does not leave the plot."""
    width = max(text_width(line, SMALL) for line in text.split("<br>"))
    height = _LINE * (text.count("<br>") + 1)
    for side in sides:
        box = _box(at, width, height, side)
        inside = box[0] >= -4 and box[2] <= _WIDTH + 10 and box[1] >= -4 and box[3] <= _HEIGHT
        if inside and all(_apart(box, other) for other in taken):
            return box, side
    return None


def _box(at: tuple[float, float], width: float, height: float, side: tuple[int, int]) -> Box:
    dx, dy = side
    away = _AWAY if dy in {0, 2} else 0.0
    left = {-1: at[0] - width - away, 0: at[0] - width / 2, 1: at[0] + away}[dx]
    middle = at[1] - height / 2
    top = {-1: at[1] + _MARK + 1, 0: middle, 1: at[1] - _MARK - 1 - height, 2: middle - _LIFT}[dy]
    return left, top, left + width, top + height


def _apart(one: Box, other: Box) -> bool:
    return (
        one[2] - _TOUCH <= other[0] or other[2] - _TOUCH <= one[0] or one[3] - _TOUCH <= other[1] or other[3] - _TOUCH <= one[1]
    )


def _annotation(row: Row, text: str, seen: Scene, side: tuple[int, int]) -> dict[str, Any]:
    dx, dy = side
    return {
        "x": position(row),
        "y": seen.height(row["amount"]),
        "text": text,
        "showarrow": False,
        "font": {"size": SMALL},
        "borderpad": 0,
        "xanchor": {-1: "right", 0: "center", 1: "left"}[dx],
        "yanchor": {1: "bottom", -1: "top"}.get(dy, "middle"),
        "xshift": dx * (_AWAY if dy in {0, 2} else 0),
        "yshift": _LIFT if dy == 2 else dy * (_MARK + 1),
    }
