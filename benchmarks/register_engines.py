"""Ratios of the engines on the same register and definitions: DuckDB, PostgreSQL and Spark, each as it is installed here.

Run ``python -m benchmarks.register_engines [--records 1000000] [--rounds 3] [--spark-workers 2]``. Prints Markdown. Each
engine adds up the sums of every definition, which is what grows with the records; cells follow from them in the same way
whatever the engine. PostgreSQL and Spark are private ones, started on this machine and stopped again.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.register import DATA, child
from dashboard.pipeline.register.batches import stored_batches
from dashboard.pipeline.register.definitions import Definitions, read_definitions
from dashboard.pipeline.register.engines import Engine, open_engine
from dashboard.pipeline.register.layout import Layout, read_layout
from dashboard.pipeline.register.partials import summed
from dashboard.pipeline.register.scans import scans
from tests.pipeline.register.clusters import postgres, postgres_programs, spark_cluster


@contextmanager
def engines(register: Path, layout: Layout, workers: int) -> Iterator[dict[str, tuple[Engine, float]]]:
    """Open every engine there is here; with each, the seconds of getting the records into it."""
    with ExitStack() as stack:
        found = {"duckdb": (stack.enter_context(open_engine("duckdb", register, layout)), 0.0)}
        programs = postgres_programs()
        if programs is not None and importlib.util.find_spec("psycopg"):
            from dashboard.pipeline.register.postgres_copy import copy_to_postgres  # noqa: PLC0415

            address = stack.enter_context(postgres(programs))
            start = time.perf_counter()
            copy_to_postgres(address, "transfer_records", register, stored_batches(register), layout)
            copied = time.perf_counter() - start
            found["postgres"] = stack.enter_context(open_engine("postgres", register, layout, master=address)), copied
        if shutil.which("java") and importlib.util.find_spec("pyspark"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="register-spark-")))
            cluster = stack.enter_context(spark_cluster(folder, workers=workers))
            found["spark"] = stack.enter_context(open_engine("spark", register, layout, master=cluster.master)), 0.0
        yield found


def adding_up(engine: Engine, definitions: Definitions) -> Callable[[], None]:
    """Return what adds up the sums of all definitions on an engine."""

    def work() -> None:
        for scan in scans(definitions):
            summed(engine, scan, stored_batches(engine.register), keep=None)

    return work


def timed(work: Callable[[], None]) -> float:
    """Return how many seconds ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--spark-workers", type=int, default=2)
    given = parser.parse_args()
    logging.getLogger("py4j").setLevel(logging.ERROR)
    layout = read_layout(DATA)
    definitions = read_definitions(DATA / "catalog" / "register" / "definitions.yml", layout)
    folder = Path(tempfile.mkdtemp(prefix="register-benchmark-"))
    folder.chmod(0o755)
    try:
        child("synthesize", folder, given.records)
        with engines(folder / "register", layout, given.spark_workers) as opened:
            works = {name: adding_up(engine, definitions) for name, (engine, _) in opened.items()}
            runs = [{name: timed(work) for name, work in works.items()} for _ in range(given.rounds)]
            medians = {name: statistics.median(run[name] for run in runs) for name in works}
            print(f"| {given.records:,} records, {len(definitions.indicators)} definitions | seconds | to DuckDB | copied in |")
            print("|---|---|---|---|")
            for name, seconds in medians.items():
                print(f"| {name} | {seconds:.1f} | {seconds / medians['duckdb']:.1f} | {opened[name][1]:.1f} |")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
