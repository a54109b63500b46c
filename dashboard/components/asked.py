"""What an address asked for that there is not, in words, and the page for what is not there at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog
from dashboard.components.choices import href
from dashboard.components.words import word

_NAME = re.compile(r"[\w.:;/=+-]{1,80}")
"""What may be said again: names and dates. Anything else in an address is spoken of without repeating it."""
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_WORDS: dict[str, tuple[str, str]] = {
    "indicator": ("指标", "indicator"),
    "source": ("来源", "source"),
    "number": ("数字", "number"),
    "place": ("地区", "place"),
    "as_of": ("日期", "date"),
    "since": ("起始日期", "first day of the changes"),
    "from": ("起始年", "first year"),
    "to": ("截止年", "last year"),
    "unknown": ("这里没有{kind}{name}。", "There is no {kind}{name} here."),
    "unknown_page": ("网址不对，或它已改名。", "The address is wrong, or it was given another name."),
    "go_on": ("可以从这里继续：", "You can go on from here:"),
    "no_such_place": (
        "网址要求的地区{name}不在名录中，现显示{shown}。",
        "The address asks for a place{name} not listed here; {shown}.",
    ),
    "no_figures": (
        "网址要求的{place}在这里没有数字，现显示{shown}。",
        "The address asks for {place}, which has no figures here; {shown}.",
    ),
    "no_such_day": ("网址中的{kind}{name}不存在，{shown}。", "The {kind} in the address{name} does not exist; {shown}."),
    "still_to_come": ("网址中的{kind}{name}还没有到，{shown}。", "The {kind} in the address{name} is still to come; {shown}."),
    "shown_as_of": ("现按迄今公布的全部资料显示", "everything published so far is shown"),
    "shown_since": ("现从通常的一天算起", "changes are told from the usual day on"),
    "shown_year": ("没有限定年份", "the years are not limited by it"),
    "left_out": (
        "网址要求的{kind}{name}不在名录中，没有画出。",
        "The address asks for {kind}{name}, not listed here and therefore left out.",
    ),
    "all_places": ("全部地区", "all places"),
    "is_shown": ("{place}", "{place} is shown"),
    "are_shown": ("{place}", "{place} are shown"),
}


def notice(lines: Sequence[str]) -> list[Component]:
    """Return the lines above a page, to be heard and seen until another choice is made; nothing where there are none."""
    told = [html.P(line) for line in lines]
    return [html.Div(told, role="status", className="panel asked-notice", id="asked-notice")] if told else []


def place_lines(query: Mapping[str, Any], catalog: Catalog, shown: str, lang: str) -> list[str]:
    """Return that another place is shown than the one asked for, and why; ``shown`` is its id, empty for all places."""
    asked = query.get("place")
    if not asked or asked == shown:
        return []
    entry = catalog.places.get(shown)
    said = _say("is_shown", lang, place=entry.name[lang]) if entry else _say("are_shown", lang, place=_say("all_places", lang))
    known = catalog.places.get(catalog.place_aliases.get(asked, asked))
    if known:
        return [_say("no_figures", lang, place=known.name[lang], shown=said)]
    return [_say("no_such_place", lang, name=_named([asked], lang), shown=said)]


def day_lines(query: Mapping[str, Any], lang: str, *names: str) -> list[str]:
    """Return which days of the query do not exist or are still to come, and what is done instead."""
    return [line for name in names or ("as_of",) for line in _day_line(name, query.get(name), lang)]


def year_lines(query: Mapping[str, Any], lang: str) -> list[str]:
    """Return which of the years that should limit the periods are none."""
    wrong = [name for name in ("from", "to") if query.get(name) and not _YEAR.fullmatch(str(query[name]))]
    return [
        _say("no_such_day", lang, kind=_say(name, lang), name=_named([query[name]], lang), shown=_say("shown_year", lang))
        for name in wrong
    ]


def left_out_lines(query: Mapping[str, Any], catalog: Catalog, lang: str) -> list[str]:
    """Return the indicators and places of a list in the query that nobody knows."""
    lists = (
        ("indicator", query.get("indicators"), {*catalog.indicators, *catalog.indicator_aliases}),
        ("place", query.get("places") or query.get("place"), {*catalog.places, *catalog.place_aliases}),
    )
    unknown = {kind: [part for part in str(text or "").split(",") if part and part not in known] for kind, text, known in lists}
    return [
        _say("left_out", lang, kind=_kind(kind, len(parts), lang), name=_named(parts, lang))
        for kind, parts in unknown.items()
        if parts
    ]


def not_here(kind: str, name: str, *, lang: str, as_of: dt.date | None = None) -> Component:
    """Return the page for an address of something unknown; ``kind`` is ``indicator``, ``source``, ``number`` or ``page``."""
    told = [] if kind == "page" else [_say("unknown", lang, kind=_say(kind, lang), name=_named([name], lang))]
    ways = [("overview", "/"), ("indicators", "/indicator"), ("explore", "/explore"), ("evidence_page", "/evidence")]
    links = [html.Li(html.A(word(key, lang), href=href(path, lang=lang, as_of=as_of))) for key, path in ways]
    said = [
        html.P(("" if lang == "zh" else " ").join([*told, _say("unknown_page", lang)])),
        html.P(_say("go_on", lang)),
        html.Ul(links),
    ]
    return html.Div([html.H1(word("not_found", lang)), html.Section(said, className="panel")])


def _day_line(name: str, text: Any, lang: str) -> list[str]:
    if not text:
        return []
    try:
        wrong = "still_to_come" if dt.date.fromisoformat(str(text)) > dt.date.today() else ""
    except ValueError:
        wrong = "no_such_day"
    instead = _say(f"shown_{name}", lang)
    return [_say(wrong, lang, kind=_say(name, lang), name=_named([text], lang), shown=instead)] if wrong else []


def _kind(kind: str, count: int, lang: str) -> str:
    words = _say(kind, lang)
    return words if lang == "zh" else f"{words}s" if count > 1 else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _named(names: Iterable[Any], lang: str) -> str:
    """Return the names in quotation marks, those that can be repeated; nothing where none can."""
    safe = [str(name) for name in names if _NAME.fullmatch(str(name))]
    if lang == "zh":
        return "、".join(f"“{name}”" for name in safe)
    return f" {', '.join(f'“{name}”' for name in safe)}" if safe else ""


def _say(key: str, lang: str, **told: str) -> str:
    return _WORDS[key][lang != "zh"].format(**told)
