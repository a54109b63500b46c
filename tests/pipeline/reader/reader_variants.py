"""Rewrites a text as other publishers print it; each function returns the new text and where each offset went."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from dashboard.pipeline.reader.script import traditional_table

Edit = tuple[int, str]
Moved = tuple[str, list[int]]


def _insert(text: str, edits: list[Edit]) -> Moved:
    out, moved, position, length = [], [0] * (len(text) + 1), 0, 0
    for place, inserted in [*sorted(edits), (len(text), "")]:
        for index in range(position, place):
            moved[index] = length
            out.append(text[index])
            length += 1
        out.append(inserted)
        length += len(inserted)
        position = place
    moved[len(text)] = length
    return "".join(out), moved


def _same(text: str, table: dict[int, str]) -> Moved:
    return text.translate(table), list(range(len(text) + 1))


def full_width(text: str) -> Moved:
    """Digits, points, percent signs and brackets in full width."""
    return _same(text, {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789%.()"})


def traditional(text: str) -> Moved:
    """Traditional script, character by character."""
    return _same(text, traditional_table())


def spaced(text: str) -> Moved:
    """A blank wherever Chinese characters meet digits, as page layout leaves it."""
    places = re.finditer(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", text)
    return _insert(text, [(match.start(), " ") for match in places])


def broken(text: str) -> Moved:
    """Line breaks beside a quarter of the numbers."""
    chance = random.Random(7)
    places = re.finditer(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff%])", text)
    return _insert(text, [(match.start(), "\n") for match in places if chance.random() < 0.25])


def wrapped(text: str) -> Moved:
    """Lines of thirty characters, wherever they end."""
    edits, column = [], 0
    for index, char in enumerate(text[:-1]):
        column = 0 if char == "\n" else column + 1
        if column > 30 and text[index + 1] != "\n":
            edits.append((index + 1, "\n"))
            column = 0
    return _insert(text, edits)


def thousands(text: str) -> Moved:
    """Commas between the thousands of numbers with a unit."""
    edits = []
    for match in re.finditer(r"(?<![\d.,/\-年〔 ])\d{4,}(?=(?:\.\d+)?\s?[万亿家个项件篇户人元名位])", text):
        edits += [(place, ",") for place in range(match.end() - 3, match.start(), -3)]
    return _insert(text, edits)


VARIANTS: dict[str, Callable[[str], Moved]] = {
    "full-width": full_width,
    "traditional": traditional,
    "spaced": spaced,
    "broken": broken,
    "wrapped": wrapped,
    "thousands": thousands,
}
