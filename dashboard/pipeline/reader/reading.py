"""Text in, candidates out: the layers of the reader in their order."""

from __future__ import annotations

from dashboard.pipeline.reader.grammar import read_records
from dashboard.pipeline.reader.models import Candidate, DocumentInfo, Vocabulary
from dashboard.pipeline.reader.normalise import PlainText, plain_text
from dashboard.pipeline.reader.periods import anchors, document_years
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.scanning import scan

_EMPTY = Vocabulary()


def read_text(text: str, *, vocabulary: Vocabulary | None = None, document: DocumentInfo | None = None) -> list[Candidate]:
    """Return the claims found in `text`, in order; spans are offsets of `text` itself.

    Without a vocabulary no candidate is linked to the catalog. Nothing is raised for odd text: what cannot be
    read as a claim yields no candidate.
    """
    info = document or DocumentInfo()
    plain = plain_text(text)
    scanned = scan(plain.text)
    years = document_years(plain.text, scanned, info.published)
    records = read_records(plain.text, scanned, anchors(plain.text, scanned, years), years)
    return [_candidate(record, plain, info) for record in _kept(records)]


def _kept(records: list[Record]) -> list[Record]:
    return [record for record in records if record.indicator and (record.value is not None or record.change is not None)]


def _candidate(record: Record, plain: PlainText, info: DocumentInfo) -> Candidate:
    start, end = plain.span(min(record.start, record.number_start), max(record.end, record.number_end))
    number_start, number_end = plain.span(record.number_start, record.number_end)
    return Candidate(
        info.identifier, start, end, record.indicator, record.value, record.unit, record.scale, record.qualifier, record.period,
        record.change, record.change_unit, record.change_basis, record.direction, record.change_qualifier, record.change_max,
        record.change_scale, record.change_abs_unit, record.aggregate, number_start, number_end, place=info.place,
        rule_ids=tuple(record.rules),
    )  # fmt: skip
