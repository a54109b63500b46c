"""Traditional and simplified script, character for character, so that offsets stay put."""

from __future__ import annotations

from functools import cache
from importlib import resources

import opencc  # type: ignore[import-untyped]

# Variants met in Hong Kong and Taiwan print that OpenCC lists as phrases or not at all.
_VARIANTS = {"衆": "众", "綫": "线", "裏": "里", "羣": "群", "佔": "占", "祕": "秘", "臺": "台", "喫": "吃"}
# OpenCC keeps these apart by meaning; in statistical prose the second is always meant.
_FORCED = {"乾": "干", "徵": "征", "瞭": "了"}


def _pairs(name: str) -> dict[str, str]:
    source = resources.files(opencc).joinpath("dictionary", name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in source.splitlines() if "\t" in line)
    return {row[0]: row[1].split(" ")[0] for row in rows if len(row[0]) == 1}


@cache
def simplified_table() -> dict[int, str]:
    """Return a `str.translate` table from each traditional character to one simplified character (OpenCC)."""
    table = _pairs("TSCharacters.txt") | _VARIANTS | _FORCED
    table.pop("著", None)
    return {ord(old): new for old, new in table.items() if len(new) == 1 and old != new}


@cache
def traditional_table() -> dict[int, str]:
    """Return a `str.translate` table from each simplified character to its first traditional one (OpenCC)."""
    return {ord(old): new for old, new in _pairs("STCharacters.txt").items() if len(new) == 1 and old != new}


def simplify(text: str) -> str:
    """Return `text` in simplified script, of the same length."""
    return text.translate(simplified_table())
