"""Numbers as Chinese and English readers write them, to the digits that were printed and no more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, Literal

import pandas as pd

from dashboard.catalog.model import Indicator, Measure, Unit

Lang = Literal["zh", "en"]
MISSING = {"zh": "无数据", "en": "no value"}
DERIVED = {"zh": "（推算）", "en": " (derived)"}
_SCALES: dict[str, tuple[tuple[int, int, str], ...]] = {
    "zh": ((12, 9, "万亿"), (8, 6, "亿"), (4, 4, "万")),
    "en": ((12, 9, "trillion"), (9, 5, "billion"), (6, 4, "million")),
}
"""Words of number with their powers of ten and how many digits may stand before the point: 61475.66亿元, not 614756578万元."""
_BILLION, _TRILLION = 9, 12
"""From the one up to the other English tells every number in billions: 8.40 billion beside 29.56 billion."""
_WIDE = Context(prec=60)
_DECIMALS = {"zh": 2, "en": 3}
"""How many decimals a number may have after a word of number before a smaller word is looked for."""
_READABLE_BARE = {"zh": 6, "en": 7}
"""From how many digits a number is broken up by a word; English has commas before that."""
_ALL_DIGITS = 5
"""A number of up to so many digits is told whole; a longer one is rounded for reading, and its evidence tells it whole."""
_FEWEST_DIGITS, _FEWEST_DECIMALS = 4, 2
"""What rounding leaves to a number with a word of number: so many digits, and at least so many decimals."""
_RATE_DIGITS = 3
"""What rounding leaves to a rate, a ratio or an index."""
_ROUNDED_MEASURES = frozenset({"rate", "ratio", "index"})
_SHORT = {"million": "M", "billion": "bn", "trillion": "tn"}
_STEPS: dict[str, tuple[tuple[int, int, str], ...]] = {
    "zh": ((13, 12, "万亿"), (8, 8, "亿"), (5, 4, "万")),
    "en": ((13, 12, "tn"), (9, 9, "bn"), (6, 6, "million"), (5, 3, "thousand")),
}
"""From which power of ten the numbers of an axis are told in which other, and its word."""
_QUALIFIERS: dict[str, dict[str, tuple[str, str]]] = {
    "zh": {
        "exact": ("", ""),
        "at_least": ("", "以上"),
        "more_than": ("超过", ""),
        "at_most": ("不超过", ""),
        "less_than": ("不足", ""),
        "about": ("约", ""),
    },
    "en": {
        "exact": ("", ""),
        "at_least": ("at least ", ""),
        "more_than": ("more than ", ""),
        "at_most": ("at most ", ""),
        "less_than": ("less than ", ""),
        "about": ("about ", ""),
    },
}


@dataclass(frozen=True)
class Quantity:
    """A number in the parts a card or a sentence sets apart; ``text`` joins them."""

    before: str
    number: str
    unit: str
    after: str

    @property
    def text(self) -> str:
        """Return the whole as one text."""
        return f"{self.before}{self.number}{self.unit}{self.after}"


@dataclass(frozen=True)
class AxisScale:
    """What to divide an axis by, and the unit its numbers are then in (empty where English needs none)."""

    divisor: float
    label: str


def format_value(
    observed: Mapping[str, Any],
    unit: Unit,
    indicator: Indicator,
    lang: str = "zh",
    *,
    short: bool = False,
    exact: bool = False,
    worded_from: int = 0,
) -> str:
    """Return the value of an observation as text: ``4000项以上``, ``201.3亿元``, ``第31位``; ``CNY 20.13 billion``.

    ``short`` writes bn, M and K; ``exact`` keeps every printed digit; ``worded_from`` is as of ``worded_beside``. A derived
    value is marked; a missing one says so.
    """
    return value_parts(observed, unit, indicator, lang, short=short, exact=exact, worded_from=worded_from).text


def worded_beside(rows: Iterable[Mapping[str, Any]], indicator: Indicator, lang: str = "zh") -> int:
    """Return the power of ten from which observations of one indicator take a word of number where they stand side by side.

    466882 alone is told in digits; beside 64.0万 it is 46.69万. Zero where each is told as it would be alone.
    """
    known = [row for row in rows if pd.notna(row["amount"])]
    if indicator.measure == "rank":
        return 0
    powers = {_scale(rounded(float(row["amount"]), _last(row, indicator)), lang)[0] for row in known}
    return min(powers - {0}, default=0)


def value_parts(
    observed: Mapping[str, Any],
    unit: Unit,
    indicator: Indicator,
    lang: str = "zh",
    *,
    short: bool = False,
    exact: bool = False,
    worded_from: int = 0,
) -> Quantity:
    """Return the value of an observation in parts, so that a page may set number and unit apart."""
    if pd.isna(observed["amount"]):
        return Quantity("", MISSING[lang], "", "")
    return quantity(
        float(observed["amount"]),
        unit,
        indicator,
        lang,
        precision=whole(observed.get("precision")),
        qualifier=observed.get("qualifier") or "exact",
        derived=bool(observed.get("derived", False)),
        short=short,
        exact=exact,
        worded_from=worded_from,
    )


def _last(row: Mapping[str, Any], indicator: Indicator) -> int:
    known = whole(row.get("precision"))
    return -indicator.decimals if known is None else known


def quantity(
    amount: float,
    unit: Unit,
    indicator: Indicator,
    lang: str = "zh",
    *,
    precision: int | None = None,
    qualifier: str = "exact",
    derived: bool = False,
    short: bool = False,
    exact: bool = False,
    worded_from: int = 0,
) -> Quantity:
    """Return an amount in the indicator's unit, in parts.

    A number longer than anybody reads is rounded: 614756578万元 is told as 61475.66亿元, 2.05701% as 2.06%.

    Args:
        amount: finite, in the base unit (元, not 亿元).
        unit: the indicator's unit.
        indicator: decides whether it is a rank; its decimals serve where ``precision`` is unknown.
        lang: ``zh`` or ``en``.
        precision: the power of ten of the last digit to print.
        qualifier: one of ``dashboard.intervals.QUALIFIERS``.
        derived: whether to mark it as computed by nobody but us.
        short: in English, M and bn instead of million and billion.
        exact: keep every digit down to ``precision``, however many they are.
        worded_from: the power of ten from which it takes a word of number, as of ``worded_beside``.
    """
    number = rounded(amount, -indicator.decimals if precision is None else precision)
    if indicator.measure == "rank":
        parts = _rank(number, qualifier, lang)
    else:
        told = number if exact or indicator.measure not in _ROUNDED_MEASURES else _readable_rate(number, indicator)
        parts = _measured(told, unit, qualifier, lang, short=short, exact=exact, worded_from=worded_from)
    return Quantity(parts.before, parts.number, parts.unit, parts.after + (DERIVED[lang] if derived else ""))


def axis_scale(max_abs: float, unit: Unit, lang: str = "zh", *, measure: Measure = "level") -> AxisScale:
    """Return the scale of an axis whose largest number is ``max_abs``: ``(1e8, 亿元)`` or ``(1e9, CNY bn)``."""
    if measure == "rank":
        return AxisScale(1.0, "位" if lang == "zh" else "rank")
    size = math.floor(math.log10(max_abs)) if max_abs > 0 and math.isfinite(max_abs) else 0
    exponent, word = next(((exponent, word) for least, exponent, word in _STEPS[lang] if size >= least), (0, ""))
    return AxisScale(10.0**exponent, _axis_label(unit, word, lang))


def unit_label(unit: Unit, lang: str = "zh") -> str:
    """Return a unit as an axis names it, without a word of number: ``元``, ``项``; ``CNY``, empty for plain counts."""
    return _axis_label(unit, "", lang)


def rounded(amount: float, precision: int) -> Decimal:
    """Return ``amount`` to the power of ten ``precision``, halves to even, exactly as a decimal."""
    return Decimal(repr(float(amount))).quantize(Decimal(1).scaleb(precision), context=_WIDE)


def decimal_text(number: Decimal, lang: str = "zh") -> str:
    """Return a decimal in plain digits: English groups thousands, Chinese does not; a true minus sign."""
    text = f"{number:,f}" if lang == "en" else f"{number:f}"
    return text.replace("-", "−")


def ordinal(number: int, lang: str = "zh") -> str:
    """Return the place a rank names: ``第31位``, ``31st``."""
    if lang == "zh":
        return f"第{number}位"
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{suffix}"


def qualifier_words(qualifier: str, lang: str) -> tuple[str, str]:
    """Return what stands before and after a number of this qualifier: ``("", "以上")``, ``("at least ", "")``."""
    return _QUALIFIERS[lang][qualifier or "exact"]


def whole(value: Any) -> int | None:
    """Return an integer, or None for a missing one."""
    return None if value is None or pd.isna(value) else int(value)


def _measured(
    number: Decimal, unit: Unit, qualifier: str, lang: str, *, short: bool, exact: bool, worded_from: int
) -> Quantity:
    exponent, word = _scale(number, lang)
    if not exponent and number and 0 < worded_from <= number.adjusted():
        exponent, word = next((power, word) for power, _, word in _SCALES[lang] if power == worded_from)
    scaled = _without_idle_zeros(number, exponent)
    digits = decimal_text(scaled if exact or not exponent else readable(scaled), lang)
    before, after = qualifier_words(qualifier, lang)
    if lang == "zh":
        return Quantity(before, digits, word + _unit_zh(unit), after)
    word = f" {_SHORT[word] if short else word}" if word else ""
    currency = _currency(unit)
    if currency:
        return Quantity(f"{before}{currency} ", digits, word + _per(unit), after)
    return Quantity(before, digits, word + _unit_en(unit), after)


def _rank(number: Decimal, qualifier: str, lang: str) -> Quantity:
    place = int(number)
    if qualifier == "at_most":
        return Quantity("前" if lang == "zh" else "top ", str(place), "位" if lang == "zh" else "", "")
    before, after = qualifier_words(qualifier, lang)
    if lang == "zh":
        return Quantity(f"{before}第", str(place), "位", after)
    text = ordinal(place, "en")
    return Quantity(before, text[:-2], text[-2:], after)


def _scale(number: Decimal, lang: str) -> tuple[int, str]:
    """Return the largest word of number that leaves few decimals, else none for a number short enough to read bare.

    A longer number gets the largest word that leaves it whole, else the smallest.
    """
    size = number.adjusted() if number else 0
    if lang == "en" and _BILLION <= size < _TRILLION:
        return _BILLION, "billion"
    last = max(int(number.as_tuple().exponent), _idle_zeros(number))
    fitting = [(exponent, word) for exponent, most, word in _SCALES[lang] if exponent <= size < exponent + most]
    whole = next(((exponent, word) for exponent, word in fitting if exponent - last <= _DECIMALS[lang]), None)
    if whole or size < _READABLE_BARE[lang] or not fitting:
        return whole or (0, "")
    return fitting[0] if size - last < _ALL_DIGITS else fitting[-1]


def readable(scaled: Decimal) -> Decimal:
    """Return a number that stands before a word of number, rounded if it is long, without zeros after two decimals."""
    told = _shortened(scaled, -int(scaled.as_tuple().exponent))
    if len(told.as_tuple().digits) <= _ALL_DIGITS:
        return told
    return _shortened(told, max(_FEWEST_DECIMALS, _FEWEST_DIGITS - 1 - told.adjusted()))


def _readable_rate(number: Decimal, indicator: Indicator) -> Decimal:
    """Return a rate, ratio or index to the decimals its indicator is told with, but to three digits at least."""
    fewest = max(indicator.decimals, _FEWEST_DECIMALS, _RATE_DIGITS - 1 - number.adjusted() if number else 0)
    return _shortened(number, fewest) if -int(number.as_tuple().exponent) > fewest else number


def _shortened(number: Decimal, decimals: int) -> Decimal:
    """Return the number to so many decimals, or fewer where zeros follow the second."""
    told = number if -int(number.as_tuple().exponent) <= decimals else number.quantize(Decimal(1).scaleb(-decimals))
    while (kept := -int(told.as_tuple().exponent)) > _FEWEST_DECIMALS and told.as_tuple().digits[-1] == 0:
        told = told.quantize(Decimal(1).scaleb(1 - kept))
    return told


def _idle_zeros(number: Decimal) -> int:
    """Return how many zeros end a whole number: they may go into 万 or million without anything being lost."""
    if not number or int(number.as_tuple().exponent) < 0:
        return int(number.as_tuple().exponent)
    text = str(int(number))
    return len(text) - len(text.rstrip("0"))


def _without_idle_zeros(number: Decimal, exponent: int) -> Decimal:
    """Return the number in units of 10^exponent, with the printed decimals but none that only zeros of a whole number make."""
    scaled = number.scaleb(-exponent)
    if exponent == 0 or int(number.as_tuple().exponent) > 0:
        return _plainly(scaled)
    if number.as_tuple().exponent == 0:
        return _plainly(scaled.normalize())
    return scaled


def _plainly(number: Decimal) -> Decimal:
    """Return the number without a positive exponent, which would be written as zeros anyway."""
    return number.quantize(Decimal(1)) if int(number.as_tuple().exponent) > 0 else number


def _unit_zh(unit: Unit) -> str:
    return "" if unit.dimension == "share" else unit.name["zh"]


def _unit_en(unit: Unit) -> str:
    if unit.classifier or unit.dimension == "share":
        return ""
    return "%" if unit.dimension == "percent" else f" {unit.name['en']}"


def _per(unit: Unit) -> str:
    """Return `` per person`` of ``yuan per person``."""
    _, separator, rest = unit.name["en"].partition(" per ")
    return separator + rest


def _currency(unit: Unit) -> str:
    """Return the ISO 4217 code of a unit of money, whose dimension is written ``money_cny``; else nothing."""
    kind, _, code = unit.dimension.partition("_")
    return code.upper() if kind == "money" else ""


def _axis_label(unit: Unit, word: str, lang: str) -> str:
    if lang == "zh":
        return word + _unit_zh(unit)
    currency = _currency(unit)
    words = (currency, word + _per(unit)) if currency else (word, _unit_en(unit).strip())
    return " ".join(part.strip() for part in words if part)
