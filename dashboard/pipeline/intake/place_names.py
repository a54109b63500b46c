"""Where a Chinese text names a place, in full, in short or by a word such as 全省, and whether a sentence is about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dashboard.catalog import Catalog, Place
from dashboard.pipeline.reader.script import simplify

_NOT_NAMED = {"world"}
_BODIES = (
    r"大学|学院|师范|理工|科学院|工程院|科协|日报|晚报|晨报|新闻|广播|电视|银行|海关|一号|一汽|光机|应化|客车|石化|铁路|机场|路|"
    r"经济技术|经开|净月|汽开|莲花山|石油|化工|移动|联通|电信|电网|股份|有限|集团"
)
# The name of a place without its ending is none where another ending or a body follows: 吉林市 is not 吉林省.
_BARE = rf"(?!{_BODIES}|[市省县州旗](?!场|级|内)|自治|[区](?!域|间)|城市指数)"
_SCOPES = {
    "全省": "province", "我省": "province", "本省": "province",
    "全市": "city", "我市": "city", "本市": "city",
    "全区": "district", "我区": "district", "本区": "district",
    "全县": "county", "我县": "county",
    "全国": "country", "我国": "country",
}  # fmt: skip
_NO_SCOPE = (
    r"(?!第|排|占(?!地)|首|领先|同类|最|唯一|前\d|前[一二三四五六七八九十]|重点实验室|人大|政协|文明|百强|先进|科技进步奖|性|各(?:省|市|地)|"
    r"的\d|\d+(?:\.\d+)?[%％]|\d+/|一流|知名|上下|范围|统一)"
)
# Places that the catalog may lack, at the beginning of a clause: a town or county, and a zone of a place it has.
_TOWN = (
    r"(?![全我本各该]|[^，。]?(?:城|上|都|夜|早|超|入|门|困|强|重点))"
    r"[\u3400-\u9fff]{2,3}(?:市|县)(?![场值民容区内级属政委直长盈销面域])"
)
_ZONE = r"市?[\u3400-\u9fff]{0,8}(?:开发区|高新区|新区|示范区|经开区)"
# What may stand between the beginning of a clause and its subject: times, and words that carry no subject.
_LEAD = re.compile(
    r"(?:[\d\s　]|[〇零○一二三四五六七八九十]+年|年|月|日|份|号|[末底初内]|个|季度|上半|下半|全年|今年|去年|当年|"
    r"同期|以来|期间|时期|期|前|"
    r"其中|据|统计|初步|核算|测算|预计|目前|当前|截[至止]|到|至|从|在|自|[-—–~～]|实现|完成|推动|支持|带动|促进|助力|确保|新增|我们|"
    r"省会|分地区看|另外|此外|同时|“|”|十[三四五](?!强)|[、和与及]|[（(][一二三四五六七八九十\d]+[）)]|●|◆|■|\*|·)*"
)
_CLAUSE = re.compile(r"[，,；;：:。！？!?\n（）()]")
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|，|—|-)\s*")


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a place.

    ``place`` is a catalog id, empty for one that the catalog lacks; ``scope`` the kind of place that a word such as 全省
    asks for, otherwise empty; ``subject`` whether it opens its clause, so that the clause is about it.
    """

    start: int
    end: int
    place: str
    scope: str
    subject: bool


def names_of(place: Place) -> tuple[str, ...]:
    """Return the names under which texts speak of a place: with and without its ending."""
    bare = place.name.zh.removesuffix("市").removesuffix("省")
    return tuple(dict.fromkeys([place.name.zh, *([bare] if len(bare) > 1 else []), *place.synonyms.zh]))


def mentions(text: str, catalog: Catalog) -> tuple[Mention, ...]:
    """Return every naming of a place in a text, in order; a longer name goes before one that it contains.

    A place and the larger one that stands right before it (吉林省长春市) are one naming, of the smaller.
    """
    known = {name: place.id for place in catalog.places.values() if place.id not in _NOT_NAMED for name in names_of(place)}
    plain = simplify(text)
    found: list[Mention] = []
    for start, end, name in _namings(plain, tuple(known)):
        subject = _opens(plain, start, found)
        place, scope = known.get(name, ""), _SCOPES.get(name, "")
        if found and found[-1].end == start and place and found[-1].place in _line(place, catalog):
            last = found.pop()
            found.append(Mention(last.start, end, place, "", last.subject))
        else:
            found.append(Mention(start, end, "" if scope else place, scope, subject))
    return tuple(found)


def _namings(text: str, names: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The spans of known names, of words such as 全省, and of places unknown that open a clause."""
    known, zones = _patterns(names)
    found = [(*match.span(), match.group()) for match in known.finditer(text)]
    taken = {at for start, end, _ in found for at in range(start, end)}
    for begin in [0, *(match.end() for match in _CLAUSE.finditer(text))]:
        lead = _LEAD.match(text, begin)
        start = lead.end() if lead else begin
        zone = zones.match(text, start)
        if zone and zone.group() not in names:
            found = [each for each in found if not zone.start() <= each[0] < zone.end()]
            found.append((*zone.span(), ""))
        elif start not in taken and (town := _UNKNOWN_TOWN.match(text, start)) and not taken & set(range(*town.span())):
            found.append((*town.span(), ""))
    return sorted(found)


def joined(one: Mention, other: Mention, text: str) -> bool:
    """Return whether two namings stand in one list: 长春、沈阳和大连."""
    return one.subject and other.subject and _JOINT.fullmatch(text[one.end : other.start]) is not None


@lru_cache(maxsize=4)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    ordered = sorted(set(names) - set(_SCOPES), key=len, reverse=True)
    either = "|".join(map(re.escape, ordered))
    known = re.compile(rf"(?:{'|'.join(_SCOPES)}){_NO_SCOPE}|(?:{either}){_BARE}")
    return known, re.compile(rf"(?:{either}){_ZONE}")


_UNKNOWN_TOWN = re.compile(_TOWN)


def _opens(text: str, start: int, before: list[Mention]) -> bool:
    """Whether nothing but times and other places stands between the beginning of the clause and ``start``."""
    begin = max((match.end() for match in _CLAUSE.finditer(text, max(0, start - 80), start)), default=max(0, start - 80))
    if before and begin < before[-1].end <= start and before[-1].subject:
        begin = before[-1].end
    return _LEAD.fullmatch(text, begin, start) is not None


def _line(place: str, catalog: Catalog) -> Iterator[str]:
    """The places that hold this one, the nearest first."""
    known = catalog.places.get(place)
    while known is not None and known.parent:
        yield known.parent
        known = catalog.places.get(known.parent)
