"""The unit in which the numbers of a chart stand: how to divide, print and label them, and which way is up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.catalog import Catalog
from dashboard.catalog.model import Measure
from dashboard.text.numbers import axis_scale, decimal_text, ordinal, rounded

_LABELS: dict[str, tuple[str, str]] = {
    "percent": ("%", "%"),
    "percent_a_year": ("%（年均）", "% a year"),
    "percentage_points": ("个百分点", "percentage points"),
    "points": ("点", "points"),
    "places": ("位", "places"),
    "index": ("指数", "index"),
    "position": ("位次", "rank"),
    "percentile": ("百分位", "percentile"),
}
_DECIMALS = {"percent": 1, "percent_a_year": 1, "percentage_points": 2, "index": 1, "points": 1}
_SMALL = {"percent": 1.0, "percentage_points": 0.1}
"""Numbers below are written with a digit more."""
_FROM_ZERO = frozenset({"level", "count", "ratio"})
_SIGNED = frozenset({"percent", "percentage_points", "points", "places"})


@dataclass(frozen=True)
class ShownUnit:
    """How the numbers of one axis are written.

    ``divisor`` scales them to the axis, ``label`` names the unit there, ``decimals`` are those of a number in the base
    unit, ``ranks`` has the smaller number on top, ``from_zero`` begins the axis at zero, ``signed`` writes a plus.
    """

    key: str
    label: str
    divisor: float
    decimals: int
    lang: str
    ranks: bool = False
    from_zero: bool = False
    signed: bool = False

    def height(self, value: float) -> float:
        """Return where a number stands on the axis."""
        return round(value / self.divisor, 12)

    def text(self, value: float) -> str:
        """Return a number with its unit: ``210.2 亿元``, ``+7.4%``, ``第20位``; ``CNY 21.02 bn``, ``20th``."""
        if self.ranks:
            return ordinal(round(value), self.lang)
        number = self.digits(value)
        if self.label == "%":
            return f"{number}%"
        if self.lang == "en" and self.label.startswith(("CNY", "EUR", "USD")):
            currency, _, word = self.label.partition(" ")
            return f"{currency} {number} {word}".strip()
        gap = "" if self.lang == "zh" and self.label and not self.label[0].isascii() else " "
        return f"{number}{gap}{self.label}".strip()

    def digits(self, value: float) -> str:
        """Return the number of ``text`` alone, in the unit of the axis."""
        scaled = value / self.divisor
        places = self.decimals + round(math.log10(self.divisor))
        places = max(0, min(places, 2 if self.divisor > 1 else places))
        text = decimal_text(rounded(scaled, -places), self.lang)
        return f"+{text}" if self.signed and value > 0 else text


def shown_unit(key: str, values: Iterable[float], indicators: Iterable[str], catalog: Catalog, lang: str) -> ShownUnit:
    """Return how to write numbers whose unit is ``key`` (column ``shown_unit`` of a transform) on one axis."""
    numbers = [abs(value) for value in values if math.isfinite(value)]
    largest = max(numbers, default=0.0)
    kind, _, unit = key.partition(":")
    measured = [catalog.indicators[name] for name in dict.fromkeys(indicators)]
    if kind == "unit":
        measure: Measure = measured[0].measure
        scale = axis_scale(largest, catalog.units[unit], lang, measure=measure)
        decimals = max(entry.decimals for entry in measured)
        return ShownUnit(
            key, scale.label, scale.divisor, decimals, lang, ranks=measure == "rank", from_zero=measure in _FROM_ZERO
        )
    if kind == "per_head":
        return ShownUnit(key, _per_head(unit, catalog, lang), 1.0, 0 if largest >= 1000 else 2, lang, from_zero=True)
    label = _LABELS[kind][lang != "zh"]
    decimals = _DECIMALS.get(kind, 0)
    if 0 < largest < _SMALL.get(kind, 0):
        decimals = 3
    return ShownUnit(key, label, 1.0, decimals, lang, ranks=kind == "position", signed=kind in _SIGNED)


def _per_head(unit: str, catalog: Catalog, lang: str) -> str:
    entry = catalog.units[unit]
    if entry.dimension.startswith("money"):
        currency = entry.dimension.partition("_")[2].upper()
        return f"{entry.name.zh}/人" if lang == "zh" else f"{currency} per person"
    return f"{entry.name.zh}/万人" if lang == "zh" else "per 10,000 people"
