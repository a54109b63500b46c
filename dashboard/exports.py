"""Tables as files: CSV and JSON with the columns of the API, and Excel as displayed, with a sheet of notes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Record = Mapping[str, Any]

CHANGE_PARTS = {
    "reported_change": ("value", "unit", "qualifier", "base", "claim", "source"),
    "computed_change": ("value", "unit", "low", "high", "base"),
}
"""Parts of the fields that hold several values; each is a column of its own in a flat table."""
_BILINGUAL = {"name", "definition"}
_BYTE_ORDER_MARK = "\ufeff"
_LINKS = 10_000
_LONGEST_LINK = 2_000
_LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the key in its rows, its heading, its width in characters."""

    name: str
    title: str
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """A table to show; ``decimals`` holds, by row and column name, how many to print.

    ``links`` holds, by the name of a column of ids, the address that each opens, with ``{id}`` for the id.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Record]
    decimals: Sequence[Mapping[str, int]] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def flat_columns(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a flat table of records with these fields."""
    return tuple(column for name in fields for column in _columns_of(name))


def flat(record: Record, fields: Iterable[str]) -> dict[str, Any]:
    """Return a record as one row: parts of a change apart, several ids in one cell, separated by blanks."""
    row: dict[str, Any] = {}
    for name in fields:
        value = record.get(name)
        parts = _columns_of(name)
        if parts == (name,):
            row[name] = " ".join(map(str, value)) if isinstance(value, list | tuple) else value
        else:
            row |= {column: (value or {}).get(column.removeprefix(f"{name}_")) for column in parts}
    return row


def to_csv(records: Iterable[Record], fields: Sequence[str], *, excel: bool = False) -> str:
    """Return records as CSV with a header line; empty cells are missing values, true and false are written so.

    ``excel`` puts a byte order mark first, without which spreadsheets misread Chinese.
    """
    buffer = io.StringIO()
    buffer.write(_BYTE_ORDER_MARK if excel else "")
    writer = csv.writer(buffer, lineterminator="\n")
    columns = flat_columns(fields)
    writer.writerow(columns)
    for record in records:
        row = flat(record, fields)
        writer.writerow([_csv_cell(row[name]) for name in columns])
    return buffer.getvalue()


def to_json(answer: object) -> str:
    """Return an answer as JSON.

    Raises:
        ValueError: it holds a number that JSON cannot write.
    """
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def to_excel(sheet: Sheet, notes: Iterable[tuple[str, str]], *, notes_name: str = "Notes", lang: str = "zh") -> bytes:
    """Return an Excel workbook: the table with a frozen heading and a filter, and a sheet of notes.

    Numbers are numbers, with the decimals that their row states; text is never read as a formula. The same table gives
    the same bytes.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": sheet.name, "created": dt.datetime(2000, 1, 1)})
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        styles: dict[int, Format] = {}
        _write_table(book, book.add_worksheet(sheet.name[:31]), sheet, heading, styles, lang)
        _write_notes(book.add_worksheet(notes_name[:31]), notes, heading)
    return buffer.getvalue()


def _columns_of(name: str) -> tuple[str, ...]:
    if name in CHANGE_PARTS:
        return tuple(f"{name}_{part}" for part in CHANGE_PARTS[name])
    return (f"{name}_zh", f"{name}_en") if name in _BILINGUAL else (name,)


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _write_table(
    book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet, heading: Format, styles: dict[int, Format], lang: str
) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, heading)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for line, row in enumerate(sheet.rows, start=1):
        decimals = sheet.decimals[line - 1] if sheet.decimals else {}
        for place, column in enumerate(sheet.columns):
            value = row.get(column.name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                page.write_number(line, place, value, _style(book, styles, decimals.get(column.name)))
            elif value is not None and value != "":
                address = sheet.links.get(column.name, "").replace("{id}", quote(str(value), safe=":;=,"))
                _write_text(page, line, place, _words(value, lang), address)


def _write_text(page: Worksheet, line: int, place: int, text: str, address: str = "") -> None:
    opened = address or text
    if opened.startswith(("http://", "https://")) and line <= _LINKS and len(opened) < _LONGEST_LINK:
        page.write_url(line, place, opened, string=text[:255])
    else:
        page.write_string(line, place, text[:_LONGEST_CELL])


def _style(book: xlsxwriter.Workbook, styles: dict[int, Format], decimals: int | None) -> Format | None:
    if decimals is None:
        return None
    if decimals not in styles:
        styles[decimals] = book.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
    return styles[decimals]


def _write_notes(page: Worksheet, notes: Iterable[tuple[str, str]], heading: Format) -> None:
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 100)
    for line, (label, text) in enumerate(notes):
        page.write_string(line, 0, label, heading)
        _write_text(page, line, 1, text)


def _words(value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    return str(value)
