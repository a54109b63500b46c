"""Answers of the command line and the API as plain records: the same names and columns in both."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd

from dashboard.resolve import why_first
from dashboard.store import Store

Record = dict[str, Any]

OBSERVATION_FIELDS = (
    "id", "indicator", "place", "period", "period_type", "scope", "kind_class", "kind", "status", "value", "low", "high",
    "qualifier", "unit", "printed", "printed_unit", "stated_on", "derived", "formula", "inputs", "reported_change",
    "computed_change", "claims", "agree", "differ", "least", "most", "difference", "claim", "source", "grade", "published",
    "synthetic", "note",
)  # fmt: skip
"""Fields of one observation in an answer; ``value``, ``low`` and ``high`` are in ``unit``, the indicator's own."""

CLAIM_FIELDS = (
    "place_in_order", "lost_by", "claim", "indicator", "place", "period", "period_type", "scope", "kind", "value", "low",
    "high", "qualifier", "unit", "printed", "printed_unit", "stated_on", "reported_change", "source", "publisher", "title",
    "url", "grade", "published", "published_inferred", "release", "synthetic", "locator", "note",
    "correction", "corrected_by",
)  # fmt: skip
"""Fields of one claim in an answer; ``lost_by`` names the step of the rule that put the one before it first."""


def observation_records(store: Store, frame: pd.DataFrame) -> list[Record]:
    """Return observations (as from ``Store.observations``, computed changes added where present) as plain records."""
    return [_observation(store, row) for row in frame.to_dict("records")]


def claim_records(store: Store, frame: pd.DataFrame, *, lang: str = "zh") -> list[Record]:
    """Return claims as plain records in the order given; with ``place_in_order`` each says by what step it lost."""
    rows = frame.to_dict("records")
    return [
        _claim(store, row, rows[n - 1] if n and row.get("place_in_order", 1) > 1 else None, lang) for n, row in enumerate(rows)
    ]


def _observation(store: Store, row: Record) -> Record:
    unit = store.catalog.indicator(row["indicator"]).unit
    record = {
        **{name: plain(row.get(name)) for name in OBSERVATION_FIELDS if name in row},
        "value": plain(row["amount"]),
        "low": plain(row["low"]),
        "high": plain(row["high"]),
        "unit": unit,
        "printed_unit": row["unit"],
        "inputs": row["inputs"].split(),
        "reported_change": _reported_change(row),
        "computed_change": _computed_change(row),
    }
    return {name: record.get(name) for name in OBSERVATION_FIELDS}


def _claim(store: Store, row: Record, before: Record | None, lang: str) -> Record:
    source = store.catalog.sources[row["source"]]
    record = {
        **{name: plain(row.get(name)) for name in CLAIM_FIELDS if name in row},
        "value": plain(row["amount"]),
        "unit": store.catalog.indicator(row["indicator"]).unit,
        "printed_unit": row["unit"],
        "reported_change": _reported_change(row),
        "lost_by": None if before is None else why_first(pd.Series(before), pd.Series(row)),
        "publisher": source.publisher[lang],
        "title": source.title[lang],
        "url": source.url,
        "published": source.published,
        "published_inferred": source.published_inferred,
    }
    return {name: record.get(name) for name in CLAIM_FIELDS}


def _reported_change(row: Record) -> Record | None:
    if plain(row["change"]) is None:
        return None
    return {
        "value": row["change"],
        "unit": row["change_unit"],
        "qualifier": row["change_qualifier"],
        "base": row["change_base"] or None,
    }


def _computed_change(row: Record) -> Record | None:
    if plain(row.get("computed_change")) is None:
        return None
    return {
        "value": row["computed_change"],
        "unit": row["computed_unit"],
        "low": plain(row["computed_low"]),
        "high": plain(row["computed_high"]),
        "base": row["computed_base"],
    }


def plain(value: Any) -> Any:
    """Return a value that JSON can write: missing and infinite numbers are None, dates are ISO text."""
    if isinstance(value, pd.Timestamp | dt.date):
        return str(value.date() if isinstance(value, pd.Timestamp) else value)
    if value is None or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
