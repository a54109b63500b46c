"""One plain form of a text (simplified, half-width, unbroken, unspaced) with a map back to the original offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from dashboard.pipeline.reader.joining import joinable
from dashboard.pipeline.reader.script import simplified_table

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
_BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c"
_CJK = "\u3400-\u9fff"
_PINYIN = "a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ?"

# Each alternative is text that carries no information for reading numbers.
_DEBRIS = re.compile(
    rf"(?=[\d(\[【①-⑳{_INVISIBLE}{_BLANK}\n□■◆◇●○★☆※▪▶►◎#*@^_|¦`\\])(?:(?P<pinyin>(?<=[{_CJK}])\([{_PINYIN}]{{1,7}}\))"
    r"|(?P<footnote>\[\d{1,2}\]|[①-⑳](?=\d))"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    r"|(?P<advert>【[^】\n]{0,40}(?:广告|推广|扫码|关注|点击|下载|APP|热线)[^】\n]{0,40}】)"
    r"|(?P<thousands>(?<![\d.])\d{1,3}(?:[，\u2009\u202f'](?:\n?\d){3})+(?!\d))"
    rf"|(?P<republic>(?<![\d.])(?:[5-9]\d|1[0-3]\d)(?=[{_BLANK}]*(?:年(?![代级期限来前后间龄资])|[-~至][{_BLANK}]*1[0-3]\d[{_BLANK}]*年"
    r"|(?P<dot>[./-])\d{1,2}(?P=dot)\d{1,2}(?![\d.]))))"
    rf"|(?P<lines>[{_BLANK}]*\n[\n{_BLANK}]*)"
    rf"|(?P<blank>[{_BLANK}]+)"
    r"|(?P<ornament>[□■◆◇●○★☆※▪▶►◎#*@^_|¦`\\]+))"
)


@cache
def _traditional() -> frozenset[str]:
    return frozenset(map(chr, simplified_table()))


def _traditional_characters(text: str) -> frozenset[str]:
    """Return the traditional characters that a text prints."""
    return _traditional().intersection(text)


# A few traditional characters are names or variants; more of them are a script.
_TRADITIONAL = 8


@cache
def _characters() -> list[int]:
    """The plain character of every character, by their numbers: a list answers faster than a table with gaps."""
    table = _character_table()
    plain = list(range(max(table) + 1))
    for code, char in table.items():
        plain[code] = ord(char)
    return plain


def _character_table() -> dict[int, str]:
    """Full-width to half-width, traditional to simplified, and one mark for each kind of punctuation."""
    table: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= simplified_table()
    table |= dict.fromkeys(map(ord, ",，﹐､"), "，")
    same = {"；": ";", "：": ":", "∶": ":", "（": "(", "）": ")", "！": "!", "？": "?", "﹪": "%", "％": "%"}
    same |= {"–": "-", "—": "-", "―": "-", "－": "-", "−": "-", "～": "~", "〜": "~", "∼": "~", "．": ".", "\r": "\n"}
    same |= {
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
        "〝": "“",
        "〞": "”",
        "〇": "零",
        "・": "·",
        "▲": "↑",
        "△": "↑",
        "▼": "↓",
        "▽": "↓",
        "…": "。",
        "\u2028": "\n",
    }
    return table | {ord(old): new for old, new in same.items()}


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain form; `original(i)` is the offset in the source of the plain character `i`."""

    text: str
    source: str
    _starts: list[int] = field(repr=False)
    _origins: list[int] = field(repr=False)

    def original(self, position: int) -> int:
        """Return the offset in the source of the plain character at `position`."""
        piece = bisect_right(self._starts, position) - 1
        return self._origins[piece] + position - self._starts[piece]

    @property
    def restored(self) -> dict[int, str]:
        """A table from simplified characters back to the traditional ones this text prints; empty if it prints none."""
        printed = _traditional_characters(self.source)
        if len(printed) < _TRADITIONAL:
            return {}
        table = simplified_table()
        return {ord(table[ord(char)]): char for char in sorted(printed)}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the plain span [start, end)."""
        return self.original(start), self.original(end - 1) + 1


# 民國112年 is 2023. Without the era's name, only a traditional text with several such years counts them so.
_REPUBLIC_YEAR = re.compile(rf"1[0-3]\d(?<![\d.近满逾约共历时年第]...)[{_BLANK}]*年(?![代级期限来前后间龄资多余])")
_ERA = re.compile(rf"民国[{_BLANK}]*$")
_ERA_FROM = 1911
_ERA_YEARS = 2


def _counts_from_republic(text: str, source: str) -> bool:
    """Whether bare years of three digits are years of the Republic in this text."""
    named = len(_REPUBLIC_YEAR.findall(text)) >= _ERA_YEARS
    return named and len(_traditional_characters(source)) >= _TRADITIONAL


def _western_year(text: str, start: int, end: int, *, bare: bool) -> list[tuple[int, int, str | None]]:
    named = _ERA.search(text, max(0, start - 4), start) is not None
    counted = bare and end - start == 3 and _ERA_SPAN.match(text, start)
    return [(start, end, str(int(text[start:end]) + _ERA_FROM))] if named or counted else []


_ERA_SPAN = re.compile(rf"(?<![近满逾约共历时第])1[0-3]\d(?![{_BLANK}]*年[多余])")


def _replacement(match: re.Match[str], text: str, wide: bool, republic: bool) -> list[tuple[int, int, str | None]]:
    """What becomes of a piece of debris: (start, end, None) drops it, a string replaces it."""
    start, end, kind = match.start(), match.end(), match.lastgroup
    if kind == "republic":
        return _western_year(text, start, end, bare=republic)
    if kind == "thousands":
        return [(i, i + 1, None) for i in range(start, end) if not text[i].isdigit()]
    if kind == "lines":
        return [(start, end, None if joinable(text, start, end) else "\n")]
    if kind == "blank":
        return _blank(text, start, end, wide)
    if kind == "ornament":
        return [(start, end, None if _inside_phrase(text, start, end) else "，")]
    return [(start, end, None)]


def _inside_phrase(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] not in " \n" and text[end] not in " \n"


def _ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _blank(text: str, start: int, end: int, wide: bool) -> list[tuple[int, int, str | None]]:
    """A blank stays between Latin words and long numbers, parts a headline, and is dropped elsewhere."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or not after or before == "\n" or after == "\n":
        return [(start, end, None)]
    if before.isdigit() and after.isdigit():
        runs = re.search(r"\d*$", text[:start][-6:]), re.match(r"\d*", text[end : end + 6])
        long_run = any(run is not None and len(run.group()) >= 4 for run in runs)
        return [(start, end, " " if long_run else None)]
    if _ascii_word(before) and _ascii_word(after) and not (before.isdigit() or after.isdigit()):
        return [(start, end, " ")]
    if wide and _headline_gap(text, start, end):
        return [(start, end, "，")]
    return [(start, end, None)]


_PHRASE_END = re.compile(r"[\u3400-\u9fff%”)\d]{3,}[\u3400-\u9fff%”)]$")
_PHRASE_START = re.compile(r"[\u3400-\u9fff“(]{4,}|(?:19|20)\d\d年")


_PHRASE_GAP = re.compile(rf"(?<=[{_CJK}%”)])[{_BLANK}]+(?=[{_CJK}“(]|(?:19|20)\d\d[{_BLANK}]*年)")


def _headline_gap(text: str, start: int, end: int) -> bool:
    """True where a blank parts two phrases of a line that has no sentence mark."""
    if _PHRASE_START.match(text, end) is None:
        return False
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if len(line) > 80 or "。" in line or _PHRASE_END.search(text, max(line_start, start - 12), start) is None:
        return False
    words = _PHRASE_GAP.split(line.strip())
    return len(words) <= 5 and all(len(word) >= 4 for word in words)


_WORDED_YEAR = re.compile(r"(?<![零一二三四五六七八九十])(?:一九|二零)[零一二三四五六七八九]{2}(?=年)")
_STRAIGHT_QUOTES = re.compile(r'"([^"\n]{1,40})"')
_NUMERALS = str.maketrans("零一二三四五六七八九", "0123456789")


def _in_digits(text: str) -> str:
    """Years printed in words (二零二二年) as digits and straight quotes as curly ones; no character moves."""
    if '"' in text:
        text = _STRAIGHT_QUOTES.sub("“\\1”", text)
    return _WORDED_YEAR.sub(lambda match: match.group().translate(_NUMERALS), text) if "零" in text or "一九" in text else text


def plain_text(source: str) -> PlainText:
    """Return the plain form of `source`; every plain character knows the offset it came from."""
    text = _in_digits(source.translate(_characters()))
    republic = "年" in text and _counts_from_republic(text, source)
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = position = 0
    for match in _DEBRIS.finditer(text):
        for start, end, kept in _replacement(match, text, wide=True, republic=republic):
            if start < position:
                continue
            pieces.append(text[position:start])
            length += start - position
            if kept:
                starts.append(length)
                origins.append(start)
                pieces.append(kept)
                length += len(kept)
            starts.append(length)
            origins.append(end)
            position = end
    pieces.append(text[position:])
    return PlainText("".join(pieces), source, starts, origins)
