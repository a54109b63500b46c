"""What one snapshot owes to a publication: the numbers that rest on it, and its claims that others overrule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.resting import resting
from dashboard.implied import row_id
from dashboard.rows import rows_of
from dashboard.store import Store


@dataclass(frozen=True)
class Sourced:
    """What rests on a publication, and its other claims."""

    numbers: pd.DataFrame
    """Observations that rest on it, with their ``role`` in ``dashboard.analysis.resting``."""
    overruled: pd.DataFrame
    """Claims on which nothing rests, with ``observation``, the id of the number each speaks of."""


def series_of(store: Store, sources: Sequence[str]) -> pd.DataFrame:
    """Return the indicators and places of which these publications say anything: columns ``indicator``, ``place``."""
    marks = ", ".join("?" * len(sources))
    query = f"SELECT DISTINCT indicator, place FROM claims WHERE source IN ({marks}) ORDER BY ALL"
    return store.sql(query, list(sources))


def sourced(store: Store, source: str, *, as_of: dt.date | None = None) -> Sourced:
    """Return what rests on a publication, as far as it was known on ``as_of``, sorted by the key."""
    series = series_of(store, [source])
    about = series["indicator"].unique(), series["place"].unique()
    observations = store.observations(*about, as_of=as_of)
    claims = store.claims(*about, as_of=as_of)
    pairs = resting(observations, claims)
    own = pairs.loc[pairs["source"] == source]
    numbers = observations.merge(own[["id", "role"]], on="id")
    others = claims.loc[(claims["source"] == source) & ~claims["claim"].isin(pairs["claim"])]
    ids = [row_id(row, store.catalog.indicators[row["indicator"]].accumulation) for row in rows_of(others)]
    return Sourced(numbers, others.assign(observation=pd.Series(ids, index=others.index, dtype="str")))
