"""The desk that the intake and text check pages receive from outside: what they may ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import flask

from dashboard.store import Store

DESK_SETTING = "INNOVATION_DESK"
Answer = dict[str, Any]


class Desk(Protocol):
    """Reads documents into candidates and, where ``writable``, writes what an editor accepted."""

    @property
    def writable(self) -> bool:
        """Whether decisions may be written on this server."""

    def read(self, request: Mapping[str, Any], snapshot: Store, *, lang: str) -> Answer:
        """Return ``text``, ``document`` and ``candidates`` of what was handed in, or ``refused``."""

    def look(self, rows: Sequence[Mapping[str, str]], snapshot: Store, *, lang: str) -> list[Answer]:
        """Return ``faults``, ``fits`` and ``agreement`` of each row."""

    def decide(self, decision: Mapping[str, Any], snapshot: Store) -> Answer:
        """Carry out a decision and return ``done``, ``faults`` and ``refused``."""

    def undo(self, decision: str, reviewer: str) -> Answer:
        """Take a decision back."""

    def recent(self, most: int = 50) -> list[dict[str, Any]]:
        """Return the latest standing decisions, the newest first."""

    def wanted(self, snapshot: Store) -> list[dict[str, Any]]:
        """Return the indicators that editors asked for and the catalog lacks, with an entry to complete."""

    def rebuild(self) -> Answer:
        """Build the snapshot anew."""


def desk() -> Desk | None:
    """Return the desk of this server, or None where it was started without one."""
    found: Desk | None = flask.current_app.config.get(DESK_SETTING)
    return found


def may_write() -> bool:
    """Return whether this server lets editors write."""
    found = desk()
    return found is not None and found.writable


def from_own_page() -> bool:
    """Return whether the request comes from a page of this server: no other site writes through an editor's browser."""
    origin = flask.request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == flask.request.host
