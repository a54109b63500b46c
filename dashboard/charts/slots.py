"""Periods side by side below bars: years as far apart as they are, and after each what was stated on a day of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.analysis.rows import Row
from dashboard.periods import parse_period

_MOST_EMPTY = 40
"""More years than these are not left empty between two bars."""


@dataclass(frozen=True)
class Slot:
    """The room of a period; ``stated`` where it is the day of a statement whose reference year is not known."""

    period: str
    stated: bool = False

    @property
    def is_year(self) -> bool:
        """Return whether the period is a calendar year."""
        return len(self.period) == 4


def slots(rows: Sequence[Row]) -> list[Slot]:
    """Return a slot for every period, and for every year between the first and the last that has no number.

    A number without a reference year follows the year in which it was stated.
    """
    held = {row["period"]: (row["period_end"].year, row["stated_on"] != "", row["period_end"].value) for row in rows}
    years = [held[period][0] for period in held if len(period) == 4]
    between = range(min(years), max(years)) if years and max(years) - min(years) <= _MOST_EMPTY else ()
    for year in between:
        # After the other periods of its year, as the year itself would stand.
        held.setdefault(str(year), (year, False, 2**63))
    return [Slot(period, stated=held[period][1]) for period in sorted(held, key=lambda period: (held[period], period))]


def marks(held: Sequence[Slot], lang: str, *, most: int, days: bool = False) -> dict[str, Any]:
    """Return what stands below the slots, at most ``most``: years bare and evenly, other periods in words.

    With ``days`` the days of statements are told too, where all slots have room for words.
    """
    years = [n for n, slot in enumerate(held) if slot.is_year]
    told = years or [n for n, slot in enumerate(held) if not slot.stated] or list(range(len(held)))
    kept = told[:: max(1, -(-len(told) // most))]
    if days and len(held) <= most:
        kept = list(range(len(held)))
    return {"tickvals": kept, "ticktext": [_label(held[n], lang) for n in kept]}


def _label(slot: Slot, lang: str) -> str:
    if slot.is_year:
        return slot.period
    label = parse_period(slot.period).label(lang)
    if not slot.stated:
        return label
    end = parse_period(slot.period).end
    return f"{end.year}年<br>{end.month}月{end.day}日公布" if lang == "zh" else f"stated<br>{end.day} {end:%b %Y}"
