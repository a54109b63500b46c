"""Writes one file of a briefing, only when there is news if that is asked."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

from dashboard.report.compose import briefing
from dashboard.report.files import TYPES, made
from dashboard.settings import contact, public_address
from dashboard.store import Store


class DeliveryError(Exception):
    """The file cannot be written; the text says why and what to do."""


def deliver(
    store: Store, place: str, out: Path, *, lang: str = "zh", as_of: dt.date | None = None, since: dt.date | None = None
) -> bool:
    """Write the briefing about a place to ``out``, whose ending says what kind of file; the file appears whole or not at all.

    With ``since`` nothing is written where nothing changed after that day.

    Returns:
        Whether a file was written.

    Raises:
        DeliveryError: the ending is unknown, or the folder is not there or cannot be written.
    """
    kind = out.suffix.removeprefix(".").lower()
    if kind not in TYPES:
        raise DeliveryError(f"{out.name!r} ends in none of {', '.join(f'.{name}' for name in TYPES)}.")
    if not out.parent.is_dir():
        raise DeliveryError(f"There is no folder {out.parent}; make it first.")
    told = briefing(store, place, lang=lang, as_of=as_of, since=since, address=public_address(), contact=contact())
    if since is not None and not told.changes:
        return False
    _put(made(told, kind), out)
    return True


def _put(content: bytes, out: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(content)
        Path(file.name).chmod(0o644)
        os.replace(file.name, out)
    except OSError as error:
        raise DeliveryError(f"{out} cannot be written: {error.strerror}.") from error
