from __future__ import annotations

import shutil

import pandas as pd
import pytest

from dashboard.pipeline.register import partials
from dashboard.pipeline.register.aggregate import aggregate
from dashboard.pipeline.register.batches import stored_batches
from dashboard.pipeline.register.engines import DuckdbEngine, open_engine
from dashboard.pipeline.register.synthetic import blocks, plan, read_calibration
from dashboard.pipeline.register.synthetic_files import synthetic_provenance, write_register
from dashboard.settings import data_folder

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture
def days(record):
    """Five days of a register: new records every day, and the second record changed every day."""

    def rows(day):
        new = [record(f"{day}-{n}", disclosed_on=f"20{19 + n % 3}-02-0{1 + n % 7}", supplier=f"甲{n % 3}") for n in range(12)]
        signed = [record(f"s{day}-{n}", signed_on=f"202{1 + n % 3}-0{1 + day}-01", supplier=f"甲{n % 3}") for n in range(12)]
        return [*new, *signed, record("moving", signed_on=f"202{1 + day % 3}-01-05", value=str(day + 1))]

    return [rows(day) for day in range(5)]


def test_kept_sums_give_what_reading_everything_anew_gives(layout, definitions, register, days, tmp_path):
    folder = register(*days[:1])
    keep = tmp_path / "kept"
    for count in (1, 2, len(days)):
        if count > 1:
            shutil.rmtree(folder)
            register(*days[:count])
        with open_engine("duckdb", folder, layout) as engine:
            kept, anew = (aggregate(engine, definitions, keep=where).cells for where in (keep, None))
        pd.testing.assert_frame_equal(kept, anew, check_exact=True)


def test_only_new_batches_are_read(layout, definitions, register, days, tmp_path, monkeypatch):
    read: list[list[int]] = []
    records = DuckdbEngine.records

    def noted(self, batches):
        read.append([batch.number for batch in batches])
        return records(self, batches)

    monkeypatch.setattr(DuckdbEngine, "records", noted)
    chosen = definitions.only(["register_results_transferred"])
    folder = register(*days[:2])
    for expected in ([[1, 2]], []):
        with open_engine("duckdb", folder, layout) as engine:
            aggregate(engine, chosen, keep=tmp_path / "kept")
        assert read == expected
        read.clear()
    shutil.rmtree(folder)
    register(*days[:3])
    with open_engine("duckdb", folder, layout) as engine:
        aggregate(engine, chosen, keep=tmp_path / "kept")
    assert read == [[3]]


def test_sums_of_batches_that_are_no_longer_there_are_not_used(layout, definitions, register, days, tmp_path):
    chosen = definitions.only(["register_results_transferred"])
    folder = register(days[0])
    with open_engine("duckdb", folder, layout) as engine:
        aggregate(engine, chosen, keep=tmp_path / "kept")
    shutil.rmtree(folder)
    register(days[1])
    with open_engine("duckdb", folder, layout) as engine:
        kept, anew = (aggregate(engine, chosen, keep=where).cells for where in (tmp_path / "kept", None))
    pd.testing.assert_frame_equal(kept, anew)


def test_many_kept_files_are_folded_into_one(layout, definitions, register, days, tmp_path, monkeypatch):
    monkeypatch.setattr(partials, "_MOST_FILES", 2)
    chosen = definitions.only(["register_contract_value"])
    folder = register(*days)
    batches = stored_batches(folder)
    with open_engine("duckdb", folder, layout) as engine:
        from dashboard.pipeline.register.scans import scans

        (scan,) = scans(chosen)
        for count in range(1, len(batches) + 1):
            partials.summed(engine, scan, batches[:count], keep=tmp_path / "kept")
        folded = list((tmp_path / "kept").rglob("1-5-*.parquet"))
        assert len(folded) == 1
        kept, anew = (aggregate(engine, chosen, keep=where).cells for where in (tmp_path / "kept", None))
    pd.testing.assert_frame_equal(kept, anew)


def test_sums_of_a_made_up_register_are_kept_too(layout, definitions, tmp_path, monkeypatch):
    calibration = read_calibration(data_folder())
    provenance = synthetic_provenance(calibration, seed=1)
    tables = blocks(layout, calibration, plan(calibration, 300), seed=1)
    write_register(tmp_path / "r", tables, layout, content="synthetic1x300", provenance=provenance)
    chosen = definitions.only(["register_results_transferred"])
    with open_engine("duckdb", tmp_path / "r", layout) as engine:
        first = aggregate(engine, chosen, keep=tmp_path / "kept").cells
        monkeypatch.setattr(DuckdbEngine, "partial_sums", None)
        pd.testing.assert_frame_equal(aggregate(engine, chosen, keep=tmp_path / "kept").cells, first)
