"""The targets of a briefing: what was planned, what became of it, and by which of the five statuses."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.analysis.targets import REASONS, STATUSES, missed
from dashboard.periods import parse_period
from dashboard.report import phrases
from dashboard.report.content import Line, TargetLine
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.report.tables import joined
from dashboard.report.words import SHAPES, word
from dashboard.rows import Row, rows_of
from dashboard.text.fields import word as field_word
from dashboard.text.parts import Part
from dashboard.text.statements import change_text, period_text, scope_text, value_text

MOST_ON_PAGE = 7
_MOST_NAMED = 3
_REACHED, _MISSED, _OPEN = "achieved", "missed", ""


def target_lines(made: Material, numbering: Numbering) -> tuple[TargetLine, ...]:
    """Return every target, those of the latest plan period first, and of these the ones with a known outcome first."""
    rows = sorted(rows_of(made.aims), key=lambda row: _order(row, made))
    known = [row["id"] for row in rows if _is_known(row)]
    fit = (known or [row["id"] for row in rows])[:MOST_ON_PAGE]
    return tuple(_line(row, made, numbering, first=row["id"] in fit) for row in rows)


def target_summary(made: Material, numbering: Numbering) -> tuple[Line, ...]:
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


def _share(outcome: str, rows: list[Row], made: Material) -> list[Part]:
    """Return how many targets came out so; those that are reached or missed by name."""
    lang, count = made.lang, phrases.counted(len(rows), [row["id"] for row in rows])
    name = _outcome_name(outcome, lang)
    said: list[Part] = [name, count, "项"] if lang == "zh" else [f"{name[0].lower()}{name[1:]} ", count]
    told: list[Part] = []
    if outcome in {_REACHED, _MISSED}:
        told = list(phrases.names(rows, made.catalog, lang, most=_MOST_NAMED))
    elif outcome == _OPEN:
        told = _reasons(rows, lang)
    if not told:
        return said
    return [*said, "（", *told, "）"] if lang == "zh" else [*said, " (", *told, ")"]


def _reasons(rows: list[Row], lang: str) -> list[Part]:
    """Return for how many targets there is which reason that they cannot be judged."""
    parts: list[Part] = []
    why = {row["id"]: _why(row) for row in rows}
    for reason in dict.fromkeys(sorted(why.values(), key=list(why.values()).count, reverse=True)):
        same = [name for name, told in why.items() if told == reason]
        count, text = phrases.counted(len(same), same), word(reason, lang)
        parts += [("、" if lang == "zh" else ", ")] if parts else []
        parts += [text, count, "项"] if lang == "zh" else [count, f" {text}"]
    return parts


def _why(row: Row) -> str:
    if row["why_no_status"] == "growth_target":
        return "why_growth"
    return "why_unseen" if row["closed"] else "why_open"


def _became(row: Row, made: Material) -> str:
    """Return what became of a target: ``missed`` once its period is over and its figure short, else its status."""
    seen = made.row(row["outcome_id"]) if isinstance(row["outcome_id"], str) and row["outcome_id"] else None
    short = seen is not None and missed(seen, row, made.catalog.indicators[row["indicator"]], today=made.today)
    return _MISSED if short and row["target_status"] != _REACHED else str(row["target_status"])


def _outcome_name(outcome: str, lang: str) -> str:
    if outcome in STATUSES:
        return STATUSES[outcome][lang]
    return word("missed" if outcome == _MISSED else "no_status", lang)


def _status_words(row: Row, made: Material) -> str:
    """Return the status in words; a missed target says so first."""
    status, became = row["target_status"], _became(row, made)
    told = _outcome_name(became, made.lang)
    return told + word("bracketed", made.lang, text=STATUSES[status][made.lang]) if became == _MISSED and status else told


def _order(row: Row, made: Material) -> tuple[Any, ...]:
    cards = made.view.cards
    card = cards.index(row["indicator"]) if row["indicator"] in cards else len(cards)
    told = bool(row["target_status"]) or pd.notna(row["outcome"])
    return (-parse_period(row["period"]).end.toordinal(), not told, card, row["id"])


def _is_known(row: Row) -> bool:
    """Return whether the target is a number of which something is known; where none is, the first page tells them all."""
    return pd.notna(row["amount"]) and pd.notna(row["outcome"])


def _line(row: Row, made: Material, numbering: Numbering, *, first: bool) -> TargetLine:
    catalog, lang = made.catalog, made.lang
    status = row["target_status"]
    seen = made.row(row["outcome_id"]) if row["outcome_id"] else None
    observations = tuple(name for name in (row["id"], row["outcome_id"], row["base_id"]) if isinstance(name, str) and name)
    scope = scope_text(row, catalog, lang)
    name = catalog.indicators[row["indicator"]].label(lang)
    return TargetLine(
        indicator=row["indicator"],
        name=joined((name, scope), lang),
        period=parse_period(row["period"]).label(lang),
        target=_target(row, made),
        outcome=_outcome(seen, row, made),
        status=status,
        shape=SHAPES[status],
        status_words=_status_words(row, made),
        pace=_pace(row),
        sources=numbering.of(observations[:2]),
        observations=observations,
        first=first,
    )


def _target(row: Row, made: Material) -> str:
    if pd.notna(row["amount"]):
        return value_text(row, made.catalog, made.lang)
    words = change_text(row, made.catalog, made.lang)
    return words.text if words else ""


def _outcome(seen: Row | None, row: Row, made: Material) -> str:
    lang = made.lang
    if seen is None:
        reason = row["why_no_status"]
        return REASONS[reason][lang] if reason in REASONS else ""
    told = [value_text(seen, made.catalog, lang), period_text(seen, lang)]
    told += [word("year_not_given", lang)] if seen["stated_on"] else []
    told += [field_word(seen["kind"], lang)] if seen["kind"] in {"preliminary", "expected", "estimate"} else []
    return ("，" if lang == "zh" else ", ").join(told)


def _pace(row: Row) -> str:
    if pd.isna(row["observed_growth"]) or pd.isna(row["required_growth"]):
        return ""
    rates = [f"{row[name]:.1f}%".replace("-", "−") for name in ("observed_growth", "required_growth")]
    pace = f"{row['pace']:.2f}".replace("-", "−")
    return f"{' ÷ '.join(rates)} = {pace}"
