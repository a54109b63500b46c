"""The cells of the transfer register, each of them marked where the register is made up."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.rows import rows_of
from dashboard.answers import Record, plain
from dashboard.api.questions import RegisterQuestion
from dashboard.api.tables import Table, ordered_table
from dashboard.catalog.register import Register
from dashboard.store import Store

REGISTER_COLUMNS = (
    "statistic", "output", "year", "breakdown", "first", "second", "records", "part", "value", "plain_growth", "state",
    "suppressed", "synthetic", "notice",
)  # fmt: skip
NOTICE = "合成数据，非真实统计 / Synthetic data, not real statistics"


def register_table(store: Store, question: RegisterQuestion) -> Table:
    """Return the cells asked for, by statistic, breakdown and year; none as of a day before the register was complete."""
    register = store.register()
    if register is None or (question.as_of is not None and question.as_of.isoformat() < register.about.observed_until):
        return ordered_table([], question)
    return ordered_table(_chosen(register, question), question)


def _chosen(register: Register, question: RegisterQuestion) -> list[Record]:
    found = register.cells
    for column, wanted in (("definition", question.statistic), ("breakdown", question.breakdown), ("year", question.year)):
        if wanted is not None:
            found = found.loc[found[column] == wanted]
    return [_record(row, register.about.synthetic) for row in rows_of(found)]


def _record(row: Record, synthetic: bool) -> Record:
    told = {"statistic": row["definition"], **row, "synthetic": synthetic, "notice": NOTICE if synthetic else ""}
    return {name: None if pd.isna(told[name]) else plain(told[name]) for name in REGISTER_COLUMNS}
