"""The chart of Explore without the frame of the site, to be shown in other pages."""

from __future__ import annotations

from dash import html

from dashboard.catalog import Text
from dashboard.components.asked import day_lines, left_out_lines, year_lines
from dashboard.components.choices import language, store
from dashboard.components.explore_choices import Wanted, answered
from dashboard.components.explore_view import chart_section
from dashboard.store import Store

PATH = "/embed"
TITLE = Text(zh="图表", en="Chart")
DRAWN = True
BARE = True
"""It stands without header and footer."""


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    lang = language(query)
    return [*left_out_lines(query, data.catalog, lang), *year_lines(query, lang), *day_lines(query, lang)]


def layout(**query: str) -> html.Div:
    """Return the chart alone for the query of Explore."""
    data = store()
    return html.Div(chart_section(answered(Wanted.from_query(query, data.catalog), data), level=1), className="embed")
