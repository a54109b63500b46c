"""The desk behind the intake and text check pages: reads documents and, where editing is allowed, writes what was accepted."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.analysis.growth import growth
from dashboard.catalog import Catalog, Source, Text
from dashboard.editing.agreement import agreements
from dashboard.editing.dates import publication_date
from dashboard.editing.decisions import Decision, decide, undo
from dashboard.editing.fitting import fits
from dashboard.editing.source_hint import source_hint
from dashboard.faults import DataFaults
from dashboard.pipeline.build import build
from dashboard.pipeline.intake.accepting import offered_faults
from dashboard.pipeline.intake.drafts import Draft, draft
from dashboard.pipeline.intake.files import one_writer
from dashboard.pipeline.intake.journal import decided, standing
from dashboard.pipeline.intake.lessons import learned
from dashboard.pipeline.intake.places import likely_place, places_of
from dashboard.pipeline.intake.spans import sentence_around, sentence_start
from dashboard.pipeline.intake.vocabulary import vocabulary
from dashboard.pipeline.intake.wanted import wanted_indicators
from dashboard.pipeline.reader import Candidate, Document, DocumentInfo, read_parsed
from dashboard.pipeline.reader.extraction import document_of
from dashboard.pipeline.reader.faults import DocumentTooLarge, ReaderError, UnsupportedDocument
from dashboard.pipeline.reader.fetching import fetch_page
from dashboard.rows import Row, rows_of
from dashboard.store import Store

LARGEST_TEXT = 200_000
"""Characters that a page can show with its marks; the command line reads more."""
LARGEST_FILE = 10_000_000
MOST_CANDIDATES = 600
_DRAFT_SOURCE = "document_being_reviewed"
Answer = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """Reads and, where ``writable``, writes below ``data``; holds nothing between two requests."""

    data: Path
    store: Path
    writable: bool = False

    def read(self, request: Mapping[str, Any], snapshot: Store, *, lang: str) -> Answer:
        """Return the text of a document and what was found in it.

        ``request`` has ``how`` (``text``, ``file`` or ``link``), ``content`` (the text, the file in base64, the address),
        ``name``, ``place``, ``published``. The answer has ``text``, ``document`` and ``candidates``, or else ``refused``:
        the name of the reason and its words in ``lang``. Nothing is stored.
        """
        try:
            published = publication_date(str(request.get("published") or ""))
            document, url = self._opened(request)
            return self._batch(document, url, {**request, "published": published}, snapshot, lang=lang)
        except ReaderError as refusal:
            return {"refused": {"reason": type(refusal).__name__, "message": refusal.told(lang)}}

    def _opened(self, request: Mapping[str, Any]) -> tuple[Document, str]:
        how, content = request.get("how"), str(request.get("content") or "")
        if how == "link":
            if not self.writable:
                raise UnsupportedDocument(
                    "只读状态下不读取链接；请粘贴正文。", "Links are not read where nothing can be written; paste the text."
                )
            page = fetch_page(content.strip()[:2_000])
            return document_of(page.content), page.url
        if how == "file":
            return document_of(_decoded(content), name=str(request.get("name") or "")[:300]), ""
        _bounded(len(content))
        return document_of(content.encode("utf-8", errors="replace")), ""

    def _batch(self, document: Document, url: str, request: Mapping[str, Any], snapshot: Store, *, lang: str) -> Answer:
        _bounded(len(document.text))
        catalog = snapshot.catalog
        place = str(request.get("place") or "") or likely_place(document.text, catalog)
        known = catalog.places.get(place)
        info = DocumentInfo(
            "document", published=str(request.get("published") or "") or None, place=known.name.zh if known else None
        )
        words = vocabulary(catalog, learned(self.data))
        found = read_parsed(replace(document, info=info), vocabulary=words)
        shown = found[:MOST_CANDIDATES]
        source = str(request.get("source") or "")
        settled = places_of(
            document.text,
            [each.number_start for each in shown],
            catalog,
            default=known.id if known else "",
            tables=document.tables,
        )
        drafts = [
            draft(each, document.text, catalog, place=at.place, place_doubt=at.doubt, source=source)
            for each, at in zip(shown, settled, strict=True)
        ]
        digest = hashlib.sha256(document.text.encode("utf-8", errors="replace")).hexdigest()[:16]
        looks = self.look([each.row for each in drafts], snapshot, lang=lang)
        before = decided(self.data, digest)
        return {
            "text": document.text,
            "document": {
                "digest": digest,
                "kind": document.kind,
                "url": url,
                "place": known.id if known else "",
                "published": str(request.get("published") or ""),
                "characters": len(document.text),
                "left_out": len(found) - len(shown),
                "source": source_hint(document.text, place=known.id if known else "", url=url, catalog=catalog),
            },
            "candidates": [
                {"n": n, **_candidate(each, proposal, document.text, before), **look}
                for n, (each, proposal, look) in enumerate(zip(shown, drafts, looks, strict=True))
            ],
        }

    def look(self, rows: Sequence[Mapping[str, str]], snapshot: Store, *, lang: str) -> list[Answer]:
        """Return for each row its faults (``faults``), whether it fits (``fits``) and what the store says (``agreement``).

        A source that is not in the catalog yet is no fault here: it is told apart when the row is accepted.
        """
        catalog = _with_draft_source(snapshot, rows)
        claims, faults = offered_faults([{**row, "source": row.get("source") or _DRAFT_SOURCE} for row in rows], catalog)
        stored = rows_of(claims)
        observed, claimed = _known(stored, snapshot)
        told = agreements(stored, observed, claimed, catalog, lang=lang)
        fitting = fits(stored, observed, catalog, lang=lang)
        return [
            {
                "faults": [fault.as_dict() for fault in faults.get(n, ())],
                "fits": [asdict(fit) for fit in fitting.get(n, ())],
                "agreement": asdict(told[n]) if n in told else None,
            }
            for n in range(len(rows))
        ]

    def decide(self, decision: Mapping[str, Any], snapshot: Store) -> Answer:
        """Carry out an editor's decision about one or many candidates; see ``dashboard.editing.decisions``.

        Raises:
            PermissionError: editing is not allowed here.
        """
        self._require_writable()
        with one_writer(self.data):
            return decide(self.data, Decision.model_validate(decision), snapshot.catalog)

    def undo(self, decision: str, reviewer: str) -> Answer:
        """Take a decision back: its claims leave the file they went into, and what it taught is forgotten.

        Raises:
            PermissionError: editing is not allowed here.
        """
        self._require_writable()
        with one_writer(self.data):
            return undo(self.data, decision, reviewer)

    def wanted(self, snapshot: Store) -> list[Row]:
        """Return the indicators that editors asked for, the most often asked for first; see ``intake.wanted``."""
        return wanted_indicators(standing(self.data), snapshot.catalog)

    def recent(self, most: int = 50) -> list[Row]:
        """Return the latest standing decisions, the newest first."""
        return standing(self.data)[::-1][:most]

    def rebuild(self) -> Answer:
        """Build the snapshot anew; the answer has ``snapshot`` and ``claims``, or else ``faults``.

        Raises:
            PermissionError: editing is not allowed here.
        """
        self._require_writable()
        try:
            with one_writer(self.data):
                built = build(self.data, self.store)
        except DataFaults as broken:
            return {"faults": [fault.as_dict() for fault in broken.faults]}
        return {"snapshot": built.snapshot, "claims": built.claims}

    def _require_writable(self) -> None:
        if not self.writable:
            raise PermissionError("editing is not allowed on this server")


def _bounded(characters: int) -> None:
    if characters > LARGEST_TEXT:
        limit = LARGEST_TEXT // 10_000
        raise DocumentTooLarge(
            f"正文有 {characters} 字，超过本页 {limit} 万字的上限；请分成几份，或用命令行 read 读取。",
            f"The text has {characters} characters, more than this page takes ({LARGEST_TEXT}); divide it, or use read.",
        )


def _decoded(content: str) -> bytes:
    if len(content) > LARGEST_FILE * 4 // 3 + 100:
        raise DocumentTooLarge(
            f"文件超过 {LARGEST_FILE // 1_000_000} MB 的上限；请截取需要的部分，或用命令行 read 读取。",
            f"The file has more than {LARGEST_FILE // 1_000_000} MB; take the part you need, or use the read command.",
        )
    try:
        return base64.b64decode(content.rpartition(",")[2], validate=True)
    except binascii.Error as error:
        raise UnsupportedDocument("文件没有完整传到；请再试一次。", "The file did not arrive whole; try again.") from error


def _candidate(candidate: Candidate, proposal: Draft, text: str, before: Mapping[str, Row]) -> Answer:
    earlier = before.get(proposal.row["locator"])
    sentence, first = sentence_around(text, candidate), sentence_start(text, candidate)
    return {
        "start": candidate.start,
        "end": candidate.end,
        "number": [candidate.number_start, candidate.number_end],
        "page": candidate.page,
        "words": text[candidate.start : candidate.end],
        "sentence": text[first : first + len(sentence)],
        "at": [candidate.number_start - first, candidate.number_end - first],
        "printed": candidate.indicator,
        "row": proposal.row,
        "doubts": list(proposal.doubts),
        "suggestions": list(candidate.catalog_suggestions),
        "rules": list(candidate.rule_ids),
        "checks": [asdict(check) for check in candidate.checks],
        "auto": candidate.auto,
        "change_max": candidate.change_max,
        "state": earlier["action"] if earlier else "open",
        "decision": earlier["id"] if earlier else "",
    }


def _with_draft_source(snapshot: Store, rows: Sequence[Mapping[str, str]]) -> Catalog:
    """Return the catalog with a stand-in for every source that rows name and the catalog lacks."""
    catalog = snapshot.catalog
    lacking = {row.get("source") or _DRAFT_SOURCE for row in rows} - set(catalog.sources)
    nobody = Text(zh="待核文献", en="Document under review")
    stand_ins = {key: Source.model_construct(id=key, publisher=nobody, title=nobody, grade="press") for key in lacking}
    known = {name: getattr(catalog, name) for name in Catalog.model_fields}
    return Catalog.of(known | {"sources": {**catalog.sources, **stand_ins}})


def _known(stored: Sequence[Row], snapshot: Store) -> tuple[list[Row], list[Row]]:
    if not stored:
        return [], []
    indicators, places = {row["indicator"] for row in stored}, {row["place"] for row in stored}
    observed = growth(snapshot.observations(indicators, places), snapshot.catalog)
    return rows_of(observed), rows_of(snapshot.claims(indicators, places))
