"""The catalog as the reader sees it: names, synonyms and printed units of every indicator, and the names of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard.catalog import Catalog, Place
from dashboard.pipeline.reader import Vocabulary, VocabularyEntry

_HEAD = 2_000
_LEVELS = ("city", "province", "district", "zone", "country")


def vocabulary(catalog: Catalog, learned: Mapping[str, Sequence[str]] | None = None) -> Vocabulary:
    """Return the reader's vocabulary of a catalog; ``learned`` are synonyms from reviews, by indicator."""
    known = learned or {}
    entries = tuple(
        VocabularyEntry(
            entry.id,
            tuple(
                dict.fromkeys(
                    [entry.name.zh, *([entry.short.zh] if entry.short else []), *entry.synonyms.zh, *known.get(entry.id, ())]
                )
            ),
            tuple(catalog.units[entry.unit].printed) if entry.unit in catalog.units else (),
            # 每万人口发明专利拥有量47.8件: what is counted per head is printed as a plain count.
            "count" if entry.unit in catalog.units and catalog.units[entry.unit].dimension == "count" else None,
        )
        for entry in catalog.indicators.values()
    )
    return Vocabulary(entries, tuple(name for place in catalog.places.values() for name in _names(place)))


def likely_place(text: str, catalog: Catalog) -> str:
    """Return the id of the place that the head of a text names most often, empty where it names none.

    A longer name counts before one that it contains; what is found is an offer to the editor, not a finding.
    """
    head = text[:_HEAD]
    counts: Counter[str] = Counter()
    for place in catalog.places.values():
        if place.level in _LEVELS:
            counts[place.id] = max((head.count(name) for name in _names(place)), default=0)
    if not counts or not max(counts.values()):
        return ""
    most = max(counts.values())
    return next(
        place for place in sorted(counts, key=lambda key: _LEVELS.index(catalog.places[key].level)) if counts[place] == most
    )


def _names(place: Place) -> tuple[str, ...]:
    """Return the names under which texts speak of a place: with and without its ending."""
    bare = place.name.zh.removesuffix("市").removesuffix("省")
    return tuple(dict.fromkeys([place.name.zh, *([bare] if len(bare) > 1 else []), *place.synonyms.zh]))
