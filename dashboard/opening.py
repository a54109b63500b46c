"""Opens the store for people who work in Python: the current snapshot, built first where there is none."""

from __future__ import annotations

from pathlib import Path

from dashboard import settings
from dashboard.pipeline.build import build
from dashboard.store import NoSnapshotError, Store
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
