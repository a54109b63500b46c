"""The stored register: batches of sorted Parquet, each whole or absent, the later correcting the earlier.

A record that comes again, changed, is stored with weight +1 beside its old version with weight −1. Sums over weights
are then right at any time, and what a batch adds to them is known from that batch alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
from pydantic import BaseModel, ConfigDict

from dashboard.catalog.model import Text
from dashboard.pipeline.processes import alive
from dashboard.pipeline.register.layout import Layout

_MANIFEST = "manifest.json"
_LOADING = ".loading-"
_BATCHES = "batches"
_ROW_GROUP = 122_880


class Provenance(BaseModel):
    """Who delivered a batch and how it is to be cited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    observed_until: str
    """The ISO day up to which the register is complete."""
    publisher: Text
    title: Text
    synthetic: bool = False


class Batch(BaseModel):
    """What a stored batch is: its number, the hash of what was delivered, and what it changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    content: str
    provenance: Provenance
    delivered: int
    added: int
    replaced: int
    unchanged: int


class RegisterError(Exception):
    """A register that cannot be used as asked: another place, made-up beside real records, an older state."""


def stored_batches(register: Path) -> list[Batch]:
    """Return the batches of a register in order of arrival; empty where there is none."""
    manifests = sorted((register / _BATCHES).glob(f"*/{_MANIFEST}"))
    return [Batch.model_validate_json(path.read_bytes()) for path in manifests]


def record_files(register: Path, batches: Iterable[Batch]) -> list[str]:
    """Return the Parquet files that hold the records of the batches, in order."""
    folders = [_folder(register, batch.number, batch.content) for batch in batches]
    return [str(path) for folder in folders for path in sorted(folder.glob("records/**/*.parquet"))]


def content_hash(files: Iterable[Path], provenance: Provenance) -> str:
    """Return the hash of the bytes delivered and the terms they came with; names of files do not count."""
    digests = sorted(_digest(path) for path in files)
    return hashlib.sha256("\n".join([provenance.model_dump_json(), *digests]).encode()).hexdigest()[:16]


def admissible(register: Path, provenance: Provenance) -> None:
    """Check that a batch of this provenance may follow those already stored.

    Raises:
        RegisterError: it speaks of another place, mixes made-up and real records, or is older than what is stored.
    """
    earlier = stored_batches(register)
    if not earlier:
        return
    last = earlier[-1].provenance
    if last.place != provenance.place:
        raise RegisterError(f"this is the register of {last.place}, not of {provenance.place}; load into another folder")
    if last.synthetic != provenance.synthetic:
        raise RegisterError("a register holds either made-up or real records; load into another folder")
    if provenance.observed_until < last.observed_until:
        raise RegisterError(
            f"the register is complete up to {last.observed_until}; a delivery up to an earlier day cannot follow"
        )


def begin(register: Path) -> Path:
    """Return a fresh folder beside the batches in which one is prepared; what killed loads left is removed."""
    register.mkdir(parents=True, exist_ok=True)
    for old in register.glob(f"{_LOADING}*"):
        pid = int(old.name.removeprefix(_LOADING))
        if pid == os.getpid() or not alive(pid):
            shutil.rmtree(old)
    working = register / f"{_LOADING}{os.getpid()}"
    working.mkdir()
    return working


def commit(register: Path, working: Path, staged: list[Path], layout: Layout, *, content: str, provenance: Provenance) -> Batch:
    """Store staged rows as the next batch and return it; until the last step, a rename, the register is as it was."""
    earlier = stored_batches(register)
    number = earlier[-1].number + 1 if earlier else 1
    files = record_files(register, earlier)
    with duckdb.connect() as database:
        database.execute(f"SET temp_directory = '{_quoted(working / 'spill')}'")
        delivered, added, replaced = _difference(database, [str(path) for path in staged], files, layout)
        _write_sorted(database, working / "records", layout, number)
    batch = Batch(
        number=number, content=content, provenance=provenance,
        delivered=delivered, added=added, replaced=replaced, unchanged=delivered - added - replaced,
    )  # fmt: skip
    return publish(register, working, batch, staged)


def publish(register: Path, working: Path, batch: Batch, staged: Iterable[Path] = ()) -> Batch:
    """Write the manifest into a prepared folder and give it its place among the batches."""
    for path in staged:
        path.unlink()
    shutil.rmtree(working / "spill", ignore_errors=True)
    (working / _MANIFEST).write_text(batch.model_dump_json(indent=1), encoding="utf-8")
    for path in working.rglob("*"):
        _sync(path)
    target = _folder(register, batch.number, batch.content)
    target.parent.mkdir(exist_ok=True)
    working.rename(target)
    _sync(target.parent)
    return batch


def _difference(
    database: duckdb.DuckDBPyConnection, staged: list[str], files: list[str], layout: Layout
) -> tuple[int, int, int]:
    """Find what is new or changed (view ``arrived``) and the versions that it replaces (table ``previous``)."""
    columns = ", ".join(layout.columns)
    database.execute("CREATE VIEW delivered AS SELECT * FROM read_parquet(" + _listed(staged) + ")")
    past = (
        f"read_parquet({_listed(files)}, hive_partitioning = false)"
        if files
        else "(SELECT *, 1 AS weight, 0 AS batch FROM delivered LIMIT 0)"
    )
    database.execute(
        f"CREATE TEMP TABLE known AS SELECT {columns} FROM {past} "
        "WHERE weight = 1 AND record_id IN (SELECT record_id FROM delivered) "
        "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY batch DESC) = 1"
    )
    same = " AND ".join(f"d.{name} IS NOT DISTINCT FROM k.{name}" for name in layout.columns)
    database.execute(
        f"CREATE VIEW arrived AS SELECT d.* FROM delivered d ANTI JOIN known k ON d.record_id = k.record_id AND {same}"
    )
    database.execute("CREATE TEMP TABLE previous AS SELECT * FROM known WHERE record_id IN (SELECT record_id FROM arrived)")
    return tuple(
        database.sql(f"SELECT count(*) {rest}").fetchall()[0][0]
        for rest in (
            "FROM delivered",
            "FROM arrived WHERE record_id NOT IN (SELECT record_id FROM known)",
            "FROM previous",
        )
    )


def _write_sorted(database: duckdb.DuckDBPyConnection, target: Path, layout: Layout, number: int) -> None:
    """Write one sorted file for each year of disclosure."""
    columns = ", ".join(layout.columns)
    database.execute(
        f"CREATE VIEW signed AS SELECT {columns}, {number}::INTEGER AS batch, 1::TINYINT AS weight FROM arrived "
        f"UNION ALL SELECT {columns}, {number}::INTEGER, -1::TINYINT FROM previous"
    )
    years = database.sql("SELECT DISTINCT year(disclosed_on) FROM signed ORDER BY 1").fetchall()
    target.mkdir()
    for (year,) in years:
        folder = target / f"disclosed_year={year}"
        folder.mkdir()
        database.execute(
            f"COPY (FROM signed WHERE disclosed_on BETWEEN '{year}-01-01' AND '{year}-12-31' "
            f"ORDER BY supplier, disclosed_on, record_id, weight) TO '{_quoted(folder / 'records.parquet')}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )


def _folder(register: Path, number: int, content: str) -> Path:
    return register / _BATCHES / f"{number:06d}-{content}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _listed(files: list[str]) -> str:
    return "[" + ", ".join("'" + name.replace("'", "''") + "'" for name in files) + "]"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
