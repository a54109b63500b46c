"""Innovation statistics as claims, resolved in the open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.store import Store

__all__ = ["open_store"]

# Where Spark is installed, Pandera would load its imitation of pandas: slow, with a warning, and it alters pandas itself.
sys.modules.setdefault("pyspark.pandas", None)  # type: ignore[arg-type]


def open_store(folder: Path | str | None = None) -> Store:
    """Return the current snapshot, built first where there is none: the frames that the server shows, without it.

    Args:
        folder: the folder of built snapshots; None means the one that ``dashboard.settings.store_folder`` names.

    Raises:
        DataFaults: a build was needed and the authored data has faults.
    """
    from pathlib import Path  # noqa: PLC0415 - importing the package stays instant

    from dashboard import settings, store  # noqa: PLC0415

    place = Path(folder) if folder else settings.store_folder()
    try:
        return store.open_store(place)
    except store.NoSnapshotError:
        from dashboard.pipeline.build import build  # noqa: PLC0415

        build(settings.data_folder(), place)
        return store.open_store(place)
