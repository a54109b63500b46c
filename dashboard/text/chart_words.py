"""The words of a chart: a headline that says the message, a subtitle that says the measure, and a text alternative."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.analysis.comparability import breaks_at
from dashboard.analysis.latest import latest, stated
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator, Place
from dashboard.periods import parse_period
from dashboard.text.clauses import Clause, change_clause, is_rank, level_clause, period_part, timed, told_change, value_number
from dashboard.text.numbers import axis_scale
from dashboard.text.parts import Name, Part, Sentence, When

_BASES = ("（按已公布数计算）", " (computed from published figures)", " (as reported)", "")
"""What a headline leaves to the table below it: where a change comes from."""
_ALL_POINTS = 12
"""Up to so many points a description names each; beyond, the first, the last and the extremes."""


def chart_headline(
    observations: pd.DataFrame, indicator: Indicator, place: Place, catalog: Catalog, lang: str = "zh"
) -> Sentence:
    """Return the message of a trend: the latest sound change of the place, else its latest level, else the indicator's name."""
    own = observations.loc[(observations["place"] == place.id) & (observations["indicator"] == indicator.id)]
    newest = [*rows_of(latest(own, catalog)), *rows_of(stated(own, catalog))]
    return headline_of(newest, indicator, place, catalog, lang)


def headline_of(newest: Sequence[Row], indicator: Indicator, place: Place, catalog: Catalog, lang: str = "zh") -> Sentence:
    """Return ``chart_headline`` where the newest row of the place, dated and undated, is known already.

    The counting rule is left to the subtitle.
    """
    if not newest:
        return _said(
            (Name(place.name[lang], place.id), "：" if lang == "zh" else ": ", Name(indicator.name[lang], indicator.id))
        )
    row = newest[0] | {"scope": ""}
    if is_rank(indicator) or told_change(row, catalog, lang) is None:
        return _said(level_clause(row, catalog, lang))
    said = change_clause(row, catalog, lang)
    return _said(said[:-1] if said[-1] in _BASES else said)


def chart_subtitle(
    observations: pd.DataFrame, indicator: Indicator, place: Place, catalog: Catalog, lang: str = "zh"
) -> Sentence:
    """Return measure, unit, place and period of a trend, and the counting rule of its headline."""
    rows = rows_of(observations.loc[observations["amount"].notna()])
    largest = max((abs(row["amount"]) for row in rows), default=0.0)
    unit = axis_scale(largest, catalog.units[indicator.unit], lang, measure=indicator.measure).label
    places = list(dict.fromkeys([place.id, *(row["place"] for row in rows)]))
    joint = "、" if lang == "zh" else ", "
    named: list[Part] = [Name(joint.join(catalog.places[name].name[lang] for name in places[:4]), place.id)]
    named += [("等地" if lang == "zh" else " and others")] if len(places) > 4 else []
    comma = "，" if lang == "zh" else ", "
    measure: Clause = (Name(indicator.name[lang], indicator.id), *_bracketed(unit, indicator, lang))
    rule = _rule(observations, indicator, place, catalog, lang)
    return _said((*measure, comma, *named, *((comma, _stretch(rows, lang)) if rows else ()), *rule))


def _rule(observations: pd.DataFrame, indicator: Indicator, place: Place, catalog: Catalog, lang: str) -> Clause:
    own = observations.loc[(observations["place"] == place.id) & (observations["indicator"] == indicator.id)]
    newest = [*rows_of(latest(own, catalog)), *rows_of(stated(own, catalog))]
    scopes = set(own.loc[own["amount"].notna() & (own["kind_class"] == "outcome"), "scope"])
    return rule_clause(newest[0]["scope"] if newest else "", indicator, lang, among=len(scopes) > 1)


def rule_clause(scope: str, indicator: Indicator, lang: str, *, among: bool) -> Clause:
    """Return the counting rule that a headline leaves out; ``among`` several, it says that it is that of the headline."""
    if not scope:
        return ()
    rule = Name(indicator.scopes[scope][lang], scope)
    if lang == "zh":
        return "；标题口径：" if among else "；口径：", rule
    return "; counting rule of the headline: " if among else "; counting rule: ", rule


def chart_description(
    observations: pd.DataFrame, indicator: Indicator, place: Place, catalog: Catalog, lang: str = "zh"
) -> Sentence:
    """Return what a trend shows, for those who do not see it: its points or its course, targets, breaks and what is unsure.

    Observations of other places are counted, not told.
    """
    valued = observations.loc[observations["amount"].notna() & (observations["indicator"] == indicator.id)]
    rows = rows_of(valued.loc[valued["place"] == place.id].sort_values(["period_end", "id"]))
    head: Clause = (
        "趋势图：" if lang == "zh" else "Trend: ",
        *chart_subtitle(observations, indicator, place, catalog, lang).parts,
    )
    outcomes = [row for row in rows if row["kind_class"] == "outcome"]
    aims = [row for row in rows if row["kind_class"] == "target"]
    clauses = [head, _course(outcomes, catalog, lang), _aims(aims, catalog, lang), _breaks(rows, indicator, place, lang)]
    stop = "。" if lang == "zh" else ". "
    parts: list[Part] = []
    for clause in (clause for clause in clauses if clause):
        parts += [*clause, stop]
    return _said((*parts[:-1], stop.strip()))


def _course(rows: list[Row], catalog: Catalog, lang: str) -> Clause:
    if not rows:
        return ("没有实际数",) if lang == "zh" else ("No outcome is known",)
    if len(rows) <= _ALL_POINTS:
        return _points(rows, catalog, lang)
    dated = [row for row in rows if not row["stated_on"]] or rows
    chosen = [dated[0], min(dated, key=_amount), max(dated, key=_amount), dated[-1], *(row for row in rows if row["stated_on"])]
    told = list({row["id"]: row for row in sorted(chosen, key=lambda row: row["period_end"])}.values())
    before = "最早、最低、最高和最近的值：" if lang == "zh" else "The first, lowest, highest and latest values: "
    return (before, *_points(told, catalog, lang))


def _points(rows: list[Row], catalog: Catalog, lang: str) -> Clause:
    parts: list[Part] = []
    for row in rows:
        parts += ["，" if lang == "zh" else ", "] * bool(parts)
        parts += _point(row, catalog, lang)
    return tuple(parts)


def _point(row: Row, catalog: Catalog, lang: str) -> Clause:
    notes = {
        "zh": ("推算", "预计", "初步数", "公布，年份未注明"),
        "en": ("derived", "expected", "provisional", "as stated, year not given"),
    }[lang]
    told = (row["derived"], row["kind"] == "expected", row["kind"] == "preliminary", bool(row["stated_on"]))
    scope = (Name(catalog.indicators[row["indicator"]].scopes[row["scope"]][lang], row["scope"]),) if row["scope"] else ()
    said: list[Part] = [*scope, *(note for note, holds in zip(notes, told, strict=True) if holds)]
    number, when = value_number(row, catalog, lang), period_part(row, lang)
    if not said:
        return (when, number) if lang == "zh" else (number, " ", *timed(row, lang))
    joined = [part for n, note in enumerate(said) for part in ([("，" if lang == "zh" else ", ")] * (n > 0) + [note])]
    return (when, number, "（", *joined, "）") if lang == "zh" else (number, " ", *timed(row, lang), " (", *joined, ")")


def _aims(rows: list[Row], catalog: Catalog, lang: str) -> Clause:
    return ("目标：" if lang == "zh" else "Targets: ", *_points(rows, catalog, lang)) if rows else ()


def _breaks(rows: list[Row], indicator: Indicator, place: Place, lang: str) -> Clause:
    if not rows:
        return ()
    ends = [row["period_end"] for row in rows]
    inside = [
        entry
        for entry in breaks_at(indicator, place.id)
        if ends[0] < pd.Timestamp(parse_period(entry.period).start) <= ends[-1]
    ]
    parts: list[Part] = []
    for entry in inside:
        when = When(parse_period(entry.period).label(lang), entry.period)
        note = Name(entry.note[lang].rstrip("。."), indicator.id)
        parts += ["；" if lang == "zh" else "; "] * bool(parts)
        parts += (
            ["自", when, "起口径变化，前后不可比（", note, "）"] if lang == "zh" else ["Break from ", when, " on (", note, ")"]
        )
    return tuple(parts)


def _bracketed(unit: str, indicator: Indicator, lang: str) -> Clause:
    if is_rank(indicator) or not unit:
        return ()
    return ("（", Name(unit, indicator.unit), "）") if lang == "zh" else (" (", Name(unit, indicator.unit), ")")


def _stretch(rows: list[Row], lang: str) -> When:
    years = [row["period_end"].year for row in rows]
    first, last = min(years), max(years)
    text = f"{first}" if first == last else f"{first}—{last}" if lang == "zh" else f"{first}–{last}"
    return When(f"{text}年" if lang == "zh" else text, f"{first}/{last}")


def _amount(row: Row) -> float:
    return float(row["amount"])


def _said(parts: Clause) -> Sentence:
    return Sentence(tuple(part for part in parts if part != ""))
