"""Every growth target that was stated, also where two of them name the same year, and how sure each stated growth is."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.claims import FLAGGED
from dashboard.resolve import is_set_aside, ranked

_VALUES = ("value", "amount", "low", "high", "least", "most", "difference")


def with_statements(observations: pd.DataFrame, claims: pd.DataFrame | None) -> pd.DataFrame:
    """Return the observations with the growth targets hidden behind them, and what the claim of each change is.

    A plan's mean growth over its years and the next year's growth name the same year, so one of them wins the observation;
    the other is no rival of it but another target. Its row is the observation's, with the change of its own claim.

    Args:
        observations: outcomes and targets.
        claims: those behind them; without them nothing is added, and the row's own kind stands for that of its change.

    Returns:
        The rows and, after them, the hidden targets, with ``change_kind`` (the kind of the claim that states the change) and
        ``change_doubted`` (a correction flags that claim).
    """
    if claims is None or claims.empty:
        return observations.assign(change_kind=observations["kind"], change_doubted=False)
    order = ranked(claims.loc[~is_set_aside(claims)])
    hidden = _hidden(observations, order)
    whole = observations if hidden.empty else pd.concat([observations, hidden], ignore_index=True)
    of_claim = order.set_index("claim")
    kind = whole["change_claim"].map(of_claim["kind"]).fillna(whole["kind"])
    doubted = whole["change_claim"].map(of_claim["correction"]).eq(FLAGGED)
    return whole.assign(change_kind=kind, change_doubted=doubted)


def _hidden(observations: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the growth targets that another statement of the same year hides, one per base, as rows of targets."""
    aims = observations.loc[observations["kind_class"] == "target"]
    bare = claims.loc[(claims["kind_class"] == "target") & claims["amount"].isna() & claims["change"].notna()]
    key = ["indicator", "place", "period", "period_type", "scope"]
    first = bare.drop_duplicates([*key, "change_base"])
    own = aims[[*key, "amount", "derived", "change_base"]].rename(columns=lambda name: name if name in key else f"_{name}")
    met = first.merge(own, on=key, how="inner", validate="m:1")
    level = met["_amount"].notna() & ~met["_derived"].astype(bool)
    other = met.loc[level | (met["change_base"] != met["_change_base"].fillna(""))]
    states = ["change", "change_qualifier", "change_unit", "change_base", "change_low", "change_high"]
    said = other[[*key, *states, "claim", "source", "grade", "published", "note"]].assign(
        change_claim=other["claim"], claims=0, agree=0, differ=0, kind="target"
    )
    rest = [name for name in observations.columns if name not in said.columns]
    whole = said.merge(aims[[*key, *rest]], on=key, how="left", validate="m:1")
    return whole.assign(**dict.fromkeys(_VALUES, math.nan))[list(observations.columns)]
