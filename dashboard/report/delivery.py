"""Writes the files of a briefing, only when there is news if that is asked."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dashboard.report.compose import briefing
from dashboard.report.files import TYPES, made
from dashboard.settings import contact, public_address
from dashboard.store import Store


class DeliveryError(Exception):
    """The file cannot be written; the text says why and what to do."""


def deliver(
    store: Store,
    place: str,
    outs: Sequence[Path],
    *,
    lang: str = "zh",
    as_of: dt.date | None = None,
    since: dt.date | None = None,
) -> bool:
    """Write the briefing about a place to files, whose endings say what kinds; each appears whole or not at all.

    With ``since`` nothing is written where nothing changed after that day.

    Returns:
        Whether anything was written.

    Raises:
        DeliveryError: an ending is unknown, or a folder is not there or cannot be written; every fault at once.
    """
    faults = [fault for out in outs for fault in _faults(out)]
    if faults:
        raise DeliveryError("\n".join(faults))
    told = briefing(store, place, lang=lang, as_of=as_of, since=since, address=public_address(), contact=contact())
    if since is not None and not told.changes:
        return False
    for out in outs:
        _put(made(told, _kind(out)), out)
    return True


def _kind(out: Path) -> str:
    return out.suffix.removeprefix(".").lower()


def _faults(out: Path) -> list[str]:
    endings = ", ".join(f".{name}" for name in TYPES)
    unknown = [] if _kind(out) in TYPES else [f"{out.name!r} ends in none of {endings}."]
    return unknown + ([] if out.parent.is_dir() else [f"There is no folder {out.parent}; make it first."])


def _put(content: bytes, out: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(content)
        Path(file.name).chmod(0o644)
        os.replace(file.name, out)
    except OSError as error:
        raise DeliveryError(f"{out} cannot be written: {error.strerror}.") from error
