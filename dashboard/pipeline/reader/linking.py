"""From an indicator as printed to a catalog id: by name and dimension, never by nearness alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from dashboard.pipeline.reader.models import Vocabulary, VocabularyEntry
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.script import simplify
from dashboard.pipeline.reader.units import COUNTED, MONEY
from dashboard.pipeline.reader.wording import counted_thing, plain_name

_SUGGESTIONS = 3
_NEAR = 0.5
_POINT_CHANGES = frozenset({"percentage_points", "permille_points"})


@dataclass(frozen=True, slots=True)
class Link:
    """The catalog id that a name and unit settle, or the ids to choose from."""

    catalog_id: str | None = None
    suggestions: tuple[str, ...] = ()


def dimension_of(unit: str | None) -> str | None:
    """Return the kind of quantity that a printed unit measures, or None where it does not say."""
    if unit is None:
        return None
    plain = simplify(unit).partition("/")[0]
    if plain in MONEY and "人民币" not in plain:
        return "money" if plain == "元" else plain
    if plain in MONEY or plain.removesuffix("元") in ("亿", "万", "万亿"):
        return "money"
    if plain in ("%", "％", "成", "‰", "百分点", "个百分点"):
        return "rate"
    if plain in ("位", "名次"):
        return "rank"
    bare = re.sub(r"^(?:万亿|亿|万|千)", "", plain)
    return "count" if bare in COUNTED else bare


class Linker:
    """An index of a vocabulary by plain name; names that two indicators share link to neither."""

    def __init__(self, vocabulary: Vocabulary, places: tuple[str, ...] = ()) -> None:
        """Index the names of `vocabulary`; `places` are left out of names before comparing."""
        self._places = tuple(sorted(set(places + vocabulary.places), key=len, reverse=True))
        self._exact: dict[str, list[VocabularyEntry]] = defaultdict(list)
        self._pairs: dict[str, set[int]] = defaultdict(set)
        self._names: list[tuple[str, VocabularyEntry]] = []
        for entry in vocabulary.entries:
            for name in entry.names:
                self._add(plain_name(name, self._places), entry)

    def _add(self, name: str, entry: VocabularyEntry) -> None:
        for form in {name, counted_thing(name)}:
            if entry not in self._exact[form]:
                self._exact[form].append(entry)
        for pair in _pairs_of(name):
            self._pairs[pair].add(len(self._names))
        self._names.append((name, entry))

    def link(self, record: Record, before: Record | None = None) -> Link:
        """Return the link of a record: an id for an equal name of agreeing dimension, suggestions otherwise.

        `before` is the record before it in the same sentence, whose name may complete one that was cut short.
        """
        name = plain_name(record.indicator, self._places)
        agreeing = self._agreeing(name, record)
        if not agreeing and before is not None and (whole := self._completed(name, before)):
            agreeing = self._agreeing(whole, record)
        if len(agreeing) == 1:
            return Link(agreeing[0].catalog_id)
        if "completion" in record.rules:
            return Link()  # how far a plan was met is near no indicator, however alike the names are
        return Link(None, tuple(entry.catalog_id for entry in agreeing) or self._near(name, record))

    def _agreeing(self, name: str, record: Record) -> list[VocabularyEntry]:
        equal = self._exact.get(name) or self._exact.get(counted_thing(name)) or []
        return [entry for entry in equal if _agrees(entry, record)]

    def _completed(self, name: str, before: Record) -> str:
        """登记技术合同8421份，合同成交总额465.2亿元: the second name takes up the end of the first and goes on."""
        first = plain_name(before.indicator, self._places)
        size = next((size for size in range(min(len(first), len(name)) - 1, 1, -1) if first.endswith(name[:size])), 0)
        return plain_name(first + name[size:], self._places) if size else ""

    def _near(self, name: str, record: Record) -> tuple[str, ...]:
        pairs = _pairs_of(name)
        hits: Counter[int] = Counter(index for pair in pairs for index in self._pairs.get(pair, ()))
        scored: dict[str, float] = {}
        for index, shared in hits.most_common(20):
            other, entry = self._names[index]
            nearness = 2 * shared / (len(pairs) + len(_pairs_of(other)))
            if nearness >= _NEAR and _agrees(entry, record):
                scored[entry.catalog_id] = max(nearness, scored.get(entry.catalog_id, 0.0))
        return tuple(sorted(scored, key=lambda key: (-scored[key], key))[:_SUGGESTIONS])


def _pairs_of(name: str) -> set[str]:
    return {name[index : index + 2] for index in range(len(name) - 1)} or {name}


def _agrees(entry: VocabularyEntry, record: Record) -> bool:
    dimensions = {dimension_of(unit) for unit in entry.units} | ({entry.dimension} if entry.dimension else set())
    dimensions.discard(None)
    if not dimensions:
        return True
    if record.value is None:
        return record.change_unit not in _POINT_CHANGES or "rate" in dimensions
    found = dimension_of(record.unit)
    return found in dimensions or (found is None and dimensions <= {"index", "ratio", "score"})
