"""What parts of the ecosystem page share: figures that speak of an entry, and its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog
from dashboard.components.choices import href
from dashboard.components.ecosystem_words import word
from dashboard.components.evidence import grade_mark, published
from dashboard.components.numbers import value_link
from dashboard.rows import Row
from dashboard.text.statements import period_text, scope_text


@dataclass(frozen=True)
class Told:
    """How a page speaks: of which catalog, in which language, as known on which day, and the present figures by key."""

    catalog: Catalog
    figures: Mapping[tuple[str, str], Row]
    lang: str
    as_of: dt.date | None

    def say(self, key: str) -> str:
        """Return the fixed words of a key."""
        return word(key, self.lang)


def figure_lines(indicators: Iterable[str], place: str, told: Told) -> list[Component]:
    """Return the present figure of each indicator in the place, in words with its evidence; those without any are left out."""
    return fact_lines([told.figures[name, place] for name in indicators if (name, place) in told.figures], told)


def fact_lines(rows: Iterable[Row], told: Told) -> list[Component]:
    """Return each figure in words with its evidence."""
    return [html.Div(_line(row, told), className="fact") for row in rows]


def _line(row: Row, told: Told) -> list[Any]:
    indicator = told.catalog.indicators[row["indicator"]]
    link = href(f"/indicator/{indicator.id}", lang=told.lang, as_of=told.as_of, place=row["place"])
    aim = [" ", html.Span(told.say("target_mark"), className="tag")] if row["kind_class"] == "target" else []
    return [
        html.A(indicator.label(told.lang), href=link),
        " ",
        value_link(row, told.catalog, told.lang, as_of=told.as_of),
        *aim,
        html.Span(f" {period_text(row, told.lang)}", className="muted"),
    ]


def figure_cards(rows: Iterable[Row], told: Told) -> Component:
    """Return figures as small cards, each with its evidence."""
    return html.Ul([_card(row, told) for row in rows], className="cards fact-cards")


def _card(row: Row, told: Told) -> html.Li:
    indicator = told.catalog.indicators[row["indicator"]]
    link = href(f"/indicator/{indicator.id}", lang=told.lang, as_of=told.as_of, place=row["place"])
    scope = scope_text(row, told.catalog, told.lang)
    foot: list[Any] = [period_text(row, told.lang), " ", grade_mark(row["grade"], told.lang)]
    foot += [" ", html.Span(told.say("target_mark"), className="tag")] if row["kind_class"] == "target" else []
    foot += [html.Br(), scope] if scope else []
    return html.Li(
        [
            html.H3(html.A(indicator.label(told.lang), href=link)),
            html.Div(value_link(row, told.catalog, told.lang, as_of=told.as_of), className="card-value"),
            html.Div(foot, className="card-foot"),
        ],
        className="card panel",
    )


def source_list(ids: Iterable[str], told: Told) -> list[Any]:
    """Return the sources that state an entry: publisher, date and grade, linked where there is a page to go to."""
    parts: list[Any] = []
    for key in ids:
        source = told.catalog.sources[key]
        name = source.publisher[told.lang]
        shown = html.A(name, href=source.url, rel="noopener") if source.url else html.Span(name)
        said = html.Span(f" {published(source, told.lang)} ", className="muted")
        parts.append(html.Div([shown, said, grade_mark(source.grade, told.lang)], title=source.title[told.lang]))
    return parts
