"""Explore as a page shows it: the chart with its words, what was left out, what can be taken away."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.transforms import Refused
from dashboard.catalog import Catalog
from dashboard.charts.drawing import Wish, draw
from dashboard.charts.kinds import KINDS, log_refused
from dashboard.components.chart_card import chart_figure
from dashboard.components.chart_key import chart_key
from dashboard.components.explore_choices import Answer, Wanted, answered
from dashboard.components.explore_text import code, description, sources, subtitle
from dashboard.components.explore_told import headline, to_copy, untold
from dashboard.components.explore_words import say
from dashboard.components.words import word
from dashboard.store import Store

NAME = "explore"
_KEYED = frozenset({"line", "multiples", "bump", "slope", "bar", "stacked"})
_MOST_REFUSED = 12
_MOST_NAMED = 200
_MOST_MISSING = 40


def drawn(answer: Answer, described: str) -> go.Figure:
    """Return the chart of an answer, with its text alternative."""
    wish = Wish(
        answer.kind, log=answer.log, shared=answer.wanted.axes == "shared", ahead=answer.ahead, emphasised=answer.emphasised
    )
    return draw(answer.shown.rows, answer.names, answer.catalog, wish, lang=answer.wanted.lang, description=described)


_KEPT = 256


def view(wanted: Wanted, store: Store, *, query: dict[str, str], today: dt.date) -> list[Component]:
    """Return ``parts``, kept by snapshot, choice, address and day."""
    return _view(wanted, store, tuple(query.items()), today)


@lru_cache(maxsize=_KEPT)
def _view(wanted: Wanted, store: Store, query: tuple[tuple[str, str], ...], today: dt.date) -> list[Component]:
    return parts(wanted, store, query=dict(query), today=today)


def parts(wanted: Wanted, store: Store, *, query: dict[str, str], today: dt.date) -> list[Component]:
    """Return everything below the controls: chart, reasons, files, sentences, code; the table comes when it is opened.

    Where there is nothing to draw, that is said with the reasons, and nothing is offered to take away.
    """
    answer = answered(wanted, store)
    if not answer.shown.rows:
        return [chart_section(answer, level=2), _reasons(answer)]
    return [
        chart_section(answer, level=2),
        _reasons(answer),
        _take_away(answer, query),
        _sentences(answer, store, today),
        _code(wanted, store, query),
        _table_place(wanted.lang),
    ]


def chart_section(answer: Answer, *, level: int) -> Component:
    """Return the chart under its headline and subtitle; what to choose where there is nothing to draw."""
    heading = html.H1 if level == 1 else html.H2
    if not answer.shown.rows:
        return _nothing(answer, heading)
    described = description(answer)
    figure = drawn(answer, described)
    fixed = figure.layout.height is not None
    cited = sources(answer)
    label = say("source", answer.wanted.lang)
    line = f"{label}{'：' if answer.wanted.lang == 'zh' else ': '}{cited[0]}" if cited else ""
    more = len(cited) - 1
    if more > 0:
        line += f" 等{more + 1}个来源" if answer.wanted.lang == "zh" else f" and {more} more source{'s' if more > 1 else ''}"
    return html.Section(
        [
            html.Div(
                [
                    heading(headline(answer), id="explore-headline"),
                    html.P(subtitle(answer), className="subtitle", id="explore-subtitle"),
                ],
                className="chart-head",
            ),
            chart_figure(NAME, figure, description=described, note=_legend(answer, figure), plot=not fixed),
            html.P(line, className="note", id="explore-source"),
        ],
        className="panel",
    )


def _nothing(answer: Answer, heading: type[Component]) -> Component:
    wanted, lang = answer.wanted, answer.wanted.lang
    chosen = wanted.indicators and wanted.all_places(answer.catalog)
    hint = say("nothing_of_choice" if chosen else "choose_both", lang)
    return html.Section(
        [heading(headline(answer), id="explore-headline"), html.P(hint, className="subtitle")], className="panel"
    )


def _legend(answer: Answer, figure: go.Figure) -> Component | str:
    """Return what the marks of this kind of chart mean; those of other kinds stand in the chart itself."""
    return chart_key(figure, answer.wanted.lang) if answer.kind in _KEYED else ""


def kind_options(answer: Answer) -> list[Component]:
    """Return the kinds of chart as options; those that make no sense are greyed out and say why."""
    lang, asked = answer.wanted.lang, answer.wanted.kind
    auto = html.Option(say("kind_auto", lang), value="", selected=not asked)
    return [auto, *(_option(kind.name, kind.allowed, kind.reason, asked, lang) for kind in answer.kinds)]


def _option(name: str, allowed: bool, reason: Any, asked: str, lang: str) -> Component:
    words = KINDS[name][lang]
    if not allowed and reason:
        words = f"{words}（{reason.zh}）" if lang == "zh" else f"{words} ({reason.en})"
    return html.Option(words, value=name, disabled=not allowed, selected=name == asked)


def _reasons(answer: Answer) -> Component:
    """Return what was asked for and not shown, each with its reason."""
    lang = answer.wanted.lang
    lines = _instead(answer)
    lines += refusals(answer)[:_MOST_REFUSED]
    lines += _left(answer)
    lines += _without(answer)
    others = [kind for kind in answer.kinds if not kind.allowed and kind.reason and answer.shown.rows]
    colon = "：" if lang == "zh" else ": "
    why = [html.Li(f"{KINDS[kind.name][lang]}{colon}{kind.reason[lang]}") for kind in others if kind.reason]
    parts: list[Any] = []
    if lines:
        parts += [html.H3(say("left_out", lang)), html.Ul([html.Li(line) for line in lines], className="findings")]
    if why:
        parts.append(html.Details([html.Summary(say("why_not", lang)), html.Ul(why, className="findings")]))
    return html.Section(parts, className="panel explore-reasons", hidden=not parts)


def refusals(answer: Answer) -> list[str]:
    """Return each series that the transform or the forecast refused, with the reason."""
    return [_refused(entry, answer.catalog, answer.wanted.lang) for entry in (*answer.shown.refused, *answer.not_ahead)]


def _instead(answer: Answer) -> list[str]:
    lang, asked = answer.wanted.lang, answer.wanted.kind
    colon = "：" if lang == "zh" else ": "
    lines = []
    if asked and asked != answer.kind:
        reason = next((kind.reason for kind in answer.kinds if kind.name == asked), None)
        shown = f"{say('instead', lang)} {KINDS[answer.kind][lang]}" if answer.kind else ""
        lines.append(f"{KINDS[asked][lang]}{colon}{reason[lang] if reason else ''} {shown}".strip())
    if answer.wanted.scale == "log" and not answer.log and answer.shown.rows:
        reason = log_refused(answer.shown.rows, answer.kind, answer.catalog)
        lines.append(f"{say('log', lang)}{colon}{reason[lang] if reason else ''}")
    return lines


def _refused(entry: Refused, catalog: Catalog, lang: str) -> str:
    name = f"{catalog.places[entry.place].name[lang]} · {catalog.indicators[entry.indicator].label(lang)}"
    return f"{name}：{entry.reason.zh}" if lang == "zh" else f"{name}: {entry.reason.en}"


def _left(answer: Answer) -> list[str]:
    """Return the series that this kind of chart does not draw, those of one reason together."""
    if not answer.shown.rows:
        return []
    lang, by_reason = answer.wanted.lang, dict[str, list[str]]()
    for entry in answer.reach.left:
        by_reason.setdefault(entry.reason[lang], []).append(answer.names[entry.key])
    return [f"{_listed(names, lang)}{'：' if lang == 'zh' else ': '}{reason}" for reason, names in by_reason.items()]


def _listed(names: list[str], lang: str) -> str:
    named, more = ("、" if lang == "zh" else ", ").join(names[:_MOST_MISSING]), len(names) - _MOST_MISSING
    return named + ((f"等{len(names)}个" if lang == "zh" else f" and {more} more") if more > 0 else "")


def _without(answer: Answer) -> list[str]:
    """Return the places chosen that have no number at all for an indicator."""
    lang, catalog = answer.wanted.lang, answer.catalog
    told = {(row.indicator, row.place) for row in (*answer.shown.refused, *answer.not_ahead)}
    have = {(key[0], key[1]) for key in answer.names} | told
    lines = []
    for name in answer.wanted.indicators:
        missing = [place for place in answer.wanted.all_places(catalog) if (name, place) not in have]
        if missing:
            named = ("、" if lang == "zh" else ", ").join(catalog.places[place].name[lang] for place in missing[:_MOST_MISSING])
            more = len(missing) - _MOST_MISSING
            named += (f"等{len(missing)}地" if lang == "zh" else f" and {more} more") if more > 0 else ""
            label = catalog.indicators[name].label(lang)
            lines.append(f"{label}：没有{named}的已公布数字" if lang == "zh" else f"{label}: no published number for {named}")
    return lines


def _take_away(answer: Answer, query: dict[str, str]) -> Component:
    lang, own = answer.wanted.lang, urlencode(query)
    shown = [
        (f"as_shown{end}", f"/explore/numbers.{kind}?{own}")
        for kind, end in (("csv", ""), ("xlsx", "_xlsx"), ("json", "_json"))
    ]
    asked = _api_query(answer)
    published = [
        (f"published_{kind}", f"/api/v1/observations?{urlencode(asked | {'format': kind})}") for kind in ("csv", "xlsx", "json")
    ]
    links = [html.A(say(key, lang), href=address, className="button", download="") for key, address in (*shown, *published)]
    pictures = [
        html.Button(say(kind, lang), className="button", type="button", **{"data-picture": kind}) for kind in ("png", "svg")
    ]
    return html.Section(
        [html.H2(say("downloads", lang)), html.Div([*links, *pictures], className="exports")], className="panel"
    )


def _api_query(answer: Answer) -> dict[str, str]:
    wanted = answer.wanted
    optional = {
        "from": str(wanted.first or ""),
        "to": str(wanted.last or ""),
        "as_of": str(wanted.as_of or ""),
        "lang": "en" if wanted.lang == "en" else "",
    }
    places = {key[1]: None for key in answer.names} or dict.fromkeys(wanted.all_places(answer.catalog))
    asked = {"indicator": ",".join(wanted.indicators)}
    # An address has an end; of more places than fit, all are asked for.
    asked |= {"place": ",".join(places)} if len(places) <= _MOST_NAMED else {}
    return asked | {name: value for name, value in optional.items() if value}


def _sentences(answer: Answer, store: Store, today: dt.date) -> Component:
    lang = answer.wanted.lang
    told = to_copy(answer, store, today=today)
    return html.Section(
        [
            html.H2(say("sentences", lang)),
            html.Div([html.P(text) for text in told], id="explore-sentences"),
            *([html.P(say("untold", lang).format(count=rest), className="note")] if (rest := untold(answer)) > 0 else []),
            _copier("copy_sentence", "explore-sentences", lang),
        ],
        className="panel",
        hidden=not told,
    )


def _code(wanted: Wanted, store: Store, query: dict[str, str]) -> Component:
    lang = wanted.lang
    frame = f'<iframe src="/embed?{urlencode(query)}" width="800" height="600" title="{say("chart", lang)}"></iframe>'
    return html.Section(
        [
            html.Details(
                [
                    html.Summary(f"{say('code', lang)} · {say('embed', lang)}"),
                    html.Pre(
                        code(wanted, store), id="explore-code", tabIndex="0", role="region", **{"aria-label": say("code", lang)}
                    ),
                    _copier("copy_code", "explore-code", lang),
                    html.Pre(frame, id="explore-embed", tabIndex="0", role="region", **{"aria-label": say("embed", lang)}),
                    _copier("copy_embed", "explore-embed", lang),
                ]
            )
        ],
        className="panel",
    )


def _copier(key: str, target: str, lang: str) -> Component:
    told = {"data-copy": target, "data-copied": say("copied", lang)}
    return html.Button(say(key, lang), className="button", type="button", **told)


def _table_place(lang: str) -> Component:
    """Return where the table appears when it is opened: neither its rows nor its script are sent before."""
    return html.Section(
        [
            html.Details(
                [
                    html.Summary(say("open_table", lang)),
                    html.Div(word("loading", lang), id="explore-table"),
                    html.Button(
                        say("copy_table", lang),
                        className="button",
                        type="button",
                        **{"data-copy-grid": NAME, "data-copied": say("copied", lang)},
                    ),
                ],
                id="explore-table-open",
            )
        ],
        className="panel",
    )
