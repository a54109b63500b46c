"""Accepted rows into ``data/claims`` through the validation of the build, and out again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog, Source
from dashboard.catalog.files import CatalogReading, read_what_is_sound
from dashboard.claims import AUTHORED, claim_id
from dashboard.faults import DataFaults, Fault
from dashboard.pipeline.claim_files import read_claim_files
from dashboard.pipeline.harmonize import harmonize
from dashboard.pipeline.intake.files import replace_whole, text_of
from dashboard.pipeline.intake.sources import add_source, source_faults
from dashboard.rows import rows_of

FILE = "reviewed_documents.csv"
_NAME = re.compile(r"[a-z][a-z0-9_]*\.csv")
_HEADER = ",".join(AUTHORED) + "\n"
Row = Mapping[str, str]


@dataclass(frozen=True)
class NewSource:
    """A source that is not in the catalog yet: its id and the fields of a ``Source``."""

    id: str
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of rows offered for writing: the ids of those written by place, and the faults of each other one."""

    written: Mapping[int, str]
    faults: Mapping[int, tuple[Fault, ...]]
    file: str


def offered_faults(rows: Sequence[Row], catalog: Catalog) -> tuple[pd.DataFrame, dict[int, tuple[Fault, ...]]]:
    """Return the stored claims that rows would make and, by place, the faults of those that make none.

    The frame has the stored columns; its ``row`` is the place in ``rows``.
    """
    frame = pd.DataFrame(
        [{**{name: row.get(name, "") for name in AUTHORED}, "file": "claims", "row": n} for n, row in enumerate(rows)]
    )
    if frame.empty:
        return harmonize(_typed(pd.DataFrame(columns=[*AUTHORED, "file", "row"])), _sound(catalog))[0], {}
    claims, faults = harmonize(_typed(frame), _sound(catalog))
    return claims, _by_row(faults)


def accept_rows(data: Path, rows: Sequence[Row], *, source: NewSource | None = None, file: str = "") -> Outcome:
    """Append the sound ones of ``rows`` to one file of ``data/claims`` and say of each other one what is wrong with it.

    ``file`` is a name below ``claims``; empty means the file that holds most claims of the rows' source, else the file of
    reviews. The caller holds ``one_writer``.

    Raises:
        DataFaults: the new source has faults, or the file cannot be read as claims; nothing was written.
    """
    reading = _with_source(read_what_is_sound(data / "catalog"), source)
    standing, broken = read_claim_files(data / "claims")
    name = file or _file_of(standing, rows)
    faults = [fault for fault in broken if fault.file == f"claims/{name}"]
    if not _NAME.fullmatch(name):
        faults.append(
            Fault(
                f"claims/{name}",
                None,
                None,
                "this is no name of a claims file",
                "Use small letters, digits and _, ending in .csv",
            )
        )
    if faults:
        raise DataFaults(faults)
    first = text_of(data / "claims" / name).count("\n") + 1 or 2
    sound, wrong = _sorted_out(rows, standing, reading, file=f"claims/{name}", first=max(first, 2))
    if sound and source is not None:
        add_source(data, source.id, source.record)
    if sound:
        _append(data / "claims" / name, [rows[n] for n in sound])
    return Outcome({n: claim_id(_clean(rows[n])) for n in sound}, wrong, name)


def withdraw_rows(data: Path, claims: Sequence[str], *, file: str) -> list[str]:
    """Remove the rows of these claims from a file and return the ids that were found there.

    Every other line stays as it was, byte for byte; the file of reviews goes once no claim is left in it. The caller
    holds ``one_writer``.
    """
    path = data / "claims" / file
    if not _NAME.fullmatch(file) or not path.is_file():
        return []
    kept, found = [], []
    for raw, cells in _records(path.read_text(encoding="utf-8")):
        own = (
            claim_id(dict(zip(AUTHORED, (cell.strip() for cell in cells), strict=True))) if len(cells) == len(AUTHORED) else ""
        )
        if own in claims:
            found.append(own)
        else:
            kept.append(raw)
    if found and file == FILE and len(kept) <= 1:
        path.unlink()
    elif found:
        replace_whole(path, "".join(kept))
    return found


def claims_of_source(data: Path, source: str) -> int:
    """Return how many authored rows name a source."""
    rows, _ = read_claim_files(data / "claims")
    return int((rows["source"] == source).sum())


def _clean(row: Row) -> dict[str, str]:
    return {name: row.get(name, "").strip() for name in AUTHORED}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({**dict.fromkeys(AUTHORED, "str"), "file": "str", "row": "int64"})


def _sound(catalog: Catalog) -> CatalogReading:
    return CatalogReading(catalog, (), frozenset(), frozenset())


def _with_source(reading: CatalogReading, source: NewSource | None) -> CatalogReading:
    if source is None:
        return reading
    faults = source_faults(source.id, source.record, reading)
    if faults:
        raise DataFaults(faults)
    entry = Source.model_validate({"id": source.id, **source.record})
    known = {name: getattr(reading.catalog, name) for name in type(reading.catalog).model_fields}
    return replace(reading, catalog=Catalog.of(known | {"sources": {**reading.catalog.sources, source.id: entry}}))


def _file_of(standing: pd.DataFrame, rows: Sequence[Row]) -> str:
    sources = {row.get("source", "") for row in rows}
    files = standing.loc[standing["source"].isin(sources), "file"]
    return FILE if files.empty else str(files.value_counts().index[0]).removeprefix("claims/")


def _sorted_out(
    rows: Sequence[Row], standing: pd.DataFrame, reading: CatalogReading, *, file: str, first: int
) -> tuple[list[int], dict[int, tuple[Fault, ...]]]:
    """Return the places of the sound rows and, by place, the faults of the others; a row numbers as it would stand."""
    frame = _typed(pd.DataFrame([{**_clean(row), "file": file, "row": first + n} for n, row in enumerate(rows)]))
    claims, faults = harmonize(frame, reading)
    known = {claim_id({column: row[column] for column in AUTHORED}): f"{row['file']}:{row['row']}" for row in rows_of(standing)}
    for row in rows_of(claims):
        if row["claim"] in known:
            what = f"the same claim already stands in {known[row['claim']]}"
            faults.append(Fault(file, int(row["row"]), None, what, "Reject it, or give it its own locator"))
    wrong = {place - first: found for place, found in _by_row(faults).items()}
    unread = {int(row) - first for row in frame["row"]} - {int(row) - first for row in claims["row"]} - set(wrong)
    for place in unread:
        wrong[place] = (
            Fault(file, first + place, None, "it names an entry of the catalog that is broken", "Mend the catalog: run build"),
        )
    return [n for n in range(len(rows)) if n not in wrong], wrong


def _by_row(faults: Sequence[Fault]) -> dict[int, tuple[Fault, ...]]:
    found: dict[int, tuple[Fault, ...]] = {}
    for fault in faults:
        if fault.row is not None:
            found[fault.row] = (*found.get(fault.row, ()), fault)
    return found


def _append(path: Path, rows: Sequence[Row]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        clean = _clean(row)
        writer.writerow([clean[name] for name in AUTHORED])
    replace_whole(path, (text_of(path) or _HEADER) + out.getvalue())


def _records(text: str) -> list[tuple[str, list[str]]]:
    """Return each record of a CSV as it is written, with its cells; a record may run over several lines."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, strict=True)
    records, start = [], 0
    for cells in reader:
        records.append(("".join(lines[start : reader.line_num]), cells))
        start = reader.line_num
    return records
