"""Every observation of a place with its numbers as numbers, for the spreadsheet."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard.report.content import DataRow
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.report.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.changes import reported_change
from dashboard.text.citation import publication_day
from dashboard.text.fields import STATUS
from dashboard.text.fields import word as field_word
from dashboard.text.numbers import qualifier_words, value_parts
from dashboard.text.statements import period_text, scope_text


def data_rows(made: Material, numbering: Numbering) -> tuple[DataRow, ...]:
    """Return every observation of the place, by theme, indicator, counting rule and time, outcomes before targets."""
    themes, indicators = made.catalog.themes, made.catalog.indicators

    def order(row: Row) -> tuple[Any, ...]:
        theme = themes[indicators[row["indicator"]].theme].order
        return theme, row["indicator"], row["kind_class"], row["scope"], row["period_type"], row["period_end"], row["id"]

    return tuple(_data_row(row, made, numbering) for row in sorted(rows_of(made.found), key=order))


def _data_row(row: Row, made: Material, numbering: Numbering) -> DataRow:
    catalog, lang = made.catalog, made.lang
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    source = catalog.sources.get(row["source"])
    shown, shown_unit, decimals = _shown(row, made)
    has_change = pd.notna(row["computed_change"])
    return DataRow(
        observation=row["id"],
        name=indicator.name[lang],
        period=period_text(row, lang),
        kind=field_word(row["kind_class"], lang),
        scope=scope_text(row, catalog, lang),
        qualifier=field_word(row["qualifier"], lang),
        shown=shown,
        shown_unit=shown_unit,
        decimals=decimals,
        divisor=_divisor(row["amount"], shown),
        amount=None if pd.isna(row["amount"]) else float(row["amount"]),
        base_unit=unit.name[lang],
        status=word("derived", lang) if row["derived"] else STATUS.get(row["status"], ("", ""))[lang != "zh"],
        reported=_reported(row, made),
        computed=float(row["computed_change"]) if has_change else None,
        computed_unit=row["computed_unit"] if has_change else "",
        computed_base=row["computed_base"] if has_change else "",
        computed_base_id=row["computed_base_id"] if has_change else "",
        formula=row["formula"],
        exponent=0 if pd.isna(row["unit_mult"]) else int(row["unit_mult"]),
        publisher=source.publisher[lang] if source else "",
        grade=field_word(row["grade"], lang),
        published="" if pd.isna(row["published"]) else publication_day(row["published"], source),
        sources=numbering.of([row["id"]]),
    )


def _shown(row: Row, made: Material) -> tuple[float | None, str, int]:
    """Return the number as on screen, its unit, and its decimals."""
    if pd.isna(row["amount"]):
        return None, "", 0
    indicator = made.catalog.indicators[row["indicator"]]
    parts = value_parts(row, made.catalog.units[indicator.unit], indicator, made.lang)
    digits = parts.number.replace(",", "").replace("−", "-")
    if indicator.measure == "rank":
        return float(digits), "位" if made.lang == "zh" else "rank", 0
    before = parts.before.removeprefix(qualifier_words(row["qualifier"], made.lang)[0])
    return float(digits), f"{before.strip()} {parts.unit.strip()}".strip(), len(digits.partition(".")[2])


def _divisor(amount: float, shown: float | None) -> float:
    """Return the power of ten by which the number on screen is smaller than the amount."""
    if not shown or pd.isna(amount) or not amount:
        return 1.0
    return float(10.0 ** round(math.log10(abs(amount) / abs(shown))))


def _reported(row: Row, made: Material) -> str:
    indicator = made.catalog.indicators[row["indicator"]]
    words = reported_change(row, made.catalog.units[indicator.unit], indicator, made.lang)
    return words.text if words else ""
