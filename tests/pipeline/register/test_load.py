from __future__ import annotations

import duckdb
import pytest

from dashboard.pipeline.register.batches import RegisterError, record_files, stored_batches
from dashboard.pipeline.register.load import DeliveryRefusedError, load
from tests.pipeline.register.conftest import TERMS, provenance


def rows_of(folder, columns="record_id, weight"):
    files = record_files(folder, stored_batches(folder))
    return duckdb.sql(f"SELECT {columns} FROM read_parquet({files}, hive_partitioning = false) ORDER BY ALL").fetchall()


def test_a_delivery_with_one_bad_row_stores_nothing(tmp_path, delivery, layout, record):
    path = delivery([record("1"), record("2", chain="x")])
    with pytest.raises(DeliveryRefusedError) as refused:
        load(tmp_path / "r", [path], layout, terms=TERMS, provenance=provenance())
    assert len(refused.value.faults) == 1
    assert stored_batches(tmp_path / "r") == []
    assert list((tmp_path / "r").iterdir()) == []


def test_the_same_delivery_again_changes_nothing(tmp_path, delivery, layout, record):
    path = delivery([record("1")])
    first = load(tmp_path / "r", [path], layout, terms=TERMS, provenance=provenance())
    before = sorted(p.as_posix() for p in (tmp_path / "r").rglob("*"))
    renamed = path.rename(path.with_name("again.csv"))
    second = load(tmp_path / "r", [renamed], layout, terms=TERMS, provenance=provenance())
    assert (first.stored, second.stored) == (True, False)
    assert second.batch == first.batch
    assert sorted(p.as_posix() for p in (tmp_path / "r").rglob("*")) == before


def test_a_changed_record_cancels_its_old_version_and_an_unchanged_one_is_left_alone(register, record):
    folder = register([record("1"), record("2")], [record("1", signed_on="2021-01-05"), record("2"), record("3")])
    last = stored_batches(folder)[-1]
    assert (last.delivered, last.added, last.replaced, last.unchanged) == (3, 1, 1, 1)
    assert rows_of(folder) == [("1", -1), ("1", 1), ("1", 1), ("2", 1), ("3", 1)]
    assert rows_of(folder, "sum(weight), count(signed_on)") == [(3, 1)]


def test_a_record_changed_twice_is_counted_once(register, record):
    versions = [[record("1")], [record("1", chain="outside_chains")], [record("1", signed_on="2021-01-05")]]
    folder = register(*versions)
    assert rows_of(folder, "sum(weight)") == [(1,)]
    current = "sum(weight) FILTER (WHERE signed_on IS NOT NULL), sum(weight) FILTER (WHERE chain IS NOT NULL)"
    assert rows_of(folder, current) == [(1, 0)]


def test_money_is_stored_exactly_in_hundredths_of_a_yuan(register, record):
    folder = register([record("1", signed_on="2021-01-05", value="12345678901.234567")])
    assert rows_of(folder, "value") == [(12345678901234567,)]


def test_records_lie_sorted_in_one_file_for_each_year_of_disclosure(register, record):
    rows = [record(str(n), disclosed_on=f"20{18 + n % 3}-0{1 + n % 9}-01", supplier=f"甲{n % 4}") for n in range(40)]
    folder = register(rows)
    files = record_files(folder, stored_batches(folder))
    assert [path.split("disclosed_year=")[1][:4] for path in files] == ["2018", "2019", "2020"]
    for path in files:
        stored = duckdb.sql(f"SELECT supplier, disclosed_on, record_id FROM '{path}'").fetchall()
        assert stored == sorted(stored)


def test_another_place_an_older_state_and_made_up_beside_real_records_are_refused(tmp_path, register, delivery, layout, record):
    folder = register([record("1")])
    path = delivery([record("2")], "more.csv")
    for other, words in (({"place": "shenyang"}, "register of changchun"), ({"observed_until": "2024-12-31"}, "earlier day")):
        with pytest.raises(RegisterError, match=words):
            load(folder, [path], layout, terms=TERMS, provenance=provenance().model_copy(update=other))
    made_up = delivery([record("SYNTHETIC-1")], "made_up.csv")
    with pytest.raises(RegisterError, match="made-up or real"):
        load(folder, [made_up], layout, terms=TERMS, provenance=provenance())
    assert len(stored_batches(folder)) == 1


def test_what_a_killed_load_left_behind_is_neither_read_nor_kept(tmp_path, register, delivery, layout, record):
    folder = register([record("1")])
    left = folder / ".loading-999999999"
    (left / "records").mkdir(parents=True)
    assert len(stored_batches(folder)) == 1
    load(folder, [delivery([record("2")], "more.csv")], layout, terms=TERMS, provenance=provenance())
    assert not left.exists()
    assert len(stored_batches(folder)) == 2
