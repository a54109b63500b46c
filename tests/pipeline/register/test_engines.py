"""The same definitions on every engine: DuckDB, PostgreSQL, and Spark with a worker killed in the middle."""

from __future__ import annotations

import importlib.util
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard.pipeline.register.aggregate import aggregate
from dashboard.pipeline.register.batches import stored_batches
from dashboard.pipeline.register.definitions import Definitions
from dashboard.pipeline.register.engines import EngineError, open_engine
from dashboard.pipeline.register.load import load
from dashboard.pipeline.register.scans import scans
from dashboard.pipeline.register.synthetic import blocks, plan, read_calibration
from dashboard.pipeline.register.synthetic_files import synthetic_provenance, write_delivery, write_register
from dashboard.settings import data_folder
from tests.pipeline.register.clusters import postgres, postgres_programs, spark_cluster, wait_until
from tests.pipeline.register.conftest import TERMS

DEPRECATED = "ignore:fetch_arrow_table:DeprecationWarning"
HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
ON_SPARK = [
    "register_results_transferred_locally", "register_contract_value", "register_local_share",
    "register_conversion_within_2_years", "register_time_lag", "register_contract_value_same_panel",
]  # fmt: skip
"""Every kind of definition, once or twice."""
BREAKDOWNS = ((), ("supplier",), ("chain",), ("recipient_place",), ("chain", "recipient_size"))


@pytest.fixture(scope="module")
def register(tmp_path_factory, layout) -> Path:
    """A made-up register of two batches, the second of which corrects a part of the first."""
    folder = tmp_path_factory.mktemp("engines")
    calibration = read_calibration(data_folder())
    provenance = synthetic_provenance(calibration, seed=1)
    wanted = plan(calibration, 4_000)
    write_register(folder / "r", blocks(layout, calibration, wanted, seed=1), layout, content="x", provenance=provenance)
    corrected = (table.slice(0, 300) for table in blocks(layout, calibration, wanted, seed=2))
    write_delivery(folder / "more.csv", corrected, layout)
    load(folder / "r", [folder / "more.csv"], layout, terms=TERMS, provenance=provenance)
    assert stored_batches(folder / "r")[1].replaced > 100
    return folder / "r"


@pytest.fixture(scope="module")
def few(definitions) -> Definitions:
    """All definitions, with breakdowns enough to cover every kind of column and a pair."""
    trimmed = {
        key: one.model_copy(update={"by": BREAKDOWNS if one.kind != "growth" else BREAKDOWNS[:3]})
        for key, one in definitions.indicators.items()
    }
    return Definitions(trimmed, definitions.units, definitions.threshold)


@pytest.fixture(scope="module")
def expected(register, layout, few) -> pd.DataFrame:
    with pytest.warns(DeprecationWarning, match="fetch_arrow_table"), open_engine("duckdb", register, layout) as engine:
        cells = aggregate(engine, few).cells
    assert set(cells["definition"]) == set(few.indicators)
    return cells


@pytest.fixture(scope="module")
def database(register, layout) -> Iterator[str]:
    pytest.importorskip("psycopg")
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    from dashboard.pipeline.register.postgres_copy import copy_to_postgres

    with postgres(programs) as address:
        copied = copy_to_postgres(address, "transfer_records", register, stored_batches(register), layout)
        assert copied == sum(batch.added + 2 * batch.replaced for batch in stored_batches(register))
        yield address


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Counts and sums to the last digit, quantiles, rates and growth to 1e-9."""
    exact = ["definition", "output", "year", "breakdown", "first", "second", "records", "part", "state", "suppressed"]
    pd.testing.assert_frame_equal(found[exact], expected[exact], check_exact=True)
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=0)


def test_postgres_gives_what_duckdb_gives(register, layout, few, expected, database):
    with open_engine("postgres", register, layout, master=database) as engine:
        same(aggregate(engine, few).cells, expected)


@pytest.mark.filterwarnings(DEPRECATED)
def test_partial_sums_of_one_batch_are_the_same_on_postgres_and_duckdb(register, layout, few, database):
    later = stored_batches(register)[1:]
    for scan in scans(few):
        sums = []
        for name in ("duckdb", "postgres"):
            with open_engine(name, register, layout, master=database) as engine:
                table = engine.partial_sums(scan, later)
                sums.append(table.sort_by([(key, "ascending") for key in scan.keys]))
        assert sums[0].equals(sums[1])


def test_a_table_without_bookkeeping_columns_is_one_batch_of_new_records(register, layout, few, database):
    import psycopg

    with psycopg.connect(database) as connection:
        connection.execute(
            "CREATE TABLE plain AS SELECT * FROM transfer_records AS t WHERE weight = 1 AND NOT EXISTS "
            "(SELECT 1 FROM transfer_records AS u WHERE u.record_id = t.record_id AND u.batch > t.batch)"
        )
        connection.execute("ALTER TABLE plain DROP COLUMN weight, DROP COLUMN batch")
    with open_engine("postgres", register, layout, master=database, table="plain") as engine:
        plain = aggregate(engine, few).cells
    with open_engine("postgres", register, layout, master=database) as engine:
        same(plain, aggregate(engine, few).cells)


def test_postgres_without_an_address_and_an_engine_that_is_not_installed_say_what_to_do(register, layout, monkeypatch):
    pytest.importorskip("psycopg")
    with pytest.raises(EngineError, match="--master postgresql://"), open_engine("postgres", register, layout):
        pass
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    with (
        pytest.raises(EngineError, match=r"pip install 'innovation-dashboard\[spark\]'"),
        open_engine("spark", register, layout),
    ):
        pass


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not HAS_SPARK, reason="Java or PySpark is not installed here")
def test_spark_gives_what_duckdb_gives_though_a_worker_dies_in_the_middle(tmp_path, register, layout, few):
    from pyspark.sql import SparkSession

    chosen = few.only(ON_SPARK)
    with open_engine("duckdb", register, layout) as engine:
        expected = aggregate(engine, chosen).cells
    with spark_cluster(tmp_path) as cluster:
        settings = {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
            "spark.executor.memory": "512m", "spark.sql.shuffle.partitions": "4", "spark.sql.files.maxPartitionBytes": "64k",
        }  # fmt: skip
        builder = SparkSession.builder.master(cluster.master)
        for key, value in settings.items():
            builder = builder.config(key, value)
        tracker = builder.getOrCreate().sparkContext.statusTracker()

        def cut_power() -> None:
            def busy() -> bool:
                stages = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
                return any(stage is not None and stage.numActiveTasks > 1 for stage in stages)

            wait_until(busy, seconds=120)
            killed.append(True)
            cluster.kill_worker()

        killed: list[bool] = []
        watcher = threading.Thread(target=cut_power)
        watcher.start()
        with open_engine("spark", register, layout, master=cluster.master) as engine:
            found = aggregate(engine, chosen).cells
            assert killed == [True], "the worker must die while the definitions run"
        watcher.join()
        assert cluster.workers[-1].poll() is not None
        same(found, expected)
