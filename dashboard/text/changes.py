"""Changes in words: per cent, percentage points, places and points, each in its own wording and with its base."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.catalog.model import Indicator, Unit
from dashboard.periods import parse_period, previous
from dashboard.text.numbers import decimal_text, qualifier_words, quantity, rounded
from dashboard.text.parts import When, plain

Direction = Literal["up", "down", "level"]
_RELATIVE = ("percent", "times", "multiple")
_NOTHING_LOST = 12
_DIGITS = {"percent": (-1, 0), "percentage_points": (-2, 0), "points": (-2, 0)}
"""The finest and the coarsest power of ten to which a computed change is told; half a unit of 18 clusters is no reason to
tell 17% as 20%."""
_VERBS_ZH = {
    "percent": ("增长", "下降"),
    "times": ("增长", "下降"),
    "absolute": ("增加", "减少"),
    "percentage_points": ("提高", "降低"),
    "points": ("提高", "降低"),
    "places": ("上升", "下降"),
}


@dataclass(frozen=True)
class ChangeWords:
    """A change in reading order: words, the number, words; the words may name the base period."""

    before: tuple[str | When, ...]
    number: str
    after: tuple[str | When, ...]
    direction: Direction

    @property
    def text(self) -> str:
        """Return the change as one text."""
        return f"{plain(self.before)}{self.number}{plain(self.after)}"


def format_change(change: float, change_unit: str, **options: Any) -> str:
    """Return a change as text; the options are those of ``change_words``.

    ``同比增长141%``, ``较2020年增长6倍``, ``达到2020年的7倍``, ``较上年提高0.26个百分点``, ``较上年上升4位``, ``与上年持平``;
    ``up 141% year on year``, ``up by 6 times the 2020 level``, ``up 4 places on the year before``.
    """
    return change_words(change, change_unit, **options).text


def reported_change(
    observed: Mapping[str, Any], unit: Unit, indicator: Indicator, lang: str = "zh", *, with_base: bool = True
) -> ChangeWords | None:
    """Return the change that the observation's source states, in the source's own kind of wording, or None."""
    if pd.isna(observed["change"]):
        return None
    exponent = observed.get("unit_mult")
    return change_words(
        float(observed["change"]),
        observed["change_unit"],
        unit=unit,
        indicator=indicator,
        lang=lang,
        qualifier=observed["change_qualifier"] or "exact",
        period=observed["period"],
        base=observed["change_base"],
        bounds=(observed["change_low"], observed["change_high"]),
        exponent=0 if exponent is None or pd.isna(exponent) else int(exponent),
        with_base=with_base,
    )


def computed_change(
    grown: Mapping[str, Any], unit: Unit, indicator: Indicator, lang: str = "zh", *, with_base: bool = True
) -> ChangeWords | None:
    """Return the change that ``dashboard.analysis.growth`` computed, to the digits its bounds support, or None."""
    if pd.isna(grown["computed_change"]):
        return None
    return change_words(
        float(grown["computed_change"]),
        grown["computed_unit"],
        unit=unit,
        indicator=indicator,
        lang=lang,
        period=grown["period"],
        base=grown["computed_base"],
        bounds=(grown["computed_low"], grown["computed_high"]),
        digits=_DIGITS.get(grown["computed_unit"]),
        with_base=with_base,
    )


def change_words(
    change: float,
    change_unit: str,
    *,
    unit: Unit,
    indicator: Indicator,
    lang: str = "zh",
    qualifier: str = "exact",
    period: str | None = None,
    base: str = "",
    bounds: tuple[float, float] | None = None,
    exponent: int = 0,
    digits: tuple[int, int] | None = None,
    with_base: bool = True,
) -> ChangeWords:
    """Return a change in words.

    Args:
        change: signed; for a rank, positive is towards 1.
        change_unit: one of ``dashboard.changes.STATED_UNITS``; ``times`` is an increase *by*, ``multiple`` *to* so many times.
        unit: the indicator's unit, for absolute changes.
        indicator: whose decimals serve where the bounds tell nothing.
        lang: ``zh`` or ``en``.
        qualifier: of the change.
        period: the period that changed; its year before is told as 同比 or 上年.
        base: a period, ``start/end`` for a mean yearly change, ``same_panel``, or empty where the source does not say.
        bounds: what the change can be; they decide how many digits are told.
        exponent: the power of ten of an absolute change.
        digits: the finest and the coarsest power of ten to tell; a change smaller than the finest keeps one digit.
        with_base: whether to name the base at all.
    """
    precision = _precision(change, bounds, digits)
    if change_unit == "absolute":
        number = quantity(
            abs(change) * 10.0**exponent, unit, indicator, lang, precision=precision + exponent, qualifier=qualifier
        ).text
    else:
        written = decimal_text(rounded(abs(change), precision), lang)
        before, after = qualifier_words(qualifier, lang)
        number = f"{before}{written}{change_suffix(change_unit, written, lang)}{after}"
    level = change_unit != "multiple" and qualifier == "exact" and rounded(change, precision) == 0
    direction = _direction(change, change_unit, level=level)
    spoken = (change_unit, number, direction, period, base if with_base else None)
    return _zh(*spoken) if lang == "zh" else _en(*spoken)


def _precision(change: float, bounds: tuple[float, float] | None, digits: tuple[int, int] | None) -> int:
    """Return the power of ten of the last digit that the bounds support; without bounds, that of the shortest text."""
    width = bounds[1] - bounds[0] if bounds else math.nan
    if math.isfinite(width) and width > 0:
        found = math.floor(math.log10(width) + 1e-6)
    else:
        text = f"{change:.{_NOTHING_LOST}f}".rstrip("0")
        found = -len(text.partition(".")[2])
    if digits is None or change == 0:
        return found
    finest, coarsest = digits
    return max(min(found, coarsest), min(finest, math.floor(math.log10(abs(change)))))


def _direction(change: float, change_unit: str, *, level: bool) -> Direction:
    if level:
        return "level"
    return "up" if change > (1 if change_unit == "multiple" else 0) else "down"


def change_suffix(change_unit: str, digits: str, lang: str) -> str:
    """Return what follows the digits of a change: ``个百分点``, ``位``; English in singular or plural."""
    if lang == "zh":
        words = {
            "percent": "%",
            "times": "倍",
            "multiple": "倍",
            "percentage_points": "个百分点",
            "places": "位",
            "points": "分",
        }
        return words[change_unit]
    one = digits == "1"
    return {
        "percent": "%",
        "times": " times",
        "multiple": " times",
        "percentage_points": " percentage point" if one else " percentage points",
        "places": " place" if one else " places",
        "points": " point" if one else " points",
    }[change_unit]


def _zh(change_unit: str, number: str, direction: Direction, period: str | None, base: str | None) -> ChangeWords:
    unstated: tuple[str | When, ...] = ("（基期未注明）",) if base == "" else ()
    if change_unit == "multiple":
        return ChangeWords(("达到", *_whose_zh(period, base)), number, unstated, direction)
    if direction == "level":
        return ChangeWords(_against_zh(period, base), "持平", unstated, direction)
    verb = _VERBS_ZH[change_unit][direction == "down"]
    return ChangeWords((*_base_zh(change_unit, period, base), verb), number, unstated, direction)


def _base_zh(change_unit: str, period: str | None, base: str | None) -> tuple[str | When, ...]:
    if not base:
        return ()
    if base == "same_panel":
        return ("同口径",)
    if "/" in base and not _year_before(period, base):
        return (When(parse_period(base).label("zh"), base), "年均")
    if _year_before(period, base):
        return ("同比",) if change_unit in _RELATIVE else ("较上年",)
    return ("较", When(parse_period(base).label("zh"), base))


def _whose_zh(period: str | None, base: str | None) -> tuple[str | When, ...]:
    if not base or base == "same_panel":
        return ("原来的",)
    if _year_before(period, base):
        return ("上年的",)
    return (When(parse_period(base).label("zh"), base), "的")


def _against_zh(period: str | None, base: str | None) -> tuple[str | When, ...]:
    if not base or base == "same_panel":
        return ()
    return ("与上年",) if _year_before(period, base) else ("与", When(parse_period(base).label("zh"), base))


def _en(change_unit: str, number: str, direction: Direction, period: str | None, base: str | None) -> ChangeWords:
    if change_unit == "multiple":
        return ChangeWords(("to ",), number, _level_en(period, base), direction)
    if direction == "level":
        return ChangeWords((), "unchanged", _base_en("", period, base), direction)
    verb = {"up": "up ", "down": "down "}[direction]
    if change_unit == "times":
        return ChangeWords((f"{verb}by ",), number, _level_en(period, base), direction)
    return ChangeWords((verb,), number, _base_en(change_unit, period, base), direction)


def _base_en(change_unit: str, period: str | None, base: str | None) -> tuple[str | When, ...]:
    if base is None:
        return ()
    if base == "":
        return (" (base not stated)",)
    if base == "same_panel":
        return (" for the same set of units",)
    if _year_before(period, base):
        return (" year on year",) if change_unit in _RELATIVE else (" on the year before",)
    if "/" in base:
        return (" a year on average over ", When(parse_period(base).label("en"), base))
    return (" on ", When(parse_period(base).label("en"), base))


def _level_en(period: str | None, base: str | None) -> tuple[str | When, ...]:
    if base is None:
        return ()
    if base in {"", "same_panel"}:
        return (" the earlier level (base not stated)",) if base == "" else (" the earlier level of the same units",)
    if _year_before(period, base):
        return (" the level of the year before",)
    return (" the ", When(parse_period(base).label("en"), base), " level")


def _year_before(period: str | None, base: str) -> bool:
    before = previous(parse_period(period)) if period else None
    return before is not None and before.text == base
