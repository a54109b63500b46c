"""The journal of reviews: who decided what about which words, one line of JSON a decision, never rewritten."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard.pipeline.intake.files import FOLDER

ACTIONS = ("accepted", "corrected", "rejected", "new_indicator", "undone")
Entry = dict[str, Any]


def journal_file(data: Path) -> Path:
    """Return where the journal lies."""
    return data / FOLDER / "journal.jsonl"


def note(data: Path, entry: Mapping[str, Any], *, now: dt.datetime | None = None) -> Entry:
    """Append an entry with its id and time and return it; the caller holds ``one_writer``."""
    moment = (now or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
    full = {"id": secrets.token_hex(6), "time": moment, **entry}
    path = journal_file(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(("" if _ends_a_line(path) else "\n") + json.dumps(full, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return full


def _ends_a_line(path: Path) -> bool:
    """Return whether the next entry can follow as it is: a crash may have cut the last one off."""
    content = path.read_bytes()
    return not content or content.endswith(b"\n")


def entries(data: Path) -> list[Entry]:
    """Return every entry in order; a last line that a crash cut off is left out."""
    path = journal_file(data)
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def standing(data: Path) -> list[Entry]:
    """Return the decisions that were not undone, in order."""
    every = entries(data)
    undone = {entry["undoes"] for entry in every if entry["action"] == "undone"}
    return [entry for entry in every if entry["action"] != "undone" and entry["id"] not in undone]


def decided(data: Path, document: str) -> dict[str, Entry]:
    """Return the standing decisions about a document (by the digest of its text), by locator."""
    return {entry["locator"]: entry for entry in standing(data) if entry.get("document") == document}
