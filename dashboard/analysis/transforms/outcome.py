"""What a transform gives: numbers with their bounds and unit, what was done in words, and what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.analysis.comparability import with_span
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog, Text
from dashboard.intervals import Interval

SERIES = ("indicator", "place", "scope", "period_type", "span", "kind_class")
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

    ``frame`` holds rows of the observations with the columns ``ADDED`` and ``span``; ``says`` what was done; ``refused``
    the series left out.
    """

    frame: pd.DataFrame
    says: Text
    refused: tuple[Refused, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Return the units of the numbers, the first chosen first; more than one never share an axis."""
        return tuple(dict.fromkeys(self.frame["shown_unit"]))


@dataclass(frozen=True)
class Given:
    """What a transform may look at: the rows chosen, and rows of other places and indicators to set them against."""

    rows: pd.DataFrame
    others: pd.DataFrame
    catalog: Catalog


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
    return Shown(framed(found, given.rows), says, tuple(entry for key, entry in refused.items() if key not in shown))


def in_series(rows: pd.DataFrame) -> list[Series]:
    """Return the rows by series, each in time order; rows need no ``span`` yet."""
    groups: dict[tuple[Any, ...], Series] = {}
    for row in rows_of(with_span(rows)):
        groups.setdefault(tuple(row[name] for name in SERIES), []).append(row)
    return [sorted(series, key=lambda row: (row["period_end"], row["id"])) for series in groups.values()]


def numbered(number: Number) -> Row:
    """Return the columns ``ADDED`` of a number."""
    bounds = number.bounds
    return dict(zip(ADDED, (number.value, bounds.low, bounds.high, number.unit, " ".join(number.source)), strict=True))


def framed(found: Iterable[Row], like: pd.DataFrame) -> pd.DataFrame:
    """Return rows as a frame with the columns of ``like`` and those added, also where there are none."""
    return pd.DataFrame(list(found), columns=[*like.columns, *(["span"] if "span" not in like else []), *ADDED])


def sound(row: Mapping[str, Any]) -> bool:
    """Return whether a number may be computed with: exact, published, of a known period, and an outcome."""
    return bool(
        pd.notna(row["amount"])
        and row["qualifier"] == "exact"
        and row["stated_on"] == ""
        and not row["derived"]
        and row["kind"] != "expected"
        and row["kind_class"] == "outcome"
    )


def range_of(row: Mapping[str, Any]) -> Interval:
    """Return what the printed value can stand for."""
    return Interval(row["low"], row["high"])
