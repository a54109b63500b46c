"""Which cells add up to which, and which withheld ones follow from what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import rustworkx

from dashboard.pipeline.register.texts import TEXT

Way = Literal["whole", "row", "column"]
WAYS: tuple[Way, ...] = ("whole", "row", "column")
"""How cells add up: a breakdown by one column to the whole, one by two to its first or to its second column."""

_NOWHERE = 1_000_000
"""Stands for a breakdown that has no cells: the total is not shown at all."""


@dataclass(frozen=True)
class Lines:
    """Cells that add up to another: for each cell the number of its line (−1: none), for each line its total (−1: none).

    ``table`` numbers the table in which a line stands.
    """

    of_cell: np.ndarray
    total: np.ndarray
    table: np.ndarray

    @property
    def has_total(self) -> np.ndarray:
        """Return, for each line, whether its total is a cell."""
        return self.total >= 0

    def sums(self, amounts: np.ndarray) -> np.ndarray:
        """Return the sum of amounts of cells for each line."""
        inside = self.of_cell >= 0
        return np.bincount(self.of_cell[inside], weights=amounts[inside], minlength=len(self.total))

    def whole_tables(self) -> Lines:
        """Return lines that each hold all cells of a table."""
        count = int(self.table.max(initial=-1)) + 1
        of_cell = np.full(len(self.of_cell), -1)
        inside = self.of_cell >= 0
        of_cell[inside] = self.table[self.of_cell[inside]]
        return Lines(of_cell, np.full(count, -1), np.arange(count))

    def touched(self, cells: np.ndarray) -> np.ndarray:
        """Return, for each line, whether one of the cells stands in it or is its total."""
        every = np.arange(len(self.total))
        return np.isin(every, self.of_cell[cells]) | np.isin(self.total, cells)

    def touching(self, cells: np.ndarray, lines: np.ndarray) -> np.ndarray:
        """Return, for each of the cells, whether one of the lines (a mask) holds it or has it for its total."""
        return np.isin(self.of_cell[cells], np.flatnonzero(lines)) | np.isin(cells, self.total[lines])

    def smallest(self, wanted: np.ndarray, free: np.ndarray, rank: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the free cell of lowest ``rank`` of each wanted line, as a mask of cells, and the lines that have one."""
        chosen, served = np.zeros(len(free), dtype=bool), np.zeros(len(self.total), dtype=bool)
        options = np.flatnonzero(free & (self.of_cell >= 0))
        options = options[wanted[self.of_cell[options]]]
        options = options[np.lexsort((rank[options], self.of_cell[options]))]
        lines, first = np.unique(self.of_cell[options], return_index=True)
        chosen[options[first]], served[lines] = True, True
        return chosen, served

    def tables_of(self, cells: np.ndarray) -> np.ndarray:
        """Return the numbers of the tables in which the cells stand or which they sum up."""
        return np.unique(self.table[self.touched(cells)])


def coded(cells: pd.DataFrame) -> pd.DataFrame:
    """Return what says how cells add up, as whole numbers, which join much faster than words.

    The columns are ``cube`` (definition, output and year), ``breakdown``, ``first``, ``second``, and ``whole``, ``row`` and
    ``column``: for each way of adding up the breakdown in which the total stands, −1 where the cell does not so add up.
    """
    breakdown, names = pd.factorize(cells["breakdown"])
    known = {name: number for number, name in enumerate(names)}
    parts = [name.split(",") if name else [] for name in names]
    ways = {
        "whole": [known.get("", _NOWHERE) if len(part) == 1 else -1 for part in parts],
        "row": [known.get(part[0], _NOWHERE) if len(part) == 2 else -1 for part in parts],
        "column": [known.get(part[1], _NOWHERE) if len(part) == 2 else -1 for part in parts],
    }
    codes, _ = pd.factorize(pd.concat([pd.Series([""], dtype=TEXT), cells["first"], cells["second"]]))
    return pd.DataFrame(
        {
            "cube": cells.groupby(["definition", "output", "year"], sort=False).ngroup().to_numpy(),
            "breakdown": breakdown,
            "first": codes[1 : len(cells) + 1],
            "second": codes[len(cells) + 1 :],
            **{way: np.array(totals)[breakdown] for way, totals in ways.items()},
        }
    )


def lines_of(frame: pd.DataFrame, way: Way) -> Lines:
    """Return the lines of one way of adding up; ``frame`` is what :func:`coded` returns."""
    inside = np.flatnonzero(frame[way] >= 0)
    by = {"whole": frame["first"] * 0, "row": frame["first"], "column": frame["second"]}[way]
    cells = frame[["cube", "breakdown"]].assign(code=by, total=frame[way]).iloc[inside]
    key = ["cube", "breakdown", "code"]
    lines = cells.drop_duplicates(key).reset_index(drop=True).assign(line=lambda rows: rows.index)
    of_cell = np.full(len(frame), -1)
    of_cell[inside] = cells.merge(lines[[*key, "line"]], on=key, validate="m:1")["line"]
    return Lines(of_cell, _totals(frame, lines), lines.groupby(["cube", "breakdown"], sort=True).ngroup().to_numpy())


def determined(rows: Lines, columns: Lines, hidden: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """Return the withheld cells and totals of the two-way ``tables`` (a mask) that what is shown determines exactly.

    Withheld cells are the edges of a graph whose nodes are the rows and columns of a table; a withheld total is an edge
    from its line to a node of the opposite kind. A cell is determined if and only if its edge is a bridge, for only on
    a cycle can amounts be moved without any sum changing (D. Gusfield, "A graph theoretic approach to statistical data
    security", SIAM J. Comput. 17 (1988), 552-571).
    """
    cells = np.flatnonzero(hidden & (rows.of_cell >= 0))
    cells = cells[tables[rows.table[rows.of_cell[cells]]]]
    offset = len(rows.total)
    row_margin = offset + len(columns.total) + columns.table
    column_margin = (
        offset + len(columns.total) + 1 + max(int(columns.table.max(initial=0)), int(rows.table.max(initial=0))) + rows.table
    )
    open_rows = np.flatnonzero((~rows.has_total | hidden[rows.total]) & tables[rows.table])
    open_columns = np.flatnonzero((~columns.has_total | hidden[columns.total]) & tables[columns.table])
    ends = np.concatenate([
        np.column_stack([rows.of_cell[cells], offset + columns.of_cell[cells]]),
        np.column_stack([open_rows, column_margin[open_rows]]),
        np.column_stack([offset + open_columns, row_margin[open_columns]]),
    ])  # fmt: skip
    found = np.zeros(len(hidden), dtype=bool)
    positions = np.concatenate([cells, rows.total[open_rows], columns.total[open_columns]])
    found[positions[_bridges(ends) & (positions >= 0)]] = True
    return found


def _bridges(ends: np.ndarray) -> np.ndarray:
    """Return, for each edge of a simple graph, whether it is a bridge."""
    if not len(ends):
        return np.zeros(0, dtype=bool)
    nodes, numbered = np.unique(ends, return_inverse=True)
    left, right = numbered.reshape(-1, 2).T
    graph: rustworkx.PyGraph = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(nodes)))
    graph.extend_from_edge_list(list(zip(left.tolist(), right.tolist(), strict=True)))
    bridges = np.array(sorted(rustworkx.bridges(graph)), dtype=np.int64).reshape(-1, 2)
    edges, found = (np.minimum(a, b) * len(nodes) + np.maximum(a, b) for a, b in ((left, right), bridges.T))
    return np.isin(edges, found)


def _totals(frame: pd.DataFrame, lines: pd.DataFrame) -> np.ndarray:
    """Return the position of the cell to which each line adds up, or −1."""
    single = frame.loc[(frame["row"] < 0), ["cube", "breakdown", "first"]].assign(position=lambda rows: rows.index)
    wanted = lines[["cube", "total", "code"]].rename(columns={"total": "breakdown", "code": "first"})
    found = wanted.merge(single, on=["cube", "breakdown", "first"], how="left", validate="m:1")
    return found["position"].fillna(-1).to_numpy(dtype="int64")
