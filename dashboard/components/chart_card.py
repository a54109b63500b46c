"""Charts with everything that belongs to them: headline, subtitle, description, table twin."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html
from dash.dependencies import ALL
from dash.development.base_component import Component

from dashboard.analysis.growth import growth
from dashboard.analysis.peers import peer_rule, peers, side_by_side
from dashboard.catalog import Catalog, Event, Indicator
from dashboard.charts.peers import peers as peers_chart
from dashboard.charts.trend import trend
from dashboard.components.chart_key import chart_key
from dashboard.components.numbers import value_link
from dashboard.components.tables import Column, folded, table
from dashboard.components.words import word
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.chart_words import chart_description, chart_headline, chart_subtitle
from dashboard.text.statements import change_text, period_text, scope_text

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
GRAPH = "chart"
_USUAL_HEIGHT = 450
"""Plotly's own; reserved before the chart is drawn, so that nothing below it moves."""

clientside_callback(
    ClientsideFunction("evidence", "fromPoint"),
    Output("evidence-request", "modified_timestamp"),
    Input({"role": GRAPH, "name": ALL}, "clickData"),
    prevent_initial_call=True,
)


def trend_card(
    data: Store, name: str, places: list[str], *, lang: str, as_of: dt.date | None = None, level: int = 2
) -> Component:
    """Return the trend of an indicator in places, with its words and its table."""
    catalog = data.catalog
    indicator = catalog.indicators[name]
    found = growth(data.observations([name], places, as_of=as_of), catalog)
    claims = data.claims([name], places, as_of=as_of)
    own = [catalog.places[place] for place in places]
    described = chart_description(found, indicator, own[0], catalog, lang).text
    drawn = trend(
        found,
        claims,
        indicator,
        catalog.units[indicator.unit],
        {place.id: place.name[lang] for place in own},
        _events(catalog, indicator, places, as_of),
        lang=lang,
        description=described,
    )
    return card(
        "trend",
        drawn,
        headline=chart_headline(found, indicator, own[0], catalog, lang).text,
        subtitle=chart_subtitle(found, indicator, own[0], catalog, lang).text,
        description=described,
        twin=observations_table(found, catalog, lang=lang, as_of=as_of),
        lang=lang,
        level=level,
        note=chart_key(drawn, lang),
    )


def card(
    name: str,
    drawn: go.Figure,
    *,
    headline: str,
    subtitle: str,
    description: str,
    twin: Component,
    lang: str,
    level: int = 2,
    note: Component | str = "",
) -> Component:
    """Return a chart under its headline and subtitle, with its description for those who do not see it, and its table."""
    heading = html.H2 if level == 2 else html.H3
    return html.Section(
        [
            html.Div([heading(headline), html.P(subtitle, className="subtitle")], className="chart-head"),
            chart_figure(name, drawn, description=description, note=note),
            folded(word("show_table", lang), twin),
        ],
        className="panel",
    )


def chart_figure(name: str, drawn: go.Figure, *, description: str, note: Component | str = "", plot: bool = True) -> Component:
    """Return a chart as a figure with its description for those who do not see it; without ``plot`` it has its own height."""
    height = f"{drawn.layout.height or _USUAL_HEIGHT}px"
    own = {"className": "plot"} if plot else {"style": {"height": height}}
    # Until its script has come, a graph takes only the room of its class.
    reserved = None if plot else {"minHeight": height}
    graph = dcc.Graph(figure=drawn, config=CONFIG, id={"role": GRAPH, "name": name}, **own)
    caption = html.Figcaption([html.Span(description, className="visually-hidden"), note])
    reader = html.Div(
        html.Div(graph, style=reserved, **{"aria-hidden": "true"}),
        className="chart-keys",
        tabIndex="0",
        role="application",
        **{"aria-label": description or name, "data-chart-keys": name},
    )
    live = html.Div("", className="visually-hidden", **{"aria-live": "polite", "data-chart-live": name})
    return html.Figure([reader, live, caption], className="chart")


def _events(catalog: Catalog, indicator: Indicator, places: list[str], as_of: dt.date | None) -> list[Event]:
    """Return the milestones of the places that the indicator should answer to, as far as they had happened."""
    day = as_of.isoformat() if as_of else "9999"
    return [
        event
        for event in catalog.events.values()
        if event.place in places and (not event.indicators or indicator.id in event.indicators) and event.date <= day
    ]


def observations_table(found: pd.DataFrame, catalog: Catalog, *, lang: str, as_of: dt.date | None) -> Component:
    """Return the table twin of a trend: every point of it in words, targets included."""
    columns = [
        Column(word("period", lang)),
        Column(word("value", lang), "figure"),
        Column(word("change", lang)),
        Column(word("status", lang)),
        Column(word("grade", lang)),
    ]
    ordered = found.sort_values(["kind_class", "scope", "period_end"], ascending=[True, True, False])
    shown = rows_of(ordered)
    rows = [_twin_row(row, shown, catalog, lang, as_of) for row in shown]
    return table(columns, rows, caption=word("table", lang))


def _twin_row(row: Row, beside: list[Row], catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    words = change_text(row, catalog, lang)
    scope = scope_text(row, catalog, lang)
    period = period_text(row, lang)
    status = word("kind_target", lang) if row["kind_class"] == "target" else word(f"status_{row['status']}", lang)
    return [
        [period, html.Br(), html.Span(scope, className="muted")] if scope else period,
        value_link(row, catalog, lang, as_of=as_of, beside=beside),
        words.text if words else "—",
        status,
        word(f"grade_{row['grade']}", lang),
    ]


def peers_card(data: Store, name: str, place: str, *, lang: str, as_of: dt.date | None = None) -> Component:
    """Return the place among its peers by rule, each at its newest figure under the same counting rule."""
    catalog = data.catalog
    indicator, own, rule = catalog.indicators[name], catalog.places[place], peer_rule(catalog, place)
    chosen = [place, *peers(catalog, place)]
    newest = side_by_side(data.observations([name], chosen, as_of=as_of), catalog, place)
    head: list[Component] = [html.H2(word("peers", lang))]
    if rule:
        head.append(html.P(f"{word('peer_rule', lang)}{'：' if lang == 'zh' else ': '}{rule.name[lang]}", className="subtitle"))
    if newest["place"].nunique() < 2 or place not in set(newest["place"]):
        return html.Section([*head, html.P(word("peers_none", lang))], className="panel")
    names = {one: catalog.places[one].name[lang] for one in chosen}
    drawn = peers_chart(newest, indicator, catalog.units[indicator.unit], names, own=own.id, lang=lang)
    return html.Section(
        [
            html.Div(head, className="chart-head"),
            chart_figure("peers", drawn, description=f"{own.name[lang]} · {indicator.name[lang]}", plot=False),
            folded(word("show_table", lang), _peers_table(newest, catalog, indicator, lang, as_of)),
        ],
        className="panel",
    )


def _peers_table(newest: pd.DataFrame, catalog: Catalog, indicator: Indicator, lang: str, as_of: dt.date | None) -> Component:
    columns = [
        Column(word("place", lang)),
        Column(word("value", lang), "figure"),
        Column(word("period", lang)),
        Column(word("grade", lang)),
    ]
    ordered = rows_of(newest.sort_values("amount", ascending=indicator.measure == "rank"))
    rows = [
        [
            catalog.places[row["place"]].name[lang],
            value_link(row, catalog, lang, as_of=as_of, beside=ordered),
            period_text(row, lang),
            word(f"grade_{row['grade']}", lang),
        ]
        for row in ordered
    ]
    return table(columns, rows, caption=word("peers", lang))
