"""Opens the store for people who work in Python: the current snapshot, built first where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dashboard import settings
from dashboard.pipeline.build import build
from dashboard.store import POINTER, NoSnapshotError, Store
from dashboard.store import open_store as _open_store


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
    """Build a snapshot in ``folder`` where there is none, in a process of its own, and return that process's exit code.

    For a server that forks afterwards: DuckDB's threads would not survive that.
    """
    if (folder / POINTER).is_file():
        return 0
    sys.stderr.write("There is no snapshot yet; building one first.\n")
    return subprocess.run([sys.executable, "-m", "dashboard", "build", "--store", str(folder)], check=False).returncode  # noqa: S603
