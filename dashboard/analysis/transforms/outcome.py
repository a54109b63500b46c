"""What a transform gives: numbers with their bounds and unit, what was done in words, and what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import pandas as pd

from dashboard.analysis.comparability import sound, span_of
from dashboard.analysis.rows import Row
from dashboard.catalog import Catalog, Text
from dashboard.intervals import Interval

__all__ = ["ADDED", "Given", "Number", "Refused", "Series", "Shown", "by_series", "in_series", "numbered", "range_of", "sound"]
SERIES = ("indicator", "place", "scope", "period_type", "span", "kind_class")
_series = itemgetter(*SERIES)
ADDED = ("shown", "shown_low", "shown_high", "shown_unit", "shown_from")
"""The number shown, its bounds, the key of its unit, and the ids of the other observations it was computed from."""


@dataclass(frozen=True)
class Refused:
    """A series that a transform makes no sense for, or has no numbers for, and the reason in both languages."""

    indicator: str
    place: str
    reason: Text


@dataclass(frozen=True)
class Shown:
    """The numbers of a transform.

    ``rows`` are rows of the observations with ``span`` and ``ADDED``; ``says`` is what was done; ``refused`` the series
    left out; ``columns`` those of the observations.
    """

    rows: tuple[Row, ...]
    says: Text
    refused: tuple[Refused, ...] = ()
    columns: tuple[str, ...] = ()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame: the columns of the observations, ``span`` and ``ADDED``, also where there are none."""
        return pd.DataFrame(list(self.rows), columns=[*(name for name in self.columns if name != "span"), "span", *ADDED])

    @property
    def units(self) -> tuple[str, ...]:
        """Return the units of the numbers, the first chosen first; more than one never share an axis."""
        return tuple(dict.fromkeys(row["shown_unit"] for row in self.rows))


@dataclass(frozen=True)
class Given:
    """What a transform may look at: the rows chosen, rows of other places and indicators, and the columns all have."""

    rows: list[Row]
    others: list[Row]
    catalog: Catalog
    columns: tuple[str, ...]

    @cached_property
    def _others(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.others:
            found.setdefault((row["indicator"], row["place"]), []).append(row)
        return found

    def beside(self, indicator: str, place: str) -> list[Row]:
        """Return the other rows of an indicator and a place."""
        return self._others.get((indicator, place), [])


@dataclass(frozen=True)
class Number:
    """A number computed for a row: its bounds, its unit, and the observations it was computed from besides the row."""

    value: float
    bounds: Interval
    unit: str
    source: tuple[str, ...] = ()


Series = list[Row]
Rule = Callable[[Series, Given], "list[tuple[Row, Number]] | Text"]
"""What computes one series: pairs of a row and its number, or the reason why there are none."""


def by_series(given: Given, rule: Rule, says: Text) -> Shown:
    """Return what ``rule`` computes for each series, in the order in which the series first appear."""
    found: list[Row] = []
    refused: dict[tuple[str, str], Refused] = {}
    for series in in_series(given.rows):
        told = rule(series, given)
        first = series[0]
        if isinstance(told, Text):
            # Of several series the first tells why: targets and undated values come after.
            refused.setdefault((first["indicator"], first["place"]), Refused(first["indicator"], first["place"], told))
        else:
            found += [row | numbered(number) for row, number in told]
    shown = {(row["indicator"], row["place"]) for row in found}
    left = tuple(entry for key, entry in refused.items() if key not in shown)
    return Shown(tuple(found), says, left, given.columns)


def in_series(rows: Iterable[Row]) -> list[Series]:
    """Return the rows by series, each in time order; rows need no ``span`` yet."""
    groups: dict[tuple[Any, ...], Series] = {}
    for row in rows:
        spanned = row | {"span": span_of(row)}
        groups.setdefault(_series(spanned), []).append(spanned)
    return [sorted(series, key=lambda row: (row["period_end"], row["id"])) for series in groups.values()]


def numbered(number: Number) -> Row:
    """Return the columns ``ADDED`` of a number."""
    bounds = number.bounds
    return dict(zip(ADDED, (number.value, bounds.low, bounds.high, number.unit, " ".join(number.source)), strict=True))


def range_of(row: Mapping[str, Any]) -> Interval:
    """Return what the printed value can stand for."""
    return Interval(row["low"], row["high"])
