"""The ``check`` command: what is printed, and when it fails."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.checks.stream import check_store
from dashboard.store import Store

FAILING = frozenset({"error", "conflict"})
"""Severities of which one hit makes a strict check fail."""


def found(
    store: Store,
    *,
    today: dt.date,
    as_of: dt.date | None = None,
    place: str | None = None,
    indicator: str | None = None,
) -> pd.DataFrame:
    """Return the hits in a snapshot, of one place or one indicator where these are named.

    A hit belongs to every place and indicator whose observations it involves.
    """
    frame = check_store(store, today=today, as_of=as_of, indicators=None if indicator is None else [indicator])
    for position, column, wanted in ((0, "indicator", indicator), (1, "place", place)):
        if wanted is not None:
            involved = frame["observations"].map(lambda ids, n=position: {name.split(":")[n] for name in ids.split()})
            frame = frame.loc[(frame[column] == wanted) | involved.map(lambda names, name=wanted: name in names)]
    return frame.reset_index(drop=True)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return hits as plain records, the ids of claims and observations as lists."""
    return [
        {str(name): value for name, value in row.items()} | {name: row[name].split() for name in ("claims", "observations")}
        for row in frame.to_dict("records")
    ]


def fails(frame: pd.DataFrame) -> bool:
    """Return whether a strict check fails on these hits."""
    return bool(frame["severity"].isin(FAILING).any())
