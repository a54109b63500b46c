from __future__ import annotations

import pandas as pd
import pyarrow as arrow
import pytest
from pyarrow import compute, parquet

from dashboard.pipeline.register import synthetic
from dashboard.pipeline.register.batches import RegisterError, record_files, stored_batches
from dashboard.pipeline.register.intake import examine
from dashboard.pipeline.register.synthetic import blocks, plan, read_calibration
from dashboard.pipeline.register.synthetic_files import synthetic_provenance, write_delivery, write_register
from dashboard.settings import data_folder
from tests.pipeline.register.conftest import TERMS


@pytest.fixture(scope="module")
def calibration():
    return read_calibration(data_folder())


def whole(layout, calibration, records=None, *, seed=1):
    return arrow.concat_tables(blocks(layout, calibration, plan(calibration, records), seed=seed), promote_options="permissive")


def test_local_transfers_by_year_are_the_published_totals(layout, calibration):
    table = whole(layout, calibration)
    local = table.filter(compute.equal(table["local"], True))
    counts = pd.Series(compute.year(local["signed_on"]).to_numpy()).value_counts()
    assert {year: counts[year] for year in (2020, 2022, 2023, 2025)} == {2020: 560, 2022: 851, 2023: 2050, 2025: 4000}


def test_a_register_of_any_size_has_exactly_that_many_records_in_the_same_proportions(calibration):
    for records in (1, 7, 1_000, 123_456_789):
        assert plan(calibration, records).records == records
    natural, large = plan(calibration), plan(calibration, 100_000_000)
    assert large.counts / large.records == pytest.approx(natural.counts / natural.records, rel=1e-2)


def test_the_same_seed_gives_the_same_records_whatever_the_block(layout, calibration, monkeypatch):
    first = whole(layout, calibration, 500)
    assert first.equals(whole(layout, calibration, 500))
    assert not first.equals(whole(layout, calibration, 500, seed=2))
    monkeypatch.setattr(synthetic, "BLOCK", 100)
    smaller = [table.num_rows for table in blocks(layout, calibration, plan(calibration, 250), seed=1)]
    assert smaller == [100, 100, 50]


@pytest.mark.parametrize("name", ["d.csv", "d.xlsx", "d.parquet"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_made_up_delivery_passes_the_checks_and_is_known_to_be_made_up(tmp_path, layout, calibration, name, lang):
    tables = blocks(layout, calibration, plan(calibration, 800), seed=3)
    assert write_delivery(tmp_path / name, tables, layout, lang=lang) == 800
    examined = examine([tmp_path / name], layout, TERMS)
    assert examined.faults.empty
    assert (examined.rows, examined.synthetic) == (800, True)


def test_every_record_and_every_file_says_that_it_is_made_up(tmp_path, layout, calibration):
    provenance = synthetic_provenance(calibration, seed=1)
    tables = blocks(layout, calibration, plan(calibration, 500), seed=1)
    batch = write_register(tmp_path / "r", tables, layout, content="x", provenance=provenance)
    assert batch.provenance.synthetic
    for path in record_files(tmp_path / "r", stored_batches(tmp_path / "r")):
        assert parquet.read_schema(path).metadata[b"synthetic"] == b"true"
        ids = parquet.read_table(path, columns=["record_id"])["record_id"]
        assert compute.all(compute.starts_with(ids, "SYNTHETIC-")).as_py()
    with pytest.raises(RegisterError, match="empty folder"):
        write_register(tmp_path / "r", [], layout, content="y", provenance=provenance)


def test_a_delivery_loaded_is_the_register_written_straight(tmp_path, layout, calibration):
    from dashboard.pipeline.register.load import load

    provenance = synthetic_provenance(calibration, seed=1)
    wanted = plan(calibration, 600)
    write_register(tmp_path / "a", blocks(layout, calibration, wanted, seed=1), layout, content="x", provenance=provenance)
    write_delivery(tmp_path / "d.csv", blocks(layout, calibration, wanted, seed=1), layout)
    load(tmp_path / "b", [tmp_path / "d.csv"], layout, terms=TERMS, provenance=provenance)
    frames = []
    for name in ("a", "b"):
        files = record_files(tmp_path / name, stored_batches(tmp_path / name))
        table = arrow.concat_tables([_plain(parquet.read_table(path, partitioning=None)) for path in files])
        frames.append(table.to_pandas().sort_values("record_id", ignore_index=True))
    pd.testing.assert_frame_equal(*frames)


def _plain(table):
    columns = [
        column.cast(column.type.value_type) if arrow.types.is_dictionary(column.type) else column for column in table.columns
    ]
    return arrow.table(columns, names=table.column_names)
