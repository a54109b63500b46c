"""Ratios of the register's definitions against SQL written by hand for DuckDB, on the same files in the same process.

Run ``python benchmarks/register.py [--records 10000000] [--memory-records 50000000] [--rounds 3]``. Prints Markdown.
Data goes to a temporary folder and is removed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as arrow
from pyarrow import compute

from dashboard.pipeline.register.aggregate import aggregate
from dashboard.pipeline.register.batches import record_files, stored_batches
from dashboard.pipeline.register.cells import cells_of
from dashboard.pipeline.register.definitions import Definitions, read_definitions
from dashboard.pipeline.register.engines import DEFAULT_MEMORY, open_engine
from dashboard.pipeline.register.intake import Terms, examine
from dashboard.pipeline.register.layout import Layout, read_layout
from dashboard.pipeline.register.load import load
from dashboard.pipeline.register.partials import summed
from dashboard.pipeline.register.scans import Scan, scans
from dashboard.pipeline.register.suppression import suppressed
from dashboard.pipeline.register.synthetic import blocks, plan, read_calibration
from dashboard.pipeline.register.synthetic_files import synthetic_provenance, write_delivery, write_register

DATA = Path(__file__).resolve().parent.parent / "data"
STANDARD = [
    "register_results_disclosed", "register_results_transferred", "register_results_transferred_locally",
    "register_contract_value", "register_technology_value", "register_local_share", "register_conversion_within_1_year",
    "register_conversion_within_2_years", "register_conversion_within_3_years", "register_time_lag",
    "register_results_transferred_same_panel", "register_contract_value_same_panel",
]  # fmt: skip
"""What the hand-written queries compute: ten indicators, and the growth of two of them over the same panel."""
DIMENSIONS = ("supplier", "chain", "recipient_size", "contract_type", "platform_kind", "recipient_place")
PAIRS = [(a, b) for n, a in enumerate(DIMENSIONS) for b in DIMENSIONS[n + 1 :]]
SINGLES = [(), *((name,) for name in DIMENSIONS)]
SUPPLY = ("supplier", "supplier_kind", "chain", "platform_kind", "supplier_place")
SUPPLY_SINGLES = [(), *((name,) for name in SUPPLY)]
SUPPLY_PAIRS = [
    ("supplier", "chain"), ("supplier", "platform_kind"), ("supplier_kind", "chain"), ("supplier_kind", "platform_kind"),
    ("supplier_kind", "supplier_place"), ("chain", "platform_kind"), ("chain", "supplier_place"),
    ("platform_kind", "supplier_place"),
]  # fmt: skip


def stated(columns: tuple[str, ...]) -> str:
    """Return columns with '' for what is not stated."""
    return ", ".join(f"coalesce({name}, '') AS {name}" for name in columns)


def sets(breakdowns: list[tuple[str, ...]], *more: str) -> str:
    """Return the grouping sets of breakdowns by year."""
    return "GROUPING SETS (" + ", ".join(f"({', '.join(('y', *one, *more))})" for one in breakdowns) + ")"


SIGNED = f"""
SELECT y, {", ".join(DIMENSIONS)}, sum(w) AS transferred, sum(here) AS locally, sum(v) AS cents, sum(t) AS technology,
  100.0 * locally / transferred AS share
FROM (SELECT year(signed_on) AS y, {stated(DIMENSIONS)}, weight::BIGINT AS w, CASE WHEN local THEN w ELSE 0 END AS here,
    w * coalesce(value, 0) AS v, w * coalesce(technology_value, 0) AS t FROM r WHERE signed_on IS NOT NULL)
GROUP BY {sets([*SINGLES, *PAIRS])}"""

DISCLOSED = f"""
SELECT y, {", ".join(SUPPLY)}, sum(w) AS disclosed, 100.0 * sum(a) / disclosed AS one, 100.0 * sum(b) / disclosed AS two,
  100.0 * sum(c) / disclosed AS three
FROM (SELECT year(disclosed_on) AS y, {stated(SUPPLY)}, weight::BIGINT AS w,
    CASE WHEN signed_on <= disclosed_on + INTERVAL 1 YEAR THEN w ELSE 0 END AS a,
    CASE WHEN signed_on <= disclosed_on + INTERVAL 2 YEAR THEN w ELSE 0 END AS b,
    CASE WHEN signed_on <= disclosed_on + INTERVAL 3 YEAR THEN w ELSE 0 END AS c FROM r)
GROUP BY {sets([*SUPPLY_SINGLES, *SUPPLY_PAIRS])}"""

LAG = f"""
WITH timed AS (
  SELECT year(disclosed_on) AS y, {stated(SUPPLY)}, weight::BIGINT AS w, signed_on IS NOT NULL AS signed,
    coalesce(signed_on, withdrawn_on, DATE '2025-12-31') - disclosed_on AS days FROM r),
risk AS (
  SELECT y, {", ".join(SUPPLY)}, days, sum(w) AS n, coalesce(sum(w) FILTER (WHERE signed), 0) AS d
  FROM timed GROUP BY {sets(SUPPLY_SINGLES, "days")}),
exposure AS (SELECT *, sum(n) OVER (PARTITION BY y, {", ".join(SUPPLY)} ORDER BY days DESC) AS exposed FROM risk),
curve AS (
  SELECT *, exp(sum(CASE WHEN d = exposed THEN -745.0 ELSE ln(1 - d / exposed) END)
    OVER (PARTITION BY y, {", ".join(SUPPLY)} ORDER BY days)) AS unsigned FROM exposure)
SELECT y, {", ".join(SUPPLY)}, sum(n) AS results,
  min(days) FILTER (WHERE unsigned <= 0.75 + 1e-12) AS first_quartile,
  min(days) FILTER (WHERE unsigned <= 0.5 + 1e-12) AS median,
  min(days) FILTER (WHERE unsigned <= 0.25 + 1e-12) AS third_quartile
FROM curve GROUP BY y, {", ".join(SUPPLY)}"""

PANEL = f"""
WITH unit AS (
  SELECT y, coalesce(chain, '') AS chain, coalesce(recipient_size, '') AS recipient_size,
    grouping(chain, recipient_size) AS level, supplier, sum(w) AS n, sum(w * coalesce(value, 0)) AS cents
  FROM (SELECT year(signed_on) AS y, chain, recipient_size, supplier, weight::BIGINT AS w, value
    FROM r WHERE signed_on IS NOT NULL)
  GROUP BY {sets([(), ("chain",), ("recipient_size",)], "supplier")})
SELECT y, chain, recipient_size, level, 100.0 * (sum(a.n) / sum(b.n) - 1) AS results,
  100.0 * (sum(a.cents) / sum(b.cents) - 1) AS value
FROM unit AS a JOIN (SELECT y + 1 AS y, * EXCLUDE (y) FROM unit) AS b USING (y, chain, recipient_size, level, supplier)
GROUP BY y, chain, recipient_size, level"""

BY_HAND = {"signed": SIGNED, "disclosed": DISCLOSED, "lag": LAG, "panel": PANEL}


def by_hand(register: Path) -> dict[str, Seconds]:
    """Run the hand-written queries to Arrow and return the seconds of each."""
    files = record_files(register, stored_batches(register))
    with duckdb.connect() as database:
        database.execute(f"SET memory_limit = '{DEFAULT_MEMORY}'; SET preserve_insertion_order = false")
        database.execute(f"CREATE VIEW r AS FROM read_parquet({files}, hive_partitioning = false)")
        return {name: timed(lambda sql=sql: database.sql(sql).to_arrow_table()) for name, sql in BY_HAND.items()}


def declared(register: Path, layout: Layout, definitions: Definitions) -> dict[str, Seconds]:
    """Run every declared definition to cells and return the seconds of each pass over the records."""
    batches = stored_batches(register)
    until = dt.date.fromisoformat(batches[-1].provenance.observed_until)
    with open_engine("duckdb", register, layout) as engine:
        return {
            _pass(scan): timed(lambda scan=scan: cells_of(summed(engine, scan, batches, keep=None), scan, until))
            for scan in scans(definitions)
        }


def _pass(scan: Scan) -> str:
    """Return which hand-written query a scan answers to."""
    return "panel" if scan.panel else "lag" if scan.extra else scan.dated.removesuffix("_on")


class Seconds(NamedTuple):
    """How long something took, and how much of the processors it used, which others on the machine disturb less."""

    wall: float
    processor: float


def timed(work: Callable[[], object]) -> Seconds:
    """Return how many seconds ``work`` takes."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - wall, time.process_time() - processor)


def child(task: str, folder: Path, records: int) -> dict[str, float]:
    """Run a task in a process of its own; return its seconds and peak memory in MB."""
    command = [sys.executable, __file__, "--task", task, "--folder", str(folder), "--records", str(records)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))


def run_task(task: str, folder: Path, records: int) -> None:
    """Run one task here and print its seconds and peak memory."""
    layout = read_layout(DATA)
    definitions = read_definitions(DATA / "catalog" / "register" / "definitions.yml", layout)
    register, day = folder / "register", folder / "day.csv"
    calibration = read_calibration(DATA)

    def synthesize() -> None:
        wanted = plan(calibration, records)
        tables = blocks(layout, calibration, wanted, seed=1)
        write_register(register, tables, layout, content="benchmark", provenance=synthetic_provenance(calibration, seed=1))

    def aggregated(*, keep: bool) -> None:
        with open_engine("duckdb", register, layout) as engine:
            aggregate(engine, definitions, keep=register / "partials" if keep else None)

    def sums_only() -> None:
        with open_engine("duckdb", register, layout) as engine:
            for scan in scans(definitions):
                summed(engine, scan, stored_batches(register), keep=register / "partials")

    terms = Terms(calibration.place, calibration.observed_until)
    provenance = synthetic_provenance(calibration, seed=1)
    tasks: dict[str, Callable[[], object]] = {
        "synthesize": synthesize,
        "aggregate": lambda: aggregated(keep=False),
        "aggregate and keep": lambda: aggregated(keep=True),
        "sums of the new day": sums_only,
        "load a day": lambda: load(register, [day], layout, terms=terms, provenance=provenance),
        "check": lambda: examine([folder / "delivery.csv"], layout, terms),
    }
    seconds = timed(tasks[task]).wall
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def compare(folder: Path, records: int, rounds: int) -> None:
    """Print the ratio of declared definitions to hand-written SQL, run by turns."""
    layout = read_layout(DATA)
    definitions = read_definitions(DATA / "catalog" / "register" / "definitions.yml", layout).only(STANDARD)
    register = folder / "register"
    made = child("synthesize", folder, records)
    size = sum(path.stat().st_size for path in register.rglob("*.parquet")) / 1e6
    print(f"{records:,} records made up in {made['seconds']:.0f} s, {size:,.0f} MB, memory {made['megabytes']:,.0f} MB\n")
    runs = [(by_hand(register), declared(register, layout, definitions)) for _ in range(rounds)]
    heading = f"{len(definitions.indicators)} definitions, {records:,} records (median of {rounds})"
    print(f"| {heading} | by hand, s | declared, s | ratio | by hand, processor s | declared | ratio |")
    print("|---|---|---|---|---|---|---|")
    for name in (*BY_HAND, None):
        told = []
        for kind in range(2):
            hand, ours = (statistics.median(_seconds(run[side], name, kind) for run in runs) for side in (0, 1))
            told += [f"{hand:.2f}", f"{ours:.2f}", f"{ours / hand:.2f}"]
        print(f"| {name or 'all'} | {' | '.join(told)} |", flush=True)
    with open_engine("duckdb", register, layout) as engine:
        cells = aggregate(engine, definitions).cells
    kinds = {key: one.kind for key, one in definitions.indicators.items()}
    seconds = timed(lambda: suppressed(cells, kinds, definitions.threshold))
    print(f"| suppression of {len(cells):,} cells | | {seconds.wall:.2f} | | | {seconds.processor:.2f} | |\n")


def _seconds(run: dict[str, Seconds], name: str | None, kind: int) -> float:
    return sum(one[kind] for one in run.values()) if name is None else run[name][kind]


def incremental(folder: Path, records: int) -> None:
    """Print what a day's 1,000 records cost against aggregating everything."""
    layout, calibration = read_layout(DATA), read_calibration(DATA)
    whole = child("aggregate and keep", folder, records)
    tables = blocks(layout, calibration, plan(calibration, 1_000), seed=2)
    write_delivery(folder / "day.csv", (_renumbered(table) for table in tables), layout)
    loaded, sums, again = (child(task, folder, records) for task in ("load a day", "sums of the new day", "aggregate and keep"))
    print("| step | seconds | against all anew |\n|---|---|---|")
    steps = {
        "everything, sums kept": whole,
        "load 1,000 new records": loaded,
        "sums brought up to date": sums,
        "all cells from kept sums": again,
    }
    for name, step in steps.items():
        print(f"| {name} | {step['seconds']:.2f} | {step['seconds'] / whole['seconds']:.2f} |")
    print()


def _renumbered(table: arrow.Table) -> arrow.Table:
    """Give a day's records numbers that the register does not know yet; they stay marked as made up."""
    ids = compute.binary_join_element_wise(table["record_id"].cast(arrow.string()), "DAY2", "-")
    return table.set_column(table.schema.get_field_index("record_id"), "record_id", ids)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000_000)
    parser.add_argument("--memory-records", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--task")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.task:
        run_task(given.task, given.folder, given.records)
        return
    folder = Path(tempfile.mkdtemp(prefix="register-benchmark-"))
    try:
        layout, calibration = read_layout(DATA), read_calibration(DATA)
        write_delivery(folder / "delivery.csv", blocks(layout, calibration, plan(calibration, 1_000_000), seed=3), layout)
        check = child("check", folder, 1_000_000)
        print(f"1,000,000 rows of CSV checked in {check['seconds']:.0f} s with {check['megabytes']:,.0f} MB\n")
        compare(folder, given.records, given.rounds)
        incremental(folder, given.records)
        if given.memory_records:
            shutil.rmtree(folder / "register")
            child("synthesize", folder, given.memory_records)
            peak = child("aggregate", folder, given.memory_records)
            print(f"{given.memory_records:,} records: {peak['seconds']:.0f} s, peak memory {peak['megabytes']:,.0f} MB")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
