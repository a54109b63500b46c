"""Figures of peers side by side where too few publish to judge: a table of dots on a line, each with its year and its link."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.numbers import number_link
from dashboard.components.words import word
from dashboard.report.content import Beside, Briefing, PeerValue
from dashboard.report.words import word as phrase


def beside_section(told: Briefing, *, lang: str, as_of: dt.date | None) -> Component | None:
    """Return the indicators that some peers publish, a small dot plot each with the coverage said; None without any."""
    if not told.beside:
        return None
    head = [html.H2(phrase("beside", lang)), html.P(phrase("beside_rule", lang), className="subtitle")]
    plots = [_plot(entry, lang, as_of) for entry in told.beside]
    return html.Section(
        [html.Div(head, className="chart-head"), html.Div(plots, className="peer-plots")], className="panel block-beside"
    )


def _plot(entry: Beside, lang: str, as_of: dt.date | None) -> Component:
    heads = [html.Th(word(name, lang), scope="col") for name in ("place", "value", "period")]
    header = html.Thead(html.Tr([heads[0], html.Td(), *heads[1:]]), className="visually-hidden")
    rows = [_row(value, lang, as_of) for value in entry.values]
    caption = html.Caption([html.Strong(entry.name), html.Span(entry.coverage, className="muted")])
    columns = html.Colgroup([html.Col(className=f"peer-{name}") for name in ("place", "dots", "value", "when")])
    return html.Table([caption, columns, header, html.Tbody(rows)], className="peer-values")


def _row(value: PeerValue, lang: str, as_of: dt.date | None) -> Component:
    dot = html.Span(className="peer-dot peer-bound" if value.bound else "peer-dot", style={"left": f"{value.share:.1f}%"})
    line = html.Td(html.Div(dot, className="peer-line"), **{"aria-hidden": "true"})
    cells: list[Any] = [
        html.Th(value.place, scope="row"),
        line,
        html.Td(number_link(value.value, value.observation, lang, as_of=as_of), className="figure"),
        html.Td(value.period, className="muted"),
    ]
    return html.Tr(cells, className="peer-own" if value.own else None)
