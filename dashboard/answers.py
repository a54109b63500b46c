"""Answers of the command line and the API as plain records: the same names and columns in both."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd

from dashboard.analysis.rows import rows_of
from dashboard.claims import KEY, observation_id
from dashboard.resolve import why_first
from dashboard.store import Store
from dashboard.text.citation import derived_citation, source_citation

Record = dict[str, Any]

OBSERVATION_FIELDS = (
    "id", "indicator", "place", "period", "period_type", "scope", "kind_class", "kind", "status", "value", "low", "high",
    "qualifier", "unit", "printed", "printed_unit", "stated_on", "derived", "formula", "inputs", "reported_change",
    "computed_change", "claims", "agree", "differ", "least", "most", "difference", "claim", "source", "publisher", "title",
    "url", "grade", "published", "retrieved", "citation", "synthetic", "note",
)  # fmt: skip
"""Fields of one observation in an answer; ``value``, ``low`` and ``high`` are in ``unit``, the indicator's own."""

CLAIM_FIELDS = (
    "place_in_order", "lost_by", "claim", "observation", "indicator", "place", "period", "period_type", "scope", "kind",
    "value", "low", "high", "qualifier", "unit", "printed", "printed_unit", "stated_on", "reported_change", "source",
    "publisher", "title", "url", "grade", "published", "published_inferred", "retrieved", "citation", "release",
    "synthetic", "locator", "note", "correction", "corrected_by",
)  # fmt: skip
"""Fields of one claim in an answer; ``observation`` is the id of the number it speaks of, whose evidence stands at
``/evidence/<id>``; ``lost_by`` names the step of the rule that put the one chosen before it."""

CHANGE_FIELDS = (
    "id", "change", "indicator", "place", "period", "period_type", "scope", "kind_class", "stated_on", "date", "value",
    "qualifier", "unit", "printed", "printed_unit", "claim", "source", "previous_value", "previous_qualifier",
    "previous_claim", "previous_id", "expected_release",
)  # fmt: skip
"""Fields of one thing that became known: the number now and the one before, in ``unit``, the indicator's own."""


def observation_records(store: Store, frame: pd.DataFrame, *, lang: str = "zh") -> list[Record]:
    """Return observations (as from ``Store.observations``, computed changes added where present) as plain records.

    Each carries its source and the reference to it; a derived one refers to the sources of what it was computed from.
    """
    claimed = _sources_of_inputs(store, frame)
    return [_observation(store, row, claimed, lang) for row in rows_of(frame)]


def claim_records(store: Store, frame: pd.DataFrame, *, lang: str = "zh") -> list[Record]:
    """Return claims as plain records in the order given.

    Those behind one number, as from ``Store.evidence``, each say by what step they lost to the first.
    """
    rows = rows_of(frame)
    return [_claim(store, row, rows[0] if row.get("place_in_order", 1) > 1 else None, lang) for row in rows]


def change_records(store: Store, frame: pd.DataFrame) -> list[Record]:
    """Return what became known (columns ``dashboard.analysis.revisions.CHANGES``) as plain records in the order given."""
    return [_known_change(store, row) for row in rows_of(frame)]


def _known_change(store: Store, row: Record) -> Record:
    told = row | {
        "value": row["amount"],
        "previous_value": row["previous_amount"],
        "unit": store.catalog.indicators[row["indicator"]].unit,
        "printed_unit": row["unit"],
    }
    return {name: plain(told[name]) for name in CHANGE_FIELDS}


def _sources_of_inputs(store: Store, frame: pd.DataFrame) -> dict[str, str]:
    """Return, for claims that may stand behind the derived rows, the ids of their sources."""
    derived = frame.loc[frame["derived"].astype(bool)]
    if derived.empty:
        return {}
    claims = store.claims(derived["indicator"].unique(), derived["place"].unique())
    return dict(zip(claims["claim"], claims["source"], strict=True))


def _sourced(store: Store, row: Record, claimed: dict[str, str], lang: str) -> Record:
    source = store.catalog.sources.get(row["source"])
    inputs = dict.fromkeys(claimed[claim] for claim in row["inputs"].split() if claim in claimed)
    behind = tuple(source_citation(store.catalog.sources[name], lang) for name in inputs)
    cited = derived_citation(row["formula"], behind, lang) if row["derived"] else source and source_citation(source, lang)
    return {
        "publisher": source and source.publisher[lang],
        "title": source and source.title[lang],
        "url": source and source.url,
        "retrieved": source and source.retrieved,
        "citation": cited,
    }


def _observation(store: Store, row: Record, claimed: dict[str, str], lang: str) -> Record:
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
        "note": store.catalog.note(row["note"], lang),
        **_sourced(store, row, claimed, lang),
    }
    return {name: record.get(name) for name in OBSERVATION_FIELDS}


def _claim(store: Store, row: Record, chosen: Record | None, lang: str) -> Record:
    source = store.catalog.sources[row["source"]]
    indicator = store.catalog.indicator(row["indicator"])
    record = {
        **{name: plain(row.get(name)) for name in CLAIM_FIELDS if name in row},
        "observation": observation_id({name: row[name] for name in KEY}, indicator.accumulation),
        "value": plain(row["amount"]),
        "unit": indicator.unit,
        "printed_unit": row["unit"],
        "reported_change": _reported_change(row),
        "note": store.catalog.note(row["note"], lang),
        "lost_by": None if chosen is None else why_first(pd.Series(chosen), pd.Series(row)),
        "publisher": source.publisher[lang],
        "title": source.title[lang],
        "url": source.url,
        "published": source.published,
        "published_inferred": source.published_inferred,
        "retrieved": source.retrieved,
        "citation": source_citation(source, lang, locator=row["locator"]),
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
        "claim": row.get("change_claim") or row["claim"],
        "source": row.get("change_source") or row["source"],
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
    if isinstance(value, str | bool | int):
        return value
    if value is None or value is pd.NaT:
        return None  # before the test for dates, because pandas calls a missing date a date
    if isinstance(value, pd.Timestamp | dt.date):
        return str(value.date() if isinstance(value, pd.Timestamp) else value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
