"""What tests share: the shipped data built once, and the one app that a process can have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.pipeline.build import build
from dashboard.store import Store, open_store

if TYPE_CHECKING:
    from dashboard.app import Dashboard

SHIPPED = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder with one snapshot of the data that the project ships."""
    folder = tmp_path_factory.mktemp("shipped")
    build(SHIPPED, folder)
    return folder


@pytest.fixture(scope="session")
def shipped(shipped_store: Path) -> Store:
    """The snapshot of the data that the project ships."""
    return open_store(shipped_store)


@pytest.fixture(scope="session")
def app(shipped_store: Path) -> Dashboard:
    """The app over the shipped data. Dash keeps callbacks for the whole process, so no test makes another."""
    from dashboard.app import create_app

    return create_app(shipped_store)
