"""The register's schema: what a delivered cell may hold, and the stored type it becomes."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
from pyarrow import compute

from dashboard.pipeline.register.layout import Layout, RegisterColumn
from dashboard.pipeline.register.texts import TEXT

STORED_TYPES: dict[str, arrow.DataType] = {
    "text": arrow.string(),
    "code": arrow.string(),
    "date": arrow.date32(),
    "year": arrow.int32(),
    "money": arrow.int64(),
    "flag": arrow.bool_(),
}
"""How each type of column is stored; money in hundredths of a yuan, so that sums are exact."""

BOOKKEEPING = {"batch": arrow.int32(), "weight": arrow.int8()}
"""Columns that the store adds: the batch's number, and +1 for a record's arrival or −1 for the version it replaces."""

_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00:00(?:\.0+)?)?"


def delivery_schema(layout: Layout) -> pa.DataFrameSchema:
    """Return the schema of delivered rows: every column of the register as text, empty where not stated.

    Each check's ``error`` is the remedy shown to whoever delivers.
    """
    return pa.DataFrameSchema({key: pa.Column(TEXT, _checks(column, layout)) for key, column in layout.columns.items()})


def stored_schema(layout: Layout) -> arrow.Schema:
    """Return the Arrow schema of stored records, the bookkeeping columns last."""
    fields = [arrow.field(key, STORED_TYPES[column.type]) for key, column in layout.columns.items()]
    return arrow.schema([*fields, *(arrow.field(name, kind) for name, kind in BOOKKEEPING.items())])


def normal_dates(texts: pd.Series) -> pd.Series:
    """Return dates written year first (2023-01-05, 2023/1/5, 2023年1月5日) as ISO text; others are left as they are."""
    parts = texts.str.extract(f"^{_DATE}$")
    return (parts[0] + "-" + parts[1].str.zfill(2) + "-" + parts[2].str.zfill(2)).where(parts[0].notna(), texts)


def typed(rows: pd.DataFrame, layout: Layout) -> arrow.Table:
    """Return valid delivered rows as stored columns, without the bookkeeping ones; empty cells become nulls."""
    arrays = [_typed(rows[key], column, layout) for key, column in layout.columns.items()]
    return arrow.table(dict(zip(layout.columns, arrays, strict=True)))


def _checks(column: RegisterColumn, layout: Layout) -> list[pa.Check]:
    required = [pa.Check.str_length(min_value=1, error="Fill in this cell; the column is required")] if column.required else []
    return [*required, _type_check(column, layout)]


def _type_check(column: RegisterColumn, layout: Layout) -> pa.Check:
    if column.type in {"code", "flag"}:
        remedy = f"Choose from the list {column.list!r} in the template, or leave the cell empty"
        return pa.Check.isin(["", *layout.labels(column.id)], error=remedy)
    if column.type == "date":
        return pa.Check(are_days, error="Write a day that exists, year first, such as 2023-01-05")
    if column.type == "year":
        return pa.Check.str_matches(r"^$|^(18|19|20)\d{2}$", error="Write a year, such as 2016")
    if column.type == "money":
        return pa.Check.str_matches(
            r"^$|^\d{1,11}(\.\d{1,6})?$", error="Write 10 000 yuan as a plain number of at most six decimals"
        )
    pattern = rf"^[^\x00-\x1f\x7f]{{0,{column.longest}}}$"
    return pa.Check.str_matches(pattern, error=f"Write at most {column.longest} characters on one line")


def are_days(texts: pd.Series) -> pd.Series:
    """Return which texts are ISO days that exist, or empty."""
    # A million cells hold a few thousand days, so only distinct ones are looked at.
    distinct = pd.Series(texts.unique(), dtype=TEXT)
    good = distinct[
        pd.to_datetime(distinct, format="%Y-%m-%d", errors="coerce").between("1900-01-01", "2100-12-31") | (distinct == "")
    ]
    return texts.isin(good)


def _typed(texts: pd.Series, column: RegisterColumn, layout: Layout) -> arrow.Array:
    cells = arrow.array(texts.where(texts != ""), type=arrow.string(), from_pandas=True)
    if column.type in {"code", "flag"}:
        labels = layout.labels(column.id)
        found = compute.index_in(cells, arrow.array(list(labels), arrow.string()))
        codes = arrow.array(list(labels.values()), arrow.string()).take(found)
        return compute.equal(codes, "yes") if column.type == "flag" else codes
    if column.type == "money":
        return _hundredths(cells)
    return cells.cast(STORED_TYPES[column.type])


def _hundredths(cells: arrow.Array) -> arrow.Array:
    """Return 10 000 yuan as hundredths of a yuan, exactly: the decimal point moves six places."""
    units = compute.cast(cells, arrow.decimal128(24, 6))
    return compute.cast(compute.multiply(units, arrow.scalar(1_000_000, arrow.decimal128(8, 0))), arrow.int64())
