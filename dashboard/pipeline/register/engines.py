"""The seam to the engines: each gives the register as a table and runs the SQL of a definition to Arrow."""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ibis
import ibis.expr.types as ir
import pyarrow as arrow

from dashboard.pipeline.register.batches import Batch, record_files
from dashboard.pipeline.register.expressions import partial_sums, sql_of, summed_as
from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.scans import Scan
from dashboard.pipeline.register.schema import stored_schema

ENGINES = ("duckdb", "postgres", "spark")
DEFAULT_MEMORY = "1500MB"
_FETCHED = 50_000
_EXTRAS = {"postgres": ("psycopg", "postgres"), "spark": ("pyspark", "spark")}


class EngineError(Exception):
    """An engine that cannot be used: its package is missing, or it needs an address."""


class Engine(ABC):
    """An open engine; ``dialect`` is the name under which Ibis knows it."""

    dialect: str

    def __init__(self, backend: Any, register: Path, layout: Layout) -> None:
        self.backend = backend
        self.register = register
        self.layout = layout

    @abstractmethod
    def records(self, batches: Iterable[Batch]) -> ir.Table:
        """Return the signed records of some batches as a table of the engine."""

    def partial_sums(self, scan: Scan, batches: Iterable[Batch]) -> arrow.Table:
        """Run one scan over some batches; columns as :func:`partial_schema` says."""
        records, schema = self.records(batches), partial_schema(scan)
        stands = summed_as(records, scan)
        distinct = arrow.schema([field for field in schema if stands.get(field.name, field.name) == field.name])
        found = self.arrow(sql_of(partial_sums(records, scan), scan, self.dialect), distinct)
        return arrow.table([found[stands.get(field.name, field.name)] for field in schema], schema)

    def arrow(self, sql: str, schema: arrow.Schema) -> arrow.Table:
        """Return the answer to a query of the engine's own dialect, in the columns of ``schema``."""
        return self.backend.sql(sql).to_pyarrow().cast(schema)


class DuckdbEngine(Engine):
    """DuckDB in this process over the register's Parquet files."""

    dialect = "duckdb"

    def records(self, batches: Iterable[Batch]) -> ir.Table:
        """Return a view over the files of the batches."""
        files = record_files(self.register, batches)
        return self.backend.read_parquet(files, table_name="records", hive_partitioning=False)

    def arrow(self, sql: str, schema: arrow.Schema) -> arrow.Table:
        """Return the answer without Ibis describing the query first."""
        return self.backend.con.sql(sql).to_arrow_table().cast(schema)


class SparkEngine(Engine):
    """Spark over the register's Parquet files, which every worker must see under the same path."""

    dialect = "pyspark"

    def records(self, batches: Iterable[Batch]) -> ir.Table:
        """Return a view over the files of the batches."""
        files = record_files(self.register, batches)
        self.backend._session.read.parquet(*files).createOrReplaceTempView("records")
        return self.backend.table("records")


class PostgresEngine(Engine):
    """PostgreSQL with the register in a table of the stored columns."""

    dialect = "postgres"

    def __init__(self, backend: Any, register: Path, layout: Layout, *, table: str) -> None:
        super().__init__(backend, register, layout)
        self.table = table

    def records(self, batches: Iterable[Batch]) -> ir.Table:
        """Return the rows of the batches; a table kept without bookkeeping columns counts as one batch of new records."""
        table = self.backend.table(self.table)
        if "weight" not in table.columns:
            return table.mutate(weight=ibis.literal(1, "int8"))
        return table.filter(table["batch"].isin([batch.number for batch in batches]))

    def arrow(self, sql: str, schema: arrow.Schema) -> arrow.Table:
        """Return the answer row by row from a cursor of the server; its sums of whole numbers come back as decimals."""
        types = {arrow.int32(): "integer", arrow.int64(): "bigint", arrow.string(): "text"}
        wanted = ", ".join(f'"{field.name}"::{types[field.type]}' for field in schema)
        with self.backend.con.transaction(), self.backend.con.cursor("partial_sums") as cursor:
            cursor.execute(f"SELECT {wanted} FROM ({sql}) AS sums")
            return arrow.Table.from_batches(_record_batches(cursor, schema), schema)


def _record_batches(cursor: Any, schema: arrow.Schema) -> Iterator[arrow.RecordBatch]:
    while rows := cursor.fetchmany(_FETCHED):
        columns = zip(zip(*rows, strict=True), schema.types, strict=True)
        yield arrow.record_batch([arrow.array(column, kind) for column, kind in columns], schema)


def partial_schema(scan: Scan) -> arrow.Schema:
    """Return the Arrow schema of the partial sums of a scan."""
    whole = {"year", "outcome", "days"}
    fields = [(key, arrow.int32() if key in whole else arrow.string()) for key in scan.keys]
    for definition in scan.definitions:
        fields.append((f"{definition.id}__records", arrow.int64()))
        if definition.of or definition.kind in {"share", "conversion"}:
            fields.append((f"{definition.id}__part", arrow.int64()))
    return arrow.schema(fields)


@contextmanager
def open_engine(
    name: str, register: Path, layout: Layout, *, master: str | None = None, table: str = "transfer_records",
    memory: str = DEFAULT_MEMORY,
) -> Iterator[Engine]:  # fmt: skip
    """Open an engine and close it again.

    Args:
        name: one of ``ENGINES``.
        register: the register's folder.
        layout: the register's layout.
        master: Spark's master (``spark://host:7077``; default ``local[*]``) or PostgreSQL's address (``postgresql://…``).
        table: PostgreSQL's table of records.
        memory: DuckDB's limit; what does not fit goes to disk.

    Raises:
        EngineError: the engine's package is not installed, or PostgreSQL has no address.
    """
    if name == "duckdb":
        engine = _duckdb(register, layout, memory)
    else:
        engine = _postgres(register, layout, master, table) if name == "postgres" else _spark(register, layout, master)
    try:
        yield engine
    finally:
        engine.backend.disconnect()


def _duckdb(register: Path, layout: Layout, memory: str) -> Engine:
    backend = ibis.duckdb.connect()
    backend.con.execute(f"SET memory_limit = '{memory}'")
    backend.con.execute("SET preserve_insertion_order = false")
    return DuckdbEngine(backend, register, layout)


def _postgres(register: Path, layout: Layout, master: str | None, table: str) -> Engine:
    _require("postgres")
    if master is None or urlsplit(master).scheme not in {"postgresql", "postgres"}:
        raise EngineError("PostgreSQL needs its address: --master postgresql://user@host/database")
    return PostgresEngine(ibis.connect(master.replace("postgresql://", "postgres://", 1)), register, layout, table=table)


def _spark(register: Path, layout: Layout, master: str | None) -> Engine:
    _require("spark")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional dependency, and slow to import

    builder = SparkSession.builder.appName("transfer register").master(master or "local[*]")
    session = builder.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    return SparkEngine(ibis.pyspark.connect(session), register, layout)


def _require(engine: str) -> None:
    package, extra = _EXTRAS[engine]
    try:
        importlib.import_module(package)
    except ImportError as error:
        raise EngineError(f"{package} is not installed: pip install 'innovation-dashboard[{extra}]'") from error


def postgres_columns(layout: Layout) -> dict[str, str]:
    """Return the columns of a stored record with their types in SQL, for a table kept in PostgreSQL."""
    names = {
        "string": "text",
        "date32[day]": "date",
        "int32": "integer",
        "int64": "bigint",
        "int8": "smallint",
        "bool": "boolean",
    }
    return {field.name: names[str(field.type)] for field in stored_schema(layout)}
