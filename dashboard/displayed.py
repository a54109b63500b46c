"""Records as a reader sees them, for Excel: names for ids, words for codes, numbers in the unit shown on screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.analysis.rows import rows_of
from dashboard.catalog import Catalog
from dashboard.exports import Column, Record, Sheet, flat, flat_columns
from dashboard.periods import parse_period
from dashboard.text.fields import STATUS, field_of, word
from dashboard.text.numbers import qualifier_words, value_parts

OBSERVATION_COLUMNS = (
    "indicator", "place", "period", "kind_class", "scope", "qualifier", "shown", "shown_unit", "status",
    "reported_change_value", "reported_change_unit", "reported_change_base", "computed_change_value",
    "computed_change_unit", "computed_change_base",
    "stated_on", "derived", "formula", "value", "unit", "low", "high", "claims", "differ", "publisher", "title", "grade",
    "published", "retrieved", "url", "citation", "synthetic", "note", "id",
)  # fmt: skip
"""Columns of a sheet of observations; ``shown`` is the number as on screen, ``value`` the same in the base unit."""

_SHOWN = {
    "shown": ("数值", "Value"),
    "shown_unit": ("单位", "Unit"),
    "value": ("基本单位数值", "In base unit"),
    "unit": ("基本单位", "Base unit"),
}
_WIDE = {
    "citation": 60,
    "title": 36,
    "url": 36,
    "note": 36,
    "formula": 28,
    "indicator": 30,
    "publisher": 20,
    "id": 40,
    "detail": 60,
}
_PERIODS = {"period", "reported_change_base", "computed_change_base", "first_period", "last_period"}
_CODES = {
    "kind_class", "kind", "qualifier", "period_type", "grade", "lost_by", "reported_change_unit", "reported_change_qualifier",
    "computed_change_unit", "accumulation", "severity", "change", "previous_qualifier",
}  # fmt: skip


def observation_sheet(
    frame: pd.DataFrame, records: Sequence[Record], catalog: Catalog, *, name: str, lang: str = "zh"
) -> Sheet:
    """Return observations and their records (row by row the same) as displayed, with the decimals of their sources."""
    shown = [_number_shown(row, catalog, lang) for row in rows_of(frame)]
    rows = [
        display_row(record, tuple(record), catalog, lang) | {"shown": number, "shown_unit": unit}
        for record, (number, unit, _) in zip(records, shown, strict=True)
    ]
    titles = {key: pair[lang != "zh"] for key, pair in _SHOWN.items()}
    columns = tuple(
        Column(key, titles.get(key) or field_of(key).title(lang), _WIDE.get(key, 14)) for key in OBSERVATION_COLUMNS
    )
    return Sheet(name, columns, rows, [{"shown": places} for *_, places in shown])


def plain_sheet(
    records: Sequence[Record], fields: Sequence[str], catalog: Catalog, *, table: str, name: str, lang: str = "zh"
) -> Sheet:
    """Return any other records as displayed, one column for each of the flat fields; ``table`` is what the API calls them."""
    rows = [display_row(record, fields, catalog, lang) for record in records]
    columns = tuple(Column(key, field_of(key, table).title(lang), _WIDE.get(key, 14)) for key in flat_columns(fields))
    return Sheet(name, columns, rows)


def display_row(record: Record, fields: Sequence[str], catalog: Catalog, lang: str) -> dict[str, Any]:
    """Return one record flat, with names for ids and words for codes."""
    row = flat(record, fields)
    return {name: _displayed(name, value, row, catalog, lang) for name, value in row.items()}


def _displayed(name: str, value: Any, row: Mapping[str, Any], catalog: Catalog, lang: str) -> Any:
    if value is None or value == "" or not isinstance(value, str):
        return value
    if name in _PERIODS:
        return _period(value, lang)
    if name in _CODES:
        return word(value, lang)
    if name == "status":
        return STATUS[value][lang != "zh"] if value in STATUS else value
    if name == "scope":
        indicator = catalog.indicators.get(str(row.get("indicator")))
        return indicator.scopes[value][lang] if indicator and value in indicator.scopes else value
    named = {
        "indicator": catalog.indicators,
        "place": catalog.places,
        "unit": catalog.units,
        "theme": catalog.themes,
        "parent": catalog.places,
    }
    entry = named[name].get(value) if name in named else None  # type: ignore[attr-defined]
    return entry.name[lang] if entry else value


def _period(text: str, lang: str) -> str:
    try:
        return parse_period(text).label(lang)
    except ValueError:
        return word(text, lang)


def _number_shown(row: Mapping[str, Any], catalog: Catalog, lang: str) -> tuple[float | None, str, int]:
    """Return the number on screen, its unit, and its decimals."""
    if pd.isna(row["amount"]):
        return None, "", 0
    indicator = catalog.indicators[row["indicator"]]
    parts = value_parts(row, catalog.units[indicator.unit], indicator, lang)
    digits = parts.number.replace(",", "").replace("−", "-")
    decimals = len(digits.partition(".")[2])
    if indicator.measure == "rank":
        return float(digits), "位" if lang == "zh" else "rank", decimals
    before = parts.before.removeprefix(qualifier_words(row["qualifier"], lang)[0])
    return float(digits), f"{before.strip()} {parts.unit.strip()}".strip(), decimals
