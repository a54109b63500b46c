"""Takes in a delivery: every cell and row is checked, and either all of it is staged or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pandera.errors
import pyarrow as arrow
from pyarrow import parquet

from dashboard.faults import Fault
from dashboard.pipeline.register.checks import SYNTHETIC_MARK, findings
from dashboard.pipeline.register.delivered import Piece, pieces
from dashboard.pipeline.register.headers import column_faults, renamed, targets
from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.schema import delivery_schema, normal_dates, typed
from dashboard.pipeline.register.texts import TEXT

FAULT_COLUMNS = ("file", "row", "column", "cell", "what", "remedy")


@dataclass(frozen=True)
class Terms:
    """How a delivery is to be read: whose register it is, up to which day it is complete, and what its headers mean."""

    place: str
    observed_until: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Examined:
    """What a check found: rows read, faults (columns ``FAULT_COLUMNS``, sorted), and whether the records are made up."""

    rows: int
    faults: pd.DataFrame
    synthetic: bool


def examine(files: list[Path], layout: Layout, terms: Terms, *, staging: Path | None = None) -> Examined:
    """Check delivered files and, with ``staging``, write their valid rows there as typed Parquet.

    Raises:
        DataFaults: a file cannot be read at all.
    """
    found: list[pd.DataFrame] = []
    ids: list[pd.DataFrame] = []
    rows = 0
    for path in files:
        for number, piece in enumerate(pieces(path, encoding=terms.encoding)):
            faults, table = _examined(piece, layout, terms, first=number == 0)
            found.append(faults)
            ids.append(_ids(piece, layout, terms))
            rows += len(piece.rows) + len(piece.faults)
            if staging is not None:
                parquet.write_table(table, staging / f"{path.stem}-{number:05d}.parquet")
    numbers = pd.concat(ids, ignore_index=True)
    faults = pd.concat([*found, _repeated(numbers), _mixed(numbers)], ignore_index=True)
    made_up = bool(numbers["cell"].str.startswith(SYNTHETIC_MARK).any())
    return Examined(rows, faults.sort_values(["file", "row", "column"], ignore_index=True), made_up)


def refused_rows(files: list[Path], faults: pd.DataFrame, terms: Terms) -> Iterator[pd.DataFrame]:
    """Yield the faulty rows as delivered, with their file, row and ``reasons`` in front, piece by piece."""
    reasons = (faults["column"] + ": " + faults["what"]).groupby([faults["file"], faults["row"]]).agg("; ".join)
    for path in files:
        if path.name not in reasons.index.get_level_values(0):
            continue
        own = pd.Series(reasons.loc[path.name])
        for piece in pieces(path, encoding=terms.encoding):
            bad = pd.Series(piece.numbers).isin(own.index).to_numpy()
            rows = piece.rows.loc[bad].copy()
            rows.insert(0, "reasons", own.reindex(piece.numbers[bad]).to_numpy())
            rows.insert(0, "row", piece.numbers[bad])
            rows.insert(0, "file", path.name)
            yield rows


def _examined(piece: Piece, layout: Layout, terms: Terms, *, first: bool) -> tuple[pd.DataFrame, arrow.Table]:
    header = column_faults(piece.file, piece.rows.columns, layout, terms.mapping) if first else []
    rows = _normal(renamed(piece.rows, layout, terms.mapping), layout)
    delivered = {to: name for name, to in targets(piece.rows.columns, layout, terms.mapping).items()}
    cells = pd.concat([_cell_faults(rows, layout), _personal(rows, layout), _row_faults(rows, layout, terms)])
    broken = cells["index"].unique()
    good = rows.loc[~rows.index.isin(broken)]
    located = cells.assign(
        file=piece.file,
        row=piece.numbers[cells["index"].to_numpy(dtype="int64")],
        column=cells["column"].map(delivered).fillna(cells["column"]),
    )
    faults = pd.concat([_frame([*header, *piece.faults]), located[list(FAULT_COLUMNS)]], ignore_index=True)
    return faults, typed(good, layout)


def _normal(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    dates = [key for key, column in layout.columns.items() if column.type == "date"]
    return rows.assign(**{key: _by_distinct(rows[key]) for key in dates})


def _by_distinct(texts: pd.Series) -> pd.Series:
    distinct = pd.Series(texts.unique(), dtype=TEXT)
    return texts.map(dict(zip(distinct, normal_dates(distinct), strict=True))).astype(TEXT)


def _cell_faults(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    if rows.empty:
        return _no_cells()
    try:
        delivery_schema(layout).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        cell = cases["failure_case"].astype(TEXT)
        what = ("'" + cell.str.slice(0, 60) + "' is not allowed").where(cell != "", "the cell is empty")
        return pd.DataFrame(
            {
                "index": cases["index"].astype("int64"),
                "column": cases["column"],
                "cell": cell,
                "what": what,
                "remedy": cases["check"],
            }
        )
    return _no_cells()


def _row_faults(rows: pd.DataFrame, layout: Layout, terms: Terms) -> pd.DataFrame:
    found = [_no_cells()]
    for finding in findings(rows, layout, place=terms.place, observed_until=terms.observed_until):
        cells = rows.loc[finding.rows, finding.column]
        found.append(
            pd.DataFrame(
                {"index": cells.index, "column": finding.column, "cell": cells, "what": finding.what, "remedy": finding.remedy}
            )
        )
    return pd.concat(found, ignore_index=True)


def _personal(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Find what looks like a person's number or address in free text; the record's own number is left alone."""
    found = [_no_cells()]
    texts = [key for key, column in layout.columns.items() if column.type == "text" and key != "record_id"]
    for key in texts:
        distinct = pd.Series(rows[key].unique(), dtype=TEXT)
        for shape in layout.personal_shapes.values():
            suspect = distinct[distinct.str.contains(shape.pattern, regex=True)]
            cells = rows.loc[rows[key].isin(suspect), key]
            what = f"this looks like personal data: {shape.name.zh} ({shape.name.en})"
            found.append(
                pd.DataFrame({"index": cells.index, "column": key, "cell": "(withheld)", "what": what, "remedy": "Remove it"})
            )
    return pd.concat(found, ignore_index=True)


def _ids(piece: Piece, layout: Layout, terms: Terms) -> pd.DataFrame:
    column = next((name for name, to in targets(piece.rows.columns, layout, terms.mapping).items() if to == "record_id"), None)
    cells = piece.rows[column] if column else pd.Series("", index=piece.rows.index, dtype=TEXT)
    return pd.DataFrame({"file": piece.file, "row": piece.numbers, "column": column or "record_id", "cell": cells})


def _repeated(numbers: pd.DataFrame) -> pd.DataFrame:
    stated = numbers.loc[numbers["cell"] != ""]
    again = stated.loc[stated["cell"].duplicated()]
    if again.empty:
        return again.assign(what="", remedy="")
    first = stated.drop_duplicates("cell").set_index("cell")
    where = first["file"].reindex(again["cell"]).to_numpy() + ":" + first["row"].astype(TEXT).reindex(again["cell"]).to_numpy()
    return again.assign(what="this number already stands in " + where, remedy="Deliver each record once per batch")


def _mixed(numbers: pd.DataFrame) -> pd.DataFrame:
    made_up = numbers["cell"].str.startswith(SYNTHETIC_MARK)
    odd = numbers.loc[made_up] if made_up.any() and not made_up.all() else numbers.iloc[:0]
    return odd.assign(what="made-up and real records stand in one delivery", remedy="Deliver them apart")


def _frame(faults: list[Fault]) -> pd.DataFrame:
    rows = [{**fault.as_dict(), "column": fault.column or "", "cell": ""} for fault in faults]
    return pd.DataFrame(rows, columns=list(FAULT_COLUMNS))


def _no_cells() -> pd.DataFrame:
    return pd.DataFrame({"index": pd.Series(dtype="int64"), **{name: pd.Series(dtype=TEXT) for name in FAULT_COLUMNS[2:]}})
