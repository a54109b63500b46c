"""The sections of the ecosystem page: bodies, platforms, funds, chains and ties, each with its facts and evidence."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.analysis.ecosystem import Ecosystem, Tie, figure_of
from dashboard.catalog.model import Actor, Platform
from dashboard.charts.ties import Box, Line, ties
from dashboard.components.chart_card import chart_figure
from dashboard.components.ecosystem_facts import Told, fact_lines, figure_cards, figure_lines, source_list
from dashboard.components.tables import Column, folded, table
from dashboard.components.words import word
from dashboard.rows import Row

KINDS = ("university", "institute", "branch", "company", "committee", "government", "fund")


def actors_section(known: Ecosystem, told: Told) -> Component:
    """Return the bodies by kind, funds apart, each with the figures that speak of it and its sources."""
    actors = sorted((one for one in known.actors if one.kind != "fund"), key=lambda one: KINDS.index(one.kind))
    return section("actors", told, _actor_table(actors, told, told.say("actors")))


def funds_section(known: Ecosystem, told: Told) -> Component | None:
    """Return the funds with their published figures; None where no fund is named."""
    funds = [one for one in known.actors if one.kind == "fund"]
    if not funds:
        return None
    return section("funds", told, _actor_table(funds, told, told.say("funds")))


def _actor_table(actors: list[Actor], told: Told, caption: str) -> Component:
    columns = [Column(told.say("actor")), Column(told.say("type")), Column(told.say("figures_of"), "words")]
    columns += [Column(word("note", told.lang), "words"), Column(told.say("sources_of"), "words")]
    rows = [
        [
            actor.name[told.lang],
            told.say(f"kind_{actor.kind}"),
            figure_lines(actor.indicators, actor.place, told) or "—",
            actor.note[told.lang] if actor.note else "—",
            source_list(actor.sources, told),
        ]
        for actor in actors
    ]
    return table(columns, rows, caption=caption, stacked=True)


def platforms_section(known: Ecosystem, place: str, told: Told, *, counted: tuple[str, ...]) -> Component:
    """Return the published counts of platforms as cards, and the platforms that have a name as a table.

    ``counted`` are further indicators that count platforms or people of the place, shown on demand.
    """
    named = dict.fromkeys(one.indicator for one in known.platforms if one.indicator)
    others = [name for name in counted if name not in named and (name, place) in told.figures]
    parts: list[Any] = [figure_cards(_counts(known.platforms, place, told), told)]
    if known.platforms:
        parts.append(_platform_table(known.platforms, told))
    if others:
        rest = table(
            [Column(word("indicator", told.lang)), Column(told.say("figures_of"), "words")],
            [[told.catalog.indicators[name].name[told.lang], figure_lines([name], place, told)] for name in others],
            caption=word("all_figures", told.lang),
            stacked=True,
        )
        parts.append(folded(word("all_figures", told.lang), rest))
    return section("platforms", told, *parts)


def _counts(platforms: tuple[Platform, ...], place: str, told: Told) -> list[Row]:
    """Return the figure of each indicator that counts platforms in the place; that of a programme stands for itself."""
    found: dict[str, Row | None] = {}
    for one in platforms:
        own = figure_of(one, told.figures, told.catalog) if one.kind == "programme" else None
        if one.indicator:
            found.setdefault(one.indicator, own or told.figures.get((one.indicator, place)))
    return [row for row in found.values() if row is not None]


def _platform_table(platforms: tuple[Platform, ...], told: Told) -> Component:
    names = ("platform", "type", "host", "figures_of", "note", "sources_of")
    columns = [Column(told.say(name), "words" if name in {"figures_of", "note", "sources_of"} else "") for name in names]
    return table(columns, [_platform_row(one, told) for one in platforms], caption=told.say("platforms"), stacked=True)


def _platform_row(platform: Platform, told: Told) -> list[Any]:
    unknown = [] if platform.members_known else [html.Br(), html.Span(told.say("members_unknown"), className="tag")]
    return [
        [platform.name[told.lang], *unknown],
        told.say(f"kind_{platform.kind}"),
        told.catalog.actors[platform.host].name[told.lang] if platform.host else "—",
        fact_lines([row] if (row := figure_of(platform, told.figures, told.catalog)) is not None else [], told) or "—",
        platform.note[told.lang] if platform.note else "—",
        source_list(platform.sources, told),
    ]


def ties_section(known: Ecosystem, told: Told) -> Component:
    """Return who is tied to whom by what publications state, and of whom no publication says it."""
    columns = [Column(told.say("actor")), Column(told.say("tie")), Column(told.say("other_side"), "words")]
    columns.append(Column(told.say("sources_of"), "words"))
    by_name = sorted(known.ties, key=lambda tie: (told.catalog.actors[tie.actor].name[told.lang], tie.kind))
    rows = [_tie_row(tie, told) for tie in by_name]
    parts: list[Any] = [_network(known, told), table(columns, rows, caption=told.say("ties"), stacked=True)] if rows else []
    if known.untied:
        joined = ("、" if told.lang == "zh" else ", ").join(one.name[told.lang] for one in known.untied)
        parts.append(html.P([told.say("untied"), joined, "。" if told.lang == "zh" else "."], className="note"))
    return section("ties", told, *parts)


def _network(known: Ecosystem, told: Told) -> Component:
    """Return the ties as a drawing; the table below it says the same with sources."""
    bodies = sorted({tie.actor for tie in known.ties}, key=lambda one: (_parent(one, told), told.catalog.actors[one].name.zh))
    boxes = [Box(1, one, told.catalog.actors[one].name[told.lang]) for one in bodies]
    others = {tie.other: (0 if tie.kind == "part_of" else 2, tie.other_name[told.lang]) for tie in known.ties}
    # A body to which another belongs may act itself: it then stands in the middle as well, under an id of its own.
    boxes += [Box(column, f"other:{one}", name) for one, (column, name) in others.items()]
    lines = [
        Line(f"other:{tie.other}", tie.actor, tie.kind)
        if tie.kind == "part_of"
        else Line(tie.actor, f"other:{tie.other}", tie.kind)
        for tie in known.ties
    ]
    kinds = {kind: told.say(f"tie_{kind}") for kind in ("part_of", "runs", "took_part")}
    headings = [told.say(name) for name in ("column_above", "column_bodies", "column_platforms")]
    described = told.say("ties_drawn")
    drawn = ties(boxes, lines, kinds, columns=headings, lang=told.lang, description=described)
    return chart_figure("ties", drawn, description=described, plot=False)


def _parent(actor: str, told: Told) -> str:
    return told.catalog.actors[actor].parent or "~"


def _tie_row(tie: Tie, told: Told) -> list[Any]:
    return [
        told.catalog.actors[tie.actor].name[told.lang],
        told.say(f"tie_{tie.kind}"),
        tie.other_name[told.lang],
        source_list(tie.sources, told),
    ]


def section(name: str, told: Told, *content: Any) -> Component:
    """Return a section of the page with its heading and note, which have the words ``name`` and ``name_note``."""
    note = html.P(told.say(f"{name}_note"), className="note")
    return html.Section([html.H2(told.say(name), id=name), note, *content], className="panel")
