"""The ``read`` command: a document as candidate claims, for people or for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.settings import data_folder

if TYPE_CHECKING:
    from dashboard.pipeline.reader import Candidate, Document
    from dashboard.pipeline.reader.models import Check

CSV_FIELDS = (
    "id", "start", "end", "number_start", "number_end", "page", "indicator", "catalog_id", "catalog_suggestions", "place",
    "period", "value", "unit", "scale", "qualifier", "change", "change_unit", "change_basis", "direction", "change_qualifier",
    "change_max", "aggregate", "auto", "rule_ids", "checks",
)  # fmt: skip


_HEADINGS = {
    "zh": ("字符", "指标", "编号", "时期", "数值", "变化", "可直接接受", "核算"),
    "en": ("characters", "indicator", "id", "period", "value", "change", "ready", "arithmetic"),
}
_UNITS_OF_CHANGE = {
    "percent": ("%", "%"), "percentage_points": ("个百分点", "percentage points"),
    "permille_points": ("个千分点", "permille points"), "times": ("倍（增加）", "times more"),
    "multiple": ("倍", "times as much"),
    "places": ("位", "places"), "absolute": ("", ""),
}  # fmt: skip


class ReadFormat(StrEnum):
    """How candidates are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Language(StrEnum):
    """The language of words in an answer."""

    zh = "zh"
    en = "en"


def read_command(
    document: Annotated[str, typer.Argument(help="A file, an http(s) link, or - for standard input.")],
    format: Annotated[  # noqa: A002 - the option's name
        ReadFormat, typer.Option("--format", help="Table for people, jsonl or csv for programs.")
    ] = ReadFormat.table,
    place: Annotated[str | None, typer.Option("--place", help="Id of the place of sentences that name none.")] = None,
    published: Annotated[str | None, typer.Option("--published", help="Date or year of publication.")] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Folder that holds catalog/.", show_default="the checkout's data/")
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", help="Language of the words in a table and of the reason why nothing was read.")
    ] = Language.zh,
) -> None:
    """Read the figures of a text, HTML, PDF or Word document, each with the exact words it comes from.

    Nothing is stored. A link is fetched only when given here, and only from public addresses. Exit code 1: the document
    could not be read, and the message says why.
    """
    from dashboard.pipeline.reader.faults import ReaderError  # noqa: PLC0415 - help must not wait for the reader

    try:
        opened, found = candidates_of(document, place=place, published=published, data=data or data_folder())
    except ReaderError as refused:
        typer.echo(refused.told(lang), err=True)
        raise typer.Exit(1) from refused
    except OSError as missing:
        typer.echo(_unopened(document, missing, lang), err=True)
        raise typer.Exit(2) from missing
    if format is ReadFormat.jsonl:
        for each in found:
            typer.echo(json.dumps(each.as_record(), ensure_ascii=False))
    elif format is ReadFormat.csv:
        typer.echo(as_csv(found), nl=False)
    else:
        _print_table(opened, found, lang)


def candidates_of(document: str, *, place: str | None, published: str | None, data: Path) -> tuple[Document, list[Candidate]]:
    """Return a document and its candidates, linked to the catalog of ``data`` and to the wordings that reviews taught.

    ``place`` is the place of the sentences that name none; without it the document is asked.

    Raises:
        ReaderError: the document cannot be read.
        OSError: there is no such file.
    """
    from dataclasses import replace  # noqa: PLC0415

    from dashboard.catalog.files import read_what_is_sound  # noqa: PLC0415
    from dashboard.pipeline.intake.lessons import learned  # noqa: PLC0415
    from dashboard.pipeline.intake.places import likely_place, places_of  # noqa: PLC0415
    from dashboard.pipeline.intake.vocabulary import vocabulary  # noqa: PLC0415
    from dashboard.pipeline.reader import DocumentInfo, read_parsed  # noqa: PLC0415
    from dashboard.pipeline.reader.extraction import document_of  # noqa: PLC0415
    from dashboard.pipeline.reader.fetching import fetch_page  # noqa: PLC0415

    if document.startswith(("http://", "https://")):
        opened = document_of(fetch_page(document).content)
    elif document == "-":
        opened = document_of(sys.stdin.buffer.read())
    else:
        opened = document_of(Path(document))
    catalog = read_what_is_sound(data / "catalog").catalog
    default = place or likely_place(opened.text, catalog)
    named = catalog.places.get(default)
    identifier = "text" if document == "-" else Path(document).stem or "text"
    info = DocumentInfo(identifier, published=published, place=named.name.zh if named else None)
    opened = replace(opened, info=info)
    found = read_parsed(opened, vocabulary=vocabulary(catalog, learned(data)))
    settled = places_of(
        opened.text,
        [each.number_start for each in found],
        catalog,
        default=named.id if named else "",
        tables=opened.tables,
    )
    names = [catalog.places[at.place].name.zh if at.place else None for at in settled]
    return opened, [replace(each, place=name) for each, name in zip(found, names, strict=True)]


def as_csv(found: list[Candidate]) -> str:
    """Return candidates as CSV with the columns ``CSV_FIELDS``; lists are joined by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_FIELDS)
    for each in found:
        writer.writerow([_cell(value) for value in (each.as_record()[name] for name in CSV_FIELDS)])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "; ".join(str(part["message"]) if isinstance(part, dict) else str(part) for part in value)
    return value


def _unopened(document: str, error: OSError, lang: str) -> str:
    if lang != "zh":
        return f"{document}: {error.strerror or error}"
    known = {FileNotFoundError: "没有这个文件", IsADirectoryError: "这是文件夹，不是文件", PermissionError: "没有读取权限"}
    return f"{document}：{known.get(type(error), f'打不开（{error.strerror or error}）')}"


def _print_table(document: Document, found: list[Candidate], lang: str) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table()
    for heading in _HEADINGS[lang]:
        table.add_column(heading, overflow="fold")
    for each in found:
        link = each.catalog_id or (f"? {', '.join(each.catalog_suggestions)}" if each.catalog_suggestions else "—")
        table.add_row(
            f"{each.start}–{each.end}",
            each.indicator,
            link,
            each.period or "—",
            _level(each),
            _change(each, lang),
            "✓" if each.auto else "",
            "; ".join(_checked(check, lang) for check in each.checks),
        )
    console = Console()
    if found:
        console.print(table)
    counted = (
        f"{len(found)} 个数字 · {len(document.text)} 字"
        if lang == "zh"
        else f"figures: {len(found)} · characters: {len(document.text)}"
    )
    console.print(f"{counted} · {document.kind}", highlight=False)


def _checked(check: Check, lang: str) -> str:
    held = {True: "holds", False: "does not hold", None: "undecided"}[check.holds]
    return check.message if lang == "zh" else f"{check.name.replace('-', ' ')}: {held}"


def _level(candidate: Candidate) -> str:
    from dashboard.pipeline.intake.drafts import plain_number  # noqa: PLC0415

    if candidate.value is None:
        return "—"
    scale = f"×{candidate.scale}" if candidate.scale != 1 else ""
    return f"{candidate.qualifier}{plain_number(candidate.value)}{scale} {candidate.unit or ''}".strip()


def _change(candidate: Candidate, lang: str) -> str:
    from dashboard.pipeline.intake.drafts import plain_number  # noqa: PLC0415

    if candidate.change is None or candidate.change_unit is None:
        return "—"
    sign = "" if candidate.change_unit == "multiple" else "−" if candidate.direction == "down" else "+"
    scale = f"×{candidate.change_scale}" if candidate.change_scale not in (None, 1) else ""
    unit = candidate.change_abs_unit or _UNITS_OF_CHANGE[candidate.change_unit][0 if lang == "zh" else 1]
    return f"{sign}{plain_number(candidate.change)}{scale} {unit}".strip()
