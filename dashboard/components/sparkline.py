"""Sparklines as small vector images: eight of them on a page must not cost eight charts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote

from dash import html

from dashboard.analysis.rows import Row
from dashboard.catalog.model import Indicator
from dashboard.charts.points import position
from dashboard.charts.segments import firm, runs

_WIDTH, _HEIGHT, _EDGE = 160, 40, 6
_COLOUR = "#2073bc"
_ARROW = 7
Spot = tuple[float, float]


def sparkline(rows: Sequence[Row], indicator: Indicator, *, reverse: bool, description: str) -> html.Img | None:
    """Return a series as an image in the style of the large chart, the last point marked; None for fewer than two points.

    Lines join what compares and stop at a gap or a change of method; they are dotted at what is not final, which is hollow.
    A bound is an open circle from which an arrow leads on.

    Args:
        rows: of one series, with ``span`` (``comparability.with_span``).
        indicator: whose changes of method cut the line.
        reverse: whether small numbers stand on top, as for ranks.
        description: what it shows, in words.
    """
    ordered = sorted(rows, key=lambda row: (row["period_end"], row["id"]))
    if len(ordered) < 2:
        return None
    spots = dict(zip((row["id"] for row in ordered), _scaled(ordered, reverse=reverse), strict=True))
    joined = [pair for stretch in runs(ordered, indicator) for pair in pairwise(stretch)]
    lines = "".join(_line(spots[a["id"]], spots[b["id"]], solid=firm(a) and firm(b)) for a, b in joined)
    dots = "".join(_dot(row, spots[row["id"]], last=row is ordered[-1], reverse=reverse) for row in ordered)
    image = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">'
        f'<g fill="{_COLOUR}" stroke="{_COLOUR}" stroke-width="1.5">{lines}{dots}</g></svg>'
    )
    return html.Img(src=f"data:image/svg+xml,{quote(image)}", alt=description, width=_WIDTH, height=_HEIGHT)


def _line(start: Spot, end: Spot, *, solid: bool) -> str:
    dash = "" if solid else ' stroke-dasharray="2 2"'
    return f'<path d="M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"{dash}/>'


def _dot(row: Row, spot: Spot, *, last: bool, reverse: bool) -> str:
    x, y = spot
    plain = row["qualifier"] == "exact" and firm(row)
    size = (3.5 if last else 2.0) - (0.0 if plain else 0.5)
    told = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {"stroke" if plain else "fill"}="none"/>'
    if row["qualifier"] == "exact":
        return told
    ways = [way for way, end in ((-1, row["high"]), (1, row["low"])) if math.isinf(end)]
    return told + "".join(_arrow(x, y + (-way if reverse else way) * size, -way if reverse else way) for way in ways)


def _arrow(x: float, y: float, way: int) -> str:
    """Return an arrow from a bound, ``way`` −1 for up; it may leave the plot, not the image."""
    tip = min(max(y + way * _ARROW, 1.0), _HEIGHT - 1.0)
    head = f"M{x - 2:.1f} {tip - way * 3:.1f}L{x:.1f} {tip:.1f}L{x + 2:.1f} {tip - way * 3:.1f}"
    return f'<path d="M{x:.1f} {y:.1f}L{x:.1f} {tip:.1f}{head}" fill="none"/>'


def _scaled(rows: Sequence[Row], *, reverse: bool) -> list[Spot]:
    times, values = [position(row) for row in rows], [float(row["amount"]) for row in rows]
    over = _EDGE + (_ARROW if any(row["qualifier"] != "exact" for row in rows) else 0)
    return [
        (
            _EDGE + _share(time, times) * (_WIDTH - 2 * _EDGE),
            over + (_share(value, values) if reverse else 1 - _share(value, values)) * (_HEIGHT - 2 * over),
        )
        for time, value in zip(times, values, strict=True)
    ]


def _share(value: float, among: Sequence[float]) -> float:
    low, high = min(among), max(among)
    return (value - low) / (high - low) if high > low else 0.5
