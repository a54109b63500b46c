"""What must hold within one delivered row, beyond single cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.schema import are_days
from dashboard.pipeline.register.texts import TEXT


class Finding(NamedTuple):
    """Rows (a mask) in which a column contradicts another, what is wrong and what to do."""

    column: str
    rows: pd.Series
    what: str
    remedy: str


SYNTHETIC_MARK = "SYNTHETIC-"
"""How the number of every made-up record begins."""

_SIGNED_NEEDS = ("recipient", "recipient_place", "local", "local_rule", "value")
_AFTER_DISCLOSURE = ("evaluated_on", "proof_of_concept_on", "pilot_on", "withdrawn_on")
_DAYS = ("disclosed_on", "signed_on", "demand_posted_on", "in_production_on", *_AFTER_DISCLOSURE)


def findings(rows: pd.DataFrame, layout: Layout, *, place: str, observed_until: str) -> Iterator[Finding]:
    """Yield what contradicts in rows under the register's column ids, dates in ISO text.

    Args:
        rows: delivered rows, all columns text, empty where not stated.
        layout: the register's layout.
        place: id of the place whose register it is; local rules are held against it.
        observed_until: the ISO day up to which the delivery is complete.
    """
    yield from _dates(rows, observed_until)
    signed = rows["signed_on"] != ""
    for column in _SIGNED_NEEDS:
        yield Finding(
            column, signed & (rows[column] == ""), "a signed result needs this cell", "Fill it in, or remove the signing date"
        )
    yield Finding(
        "signed_on", ~signed & (rows["value"] != ""), "there is a value but no signing date", "State the day of signature"
    )
    ended = signed & (rows["withdrawn_on"] != "")
    yield Finding("withdrawn_on", ended, "a signed result cannot have been withdrawn unsigned", "Remove one of the two dates")
    more = pd.to_numeric(rows["technology_value"], errors="coerce") > pd.to_numeric(rows["value"], errors="coerce")
    yield Finding("technology_value", more, "the technology part exceeds the contract value", "Correct one of the two amounts")
    yield from _local(rows, layout, place)


def _dates(rows: pd.DataFrame, observed_until: str) -> Iterator[Finding]:
    """Compare days with each other; one that does not exist is a fault of its own cell and compares with none."""
    unsigned = (rows["in_production_on"] != "") & (rows["signed_on"] == "")
    yield Finding(
        "in_production_on", unsigned, "it is in production without a signing date", "State the day of signature or of own use"
    )
    rows = rows.assign(**{column: rows[column].where(are_days(rows[column]), "") for column in _DAYS})
    disclosed = rows["disclosed_on"]
    for column in _DAYS:
        what = f"the day lies after {observed_until}, up to which the delivery is complete"
        yield Finding(column, rows[column] > observed_until, what, "Correct the day, or state a later --observed-until")
    for column in ("signed_on", *_AFTER_DISCLOSURE):
        before = (rows[column] != "") & (disclosed != "") & (rows[column] < disclosed)
        yield Finding(column, before, "the day lies before disclosure", "Correct one of the two days")


def _local(rows: pd.DataFrame, layout: Layout, place: str) -> Iterator[Finding]:
    local = _codes(rows, layout, "local") == "yes"
    rule = _codes(rows, layout, "local_rule")
    here = {column: _inside(_codes(rows, layout, column), layout, place) for column in ("supplier_place", "recipient_place")}
    stated = (rows["local"] != "") & (rows["recipient_place"] != "")
    expected = {"recipient_local": here["recipient_place"], "both_local": here["recipient_place"] & here["supplier_place"]}
    for name, should in expected.items():
        remedy = "Correct the flag, the rule or the place"
        yield Finding("local", stated & (rule == name) & (local != should), f"the flag contradicts the rule {name}", remedy)


def _codes(rows: pd.DataFrame, layout: Layout, column: str) -> pd.Series:
    labels = layout.labels(column)
    return rows[column].map({text: labels.get(text, "") for text in rows[column].unique()}).astype(TEXT)


def _inside(places: pd.Series, layout: Layout, whole: str) -> pd.Series:
    return places.isin([place for place in places.unique() if place and layout.within(place, whole)])
