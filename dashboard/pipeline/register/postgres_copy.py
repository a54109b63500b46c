"""Copies a stored register into PostgreSQL, for those who keep their records there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import psycopg
import pyarrow as arrow
import pyarrow.csv as arrow_csv
from psycopg import sql
from pyarrow import dataset

from dashboard.pipeline.register.batches import Batch, record_files
from dashboard.pipeline.register.engines import postgres_columns
from dashboard.pipeline.register.layout import Layout

_ROWS = 100_000


def copy_to_postgres(address: str, table: str, register: Path, batches: Iterable[Batch], layout: Layout) -> int:
    """Append the records of some batches to a table, made if it is missing, in one transaction; return how many.

    Raises:
        psycopg.Error: the database cannot be reached or refuses.
    """
    columns = postgres_columns(layout)
    name = sql.Identifier(table)
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        fields = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(key), sql.SQL(kind)) for key, kind in columns.items()
        )
        cursor.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(name, fields))
        listed = sql.SQL(", ").join(sql.Identifier(key) for key in columns)
        statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(name, listed)
        count = 0
        with cursor.copy(statement) as target:
            for piece in dataset.dataset(record_files(register, batches)).to_batches(columns=list(columns), batch_size=_ROWS):
                target.write(_csv(piece))
                count += piece.num_rows
        return count


def _csv(piece: arrow.RecordBatch) -> memoryview:
    """Return rows as CSV in which a null is an empty cell without quotes, as PostgreSQL reads it."""
    sink = arrow.BufferOutputStream()
    plain = [
        column.cast(column.type.value_type) if arrow.types.is_dictionary(column.type) else column for column in piece.columns
    ]
    table = arrow.table(plain, names=piece.schema.names)
    arrow_csv.write_csv(table, sink, arrow_csv.WriteOptions(include_header=False, quoting_style="needed"))
    return memoryview(sink.getvalue())


def _plain(column: arrow.Array) -> arrow.Array:
    return column.cast(column.type.value_type) if arrow.types.is_dictionary(column.type) else column
