"""Answers as files to keep: CSV with every column, Excel as displayed with a sheet that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from dashboard.answers import Record
from dashboard.api.problems import Words
from dashboard.api.questions import ObservationsQuestion, SeriesQuestion, TableQuestion
from dashboard.api.resources import Resource, TableResource
from dashboard.api.tables import Table
from dashboard.displayed import observation_sheet, plain_sheet
from dashboard.exports import Sheet, to_csv, to_excel
from dashboard.store import Store
from dashboard.text.citation import source_citation, view_citation
from dashboard.text.fields import STATUS

_NOTES = Words("说明", "Notes")
_LONGEST_NAME = 100
_IDS_OF_NUMBERS = {"observations": ("id",), "claims": ("observation",), "changes": ("id", "previous_id")}


def as_file(
    store: Store, resource: TableResource, question: TableQuestion, table: Table, *, address: str, following: str | None
) -> str | bytes:
    """Return a table as the file that the question's format names."""
    records = [_flattened(record) for record in table.records]
    if question.format == "csv":
        return to_csv(records, resource.columns, excel=question.excel == "1")
    lang = question.lang
    title = resource.title[lang]
    if table.frame is not None:
        sheet = observation_sheet(table.frame, records, store.catalog, name=title, lang=lang)
    else:
        sheet = plain_sheet(records, resource.columns, store.catalog, table=resource.name, name=title, lang=lang)
    sheet = replace(sheet, links=_evidence_of_ids(resource, question, address))
    notes = _notes(store, question, sheet, table, address=address, following=following)
    return to_excel(sheet, notes, notes_name=_NOTES[lang], lang=lang)


def _evidence_of_ids(resource: Resource, question: TableQuestion, address: str) -> dict[str, str]:
    """Return, by the columns that hold ids of numbers, where the evidence of each stands on the server that answers."""
    parts = urlsplit(address)
    query = {"lang": question.lang if question.lang != "zh" else "", "as_of": str(question.as_of or "")}
    asked = urlencode({name: text for name, text in query.items() if text})
    opened = f"{parts.scheme}://{parts.netloc}/evidence/{{id}}{'?' if asked else ''}{asked}"
    return dict.fromkeys(_IDS_OF_NUMBERS.get(resource.name, ()), opened)


def file_name(resource: Resource, question: TableQuestion) -> str:
    """Return a name for the file: what it holds and, where it is of one indicator or place, of which."""
    parts = [resource.name]
    if isinstance(question, SeriesQuestion):
        parts += [chosen[0] for chosen in (question.indicator, question.place) if len(chosen) == 1]
    if isinstance(question, ObservationsQuestion) and len(question.source) == 1:
        parts += question.source
    if question.as_of:
        parts.append(f"as_of_{question.as_of}")
    return f"{re.sub(r'[^A-Za-z0-9_.-]', '_', '_'.join(parts))[:_LONGEST_NAME]}.{question.format}"


def _flattened(record: Record) -> Record:
    """Return a record with the publisher and title of a source, which are in both languages, each in a field of its own."""
    both = [name for name in ("publisher", "title") if isinstance(record.get(name), dict)]
    return {**record, **{f"{name}_{lang}": text for name in both for lang, text in record[name].items()}}


def _notes(
    store: Store, question: TableQuestion, sheet: Sheet, table: Table, *, address: str, following: str | None
) -> Iterator[tuple[str, str]]:
    zh = question.lang == "zh"
    yield ("内容" if zh else "Content"), sheet.name
    yield from _chosen(store, question)
    everything = "全部已知数据" if zh else "everything known"
    yield ("截至" if zh else "As of"), str(question.as_of or everything)
    yield ("快照" if zh else "Snapshot"), store.id
    yield ("链接" if zh else "Link"), address
    yield ("行数" if zh else "Rows"), str(len(sheet.rows))
    if following:
        yield ("未完" if zh else "Incomplete"), ("后面还有，续见：" if zh else "There is more, at: ") + following
    cited = view_citation(sheet.name, question.lang, snapshot=store.id, address=address, as_of=question.as_of)
    yield ("引用本表" if zh else "Cite as"), cited
    yield from _readings(table, question.lang)


def _chosen(store: Store, question: TableQuestion) -> Iterator[tuple[str, str]]:
    if not isinstance(question, SeriesQuestion):
        return
    lang, catalog = question.lang, store.catalog
    zh = lang == "zh"
    every = "全部" if zh else "all"
    comma = "；" if zh else "; "
    indicators = comma.join(catalog.indicators[name].name[lang] for name in question.indicator)
    places = comma.join(catalog.places[name].name[lang] for name in question.place)
    yield ("指标" if zh else "Indicators"), indicators or every
    yield ("地区" if zh else "Places"), places or every
    if isinstance(question, ObservationsQuestion) and question.source:
        yield (
            ("来源" if zh else "Sources"),
            comma.join(source_citation(catalog.sources[name], lang) for name in question.source),
        )
    if isinstance(question, ObservationsQuestion) and (question.from_ or question.to):
        yield ("时期" if zh else "Periods"), f"{question.from_ or '…'} – {question.to or '…'}"


def _readings(table: Table, lang: str) -> Iterator[tuple[str, str]]:
    zh = lang == "zh"
    legend = ("；" if zh else "; ").join(f"{code} {words[not zh]}" for code, words in STATUS.items())
    yield ("状态" if zh else "Status"), legend
    yield (
        ("空格" if zh else "Empty cells"),
        "空格表示没有数据，不是零。" if zh else "An empty cell means that nothing is known; it is not a zero.",
    )
    yield (
        ("来源题名" if zh else "Titles"),
        "来源题名由本看板拟定，用于说明内容。" if zh else "Titles of sources are descriptive, in the dashboard's words.",
    )
    if any(record.get("synthetic") for record in table.records):
        yield (
            ("合成数据" if zh else "Synthetic data"),
            "标为合成的行不是统计数据。" if zh else "Rows marked synthetic are no statistics.",
        )
