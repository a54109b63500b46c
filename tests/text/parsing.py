"""Reads produced sentences back. Knows the language of officials and nothing of the code that writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_ZH_SCALE = {"": 0, "万": 4, "亿": 8, "万亿": 12}
_EN_SCALE = {"": 0, " million": 6, " billion": 9, " trillion": 12}
_ZH_BEFORE = {"超过": "more_than", "不超过": "at_most", "不足": "less_than", "约": "about", "前": "at_most", "": "exact"}
_EN_BEFORE = {
    "at least ": "at_least", "more than ": "more_than", "at most ": "at_most", "less than ": "less_than", "about ": "about",
    "top ": "at_most", "": "exact",
}  # fmt: skip
_ZH_NUMBER = r"(?P<before>不超过|超过|不足|约|前)?第?(?P<digits>−?\d+(?:\.\d+)?)(?P<scale>万亿|亿|万)?"
_EN_NUMBER = (
    r"(?P<before>at least |more than |at most |less than |about |top )?(?P<currency>[A-Z]{3} )?"
    r"(?P<digits>−?[\d,]+(?:\.\d+)?)(?P<scale> million| billion| trillion)?"
)
_ZH_LEVEL = re.compile(
    _ZH_NUMBER + r"(?P<unit>[^\d（）。；，]*?)(?P<over>以上)?(?:（(?:初步数|估计数)）)?(?:（所属年份未注明）)?。$"
)
_EN_TIME = re.compile(r"(?:, as stated on [^,]+ \(reference year not given\)| (?:in|on|over) [^,;]+| up to [^,;]+)\.$")
_EN_LEVEL = re.compile(
    _EN_NUMBER + r"(?P<unit>[^\d(]*(?:10,000)?[^\d(]*?)(?: in all)?(?: \((?:derived|provisional|an estimate)\))*$"
)
_EN_RANK = re.compile(
    r" (?:is expected to rank|ranked) (?:in the )?(?P<before>top |at least |about )?(?P<digits>[\d,]+)(?:st|nd|rd|th)?"
)
_ZH_CHANGE = re.compile(
    r"(?P<verb>增长|下降|增加|减少|提高|降低|上升|达到[^，；。（]{1,20}?的)"
    + _ZH_NUMBER
    + r"(?P<unit>倍|个百分点|位|分|%|[^\d（；。，]*?)(?P<over>以上)?(?=（|。|；|$)"
)
_EN_CHANGE = re.compile(
    r"(?P<verb>up by|down by|up|down|to) " + _EN_NUMBER + r"(?P<unit>%| percentage points?| times| places?| points?|[a-z ]*)"
)


@dataclass(frozen=True)
class Told:
    """A number as a sentence tells it; ``last`` is the power of ten of its last digit."""

    number: Decimal
    last: int
    unit: str
    qualifier: str
    verb: str = ""


def level(text: str, lang: str, *, rank: bool = False) -> Told:
    """Return the number that a sentence about a level tells."""
    if lang == "zh":
        return _told(_found(_ZH_LEVEL, text), lang)
    if rank:
        return _told(_found(_EN_RANK, text), lang)
    _, _, tail = text.rpartition(" come to " if " is expected to come to " in text else " came to ")
    return _told(_found(_EN_LEVEL, _EN_TIME.sub("", tail)), lang)


def change(text: str, lang: str) -> Told | None:
    """Return the last change that a sentence tells; None where it says that nothing changed."""
    matches = list((_ZH_CHANGE if lang == "zh" else _EN_CHANGE).finditer(text))
    if not matches:
        assert ("持平" if lang == "zh" else "unchanged") in text, text
        return None
    return _told(matches[-1], lang)


def _found(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.search(text)
    assert match, text
    return match


def _told(match: re.Match[str], lang: str) -> Told:
    parts = {name: value or "" for name, value in match.groupdict().items()}
    digits = parts["digits"].replace(",", "").replace("−", "-")
    scale = (_ZH_SCALE if lang == "zh" else _EN_SCALE)[parts.get("scale", "")]
    qualifier = "at_least" if parts.get("over") else (_ZH_BEFORE if lang == "zh" else _EN_BEFORE)[parts["before"]]
    unit = " ".join((parts.get("currency", "") + parts.get("unit", "")).split())
    decimals = len(digits.partition(".")[2])
    return Told(Decimal(digits).scaleb(scale), scale - decimals, unit, qualifier, parts.get("verb", ""))
