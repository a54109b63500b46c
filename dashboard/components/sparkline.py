"""Sparklines as small vector images: eight of them on a page must not cost eight charts."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

_WIDTH, _HEIGHT, _EDGE = 160, 40, 5
_COLOUR = "#2073bc"
Point = tuple[float, float]


def sparkline(points: Sequence[Point], *, joined: bool, reverse: bool, description: str) -> html.Img | None:
    """Return points (time, value) as an image, the last one marked; None for fewer than two.

    Args:
        points: in time order.
        joined: whether a line may join them; a series with gaps is shown as points alone.
        reverse: whether small numbers stand on top, as for ranks.
        description: what it shows, in words.
    """
    if len(points) < 2:
        return None
    places = _scaled(points, reverse=reverse)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in places[:-1])
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    path = f'<polyline points="{line}" fill="none" stroke="{_COLOUR}" stroke-width="1.5"/>' if joined else ""
    last = f'<circle cx="{places[-1][0]:.1f}" cy="{places[-1][1]:.1f}" r="3.5"/>'
    image = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">'
        f'<g fill="{_COLOUR}">{path}{dots}{last}</g></svg>'
    )
    return html.Img(src=f"data:image/svg+xml,{quote(image)}", alt=description, width=_WIDTH, height=_HEIGHT)


def _scaled(points: Sequence[Point], *, reverse: bool) -> list[Point]:
    times, values = [point[0] for point in points], [point[1] for point in points]
    return [
        (
            _EDGE + _share(time, times) * (_WIDTH - 2 * _EDGE),
            _EDGE + (_share(value, values) if reverse else 1 - _share(value, values)) * (_HEIGHT - 2 * _EDGE),
        )
        for time, value in points
    ]


def _share(value: float, among: Sequence[float]) -> float:
    low, high = min(among), max(among)
    return (value - low) / (high - low) if high > low else 0.5
