"""Links between the entries of a catalog, and which of them lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dashboard.catalog.catalog import Catalog


class Broken(NamedTuple):
    """A link of an entry that is wrong: where it stands, where it leads, and what is wrong."""

    section: str
    key: str
    field: str
    what: str
    target: str = ""
    to: str = ""


_LINKS: tuple[tuple[str, str, str], ...] = (
    ("indicators", "theme", "themes"),
    ("indicators", "unit", "units"),
    ("indicators", "numerator", "indicators"),
    ("indicators", "denominator", "indicators"),
    ("places", "parent", "places"),
    ("places", "neighbours", "places"),
    ("events", "place", "places"),
    ("events", "indicators", "indicators"),
    ("events", "actors", "actors"),
    ("events", "sources", "sources"),
    ("actors", "place", "places"),
    ("actors", "parent", "actors"),
    ("actors", "indicators", "indicators"),
    ("actors", "sources", "sources"),
    ("platforms", "place", "places"),
    ("platforms", "host", "actors"),
    ("platforms", "indicator", "indicators"),
    ("platforms", "sources", "sources"),
    ("chains", "indicators", "indicators"),
    ("chains", "sources", "sources"),
    ("views", "places", "places"),
    ("views", "headline", "indicators"),
    ("views", "cards", "indicators"),
    ("views", "sentences", "indicators"),
    ("views", "peers", "peers"),
    ("relations", "whole", "indicators"),
    ("relations", "members", "indicators"),
    ("relations", "scopes", "indicators"),
    ("relations", "whole_place", "places"),
)


def broken_links(catalog: Catalog) -> list[Broken]:
    """Return every link that leads nowhere and every name that stands for two things."""
    return [*_dangling(catalog), *_ambiguous(catalog), *_scopes(catalog), *_rules(catalog)]


def _dangling(catalog: Catalog) -> Iterator[Broken]:
    for section, field, target in _LINKS:
        known = getattr(catalog, target)
        for key, entry in getattr(catalog, section).items():
            for link in _links(getattr(entry, field)):
                if link not in known:
                    yield Broken(section, key, field, f"{link!r} is not in {target}", target, link)
    for key, entry in catalog.indicators.items():
        for number, rupture in enumerate(entry.breaks):
            for link in rupture.places:
                if link not in catalog.places:
                    field = f"breaks.{number}.places"
                    yield Broken("indicators", key, field, f"{link!r} is not in places", "places", link)


def _links(value: str | Iterable[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _ambiguous(catalog: Catalog) -> Iterator[Broken]:
    for section in ("indicators", "places"):
        entries = getattr(catalog, section)
        names = Counter([*entries, *(alias for entry in entries.values() for alias in entry.aliases)])
        for key, entry in entries.items():
            for alias in entry.aliases:
                if names[alias] > 1:
                    yield Broken(section, key, "aliases", f"{alias!r} already names another entry")
    forms = Counter(form for unit in catalog.units.values() for form in unit.printed)
    for key, unit in catalog.units.items():
        for form in unit.printed:
            if forms[form] > 1:
                yield Broken("units", key, "printed", f"{form!r} is printed for two units")


def _scopes(catalog: Catalog) -> Iterator[Broken]:
    for key, entry in catalog.indicators.items():
        if entry.headline_scope and entry.headline_scope not in entry.scopes:
            yield Broken("indicators", key, "headline_scope", f"{entry.headline_scope!r} is not among the scopes")
        for scope in entry.vintages:
            if scope and scope not in entry.scopes:
                yield Broken("indicators", key, "vintages", f"{scope!r} is not among the scopes")


def _rules(catalog: Catalog) -> Iterator[Broken]:
    for key, relation in catalog.relations.items():
        for member, scope in relation.scopes.items():
            if scope and member in catalog.indicators and scope not in catalog.indicators[member].scopes:
                yield Broken("relations", key, f"scopes.{member}", f"{scope!r} is not a scope of {member}")
    for key, correction in catalog.corrections.items():
        for field, section in (("source", "sources"), ("indicator", "indicators"), ("place", "places")):
            named = getattr(correction.where, field, None)
            if named is not None and named not in getattr(catalog, section):
                yield Broken("corrections", key, f"where.{field}", f"{named!r} is not in {section}", section, named)
