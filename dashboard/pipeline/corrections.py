"""Applies the catalog's corrections: a claim with a known error is marked and set aside, never edited and never lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from dashboard.catalog.files import CatalogReading
from dashboard.catalog.rules import Correction, Selector
from dashboard.claims import AUTHORED
from dashboard.faults import Fault
from dashboard.pipeline.harmonize import harmonize

_STATE = {"drop": "dropped", "override": "replaced", "scale": "replaced", "flag": "flagged"}
_SORTED_BY = ["indicator", "place", "period", "claim"]


def corrected(claims: pd.DataFrame, rows: pd.DataFrame, reading: CatalogReading) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the claims with the corrections of the catalog applied, and every fault of those corrections.

    Args:
        claims: stored claims, as ``harmonize`` returns them.
        rows: the authored rows they came from.
        reading: the catalog and the lines of its entries.

    Returns:
        Claims with ``correction`` and ``corrected_by`` filled. An override or a scale keeps the claim as it was printed,
        ``replaced``, and adds its ``replacement`` with an id of its own. A correction whose claim is gone, or no longer
        prints what was expected, is a fault at its line of the catalog.
    """
    matches = {key: _matched(claims, entry) for key, entry in reading.catalog.corrections.items()}
    faults = [fault for key, entry in reading.catalog.corrections.items() for fault in _faults(entry, matches[key], reading)]
    faults += _twice(matches, reading)
    if faults or not matches:
        return claims, faults
    marked = claims.copy()
    for key, found in matches.items():
        marked.loc[found.index, ["correction", "corrected_by"]] = [_STATE[reading.catalog.corrections[key].action], key]
    added, faults = _replacements(matches, rows, reading)
    every = pd.concat([marked, added]).sort_values(_SORTED_BY, ignore_index=True)
    return every, [*faults, *_same_as_another(every, reading)]


def _matched(claims: pd.DataFrame, entry: Correction) -> pd.DataFrame:
    if entry.where is None:
        return claims.loc[claims["claim"].isin(entry.claims)]
    return claims.loc[_matches(claims, entry.where)]


def _matches(claims: pd.DataFrame, where: Selector) -> pd.Series:
    match = claims["source"] == where.source
    for column in ("indicator", "place", "period"):
        wanted = getattr(where, column)
        if wanted is not None:
            match &= claims[column] == wanted
    return match


def _faults(entry: Correction, found: pd.DataFrame, reading: CatalogReading) -> Iterator[Fault]:
    for claim in sorted(set(entry.claims) - set(found["claim"])):
        yield _fault(entry, "claims", f"there is no claim {claim}", "Name the claim as it is now, or remove it", reading)
    if entry.where is not None and found.empty:
        yield _fault(entry, "where", "no claim says this", "Name the claims as they are now, or remove it", reading)
    for row in found.to_dict("records"):
        said = row["printed"] or _plain(row["change"])
        if said != entry.expect:
            what = f"{row['file']}:{row['row']} now says {said}, not the expected {entry.expect}"
            yield _fault(entry, "expect", what, "The source may have been put right: check it, then remove or renew", reading)
    unit = entry.put.get("unit")
    if unit and unit not in reading.catalog.printed_units:
        yield _fault(entry, "put.unit", f"{unit!r} is not a printed unit", "Use a printed form of units.yml", reading)


def _plain(change: Any) -> str:
    return "" if pd.isna(change) else f"{change:.12g}"


def _twice(matches: dict[str, pd.DataFrame], reading: CatalogReading) -> list[Fault]:
    corrections: dict[str, list[str]] = defaultdict(list)
    for key, found in matches.items():
        for claim in found["claim"]:
            corrections[claim].append(key)
    return [
        _fault(reading.catalog.corrections[keys[1]], "claims", f"{claim} is corrected by {keys[0]} too", "Keep one", reading)
        for claim, keys in corrections.items()
        if len(keys) > 1
    ]


def _replacements(
    matches: dict[str, pd.DataFrame], rows: pd.DataFrame, reading: CatalogReading
) -> tuple[pd.DataFrame, list[Fault]]:
    by_line = {(row["file"], row["row"]): row for row in rows.to_dict("records")}
    put_right, keys = [], {}
    for key, found in matches.items():
        entry = reading.catalog.corrections[key]
        if entry.action in {"override", "scale"}:
            for row in found.to_dict("records"):
                line = row["file"], row["row"]
                put_right.append(_put_right(by_line[line], entry))
                keys[line] = key
    frame = pd.DataFrame(put_right, columns=rows.columns).astype(rows.dtypes.to_dict())
    claims, faults = harmonize(frame, reading)
    by = [keys[line] for line in zip(claims["file"], claims["row"], strict=True)]
    at = [
        _fault(
            reading.catalog.corrections[keys[fault.file, fault.row or 0]],
            f"put.{fault.column}",
            fault.what,
            fault.remedy,
            reading,
        )
        for fault in faults
    ]
    return claims.assign(correction="replacement", corrected_by=pd.Series(by, index=claims.index, dtype="str")), at


def _put_right(row: dict[Any, Any], entry: Correction) -> dict[str, Any]:
    right: dict[str, Any] = {column: row[column] for column in (*AUTHORED, "file", "row")} | dict(entry.put)
    if "unit" in entry.put:
        right["unit_mult"] = ""
    if entry.exponent and right["value"]:
        right["value"] = f"{Decimal(right['value']).scaleb(entry.exponent):f}"
    return right


def _same_as_another(claims: pd.DataFrame, reading: CatalogReading) -> list[Fault]:
    double = claims.loc[claims["claim"].duplicated(keep=False) & (claims["correction"] == "replacement")]
    remedy = "The source already says the right thing elsewhere: drop the wrong claim instead"
    return [
        _fault(
            reading.catalog.corrections[row["corrected_by"]],
            "put",
            f"the result is {row['claim']}, which exists",
            remedy,
            reading,
        )
        for row in double.to_dict("records")
    ]


def _fault(entry: Correction, field: str, what: str, remedy: str, reading: CatalogReading) -> Fault:
    name, line = reading.where.get(("corrections", entry.id), ("catalog/corrections.yml", 1))
    return Fault(name, line, f"{entry.id}.{field}", what, remedy)
