"""Links between the entries of a catalog, and which of them lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dashboard.catalog.catalog import Catalog

Broken = tuple[str, str, str, str]

_LINKS: tuple[tuple[str, str, str], ...] = (
    ("indicators", "theme", "themes"),
    ("indicators", "unit", "units"),
    ("indicators", "numerator", "indicators"),
    ("indicators", "denominator", "indicators"),
    ("places", "parent", "places"),
    ("places", "neighbours", "places"),
    ("events", "place", "places"),
    ("events", "indicators", "indicators"),
    ("events", "sources", "sources"),
    ("actors", "place", "places"),
    ("actors", "parent", "actors"),
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
)


def broken_links(catalog: Catalog) -> list[Broken]:
    """Return ``(section, id, field, what)`` for every link that leads nowhere and every name that stands for two things."""
    return [*_dangling(catalog), *_ambiguous(catalog), *_scopes(catalog)]


def _dangling(catalog: Catalog) -> Iterator[Broken]:
    for section, field, target in _LINKS:
        known = getattr(catalog, target)
        for key, entry in getattr(catalog, section).items():
            for link in _links(getattr(entry, field)):
                if link not in known:
                    yield section, key, field, f"{link!r} is not in {target}"
    for key, entry in catalog.indicators.items():
        for number, rupture in enumerate(entry.breaks):
            for link in rupture.places:
                if link not in catalog.places:
                    yield "indicators", key, f"breaks.{number}.places", f"{link!r} is not in places"


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
                    yield section, key, "aliases", f"{alias!r} already names another entry"
    forms = Counter(form for unit in catalog.units.values() for form in unit.printed)
    for key, unit in catalog.units.items():
        for form in unit.printed:
            if forms[form] > 1:
                yield "units", key, "printed", f"{form!r} is printed for two units"


def _scopes(catalog: Catalog) -> Iterator[Broken]:
    for key, entry in catalog.indicators.items():
        if entry.headline_scope and entry.headline_scope not in entry.scopes:
            yield "indicators", key, "headline_scope", f"{entry.headline_scope!r} is not among the scopes"
