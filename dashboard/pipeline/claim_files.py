"""Reads the authored CSV files of claims as text, every cell with its file and row."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from dashboard.claims import AUTHORED
from dashboard.faults import Fault

_BOM = b"\xef\xbb\xbf"


def read_claim_files(folder: Path) -> tuple[pd.DataFrame, list[Fault]]:
    """Return all rows of ``folder/**/*.csv`` and the faults of the files.

    The frame has the authored columns as text and ``file`` and ``row`` (the line in the file, the header being 1).
    A file that cannot be read as a whole gives faults and no rows; a row with a wrong number of cells is left out with
    a fault of its own.
    """
    rows: list[dict[str, object]] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("**/*.csv")):
        name = f"claims/{path.relative_to(folder).as_posix()}"
        text = _text(path.read_bytes(), name, faults)
        if text is not None:
            rows += _rows(text, name, faults)
    columns = [*AUTHORED, "file", "row"]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(AUTHORED, "str"), "file": "str", "row": "int64"}), faults


def _text(content: bytes, name: str, faults: list[Fault]) -> str | None:
    if content.startswith(_BOM):
        faults.append(Fault(name, 1, None, "the file begins with a byte-order mark", "Save it as UTF-8 without BOM"))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"the file is not UTF-8 (byte {content[error.start]:#04x}); it looks like {_likely_encoding(content)}"
        faults.append(Fault(name, line, None, what, "Open it in that encoding and save it as UTF-8 without BOM"))
        return None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        faults.append(Fault(name, line, None, "the file holds a NUL byte, so it is not text", "Export it as CSV again"))
        return None
    if text and not text.endswith("\n"):
        what = "the last line has no end, so the file may be cut off"
        faults.append(Fault(name, text.count("\n") + 1, None, what, "Check the last row and end it with a line break"))
    return text


def _likely_encoding(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and needed only for a fault

    best = from_bytes(content[:100_000], cp_isolation=["gb18030", "big5", "utf_16", "cp1252"]).best()
    return best.encoding.upper() if best else "another encoding"


def _rows(text: str, name: str, faults: list[Fault]) -> list[dict[str, object]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[dict[str, object]] = []
    try:
        header = next(reader, [])
        if tuple(header) != AUTHORED:
            faults.append(_header_fault(header, name))
            return []
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(AUTHORED):
                rows.append({**dict(zip(AUTHORED, (cell.strip() for cell in cells), strict=True)), "file": name, "row": start})
            elif cells:
                what = f"the row has {len(cells)} cells and the header {len(AUTHORED)}"
                faults.append(Fault(name, start, None, what, "Quote cells that hold commas, and complete the row"))
            start = reader.line_num + 1
    except csv.Error as error:
        what = f"the CSV breaks off here: {error}"
        faults.append(Fault(name, reader.line_num, None, what, "Close the open quotation mark, or export the file again"))
    return rows


def _header_fault(header: list[str], name: str) -> Fault:
    missing = [column for column in AUTHORED if column not in header]
    unknown = [column for column in header if column not in AUTHORED]
    parts = [f"missing {', '.join(missing)}"] * bool(missing) + [f"unknown {', '.join(unknown)}"] * bool(unknown)
    what = "the header is not that of claims: " + ("; ".join(parts) or "the columns are in another order")
    return Fault(name, 1, None, what, f"Begin the file with {','.join(AUTHORED)}")
