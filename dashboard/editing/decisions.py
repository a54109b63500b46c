"""An editor's decisions: accept, correct, reject, ask for a new indicator; each noted, each to be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dashboard.catalog import Catalog
from dashboard.claims import AUTHORED
from dashboard.faults import DataFaults, Fault
from dashboard.pipeline.intake import journal, lessons
from dashboard.pipeline.intake.accepting import NewSource, accept_rows, claims_of_source, withdraw_rows
from dashboard.pipeline.intake.drafts import draft
from dashboard.pipeline.intake.sources import drop_source
from dashboard.pipeline.intake.vocabulary import vocabulary
from dashboard.pipeline.reader import DocumentInfo, read_text

Short = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=2_000)]
READ = ("indicator", "period", "value", "qualifier", "unit", "change", "change_qualifier", "change_unit")
"""Columns in which a correction says that the reader was wrong; the others are the editor's own knowledge."""
_KNOWN_BY_EDITOR = ("period_type", "change_base", "kind", "scope", "unit_mult")
Answer = dict[str, Any]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Item(_Part):
    """One candidate as decided: the row wanted, the row proposed, and the words it rests on."""

    n: int
    row: dict[Short, Long]
    proposed: dict[Short, Long] = Field(default_factory=dict)
    words: Long = ""
    sentence: Long = ""
    printed: Short = ""
    teach: bool = False


class DocumentFacts(_Part):
    """What is known of the document under review; ``digest`` names its text."""

    digest: Short = ""
    url: Long = ""
    place: Short = ""
    published: Short = ""


class Decision(_Part):
    """A decision about one or many candidates of one document."""

    action: Literal["accept", "reject", "new_indicator"]
    items: Annotated[list[Item], Field(min_length=1, max_length=600)]
    reviewer: Short = ""
    reason: Long = ""
    document: DocumentFacts = DocumentFacts()
    source: dict[Short, Any] = Field(default_factory=dict)
    file: Short = ""


def decide(data: Path, decision: Decision, catalog: Catalog) -> Answer:
    """Carry out a decision; the caller holds ``one_writer``.

    The answer has ``done`` (by candidate: ``state``, ``decision`` (the id of the journal's entry) and ``claim``), ``faults``
    (by candidate) and ``refused`` (faults that stopped the whole). A candidate with faults stays as it was.
    """
    refused = _who_and_why(decision)
    if refused:
        return _answer(refused=refused)
    if decision.action == "accept":
        return _accept(data, decision, catalog)
    return _answer(
        done={
            item.n: _noted(data, decision, item, "rejected" if decision.action == "reject" else "new_indicator", row=item.row)
            for item in decision.items
        }
    )


def undo(data: Path, decision: str, reviewer: str) -> Answer:
    """Take one decision back; the caller holds ``one_writer``.

    The answer has ``undone`` with the candidate's locator, or ``refused`` where there is no such decision or no reviewer.
    """
    entry = next((entry for entry in journal.standing(data) if entry["id"] == decision), None)
    if entry is None:
        return _answer(refused=[Fault("journal", None, None, "there is no such decision to undo", "Read the page anew")])
    if not reviewer.strip():
        return _answer(refused=[_nobody()])
    gone: list[str] = []
    if entry.get("claim"):
        gone = withdraw_rows(data, [entry["claim"]], file=entry["file"])
        source = entry["row"]["source"]
        if not claims_of_source(data, source):
            drop_source(data, source)
    if entry.get("taught"):
        lessons.forget(data, *entry["taught"])
    lessons.drop_case(data, decision)
    journal.note(data, {"action": "undone", "undoes": decision, "reviewer": reviewer, "withdrawn": gone})
    return _answer() | {"undone": {"locator": entry["locator"], "document": entry.get("document", ""), "withdrawn": gone}}


def _answer(
    *, done: Mapping[int, Answer] | None = None, faults: Mapping[int, Any] | None = None, refused: Sequence[Fault] = ()
) -> Answer:
    return {"done": done or {}, "faults": faults or {}, "refused": [fault.as_dict() for fault in refused]}


def _nobody() -> Fault:
    return Fault("decision", None, "reviewer", "nobody is named as reviewer", "Write your name")


def _who_and_why(decision: Decision) -> list[Fault]:
    faults = [] if decision.reviewer else [_nobody()]
    if decision.action != "accept" and not decision.reason.strip():
        faults.append(Fault("decision", None, "reason", "no reason is given", "Say in a few words why"))
    return faults


def _accept(data: Path, decision: Decision, catalog: Catalog) -> Answer:
    source, rows = _source(decision, catalog, data), [_row(item, decision) for item in decision.items]
    try:
        outcome = accept_rows(data, rows, source=source, file=decision.file)
    except DataFaults as broken:
        return _answer(refused=broken.faults)
    done = {}
    for place, claim in outcome.written.items():
        item = decision.items[place]
        changed = _changed(item, rows[place])
        extra = {"claim": claim, "file": outcome.file, "changed": changed, "taught": _taught(data, item, rows[place], catalog)}
        done[item.n] = _noted(data, decision, item, "corrected" if changed else "accepted", row=rows[place], **extra)
        if set(changed) & set(READ):
            _keep(data, done[item.n]["decision"], decision, item, rows[place], catalog)
    wrong = {decision.items[place].n: [fault.as_dict() for fault in faults] for place, faults in outcome.faults.items()}
    return _answer(done=done, faults=wrong)


def _source(decision: Decision, catalog: Catalog, data: Path) -> NewSource | None:
    """Return the new source that a decision brings, or None where its id stands in the catalog or was added meanwhile."""
    key = str(decision.source.get("id") or "").strip()
    if not key or key in catalog.sources or claims_of_source(data, key):
        return None
    record = {name: value for name, value in decision.source.items() if name != "id" and value not in ("", None, {})}
    return NewSource(key, record)


def _row(item: Item, decision: Decision) -> dict[str, str]:
    key = str(decision.source.get("id") or "").strip()
    return {name: str(item.row.get(name, "")).strip() for name in AUTHORED} | ({"source": key} if key else {})


def _changed(item: Item, row: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the columns that the editor changed, each with what was proposed and what was accepted."""
    compared = [*READ, *_KNOWN_BY_EDITOR, "place"]
    return {
        name: [item.proposed.get(name, ""), row[name]]
        for name in compared
        if item.proposed and item.proposed.get(name, "") != row[name]
    }


def _taught(data: Path, item: Item, row: Mapping[str, str], catalog: Catalog) -> list[str]:
    wording = item.printed.strip()
    if not item.teach or lessons.refusal(catalog, lessons.learned(data), row["indicator"], wording):
        return []
    lessons.teach(data, row["indicator"], wording)
    return [row["indicator"], wording]


def _noted(data: Path, decision: Decision, item: Item, action: str, **more: Any) -> Answer:
    entry = journal.note(
        data,
        {
            "action": action,
            "reviewer": decision.reviewer,
            "reason": decision.reason,
            "document": decision.document.digest,
            "url": decision.document.url,
            "locator": item.row.get("locator", ""),
            "words": item.words,
            "printed": item.printed,
            **more,
        },
    )
    return {"state": action, "decision": entry["id"], "claim": entry.get("claim", ""), "taught": bool(entry.get("taught"))}


def _keep(data: Path, decision_id: str, decision: Decision, item: Item, row: Mapping[str, str], catalog: Catalog) -> None:
    case: Answer = {
        "decision": decision_id,
        "text": item.sentence or item.words,
        "place": decision.document.place,
        "published": decision.document.published,
        "expected": {name: row[name] for name in READ},
    }
    lessons.keep_case(data, case | {"holds": holds(case, catalog, lessons.learned(data))})


def holds(case: Mapping[str, Any], catalog: Catalog, taught: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the reader, with these wordings, now reads a case as its reviewer did."""
    place = catalog.places.get(case["place"])
    info = DocumentInfo(published=case["published"] or None, place=place.name.zh if place else None)
    found = read_text(case["text"], vocabulary=vocabulary(catalog, taught), document=info)
    rows = [draft(each, case["text"], catalog, place=case["place"], source="").row for each in found]
    return any({name: row[name] for name in READ} == case["expected"] for row in rows)
