"""What an explored chart tells of a series in words: the number it ends in, transformed as the chart shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from dashboard.analysis.latest import latest_rows, stated_rows
from dashboard.analysis.rows import Row
from dashboard.charts.panel import Key
from dashboard.charts.units import ShownUnit, shown_unit
from dashboard.components.explore_choices import TOLD, Answer
from dashboard.periods import parse_period
from dashboard.store import Store
from dashboard.text import sentences
from dashboard.text.changes import reported_change
from dashboard.text.chart_words import headline_of
from dashboard.text.citation import source_citation
from dashboard.text.clauses import level_clause, subject, timed, value_number
from dashboard.text.parts import plain

_DONE = {
    "zh": {
        "change": "{when}{base}{verb}{size}",
        "index": "{when}指数为{digits}（{first}=100）",
        "cagr": "{first}—{when}年均{verb}{digits}%",
        "per_head": "{when}人均为{number}",
        "per_gdp": "{when}相当于地区生产总值的{number}",
        "share": "{when}占{whole}的{number}",
        "contribution": "{when}拉动{whole}增长{number}",
        "rank": "{when}居{number}",
        "percentile": "{when}不低于{digits}%的同级地区",
        "single": "{when}当期为{number}",
        "year_to_date": "{when}累计为{number}",
    },
    "en": {
        "change": "{verb} {size} {base} {timed}",
        "index": "index {digits} {timed} ({first} = 100)",
        "cagr": "{verb} {digits}% a year on average over {first}–{when}",
        "per_head": "{number} {timed}",
        "per_gdp": "{number} of GDP {timed}",
        "share": "{number} of {whole} {timed}",
        "contribution": "contributed {number} to the growth of {whole} {timed}",
        "rank": "ranked {number} {timed}",
        "percentile": "equals or surpasses {digits}% of the other places {timed}",
        "single": "{number} {timed} alone",
        "year_to_date": "{number} {timed}, year to date",
    },
}
_GROWS = ("增长", "下降")
_VERBS_ZH = {"percent": _GROWS, "percent_a_year": _GROWS, "places": ("上升", "下降"), "unit": ("增加", "减少")}
_TWO_ENDS = ("slope", "dumbbell")


def headline(answer: Answer) -> str:
    """Return the message: what the first series drawn last did, or its last number where it is transformed."""
    wanted, catalog = answer.wanted, answer.catalog
    if not answer.rows:
        return "没有可画的数字" if wanted.lang == "zh" else "No number to draw"
    first = main_series(answer)
    indicator, place = catalog.indicators[first[0]], catalog.places[first[1]]
    if wanted.show == "level":
        own = [row for row in answer.grown if _pair(row) == first[:2] and row["id"] in answer.drawn]
        newest = [*latest_rows(own, catalog), *stated_rows(own, catalog)]
        return headline_of(newest, indicator, place, catalog, wanted.lang).text
    done = told(answer, answer.rows[first][-1])
    name = indicator.label(wanted.lang)
    return f"{place.name.zh}{name}：{done}" if wanted.lang == "zh" else f"{place.name.en}, {name}: {done}"


def main_series(answer: Answer) -> Key:
    """Return the series of the headline: the first drawn of those that stand out; there must be one that is drawn."""
    return next((key for key in answer.emphasised if key in answer.rows), next(iter(answer.rows)))


def told(answer: Answer, row: Row) -> str:
    """Return the number of a transformed row with its period and what it is: ``2023年居第20位``, ``ranked 20th in 2023``."""
    lang = answer.wanted.lang
    unit = _unit(answer, row)
    key, down = unit.key.partition(":")[0], row["shown"] < 0
    if answer.wanted.show == "change" and not row["shown"]:
        return _unchanged(row, lang)
    parent = answer.catalog.places[row["place"]].parent
    verbs = _VERBS_ZH.get(key, ("提高", "降低")) if lang == "zh" else ("up", "down")
    return _DONE[lang][answer.wanted.show].format(
        when=parse_period(row["period"]).label(lang),
        timed=plain(timed(row, lang)),
        first=_base_period(row, lang),
        base=_base(key, row, lang),
        verb=verbs[down],
        size=unit.text(abs(row["shown"])).removeprefix("+"),
        digits=unit.digits(abs(row["shown"])).removeprefix("+"),
        number=unit.text(row["shown"]),
        whole=answer.catalog.places[parent].name[lang] if parent else "",
    )


def to_copy(answer: Answer, store: Store, *, today: dt.date) -> list[str]:
    """Return a sentence for each of the first series, telling what the chart shows of it, with the references it rests on."""
    lang, known = answer.wanted.lang, answer.catalog.sources
    drawn = [row for row in answer.grown if row["id"] in answer.drawn]
    newest = {_pair(row): row for row in latest_rows(drawn, answer.catalog)}
    found = []
    for key in told_series(answer):
        if answer.wanted.show != "level":
            said, sources = _transformed(answer, answer.rows[key][-1], store)
        elif key[:2] in newest:
            said, sources = _level(answer, newest[key[:2]], answer.rows[key], today)
        else:
            continue
        gap, label = ("", "来源：") if lang == "zh" else (" ", "Source: ")
        reference = " ".join(source_citation(known[one], lang) for one in sources if one in known)
        found.append(f"{said}{gap}{label}{reference}" if reference else said)
    return found


def told_series(answer: Answer) -> list[Key]:
    """Return the series of which a sentence is told: the first that stand out, one counting rule of each."""
    firsts = {key[:2]: key for key in reversed(answer.emphasised) if key in answer.rows}
    return [firsts[pair] for pair in dict.fromkeys(key[:2] for key in answer.emphasised) if pair in firsts][:TOLD]


def untold(answer: Answer) -> int:
    """Return of how many series that the chart draws no sentence is told."""
    return len({key[:2] for key in answer.rows}) - len(told_series(answer))


def _level(answer: Answer, row: Row, drawn: list[Row], today: dt.date) -> tuple[str, list[str]]:
    lang, catalog = answer.wanted.lang, answer.catalog
    if answer.kind in _TWO_ENDS:
        first = drawn[0]
        was = value_number(first, catalog, lang)
        when = parse_period(first["period"]).label(lang)
        before = (f"{when}为", was) if lang == "zh" else ("it was ", was, " ", *timed(first, lang))
        said = sentences.sentence([level_clause(row, catalog, lang), before], lang).text
        return said, _unique(row["source"], first["source"])
    level = sentences.level(row, catalog, lang, today=today).text
    change = sentences.change(row, catalog, lang)
    both = [level, change.text] if change else [level]
    return ("" if lang == "zh" else " ").join(both), _unique(row["source"], row["change_source"] if change else "")


def _transformed(answer: Answer, row: Row, store: Store) -> tuple[str, list[str]]:
    """Return what the chart shows of a row, how it was computed, and the published number behind it, with the sources."""
    lang, catalog = answer.wanted.lang, answer.catalog
    place, name = subject(row, catalog, lang)
    done, behind, says = told(answer, row), value_number(row, catalog, lang).text, answer.shown.says[lang]
    stated = _stated_otherwise(answer, row) if answer.wanted.show == "change" else ""
    when = parse_period(row["period"]).label(lang)
    if lang == "zh":
        also = f"；来源公布的是{stated}" if stated else ""
        said = f"{plain((place, *name))}{done}（按已公布数计算：{says}）{also}；{when}数值为{behind}。"
    else:
        also = f"; the source states {stated}" if stated else ""
        how = f"computed from published figures: {says[:1].lower()}{says[1:]}"
        said = f"{plain((*name, ' in ', place))}: {done} ({how}){also}; the value {plain(timed(row, lang))} is {behind}."
    others = [_source(name, answer, store) for name in row["shown_from"].split()]
    return said, _unique(row["source"], row["change_source"] if stated else "", *others)


def _stated_otherwise(answer: Answer, row: Row) -> str:
    """Return the change that the source states where it is another than the one computed, else nothing."""
    indicator = answer.catalog.indicators[row["indicator"]]
    stated = reported_change(row, answer.catalog.units[indicator.unit], indicator, answer.wanted.lang)
    unit = _unit(answer, row)
    if stated is None or pd.isna(row["change"]):
        return ""
    same = row["change_unit"] == unit.key and unit.digits(float(row["change"])) == unit.digits(row["shown"])
    return "" if same else stated.text


def _source(identity: str, answer: Answer, store: Store) -> str:
    found = store.observation(identity, as_of=answer.wanted.as_of)
    return "" if found is None else str(found["source"])


def _unique(*names: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _unchanged(row: Row, lang: str) -> str:
    when = parse_period(row["period"]).label(lang)
    return f"{when}与上年持平" if lang == "zh" else f"unchanged on the year before {plain(timed(row, lang))}"


def _base(key: str, row: Row, lang: str) -> str:
    if key == "percent":
        return "同比" if lang == "zh" else "year on year"
    return ("较上年" if row["frequency"] == "A" else "较上年同期") if lang == "zh" else "on the year before"


def _base_period(row: Row, lang: str) -> str:
    """Return the period of the first observation that a number was computed from; its own where there is none."""
    period = row["shown_from"].split()[0].split(":")[2].partition(";")[0] if row["shown_from"] else row["period"]
    label = parse_period(period).label(lang)
    return label.removesuffix("年") if lang == "zh" and row["shown_unit"] == "percent_a_year" else label


def _unit(answer: Answer, row: Row) -> ShownUnit:
    return shown_unit(row["shown_unit"], [row["shown"]], [row["indicator"]], answer.catalog, answer.wanted.lang)


def _pair(row: Row) -> tuple[str, str]:
    return row["indicator"], row["place"]


def cited(answer: Answer) -> Iterable[str]:
    """Return the ids of the observations whose numbers the chart draws, and of those they were computed from."""
    return answer.drawn.union(*(row["shown_from"].split() for row in answer.reach.rows))
