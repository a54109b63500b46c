"""Strengths, weaknesses and what to watch, as sentences that carry their numbers."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.profile import strengths, watch_list, weaknesses
from dashboard.analysis.targets import missed
from dashboard.periods import parse_period
from dashboard.report import phrases
from dashboard.report.content import Line, Standing
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.report.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.growth_targets import growth_distance, known_growth
from dashboard.text.parts import Name, Number, Sentence
from dashboard.text.statements import change_text, period_text, value_text

MOST_COMPARED = 6


def standings(made: Material) -> tuple[Standing, ...]:
    """Return how the place stands among peers, the best first."""
    return tuple(_standing(row, made) for row in rows_of(made.standing.head(MOST_COMPARED)))


def strong(made: Material, numbering: Numbering) -> tuple[Line, ...]:
    """Return the strengths."""
    return tuple(_placed(row, made, numbering) for row in rows_of(strengths(made.standing)))


def weak(made: Material, numbering: Numbering) -> tuple[Line, ...]:
    """Return the weaknesses."""
    return tuple(_placed(row, made, numbering) for row in rows_of(weaknesses(made.standing)))


def watched(made: Material, numbering: Numbering) -> tuple[Line, ...]:
    """Return what to watch, each with the reason for which it is on the list."""
    rows = rows_of(watch_list(made.newest, made.aims, made.catalog, today=made.today))
    lines = [_watched(row, made) for row in rows]
    return tuple(Line(told, numbering.of(_observations(told)[-2:])) for told in lines)


def _standing(row: Row, made: Material) -> Standing:
    catalog, lang = made.catalog, made.lang
    among = tuple(row["among"].split(" "))
    best = phrases.amount(row["best"], row, among, catalog, lang).text
    leader = catalog.places[row["best_place"]].name[lang]
    return Standing(
        name=catalog.indicators[row["indicator"]].label(lang),
        period=period_text(row, lang),
        value=value_text(row, catalog, lang),
        rule=catalog.peers[row["rule"]].name[lang],
        position=f"{row['position']}/{row['of']}",
        best=f"{best}（{leader}）" if lang == "zh" else f"{best} ({leader})",
        median=_median(row, made).text,
        percentile=float(row["percentile"]),
        observation=row["id"],
        best_observation=next((name for name in among if name.split(":")[1] == row["best_place"]), row["id"]),
        observations=among,
    )


def _median(row: Row, made: Material) -> Number:
    """Return the middle of the peers' numbers; a middle between two ranks is no rank, so its half is kept in words."""
    halves = made.catalog.indicators[row["indicator"]].measure == "rank" and not float(row["median"]).is_integer()
    among = tuple(row["among"].split(" "))
    if halves:
        return Number(f"{row['median']:.1f}", among)
    return phrases.amount(row["median"], row, among, made.catalog, made.lang)


def _placed(row: Row, made: Material, numbering: Numbering) -> Line:
    catalog, lang = made.catalog, made.lang
    among = row["among"].split(" ")
    of, position = phrases.counted(row["of"], among), phrases.counted(row["position"], among)
    rule = Name(catalog.peers[row["rule"]].name[lang], row["rule"])
    own = (phrases.name(row, catalog, lang), phrases.period(row, lang), phrases.value(row, catalog, lang))
    if lang == "zh":
        told = phrases.sentence(
            own[0], "（", own[1], "）", own[2], "，在有同期数字的", of, "个地区中居第", position, "位（", rule, "，中位数",
            _median(row, made), "）",
        )  # fmt: skip
    else:
        told = phrases.sentence(
            own[0], " (", own[1], "): ", own[2], ", place ", position, " among ", of, " with figures for that period (", rule,
            "; median ", _median(row, made), ")",
        )  # fmt: skip
    return Line(told, numbering.of([row["id"]]))


def _watched(row: Row, made: Material) -> Sentence:
    if row["why"] == "worse":
        return _moved(row, made)
    return _behind(row, made) if pd.isna(row["growth_aim"]) else _growth_behind(row, made)


def _growth_behind(row: Row, made: Material) -> Sentence:
    """Return a target of growth that is behind its pace: the growth set, the growth known and the distance."""
    catalog, lang = made.catalog, made.lang
    seen = made.row(row["outcome_id"])
    own, due = phrases.name(row, catalog, lang), phrases.year(row["period"], lang)
    set_words = change_text(row, catalog, lang)
    aim = Number(set_words.text, (row["id"],)) if set_words else ""
    known = Number(known_growth(row, seen, catalog, lang), tuple(row["growth_inputs"].split(" ")))
    away = Number(growth_distance(row, lang), (row["id"], row["outcome_id"]))
    over = "" if parse_period(row["period"]).end >= made.today else word("over" if row["fell_short"] else "over_unseen", lang)
    if lang == "zh":
        return phrases.sentence(own, "：", due, "目标", aim, "，结果", known, "，", away, over)
    return phrases.sentence(own, ": target for ", due, " ", aim, "; outcome ", known, ", ", away, over)


def _moved(row: Row, made: Material) -> Sentence:
    catalog, lang = made.catalog, made.lang
    words = change_text({**row, "change": None}, catalog, lang)
    told = phrases.change(words, {**row, "change": None}) if words else ()
    own = (phrases.name(row, catalog, lang), phrases.period(row, lang), phrases.value(row, catalog, lang))
    if lang == "zh":
        return phrases.sentence(own[0], "：", own[1], own[2], "，", *told)
    return phrases.sentence(own[0], ": ", own[2], " (", own[1], "), ", *told)


def _behind(row: Row, made: Material) -> Sentence:
    catalog, lang = made.catalog, made.lang
    seen = made.row(row["outcome_id"])
    due = phrases.year(row["period"], lang)
    aim = Number(value_text(row, catalog, lang), (row["id"],))
    known = (phrases.period(seen, lang), phrases.value(seen, catalog, lang)) if seen else ()
    own = phrases.name(row, catalog, lang)
    tail = (*(_pace(row, made) if row["why"] == "behind" else ()), *_over(row, seen, made))
    if lang == "zh":
        return phrases.sentence(own, "：", due, "目标", aim, "，最近为", *known, *tail)
    return phrases.sentence(own, ": target ", aim, " for ", due, ", last ", *reversed(known[1:]), " (", *known[:1], ")", *tail)


def _pace(row: Row, made: Material) -> tuple[str | Number, ...]:
    ends = tuple(row[name] for name in ("base_id", "outcome_id", "id"))
    share = Number(f"{row['pace'] * 100:.0f}%".replace("-", "−"), ends)
    if made.lang == "zh":
        return ("，年均增速为所需的", share)
    return (", growing at ", share, " of the yearly rate it takes")


def _over(row: Row, seen: Row | None, made: Material) -> tuple[str, ...]:
    """Return, for a target whose period is over, that it was missed or that its last figure is not the final one."""
    if parse_period(row["period"]).end >= made.today:
        return ()
    final = seen is not None and missed(seen, row, made.catalog.indicators[row["indicator"]], today=made.today)
    return (word("over" if final else "over_unseen", made.lang),)


def _observations(told: Sentence) -> list[str]:
    return [number.observation for number in told.numbers]
