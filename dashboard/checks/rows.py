"""Rows of claims and observations as a check handles them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.claims import KEY, observation_id
from dashboard.intervals import Interval

Row = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame; several times faster than ``to_dict`` on wide frames of text."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*(frame[name].tolist() for name in names), strict=True)]


def interval(row: Row) -> Interval:
    """Return what the number of a claim or observation can stand for."""
    return Interval(row["low"], row["high"])


def distance(one: Interval, other: Interval) -> float:
    """Return how far two intervals lie apart, relative to the smaller of the two facing ends; 0 where they meet."""
    if one.meets(other):
        return 0.0
    low, high = (one.high, other.low) if one.high < other.low else (other.high, one.low)
    return (high - low) / (min(abs(low), abs(high)) or max(abs(low), abs(high)))


def identity(row: Row, catalog: Catalog) -> str:
    """Return the permanent id of the observation that a claim or observation belongs to."""
    return observation_id({name: row[name] for name in KEY}, catalog.indicators[row["indicator"]].accumulation)


def about(row: Row, **other: str) -> tuple[str, str, str]:
    """Return the indicator, place and period a finding is about, with some put otherwise."""
    return tuple(other.get(name, row[name]) for name in ("indicator", "place", "period"))  # type: ignore[return-value]


def key_of(row: Row, **other: str) -> tuple[Any, ...]:
    """Return the key of a row, with some of its parts put otherwise."""
    return tuple(other.get(name, row[name]) for name in KEY)


def grouped(rows: Iterable[Row], names: Iterable[str]) -> dict[tuple[Any, ...], list[Row]]:
    """Return the rows by the values of the named columns, in their order."""
    names = tuple(names)
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found
