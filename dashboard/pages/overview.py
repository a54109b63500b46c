"""The overview of a place, for officials: three sentences, key figures, one chart, and what has no recent figure."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from dashboard.analysis.growth import growth
from dashboard.analysis.latest import latest, recency, stated
from dashboard.analysis.targets import targets
from dashboard.catalog import Catalog, Place, Text, View
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.briefing_parts import (
    caveats_section,
    changes_section,
    exports,
    findings_section,
    remembered_briefing,
    standing_section,
    synthetic_note,
    targets_section,
)
from dashboard.components.cards import CardFacts, card
from dashboard.components.chart_card import trend_card
from dashboard.components.choices import HOME_PLACE, day, href, language, one_of, store
from dashboard.components.controls import CHOICES, choice, choices_store, grouped_choice
from dashboard.components.numbers import sentence_line, value_link
from dashboard.components.peer_values import beside_section
from dashboard.components.places import place_groups
from dashboard.components.tables import Column, folded, table
from dashboard.components.words import word
from dashboard.report.content import Briefing
from dashboard.report.material import view_for
from dashboard.report.target_lines import statement
from dashboard.report.words import word as phrase
from dashboard.rows import Row, rows_of
from dashboard.settings import contact
from dashboard.store import Store
from dashboard.text.statements import change_text, period_text, scope_text

PATH = "/"
TITLE = Text(zh="总览", en="Overview")
DRAWN = True
CARDS = 8


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown, lang = _place(query, data), language(query)
    return [*place_lines(query, data.catalog, shown, lang), *day_lines(query, lang)]


def layout(**query: str) -> html.Div:
    """Return the page for a query."""
    data, lang = store(), language(query)
    place, as_of = _place(query, data), day(query)
    years = _years(data, place, as_of)
    controls = [
        grouped_choice(
            "place",
            word("place", lang),
            place_groups(data.catalog, lang, among=data.places_with_figures()),
            place,
            fallback=HOME_PLACE,
        ),
        choice("since", word("since", lang), [(year, year) for year in years], _since(query, years), fallback=_usual(years)),
        _wall_link(query, lang),
    ]
    body = view(place, data, lang=lang, as_of=as_of, since=_since(query, years))
    wall = query.get("wall") == "1"
    return html.Div(
        [choices_store(), html.Div(controls, className="choices page-choices"), html.Div(body, id="overview-body")],
        className="wall" if wall else None,
    )


@callback(Output("overview-body", "children"), Input(CHOICES, "data"), prevent_initial_call=True)
def update(query: dict[str, str]) -> list[Component]:
    """Redraw for another place."""
    data, as_of = store(), day(query)
    place = _place(query, data)
    since = _since(query, _years(data, place, as_of))
    return view(place, data, lang=language(query), as_of=as_of, since=since)


def _place(query: dict[str, str], data: Store) -> str:
    return one_of(query, "place", data.places_with_figures(), HOME_PLACE)


def _years(data: Store, place: str, as_of: dt.date | None) -> list[str]:
    """Return the first days of the years in which something about the place was published, the newest first."""
    published = data.claims(None, [place], as_of=as_of)["published"].dropna()
    years = {moment.year for moment in published if moment.date() <= (as_of or dt.date.today())}
    return [f"{year}-01-01" for year in sorted(years, reverse=True)] or [f"{(as_of or dt.date.today()).year}-01-01"]


def _usual(years: list[str]) -> str:
    """Return the day from which changes are told unless another is chosen: about a year back, where there is so much."""
    return years[min(1, len(years) - 1)]


def _since(query: dict[str, str], years: list[str]) -> str:
    return one_of(query, "since", years, _usual(years))


def _wall_link(query: dict[str, str], lang: str) -> Component:
    on = query.get("wall") == "1"
    chosen = {name: value for name, value in query.items() if name in {"place", "since", "as_of"}}
    path = "/?" + urlencode(chosen | ({} if on else {"wall": "1"}) | ({"lang": lang} if lang != "zh" else {}))
    return html.A(word("leave_wall" if on else "wall", lang), href=path.rstrip("?"), className="button wall-link")


def view(
    place: str, data: Store, *, lang: str, as_of: dt.date | None = None, since: str = "", today: dt.date | None = None
) -> list[Component]:
    """Return the overview of a place as far as it was known on ``as_of``, with what changed from the day ``since``."""
    catalog = data.catalog
    own = catalog.places[place]
    found = growth(data.observations(None, [place], as_of=as_of), catalog)
    day_of_view = as_of or today or dt.date.today()
    newest = recency(latest(found, catalog), catalog, today=day_of_view)
    told = remembered_briefing(
        data,
        place,
        lang=lang,
        as_of=as_of,
        since=dt.date.fromisoformat(since) if since else None,
        today=day_of_view,
        contact=contact(),
    )
    chosen = view_for(catalog, own)
    ahead = [_head(own, told, lang, as_of), synthetic_note(told)]
    if newest.empty:
        return _kept(*ahead, _nothing(told), targets_section(told, lang=lang, as_of=as_of), *_rest(told, lang, as_of))
    return _kept(
        *ahead,
        _sentences(told, lang, as_of),
        _cards(found, newest, catalog, chosen, told, lang=lang, as_of=as_of, today=day_of_view),
        html.Div(_chart(data, own, chosen, newest, lang, as_of), className="block-chart"),
        targets_section(told, lang=lang, as_of=as_of),
        standing_section(told, lang=lang, as_of=as_of),
        beside_section(told, lang=lang, as_of=as_of),
        html.Div(
            [findings_section(told, lang=lang, as_of=as_of), changes_section(told, lang=lang, as_of=as_of)], className="halves"
        ),
        caveats_section(told, lang=lang, as_of=as_of),
        _figures(newest, catalog, lang, as_of),
    )


def _kept(*sections: Component | None) -> list[Component]:
    return [section for section in sections if section is not None]


def _nothing(told: Briefing) -> Component:
    """Return that no figure is known, which is not to say that it is zero."""
    return html.P(phrase("no_data_note", told.lang, place=told.place), className="panel")


def _rest(told: Briefing, lang: str, as_of: dt.date | None) -> list[Component]:
    """Return, for a place with targets only, what became known of it and what to mind; nothing where there are none."""
    if not told.targets:
        return []
    return [changes_section(told, lang=lang, as_of=as_of), caveats_section(told, lang=lang, as_of=as_of)]


def _head(place: Place, told: Briefing, lang: str, as_of: dt.date | None) -> Component:
    joint = "" if lang == "zh" else ": "
    title = f"{place.formal(lang)}{joint}{word('title_of', lang)}"
    known = told.as_of if as_of else f"{word('known_by', lang)}{'' if lang == 'zh' else ' '}{word('all_published', lang)}"
    words = html.Div([html.H1(title), html.P(f"{told.data_through} · {known}", className="subtitle")])
    return html.Div([words, exports(place.id, lang=lang, as_of=as_of)], className="page-head")


def _sentences(told: Briefing, lang: str, as_of: dt.date | None) -> Component:
    lines = [html.Li(sentence_line(line.sentence, lang, as_of=as_of)) for line in told.summary]
    return html.Section(
        [html.H2(word("three_sentences", lang), className="visually-hidden"), html.Ul(lines, className="summary")],
        className="panel block-summary",
    )


def _cards(
    found: pd.DataFrame,
    newest: pd.DataFrame,
    catalog: Catalog,
    chosen: View,
    told: Briefing,
    *,
    lang: str,
    as_of: dt.date | None,
    today: dt.date,
) -> Component:
    rows = {row["indicator"]: row for row in rows_of(newest)}
    undated = {row["indicator"]: row for row in rows_of(stated(found, catalog))}
    aims = {row["indicator"]: row for row in rows_of(targets(found, catalog, today=today))}
    judged = {(line.observations[0], line.claim): line.status_words for line in told.targets if line.status}
    shown = [name for name in chosen.cards if name in rows][:CARDS]
    facts = [_facts(rows[name], undated.get(name), aims.get(name), found, judged) for name in shown]
    cards = [card(each, catalog, lang=lang, as_of=as_of) for each in facts]
    return html.Section([html.H2(word("key_figures", lang)), html.Ul(cards, className="cards")], className="block-cards")


def _facts(
    row: Row, undated: Row | None, aim: Row | None, found: pd.DataFrame, judged: dict[tuple[str, str], str]
) -> CardFacts:
    same = found.loc[
        (found["indicator"] == row["indicator"])
        & (found["scope"] == row["scope"])
        & (found["period_type"] == row["period_type"])
        & (found["frequency"] == row["frequency"])
        & (found["kind_class"] == "outcome")
        & (found["stated_on"] == "")
        & found["amount"].notna()
    ]
    return CardFacts(
        newest=row,
        stated=undated if undated is not None and undated["id"] != row["id"] else None,
        target=aim,
        status=judged.get(statement(aim), "") if aim is not None else "",
        recent=bool(row["recent"]),
        series=same,
    )


def _chart(data: Store, place: Place, chosen: View, newest: pd.DataFrame, lang: str, as_of: dt.date | None) -> Component:
    known = set(newest["indicator"])
    indicator = next((name for name in chosen.headline if name in known), None)
    if indicator is None:
        return html.Div()
    return trend_card(data, indicator, [place.id], lang=lang, as_of=as_of, level=2)


def _figures(newest: pd.DataFrame, catalog: Catalog, lang: str, as_of: dt.date | None) -> Component:
    """Return all figures of the place by theme; those that are not recent come apart, said and not hidden."""
    ordered = newest.assign(
        _theme=[catalog.themes[catalog.indicators[name].theme].order for name in newest["indicator"]]
    ).sort_values(["_theme", "indicator"])
    recent, old = ordered.loc[ordered["recent"]], ordered.loc[~ordered["recent"]]
    parts: list[Component] = [html.H2(word("all_figures", lang))]
    if not recent.empty:
        parts.append(_figure_table(recent, catalog, lang, as_of, word("recent_figures", lang)))
    if not old.empty:
        parts += [
            html.H3(word("no_recent", lang)),
            html.P(word("no_recent_note", lang), className="note"),
            folded(word("show_table", lang), _figure_table(old, catalog, lang, as_of, word("old_figures", lang))),
        ]
    return html.Section(parts, className="panel block-figures")


def _figure_table(rows: pd.DataFrame, catalog: Catalog, lang: str, as_of: dt.date | None, caption: str) -> Component:
    columns = [
        Column(word("indicator", lang)),
        Column(word("period", lang)),
        Column(word("value", lang), "figure"),
        Column(word("change", lang)),
        Column(word("grade", lang)),
    ]
    return table(columns, [_figure_row(row, catalog, lang, as_of) for row in rows_of(rows)], caption=caption, stacked=True)


def _figure_row(row: Row, catalog: Catalog, lang: str, as_of: dt.date | None) -> list[Any]:
    indicator = catalog.indicators[row["indicator"]]
    words = change_text(row, catalog, lang)
    scope = scope_text(row, catalog, lang)
    name = html.A(indicator.name[lang], href=href(f"/indicator/{indicator.id}", lang=lang, as_of=as_of, place=row["place"]))
    return [
        [name, html.Br(), html.Span(scope, className="muted")] if scope else name,
        period_text(row, lang),
        value_link(row, catalog, lang, as_of=as_of),
        words.text if words else "—",
        word(f"grade_{row['grade']}", lang),
    ]
