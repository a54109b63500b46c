"""The innovation ecosystem of a place: bodies, platforms, funds, industry chains, ties and milestones, with their evidence."""

from __future__ import annotations

import datetime as dt

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from dashboard.analysis.ecosystem import ecosystem, newest_figures
from dashboard.catalog import Text
from dashboard.catalog.register import Register
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.choices import HOME_PLACE, day, language, one_of, store
from dashboard.components.controls import CHOICES, choices_store, grouped_choice
from dashboard.components.ecosystem_chains import chains_section
from dashboard.components.ecosystem_facts import Told
from dashboard.components.ecosystem_sections import (
    actors_section,
    funds_section,
    platforms_section,
    ties_section,
)
from dashboard.components.ecosystem_timeline import milestones_section
from dashboard.components.ecosystem_words import word
from dashboard.components.places import place_groups
from dashboard.components.take_away import take_away
from dashboard.store import Store

PATH = "/ecosystem"
TITLE = Text(zh="创新生态", en="Ecosystem")
DRAWN = True
_COUNTING = "platforms"
"""The theme whose indicators count platforms, institutions and people."""


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown, lang = _place(query, data), language(query)
    return [*place_lines(query, data.catalog, shown, lang), *day_lines(query, lang)]


def layout(**query: str) -> html.Div:
    """Return the page for a query."""
    data, lang = store(), language(query)
    place = _place(query, data)
    places = place_groups(data.catalog, lang, among=data.places_with_figures())
    controls = [grouped_choice("place", word("place", lang), places, place, fallback=HOME_PLACE)]
    return html.Div(
        [
            choices_store(),
            html.Div(controls, className="choices page-choices"),
            html.Div(view(place, data, lang=lang, as_of=day(query)), id="ecosystem-body"),
        ]
    )


@callback(Output("ecosystem-body", "children"), Input(CHOICES, "data"), prevent_initial_call=True)
def update(query: dict[str, str]) -> list[Component]:
    """Redraw for another place."""
    data = store()
    return view(_place(query, data), data, lang=language(query), as_of=day(query))


def _place(query: dict[str, str], data: Store) -> str:
    return one_of(query, "place", data.places_with_figures(), HOME_PLACE)


def view(place: str, data: Store, *, lang: str, as_of: dt.date | None = None) -> list[Component]:
    """Return the ecosystem of a place as far as it was known on ``as_of``."""
    catalog = data.catalog
    known = ecosystem(catalog, place, until=as_of.isoformat() if as_of else "9999")
    counted = tuple(entry.id for entry in catalog.indicators.values() if entry.theme == _COUNTING)
    places = {place, *(one.place for one in known.actors), *(one.place for one in known.platforms)}
    places |= {catalog.actors[one.host].place for one in known.platforms if one.host}
    found = data.observations({*known.indicators, *counted}, places, as_of=as_of)
    told = Told(catalog, newest_figures(found, catalog), lang, as_of)
    sections = [
        _head(place, told, actors=len(known.actors), platforms=len(known.platforms), events=len(known.events)),
        milestones_section(known, found.loc[found["place"] == place], told) if known.events else None,
        actors_section(known, told) if known.actors else None,
        platforms_section(known, place, told, counted=counted),
        funds_section(known, told),
        chains_section(place, _register(place, data, as_of), told) if place == HOME_PLACE else None,
        ties_section(known, told) if known.actors else None,
        None if found.empty else _files({*known.indicators, *counted}, places, told),
    ]
    return [section for section in sections if section is not None]


def _files(indicators: set[str], places: set[str], told: Told) -> Component:
    files = take_away(lang=told.lang, as_of=told.as_of, indicator=sorted(indicators), place=sorted(places))
    return html.Section([html.H2(word("download", told.lang)), files], className="panel")


def _register(place: str, data: Store, as_of: dt.date | None) -> Register | None:
    """Return the register if it is that of the place and was complete on the day."""
    register = data.register()
    if register is None or register.about.place != place:
        return None
    return None if as_of is not None and as_of.isoformat() < register.about.observed_until else register


def _head(place: str, told: Told, **counts: int) -> Component:
    name = told.catalog.places[place].name[told.lang]
    title = f"{name}{told.say('title_of')}" if told.lang == "zh" else f"{name}: {told.say('title_of')}"
    said = told.say("counts").format(**counts) if any(counts.values()) else told.say("none_here")
    note = html.P(told.say("counts_note"), className="note") if any(counts.values()) else None
    words = html.Div([html.H1(title), html.P(said, className="subtitle"), note])
    return html.Div(words, className="page-head")
