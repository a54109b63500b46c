"""The chart of a briefing as SVG, in points of the printed page: shapes as well as colours tell kinds apart."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dashboard.report.chart_content import Chart, Point, labelled
from dashboard.text.numbers import decimal_text, rounded

FONT = "Noto Sans CJK SC"
INK, MUTED, GRID = "#1c2733", "#5a6673", "#d5dbe1"
COLOURS = {"actual": "#1f6fb5", "open": "#1f6fb5", "derived": "#6b7785", "stated": "#b5520f", "target": "#7a4fb0"}
"""Colours of the kinds of points; each has its own shape too."""
_SIZE = 7.5
_LEAST_LEFT, _RIGHT, _TOP = 34.0, 16.0, 22.0
_ROW = 10.0
_TICKS = 4


@dataclass(frozen=True)
class Frame:
    """The plot within the drawing: where a time and an amount stand, in points from the upper left."""

    width: float
    height: float
    first: float
    last: float
    least: float
    most: float
    reverse: bool
    left: float
    """Where the axis of amounts runs."""
    foot: float
    """Where the time axis runs."""

    def x(self, position: float) -> float:
        """Return where a time stands."""
        return round(self.left + (position - self.first) / (self.last - self.first) * (self.width - self.left - _RIGHT), 2)

    def y(self, value: float) -> float:
        """Return where an amount stands; the first place of a rank is on top."""
        share = (value - self.least) / (self.most - self.least)
        return round(_TOP + (share if self.reverse else 1 - share) * (self.foot - _TOP), 2)


def drawing(chart: Chart, *, width: float = 268.0, height: float = 150.0) -> str:
    """Return the chart as an SVG document of this size in points.

    Lines join only what compares; open ends of bounds are arrows; breaks are dashed rules; where nothing was published
    nothing is drawn.
    """
    ticks = axis_ticks(chart)
    frame = _frame(chart, ticks, width, height)
    parts = [
        *_axes(chart, frame, ticks),
        *_breaks(chart, frame),
        *(_join(chart.points[a], chart.points[b], frame, firm) for a, b, firm in chart.joins),
        *(part for point in chart.points for part in _hedge(point, frame)),
        *(_mark(point.kind, frame.x(point.position), frame.y(point.value)) for point in chart.points),
        *_labels(chart, frame),
        *_key(chart, frame),
    ]
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" font-size="{_SIZE}">{"".join(parts)}</svg>'


def axis_ticks(chart: Chart) -> list[float]:
    """Return the round numbers of the axis from foot to top, with room for labels and for the arrow of an open bound."""
    values = [end for point in chart.points for end in (point.value, point.low, point.high) if end is not None]
    low, high = min(values), max(values)
    if chart.from_zero:
        low = 0.0
    elif chart.reverse:
        low = 1.0
    span = (high - low) or abs(high) or 1.0
    step = _nice(span / _TICKS)
    if chart.reverse:
        step = max(1.0, step)
        return [1.0, *(n * step for n in range(1, math.ceil(high / step) + 1) if n * step > 1)]
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    open_end = max((point.value for point in chart.points if point.high is None), default=low)
    last += 1 if open_end > (last - 0.5) * step or high > (last - 0.08) * step else 0
    return [n * step for n in range(first, last + 1)]


def _nice(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= step * 0.999)


def _frame(chart: Chart, ticks: list[float], width: float, height: float) -> Frame:
    first, last = chart.points[0].position, max(point.position for point in chart.points)
    first = min(first, *(point.position for point in chart.points))
    room = max(0.5, (last - first) * 0.07)
    left = max(_LEAST_LEFT, max(text_width(text) for text in _tick_texts(chart, ticks)) * _SIZE + 8)
    foot = height - 19.0 - _ROW * len(_key_rows(chart, width, left))
    return Frame(width, height, first - room, last + room, ticks[0], ticks[-1], chart.reverse, left, foot)


def _axes(chart: Chart, frame: Frame, ticks: list[float]) -> list[str]:
    right, foot = frame.width - _RIGHT, frame.foot
    parts = [_text(frame.left - 4, 12, chart.unit, anchor="start", colour=MUTED)] if chart.unit else []
    for tick, text in zip(ticks, _tick_texts(chart, ticks), strict=True):
        y = frame.y(tick)
        parts.append(_line(frame.left, y, right, y, GRID, 0.6))
        parts.append(_text(frame.left - 4, y + 2.6, text, anchor="end", colour=MUTED))
    years = _years(frame)
    for year in years:
        x = frame.x(year)
        parts.append(_line(x, foot, x, foot + 3, MUTED, 0.6))
        parts.append(_text(x, foot + 11, str(year), colour=MUTED))
    return [*parts, _line(frame.left, foot, right, foot, MUTED, 0.8)]


def _tick_texts(chart: Chart, ticks: list[float]) -> list[str]:
    step = min((b - a for a, b in pairwise(ticks)), default=1.0)
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if f"{step:.1e}".startswith("2.5") else 0)
    return [decimal_text(rounded(tick, -digits), chart.lang) for tick in ticks]


def _years(frame: Frame) -> list[int]:
    first, last = math.ceil(frame.first), math.floor(frame.last)
    most = int((frame.width - frame.left - _RIGHT) / 26)
    every = max(1, math.ceil((last - first + 1) / most))
    return [year for year in range(first, last + 1) if (last - year) % every == 0]


def _breaks(chart: Chart, frame: Frame) -> list[str]:
    return [_line(frame.x(at), _TOP - 4, frame.x(at), frame.foot, MUTED, 0.8, dash="2 2") for at, _ in chart.breaks]


def _join(a: Point, b: Point, frame: Frame, firm: bool) -> str:
    ends = (frame.x(a.position), frame.y(a.value), frame.x(b.position), frame.y(b.value))
    return _line(*ends, COLOURS["actual"], 1.4, dash="" if firm else "1.5 2")


def _hedge(point: Point, frame: Frame) -> list[str]:
    """Return the range that a hedged value stands for: a bar between known ends, an arrow where one is open."""
    if point.low == point.value == point.high:
        return []
    x, y, colour = frame.x(point.position), frame.y(point.value), COLOURS[point.kind]
    parts = []
    for end, up in ((point.high, not frame.reverse), (point.low, frame.reverse)):
        if end is None:
            tip = y - 13 if up else y + 13
            back = 4 if up else -4
            head = f"M{x - 2.6:g} {tip + back:g}L{x:g} {tip:g}L{x + 2.6:g} {tip + back:g}"
            parts.append(_line(x, y, x, tip, colour, 1.2))
            parts.append(f'<path d="{head}" fill="none" stroke="{colour}" stroke-width="1.2"/>')
        elif end != point.value:
            parts.append(_line(x, y, x, frame.y(end), colour, 2.4))
    return parts


def _mark(kind: str, x: float, y: float) -> str:
    colour = COLOURS[kind]
    hollow = f'fill="#ffffff" stroke="{colour}" stroke-width="1.4"'
    if kind == "actual":
        return f'<circle cx="{x:g}" cy="{y:g}" r="3.2" fill="{colour}"/>'
    if kind == "open":
        return f'<circle cx="{x:g}" cy="{y:g}" r="3" {hollow}/>'
    if kind == "derived":
        return f'<path d="M{x:g} {y - 3.8:g}l3.8 3.8l-3.8 3.8l-3.8 -3.8z" {hollow}/>'
    if kind == "stated":
        return f'<rect x="{x - 2.8:g}" y="{y - 2.8:g}" width="5.6" height="5.6" {hollow}/>'
    cross = f"M{x - 3.4:g} {y - 3.4:g}l6.8 6.8M{x - 3.4:g} {y + 3.4:g}l6.8 -6.8"
    return f'<path d="{cross}" stroke="{colour}" stroke-width="1.8"/>'


def _labels(chart: Chart, frame: Frame) -> list[str]:
    """Return the numbers beside points, the special ones first; one that would cover another is left to the table."""
    order = sorted(range(len(chart.points)), key=lambda n: (chart.points[n].kind == "actual", -n))
    marks = [
        (frame.x(p.position) - 4, frame.y(p.value) - 4, frame.x(p.position) + 4, frame.y(p.value) + 4) for p in chart.points
    ]
    taken = [box for a, b, _ in chart.joins for box in _beads(chart.points[a], chart.points[b], frame)]
    parts = []
    told = labelled(chart)
    for n in (n for n in order if chart.points[n].observation in told):
        point = chart.points[n]
        box = _room(point, frame, [*taken, *(mark for m, mark in enumerate(marks) if m != n)])
        if box:
            taken.append(box)
            parts.append(
                _text(
                    (box[0] + box[2]) / 2,
                    box[3] - 1.6,
                    point.label,
                    colour=COLOURS[point.kind] if point.kind != "actual" else INK,
                )
            )
    return parts


def _room(
    point: Point, frame: Frame, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, float, float] | None:
    wide, tall = text_width(point.label) * _SIZE, _SIZE + 1.5
    x, y = frame.x(point.position), frame.y(point.value)
    arrow = 14.0 if point.high is None or point.low is None else 5.0
    tries = (
        (-wide / 2, -arrow - tall),
        (-wide / 2, 5.0),
        (-wide - 6, -tall / 2),
        (6.0, -tall / 2),
        (-wide - 6, 3.0),
        (-wide - 6, -tall - 3),
        (6.0, -tall - 3),
    )
    for dx, dy in tries:
        left = min(max(x + dx, frame.left + 1.0), frame.width - wide - 1.0)
        box = (left, y + dy, left + wide, y + dy + tall)
        if box[1] >= 1 and box[3] <= frame.foot + 2 and not any(_overlap(box, other) for other in taken):
            return box
    return None


def _beads(a: Point, b: Point, frame: Frame) -> list[tuple[float, float, float, float]]:
    """Return small boxes along a line, so that no label lies across it."""
    x1, y1, x2, y2 = frame.x(a.position), frame.y(a.value), frame.x(b.position), frame.y(b.value)
    count = max(2, int(math.hypot(x2 - x1, y2 - y1) / 3))
    spots = [(x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count) for n in range(count + 1)]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in spots]


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _key(chart: Chart, frame: Frame) -> list[str]:
    parts = []
    for n, row in enumerate(_key_rows(chart, frame.width, frame.left)):
        x, y = frame.left, frame.foot + 24.0 + n * _ROW
        for kind in row:
            parts += [_mark(kind, x, y - 2.6), _text(x + 7, y, chart.kinds[kind], anchor="start", colour=MUTED)]
            x += _key_width(chart.kinds[kind])
    return parts


def _key_rows(chart: Chart, width: float, left: float) -> list[list[str]]:
    """Return the kinds in rows that fit the width."""
    rows: list[list[str]] = [[]]
    for kind, words in chart.kinds.items():
        used = sum(_key_width(chart.kinds[other]) for other in rows[-1])
        if rows[-1] and left + used + _key_width(words) > width:
            rows.append([])
        rows[-1].append(kind)
    return rows


def _key_width(words: str) -> float:
    return text_width(words) * _SIZE + 18.0


def text_width(text: str) -> float:
    """Return the width of a text in ems: Chinese characters are square, others a little over half as wide."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.55 for letter in text)


def _text(x: float, y: float, text: str, *, anchor: str = "middle", colour: str = INK) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, *, dash: str = "") -> str:
    style = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{colour}" stroke-width="{width:g}" fill="none"{style}/>'
