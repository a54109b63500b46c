from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.pipeline.register.cells import CELL
from dashboard.pipeline.register.suppression import shown, suppressed


def cells_of(records: np.ndarray) -> pd.DataFrame:
    """Cells of a two-way table of counts with its margins and its total; empty cells are absent, as in a register."""
    rows = [("", "", "", int(records.sum()))]
    rows += [("supplier", f"s{i}", "", int(n)) for i, n in enumerate(records.sum(axis=1)) if n]
    rows += [("chain", f"c{j}", "", int(n)) for j, n in enumerate(records.sum(axis=0)) if n]
    rows += [("supplier,chain", f"s{i}", f"c{j}", int(n)) for (i, j), n in np.ndenumerate(records) if n]
    frame = pd.DataFrame(rows, columns=["breakdown", "first", "second", "records"])
    filled = frame.assign(definition="d", output="", year=2023, part=0, value=frame["records"].astype(float), state="complete")
    return filled.assign(plain_growth=np.nan, suppressed="")[list(CELL)]


def freedom(cells: pd.DataFrame) -> np.ndarray:
    """For each withheld cell, how far it can move while every sum that the shown cells fix stays: 0 gives it away."""
    hidden = np.flatnonzero(cells["suppressed"] != "")
    lines = []
    for column, breakdown in (("first", "supplier"), ("second", "chain")):
        for code in cells.loc[cells["breakdown"] == breakdown, "first"]:
            inside = (cells["breakdown"] == "supplier,chain") & (cells[column] == code)
            lines.append((inside, (cells["breakdown"] == breakdown) & (cells["first"] == code)))
    lines += [(cells["breakdown"] == name, cells["breakdown"] == "") for name in ("supplier", "chain")]
    equations = np.array([inside.astype(float) - total.astype(float) for inside, total in lines])[:, hidden]
    _, values, basis = np.linalg.svd(equations)
    rank = int((values > 1e-9).sum())
    free = np.zeros(len(cells))
    free[hidden] = np.abs(basis[rank:]).max(axis=0, initial=0)
    return free


COUNTS = [0, 0, 1, 2, 3, 5, 8, 40]
tables = st.integers(1, 6).flatmap(
    lambda rows: st.lists(st.lists(st.sampled_from(COUNTS), min_size=4, max_size=4), min_size=rows, max_size=rows)
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_cell_that_rests_on_too_few_follows_from_those_shown(table):
    cells = suppressed(cells_of(np.array(table)), {"d": "count"}, 3)
    small = cells["records"] < 3
    assert (cells.loc[small, "suppressed"] == "too_few").all()
    assert (cells.loc[~small, "suppressed"] != "too_few").all()
    assert (freedom(cells)[small.to_numpy()] > 1e-9).all() or (cells["suppressed"] != "").all()


def test_a_lone_small_cell_takes_its_smallest_neighbours_with_it():
    records = np.array([[1, 10, 20], [9, 30, 30], [50, 40, 60]])
    cells = suppressed(cells_of(records), {"d": "count"}, 3).set_index(["first", "second"])
    hidden = cells.loc[cells["suppressed"] != ""]
    assert set(hidden.index) == {("s0", "c0"), ("s0", "c1"), ("s1", "c0"), ("s1", "c1")}
    assert (hidden["suppressed"] == "protects_another").sum() == 3


def test_nothing_is_withheld_where_all_cells_are_large():
    assert (suppressed(cells_of(np.full((3, 3), 7)), {"d": "count"}, 3)["suppressed"] == "").all()


@pytest.mark.parametrize(("part", "withheld"), [(0, False), (1, True), (2, True), (5, False), (8, True), (10, False)])
def test_a_rate_is_withheld_where_its_part_or_the_rest_is_small(part, withheld):
    cells = cells_of(np.array([[10]])).iloc[:1].assign(part=part)
    assert (suppressed(cells, {"d": "share"}, 3)["suppressed"] != "").item() == withheld


def test_withheld_cells_are_blank_when_shown_and_all_others_as_they_were():
    cells = suppressed(cells_of(np.array([[1, 10], [9, 30]])), {"d": "count"}, 3)
    blank = shown(cells)
    hidden = cells["suppressed"] != ""
    assert blank.loc[hidden, ["records", "part", "value"]].isna().all(axis=None)
    assert blank.loc[~hidden, "records"].astype(int).tolist() == cells.loc[~hidden, "records"].tolist()
