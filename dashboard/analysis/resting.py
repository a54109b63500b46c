"""Which publications a number rests on."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

ROLES = ("value", "derived", "change")
"""What a number owes to a publication: its value; what it was computed from; the change stated with it."""
RESTING = ("id", "source", "claim", "role")
"""Columns of ``resting``: a number, a publication it rests on, the claim by which, and what it owes to it."""


def resting(observations: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of a number and a publication it rests on, once, with the first of ``ROLES`` that holds.

    A derived number rests on the publications of all claims it was computed from. A claim that lost supports nothing.

    Args:
        observations: as from ``Store.observations``.
        claims: those known on the same day, at least of the same indicators and places.

    Returns:
        The columns ``RESTING``, sorted by number and publication.
    """
    derived = observations["derived"].astype(bool)
    computed = observations.loc[derived, ["id", "inputs"]].assign(claim=lambda frame: frame["inputs"].str.split())
    named = {
        "value": observations.loc[~derived, ["id", "claim"]],
        "derived": computed[["id", "claim"]].explode("claim"),
        "change": observations[["id", "change_claim"]].set_axis(["id", "claim"], axis=1),
    }
    pairs = pd.concat([frame.assign(role=role) for role, frame in named.items()], ignore_index=True)
    found = pairs.merge(claims[["claim", "source"]], on="claim")
    found["_order"] = found["role"].map({role: place for place, role in enumerate(ROLES)})
    first = found.sort_values(["id", "source", "_order"]).drop_duplicates(["id", "source"])
    return first[list(RESTING)].reset_index(drop=True)


def resting_on(observations: pd.DataFrame, claims: pd.DataFrame, sources: Iterable[str]) -> pd.DataFrame:
    """Return the observations that rest on any of these publications, in their order and with all their columns."""
    pairs = resting(observations, claims)
    return observations.loc[observations["id"].isin(pairs.loc[pairs["source"].isin(list(sources)), "id"])]
