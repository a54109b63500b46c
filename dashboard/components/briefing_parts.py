"""The sections of the overview that come from the briefing: targets, standing, what changed, caveats, what comes next."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.charts.standing import Spot, standing
from dashboard.components.chart_card import chart_figure
from dashboard.components.choices import href
from dashboard.components.numbers import number_link, sentence_line
from dashboard.components.tables import Column, folded, table
from dashboard.components.words import word
from dashboard.report.compose import briefing
from dashboard.report.content import Briefing, Line, TargetLine
from dashboard.report.files import TYPES
from dashboard.store import Store

_KEPT = 64


@lru_cache(maxsize=_KEPT)
def remembered_briefing(
    store: Store, place: str, *, lang: str, as_of: dt.date | None, since: dt.date | None, today: dt.date, contact: str
) -> Briefing:
    """Return the briefing of a place, kept: it follows from snapshot, place and days alone."""
    return briefing(store, place, lang=lang, as_of=as_of, since=since, today=today, contact=contact)


def synthetic_note(told: Briefing) -> Component | None:
    """Return the warning that a page with synthetic data carries; None where all data are real."""
    return html.P(told.synthetic, className="synthetic", role="note") if told.synthetic else None


def targets_section(told: Briefing, *, lang: str, as_of: dt.date | None) -> Component | None:
    """Return the targets that belong on one page, each with its outcome and status, the rest on demand; None without any."""
    if not told.targets:
        return None
    first = [line for line in told.targets if line.first]
    rest = [line for line in told.targets if not line.first]
    parts: list[Any] = [html.H2(word("targets", lang)), *_paragraphs(told.targets_summary, lang, as_of)]
    if first:
        parts.append(targets_table(first, lang, as_of, word("targets", lang), headed=True))
    if rest:
        parts.append(folded(word("other_targets", lang), targets_table(rest, lang, as_of, word("other_targets", lang))))
    return html.Section(parts, className="panel block-targets")


def targets_table(
    lines: list[TargetLine], lang: str, as_of: dt.date | None, caption: str, *, headed: bool = False
) -> Component:
    """Return targets as a table: what was set, what is known, the status by shape and word, and the pace."""
    columns = [Column(word(name, lang)) for name in ("indicator", "target", "outcome", "status", "pace")]
    return table(columns, [_target_row(line, lang, as_of) for line in lines], caption=caption, stacked=True, headed=headed)


def _target_row(line: TargetLine, lang: str, as_of: dt.date | None) -> list[Any]:
    outcome: Any = line.outcome
    if len(line.observations) > 1:
        outcome = number_link(line.outcome, line.observations[1], lang, as_of=as_of)
    return [
        line.name,
        [f"{line.period} ", number_link(line.target, line.observations[0], lang, as_of=as_of)],
        outcome,
        html.Span([html.Span(line.shape, **{"aria-hidden": "true"}), " ", line.status_words], className="tag"),
        line.pace or "—",
    ]


def standing_section(told: Briefing, *, lang: str, as_of: dt.date | None) -> Component | None:
    """Return how the place stands among peers by rule, as dots and as a table; None where nothing compares."""
    if not told.standing:
        return None
    spots = [Spot(f"{row.name} {row.period}", row.percentile, row.position, row.observations[-1]) for row in told.standing]
    described = "；".join(f"{spot.name} {spot.position}" for spot in spots)
    columns = [
        Column(word(name, lang)) for name in ("indicator", "period", "value", "position", "best_peer", "median", "peer_rule")
    ]
    rows = [
        [
            row.name,
            row.period,
            number_link(row.value, row.observations[-1], lang, as_of=as_of),
            row.position,
            row.best,
            row.median,
            row.rule,
        ]
        for row in told.standing
    ]
    return html.Section(
        [
            html.Div(
                [html.H2(word("among_peers", lang)), html.P(word("among_peers_note", lang), className="subtitle")],
                className="chart-head",
            ),
            chart_figure("standing", standing(spots, lang=lang, description=described), description=described, plot=False),
            folded(word("show_table", lang), table(columns, rows, caption=word("among_peers", lang), stacked=True)),
        ],
        className="panel",
    )


def findings_section(told: Briefing, *, lang: str, as_of: dt.date | None) -> Component:
    """Return strengths, weaknesses and what to watch, each with its rule and numbers; says where the rule finds none."""
    groups = (("strengths", told.strengths), ("weaknesses", told.weaknesses), ("watch", told.watch))
    parts: list[Any] = []
    for name, lines in groups:
        parts += [html.H3(word(name, lang)), _list(lines, lang, as_of, empty=word(f"no_{name}", lang))]
    return html.Section(
        [html.H2(word("by_rule", lang)), html.P(word("by_rule_note", lang), className="note"), *parts], className="panel"
    )


def changes_section(told: Briefing, *, lang: str, as_of: dt.date | None) -> Component:
    """Return what was published or revised since the day chosen."""
    heading = f"{word('changed_since', lang)} {told.changes_since}" if lang == "en" else f"{told.changes_since}以来的变化"
    shown, rest = told.changes[:6], told.changes[6:]
    parts: list[Any] = [html.H2(heading), _list(shown, lang, as_of, empty=word("no_changes", lang))]
    if rest:
        parts.append(folded(word("more_changes", lang), _list(rest, lang, as_of, empty="")))
    return html.Section(parts, className="panel")


def caveats_section(told: Briefing, *, lang: str, as_of: dt.date | None) -> Component:
    """Return what a reader must know before quoting, when the next figures are due, and whom to ask."""
    parts: list[Any] = [html.H2(word("caveats", lang)), _list(told.caveats, lang, as_of, empty=word("no_caveats", lang))]
    for name, text in (("next_release", told.next_release), ("overdue_list", told.overdue), ("contact", told.contact)):
        if text:
            parts.append(html.P([html.Strong(word(name, lang)), "：" if lang == "zh" else ": ", text]))
    return html.Section(parts, className="panel")


def exports(place: str, *, lang: str, as_of: dt.date | None) -> Component:
    """Return the links to the briefing as a file."""
    links = [
        html.A(
            word(f"brief_{kind}", lang),
            href=href(f"/brief/{place}.{kind}", lang=lang, as_of=as_of),
            className="button",
            download="",
        )
        for kind in TYPES
    ]
    return html.Div([html.Span(word("briefing", lang), className="muted"), *links], className="exports")


def _paragraphs(lines: tuple[Line, ...], lang: str, as_of: dt.date | None) -> list[Component]:
    return [html.P(sentence_line(line.sentence, lang, as_of=as_of)) for line in lines]


def _list(lines: tuple[Line, ...], lang: str, as_of: dt.date | None, *, empty: str) -> Component:
    if not lines:
        return html.P(empty, className="muted")
    return html.Ul([html.Li(sentence_line(line.sentence, lang, as_of=as_of)) for line in lines], className="findings")
