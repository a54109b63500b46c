"""One publication: the numbers that rest on it, and what it says that others overrule."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Text
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.choices import day, href, language, one_of, store
from dashboard.components.source_parts import counted, facts, numbers_listing, overruled_listing, places_line
from dashboard.components.take_away import take_away
from dashboard.components.words import word
from dashboard.sourced import sourced
from dashboard.store import Store

PATH = "/source/<source_id>"
TITLE = Text(zh="来源", en="Source")
DRAWN = False
KIND = "source"


def subject(lang: str, *, source_id: str) -> str:
    """Return what the browser's tab is called by: the publication's title, or nothing where there is none."""
    source = store().catalog.sources.get(source_id)
    return source.title[lang] if source else ""


def exists(data: Store, *, source_id: str) -> bool:
    """Return whether there is such a publication."""
    return source_id in data.catalog.sources


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown = one_of(query, "place", data.catalog.places, "")
    return [*place_lines(query, data.catalog, shown, language(query)), *day_lines(query, language(query))]


def layout(source_id: str = "", **query: str) -> html.Div:
    """Return the publication and what rests on it, of one place where the query names one."""
    data, lang = store(), language(query)
    name = unquote(source_id)
    place = one_of(query, "place", data.catalog.places, "")
    return html.Div(view(data, name, place, lang=lang, as_of=day(query)))


def view(data: Store, name: str, place: str, *, lang: str, as_of: dt.date | None) -> list[Component]:
    """Return the page's content; says so where there is no such publication, and where it was not yet out."""
    back = html.P(html.A(word("all_sources", lang), href=href("/evidence", lang=lang, as_of=as_of, place=place) + "#sources"))
    source = data.catalog.sources.get(name)
    if source is None:
        return [html.H1(word("source_page", lang)), html.Section([html.P(word("no_source", lang)), back], className="panel")]
    found = sourced(data, name, as_of=as_of)
    counts = found.numbers.groupby("place").size().sort_values(ascending=False)
    numbers, others = (frame.loc[frame["place"] == place] if place else frame for frame in (found.numbers, found.overruled))
    known = f"{word('as_of', lang)} {as_of}" if as_of else ""
    where = data.catalog.places[place].name[lang] if place else ""
    subtitle = " · ".join(filter(None, [source.publisher[lang], where, known]))
    nothing = found.numbers.empty and found.overruled.empty
    return [
        html.Div([html.H1(source.title[lang]), html.P(subtitle, className="subtitle")], className="page-head"),
        html.Section([facts(source, lang), back], className="panel"),
        html.Section(
            [
                html.H2(counted("numbers_resting", len(numbers), lang), id="numbers"),
                html.P(word("not_published_yet" if nothing else "numbers_resting_note", lang), className="note"),
                *places_line(counts, name, place, data.catalog, lang=lang, as_of=as_of),
                numbers_listing(numbers, data.catalog, lang=lang, as_of=as_of),
                take_away(lang=lang, as_of=as_of, source=[name], place=[place] if place else []),
            ],
            className="panel",
        ),
        *_overruled(others, data, lang, as_of),
    ]


def _overruled(claims: pd.DataFrame, data: Store, lang: str, as_of: dt.date | None) -> list[Component]:
    if claims.empty:
        return []
    parts = [
        html.H2(counted("overruled_claims", len(claims), lang), id="overruled"),
        html.P(word("overruled_note", lang), className="note"),
        overruled_listing(claims, data.catalog, lang=lang, as_of=as_of),
    ]
    return [html.Section(parts, className="panel")]
