"""Which delivered column is which column of the register, and which must not be taken in at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from dashboard.faults import Fault
from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.texts import TEXT

DROP = "drop"
"""What a delivered column is mapped to when it is not to be taken in."""


def column_faults(file: str, delivered: Iterable[str], layout: Layout, mapping: Mapping[str, str]) -> list[Fault]:
    """Return the faults of a file's header: unknown, doubled, missing and personal columns, and mappings to nowhere."""
    names = list(delivered)
    target = targets(names, layout, mapping)
    faults = [_unknown(file, name, layout) for name in names if name not in target]
    faults += [_astray(file, name, to) for name, to in mapping.items() if to != DROP and to not in layout.columns]
    taken = Counter(column for column in target.values() if column != DROP)
    faults += [_doubled(file, layout, column) for column, times in taken.items() if times > 1]
    missing = [column for column in layout.columns.values() if column.required and column.id not in taken]
    remedy = "Add the column, or map one of yours to it with --map HEADER=column"
    return faults + [Fault(file, 1, c.name.zh, f"the required column {c.id} is missing", remedy) for c in missing]


def targets(delivered: Iterable[str], layout: Layout, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return, for each delivered header that is known or mapped, the column it means or ``drop``."""
    known = layout.headers | {name: to for name, to in mapping.items() if to == DROP or to in layout.columns}
    return {name: known[name] for name in delivered if name in known}


def is_personal(header: str, layout: Layout) -> bool:
    """Return whether a header speaks of a person: Chinese words anywhere in it, English ones as whole words."""
    text = header.casefold()
    words = set(re.findall(r"[a-z][a-z-]*", text))
    return any(word in words if word.isascii() else word in text for word in layout.personal_words)


def renamed(rows: pd.DataFrame, layout: Layout, mapping: Mapping[str, str]) -> pd.DataFrame:
    """Return delivered rows under the register's column ids, all columns present, what is dropped left out."""
    target = {name: to for name, to in targets(rows.columns, layout, mapping).items() if to != DROP}
    return rows[list(target)].rename(columns=target).reindex(columns=list(layout.columns), fill_value="").astype(TEXT)


def _unknown(file: str, name: str, layout: Layout) -> Fault:
    if is_personal(name, layout):
        remedy = f"Remove it before delivery, or declare --map {name}={DROP}; map it to a column only if it names no person"
        return Fault(file, 1, name, "this column looks like personal data, which the register does not take", remedy)
    return Fault(file, 1, name, "this column is not in the register", f"Declare --map {name}=column or --map {name}={DROP}")


def _astray(file: str, name: str, to: str) -> Fault:
    return Fault(file, 1, name, f"it is mapped to {to!r}, which is no column of the register", "Map it to a column id")


def _doubled(file: str, layout: Layout, column: str) -> Fault:
    return Fault(file, 1, layout.columns[column].name.zh, f"two columns mean {column}", f"Map one of them to {DROP}")
