"""Sources that reviews add: validated like any entry of the catalog, in a file of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from dashboard.catalog import Source
from dashboard.catalog.files import CatalogReading
from dashboard.faults import Fault
from dashboard.pipeline.intake.files import replace_whole, text_of

FILE = "catalog/sources/reviewed_documents.yml"
_HEADING = "# Sources added in reviews on the intake page. Correct them here; whole entries may move to another file.\n"


def source_faults(key: str, record: Mapping[str, Any], reading: CatalogReading) -> list[Fault]:
    """Return what is wrong with a new source: its id, a missing translation, a date or a grade that is none."""
    faults = []
    if key in reading.catalog.sources or reading.could_hold("sources", key):
        faults.append(
            Fault(FILE, None, "id", f"there is already a source {key!r}", "Choose another id, or use the source as it is")
        )
    try:
        Source.model_validate({"id": key, **record})
    except ValidationError as error:
        faults += [_fault(item) for item in error.errors()]
    if record.get("grade") == "repost" and record.get("url"):
        faults.append(
            Fault(FILE, None, "url", "a repost carries no link", "Leave the link empty, or name the grade of the page itself")
        )
    return faults


def _fault(item: Any) -> Fault:
    column = ".".join(str(part) for part in item["loc"])
    if item["type"] in {"missing", "string_too_short", "model_type", "model_attributes_type"}:
        return Fault(FILE, None, column, "this is required and missing", f"Fill in {column}")
    if column == "id":
        return Fault(
            FILE, None, "id", f"{str(item.get('input'))!r:.60} is no id", "Use small letters, digits and _, a letter first"
        )
    return Fault(FILE, None, column, f"{item['msg']} (found {item.get('input')!r:.60})", "Correct it")


def add_source(data: Path, key: str, record: Mapping[str, Any]) -> None:
    """Write a source that has no faults; the caller holds ``one_writer``."""
    _write(data, {**_read(data), key: dict(record)})


def drop_source(data: Path, key: str) -> bool:
    """Remove a source from the file of reviews and return whether it stood there."""
    known = _read(data)
    if key not in known:
        return False
    _write(data, {name: record for name, record in known.items() if name != key})
    return True


def _read(data: Path) -> dict[str, Any]:
    # As text, since a date of the catalog is the text it was written as.
    return yaml.load(text_of(data / FILE), Loader=yaml.BaseLoader) or {}  # noqa: S506 - the loader that builds text only


def _write(data: Path, known: Mapping[str, Any]) -> None:
    if not known:
        (data / FILE).unlink(missing_ok=True)
        return
    blocks = [yaml.safe_dump({key: record}, allow_unicode=True, sort_keys=False, width=1_000) for key, record in known.items()]
    replace_whole(data / FILE, _HEADING + "\n".join(blocks))
