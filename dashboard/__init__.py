"""Innovation statistics as claims, resolved in the open."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

__all__ = ["open_store"]

# Where Spark is installed, Pandera would load its imitation of pandas: slow, with a warning, and it alters pandas itself.
sys.modules.setdefault("pyspark.pandas", None)  # type: ignore[arg-type]


def __getattr__(name: str) -> Any:
    """Load what the package offers when it is first asked for, so that importing any part of it stays instant.

    The import is by name, because the package stands above everything in it: the web, below it, never meets the pipeline.
    """
    if name in __all__:
        return getattr(import_module("dashboard.opening"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
