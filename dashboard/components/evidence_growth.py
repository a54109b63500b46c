"""A stated change beside the one computed from the levels published at its two ends."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
from dash import html

from dashboard.catalog import Catalog
from dashboard.checks.growth import Comparison, comparisons, reported_growth
from dashboard.checks.material import Material
from dashboard.checks.rows import identity
from dashboard.components.numbers import number_link
from dashboard.components.words import word
from dashboard.periods import parse_period
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.changes import change_words
from dashboard.text.numbers import format_value

_DIGITS = (-2, 0)
"""Finest and coarsest power of ten of a computed change: as fine as reported ones are printed."""
_SHARES = {"percent", "percentage_points", "points"}


def agreement(row: Row, data: Store, lang: str, as_of: dt.date | None) -> list[Any]:
    """Return whether the change that is stated of an observation fits the levels published for its two ends.

    Both levels are told, the base linked to its evidence; where no base is named or published, that is said instead.
    """
    if row["change_base"] in {"", "same_panel"}:
        return [word(f"no_base_{row['change_base'] or 'named'}", lang)]
    found, material = _compared(row, data, as_of)
    if found is None:
        return [word("no_base_published", lang)]
    told = reported_growth(material).set_index("claim").loc[found.claim["claim"]]
    growth: Row = {"claim": found.claim["claim"], **{str(name): value for name, value in told.items()}}
    verdict = html.Span(word(f"verdict_{found.verdict}", lang), className=f"tag verdict-{found.verdict}")
    base = number_link(_level(found.base, data.catalog, lang), identity(found.base, data.catalog), lang, as_of=as_of)
    level, change = _level(found.level, data.catalog, lang), computed_words(growth, data.catalog, lang)
    before, after = (parse_period(end["period"]).label(lang) for end in (found.base, found.level))
    if lang == "zh":
        return [f"{before}", base, f"，{after}{level}，{change} ", verdict]
    return [base, f" in {before}, {level} in {after}: {change} ", verdict]


def reported_words(row: Row, catalog: Catalog, lang: str) -> str:
    """Return the change that a row of ``dashboard.checks.growth.GROWTH_COLUMNS`` reports."""
    indicator = catalog.indicators[row["indicator"]]
    return change_words(
        row["change"],
        row["change_unit"],
        unit=catalog.units[indicator.unit],
        indicator=indicator,
        lang=lang,
        qualifier=row["change_qualifier"] or "exact",
        period=row["period"],
        base=row["change_base"],
    ).text


def computed_words(row: Row, catalog: Catalog, lang: str) -> str:
    """Return the change computed for such a row, in the kind of wording that the reported one has: per cent or times."""
    if pd.isna(row["computed"]):
        return "—"
    indicator = catalog.indicators[row["indicator"]]
    change, low, high, unit = _worded(row)
    whole = pd.isna(low) == pd.isna(high)
    return change_words(
        change,
        unit,
        unit=catalog.units[indicator.unit],
        indicator=indicator,
        lang=lang,
        qualifier="exact" if whole else "at_least" if pd.isna(high) else "at_most",
        bounds=None if pd.isna(low) or pd.isna(high) else (low, high),
        with_base=False,
        digits=_DIGITS if unit in {*_SHARES, "times", "multiple"} else None,
    ).text


def _worded(row: Row) -> tuple[float, float, float, str]:
    """Return the computed change, its bounds (missing where open) and its unit; in times where the report tells it so."""
    numbers = [_number(row[name]) for name in ("computed", "computed_low", "computed_high")]
    unit = str(row["computed_unit"])
    if unit == "percent" and row["change_unit"] in {"times", "multiple"}:
        unit = str(row["change_unit"])
        numbers = [number / 100 + (unit == "multiple") for number in numbers]
    return numbers[0], numbers[1], numbers[2], unit


def _number(cell: float | None) -> float:
    return math.nan if cell is None else float(cell)


def _compared(row: Row, data: Store, as_of: dt.date | None) -> tuple[Comparison | None, Material]:
    claims = data.claims([row["indicator"]], [row["place"]], as_of=as_of)
    material = Material(claims, data.observations([row["indicator"]], [row["place"]], as_of=as_of), data.catalog, today=_DAY)
    stated = rows_of(claims.loc[claims["claim"] == row["change_claim"]])
    same = [
        found
        for found in material.once(comparisons)
        if identity(found.claim, data.catalog) == row["id"]
        and all(found.claim[name] == claim[name] for claim in stated for name in ("change", "change_unit", "change_base"))
    ]
    return (same[0] if same else None), material


_DAY = dt.date.max
"""Comparisons do not depend on the day."""


def _level(row: Row, catalog: Catalog, lang: str) -> str:
    indicator = catalog.indicators[row["indicator"]]
    return format_value(row | {"derived": False}, catalog.units[indicator.unit], indicator, lang, exact=True)
