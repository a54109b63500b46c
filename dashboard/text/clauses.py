"""Clauses of sentences about one observation: its level, its change, its target. Every number in them leads to its source.

Chinese in the style of official reports; English plain. A clause has no full stop.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.rows import Row
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator
from dashboard.periods import parse_period
from dashboard.text.changes import ChangeWords, change_suffix, computed_change, reported_change
from dashboard.text.numbers import decimal_text, quantity, rounded, value_parts, whole
from dashboard.text.parts import Name, Number, Part, When

Clause = tuple[Part, ...]
_VERBS_ZH = {"exact": "为", "at_least": "达"}
_NOTES = {
    "zh": {"preliminary": "（初步数）", "estimate": "（估计数）"},
    "en": {"preliminary": " (provisional)", "estimate": " (an estimate)"},
}
_GAPS = {"rate": "percentage_points", "rank": "places", "index": "points"}
_AS_ONE_WORD = ("排名", "位次")


def level_clause(row: Row, catalog: Catalog, lang: str) -> Clause:
    """Return what the value was: ``2023年，长春市科技成果本地转化数为2050项``.

    A value whose reference year its source does not state says so; a derived value says that it is derived.
    """
    return _level_zh(row, catalog) if lang == "zh" else _level_en(row, catalog)


def stated_clause(row: Row, catalog: Catalog, lang: str) -> Clause:
    """Return, for a sentence that has named place and indicator already, what was stated on a day without a year."""
    when, number = period_part(row, lang), value_number(row, catalog, lang)
    if lang == "zh":
        return "据", when, "公布，", *_verb_zh(row, catalog), number, "（所属年份未注明）"
    return number, ", as stated on ", when, " (reference year not given)"


def change_clause(row: Row, catalog: Catalog, lang: str) -> Clause:
    """Return how the value changed, as its source reports it or else as computed, or nothing where neither is sound.

    ``长春市科技成果本地转化数2023年同比增长141%``. Columns of ``analysis.growth`` are used where present.
    """
    told = told_change(row, catalog, lang)
    if told is None:
        return ()
    words, ids, computed = told
    place, name = subject(row, catalog, lang)
    number = Number(words.number, ids)
    when = period_part(row, lang)
    if lang == "zh":
        said: Clause = (_unsure_zh(row), *words.before, number, *words.after, "（按已公布数计算）" if computed else "")
        return ("据", when, "公布，", place, *name, *said) if row["stated_on"] else (place, *name, when, *said)
    asked: Clause = (", as stated on ", when) if row["stated_on"] else (" ", *timed(row, lang))
    return (
        *name,
        " in ",
        place,
        *asked,
        ": ",
        _unsure_en(row),
        *words.before,
        number,
        *words.after,
        _basis_en(row, computed=computed),
    )


def later_change_clause(row: Row, catalog: Catalog, lang: str) -> Clause:
    """Return, for a sentence that has named place and indicator already, the change stated on a day without a year."""
    told = told_change(row, catalog, lang)
    if told is None:
        return ()
    words, ids, _ = told
    said: Clause = (*words.before, Number(words.number, ids), *words.after)
    when = period_part(row, lang)
    return ("据", when, "公布，", *said) if lang == "zh" else (*said, ", as stated on ", when)


def told_change(row: Row, catalog: Catalog, lang: str) -> tuple[ChangeWords, tuple[str, ...], bool] | None:
    """Return the change in words, the ids of the observations that say it, and whether it was computed here."""
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    reported = reported_change(row, unit, indicator, lang)
    if reported is not None:
        return reported, (row["id"],), False
    if not row.get("comparable", False) or row["derived"]:
        return None
    computed = computed_change(row, unit, indicator, lang)
    return None if computed is None else (computed, (row["computed_base_id"], row["id"]), True)


def incomparable_clause(row: Row, catalog: Catalog, lang: str) -> Clause:
    """Return that the value does not compare with those before, where a break lies between; else nothing."""
    if row.get("reason") != "break":
        return ()
    place, name = subject(row, catalog, lang)
    if lang == "zh":
        return place, *name, period_part(row, lang), "与此前统计口径不同，不可直接比较"
    return *name, " in ", place, " ", *timed(row, lang), " does not compare with earlier figures, because the method changed"


def outdated_clause(row: Row, lang: str, *, today: dt.date, recent_years: int) -> Clause:
    """Return that no newer figure exists, where the value is about a year longer ago than ``recent_years``."""
    if today.year - row["period_end"].year <= recent_years or row["stated_on"]:
        return ()
    year = When(parse_period(str(row["period_end"].year)).label(lang), str(row["period_end"].year))
    return (year, "以后未见更新的年度数据") if lang == "zh" else ("no figure with a stated year is known after ", year)


def subject(row: Row, catalog: Catalog, lang: str) -> tuple[Name, Clause]:
    """Return the place, and the indicator with its counting rule where it is not the indicator's own."""
    place, indicator = catalog.places[row["place"]], catalog.indicators[row["indicator"]]
    name: Clause = (Name(indicator.name[lang], indicator.id),)
    if row["scope"]:
        rule = Name(indicator.scopes[row["scope"]][lang], row["scope"])
        name = (*name, "（", rule, "）") if lang == "zh" else (*name, " (", rule, ")")
    return Name(place.formal(lang), place.id), name


def value_number(row: Row, catalog: Catalog, lang: str) -> Number:
    """Return the value as a number that leads to its observation; a derived value is marked by its verb, not here."""
    indicator = catalog.indicators[row["indicator"]]
    said = value_parts({**row, "derived": False}, catalog.units[indicator.unit], indicator, lang)
    return Number(said.text, (row["id"],))


def gap_number(outcome: Row, target: Row, catalog: Catalog, lang: str) -> Number:
    """Return how far an outcome is from its target, in the kind of its measure and to the outcome's digits.

    A rate is percentage points away, a rank places, an index points; a target stands for exactly the number it names.
    """
    indicator = catalog.indicators[target["indicator"]]
    distance, precision = abs(target["amount"] - outcome["amount"]), whole(outcome["precision"])
    kind = _GAPS.get(indicator.measure)
    if kind is None:
        said = quantity(distance, catalog.units[indicator.unit], indicator, lang, precision=precision).text
    else:
        digits = decimal_text(rounded(distance, -indicator.decimals if precision is None else precision), lang)
        said = f"{digits}{change_suffix(kind, digits, lang)}"
    return Number(said, (outcome["id"], target["id"]))


def period_part(row: Row, lang: str) -> When:
    """Return the period of an observation."""
    return When(parse_period(row["period"]).label(lang), row["period"])


def is_rank(indicator: Indicator) -> bool:
    """Return whether the indicator is a place in an order."""
    return indicator.measure == "rank"


def has_value(row: Row) -> bool:
    """Return whether the observation has a number and not only a change."""
    return bool(pd.notna(row["amount"]))


def _level_zh(row: Row, catalog: Catalog) -> Clause:
    place, name = subject(row, catalog, "zh")
    number = value_number(row, catalog, "zh")
    said: Clause = (*_verb_zh(row, catalog), number, _NOTES["zh"].get(row["kind"], ""))
    spoken = _spoken_zh(row, catalog)
    if spoken:
        said = tuple(part for part in said if part != "为")
        name = (Name(spoken, row["indicator"]),)
    if row["stated_on"]:
        return "据", period_part(row, "zh"), "公布，", place, *name, *said, "（所属年份未注明）"
    return period_part(row, "zh"), "，", place, *name, *said


def _spoken_zh(row: Row, catalog: Catalog) -> str:
    """Return a name without the words that the number repeats: 转化项数为2050项 is told as 转化2050项; else nothing."""
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    ending = f"{unit.name.zh}数"
    fits = unit.classifier and not row["scope"] and not row["derived"] and indicator.name.zh.endswith(ending)
    return indicator.name.zh.removesuffix(ending) if fits else ""


def _verb_zh(row: Row, catalog: Catalog) -> Clause:
    before = "预计" if row["kind"] == "expected" else "推算" if row["derived"] else ""
    summed = "累计" if row["period_type"] in {"cumulative", "year_to_date"} else ""
    indicator = catalog.indicators[row["indicator"]]
    if is_rank(indicator):
        verb = "" if indicator.name.zh.endswith(_AS_ONE_WORD) else "列"
    else:
        verb = _VERBS_ZH.get(row["qualifier"], "")
    return (f"{before}{summed}{verb}",)


def _level_en(row: Row, catalog: Catalog) -> Clause:
    place, name = subject(row, catalog, "en")
    number = value_number(row, catalog, "en")
    note = _NOTES["en"].get(row["kind"], "")
    tail: Clause = (
        (", as stated on ", period_part(row, "en"), " (reference year not given)")
        if row["stated_on"]
        else (" ", *timed(row, "en"))
    )
    if is_rank(catalog.indicators[row["indicator"]]):
        verb = " is expected to rank " if row["kind"] == "expected" else " ranked "
        verb += "in the " if row["qualifier"] == "at_most" else ""
        return place, verb, number, note, " (", *name, ")", *tail
    verb = " is expected to come to " if row["kind"] == "expected" else " came to "
    derived = " (derived)" if row["derived"] else ""
    total = " in all" if row["period_type"] == "cumulative" else ""
    return *name, " in ", place, verb, number, total, derived, note, *tail


def _unsure_zh(row: Row) -> str:
    return {"expected": "预计", "preliminary": "初步"}.get(row["kind"], "")


def _unsure_en(row: Row) -> str:
    return {"expected": "expected to be ", "preliminary": "provisionally "}.get(row["kind"], "")


def _basis_en(row: Row, *, computed: bool) -> str:
    if computed:
        return " (computed from published figures)"
    return " (as reported)" if row["change_base"] else ""


def timed(row: Row, lang: str) -> Clause:
    """Return the period of an observation with its English preposition: in 2023, on 14 Jul 2023, over 2013–2017."""
    when = period_part(row, lang)
    period = parse_period(row["period"])
    if period.frequency == "D":
        return "on ", when
    if when.text.startswith("up to"):
        return (when,)
    return ("over " if period.frequency == "range" and period.start.year != period.end.year else "in ", when)
