"""The targets of a briefing: what was planned, what became of it, and by which of the five statuses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.analysis.targets import REASONS, STATUSES, missed
from dashboard.catalog import Catalog
from dashboard.periods import parse_period
from dashboard.report import phrases
from dashboard.report.content import Line, TargetLine
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.report.tables import joined
from dashboard.report.words import SHAPES, WORDS, word
from dashboard.rows import Row, rows_of
from dashboard.text.fields import word as field_word
from dashboard.text.growth_targets import growth_outcome, growth_pace
from dashboard.text.parts import Part
from dashboard.text.statements import change_text, period_text, scope_text, value_text

MOST_ON_PAGE = 7
_MOST_NAMED = 3
_REACHED, _MISSED, _OPEN = "achieved", "missed", ""


@dataclass(frozen=True)
class PlaceTargets:
    """The targets of a place as ``analysis.targets`` judges them, with the observations among which their outcomes are."""

    catalog: Catalog
    lang: str
    today: dt.date
    aims: pd.DataFrame
    known: pd.DataFrame
    cards: tuple[str, ...] = ()
    """The indicators that come first, in order."""

    def row(self, observation: str) -> Row | None:
        """Return one observation by its id, or None."""
        frame = self.known.loc[self.known["id"] == observation]
        return None if frame.empty else rows_of(frame)[0]


def targets_of(made: Material) -> PlaceTargets:
    """Return the targets of a briefing."""
    return PlaceTargets(made.catalog, made.lang, made.today, made.aims, made.found, made.view.cards)


def target_lines(made: PlaceTargets, numbering: Numbering) -> tuple[TargetLine, ...]:
    """Return every target, those of the latest plan period first, and of these the ones with a known outcome first."""
    rows = sorted(rows_of(made.aims), key=lambda row: _order(row, made))
    known = [statement(row) for row in rows if _is_known(row)]
    fit = (known or [statement(row) for row in rows])[:MOST_ON_PAGE]
    return tuple(_line(row, made, numbering, first=statement(row) in fit) for row in rows)


def target_summary(made: PlaceTargets, numbering: Numbering) -> tuple[Line, ...]:
    """Return one line that counts the targets of the latest target year by what became of them; nothing without targets.

    Those that are reached and those that are missed are named.
    """
    rows = sorted(rows_of(made.aims), key=lambda row: _order(row, made))
    if not rows:
        return ()
    end = max(parse_period(row["period"]).end.year for row in rows)
    due = [row for row in rows if parse_period(row["period"]).end.year == end]
    lang, ids = made.lang, [row["id"] for row in due]
    parts: list[Part] = [phrases.year(str(end), lang), "目标" if lang == "zh" else " targets, "]
    parts += [phrases.counted(len(due), ids), "项：" if lang == "zh" else " in all: "]
    for outcome in (_REACHED, _MISSED, *(name for name in STATUSES if name != _REACHED), _OPEN):
        same = [row for row in due if _became(row, made) == outcome]
        if same:
            parts += [] if parts[-1] in {"项：", " in all: "} else ["，" if lang == "zh" else ", "]
            parts += _share(outcome, same, made)
    return (Line(phrases.sentence(*parts, "。" if lang == "zh" else "."), numbering.of(ids[:0])),)


def _share(outcome: str, rows: list[Row], made: PlaceTargets) -> list[Part]:
    """Return how many targets came out so; those that are reached or missed by name."""
    lang, count = made.lang, phrases.counted(len(rows), [row["id"] for row in rows])
    name = _outcome_name(outcome, lang)
    said: list[Part] = [name, count, "项"] if lang == "zh" else [f"{name[0].lower()}{name[1:]} ", count]
    told: list[Part] = []
    if outcome in {_REACHED, _MISSED}:
        told = [*phrases.names(rows, made.catalog, lang, most=_MOST_NAMED), *_undated(rows, lang)]
    elif outcome == _OPEN:
        told = _reasons(rows, lang)
    if not told:
        return said
    return [*said, "（", *told, "）"] if lang == "zh" else [*said, " (", *told, ")"]


def _undated(rows: list[Row], lang: str) -> list[Part]:
    """Return for how many of the targets the figure that reaches or misses them comes without a year."""
    ids = [row["id"] for row in rows if row["outcome_undated"]]
    if not ids:
        return []
    if len(ids) == len(rows):
        return ["；所据数字未注明年份" if lang == "zh" else "; by figures whose year is not stated"]
    count = phrases.counted(len(ids), ids)
    return (
        ["；其中", count, "项所据数字未注明年份"]
        if lang == "zh"
        else ["; ", count, " of them by a figure whose year is not stated"]
    )


def _reasons(rows: list[Row], lang: str) -> list[Part]:
    """Return for how many targets there is which reason that they cannot be judged."""
    parts: list[Part] = []
    why = [_why(row) for row in rows]
    for reason in dict.fromkeys(sorted(why, key=why.count, reverse=True)):
        same = [row["id"] for row, told in zip(rows, why, strict=True) if told == reason]
        count, text = phrases.counted(len(same), same), word(reason, lang)
        parts += [("、" if lang == "zh" else ", ")] if parts else []
        parts += [text, count, "项"] if lang == "zh" else [count, f" {text}"]
    return parts


def _why(row: Row) -> str:
    if f"why_{row['why_no_status']}" in WORDS:
        return f"why_{row['why_no_status']}"
    return "why_unseen" if row["closed"] else "why_open"


def _became(row: Row, made: PlaceTargets) -> str:
    """Return what became of a target: ``missed`` once its period is over and its figure short, else its status."""
    if row["fell_short"] is True:
        return _MISSED
    seen = made.row(row["outcome_id"]) if isinstance(row["outcome_id"], str) and row["outcome_id"] else None
    valued = seen is not None and pd.isna(row["growth_aim"])
    short = valued and missed(seen, row, made.catalog.indicators[row["indicator"]], today=made.today)
    return _MISSED if short and row["target_status"] != _REACHED else str(row["target_status"])


def _outcome_name(outcome: str, lang: str) -> str:
    if outcome in STATUSES:
        return STATUSES[outcome][lang]
    return word("missed" if outcome == _MISSED else "no_status", lang)


def _status_words(row: Row, made: PlaceTargets) -> str:
    """Return the status in words; a missed target says so first, one reached by a figure without a year says that too."""
    status, became = row["target_status"], _became(row, made)
    told = _outcome_name(became, made.lang)
    if became == _REACHED and row["outcome_undated"]:
        return told + word("bracketed", made.lang, text=word("year_not_stated", made.lang))
    return told + word("bracketed", made.lang, text=STATUSES[status][made.lang]) if became == _MISSED and status else told


def _order(row: Row, made: PlaceTargets) -> tuple[Any, ...]:
    card = made.cards.index(row["indicator"]) if row["indicator"] in made.cards else len(made.cards)
    return (-parse_period(row["period"]).end.toordinal(), not _is_known(row), card, row["id"])


def statement(row: Row) -> tuple[str, str]:
    """Return what names a target: its observation and, as two may set growth for one year, the claim of its growth."""
    return row["id"], row["change_claim"] if isinstance(row["change_claim"], str) else ""


def _is_known(row: Row) -> bool:
    """Return whether something comparable is known of the target; where it is of none, the first page tells them all."""
    return bool(pd.notna(row["outcome"] if pd.isna(row["growth_aim"]) else row["growth_observed"]))


def _line(row: Row, made: PlaceTargets, numbering: Numbering, *, first: bool) -> TargetLine:
    catalog, lang = made.catalog, made.lang
    status = row["target_status"]
    seen = made.row(row["outcome_id"]) if row["outcome_id"] else None
    observations = tuple(dict.fromkeys(name for name in _behind(row) if isinstance(name, str) and name))
    scope, grown = scope_text(row, catalog, lang), pd.notna(row["growth_aim"])
    name = catalog.indicators[row["indicator"]].label(lang)
    return TargetLine(
        indicator=row["indicator"],
        name=joined((name, scope), lang),
        period=parse_period(row["period"]).label(lang),
        claim=statement(row)[1],
        target=_target(row, made),
        outcome=growth_outcome(row, seen, catalog, lang) if grown else _outcome(seen, row, made),
        status=status,
        shape=SHAPES[status],
        status_words=_status_words(row, made),
        pace=growth_pace(row),
        sources=numbering.of(observations[1:], [row["change_claim"]]) if grown else numbering.of(observations[:2]),
        observations=observations,
        seen=_seen(row),
        first=first,
    )


def _target(row: Row, made: PlaceTargets) -> str:
    if pd.isna(row["growth_aim"]):
        return value_text(row, made.catalog, made.lang)
    words = change_text(row, made.catalog, made.lang)
    return words.text if words else ""


def _outcome(seen: Row | None, row: Row, made: PlaceTargets) -> str:
    lang = made.lang
    if seen is None:
        reason = row["why_no_status"]
        return REASONS[reason][lang] if reason in REASONS else ""
    told = [value_text(seen, made.catalog, lang), period_text(seen, lang)]
    told += [word("year_not_given", lang)] if seen["stated_on"] else []
    told += [field_word(seen["kind"], lang)] if seen["kind"] in {"preliminary", "expected", "estimate"} else []
    return ("，" if lang == "zh" else ", ").join(told)


def _seen(row: Row) -> str:
    """Return the observation that shows the outcome: the one held against the target, or the latest behind a growth."""
    known = [name for name in (_behind(row)[3:][-1:] or [row["outcome_id"]]) if isinstance(name, str)]
    return known[0] if known else ""


def _behind(row: Row) -> list[Any]:
    """Return the observations behind a target's line: its own, the outcome, and what the growth is made from."""
    inputs = row["growth_inputs"].split(" ") if isinstance(row["growth_inputs"], str) else []
    return [row["id"], row["outcome_id"], row["base_id"], *inputs]
