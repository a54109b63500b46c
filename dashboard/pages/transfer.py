"""Transfer of research results: what was published, and apart from it what the register of records says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.analysis.register import LOCALLY, years
from dashboard.catalog import Text
from dashboard.catalog.register import Register
from dashboard.components.asked import day_lines, place_lines
from dashboard.components.choices import HOME_PLACE, day, language, one_of, store
from dashboard.components.controls import CHOICES, choice, choices_store, grouped_choice
from dashboard.components.places import place_groups
from dashboard.components.register_template import template_lines
from dashboard.components.transfer_bars import bars_block, drill_block
from dashboard.components.transfer_block import DIMENSIONS, MEASURES, Shown, synthetic_mark
from dashboard.components.transfer_flow import flow_block, places_block, sizes_block
from dashboard.components.transfer_published import published_sections
from dashboard.components.transfer_time import cohorts_block, lags_block, stages_block
from dashboard.components.transfer_trace import trace_block
from dashboard.components.transfer_words import word
from dashboard.components.transfer_years import years_block
from dashboard.settings import records_allowed
from dashboard.store import Store

PATH = "/transfer"
TITLE = Text(zh="成果转化", en="Transfer")
DRAWN = True
FOLLOWS: dict[str, tuple[str, ...]] = {
    "published": ("place",),
    "about": (),
    "trace": (),
    "flow": ("year", "measure"),
    "bars": ("year", "by", "measure", "part"),
    "drill": ("year", "by", "measure", "part", "page"),
    "years": ("year", "measure"),
    "cohorts": (),
    "stages": (),
    "lags": ("by", "part"),
    "sizes": ("year",),
    "places": ("year",),
}
"""The blocks of the page in order, each with the choices it follows, besides language and day."""
_ALWAYS = ("lang", "as_of")
_SEEN = "transfer-seen"
_MOST_PAGES = 1_000_000
Made = Callable[[], list[Component]]


def _id(name: str) -> str:
    return f"transfer-{name}"


def strange(query: dict[str, str], data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    shown, lang = _place(query, data), language(query)
    return [*place_lines(query, data.catalog, shown, lang), *day_lines(query, lang)]


def layout(**query: str) -> html.Div:
    """Return the page for a query; the place is chosen for the published part, the rest for the register."""
    data, lang = store(), language(query)
    places = place_groups(data.catalog, lang, among=data.places_with_figures())
    control = grouped_choice("place", word("place", lang), places, _place(query, data), fallback=HOME_PLACE)
    return html.Div(
        [
            choices_store(),
            dcc.Store(id=_SEEN, data=query),
            html.Div([control], className="choices page-choices"),
            html.Div([html.Div(made(), id=_id(name)) for name, made in _blocks(query, data).items()], id="transfer-body"),
        ]
    )


@callback(
    {"blocks": [Output(_id(name), "children") for name in FOLLOWS], "seen": Output(_SEEN, "data")},
    Input(CHOICES, "data"),
    State(_SEEN, "data"),
    prevent_initial_call=True,
)
def update(query: dict[str, str], seen: dict[str, str]) -> dict[str, Any]:
    """Redraw what follows from a choice that differs from those last seen."""
    return {"blocks": redrawn(query, seen, store()), "seen": query}


def redrawn(query: Mapping[str, str], seen: Mapping[str, str], data: Store) -> list[Any]:
    """Return, for each block of the page, its content for a query, or ``no_update`` where no choice it follows has changed."""
    changed = {name for name in {*query, *seen} if query.get(name) != seen.get(name)}
    return [made() if changed & {*_ALWAYS, *FOLLOWS[name]} else no_update for name, made in _blocks(query, data).items()]


def _place(query: Mapping[str, str], data: Store) -> str:
    return one_of(query, "place", data.places_with_figures(), HOME_PLACE)


def view(query: Mapping[str, str], data: Store, *, allowed: bool | None = None) -> list[Component]:
    """Return both parts of the page; ``allowed`` says whether single records may be shown, by default the setting does."""
    return [part for made in _blocks(query, data, allowed=allowed).values() for part in made()]


def _blocks(query: Mapping[str, str], data: Store, *, allowed: bool | None = None) -> dict[str, Made]:
    """Return what makes each block of the page, in order, so that only those asked for are made."""
    lang, as_of, place = language(query), day(query), _place(query, data)
    may = records_allowed() if allowed is None else allowed

    def published() -> list[Component]:
        return [_head(data.catalog.places[place].name, lang), *published_sections(data, place, lang=lang, as_of=as_of)]

    return {"published": published, **_register_blocks(query, data, place, lang, as_of, allowed=may)}


def _head(place: Text, lang: str) -> Component:
    title = f"{place.zh}{word('title_of', 'zh')}" if lang == "zh" else f"{place.en}: {word('title_of', 'en')}"
    return html.Div([html.Div([html.H1(title), html.P(word("subtitle", lang), className="subtitle")])], className="page-head")


def _register_blocks(
    query: Mapping[str, str], data: Store, place: str, lang: str, as_of: dt.date | None, *, allowed: bool
) -> dict[str, Made]:
    register = data.register()
    if register is None or not years(register):
        return _alone(word("no_register", lang), lang, template_lines(data, place, lang))
    if as_of is not None and as_of.isoformat() < register.about.observed_until:
        return _alone(word("not_yet_known", lang), lang)
    shown = _shown(query, register, data, lang)
    published = register.about.definitions[LOCALLY].published_as

    def trace() -> Component:
        rows = data.observations([published] if published else [], [register.about.place], as_of=as_of)
        return trace_block(rows, shown, as_of=as_of)

    made: dict[str, Callable[[], Component | None]] = {
        "about": lambda: _about(shown, template_lines(data, register.about.place, lang)),
        "trace": trace,
        "flow": lambda: flow_block(shown),
        "bars": lambda: bars_block(shown),
        "drill": lambda: drill_block(shown, data, allowed=allowed),
        "years": lambda: years_block(shown),
        "cohorts": lambda: cohorts_block(shown),
        "stages": lambda: stages_block(shown),
        "lags": lambda: lags_block(shown),
        "sizes": lambda: sizes_block(shown),
        "places": lambda: places_block(shown),
    }
    return {name: _listed(one) for name, one in made.items()}


def _listed(made: Callable[[], Component | None]) -> Made:
    def listed() -> list[Component]:
        found = made()
        return [] if found is None else [found]

    return listed


def _shown(query: Mapping[str, str], register: Register, data: Store, lang: str) -> Shown:
    known = [str(year) for year in years(register)]
    by = one_of(query, "by", DIMENSIONS, DIMENSIONS[0])
    parts = set(register.cells.loc[register.cells["breakdown"] == by, "first"]) - {""}
    page = query.get("page", "1")
    return Shown(
        register=register,
        catalog=data.catalog,
        lang=lang,
        year=int(one_of(query, "year", known, known[0])),
        by=by,
        measure=one_of(query, "measure", MEASURES, MEASURES[0]),
        part=query.get("part") if query.get("part") in parts else None,
        page=min(max(int(page), 1), _MOST_PAGES) if page.isascii() and page.isdigit() else 1,
        kept={name: query[name] for name in ("place", "as_of") if name in query},
    )


def _alone(text: str, lang: str, template: Sequence[Component] = ()) -> dict[str, Made]:
    """Return why there is no register to show, and the template of one, in the place of its first block."""
    said = html.Section([html.H2(word("register_part", lang), id="register"), html.P(text), *template], className="panel")
    return {name: (lambda name=name: [said] if name == "about" else []) for name in list(FOLLOWS)[1:]}  # type: ignore[misc]


def _about(shown: Shown, template: Sequence[Component]) -> Component:
    """Return whose register it is, how to deliver one, and what of it to show."""
    about, lang = shown.register.about, shown.lang
    said = shown.say(
        "register_of",
        publisher=about.publisher[lang],
        title=about.title[lang],
        until=about.observed_until,
        batches=about.batches,
        threshold=about.threshold,
    )
    listed = [str(year) for year in years(shown.register)]
    controls = [
        choice("year", word("year", lang), [(year, year) for year in listed], str(shown.year), fallback=listed[0]),
        choice(
            "by", word("by", lang), [(name, about.column(name, lang)) for name in DIMENSIONS], shown.by, fallback=DIMENSIONS[0]
        ),
        choice(
            "measure", word("measure", lang), [(name, word(f"measure_{name}", lang)) for name in MEASURES], shown.measure,
            fallback=MEASURES[0],
        ),
    ]  # fmt: skip
    own = [html.P(word("own_register", lang), className="note")] if about.synthetic else []
    head = html.H2(word("register_part", lang), id="register")
    return html.Section(
        [head, *synthetic_mark(shown), html.P(said), *own, *template, html.Div(controls, className="choices")],
        className="panel",
    )
