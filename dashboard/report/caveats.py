"""What a reader must know before using the figures, by rule: each caveat says to which figures it applies."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dashboard.analysis.comparability import breaks_at
from dashboard.catalog.model import GRADES
from dashboard.periods import parse_period
from dashboard.report import phrases
from dashboard.report.content import Line
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.rows import Row, rows_of
from dashboard.text.changes import computed_change, reported_change
from dashboard.text.fields import word as field_word
from dashboard.text.parts import Name, Number, Part, Sentence

MOST = 8
_MOST_OF_A_KIND = 2


def caveats(made: Material, numbering: Numbering) -> tuple[Line, ...]:
    """Return the caveats, the gravest first, at most eight."""
    told = [
        *_undated(made),
        *_above_parent(made),
        *_conflicts(made),
        *_reported_against_computed(made),
        *_breaks(made),
        *_unsettled(made),
        *_old(made),
        *_grades(made),
    ]
    return tuple(Line(sentence, numbering.of(observations)) for sentence, observations in told[:MOST])


Told = list[tuple[Sentence, tuple[str, ...]]]


def _undated(made: Material) -> Told:
    """Say which newer statements name no reference year, and that their bounds are bounds."""
    keys = {row["indicator"] for row in made.key_rows}
    rows = [row for row in rows_of(made.undated) if row["indicator"] in keys]
    if not rows:
        return []
    ids, listed = [row["id"] for row in rows], phrases.names(rows, made.catalog, made.lang)
    bounds = any(row["qualifier"] != "exact" for row in rows)
    if made.lang == "zh":
        tail = "；“以上”“约”等表述是界限，不是确数" if bounds else ""
        words: list[Part] = [
            *listed,
            "共",
            phrases.counted(len(rows), ids),
            "项的最新数据只注明公布日期，未注明所属年份，未并入年度数列，也未据此计算增速",
            tail,
        ]
    else:
        tail = "; words such as at least mark bounds, not values" if bounds else ""
        words = [
            "For ",
            phrases.counted(len(rows), ids),
            " key figure (" if len(rows) == 1 else " key figures (",
            *listed,
            ") the newest statement names no reference year: it is kept out of the yearly series, "
            "and no growth is computed from it",
            tail,
        ]
    return [(phrases.sentence(*words), ())]


def _above_parent(made: Material) -> Told:
    """Say where the place exceeds the area it is part of: the two were counted by different rules."""
    told: Told = []
    for row in made.key_rows:
        for parent in _parents(made):
            other = _same_number(made, row, parent)
            if other is not None and other["amount"] < row["amount"]:
                told.append((_above(row, other, made), (row["id"], other["id"])))
    return told[:_MOST_OF_A_KIND]


def _above(row: Row, other: Row, made: Material) -> Sentence:
    catalog, lang = made.catalog, made.lang
    own = Name(made.place.formal(lang), made.place.id)
    parent = Name(catalog.places[other["place"]].formal(lang), other["place"])
    one, two = phrases.value(row, catalog, lang), phrases.value(other, catalog, lang)
    head = (phrases.label(row, catalog, lang), phrases.year(row["period"], lang))
    if lang == "zh":
        return phrases.sentence(head[0], "：", head[1], own, one, "，", parent, two, "，两者口径不同，不可相除或相减")
    return phrases.sentence(
        head[0], " in ", head[1], ": ", own, " ", one, ", ", parent, " ", two, "; counted by different rules, so no share"
    )


def _parents(made: Material) -> list[str]:
    found, place = [], made.place
    while place.parent:
        place = made.catalog.places[place.parent]
        found.append(place.id)
    return found


def _same_number(made: Material, row: Row, place: str) -> Row | None:
    """Return the area's figure of the same indicator and period that is a level or a count, under whatever rule."""
    if made.catalog.indicators[row["indicator"]].measure not in {"level", "count"}:
        return None
    same = made.everyone.loc[
        (made.everyone["indicator"] == row["indicator"])
        & (made.everyone["place"] == place)
        & (made.everyone["period"] == row["period"])
        & (made.everyone["period_type"] == row["period_type"])
        & (made.everyone["kind_class"] == "outcome")
        & made.everyone["amount"].notna()
    ]
    return None if same.empty else rows_of(same.sort_values(["scope", "id"]))[0]


def _conflicts(made: Material) -> Told:
    """Say where releases disagree: first the key figures and targets, then whatever is newest."""
    keys = [row["id"] for row in made.key_rows] + [name for name in made.aims["outcome_id"] if isinstance(name, str)]
    rows = rows_of(made.found.loc[(made.found["differ"] > 0) & (made.found["kind_class"] == "outcome")])
    rows.sort(key=lambda row: (row["id"] not in keys, -row["period_end"].toordinal(), row["id"]))
    return [(_conflict(row, made), (row["id"],)) for row in rows[:_MOST_OF_A_KIND]]


def _conflict(row: Row, made: Material) -> Sentence:
    catalog, lang = made.catalog, made.lang
    least, most = _ends(row, made)
    # To the digits of the others beside it: 650 billion, not 650.0 billion.
    plain = phrases.amount(row["amount"], row, (row["id"],), catalog, lang)
    used = plain if row["qualifier"] == "exact" and not row["derived"] else phrases.value(row, catalog, lang)
    head = (phrases.label(row, catalog, lang), phrases.period(row, lang), used)
    if lang == "zh":
        return phrases.sentence(head[0], "（", head[1], "）来源不一致：采用", head[2], "，各来源在", least, "至", most, "之间")
    return phrases.sentence(
        head[0], " (", head[1], "): sources disagree, between ", least, " and ", most, "; ", head[2], " is used"
    )


def _ends(row: Row, made: Material) -> list[Number]:
    """Return the least and the most that is stated, with all digits where rounding for reading makes them the same."""
    for exact in (False, True):
        told = (row[name] for name in ("least", "most"))
        ends = [phrases.amount(number, row, (row["id"],), made.catalog, made.lang, exact=exact) for number in told]
        if ends[0].text != ends[1].text:
            break
    return ends


def _reported_against_computed(made: Material) -> Told:
    """Say where the stated growth does not fit the levels, beyond rounding; growth at constant prices never has to."""
    told: Told = []
    for row in made.key_rows:
        indicator = made.catalog.indicators[row["indicator"]]
        same = row["computed_unit"] == row["change_unit"] and row["computed_base"] == row["change_base"]
        if not same or not row["comparable"] or indicator.growth_at_constant_prices:
            continue
        if row["change_low"] > row["computed_high"] or row["change_high"] < row["computed_low"]:
            told.append((_misfit(row, made), (row["id"],)))
    return told[:_MOST_OF_A_KIND]


def _misfit(row: Row, made: Material) -> Sentence:
    catalog, lang = made.catalog, made.lang
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    stated, found = (told(row, unit, indicator, lang) for told in (reported_change, computed_change))
    one = phrases.change(stated, row) if stated else ()
    two = phrases.change(found, {**row, "change": None}) if found else ()
    head = (phrases.label(row, catalog, lang), phrases.period(row, lang))
    if lang == "zh":
        return phrases.sentence(head[0], "（", head[1], "）：公布为", *one, "，按两期数值计算为", *two)
    return phrases.sentence(head[0], " (", head[1], "): stated as ", *one, "; computed from the two levels: ", *two)


def _breaks(made: Material) -> Told:
    """Say from when a key figure's method changed, where figures on both sides are known."""
    told: Told = []
    for row in made.key_rows:
        series = made.found.loc[(made.found["indicator"] == row["indicator"]) & made.found["amount"].notna()]
        for entry in breaks_at(made.catalog.indicators[row["indicator"]], made.place.id):
            start = pd.Timestamp(parse_period(entry.period).start)
            if (series["period_end"] < start).any() and (series["period_end"] >= start).any():
                told.append((_break(row, entry.period, made), ()))
    return told[:_MOST_OF_A_KIND]


def _break(row: Row, since: str, made: Material) -> Sentence:
    head, year = phrases.label(row, made.catalog, made.lang), phrases.year(since, made.lang)
    if made.lang == "zh":
        return phrases.sentence(head, "自", year, "起口径变化，前后不可直接比较")
    return phrases.sentence(head, ": method changed from ", year, "; figures before and after do not compare")


def _unsettled(made: Material) -> Told:
    """Say which key figures are provisional, expected or derived."""
    rows = [row for row in made.key_rows if row["status"] in {"P", "F", "E"}]
    if not rows:
        return []
    listed = phrases.names(rows, made.catalog, made.lang, years=True)
    tail = "为初步数、预计数或推算数" if made.lang == "zh" else " provisional, expected or derived"
    joint = "" if made.lang == "zh" else ":"
    return [(phrases.sentence(*listed, joint, tail), tuple(row["id"] for row in rows))]


def _old(made: Material) -> Told:
    """Say which key figures have nothing about a recent year."""
    rows = [row for row in made.key_rows if not row["recent"]]
    if not rows:
        return []
    listed = phrases.names(rows, made.catalog, made.lang, years=True)
    if made.lang == "zh":
        return [(phrases.sentence("以下指标没有更新的年度数据：", *listed), ())]
    return [(phrases.sentence("No more recent yearly figure: ", *listed), ())]


def _grades(made: Material) -> Told:
    """Say what kinds of publication the key figures rest on, those stated since included."""
    keys = made.key_rows
    names = {row["indicator"] for row in keys}
    rows = {row["id"]: row for row in [*keys, *(row for row in rows_of(made.undated) if row["indicator"] in names)]}
    if not rows:
        return []
    counts = Counter(row["grade"] for row in rows.values())
    parts: list[Part] = []
    for grade in GRADES:
        ids = [name for name, row in rows.items() if row["grade"] == grade]
        if not counts[grade]:
            continue
        parts += [("、" if made.lang == "zh" else ", ")] if parts else []
        parts += [field_word(grade, made.lang), "" if made.lang == "zh" else " ", phrases.counted(len(ids), ids)]
    if made.lang == "zh":
        tail = "；转载的未见原文，引用前请核对原发布" if counts["repost"] else ""
        return [(phrases.sentence("关键数字的来源：", *parts, "项", tail), ())]
    tail = "; of reposts the original page was not seen" if counts["repost"] else ""
    return [(phrases.sentence("Sources of the key figures: ", *parts, tail), ())]
