"""The catalog as one frozen value, with its look-ups."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from dashboard.catalog.model import (
    Actor,
    Event,
    Indicator,
    IndustryChain,
    Note,
    PeerRule,
    Place,
    Platform,
    Source,
    Theme,
    Unit,
    View,
)
from dashboard.catalog.rules import Correction, Relation

SECTIONS: dict[str, type[BaseModel]] = {
    "units": Unit,
    "themes": Theme,
    "indicators": Indicator,
    "places": Place,
    "peers": PeerRule,
    "sources": Source,
    "events": Event,
    "actors": Actor,
    "platforms": Platform,
    "chains": IndustryChain,
    "views": View,
    "notes": Note,
    "relations": Relation,
    "corrections": Correction,
}


class Catalog(BaseModel):
    """Everything authored about the figures. Look-ups by id follow aliases and raise ``KeyError`` for unknown ids."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: dict[str, Unit]
    themes: dict[str, Theme]
    indicators: dict[str, Indicator]
    places: dict[str, Place]
    peers: dict[str, PeerRule]
    sources: dict[str, Source]
    events: dict[str, Event]
    actors: dict[str, Actor]
    platforms: dict[str, Platform]
    chains: dict[str, IndustryChain]
    views: dict[str, View]
    notes: dict[str, Note] = Field(default_factory=dict)
    relations: dict[str, Relation] = Field(default_factory=dict)
    corrections: dict[str, Correction] = Field(default_factory=dict)

    @classmethod
    def of(cls, sections: Mapping[str, Mapping[str, Any]]) -> Catalog:
        """Return the catalog of entries that are validated already; a section left out is empty."""
        return cls.model_construct(None, **{name: dict(sections.get(name, {})) for name in SECTIONS})

    def indicator(self, key: str) -> Indicator:
        """Return the indicator of this id or alias."""
        return self.indicators[self.indicator_aliases.get(key, key)]

    def place(self, key: str) -> Place:
        """Return the place of this id or alias."""
        return self.places[self.place_aliases.get(key, key)]

    @cached_property
    def indicator_aliases(self) -> dict[str, str]:
        """Return every alias of an indicator with the id it stands for."""
        return {alias: entry.id for entry in self.indicators.values() for alias in entry.aliases}

    @cached_property
    def place_aliases(self) -> dict[str, str]:
        """Return every alias of a place with the id it stands for."""
        return {alias: entry.id for entry in self.places.values() for alias in entry.aliases}

    @cached_property
    def printed_units(self) -> dict[str, tuple[str, int]]:
        """Return every printed form of a unit with the unit's id and its power of ten."""
        return {form: (unit.id, exponent) for unit in self.units.values() for form, exponent in unit.printed.items()}

    def dimension(self, indicator: Indicator) -> str:
        """Return the dimension in which the indicator is measured."""
        return self.units[indicator.unit].dimension

    def note(self, text: str, lang: str) -> str:
        """Return the words in ``lang`` of the note that reads ``text`` in either language; the text itself if none does."""
        entry = self.notes_by_text.get(text)
        return text if entry is None else entry.zh if lang == "zh" else entry.en

    @cached_property
    def notes_by_text(self) -> dict[str, Note]:
        """Return every note by its words, once in each language."""
        return {words: entry for entry in self.notes.values() for words in (entry.zh, entry.en)}

    def view_of(self, place: Place) -> View | None:
        """Return the view authored for the place, else the one for its level, else the one for any place."""
        views = self.views.values()
        return (
            next((view for view in views if place.id in view.places), None)
            or next((view for view in views if place.level in view.levels), None)
            or next((view for view in views if not view.levels and not view.places), None)
        )
