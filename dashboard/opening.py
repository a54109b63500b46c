"""Opens the store for people who work in Python: the current snapshot, built first where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dashboard import settings
from dashboard.pipeline.build import build
from dashboard.store import NoSnapshotError, Store, is_built
from dashboard.store import open_store as _open_store

BUILDING_FIRST = "There is no snapshot of this version yet; building one first."


def open_store(folder: Path | str | None = None) -> Store:
    """Return the current snapshot, built first where there is none: the frames that the server shows, without it.

    Args:
        folder: the folder of built snapshots; None means the one that ``dashboard.settings.store_folder`` names.

    Raises:
        DataFaults: a build was needed and the authored data has faults.
    """
    place = Path(folder) if folder else settings.store_folder()
    try:
        return _open_store(place)
    except NoSnapshotError:
        build(settings.data_folder(), place)
        return _open_store(place)


def build_where_missing(folder: Path) -> int:
    """Build a snapshot in ``folder`` where there is none of this version, and return the exit code of the build.

    It runs in a process of its own, for a server that forks afterwards: DuckDB's threads would not survive that.
    """
    if is_built(folder):
        return 0
    sys.stderr.write(f"{BUILDING_FIRST}\n")
    return subprocess.run([sys.executable, "-m", "dashboard", "build", "--store", str(folder)], check=False).returncode  # noqa: S603
