"""Withholds cells that rest on too few records, and as many others as it takes that they cannot be worked out.

Primary and secondary (complementary) suppression after A. Hundepool et al., *Statistical Disclosure Control* (Wiley,
2012), ch. 4: in every line of a table whose total is shown, none or at least two cells are withheld, which together
rest on enough records, and no withheld cell follows from the totals of its table.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.pipeline.register.adding_up import WAYS, Lines, coded, determined, lines_of
from dashboard.pipeline.register.texts import TEXT

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
    rank = np.empty(len(frame), dtype=np.int64)
    rank[frame.sort_values(["records", "first", "second"], kind="stable").index] = np.arange(len(frame))
    hidden = _withheld(frame, primary, rank, threshold)
    marks = np.where(primary, _PRIMARY, np.where(hidden, _SECONDARY, ""))
    return frame.assign(suppressed=pd.Series(marks, index=frame.index, dtype=TEXT))


def _withheld(frame: pd.DataFrame, primary: np.ndarray, rank: np.ndarray, threshold: int) -> np.ndarray:
    """Withhold more cells until no line and no table gives one away that rests on too few records."""
    hidden, records = primary.copy(), frame["records"].to_numpy()
    numbers = coded(frame)
    one_way, rows, columns = (lines_of(numbers, way) for way in WAYS)
    # A table is looked at again only after something in it was withheld: that is most of the time spent here.
    unseen = np.ones(int(rows.table.max(initial=-1)) + 1, dtype=bool)
    while True:
        more = np.zeros(len(frame), dtype=bool)
        for lines in (one_way, rows, columns):
            more |= _exposed_by_line(lines, hidden | more, rank, records, threshold)
        if not more.any():
            given_away = np.flatnonzero(determined(rows, columns, hidden, unseen) & primary)
            more = _beside(one_way, rows, columns, given_away, hidden, rank)
            unseen[:] = False
        if not more.any():
            return hidden
        hidden |= more
        for lines in (rows, columns):
            unseen[lines.tables_of(np.flatnonzero(more))] = True


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


def _exposed_by_line(lines: Lines, hidden: np.ndarray, rank: np.ndarray, records: np.ndarray, threshold: int) -> np.ndarray:
    """Return what to withhold next: of each line that gives a cell away its smallest shown cell, or else its total.

    A line whose total is shown gives away a cell withheld alone, and the sum of several too small; a line in which all
    is shown gives away its withheld total.
    """
    withheld, together = lines.sums(hidden), lines.sums(hidden * records)
    bare = (withheld == 1) | ((withheld > 1) & (together < threshold))
    total_hidden = lines.has_total & hidden[lines.total]
    exposed = np.where(total_hidden, withheld == 0, bare & lines.has_total)
    more, served = lines.smallest(exposed, ~hidden, rank)
    more[lines.total[exposed & ~served & ~total_hidden]] = True
    return more


def _beside(
    one_way: Lines, rows: Lines, columns: Lines, given_away: np.ndarray, hidden: np.ndarray, rank: np.ndarray
) -> np.ndarray:
    """Return what to withhold beside cells that follow from the totals of their table.

    Of each line in which such a cell stands, or which it sums up, one more is taken: of its row, else of its column,
    else of the totals beside it, else of the whole table.
    """
    more = np.zeros(len(hidden), dtype=bool)
    for lines in (rows, columns, one_way):
        beside, served = lines.smallest(lines.touched(given_away), ~hidden, rank)
        more |= beside
        given_away = given_away[~lines.touching(given_away, served)]
    return (more | _elsewhere_in_table(rows, columns, given_away, hidden, rank)) & ~hidden


def _elsewhere_in_table(
    rows: Lines, columns: Lines, given_away: np.ndarray, hidden: np.ndarray, rank: np.ndarray
) -> np.ndarray:
    """Return the smallest shown cell of each table that gives a cell away, or all its totals where no cell is shown."""
    tables = rows.whole_tables()
    wanted = np.zeros(len(tables.total), dtype=bool)
    for lines in (rows, columns):
        wanted[lines.table[lines.touched(given_away)]] = True
    more, served = tables.smallest(wanted, ~hidden, rank)
    for lines in (rows, columns):
        totals = lines.total[(wanted & ~served)[lines.table]]
        more[totals[totals >= 0]] = True
    return more
