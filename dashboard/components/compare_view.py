"""A place among its peers as the Compare page shows it: dots, table, strengths and weaknesses, gaps, parts of ratios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.analysis.latest import latest
from dashboard.analysis.peers import applies, peer_rule, peers
from dashboard.analysis.profile import FEWEST_PEERS, STRONG, WEAK
from dashboard.analysis.rows import Row, rows_of
from dashboard.analysis.side_by_side import Comparison, Gap, comparisons, strong, weak
from dashboard.catalog import Catalog
from dashboard.charts.spread import spread
from dashboard.components.chart_card import chart_figure
from dashboard.components.explore_words import say
from dashboard.components.numbers import number_link, value_link
from dashboard.components.tables import Column, folded, table
from dashboard.components.take_away import take_away
from dashboard.components.words import word
from dashboard.store import Store
from dashboard.text.numbers import ordinal
from dashboard.text.statements import period_text, scope_text, value_text

VIEW_SET = "view"
_KEPT = 64
_FEWEST_DOTS = 4
"""Among fewer places a row of dots shows nothing that the table does not."""


@dataclass(frozen=True)
class Asked:
    """What to compare: the place, the rule for peers, the set of indicators, the day known, the language."""

    place: str
    rule: str
    chosen: str
    as_of: dt.date | None
    lang: str


def usual_rule(catalog: Catalog, place: str) -> str:
    """Return the rule that chooses a place's peers unless another is asked for: its level's, where it names enough."""
    first = peer_rule(catalog, place)
    rules = [first.id] if first else []
    rules += [rule.id for rule in catalog.peers.values() if applies(rule, catalog.places[place])]
    wide = [rule for rule in rules if len(peers(catalog, place, rule)) >= FEWEST_PEERS]
    return (wide or rules or [""])[0]


def indicator_set(catalog: Catalog, place: str, chosen: str) -> tuple[str, ...]:
    """Return the indicators of a set: those of the overview's cards, or of a theme."""
    if chosen in catalog.themes:
        return tuple(entry.id for entry in catalog.indicators.values() if entry.theme == chosen)
    found = catalog.view_of(catalog.places[place])
    return found.cards if found else ()


@lru_cache(maxsize=_KEPT)
def compared(asked: Asked, store: Store) -> tuple[tuple[Comparison, ...], tuple[Gap, ...], tuple[str, ...]]:
    """Return comparisons, gaps and peers; kept by snapshot and choice."""
    catalog = store.catalog
    around = peers(catalog, asked.place, asked.rule) if asked.rule else ()
    wanted = indicator_set(catalog, asked.place, asked.chosen)
    found = store.observations(wanted, [asked.place, *around], as_of=asked.as_of)
    told, gaps = comparisons(found, catalog, asked.place, around, wanted)
    return tuple(told), tuple(gaps), around


def view(asked: Asked, store: Store) -> list[Component]:
    """Return everything below the controls."""
    found, gaps, around = compared(asked, store)
    catalog, lang = store.catalog, asked.lang
    parts: list[Component] = [_peers_line(around, catalog, lang)]
    if found:
        wide = [one for one in found if len(one.rows) >= _FEWEST_DOTS]
        parts += [_dots(wide, catalog, asked)] if wide else []
        parts += [_judged(found, catalog, asked), _table(found, store, asked)]
    parts.append(_gaps(gaps, found, catalog, lang))
    return parts


def _peers_line(around: Sequence[str], catalog: Catalog, lang: str) -> Component:
    joint = "、" if lang == "zh" else ", "
    named = joint.join(catalog.places[place].name[lang] for place in around) or word("peers_none", lang)
    label = f"{say('peers_are', lang)} ({len(around)})"
    return html.P([html.Strong(label), "：" if lang == "zh" else ": ", named], className="note")


def _dots(found: Sequence[Comparison], catalog: Catalog, asked: Asked) -> Component:
    lang = asked.lang
    names = {row["place"]: catalog.places[row["place"]].name[lang] for one in found for row in one.rows}
    told = ("；" if lang == "zh" else "; ").join(_told(one, catalog, lang) for one in found)
    drawn = spread(found, names, catalog, lang=lang, description=told)
    head = [html.H2(say("dot_plot", lang)), html.P(say("dot_note", lang), className="subtitle")]
    return html.Section(
        [html.Div(head, className="chart-head"), chart_figure("compare", drawn, description=told, plot=False)],
        className="panel",
    )


def _told(one: Comparison, catalog: Catalog, lang: str) -> str:
    place = f"{ordinal(int(one.own['position']), lang)}/{int(one.own['of'])}"
    value = value_text(one.own, catalog, lang)
    return f"{catalog.indicators[one.indicator].label(lang)} {period_text(one.own, lang)} {value} {place}"


def _judged(found: Sequence[Comparison], catalog: Catalog, asked: Asked) -> Component:
    lang = asked.lang
    rule = (
        f"规则：同类地区至少{FEWEST_PEERS}个有同期数字；百分位不低于{STRONG:.0f}为优势，不高于{WEAK:.0f}为短板。"
        if lang == "zh"
        else f"Rule: at least {FEWEST_PEERS} peers have the figure; percentile {STRONG:.0f} or more is a strength, "
        f"{WEAK:.0f} or less a weakness."
    )
    halves = [
        html.Div([html.H3(say(name, lang)), _list(told, catalog, asked, word(f"no_{name}", lang))])
        for name, told in (("strengths", strong(found, catalog)), ("weaknesses", weak(found, catalog)))
    ]
    title = f"{say('strengths', lang)} · {say('weaknesses', lang)}"
    return html.Section(
        [html.H2(title), html.P(rule, className="note"), html.Div(halves, className="halves")], className="panel"
    )


def _list(found: list[Comparison], catalog: Catalog, asked: Asked, nothing: str) -> Component:
    if not found:
        return html.P(nothing, className="muted")
    lines = [
        html.Li(
            [
                f"{catalog.indicators[one.indicator].label(asked.lang)} {period_text(one.own, asked.lang)} ",
                value_link(one.own, catalog, asked.lang, as_of=asked.as_of),
                f" · {ordinal(int(one.own['position']), asked.lang)}/{int(one.own['of'])}",
            ]
        )
        for one in found
    ]
    return html.Ul(lines, className="findings")


def _table(found: Sequence[Comparison], store: Store, asked: Asked) -> Component:
    lang = asked.lang
    columns = [
        Column(say("indicator", lang), "words"),
        Column(say("period", lang)),
        Column(say("value", lang), "figure"),
        Column(say("position", lang)),
        Column(say("percentile", lang), "figure"),
        Column(say("best", lang)),
        Column(say("worst", lang)),
        Column(say("median", lang), "figure"),
        Column(say("gap", lang), "words"),
    ]
    rows = [_row(one, store, asked) for one in found]
    whole = table(columns, rows, caption=say("table", lang), stacked=True, headed=True)
    note = html.P(say("gap_note", lang), className="note", hidden=not any(one.missing for one in found))
    places = dict.fromkeys(row["place"] for one in found for row in one.rows)
    files = take_away(lang=lang, as_of=asked.as_of, indicator=[one.indicator for one in found], place=places)
    return html.Section([html.H2(say("table", lang)), whole, note, files], className="panel compare-parts")


def _row(one: Comparison, store: Store, asked: Asked) -> list[Any]:
    catalog, lang = store.catalog, asked.lang
    scope = scope_text(one.own, catalog, lang)
    parts = _ratio_parts(one, store, asked)
    name: list[Any] = [catalog.indicators[one.indicator].name[lang]]
    name += [html.Br(), html.Span(scope, className="muted")] if scope else []
    name += [folded(say("parts", lang), html.Dl(parts))] if parts else []
    missing = ("、" if lang == "zh" else ", ").join(catalog.places[place].name[lang] for place in one.missing)
    enough, beside = one.enough, [one.own, one.best, one.worst]
    return [
        name,
        period_text(one.own, lang),
        value_link(one.own, catalog, lang, as_of=asked.as_of, beside=beside),
        f"{ordinal(int(one.own['position']), lang)}/{int(one.own['of'])}",
        f"{one.own['percentile']:.0f}" if enough else "—",
        _end(one.best, beside, catalog, asked),
        _end(one.worst, beside, catalog, asked),
        value_text(one.own | {"amount": one.median, "qualifier": "exact", "derived": False}, catalog, lang),
        missing or "—",
    ]


def _end(row: Row, beside: list[Row], catalog: Catalog, asked: Asked) -> list[Any]:
    number = value_link(row, catalog, asked.lang, as_of=asked.as_of, beside=beside)
    return [f"{catalog.places[row['place']].name[asked.lang]} ", number]


def _ratio_parts(one: Comparison, store: Store, asked: Asked) -> list[Component]:
    """Return numerator and denominator of a ratio, for the same period where they are published, else the newest."""
    catalog, lang = store.catalog, asked.lang
    indicator = catalog.indicators[one.indicator]
    told: list[Component] = []
    for label, name in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if name:
            told += [
                html.Dt(f"{say(label, lang)}：{catalog.indicators[name].label(lang)}"),
                html.Dd(_part(name, one.own, store, asked)),
            ]
    return told


def _part(name: str, own: Row, store: Store, asked: Asked) -> list[Any]:
    catalog, lang = store.catalog, asked.lang
    rows = store.observations([name], [own["place"]], as_of=asked.as_of)
    same = [row for row in rows_of(rows) if row["period"] == own["period"] and row["amount"] == row["amount"]]
    found = same or rows_of(latest(rows, catalog))
    if not found:
        return [word("no_figure", lang)]
    row = found[0]
    return [number_link(value_text(row, catalog, lang), row["id"], lang, as_of=asked.as_of), f" {period_text(row, lang)}"]


def _gaps(gaps: Sequence[Gap], found: Sequence[Comparison], catalog: Catalog, lang: str) -> Component:
    colon = "：" if lang == "zh" else ": "
    lines = [html.Li(f"{catalog.indicators[gap.indicator].name[lang]}{colon}{gap.reason[lang]}") for gap in gaps]
    return html.Section(
        [html.H2(say("not_compared", lang)), html.Ul(lines, className="findings")],
        className="panel",
        hidden=not (lines or not found),
    )
