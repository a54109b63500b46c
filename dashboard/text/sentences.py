"""Sentences about a place: level, change, position, targets and what is missing. None can be built with an untraced digit."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.latest import RECENT_YEARS, latest, stated
from dashboard.analysis.peers import side_by_side
from dashboard.analysis.rank import rank
from dashboard.analysis.rows import Row, rows_of
from dashboard.analysis.targets import reaches
from dashboard.catalog import Catalog
from dashboard.catalog.model import Place, View
from dashboard.text.chart_words import chart_description, chart_headline, chart_subtitle
from dashboard.text.clauses import (
    Clause,
    change_clause,
    gap_number,
    has_value,
    incomparable_clause,
    is_rank,
    later_change_clause,
    level_clause,
    outdated_clause,
    period_part,
    stated_clause,
    subject,
    timed,
    told_change,
    value_number,
)
from dashboard.text.numbers import ordinal
from dashboard.text.parts import Number, Part, Sentence

__all__ = [
    "among_peers",
    "change",
    "chart_description",
    "chart_headline",
    "chart_subtitle",
    "level",
    "no_recent",
    "overview",
    "position",
    "target",
]
_STOP = {"zh": "。", "en": "."}
_AND = {"zh": "；", "en": "; "}


def level(row: Row, catalog: Catalog, lang: str = "zh", *, newer: Row | None = None, today: dt.date | None = None) -> Sentence:
    """Return the sentence of an outcome's level.

    Args:
        row: an observation with a value.
        catalog: names the place and the indicator.
        lang: ``zh`` or ``en``.
        newer: a value stated later without a reference year, told after it.
        today: with it, an old value after which nothing was stated says that no newer one is known.
    """
    clauses = [level_clause(row, catalog, lang)]
    clauses += [outdated_clause(row, lang, today=today, recent_years=RECENT_YEARS)] if today and newer is None else []
    clauses += [stated_clause(newer, catalog, lang)] if newer is not None else []
    return sentence(clauses, lang)


def change(row: Row, catalog: Catalog, lang: str = "zh", *, newer: Row | None = None) -> Sentence | None:
    """Return the sentence of a change, as reported or else as computed; None where no sound change is known.

    Across a break it says that the values do not compare. ``newer`` is a value stated later without a reference year, whose
    own reported change is told after it.
    """
    own = change_clause(row, catalog, lang) or incomparable_clause(row, catalog, lang)
    if newer is None:
        later: Clause = ()
    else:
        later = later_change_clause(newer, catalog, lang) if own else change_clause(newer, catalog, lang)
    clauses = [clause for clause in (own, later) if clause]
    return sentence(clauses, lang) if clauses else None


def position(row: Row, catalog: Catalog, lang: str = "zh", *, newer: Row | None = None) -> Sentence:
    """Return the sentence of a published rank, with its change in places where that is sound."""
    told = told_change(row, catalog, lang)
    moved: Clause = ()
    if told is not None:
        words, ids, computed = told
        basis = ("（按已公布数计算）" if lang == "zh" else " (computed from published figures)") if computed else ""
        moved = (*words.before, Number(words.number, ids), *words.after, basis)
    elif incomparable_clause(row, catalog, lang):
        moved = (
            ("与此前统计口径不同，不可直接比较",)
            if lang == "zh"
            else ("not comparable with earlier places, because the method changed",)
        )
    joint = "，" if lang == "zh" else ", "
    head = level_clause(row, catalog, lang)
    clauses = [(*head, joint, *moved) if moved else head]
    clauses += [stated_clause(newer, catalog, lang)] if newer is not None else []
    return sentence(clauses, lang)


def among_peers(observations: pd.DataFrame, catalog: Catalog, own: str, lang: str = "zh") -> Sentence | None:
    """Return the place's position among the places given, in the newest period in which they compare; None if they do not.

    ``observations`` are of one indicator, of the place and its peers.
    """
    met = rank(side_by_side(observations, catalog, own), catalog)
    if met.empty:
        return None
    row = rows_of(met.loc[met["place"] == own])[0]
    ids = (*(identity for identity in met["id"] if identity != row["id"]), row["id"])
    place, name = subject(row, catalog, lang)
    spot, of = str(int(row["position"])), str(int(row["of"]))
    value = value_number(row, catalog, lang)
    if lang == "zh":
        among: Clause = ("，在", Number(of, ids), "个可比地区中居第", Number(spot, ids), "位")
        return sentence([(period_part(row, lang), "，", place, *name, "为", value, *among)], lang)
    among = (", ", Number(ordinal(int(spot), "en"), ids), " of ", Number(of, ids), " comparable places")
    return sentence([(*name, " in ", place, " came to ", value, " ", *timed(row, lang), *among)], lang)


def target(aim: Row, outcome: Row | None, catalog: Catalog, lang: str = "zh") -> Sentence:
    """Return the sentence of a target: what it is, whether it is reached, and how far off it is where that is known."""
    place, name = subject(aim, catalog, lang)
    goal = value_number(aim, catalog, lang)
    head: Clause = (
        (place, *name, period_part(aim, lang), "目标为", goal)
        if lang == "zh"
        else ("The target for ", *name, " in ", place, " in ", period_part(aim, lang), " is ", goal)
    )
    if outcome is None:
        return sentence([head, ("尚无可比的实际数",) if lang == "zh" else ("no comparable outcome is known",)], lang)
    said = _outcome(outcome, catalog, lang)
    indicator = catalog.indicators[aim["indicator"]]
    if reaches(outcome, aim, indicator):
        return sentence([head, (*said, "，已实现目标" if lang == "zh" else ", so the target is reached")], lang)
    if outcome["qualifier"] != "exact":
        return sentence([head, said], lang)
    gap = gap_number(outcome, aim, catalog, lang)
    return sentence([head, (*said, "，距目标差", gap) if lang == "zh" else (*said, ", ", gap, " short of it")], lang)


def no_recent(row: Row, catalog: Catalog, lang: str, *, today: dt.date) -> Sentence | None:
    """Return that no recent figure exists and since when, or None where the row is recent."""
    since = outdated_clause(row, lang, today=today, recent_years=RECENT_YEARS)
    return sentence([level_clause(row, catalog, lang), since], lang) if since else None


def overview(
    observations: pd.DataFrame,
    catalog: Catalog,
    place: Place,
    view: View,
    lang: str = "zh",
    *,
    today: dt.date | None = None,
    compared: pd.DataFrame | None = None,
) -> list[Sentence]:
    """Return up to three sentences on a place: level, change, position.

    Each takes the first of the view's indicators that allows it: the level of a quantity, the change of a quantity (that of
    the first sentence if it has one), and a published rank that the first sentence has not told. Without a rank, the position
    is the one among peers, and without that the standing towards a target.

    Args:
        observations: of the place, with the columns of ``analysis.growth``.
        catalog: names and units.
        place: the place.
        view: chooses the indicators.
        lang: ``zh`` or ``en``.
        today: with it, old values say that no newer one is known.
        compared: observations of the place and its peers, for the position among them.
    """
    own = observations.loc[observations["place"] == place.id]
    newest = {row["indicator"]: row for row in rows_of(latest(own, catalog))}
    undated = {row["indicator"]: row for row in rows_of(stated(own, catalog))}
    chosen = [name for name in (view.sentences or view.cards) if name in newest]
    quantities = [name for name in chosen if not is_rank(catalog.indicators[name])]
    ranks = chosen if quantities else [name for name in chosen[:1] if told_change(newest[name], catalog, lang)] + chosen[1:]
    found: list[Sentence | None] = [
        _first_level(quantities or chosen, newest, undated, catalog, lang, today),
        next((said for name in quantities if (said := _changed(name, newest, undated, catalog, lang))), None),
        _place_in_order(ranks, newest, undated, catalog, lang)
        or _place_among(chosen, place, compared, catalog, lang)
        or _standing(own, newest, undated, catalog, lang),
    ]
    return [said for said in found if said is not None]


def sentence(clauses: list[Clause], lang: str) -> Sentence:
    """Return clauses as one sentence with its full stop; empty clauses and empty parts fall away."""
    parts: list[Part] = []
    for clause in (clause for clause in clauses if clause):
        parts += [_AND[lang]] * bool(parts) + [part for part in clause if part != ""]
    return Sentence((*parts, _STOP[lang]))


Found = dict[str, Row]


def _first_level(
    names: list[str], newest: Found, undated: Found, catalog: Catalog, lang: str, today: dt.date | None
) -> Sentence | None:
    if not names:
        return None
    row = newest[names[0]]
    return level(row, catalog, lang, newer=_other(row, undated), today=today)


def _changed(name: str, newest: Found, undated: Found, catalog: Catalog, lang: str) -> Sentence | None:
    row = newest[name]
    return change(row, catalog, lang, newer=_other(row, undated)) if told_change(row, catalog, lang) else None


def _place_in_order(names: list[str], newest: Found, undated: Found, catalog: Catalog, lang: str) -> Sentence | None:
    ranks = [newest[name] for name in names if is_rank(catalog.indicators[name])]
    return position(ranks[0], catalog, lang, newer=_other(ranks[0], undated)) if ranks else None


def _place_among(names: list[str], place: Place, compared: pd.DataFrame | None, catalog: Catalog, lang: str) -> Sentence | None:
    if compared is None:
        return None
    found = (among_peers(compared.loc[compared["indicator"] == name], catalog, place.id, lang) for name in names)
    return next((said for said in found if said is not None), None)


def _standing(own: pd.DataFrame, newest: Found, undated: Found, catalog: Catalog, lang: str) -> Sentence | None:
    aims = [row for row in rows_of(own) if row["kind_class"] == "target" and has_value(row) and row["indicator"] in newest]
    if not aims:
        return None
    aim = max(aims, key=lambda row: (row["period_end"], row["id"]))
    outcome = newest[aim["indicator"]]
    later = _other(outcome, undated)
    if later is not None and reaches(later, aim, catalog.indicators[aim["indicator"]]):
        outcome = later
    fits = outcome["scope"] == aim["scope"] and outcome["period_type"] == aim["period_type"]
    return target(aim, outcome if fits and outcome["period_end"] <= aim["period_end"] else None, catalog, lang)


def _other(row: Row, undated: Found) -> Row | None:
    later = undated.get(row["indicator"])
    return later if later is not None and later["id"] != row["id"] and later["scope"] == row["scope"] else None


def _outcome(row: Row, catalog: Catalog, lang: str) -> Clause:
    number = value_number(row, catalog, lang)
    if row["stated_on"]:
        return stated_clause(row, catalog, lang)
    return (period_part(row, lang), "为", number) if lang == "zh" else (number, " ", *timed(row, lang))
