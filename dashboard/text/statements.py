"""Short statements about one observation, for cards, tables and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.periods import parse_period
from dashboard.text.changes import ChangeWords, computed_change, reported_change
from dashboard.text.numbers import format_value, quantity

Row = Mapping[str, Any]
ARROWS = {"up": "▲", "down": "▼", "level": "＝"}
"""A direction's sign; it always stands beside the word."""


def value_text(row: Row, catalog: Catalog, lang: str) -> str:
    """Return the value of an observation in words."""
    indicator = catalog.indicator(row["indicator"])
    return format_value(row, catalog.units[indicator.unit], indicator, lang)


def believed_text(row: Row, catalog: Catalog, lang: str, when: str = "") -> str:
    """Return the number of a belief (columns of ``analysis.revisions``) in words, hedged as it was stated, or a dash.

    ``when`` is empty, or ``previous_`` for the belief before.
    """
    if pd.isna(row[f"{when}amount"]):
        return "—"
    indicator = catalog.indicators[row["indicator"]]
    return quantity(
        float(row[f"{when}amount"]),
        catalog.units[indicator.unit],
        indicator,
        lang,
        precision=int(row[f"{when}precision"]),
        qualifier=row[f"{when}qualifier"],
        exact=True,
    ).text


def change_text(row: Row, catalog: Catalog, lang: str) -> ChangeWords | None:
    """Return the change as its source reports it, else as computed (columns of ``analysis.growth``), else None."""
    indicator = catalog.indicator(row["indicator"])
    unit = catalog.units[indicator.unit]
    reported = reported_change(row, unit, indicator, lang)
    if reported is not None or "computed_change" not in row:
        return reported
    return computed_change(row, unit, indicator, lang)


def period_text(row: Row, lang: str) -> str:
    """Return the period in words; a day of statement says that it is one."""
    label = parse_period(row["period"]).label(lang)
    if pd.isna(row["stated_on"]) or not row["stated_on"]:
        return label
    return f"{label}公布" if lang == "zh" else f"as stated on {label}"


def scope_text(row: Row, catalog: Catalog, lang: str) -> str:
    """Return the counting rule in words, empty for the indicator's own."""
    return catalog.indicator(row["indicator"]).scopes[row["scope"]][lang] if row["scope"] else ""


def sums_up(row: Row) -> bool:
    """Return whether the value sums over more than its indicator's own period."""
    return bool(row["period_type"] in {"cumulative", "year_to_date"})


def has_value(row: Row) -> bool:
    """Return whether the observation has a number and not only a change."""
    return bool(pd.notna(row["amount"]))
