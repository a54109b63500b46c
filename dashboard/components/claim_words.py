"""An authored row in the words of statistics: 3500户以上, 较上年提高0.06个百分点, up 1 times the year before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.catalog import Catalog, Indicator, Text, Unit
from dashboard.periods import parse_period
from dashboard.text.changes import change_words
from dashboard.text.numbers import qualifier_words, quantity

Row = Mapping[str, str]
_UNKNOWN: dict[str, Any] = {"id": "", "measure": "level", "decimals": 0}


def value_in_words(row: Row, catalog: Catalog, lang: str) -> str:
    """Return the value of a row with its unit and qualifier, empty where it has none or none that is a number.

    Chinese keeps the digits and the unit as printed; English tells a known unit as the other pages do.
    """
    known, exponent, printed = catalog.indicators.get(row["indicator"]), _exponent(row), row["value"]
    try:
        number = float(printed)
    except ValueError:
        return printed
    if known is not None and (known.measure == "rank" or (lang == "en" and exponent is not None)):
        power = exponent or 0
        precision = power - len(printed.partition(".")[2])
        told = quantity(
            number * 10.0**power, catalog.units[known.unit], known, lang, precision=precision, qualifier=row["qualifier"]
        )
        return told.text
    before, after = qualifier_words(row["qualifier"], lang)
    return f"{before}{printed}{row['unit']}{after}"


def change_in_words(row: Row, catalog: Catalog, lang: str) -> str:
    """Return the change of a row with its base, empty where it has none; what cannot be told stays as it was typed."""
    if not row["change"] or not row["change_unit"]:
        return row["change"]
    known = catalog.indicators.get(row["indicator"])
    unit = catalog.units[known.unit] if known else _unit(row, catalog)
    try:
        return change_words(
            float(row["change"]),
            row["change_unit"],
            unit=unit,
            indicator=known or Indicator.model_construct(**_UNKNOWN),
            lang=lang,
            qualifier=row["change_qualifier"] or "exact",
            period=_sound(row["period"]) or None,
            base=_sound(row["change_base"]),
            exponent=_exponent(row) or 0,
        ).text
    except (ValueError, KeyError):
        return f"{row['change']} {row['change_unit']}"


def _exponent(row: Row) -> int | None:
    return int(row["unit_mult"]) if row["unit_mult"].lstrip("-").isdigit() else None


def _unit(row: Row, catalog: Catalog) -> Unit:
    """The unit of a printed form of the catalog, or one made of the words of the row."""
    if row["unit"] in catalog.printed_units:
        return catalog.units[catalog.printed_units[row["unit"]][0]]
    named = Text(zh=row["unit"] or "—", en=row["unit"] or "—")
    return Unit.model_construct(id="", name=named, dimension="", printed={}, classifier=False)


def _sound(period: str) -> str:
    """A period, two with a stroke between them, or ``same_panel``; empty where it is none."""
    try:
        for part in period.split("/"):
            if part not in ("", "same_panel"):
                parse_period(part)
    except ValueError:
        return ""
    return period
