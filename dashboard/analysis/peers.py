"""Which places a place is measured against, by rules of the catalog, and on which of their numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.analysis.comparability import usable
from dashboard.catalog import Catalog
from dashboard.catalog.model import PeerRule, Place


def peers(catalog: Catalog, place: str, rule: str | None = None) -> tuple[str, ...]:
    """Return the ids of the place's peers in the catalog's order, without the place itself.

    Args:
        catalog: holds places and rules.
        place: id or alias of a place.
        rule: id of a rule; without one, the rule of the place's view, else the first that applies.

    Raises:
        KeyError: the place or the rule is unknown.
    """
    own = catalog.place(place)
    chosen = catalog.peers[rule] if rule else peer_rule(catalog, place)
    if chosen is None or not applies(chosen, own):
        return ()
    return tuple(other.id for other in catalog.places.values() if other.id != own.id and _matches(chosen, own, other))


def peer_rule(catalog: Catalog, place: str) -> PeerRule | None:
    """Return the rule by which the place's peers are chosen, or None where none applies."""
    own = catalog.place(place)
    view = catalog.view_of(own)
    named = catalog.peers.get(view.peers) if view and view.peers else None
    rules = [named] if named else list(catalog.peers.values())
    return next((entry for entry in rules if applies(entry, own)), None)


def rules_of(catalog: Catalog, place: str) -> list[PeerRule]:
    """Return the rules that can choose peers for the place: that of its view first, then the catalog's in their order."""
    own = catalog.place(place)
    first = peer_rule(catalog, place)
    usual = [rule for rule in catalog.peers.values() if applies(rule, own)]
    return [*([first] if first else []), *(rule for rule in usual if first is None or rule.id != first.id)]


def applies(rule: PeerRule, place: Place) -> bool:
    """Return whether the rule can choose peers for the place: it is of a level named, and knows every attribute."""
    if rule.levels and place.level not in rule.levels:
        return False
    return all(getattr(place, name) is not None for name in rule.same)


def _matches(rule: PeerRule, own: Place, other: Place) -> bool:
    if rule.neighbours and other.id not in own.neighbours:
        return False
    if rule.levels and other.level not in rule.levels:
        return False
    return all(getattr(other, name) == getattr(own, name) for name in rule.same)


def side_by_side(observations: pd.DataFrame, catalog: Catalog, own: str) -> pd.DataFrame:
    """Return the rows that set places against each other fairly: one indicator, period and counting rule.

    Only exact, published outcomes with a stated reference period count. The headline rule goes before others. The newest
    period is taken in which the own place has a value and at least half of the places that ever have one do; failing that,
    the one with most places.

    Args:
        observations: of one indicator.
        catalog: knows the indicator.
        own: id of the place that must be among them.

    Returns:
        Rows of ``observations``, one per place; none where the own place meets no other.
    """
    fair = observations.loc[usable(observations) & (observations["period_type"] != "cumulative")]
    if fair.empty:
        return fair
    indicator = catalog.indicators[str(fair["indicator"].iloc[0])]
    groups = [rows for _, rows in fair.groupby(["scope", "period", "period_type"], sort=False)]
    meeting = [rows for rows in groups if {own} < set(rows["place"])]
    if not meeting:
        return fair.iloc[:0]

    ever = fair.groupby("scope")["place"].nunique()
    return max(meeting, key=lambda rows: _merit(rows, indicator.headline_scope, int(ever[rows["scope"].iloc[0]])))


def _merit(rows: pd.DataFrame, headline_scope: str, ever: int) -> tuple[Any, ...]:
    places = rows["place"].nunique()
    widely = places * 2 >= ever
    return rows["scope"].iloc[0] == headline_scope, widely, 0 if widely else places, rows["period_end"].iloc[0]
