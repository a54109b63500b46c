"""Names of a list's members that stand before the clause of its numbers."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.naming import members_of
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.subjects import clean, joined, relational

_PLACED = re.compile(r"(?:位居|位列|分列|分居|名列|排名|排在|占据|包揽|进入|获得?|夺得|并列|同列)[^、]*$")
_QUOTED = re.compile(r"“[^”]{2,14}”")
_IN_BRACKET = re.compile(r"(?P<whole>[^，。;()\n]{2,24})\((?P<names>[^()\d]{3,60})\)(?:分别|依次|各)[^()]{0,8}$")
# 授权量前三位的是甲区、乙区和丙县: the aspect by which they lead.
_LEADING = re.compile(
    r"^(?P<aspect>[^，。]{2,16}?)(?:最[多高大快]|(?:排名|排在|位居|位列|居|列)?(?:全[国省市])?前[二三四五六七八九十\d\ue000]{1,2}[位名]?)"
    r"的[\u3400-\u9fff]{0,5}?(?:分别|依次)?(?:是|为)"
)


def of_each(context: Context, name: str, count: int) -> list[str]:
    """Return an aspect of each member of the list before: 占比分别为…, 三者所占比重分别为…; empty where there is none."""
    aspect = re.sub(r"^[二两三四五六七八九]者的?", "", name)
    levels = [record for record in context.sentence if record.value is not None]
    before = context.last_list if len(context.last_list) == count else levels[-count:]
    if not relational(aspect) or len(before) != count:
        return []
    return [joined(record.indicator, aspect) for record in before]


def listed_before(context: Context, count: int) -> list[str]:
    """Return the things that an earlier clause without numbers lists (甲市、乙市、丙市位居前三), empty if none does."""
    for piece in reversed(context.pieces):
        quoted = _QUOTED.findall(piece)
        if len(quoted) == count and "”“" in piece:
            return quoted
        text = _PLACED.sub("", re.sub(r"^.{0,20}(?:依次|分别)?[是为]", "", piece))
        parts = [clean(part) for part in re.split("[、和]", text)]
        if len(parts) == count and all(1 < len(part) <= 12 and "前" not in part for part in parts):
            return parts
    return []


def bracketed_names(context: Context, quantity: Quantity, count: int) -> list[str]:
    """Return the names in the bracket after the whole: “三覆盖”率(研发活动、研发机构、发明专利)分别为…."""
    match = _IN_BRACKET.search(context.plain, context.prefix_start, quantity.start)
    parts = [part for part in re.split("[、和]", match["names"]) if part] if match else []
    whole = clean(match["whole"]) if match else ""
    return [part + whole for part in parts] if len(parts) == count else []


def named_before(context: Context, count: int) -> list[str]:
    """Return names that stand in an earlier clause, with what is told of them there or before: 依次为:甲市、乙市，分别为…."""
    told = next((match["aspect"] for piece in context.pieces if (match := _LEADING.match(piece))), "")
    aspect = clean(told) or members_of(context.current)
    context.current = aspect
    return [part + aspect for part in listed_before(context, count)]


def of_named(context: Context, aspect: str, count: int) -> list[str]:
    """Return an aspect of each of the things listed before: 甲市、乙市位居前列，得分分别为…; empty where there is none."""
    return [part + aspect for part in listed_before(context, count)] if relational(aspect) else []
