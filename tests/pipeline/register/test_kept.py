from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_what_is_sound
from dashboard.pipeline import build as building
from dashboard.pipeline.register import kept
from tests.conftest import SHIPPED

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_what_is_sound(SHIPPED / "catalog").catalog


def test_files_kept_come_back_as_they_were_and_damaged_ones_not_at_all(tmp_path: Path) -> None:
    files = {"a": b"1", "b": b"2"}
    assert kept.kept_files(tmp_path, "name") is None
    kept.keep_files(tmp_path, "name", files)
    kept.keep_files(tmp_path, "name", files)
    assert kept.kept_files(tmp_path, "name") == files
    (tmp_path / kept.FOLDER / "name" / "a").write_bytes(b"3")
    assert kept.kept_files(tmp_path, "name") is None
    kept.keep_files(tmp_path, "name", files)
    assert kept.kept_files(tmp_path, "name") == files


def test_only_the_last_few_are_kept(tmp_path: Path) -> None:
    for number in range(6):
        kept.keep_files(tmp_path, str(number), {"a": b"1"})
    assert kept.kept_files(tmp_path, "5") == {"a": b"1"}
    assert len(list((tmp_path / kept.FOLDER).iterdir())) == 3


def test_the_name_changes_with_definitions_chains_and_batches_and_with_nothing_else(
    tmp_path: Path, catalog: Catalog, register, record
) -> None:
    data = tmp_path / "data"
    shutil.copytree(SHIPPED / "catalog" / "register", data / "catalog" / "register")
    first = kept.digest(data, catalog)
    assert first == kept.digest(data, catalog.model_copy(update={"events": {}}))
    assert first != kept.digest(data, catalog.model_copy(update={"chains": {}}))
    with (data / "catalog" / "register" / "definitions.yml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    second = kept.digest(data, catalog)
    shutil.move(register([record("1")]), data / "register")
    assert len({first, second, kept.digest(data, catalog)}) == 3


def test_a_second_build_computes_nothing_and_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = building.build(SHIPPED, tmp_path / "store")
    anew = building.build(SHIPPED, tmp_path / "another")
    monkeypatch.setattr("dashboard.pipeline.register.shown.shown_register", None)
    assert building.build(SHIPPED, tmp_path / "store").snapshot == first.snapshot == anew.snapshot
    monkeypatch.setenv("INNOVATION_DASHBOARD_RECORDS", "allowed")
    with pytest.raises(TypeError, match="NoneType"):
        building.build(SHIPPED, tmp_path / "store")
