"""Whether the process that left something behind is still at work on it."""

from __future__ import annotations

import os


def alive(pid: int) -> bool:
    """Return whether a process with this number runs, this one or another user's included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
