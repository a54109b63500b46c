"""Long tables that can be searched, sorted and taken away as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.markup import still
from dashboard.components.tables import Column, table
from dashboard.components.words import word


def listing(
    name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], *, caption: str, lang: str, stacked: bool = True
) -> html.Div:
    """Return a table with a search box, sortable headings and a download of the rows shown; assets/listing.js works it.

    ``name`` is the name of the file, to which the script adds the as-of date. The file has the evidence of every number in a
    row behind its cells. On a phone rows are blocks, unless not ``stacked``. An empty table says so.
    """
    if not rows:
        return html.P(word("nothing_found", lang), className="muted")
    key = f"filter-{name}"
    tools = [
        html.Label(
            [html.Span(word("filter", lang)), dcc.Input(id=key, type="search", value="")], className="choice", htmlFor=key
        ),
        html.Button(word("download_shown", lang), className="button", type="button", **{"data-download": f"{name}.csv"}),
        html.Span(f"{len(rows)} {word('rows', lang)}", className="muted", role="status", **{"data-count": word("rows", lang)}),
    ]
    return still(
        html.Div(
            [
                html.Div(tools, className="choices listing-tools"),
                table(columns, rows, caption=caption, sortable=True, stacked=stacked, headed=True),
            ],
            className="listing",
            **{"data-listing": name, "data-evidence": word("evidence", lang)},
        )
    )
