"""All indicators by theme, with how many figures each has and where."""

from __future__ import annotations

import pandas as pd
from dash import html

from dashboard.catalog import Catalog, Indicator, Text
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.choices import day, href, language, one_of, store
from dashboard.components.words import word
from dashboard.store import Store

PATH = "/indicator"
TITLE = Text(zh="指标", en="Indicators")
DRAWN = False


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown, lang = one_of(query, "place", data.catalog.places, ""), language(query)
    return [*place_lines(query, data.catalog, shown, lang), *day_lines(query, lang)]


def layout(**query: str) -> html.Div:
    """Return the list of indicators, each a link to its page."""
    data, lang, as_of = store(), language(query), day(query)
    place = one_of(query, "place", data.catalog.places, "") or None
    counts = data.observations(None, [place] if place else None, as_of=as_of).groupby("indicator").size()
    themes = sorted(data.catalog.themes.values(), key=lambda theme: theme.order)
    return html.Div(
        [
            html.Div(html.H1(word("indicators", lang)), className="page-head"),
            html.Div(
                [
                    html.Section([html.H2(theme.name[lang]), html.Ul(_items(theme.id, data.catalog, counts, lang, place))])
                    for theme in themes
                ],
                className="theme-list panel",
            ),
        ]
    )


def _items(theme: str, catalog: Catalog, counts: pd.Series, lang: str, place: str | None) -> list[html.Li]:
    return [
        _item(entry, int(counts.get(entry.id, 0)), lang, place) for entry in catalog.indicators.values() if entry.theme == theme
    ]


def _item(indicator: Indicator, count: int, lang: str, place: str | None) -> html.Li:
    figures = word("no_figure", lang) if not count else f"{count} {word('figures', lang)}"
    link = html.A(indicator.name[lang], href=href(f"/indicator/{indicator.id}", lang=lang, place=place))
    return html.Li([link, " ", html.Span(figures, className="muted")])
