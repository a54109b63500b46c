"""Any indicators, places and periods: charts, transforms, tables, files; the analysts' workbench."""

from __future__ import annotations

import datetime as dt

from dash import Input, Output, State, callback, dcc, html
from dash.dependencies import MATCH
from dash.development.base_component import Component

from dashboard.catalog import Text
from dashboard.components.asked import day_lines, left_out_lines, year_lines
from dashboard.components.choices import language, store
from dashboard.components.controls import CHOICES, choices_store
from dashboard.components.explore_choices import Wanted, answered
from dashboard.components.explore_controls import controls
from dashboard.components.explore_rows import NUMERIC, table_frame, titles
from dashboard.components.explore_view import NAME, kind_options, view
from dashboard.components.explore_words import say
from dashboard.components.grid import GRID, block, grid
from dashboard.store import Store

PATH = "/explore"
TITLE = Text(zh="探索", en="Explore")
DRAWN = True


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    lang = language(query)
    return [*left_out_lines(query, data.catalog, lang), *year_lines(query, lang), *day_lines(query, lang)]


def layout(**query: str) -> html.Div:
    """Return the page for a query."""
    data = store()
    wanted = Wanted.from_query(query, data.catalog)
    lang = wanted.lang
    return html.Div(
        [
            choices_store(),
            dcc.Store(id="explore-table-asked"),
            html.Div(
                [html.Div([html.H1(say("title", lang)), html.P(say("intro", lang), className="subtitle")])],
                className="page-head",
            ),
            controls(answered(wanted, data), data),
            html.Div(view(wanted, data, query=query, today=dt.date.today()), id="explore-body"),
        ],
        className="explore",
    )


@callback(
    Output("explore-body", "children"), Output("choice-kind", "children"), Input(CHOICES, "data"), prevent_initial_call=True
)
def update(query: dict[str, str]) -> tuple[list[Component], list[Component]]:
    """Redraw for other choices."""
    data = store()
    wanted = Wanted.from_query(query, data.catalog)
    return view(wanted, data, query=query, today=dt.date.today()), kind_options(answered(wanted, data))


@callback(Output("explore-table", "children"), Input("explore-table-asked", "data"), prevent_initial_call=True)
def tabulate(query: dict[str, str]) -> Component:
    """Fill the table in when it is opened."""
    data = store()
    wanted = Wanted.from_query(query, data.catalog)
    return grid(
        NAME, table_frame(wanted, data), titles(wanted.lang), numeric=NUMERIC, label=say("table", wanted.lang), lang=wanted.lang
    )


@callback(
    Output({"role": GRID, "name": MATCH}, "getRowsResponse"),
    Input({"role": GRID, "name": MATCH}, "getRowsRequest"),
    State("explore-table-asked", "data"),
    prevent_initial_call=True,
)
def page_of_table(request: dict[str, object] | None, query: dict[str, str]) -> dict[str, object] | None:
    """Return the rows of a long table that came into sight."""
    data = store()
    return block(table_frame(Wanted.from_query(query, data.catalog), data), request) if request else None
