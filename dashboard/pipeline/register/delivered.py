"""Reads delivered files (CSV, Excel, Parquet) piece by piece as text, every row with its number in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import fastexcel
import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.csv as arrow_csv
from pyarrow import compute, parquet

from dashboard.faults import DataFaults, Fault
from dashboard.pipeline.register.texts import TEXT

ROWS_AT_ONCE = 250_000
_BLOCK = 64 << 20
FORMATS = (".csv", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Piece:
    """Some rows of a delivered file: cells as text under the file's own headers, and ``numbers``, the header being row 1.

    ``faults`` are those of rows that cannot be read as cells at all; such rows are not in ``rows``.
    """

    file: str
    rows: pd.DataFrame
    numbers: np.ndarray
    faults: tuple[Fault, ...] = ()


def pieces(path: Path, *, encoding: str = "utf-8") -> Iterator[Piece]:
    """Yield the rows of a file in order; rows without any content are passed over.

    Raises:
        DataFaults: the file is of another format, is damaged, or is not in ``encoding``.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        _refuse(path, f"{path.suffix or 'a file without ending'} is not read", f"Deliver one of {', '.join(FORMATS)}")
    if not path.is_file():
        _refuse(path, "there is no such file", "Correct the path")
    for piece in _csv(path, encoding) if ending == ".csv" else _excel(path) if ending == ".xlsx" else _parquet(path):
        filled = (piece.rows != "").any(axis=1).to_numpy() if len(piece.rows) else np.zeros(0, dtype=bool)
        yield Piece(path.name, piece.rows.loc[filled].reset_index(drop=True), piece.numbers[filled], piece.faults)


def _csv(path: Path, encoding: str) -> Iterator[Piece]:
    skipped: list[arrow_csv.InvalidRow] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        skipped.append(row)
        return "skip"

    record, broken, header = 2, np.zeros((0, 2), dtype=np.int64), []
    try:
        reader = _csv_reader(path, encoding, skip)
        header = reader.schema.names
        for batch in reader:
            rows = _texts(arrow.Table.from_batches([batch]))
            records = _record_numbers(record, len(rows), [row.number for row in skipped])
            inside = np.column_stack([records, _line_breaks(rows)])
            broken = np.concatenate([broken, inside[inside[:, 1] > 0]])
            yield Piece(path.name, rows, _lines(records, broken))
            record = int(records[-1]) + 1 if len(rows) else record
    except arrow.ArrowInvalid as error:
        _refuse(path, *_csv_trouble(path, encoding, error))
    except (UnicodeDecodeError, LookupError):
        _refuse(path, *_encoding_trouble(path, encoding))
    lines = _lines(np.array([row.number for row in skipped], dtype=np.int64), broken)
    yield _nothing(path, header, tuple(_cut(path, row, int(line)) for row, line in zip(skipped, lines, strict=True)))


def _csv_reader(path: Path, encoding: str, skip: object) -> arrow_csv.CSVStreamingReader:
    parse = arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip)
    read = arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK, encoding=encoding)
    head = path.read_bytes()[:_BLOCK].split(b"\n", 1)[0]
    names = arrow_csv.read_csv(
        arrow.BufferReader(head + b"\n"), read_options=arrow_csv.ReadOptions(encoding=encoding)
    ).column_names
    convert = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, arrow.string()), strings_can_be_null=False)
    return arrow_csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert)


def _nothing(path: Path, header: list[str], faults: tuple[Fault, ...] = ()) -> Piece:
    """Return a piece without rows, so that the header of an empty file is looked at too."""
    rows = _texts(arrow.schema([(name, arrow.string()) for name in header]).empty_table())
    return Piece(path.name, rows, np.zeros(0, dtype=np.int64), faults)


def _record_numbers(first: int, count: int, skipped: list[int]) -> np.ndarray:
    """Return the numbers of the rows that were read, from ``first`` on, leaving out those skipped."""
    return np.setdiff1d(np.arange(first, first + count + len(skipped)), skipped)[:count]


def _line_breaks(rows: pd.DataFrame) -> np.ndarray:
    """Return how many line breaks stand inside the cells of each row."""
    breaks = np.zeros(len(rows), dtype=np.int64)
    for name in rows.columns:
        if rows[name].str.contains("\n", regex=False).any():
            breaks += rows[name].str.count("\n").to_numpy(dtype=np.int64)
    return breaks


def _lines(records: np.ndarray, broken: np.ndarray) -> np.ndarray:
    """Return the lines on which records begin, given how many line breaks stand inside which earlier ones."""
    before = np.concatenate([[0], np.cumsum(broken[:, 1])])
    return records + before[np.searchsorted(broken[:, 0], records)]


def _cut(path: Path, row: arrow_csv.InvalidRow, line: int) -> Fault:
    what = f"the row has {row.actual_columns} cells and the header {row.expected_columns}"
    return Fault(path.name, line, None, what, "Quote cells that hold commas, and complete the row")


def _csv_trouble(path: Path, encoding: str, error: Exception) -> tuple[str, str]:
    if "utf8" in str(error).casefold().replace("-", ""):
        return _encoding_trouble(path, encoding)
    return f"the CSV cannot be read: {str(error).splitlines()[0]:.120}", "Export the file again"


def _encoding_trouble(path: Path, encoding: str) -> tuple[str, str]:
    return f"{path.name} is not in {encoding}", "Name its encoding, such as --encoding gb18030, or save it as CSV UTF-8"


def _excel(path: Path) -> Iterator[Piece]:
    try:
        table = fastexcel.read_excel(path).load_sheet(0, header_row=0, dtypes="string").to_arrow()
    except fastexcel.FastExcelError as error:
        _refuse(path, f"the workbook cannot be read: {str(error).splitlines()[0]:.120}", "Save it again as .xlsx")
    yield from _sliced(path, arrow.Table.from_batches([table]))


def _parquet(path: Path) -> Iterator[Piece]:
    try:
        file = parquet.ParquetFile(path)
    except arrow.ArrowInvalid:
        _refuse(path, "this is no Parquet file", "Export it again")
    first = 2
    for batch in file.iter_batches(ROWS_AT_ONCE):
        rows = _texts(arrow.Table.from_batches([batch]))
        yield Piece(path.name, rows, np.arange(first, first + len(rows)))
        first += len(rows)
    yield _nothing(path, file.schema_arrow.names)


def _sliced(path: Path, table: arrow.Table) -> Iterator[Piece]:
    for start in range(0, max(table.num_rows, 1), ROWS_AT_ONCE):
        rows = _texts(table.slice(start, ROWS_AT_ONCE))
        yield Piece(path.name, rows, np.arange(start + 2, start + 2 + len(rows)))


def _texts(table: arrow.Table) -> pd.DataFrame:
    columns = {name: _text(table.column(number)) for number, name in enumerate(table.column_names)}
    return pd.DataFrame(columns, dtype=TEXT)


def _text(column: arrow.ChunkedArray) -> pd.Series:
    if arrow.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if arrow.types.is_boolean(column.type):
        column = compute.if_else(column, "yes", "no")
    texts = compute.utf8_trim_whitespace(compute.fill_null(column.cast(arrow.string()), ""))
    return texts.to_pandas().astype(TEXT)


def _refuse(path: Path, what: str, remedy: str) -> NoReturn:
    raise DataFaults([Fault(path.name, None, None, what, remedy)])
