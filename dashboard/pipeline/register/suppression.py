"""Withholds cells that rest on too few records, and as many others as it takes that they cannot be worked out.

Primary and secondary (complementary) suppression after A. Hundepool et al., *Statistical Disclosure Control* (Wiley,
2012), ch. 4: in every line of a table whose total is shown, none or at least two cells are
withheld, which together rest on enough records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

_TABLE = ["definition", "output", "year"]
_PRIMARY, _SECONDARY = "too_few", "protects_another"
_RATES = {"share", "conversion"}


def suppressed(cells: pd.DataFrame, kinds: Mapping[str, str], threshold: int) -> pd.DataFrame:
    """Return the cells with ``suppressed`` filled in; nothing is removed and no value is blanked here.

    Args:
        cells: columns of ``dashboard.pipeline.register.cells.CELL``.
        kinds: the kind of each definition.
        threshold: fewest records (for rates, also fewest in and outside the part) that a shown cell may rest on.
    """
    frame = cells.reset_index(drop=True)
    primary = _too_few(frame, frame["definition"].map(kinds), threshold).to_numpy()
    order = frame.sort_values(["records", "first", "second"], kind="stable").index.to_numpy()
    hidden, lines, records = primary.copy(), _lines(frame), frame["records"].to_numpy()
    while True:
        more = np.zeros(len(frame), dtype=bool)
        for line in lines:
            more |= _to_withhold(line, hidden | more, order, records, threshold)
        if not more.any():
            break
        hidden |= more
    marks = np.where(primary, _PRIMARY, np.where(hidden, _SECONDARY, ""))
    return frame.assign(suppressed=pd.Series(marks, index=frame.index, dtype="str"))


def shown(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with records, part, value and growth blanked wherever they are suppressed."""
    hidden = cells["suppressed"] != ""
    numbers = ["records", "part", "value", "plain_growth"]
    return cells.assign(**{name: cells[name].astype("Float64").mask(hidden) for name in numbers})


def _too_few(frame: pd.DataFrame, kinds: pd.Series, threshold: int) -> pd.Series:
    records, part = frame["records"], frame["part"]
    few = records < threshold
    rest = records - part
    few |= kinds.isin(_RATES) & (((part > 0) & (part < threshold)) | ((rest > 0) & (rest < threshold)))
    return few | ((kinds == "lag") & (part > 0) & (part < threshold))


@dataclass(frozen=True)
class Lines:
    """Cells that add up to another: for each cell the number of its line (−1: none), for each line its total (−1: none)."""

    of_cell: np.ndarray
    total: np.ndarray


def _lines(frame: pd.DataFrame) -> list[Lines]:
    """Return the three ways in which cells add up: a breakdown by one column to the whole, one by two to either column."""
    names = frame["breakdown"].str.partition(",")
    one, two = (names[0] != "") & (names[2] == ""), names[2] != ""
    nothing = pd.Series("", index=frame.index)
    return [
        _adding_up(frame, one, by=nothing, total=(nothing, nothing)),
        _adding_up(frame, two, by=frame["first"], total=(names[0], frame["first"])),
        _adding_up(frame, two, by=frame["second"], total=(names[2], frame["second"])),
    ]


def _adding_up(frame: pd.DataFrame, inside: pd.Series, *, by: pd.Series, total: tuple[pd.Series, pd.Series]) -> Lines:
    """Number the lines of the cells ``inside`` and find, by breakdown and code, the cell to which each adds up."""
    cells = frame.loc[inside, [*_TABLE, "breakdown"]].assign(by=by[inside], total=total[0][inside], code=total[1][inside])
    lines = cells.drop_duplicates([*_TABLE, "breakdown", "by"]).reset_index(drop=True)
    lines = lines.assign(line=lines.index)
    numbered = cells.merge(lines[[*_TABLE, "breakdown", "by", "line"]], on=[*_TABLE, "breakdown", "by"], validate="m:1")
    of_cell = np.full(len(frame), -1)
    of_cell[np.flatnonzero(inside)] = numbered["line"]
    candidates = frame.loc[frame["second"] == "", [*_TABLE, "breakdown", "first"]].assign(position=lambda rows: rows.index)
    left = lines[[*_TABLE, "total", "code"]].rename(columns={"total": "breakdown", "code": "first"})
    candidates = candidates.loc[~candidates["breakdown"].str.contains(",")]
    found = left.merge(candidates, on=[*_TABLE, "breakdown", "first"], how="left", validate="m:1")
    return Lines(of_cell, found["position"].fillna(-1).to_numpy(dtype="int64"))


def _to_withhold(lines: Lines, hidden: np.ndarray, order: np.ndarray, records: np.ndarray, threshold: int) -> np.ndarray:
    """Return what to withhold next: of each line that gives a cell away its smallest shown cell, or else its total.

    A line whose total is shown gives away a cell withheld alone, and the sum of several too small; a line in which all
    is shown gives away its withheld total.
    """
    inside = lines.of_cell >= 0
    withheld = np.bincount(lines.of_cell[inside], weights=hidden[inside], minlength=len(lines.total))
    together = np.bincount(lines.of_cell[inside], weights=(hidden * records)[inside], minlength=len(lines.total))
    bare = (withheld == 1) | ((withheld > 1) & (together < threshold))
    total_hidden = (lines.total >= 0) & hidden[lines.total]
    exposed = np.where(total_hidden, withheld == 0, bare & (lines.total >= 0))
    more = np.zeros(len(hidden), dtype=bool)
    options = order[inside[order] & ~hidden[order]]
    options = options[exposed[lines.of_cell[options]]]
    served, first = np.unique(lines.of_cell[options], return_index=True)
    more[options[first]] = True
    stuck = exposed & ~np.isin(np.arange(len(exposed)), served) & ~total_hidden
    more[lines.total[stuck]] = True
    return more
