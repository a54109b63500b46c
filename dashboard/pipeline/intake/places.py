"""Which place a document and each of its numbers speaks of: the title, words such as 全省, and the sentence itself decide."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.catalog import Catalog, Place
from dashboard.pipeline.intake.place_names import Mention, joined, mentions
from dashboard.pipeline.reader.models import Table

_HEAD = 2_000
_TITLE_LINES, _LONGEST_TITLE = 3, 60
_SENTENCE = re.compile(r"[。！？!?\n]")
_PROSE = re.compile(r"[。；;]")
_NUMBERING = re.compile(r"^[\s　]*[（(]?[一二三四五六七八九十\d]+(?:[）)][、.．]?|[、.．])\s*")
_LEVELS = {"city": ("city",), "province": ("province",), "district": ("district", "zone")}
_OWN_LEVELS = ("city", "province", "district", "zone", "country")


@dataclass(frozen=True, slots=True)
class Settled:
    """The place of one number: its catalog id, empty where it is not settled, and what about it wants a look.

    ``doubt`` is empty or of ``no_place`` (nothing says which), ``several_places`` (the sentence names more than one),
    ``place_not_in_catalog``, ``other_place_named`` (the sentence also names another place, but not as what it is about).
    """

    place: str
    doubt: str = ""


def likely_place(text: str, catalog: Catalog) -> str:
    """Return the id of the place that a document speaks of, empty where it does not say.

    The title decides; without a place in the title the words 全省 and 全市 decide between the places named, and otherwise
    the place named most often in the head of the text.
    """
    title = _title(text)
    named = {each.place for each in mentions(title, catalog) if each.place}
    if len(named) == 1:
        return named.pop()
    head = mentions(text[:_HEAD], catalog)
    counts = Counter(each.place for each in head if each.place and catalog.places[each.place].level in _OWN_LEVELS)
    scopes = Counter(each.scope for each in head if each.scope)
    if not counts:
        return ""
    if scopes["province"] > scopes["city"]:
        counts = _raised(counts, "province", catalog) or counts
    elif scopes["city"]:
        counts = Counter({place: n for place, n in counts.items() if _is(catalog.places[place], "city")}) or counts
    most = max(counts.values())
    return min((place for place in counts if counts[place] == most), key=lambda place: _rank(catalog.places[place]))


def places_of(
    text: str, numbers: Sequence[int], catalog: Catalog, *, default: str, tables: Sequence[Table] = ()
) -> list[Settled]:
    """Return the place of the number at each of these positions of the text.

    A sentence's own place counts; 全省, 全市, 全国 are resolved against the place named last in the paragraph and against
    ``default``, which is the place of every sentence that names none. In a table the label of the row or the head of the
    column names the place.
    """
    found = mentions(text, catalog)
    starts = [each.start for each in found]
    chapters = _chapters(text, catalog)
    settled = {at: place for table in tables for at, place in _cells(table, numbers, catalog, default).items()}
    left = sorted(set(numbers) - settled.keys())
    ends = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]
    for begin, end in pairwise(ends):
        inside = left[bisect_left(left, begin) : bisect_left(left, end)]
        if inside:
            line = text.rfind("\n", 0, begin) + 1
            first, here, last = (bisect_left(starts, at) for at in (line, begin, end))
            before = [each for each in found[first:here] if each.subject and each.place]
            own = next((place for start, place in reversed(chapters) if start <= begin), default)
            settled |= _sentence(text, inside, found[here:last], before, own, catalog)
    return [settled[at] for at in numbers]


def _cells(table: Table, numbers: Sequence[int], catalog: Catalog, default: str) -> dict[int, Settled]:
    """The place of each number in a table: of its row's label, else of its column's head, else of the caption."""
    settled: dict[int, Settled] = {}
    caption = {each.place for each in mentions(table.caption, catalog) if each.place}
    whole = next(iter(caption)) if len(caption) == 1 else default
    heads = [_only_place(cell.text, catalog) for cell in table.rows[0]]
    for row in table.rows[1:]:
        label = next((place for cell in row[:2] if (place := _only_place(cell.text, catalog))), "")
        for column, cell in enumerate(row):
            place = label or heads[column] or whole
            inside = [at for at in numbers if cell.start <= at < cell.end]
            settled |= dict.fromkeys(inside, Settled(place, "" if place else "no_place"))
    return settled


def _only_place(words: str, catalog: Catalog) -> str:
    """The place whose name is all of these words, empty where they say anything else."""
    bare = words.strip(" 　:：\t\r\n")
    named = mentions(bare, catalog) if 1 < len(bare) <= 12 else ()
    whole = len(named) == 1 and (named[0].start, named[0].end) == (0, len(bare))
    return named[0].place if whole else ""


def _title(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_TITLE_LINES]
    return next((line for line in lines if len(line) <= _LONGEST_TITLE and not _PROSE.search(line)), "")


def _raised(counts: Counter[str], level: str, catalog: Catalog) -> Counter[str]:
    """The counts with each place replaced by the place of a level that holds it."""
    raised: Counter[str] = Counter()
    for place, count in counts.items():
        if larger := _up(place, level, catalog):
            raised[larger] += count
    return raised


def _rank(place: Place) -> int:
    return _OWN_LEVELS.index(place.level)


def _is(place: Place, level: str) -> bool:
    """Whether a place is of the level that a word such as 全市 asks for: 北京 is both a city and of a province's rank."""
    if place.tier == "municipality":
        return level == "city"
    if place.tier == "autonomous_region":
        return level in ("province", "district")
    return place.level in _LEVELS.get(level, ())


def _up(place: str, level: str, catalog: Catalog) -> str:
    known = catalog.places.get(place)
    while known is not None:
        if _is(known, level):
            return known.id
        known = catalog.places.get(known.parent or "")
    return ""


def _chapters(text: str, catalog: Catalog) -> list[tuple[int, str]]:
    """Numbered lines that hold nothing but the name of a place open a chapter about it."""
    chapters, start = [], 0
    for line in text.splitlines(keepends=True):
        number = _NUMBERING.match(line)
        if number and (place := _only_place(line[number.end() :], catalog)):
            chapters.append((start, place))
        start += len(line)
    return chapters


def _sentence(
    text: str, numbers: Sequence[int], near: Sequence[Mention], before: Sequence[Mention], own: str, catalog: Catalog
) -> dict[int, Settled]:
    groups = _groups([each for each in near if each.subject], text)
    settled: dict[int, Settled] = {}
    listed: dict[int, list[int]] = {}
    for at in numbers:
        order = next((n for n in reversed(range(len(groups))) if _governs(text, groups[n][-1], at)), None)
        if order is None:
            named = {each.place for each in near if each.place and each.end <= at} - {own}
            other = any(_meant(text, each, at) for each in near if each.place in named)
            settled[at] = Settled(own, "" if own and not other else "other_place_named" if own else "no_place")
        elif len(groups[order]) > 1:
            listed.setdefault(order, []).append(at)
        else:
            settled[at] = _of(groups[order][0], [*before, *(each for group in groups[:order] for each in group)], own, catalog)
    for order, places in listed.items():
        settled |= _respective(groups[order], places, text)
    return settled


def _groups(subjects: Sequence[Mention], text: str) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for each in subjects:
        if groups and joined(groups[-1][-1], each, text):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _governs(text: str, mention: Mention, at: int) -> bool:
    """Whether a number still belongs to a subject: not after the bracket that held it, nor after the part 其中 opened."""
    if mention.end > at:
        return False
    between = text[mention.end : at]
    closed = sum((char in "）)") - (char in "（(") for char in between) > 0
    part = re.search(r"其中[，,]?$", text[max(0, mention.start - 4) : mention.start])
    return not closed and not (part and re.search(r"[；;]", between))


_COMPARED = re.compile(r"(?:占|比|较|与|同|和|高于|低于|快于|慢于|超过|不及|赶超|列|居|位于|距|领先|相当于|来自|面向|向|以外)$")


def _meant(text: str, mention: Mention, at: int) -> bool:
    """Whether a place named within the clause of a number may be what it is about: not one that is only compared with."""
    clause = text[mention.end : at]
    return not re.search(r"[，,；;]", clause) and not _COMPARED.search(text[max(0, mention.start - 3) : mention.start])


def _of(mention: Mention, before: Sequence[Mention], own: str, catalog: Catalog) -> Settled:
    if mention.place:
        return Settled(mention.place)
    if not mention.scope:
        return Settled("", "place_not_in_catalog")
    if mention.scope == "country":
        return Settled("china" if "china" in catalog.places else "", "" if "china" in catalog.places else "no_place")
    sources = [*(each.place for each in reversed(before) if each.place), own]
    found = next((place for source in sources if (place := _up(source, mention.scope, catalog))), "")
    return Settled(found, "" if found else "no_place")


def _respective(group: Sequence[Mention], numbers: Sequence[int], text: str) -> dict[int, Settled]:
    """长春、沈阳分别为3500户、4200户: as many numbers as places, in their order; otherwise nothing is settled."""
    told = "分别" in text[group[-1].end : numbers[0]] or "依次" in text[group[-1].end : numbers[0]]
    if told and len(numbers) == len(group) and all(each.place for each in group):
        return {at: Settled(each.place) for at, each in zip(numbers, group, strict=True)}
    return dict.fromkeys(numbers, Settled("", "several_places"))
