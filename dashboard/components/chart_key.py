"""The key below a chart: the marks that it has, drawn as they are drawn, each with what it means."""

from __future__ import annotations

from urllib.parse import quote

import plotly.graph_objects as go
from dash import html

from dashboard.charts import key
from dashboard.charts.points import DERIVED, FINAL, LOSING, OPEN, PART, STATED, TARGET
from dashboard.charts.template import MUTED

_SIZE = 14
_PICTURES = {
    FINAL: '<circle cx="7" cy="7" r="4" fill="{c}"/>',
    PART: '<circle cx="7" cy="7" r="4"/><circle cx="7" cy="7" r="1.5" fill="{c}" stroke="none"/>',
    OPEN: '<circle cx="7" cy="7" r="4"/>',
    DERIVED: '<path d="M7 2L12 7L7 12L2 7Z"/>',
    STATED: '<rect x="3" y="3" width="8" height="8"/>',
    TARGET: '<path d="M3 3L11 11M11 3L3 11"/>',
    LOSING: '<path d="M4.5 4.5L9.5 9.5M9.5 4.5L4.5 9.5" stroke-width="3"/>',
    key.BOUND: '<path d="M7 13V5"/><path d="M7 1L11 6H3Z" fill="{c}" stroke="none"/>',
    key.ABOUT: '<path d="M7 2V12M4 2H10M4 12H10"/>',
    key.SOLID: '<rect x="3" y="1" width="8" height="12" fill="{c}"/>',
    key.HATCHED: '<rect x="3" y="1" width="8" height="12" stroke-width="1"/><path d="M3 7L9 1M3 13L11 5M8 13L11 10"/>',
    key.DOTTED: '<rect x="3" y="1" width="8" height="12" stroke-width="1"/>'
    '<path d="M5.2 3.5H9M5.2 7H9M5.2 10.5H9" stroke-dasharray="1.6 2.2" stroke-width="1.8"/>',
    key.UNSURE: '<path d="M0 7H14" stroke-dasharray="2 2"/>',
    key.AHEAD: '<circle cx="7" cy="7" r="4"/><circle cx="7" cy="7" r="1" fill="{c}"/>',
    key.MILESTONE: '<path d="M3 4H11L7 10Z" fill="{c}" stroke="none"/>',
}


def chart_key(drawn: go.Figure, lang: str) -> html.Span | str:
    """Return the key of a chart of points, lines and bars; nothing where all its marks are plain."""
    found = key.marks(drawn)
    if not found:
        return ""
    return html.Span([html.Span([_picture(mark), key.MEANINGS[mark][lang]]) for mark in found], className="mark-key")


def _picture(mark: str) -> html.Img:
    image = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" '
        f'fill="none" stroke="{MUTED}" stroke-width="1.5">'
        f"{_PICTURES[mark].replace('{c}', MUTED)}</svg>"
    )
    return html.Img(src=f"data:image/svg+xml,{quote(image)}", alt="", width=_SIZE, height=_SIZE, **{"data-mark": mark})
