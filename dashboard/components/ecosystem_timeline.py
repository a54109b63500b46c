"""Milestones beside the indicators they should move: the chart and its table."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.ecosystem import Ecosystem, around, outcome_series
from dashboard.catalog.model import Event
from dashboard.charts.timeline import Lane, timeline
from dashboard.components.chart_card import chart_figure
from dashboard.components.chart_key import chart_key
from dashboard.components.choices import href
from dashboard.components.ecosystem_facts import Told, source_list
from dashboard.components.numbers import value_link
from dashboard.components.tables import Column, folded, table
from dashboard.periods import parse_period
from dashboard.rows import Row
from dashboard.text.statements import period_text

_BEFORE_YEARS = 5
"""How many years before the first milestone the trends begin."""
_FEWEST = 2


def milestones_section(known: Ecosystem, observations: pd.DataFrame, told: Told) -> Component:
    """Return the milestones of a place: small trends with the rules that should move them, and the table of both.

    ``observations`` are those of the place, of all indicators that a milestone names.
    """
    head = [html.H2(told.say("milestones"), id="milestones")]
    if not known.events:
        return html.Section([*head, html.P(told.say("no_milestones"))], className="panel")
    numbered = tuple(enumerate(known.events, start=1))
    lanes = _lanes(numbered, observations, told)
    parts: list[Any] = [html.Div([*head, html.P(told.say("milestones_sub"), className="subtitle")], className="chart-head")]
    if lanes:
        described = ("；" if told.lang == "zh" else "; ").join(
            f"{number} {event.name[told.lang]}" for number, event in numbered
        )
        drawn = timeline(lanes, lang=told.lang, description=described)
        parts.append(chart_figure("timeline", drawn, description=described, note=chart_key(drawn, told.lang), plot=False))
    twin = folded(told.say("milestones_table"), _twin(numbered, observations, told))
    return html.Section([*parts, _key(numbered, told), twin], className="panel")


def _key(numbered: tuple[tuple[int, Event], ...], told: Told) -> Component:
    """Return what the numbers in the chart stand for: each milestone with its day, note and sources."""
    return html.Ol([html.Li(_milestone(event, told), value=number) for number, event in numbered], className="milestones")


def _milestone(event: Event, told: Told) -> list[Any]:
    note = [html.Div(event.note[told.lang], className="muted")] if event.note else []
    said = [html.Time(parse_period(event.date).label(told.lang), dateTime=event.date), " ", html.Strong(event.name[told.lang])]
    return [*said, *note, *source_list(event.sources, told)]


def _lanes(numbered: tuple[tuple[int, Event], ...], observations: pd.DataFrame, told: Told) -> list[Lane]:
    first = min(parse_period(event.date).year for _, event in numbered) - _BEFORE_YEARS
    named = dict.fromkeys(name for _, event in numbered for name in event.indicators)
    found = [_lane(name, numbered, observations.loc[observations["indicator"] == name], first, told) for name in named]
    drawn = [lane for lane in found if lane is not None]
    return sorted(drawn, key=lambda lane: -len(lane.milestones))


def _lane(name: str, numbered: tuple[tuple[int, Event], ...], rows: pd.DataFrame, first: int, told: Told) -> Lane | None:
    outcomes = rows.loc[(rows["kind_class"] == "outcome") & rows["amount"].notna() & (rows["period_end"].dt.year >= first)]
    outcomes = outcomes.loc[outcomes["period_type"] != "cumulative"]
    if outcomes.empty:
        return None
    usual = outcomes.loc[outcomes["scope"] == outcomes["scope"].mode().iloc[0]]
    if len(usual) < _FEWEST:
        return None
    indicator = told.catalog.indicators[name]
    ruling = tuple((number, event) for number, event in numbered if name in event.indicators)
    return Lane(indicator, told.catalog.units[indicator.unit], usual, ruling)


def _twin(numbered: tuple[tuple[int, Event], ...], observations: pd.DataFrame, told: Told) -> Component:
    """Return every milestone with each indicator it should move: the last figure before it and the first after."""
    columns = [Column(told.say(name)) for name in ("milestone", "should_move", "last_before", "first_after")]
    series = outcome_series(observations)
    rows = [row for number, event in reversed(numbered) for row in _event_rows(number, event, series, told)]
    return table(columns, rows, caption=told.say("milestones_table"), stacked=True)


def _event_rows(number: int, event: Event, series: dict[str, list[Row]], told: Told) -> list[list[Any]]:
    name = f"{number} {event.name[told.lang]}"
    if not event.indicators:
        return [[name, told.say("all_indicators"), "—", "—"]]
    return [[name, *_moved(event, indicator, series, told)] for indicator in event.indicators]


def _moved(event: Event, indicator: str, series: dict[str, list[Row]], told: Told) -> list[Any]:
    before, after = around(series.get(indicator, []), event)
    link = href(f"/indicator/{indicator}", lang=told.lang, as_of=told.as_of, place=event.place)
    return [html.A(told.catalog.indicators[indicator].label(told.lang), href=link), _told(before, told), _told(after, told)]


def _told(row: Row | None, told: Told) -> Any:
    if row is None:
        return html.Span(told.say("none_yet"), className="muted")
    number = value_link(row, told.catalog, told.lang, as_of=told.as_of)
    return [number, html.Span(f" {period_text(row, told.lang)}", className="muted")]
