"""Writes made-up registers: straight into a store, or as a delivery such as a bureau would send."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as arrow
import pyarrow.csv as arrow_csv
from pyarrow import compute, parquet

from dashboard.catalog.model import Text
from dashboard.pipeline.register import batches
from dashboard.pipeline.register.batches import Batch, Provenance
from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.schema import stored_schema
from dashboard.pipeline.register.synthetic import Calibration, marked

_ROW_GROUP = 122_880


def synthetic_provenance(calibration: Calibration, *, seed: int) -> Provenance:
    """Return what a made-up batch says of itself: that it is made up."""
    return Provenance(
        place=calibration.place,
        observed_until=calibration.observed_until,
        publisher=Text(zh="本项目生成器（合成数据）", en="This project's generator (synthetic data)"),
        title=Text(
            zh=f"合成成果转化登记，种子 {seed}，非真实记录", en=f"Synthetic transfer register, seed {seed}, no real records"
        ),
        synthetic=True,
    )


def write_register(
    register: Path, tables: Iterable[arrow.Table], layout: Layout, *, content: str, provenance: Provenance
) -> Batch:
    """Stream made-up records into a new register as its first batch, in memory no more than one table at a time.

    Raises:
        RegisterError: the register holds something already.
    """
    if batches.stored_batches(register):
        raise batches.RegisterError(f"{register} holds batches already; name an empty folder")
    working = batches.begin(register)
    (working / "records").mkdir()
    schema = marked(stored_schema(layout))
    count = 0
    for number, table in enumerate(tables):
        path = working / "records" / f"part-{number:05d}.parquet"
        parquet.write_table(table.cast(schema), path, compression="zstd", row_group_size=_ROW_GROUP)
        count += table.num_rows
    batch = Batch(number=1, content=content, provenance=provenance, delivered=count, added=count, replaced=0, unchanged=0)
    return batches.publish(register, working, batch)


def write_delivery(path: Path, tables: Iterable[arrow.Table], layout: Layout, *, lang: str = "zh") -> int:
    """Write made-up records as a delivery (``.csv``, ``.xlsx`` or ``.parquet``) in the words of the template; return how many.

    Raises:
        ValueError: the ending is none of these.
    """
    texts = (as_delivered(table, layout, lang=lang) for table in tables)
    if path.suffix == ".xlsx":
        return _write_excel(path, texts)
    schema = marked(arrow.schema([(column.name[lang], arrow.string()) for column in layout.columns.values()]))
    if path.suffix == ".csv":
        writer: arrow_csv.CSVWriter | parquet.ParquetWriter = arrow_csv.CSVWriter(path, schema)
    elif path.suffix == ".parquet":
        writer = parquet.ParquetWriter(path, schema, compression="zstd")
    else:
        raise ValueError(f"{path.name} ends in none of .csv, .xlsx, .parquet")
    with writer:
        return sum(_written(writer, table.cast(schema)) for table in texts)


def as_delivered(table: arrow.Table, layout: Layout, *, lang: str = "zh") -> arrow.Table:
    """Return stored records as a delivery states them: names for codes, 10 000 yuan for money, text throughout."""
    columns = {column.name[lang]: _words(table[key], key, layout, lang) for key, column in layout.columns.items()}
    return arrow.table(columns)


def _words(column: arrow.ChunkedArray, key: str, layout: Layout, lang: str) -> arrow.ChunkedArray:
    kind = layout.columns[key].type
    if kind == "money":
        return compute.fill_null(_ten_thousands(column), "")
    if kind == "flag":
        column = compute.if_else(column, "yes", "no")
    texts = column.cast(arrow.string())
    codes = layout.codes(key)
    if codes:
        found = compute.index_in(texts, arrow.array(list(codes), arrow.string()))
        texts = arrow.array([name[lang] for name in codes.values()], arrow.string()).take(found.combine_chunks())
    return compute.fill_null(texts, "")


def _ten_thousands(cents: arrow.ChunkedArray) -> arrow.ChunkedArray:
    """Return hundredths of a yuan as the text of 10 000 yuan, with all six decimals."""
    whole = compute.divide(cents, 1_000_000)
    rest = compute.subtract(cents, compute.multiply(whole, 1_000_000))
    digits = compute.utf8_lpad(rest.cast(arrow.string()), width=6, padding="0")
    return compute.binary_join_element_wise(whole.cast(arrow.string()), digits, ".")


def _written(writer: arrow_csv.CSVWriter | parquet.ParquetWriter, table: arrow.Table) -> int:
    writer.write_table(table)
    return table.num_rows


def _write_excel(path: Path, tables: Iterable[arrow.Table]) -> int:
    frame = pd.concat([table.to_pandas() for table in tables], ignore_index=True)
    frame.to_excel(path, sheet_name="合成数据", index=False, engine="xlsxwriter")
    return len(frame)
