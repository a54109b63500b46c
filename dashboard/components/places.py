"""The list of places from which a page is chosen, under their levels."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.catalog import Catalog

_HEADINGS: tuple[tuple[str, tuple[str, ...], tuple[str, str]], ...] = (
    ("cities", ("city",), ("城市", "Cities")),
    ("provinces", ("province",), ("省级地区", "Provinces")),
    ("parts", ("district", "zone"), ("城区与开发区", "Districts and zones")),
    ("countries", ("country",), ("国家", "Countries")),
    ("others", ("group", "region", "cluster", "world"), ("其他", "Others")),
)


def place_groups(catalog: Catalog, lang: str, *, among: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Return ``(id, name)`` of the places named, under the heading of their level, in the catalog's order."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for _, levels, names in _HEADINGS:
        chosen = [
            (place.id, place.name[lang]) for place in catalog.places.values() if place.level in levels and place.id in among
        ]
        groups[names[0] if lang == "zh" else names[1]] = chosen
    return groups
