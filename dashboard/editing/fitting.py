"""Whether the claims of one text fit each other, and levels the changes stated with them: interval arithmetic throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.changes import applied
from dashboard.checks.statements import change_of
from dashboard.editing.agreement import same_number
from dashboard.intervals import Interval
from dashboard.rows import Row
from dashboard.text.changes import reported_change
from dashboard.text.numbers import decimal_text, format_value, rounded

RELATIVE = ("percent", "times", "multiple")
_SEPARATORS = {"zh": ("，", "相符", "不符"), "en": (", ", "fits", "does not fit")}


@dataclass(frozen=True)
class Fit:
    """One check: its name, whether it holds, what it compared, and whether all of it stands in the text itself."""

    name: str
    holds: bool
    message: str
    own_text: bool


def fits(rows: Sequence[Row], observed: Sequence[Row], catalog: Catalog, *, lang: str) -> dict[int, tuple[Fit, ...]]:
    """Return the checks of each claim by its ``row``.

    ``rows`` are stored claims, ``observed`` observations of the same indicators and places. A level with a change stated
    from a base is held against that base: as the text gives it, else as the store does. Two levels of one text for one
    number are held against each other.
    """
    found: dict[int, list[Fit]] = {}
    # A derived base was computed from such a change, and would prove it by itself.
    stored = _levels([row for row in observed if not row["derived"]])
    for row in rows:
        others = [other for other in rows if other is not row]
        for fit in (_base_fit(row, _levels(others), stored, catalog, lang), _same_number_fit(row, others, catalog, lang)):
            if fit is not None:
                found.setdefault(int(row["row"]), []).append(fit)
    return {place: tuple(checks) for place, checks in found.items()}


def _key(row: Row, period: str) -> tuple[str, ...]:
    return (row["indicator"], row["place"], period, row["scope"])


def _levels(rows: Sequence[Row]) -> Mapping[tuple[str, ...], Row]:
    return {
        _key(row, row["period"]): row for row in reversed(rows) if pd.notna(row["amount"]) and row["kind_class"] == "outcome"
    }


def _base_fit(
    row: Row, own: Mapping[tuple[str, ...], Row], stored: Mapping[tuple[str, ...], Row], catalog: Catalog, lang: str
) -> Fit | None:
    if pd.isna(row["amount"]) or pd.isna(row["change"]) or not row["change_base"] or "/" in row["change_base"]:
        return None
    key = _key(row, row["change_base"])
    base, own_text = (own[key], True) if key in own else (stored.get(key), False)
    indicator = catalog.indicators[row["indicator"]]
    if base is None or (indicator.growth_at_constant_prices and row["change_unit"] in RELATIVE):
        return None
    change = change_of(row)
    reached = applied(Interval(base["low"], base["high"]), change, row["change_unit"])
    holds = reached.meets(Interval(row["low"], row["high"]))
    return Fit("change_fits_levels", holds, _sentence(row, base, holds, catalog, lang), own_text)


def _sentence(row: Row, base: Row, holds: bool, catalog: Catalog, lang: str) -> str:
    comma, fitting, failing = _SEPARATORS[lang]
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    words = reported_change(row, unit, indicator, lang)
    told = words.text if words else ""
    now, before = (format_value(each, unit, indicator, lang) for each in (row, base))
    verdict = fitting if holds else failing
    compared = f"{before} → {now}"
    if row["change_unit"] in RELATIVE and base["amount"]:
        compared = f"{now} ÷ {before} = {decimal_text(rounded(row['amount'] / base['amount'], -2), lang)}"
    return f"{compared}{comma}与“{told}”{verdict}" if lang == "zh" else f"{compared}{comma}which {verdict} “{told}”"


def _same_number_fit(row: Row, others: Sequence[Row], catalog: Catalog, lang: str) -> Fit | None:
    if pd.isna(row["amount"]):
        return None
    indicator = catalog.indicators[row["indicator"]]
    own = Interval(row["low"], row["high"])
    for other in others:
        same = _key(row, row["period"]) == _key(other, other["period"]) and row["kind_class"] == other["kind_class"]
        if same and row["period_type"] == other["period_type"] and pd.notna(other["amount"]):
            if same_number(own, Interval(other["low"], other["high"])):
                continue
            value = format_value(other, catalog.units[indicator.unit], indicator, lang)
            message = f"同一数字在文中另作{value}" if lang == "zh" else f"the text also says {value} for the same number"
            return Fit("same_number_once", False, message, True)
    return None
