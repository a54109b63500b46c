"""What every exploring chart starts from: rows with their numbers, series with names and colours, one unit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dashboard.analysis.rows import Row
from dashboard.catalog import Catalog
from dashboard.charts.axes import nice_step
from dashboard.charts.points import GRADES, KINDS, position, symbol, when
from dashboard.charts.template import MUTED, SERIES, SMALL
from dashboard.charts.units import ShownUnit, shown_unit
from dashboard.text.numbers import format_value

EMPHASISED = len(SERIES)
Key = tuple[str, str, str]
"""Indicator, place and counting rule: what makes a series."""


@dataclass(frozen=True)
class Line:
    """One series: its key, name and colour, whether it is emphasised, and its rows in time order."""

    key: Key
    name: str
    colour: str
    emphasised: bool
    rows: list[Row]


@dataclass(frozen=True)
class Panel:
    """The rows of one chart (of ``transforms.Shown``), what to call their series, and the language.

    ``names`` orders the series; its first four are emphasised unless ``emphasised`` says otherwise. ``colours`` are those of
    places that keep theirs from chart to chart.
    """

    rows: Sequence[Row]
    names: Mapping[Key, str]
    catalog: Catalog
    lang: str
    emphasised: tuple[Key, ...] | None = None
    colours: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def unit(self) -> ShownUnit:
        """Return the unit of all numbers.

        Raises:
            ValueError: the rows have several units, which never share an axis.
        """
        keys = list(dict.fromkeys(row["shown_unit"] for row in self.rows))
        if len(keys) != 1:
            raise ValueError(f"{len(keys)} units do not share an axis")
        values, indicators = (row["shown"] for row in self.rows), (row["indicator"] for row in self.rows)
        return shown_unit(keys[0], values, indicators, self.catalog, self.lang)

    @cached_property
    def lines(self) -> list[Line]:
        """Return the series in order, the emphasised in colours of their own, the others muted."""
        rows: dict[Key, list[Row]] = {}
        for row in sorted(self.rows, key=lambda row: (row["period_end"].value, row["id"])):
            rows.setdefault((row["indicator"], row["place"], row["scope"]), []).append(row)
        ordered = [key for key in self.names if key in rows]
        wanted = ordered if self.emphasised is None else self.emphasised
        strong = [key for key in wanted if key in rows][:EMPHASISED]
        return [Line(key, self.names[key], self._colour(key, strong), key in strong, rows[key]) for key in ordered]

    def _colour(self, key: Key, strong: list[Key]) -> str:
        return self.colours.get(key[1], SERIES[strong.index(key)]) if key in strong else MUTED

    def say(self, zh: str, en: str) -> str:
        """Return the words of the panel's language."""
        return zh if self.lang == "zh" else en

    def hover(self, row: Row, name: str) -> str:
        """Return what a point says: whose it is, when, the number, how sure, from what grade of source."""
        own = self.catalog.indicators[row["indicator"]]
        plain = row["shown_unit"] == f"unit:{own.unit}" and not row["shown_from"]
        value = format_value(row, self.catalog.units[own.unit], own, self.lang) if plain else self.unit.text(row["shown"])
        notes = [GRADES[row["grade"]][self.lang == "en"], KINDS[row["kind"]][self.lang == "en"]]
        tail = self.say("·", " · ").join(note for note in notes if note)
        return f"{name}{self.say('，', ', ')}{when(row, self.lang)}<br><b>{value}</b><br>{tail}"

    def heights(self) -> tuple[float, float]:
        """Return the lowest and the highest number on the axis; zero is among them where the axis begins there."""
        finite = [
            self.unit.height(row[name])
            for line in self.lines
            for row in line.rows
            for name in ("shown", "shown_low", "shown_high")
            if math.isfinite(row[name])
        ]
        low, high = min(finite, default=0.0), max(finite, default=1.0)
        return (min(low, 0.0), max(high, 0.0)) if self.unit.from_zero or self.unit.signed else (low, high)

    def amounts(self, *, log: bool = False, room: float = 0.08, zero: bool = False) -> dict[str, Any]:
        """Return the axis of numbers: from zero where that is honest, ranks with the first on top."""
        low, high = self.heights()
        if log:
            return {"type": "log", "dtick": 1 if high / max(low, 1e-9) > 20 else "D1", "exponentformat": "none"}
        low = min(low, 0.0) if zero else low
        size = high - low or abs(high) or 1.0
        foot, top = low - (0 if low == 0 else room * size), high + room * size
        if self.unit.ranks:
            step = max(1.0, math.ceil(nice_step(max(size, 1) / 6)))
            marks = sorted({1, *(int(n * step) for n in range(1, int(high / step) + 2))})
            return {"range": [high + 0.8, min(low, 1.0) - 0.8], "tickvals": [n for n in marks if low - 1 <= n <= high + 1]}
        step = nice_step(size / 6)
        return {"range": [foot, top], "dtick": step, "tick0": 0, "tickformat": f"{',' if self.lang == 'en' else ''}~f"}

    def unit_label(self, **at: Any) -> dict[str, Any]:
        """Return the unit written over the axis of numbers."""
        place = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
        return place | {"text": self.unit.label, "showarrow": False, "yshift": 4, "font": {"size": SMALL}} | at


def marker(row: Row) -> str:
    """Return the mark of a row: hollow where it is not final."""
    return symbol(row)


def at(row: Row) -> float:
    """Return where a row stands in time, in years."""
    return position(row)


def points(panel: Panel, line: Line, rows: list[Row]) -> dict[str, Any]:
    """Return what makes points open their evidence and say what they are."""
    return {
        "customdata": [row["id"] for row in rows],
        "hovertext": [panel.hover(row, line.name) for row in rows],
        "hoverinfo": "text",
        "cliponaxis": False,
        "name": line.name,
    }


def newest_common(panel: Panel) -> str:
    """Return the newest period in which at least half of the series have a number; else the one most have."""
    counts: dict[str, int] = {}
    ends: dict[str, Any] = {}
    for line in panel.lines:
        for row in line.rows:
            if row["kind_class"] == "outcome":
                counts[row["period"]] = counts.get(row["period"], 0) + 1
                ends[row["period"]] = row["period_end"]
    half = len(panel.lines) / 2
    wide = [period for period, n in counts.items() if n >= half]
    return max(wide or [p for p, n in counts.items() if n == max(counts.values())], key=lambda period: ends[period])


def rows_at(panel: Panel, period: str) -> list[tuple[Line, Row]]:
    """Return each series that has an outcome of this period, with it."""
    return [
        (line, row) for line in panel.lines for row in line.rows if row["period"] == period and row["kind_class"] == "outcome"
    ]
