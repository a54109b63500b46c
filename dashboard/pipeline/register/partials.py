"""Partial sums kept beside the register, so that a new batch is aggregated without reading the old ones again."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as arrow
from pyarrow import parquet

from dashboard.pipeline.register.batches import Batch
from dashboard.pipeline.register.engines import Engine
from dashboard.pipeline.register.scans import Scan

_MOST_FILES = 16
_NAME = re.compile(r"(\d+)-(\d+)-([0-9a-z]+)\.parquet")


@dataclass(frozen=True)
class Partial:
    """A file of partial sums over the batches from ``first`` to ``last``."""

    first: int
    last: int
    path: Path


def summed(engine: Engine, scan: Scan, batches: list[Batch], *, keep: Path | None) -> arrow.Table:
    """Return the sums of a scan over all ``batches``, rows without any record left out.

    The columns are year, ``breakdown`` (its columns, comma-separated), ``first`` and ``second`` (their codes), the scan's
    extra keys, and the measures of :func:`dashboard.pipeline.register.expressions.partial_sums`.
    With ``keep``, sums found there are used, only batches that none of them covers are read, and what was read is kept.
    """
    if keep is None:
        return _tidy(engine.partial_sums(scan, batches), scan)
    folder = keep / scan.hash
    folder.mkdir(parents=True, exist_ok=True)
    known = _usable(folder, batches)
    fresh = [batch for batch in batches if batch.number > (known[-1].last if known else 0)]
    if fresh:
        known.append(_write(folder, engine.partial_sums(scan, fresh), fresh))
    table = _merged([parquet.read_table(partial.path) for partial in known], scan)
    if len(known) > _MOST_FILES:
        _write(folder, table, batches)
    return _tidy(table, scan)


def _usable(folder: Path, batches: list[Batch]) -> list[Partial]:
    """Choose kept sums that follow one another from the first batch on, the longest first at each step."""
    found = [Partial(int(m[1]), int(m[2]), path) for path in folder.iterdir() if (m := _NAME.fullmatch(path.name))]
    chain: list[Partial] = []
    following = 1
    while True:
        fitting = [p for p in found if p.first == following and p.path.name == _name(_run(batches, p))]
        if not fitting:
            return chain
        chain.append(max(fitting, key=lambda partial: partial.last))
        following = chain[-1].last + 1


def _run(batches: list[Batch], partial: Partial) -> list[Batch]:
    return [batch for batch in batches if partial.first <= batch.number <= partial.last]


def _name(run: list[Batch]) -> str:
    return f"{run[0].number}-{run[-1].number}-{run[0].content}{run[-1].content}.parquet" if run else ""


def _write(folder: Path, table: arrow.Table, run: list[Batch]) -> Partial:
    path = folder / _name(run)
    temporary = path.with_suffix(f".writing-{os.getpid()}")
    parquet.write_table(table, temporary, compression="zstd")
    temporary.replace(path)
    return Partial(run[0].number, run[-1].number, path)


def _merged(tables: list[arrow.Table], scan: Scan) -> arrow.Table:
    """Add up the partial sums of several runs of batches."""
    keys = ", ".join(scan.keys)
    measures = [name for name in tables[0].column_names if name not in scan.keys]
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in measures)
    some = " OR ".join(f"sum({name}) <> 0" for name in measures)
    return _query(
        f"SELECT {keys}, {sums} FROM partials GROUP BY {keys} HAVING {some} ORDER BY {keys}", arrow.concat_tables(tables)
    )


def _tidy(sums: arrow.Table, scan: Scan) -> arrow.Table:
    """Name the breakdown of each row, which the null dimensions tell, and put its codes side by side."""
    columns = {"breakdown": [], "first": [], "second": []}  # type: dict[str, list[str]]
    for breakdown in scan.breakdowns:
        is_it = " AND ".join(f"{name} IS {'NOT ' * (name in breakdown)}NULL" for name in scan.dimensions) or "true"
        values = (f"'{','.join(breakdown)}'", *breakdown, "''", "''")
        for column, value in zip(columns, values, strict=False):
            columns[column].append(f"WHEN {is_it} THEN {value}")
    cases = ", ".join(f'CASE {" ".join(whens)} END AS "{name}"' for name, whens in columns.items())
    rest = ", ".join(name for name in sums.column_names if name not in {"year", *scan.dimensions})
    some = " OR ".join(f"{name} <> 0" for name in sums.column_names if name not in scan.keys)
    return _query(f"SELECT year, {cases}, {rest} FROM partials WHERE {some}", sums)


def _query(sql: str, partials: arrow.Table) -> arrow.Table:
    with duckdb.connect() as database:
        database.register("partials", partials)
        return database.sql(sql).to_arrow_table()
