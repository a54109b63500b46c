"""What became of a target of growth, in words: the growth known, how it is known, and how far from the target it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.analysis.growth_targets import RELATIVE
from dashboard.analysis.targets import REASONS
from dashboard.catalog import Catalog
from dashboard.periods import parse_period
from dashboard.text.changes import change_suffix, change_words
from dashboard.text.numbers import decimal_text, rounded
from dashboard.text.statements import change_text

Row = Mapping[str, Any]
_HOW = {
    "published": ("已公布", "as published"),
    "computed": ("按已公布数值计算", "computed from published values"),
    "chained": ("由逐年已公布增速连乘", "chained from each year's published growth"),
}
_COARSEST = -1
_FINEST = -2


def growth_outcome(target: Row, seen: Row | None, catalog: Catalog, lang: str) -> str:
    """Return what is known of a target of growth, with its distance, or why it cannot be judged.

    ``同比增长4.8%（2024年，已公布），低1.7个百分点``;
    ``up 4.8% year on year (2024, as published), 1.7 percentage points below``.

    Args:
        target: a row of ``analysis.targets`` without a value.
        seen: the observation of its ``outcome_id``, where there is one.
        catalog: names and units.
        lang: ``zh`` or ``en``.
    """
    parts = [known_growth(target, seen, catalog, lang), growth_distance(target, lang), _why(target, lang)]
    return ("，" if lang == "zh" else ", ").join(part for part in parts if part)


def growth_pace(target: Row) -> str:
    """Return observed over required growth a year and their ratio; nothing where no pace is known."""
    if pd.isna(target["pace"]):
        return ""
    share = _signed(f"{target['pace']:.2f}")
    if pd.isna(target["observed_growth"]) or pd.isna(target["required_growth"]):
        return share
    rates = (_signed(f"{target[name]:.1f}%") for name in ("observed_growth", "required_growth"))
    return f"{' ÷ '.join(rates)} = {share}"


def known_growth(target: Row, seen: Row | None, catalog: Catalog, lang: str) -> str:
    """Return the growth held against a target; one that is only expected or of another base is told as its source does."""
    if pd.isna(target["growth_observed"]):
        said = change_text(seen, catalog, lang) if seen is not None and pd.notna(seen["change"]) else None
        if said is None or seen is None:
            return ""
        unsure = {"zh": "预计", "en": "expected "}[lang] if target["why_no_status"] == "growth_expected" else ""
        return unsure + said.text + _bracketed(parse_period(seen["period"]).label(lang), lang)
    words = _stated(seen, catalog, lang) if target["growth_how"] == "published" and seen is not None else None
    told = words or _computed(target, catalog, lang)
    when = parse_period(target["outcome_period"]).label(lang)
    how = _HOW[target["growth_how"]][lang != "zh"]
    return told + _bracketed(how if when in told else f"{when}{'，' if lang == 'zh' else ', '}{how}", lang)


def _stated(seen: Row, catalog: Catalog, lang: str) -> str:
    words = change_text(seen, catalog, lang)
    return words.text if words else ""


def _computed(target: Row, catalog: Catalog, lang: str) -> str:
    indicator = catalog.indicators[target["indicator"]]
    return change_words(
        float(target["growth_observed"]),
        target["growth_unit"],
        unit=catalog.units[indicator.unit],
        indicator=indicator,
        lang=lang,
        period=target["outcome_period"],
        base=target["growth_base"],
        bounds=(target["growth_low"], target["growth_high"]),
        digits=(_COARSEST, 0) if target["growth_unit"] == "percent" else None,
    ).text


def growth_distance(target: Row, lang: str) -> str:
    """Return how far the growth is below or above its target, in percentage points where it is in per cent."""
    if pd.isna(target["growth_gap"]) or target["growth_unit"] == "absolute":
        return ""
    digits = _FINEST if target["growth_how"] == "published" else _COARSEST
    size = rounded(abs(target["growth_gap"]), digits)
    coarse = rounded(float(size), _COARSEST)
    number = decimal_text(coarse if coarse == size else size, lang)
    if not size:
        return "与目标相等" if lang == "zh" else "equal to the target"
    kind = "percentage_points" if target["change_unit"] in RELATIVE else target["growth_unit"]
    below = target["growth_gap"] > 0
    away = f"{number}{change_suffix(kind, number, lang)}"
    within = below and target["target_status"] == "achieved" and target["change_qualifier"] == "about"
    if lang == "zh":
        return f"{'低' if below else '高'}{away}" + ("，在“左右”之内" if within else "")
    return f"{away} {'below' if below else 'above'}" + (", within what “about” allows" if within else "")


def _why(target: Row, lang: str) -> str:
    reason = target["why_no_status"]
    return REASONS[reason][lang] if reason in REASONS else ""


def _bracketed(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def _signed(text: str) -> str:
    return text.replace("-", "−")
