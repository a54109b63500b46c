"""The catalog as the reader sees it: names, synonyms and printed units of every indicator, and the names of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.catalog import Catalog
from dashboard.pipeline.intake.place_names import names_of
from dashboard.pipeline.reader import Vocabulary, VocabularyEntry


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
    return Vocabulary(entries, tuple(name for place in catalog.places.values() for name in names_of(place)))
