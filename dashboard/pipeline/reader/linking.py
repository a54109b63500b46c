"""From an indicator as printed to a catalog id: by name and dimension, never by nearness alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from dashboard.pipeline.reader.models import Vocabulary, VocabularyEntry
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.script import simplify
from dashboard.pipeline.reader.units import COUNTED, MONEY

_NOISE = re.compile(r"[\s的“”‘’\"'《》（）()·,，、-]")
_RANK = re.compile(r"(?:名次|位次|排位|排名|榜单?排名|排行榜排名)$")
_RANKING = re.compile(r"(?:排行)?榜单?")
_LEAD = re.compile(
    r"^(?:全市|全省|全区|全县|全国|全社会(?=研|R)|我市|我省|本市|累计|实现|完成|达到|拥有|共有|现有|登记(?=技术合同)|签订(?=技术合同))"
)
_COUNT_TAIL = re.compile(r"(?:数量|总数|个数|家数|件数|数)$")
_SUGGESTIONS = 3
_NEAR = 0.5
_POINT_CHANGES = frozenset({"percentage_points", "permille_points"})


@dataclass(frozen=True, slots=True)
class Link:
    """The catalog id that a name and unit settle, or the ids to choose from."""

    catalog_id: str | None = None
    suggestions: tuple[str, ...] = ()


def plain_name(name: str, places: tuple[str, ...] = ()) -> str:
    """Return a name in the form in which two spellings of one indicator are equal."""
    text = _NOISE.sub("", simplify(name)).lower()
    for place in places:
        text = text.removeprefix(place)
    text = re.sub(r"^每?万(?:人口?|名)(?=[^口])", "每万人", text)
    if _RANK.search(text):
        text = _RANKING.sub("", _RANK.sub("", text)) + "排名"
    previous = None
    while previous != text:
        previous, text = text, _LEAD.sub("", text)
    return text


def dimension_of(unit: str | None) -> str | None:
    """Return the kind of quantity that a printed unit measures, or None where it does not say."""
    if unit is None:
        return None
    plain = simplify(unit)
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
        for form in {name, _COUNT_TAIL.sub("", name) or name}:
            if entry not in self._exact[form]:
                self._exact[form].append(entry)
        for pair in _pairs_of(name):
            self._pairs[pair].add(len(self._names))
        self._names.append((name, entry))

    def link(self, record: Record) -> Link:
        """Return the link of a record: an id for an equal name of agreeing dimension, suggestions otherwise."""
        name = plain_name(record.indicator, self._places)
        equal = self._exact.get(name) or self._exact.get(_COUNT_TAIL.sub("", name)) or []
        agreeing = [entry for entry in equal if _agrees(entry, record)]
        if len(agreeing) == 1:
            return Link(agreeing[0].catalog_id)
        return Link(None, tuple(entry.catalog_id for entry in agreeing) or self._near(name, record))

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
