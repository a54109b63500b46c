"""Cursors: an opaque text for the place of the last record given, from which the next page goes on.

A cursor holds the sort key of that record and nothing of a snapshot, so it stays good when a new snapshot comes: records
that were there before are neither repeated nor left out.
"""

from __future__ import annotations

import base64
import binascii
import json

Position = tuple[str, ...]
_LONGEST = 2048


def cursor_of(position: Position) -> str:
    """Return the cursor of a record's sort key."""
    text = json.dumps(position, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position_of(cursor: str, *, parts: int) -> Position:
    """Return the sort key in a cursor.

    Raises:
        ValueError: the text is no cursor with so many parts.
    """
    if len(cursor) > _LONGEST:
        raise ValueError("too long for a cursor")
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise ValueError("not a cursor") from error
    if not isinstance(position, list) or len(position) != parts or not all(isinstance(part, str) for part in position):
        raise ValueError("not a cursor of this resource")
    return tuple(position)
