"""One pass over the plain text: quantities, date anchors, and the spans that are neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.pipeline.reader.blanking import Blank, blank_at
from dashboard.pipeline.reader.quantities import RATIO, WORDS, Quantity, arabic_quantity, word_quantity
from dashboard.pipeline.reader.units import UNIT_PATTERN

FILLER = "\ue000"
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_RATIO_CONTEXT = re.compile(
    r"(?:比|比例|结构|比值|构成|之比)(?:关系)?(?:由\S{0,12})?(?:[^，。;\d]{0,8})$|[:\d](?:调整|优化|变|演变|转变)[为到](?:\S{2,6}的)?$"
)
_DAMAGE_LEFT = re.compile(r"(?<![A-Za-z\d])[lIOo|][lIOo.\d]*$")
_DAMAGE = re.compile(
    rf"[\d.lIOo]*[lIOo][\d.lIOo]*(?P<tail>(?:万亿|亿|万)?(?:{UNIT_PATTERN}|万|亿))|(?P<lost>\d+\.(?=[{UNIT_PATTERN[:1]}亿万%元家个])(?:万亿|亿|万)?(?:%|元|家|个)?)"
)
_LETTERS = frozenset("lIOo|.")
_DATE_KINDS = frozenset({"date", "years", "month", "year", "day", "issue"})


@dataclass(slots=True)
class Scan:
    """Quantities in order, blanks in order, date blanks, and the text with dropped spans filled."""

    quantities: list[Quantity]
    blanks: list[Blank]
    dates: list[Blank]
    text: str


def _words(text: str) -> list[Quantity]:
    found = (word_quantity(match) for match in WORDS.finditer(text))
    return [quantity for quantity in found if quantity is not None]


def _damaged(text: str, position: int, end: int) -> Quantity | None:
    if text[end : end + 1] not in _LETTERS and text[position - 1 : position] not in _LETTERS:
        return None
    left = _DAMAGE_LEFT.search(text, max(0, position - 5), position)
    start = left.start() if left else position
    match = _DAMAGE.match(text, start)
    if match is None or match.end() <= position:
        return None
    return Quantity(start, match.end(), match.end(), 0, match["tail"] or None, form="damaged")


def _ratio(text: str, position: int) -> Quantity | None:
    match = RATIO.match(text, position)
    if match is None or not _RATIO_CONTEXT.search(text, max(0, position - 24), position):
        return None
    parts = tuple(float(part) if "." in part else int(part) for part in re.findall(r"\d+(?:\.\d+)?", match.group()))
    return Quantity(position, match.end(), match.end(), parts[0], form="ratio", ratio=parts)


def scan(text: str) -> Scan:
    """Return everything that has a number in the plain `text`, sorted by position."""
    quantities: list[Quantity] = []
    blanks: list[Blank] = []
    words = _words(text)
    pending = iter(words)
    word = next(pending, None)
    done = 0
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        while word is not None and word.end <= start:
            if word.start >= done:
                quantities.append(word)
            word = next(pending, None)
        if word is not None and word.start <= start < word.end:
            if word.start >= done:
                quantities.append(word)
                done = word.end
            word = next(pending, None)
            continue
        done = _one(text, start, end, quantities, blanks)
    while word is not None:
        if word.start >= done:
            quantities.append(word)
        word = next(pending, None)
    dates = [blank for blank in blanks if blank.kind in _DATE_KINDS]
    return Scan(quantities, blanks, dates, _filled(text, blanks))


def _one(text: str, start: int, end: int, quantities: list[Quantity], blanks: list[Blank]) -> int:
    quantity = (_ratio(text, start) if text[end : end + 1] in (":", "/", "%") else None) or _damaged(text, start, end)
    if quantity is None:
        blank = blank_at(text, start, end, line_start=start == 0 or text[start - 1] == "\n")
        if blank is not None:
            blanks.append(blank)
            return blank.end
        quantity = arabic_quantity(text, start)
    quantities.append(quantity)
    return quantity.end


def _filled(text: str, blanks: list[Blank]) -> str:
    pieces: list[str] = []
    position = 0
    for blank in blanks:
        if blank.dropped:
            pieces.append(text[position : blank.start])
            pieces.append(FILLER * (blank.end - blank.start))
            position = blank.end
    pieces.append(text[position:])
    return "".join(pieces)
