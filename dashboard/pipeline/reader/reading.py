"""Text in, candidates out: the layers of the reader in their order."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from pathlib import Path

from dashboard.pipeline.reader.checks import check_records
from dashboard.pipeline.reader.confidence import acceptable, note_lists, note_neighbours
from dashboard.pipeline.reader.extraction import document_of
from dashboard.pipeline.reader.grammar import read_records
from dashboard.pipeline.reader.linking import Link, Linker
from dashboard.pipeline.reader.models import Candidate, Check, Document, DocumentInfo, Vocabulary
from dashboard.pipeline.reader.normalise import PlainText, plain_text
from dashboard.pipeline.reader.periods import DocumentYears, anchors, document_years, sections
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.scanning import FILLER, scan
from dashboard.pipeline.reader.tables import prose_of, simplified_tables, table_records

_UNLINKED = Link()
_SENTENCE_END = re.compile(r"[。!?\n]")
_CLOSE = 40


def read_text(text: str, *, vocabulary: Vocabulary | None = None, document: DocumentInfo | None = None) -> list[Candidate]:
    """Return the claims found in `text`, in order; spans are offsets of `text` itself.

    Without a vocabulary no candidate is linked to the catalog. Nothing is raised for odd text: what cannot be
    read as a claim yields no candidate.
    """
    info = document or DocumentInfo()
    plain = plain_text(text)
    records, _ = _prose_records(plain, info)
    return _candidates(records, plain, info, vocabulary)


def read_document(
    source: str | Path | bytes, *, vocabulary: Vocabulary | None = None, info: DocumentInfo | None = None
) -> tuple[Document, list[Candidate]]:
    """Return the document in a file (or in its bytes) and the claims of its prose and tables, in order.

    Raises the faults of `extraction.document_of`. Spans are offsets of the returned document's text.
    """
    document = document_of(source, info=info)
    return document, read_parsed(document, vocabulary=vocabulary)


def read_parsed(document: Document, *, vocabulary: Vocabulary | None = None) -> list[Candidate]:
    """Return the claims of a document that is already text, in order, each with its page where there are pages."""
    plain = plain_text(prose_of(document.text, document.tables))
    records, years = _prose_records(plain, document.info)
    found = _candidates(records, plain, document.info, vocabulary)
    cells = [record for table in simplified_tables(document.tables) for record in table_records(table, year=years.subject)]
    found += _candidates(_kept(cells), _unchanged(document.text), document.info, vocabulary)
    found.sort(key=lambda candidate: (candidate.number_start, candidate.start))
    if document.kind != "pdf":
        return found
    return [replace(candidate, page=bisect_right(document.page_starts, candidate.number_start)) for candidate in found]


def _unchanged(text: str) -> PlainText:
    return PlainText(text, text, [0], [0])


def _prose_records(plain: PlainText, info: DocumentInfo) -> tuple[list[Record], DocumentYears]:
    scanned = scan(plain.text)
    years = document_years(plain.text, scanned, info.published)
    years = replace(years, sections=sections(plain.text, years))
    return _kept(read_records(plain.text, scanned, anchors(plain.text, scanned, years), years)), years


def _candidates(records: list[Record], plain: PlainText, info: DocumentInfo, vocabulary: Vocabulary | None) -> list[Candidate]:
    linker = Linker(vocabulary, (info.place,) if info.place else ()) if vocabulary else None
    checked = check_records(records)
    note_neighbours(records)
    note_lists(records)
    restored = plain.restored
    return [
        _candidate(
            record,
            plain,
            info,
            linker.link(record, _within_sentence(records, index, plain.text)) if linker else _UNLINKED,
            checked.get(index, ()),
            restored,
        )
        for index, record in enumerate(records)
    ]


def _within_sentence(records: list[Record], index: int, text: str) -> Record | None:
    """The record before this one, where no sentence ends between the two."""
    before = records[index - 1] if index else None
    if before is None or not 0 <= records[index].start - before.end <= _CLOSE:
        return None
    return None if _SENTENCE_END.search(text[before.end : records[index].start]) else before


def _kept(records: list[Record]) -> list[Record]:
    return [record for record in records if record.indicator and (record.value is not None or record.change is not None)]


# The document's own place, which its title names, is no part of what it measures; in a ranking it is what is ranked.
_OWN_PLACE = re.compile(r"(?P<place>[\u3400-\u9fff]{2,3})[市县省州](?=[\u3400-\u9fff]{2})(?![市县区省场级直])")
_TITLE = 80
_RANKED = frozenset({"位", "名", "分"})


def _candidate(
    record: Record, plain: PlainText, info: DocumentInfo, link: Link, checks: tuple[Check, ...], restored: dict[int, str]
) -> Candidate:
    start, end = plain.span(min(record.start, record.number_start), max(record.end, record.number_end))
    number_start, number_end = plain.span(record.number_start, record.number_end)
    name, unit = record.indicator, record.unit
    if FILLER in name:
        name = name.replace(FILLER, "")
    own = _OWN_PLACE.match(name) if unit not in _RANKED else None
    if own is not None and own["place"] in plain.text[:_TITLE]:
        name = name[own.end() :]
    if unit and "(" in unit and "（" in plain.source[start:end]:
        unit = unit.replace("(", "（").replace(")", "）")
    if restored:
        name, unit = name.translate(restored), unit.translate(restored) if unit else unit
    return Candidate(
        info.identifier, start, end, name, record.value, unit, record.scale, record.qualifier, record.period,
        record.change, record.change_unit, record.change_basis, record.direction, record.change_qualifier, record.change_max,
        record.change_scale, record.change_abs_unit, record.aggregate, number_start, number_end, info.place,
        link.catalog_id, link.suggestions, tuple(record.rules), checks, acceptable(record, checks),
    )  # fmt: skip
