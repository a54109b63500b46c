"""Which places a place is measured against, by rules of the catalog."""

from __future__ import annotations

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
