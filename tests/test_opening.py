"""The store opens from Python without the server, and importing the package loads nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dashboard
from dashboard import open_store, settings
from dashboard.store import MANIFEST, POINTER, Store, is_built

from .authored import TINY


def test_a_store_is_built_where_there_is_none_and_opened_where_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.DATA_VARIABLE, str(TINY))
    monkeypatch.setenv(settings.STORE_VARIABLE, str(tmp_path / "store"))
    first = open_store()
    assert isinstance(first, Store)
    assert open_store() is first
    assert open_store(str(tmp_path / "store")) is first
    frame = first.observations(["results_transferred_locally"], ["changchun"])
    assert 2050 in set(frame["amount"])


def test_a_snapshot_of_another_version_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.DATA_VARIABLE, str(TINY))
    store = tmp_path / "store"
    written = json.loads((open_store(store).folder / MANIFEST).read_text())
    old = store / "0123456789abcdef"
    old.mkdir()
    (old / MANIFEST).write_text(json.dumps(written | {"format": "of long ago"}))
    (store / POINTER).write_text(old.name)
    assert not is_built(store)
    assert open_store(store).folder != old
    assert is_built(store)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, dashboard; print(sorted({'pandas', 'duckdb', 'dash', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_offers_nothing_that_it_has_not() -> None:
    with pytest.raises(AttributeError, match="no attribute"):
        dashboard.nothing  # noqa: B018
