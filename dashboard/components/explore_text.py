"""The words around an explored chart: subtitle, description, sources, and the code that repeats it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dashboard.analysis.forecast import COVERAGE, METHODS
from dashboard.analysis.rows import Row
from dashboard.analysis.transforms import needed
from dashboard.charts.units import shown_unit
from dashboard.components.explore_choices import Answer, Wanted
from dashboard.components.explore_told import cited, headline, main_series
from dashboard.periods import Period, parse_period
from dashboard.store import Store
from dashboard.text.chart_words import rule_clause
from dashboard.text.citation import source_citation
from dashboard.text.parts import plain

_TOLD = 8


def subtitle(answer: Answer) -> str:
    """Return what is measured, in what unit, where and when, and what was done to it."""
    wanted, catalog, shown = answer.wanted, answer.catalog, answer.shown.rows
    zh = wanted.lang == "zh"
    if not shown:
        return answer.shown.says[wanted.lang]
    measured = []
    for name in dict.fromkeys(row["indicator"] for row in shown):
        rows = [row for row in shown if row["indicator"] == name]
        unit = shown_unit(rows[0]["shown_unit"], [row["shown"] for row in rows], [name], catalog, wanted.lang)
        label = catalog.indicators[name].name[wanted.lang]
        measured.append(f"{label}（{unit.label}）" if zh and unit.label else f"{label} ({unit.label})" if unit.label else label)
    done = [answer.shown.says[wanted.lang]] if wanted.show != "level" else []
    done += [("对数轴" if zh else "log axis")] if answer.log else []
    done += [_ahead(answer)] if answer.ahead is not None and not answer.ahead.empty else []
    places = list(dict.fromkeys(key[1] for key in answer.names))
    named = ("、" if zh else ", ").join(catalog.places[name].name[wanted.lang] for name in places[:4])
    more = len(places) - 4
    named += (f"等{len(places)}地" if zh else f" and {more} more") if more > 0 else ""
    stretch = _stretch(*answer.ends, wanted.lang)
    rules = [rule] if (rule := _rule(answer)) else []
    known = [f"按{wanted.as_of}所知" if zh else f"as known on {wanted.as_of}"] if wanted.as_of else []
    return ("；" if zh else "; ").join([("、" if zh else ", ").join(measured), *done, named, stretch, *rules, *known])


def _rule(answer: Answer) -> str:
    """Return the counting rule of the series in the headline; nothing where it is the indicator's own."""
    if not answer.rows:
        return ""
    name, _, scope = main_series(answer)
    among = len({key[2] for key in answer.rows if key[0] == name}) > 1
    return plain(rule_clause(scope, answer.catalog.indicators[name], answer.wanted.lang, among=among)).lstrip("；; ")


def _ahead(answer: Answer) -> str:
    method = METHODS[answer.wanted.forecast]
    share = f"{COVERAGE:.0%}"
    return f"预测：{method.zh}，{share}区间" if answer.wanted.lang == "zh" else f"forecast: {method.en}, {share} interval"


def _stretch(first: Period, last: Period, lang: str) -> str:
    """Return the periods shown: one in words, more by the years in which they end."""
    if first == last:
        return first.label(lang)
    if first.year == last.year:
        return f"{first.year}年" if lang == "zh" else str(first.year)
    return f"{first.year}—{last.year}年" if lang == "zh" else f"{first.year}–{last.year}"


def description(answer: Answer) -> str:
    """Return the text alternative: the subtitle, and first and last number of each of the first series."""
    zh = answer.wanted.lang == "zh"
    if not answer.shown.rows:
        return headline(answer)
    told = [_course(answer, key) for key in list(answer.rows)[:_TOLD]]
    rest = len(answer.rows) - _TOLD
    told += [f"另有{rest}个序列" if zh else f"and {rest} more series"] if rest > 0 else []
    return f"{subtitle(answer)}{'。' if zh else '. '}{('；' if zh else '; ').join(told)}{'。' if zh else '.'}"


def _course(answer: Answer, key: tuple[str, str, str]) -> str:
    rows, lang = answer.rows[key], answer.wanted.lang
    ends = [rows[0], rows[-1]] if len(rows) > 1 else rows
    said = [f"{_span(row, lang)}{'' if lang == 'zh' else ' '}{_number(answer, row)}" for row in ends]
    return f"{answer.names[key]} {('，' if lang == 'zh' else ', ').join(said)}"


def _number(answer: Answer, row: Row) -> str:
    unit = shown_unit(row["shown_unit"], [row["shown"]], [row["indicator"]], answer.catalog, answer.wanted.lang)
    return unit.text(row["shown"])


def code(wanted: Wanted, store: Store) -> str:
    """Return Python that gives the same frame without the server."""
    places = list(wanted.all_places(store.catalog))
    beside, above = needed(wanted.show, wanted.indicators, places, store.catalog)
    known = f", as_of=datetime.date.fromisoformat({str(wanted.as_of)!r})" if wanted.as_of else ""
    lines = ["import datetime", ""] if wanted.as_of else []
    limits = "".join(f", {name}={value}" for name, value in (("first", wanted.first), ("last", wanted.last)) if value)
    lines += [
        "from dashboard import open_store",
        "from dashboard.analysis.transforms import selected, transformed",
        "",
        f"store = open_store()  # snapshot {store.id} when this was copied",
        f"indicators = {list(wanted.indicators)!r}",
        f"places = {_places(wanted, store)}",
        f"published = store.observations(indicators, places{known})",
        f"rows = selected(published, store.catalog{limits}, scopes={wanted.scopes!r})",
    ]
    if beside:
        lines.append(f"others = store.observations({beside!r}, {'places' if above == places else repr(above)}{known})")
    others = ", others=others" if beside else ""
    lines.append(f"frame = transformed({wanted.show!r}, rows, store.catalog{others}).frame")
    return "\n".join(lines)


def _places(wanted: Wanted, store: Store) -> str:
    """Return Python that lists the places; those of a level by the level and not by name."""
    if not wanted.level:
        return repr(list(wanted.all_places(store.catalog)))
    named = list(replace(wanted, level="").all_places(store.catalog))
    level = f"[place.id for place in store.catalog.places.values() if place.level == {wanted.level!r}]"
    return f"list(dict.fromkeys([*{named!r}, *{level}]))" if named else level


def sources(answer: Answer) -> list[str]:
    """Return the references of all sources of the numbers: that of the newest number first, then the most used."""
    ids = set(cited(answer)) if answer.shown.rows else set()
    rows = [row for row in answer.published if row["id"] in ids]
    counts = Counter(row["source"] for row in rows)
    newest: dict[str, int] = {}
    for row in rows:
        newest[row["source"]] = max(newest.get(row["source"], 0), row["period_end"].value)
    ordered = sorted(counts, key=lambda name: (-newest[name], -counts[name]))
    known = [name for name in ordered if name in answer.catalog.sources]
    return [source_citation(answer.catalog.sources[name], answer.wanted.lang) for name in known]


def _span(row: Row, lang: str) -> str:
    """Return the period of a number; mean growth names both ends."""
    last = parse_period(row["period"]).label(lang)
    if row["shown_unit"] != "percent_a_year":
        return last
    first = row["shown_from"].split(":")[2].partition(";")[0]
    return f"{first}—{last}" if lang == "zh" else f"{first}–{last}"
