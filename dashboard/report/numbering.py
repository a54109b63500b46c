"""Numbers for sources in the order in which a briefing first refers to them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.text.citation import source_citation
from dashboard.text.fields import word as field_word


class Numbering:
    """Hands out the numbers of sources; the same source always has the same one.

    Observations are looked up by id; a derived one stands for the sources of the claims it was computed from.
    """

    def __init__(self, observations: pd.DataFrame, claims: pd.DataFrame, catalog: Catalog) -> None:
        self._catalog = catalog
        columns = zip(observations["id"], observations["source"], observations["derived"], observations["inputs"], strict=True)
        self._behind = {name: (source, bool(derived), inputs) for name, source, derived, inputs in columns}
        self._of_claim = dict(zip(claims["claim"], claims["source"], strict=True))
        self._numbers: dict[str, int] = {}

    def of(self, observations: Iterable[str], claims: Iterable[str] = ()) -> tuple[int, ...]:
        """Return the numbers of the sources behind observations, and of those of claims, each once, in the order given."""
        names = dict.fromkeys(source for name in observations for source in self._sources(name))
        names |= dict.fromkeys(self._of_claim[name] for name in claims if name in self._of_claim)
        return tuple(self._numbers.setdefault(name, len(self._numbers) + 1) for name in names)

    def listed(self, lang: str) -> list[tuple[int, str, str, str, str]]:
        """Return number, id, reference, grade in words and address of every source referred to."""
        entries = [(number, self._catalog.sources[name]) for name, number in self._numbers.items()]
        return [
            (number, entry.id, source_citation(entry, lang), field_word(entry.grade, lang), entry.url or "")
            for number, entry in entries
        ]

    def _sources(self, observation: str) -> list[str]:
        source, derived, inputs = self._behind.get(observation, ("", False, ""))
        if not derived:
            return [source] if source else []
        return [self._of_claim[claim] for claim in inputs.split() if claim in self._of_claim]
