"""What the words before a number say: verb, direction, basis of comparison, hedges; and what is left as the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dashboard.pipeline.reader.endings import DOWN, QUALIFIERS, ending

_COMPARED_UP = "多|高|快|长|大|超"
_COMPARED_DOWN = "少|低|慢|短|小"
_BASE = r"[^，。;:\n占比]{1,18}?"
_GAP = re.compile(
    r"(?P<gap>(?:高于|低于|快于|慢于|高出|低出|多于|少于|领先于?|落后于?|超出|优于|超过(?=全|同|周|地|行|省|规|工))"
    + _BASE
    + r"(?:平均水平|平均|水平|均值|增速|同期水平)?)$"
)
_GAP_HINT = re.compile(r"[于出先后过]")
_COMPARE = re.compile(
    r"(?P<compare>(?:与|同|跟)[^，。;:\n]{1,14}?相比|(?<![占同环对相])(?:比(?!重|例|率|值|较|上涨)|较(?!快|大|好|强))"
    + _BASE
    + r"(?:相比)?)，?$"
)
# With a basis of comparison, 新增 is an increase and not part of a name.
_NEWLY = re.compile(r"((?:比|较)[^，。]{1,8})新增$")
_COMPARE_HINT = re.compile(r"[比较]")
_COMPARING = frozenset("多高快长大超少低慢短小出了")
_MOVING = frozenset({"up", "down", "move"})
_DIRECTION = {"up": "up", "down": "down"}
_DOWNWARD = re.compile("|".join(DOWN.split()))
_TEMPORAL = re.compile(
    r"^(?:上|去|前|往|全年|同期(?!(?!水平|增速|平均|增幅|数)[\u3400-\u9fff]{3})|年初|期初|基期|第?[一二三四]季度|“?十[一二三四五]五|初|上一|上期|预|年度|目标|计划|当初|疫情|此前|之前|过去|本世纪|改革|\ue000|\d|初期|起步|最初|设立|成立)"
)


_PLANNED = re.compile(r"目标|预期|计划|规划|任务")
_GAP_VERB = re.compile(r"^(?:高于|低于|快于|慢于|高出|低出|多于|少于|领先于?|落后于?|超出|优于|超过)")


@dataclass(slots=True)
class Clause:
    """The words between the last boundary and a number, taken apart."""

    subject: str = ""
    verb: str = ""
    direction: str | None = None
    nominal: str = ""
    base: str = ""
    gap: str = ""
    qualifier: str = ""
    basis: str = "yoy"
    marks: set[str] = field(default_factory=set)
    words: tuple[str, ...] = ()

    def has(self, mark: str) -> bool:
        """Return whether `mark` (respective, each, annual, future, expected, stock, compare) was met."""
        return mark in self.marks


def _apply(clause: Clause, kind: str, word: str) -> None:  # noqa: C901, PLR0912 - each branch is one rule of the grammar
    if kind == "move" and not clause.verb:
        clause.verb, clause.direction = "move", "down" if _DOWNWARD.match(word) else "up"
        if word[:2] in ("优化", "调整", "演变", "转变") or word[0] == "变":
            clause.direction = None
    elif kind in _DIRECTION and not clause.verb:
        clause.verb, clause.direction = "change", kind
        if word.startswith("净"):
            clause.marks.add("net")
    elif kind == "nominal":
        clause.nominal = word
    elif kind == "qualifier":
        clause.qualifier = clause.qualifier or QUALIFIERS[word]
        clause.marks.add("qualified")
    elif kind == "compare":
        base = re.sub(r"^[与同跟比较]|相比$|，$", "", word)
        clause.base = base.removesuffix("分别").removesuffix("依次")
        clause.marks |= {"respective"} if clause.base != base else set()
        clause.marks.add("compare")
    elif kind == "gap":
        base = _GAP_VERB.sub("", word)
        if base and temporal(base) and not clause.verb and not _PLANNED.search(base):
            clause.verb, clause.direction = "change", "down" if word[0] in "低慢少落" else "up"
            clause.base = base
            clause.marks.add("compare")
        else:
            clause.gap = word
    elif kind == "basis":
        clause.basis = "prev" if word == "环比" else clause.basis
        clause.marks.add("compare")
    elif kind == "annual":
        clause.basis = "annual_avg"
        clause.marks.add("annual")
    elif kind == "level":
        clause.verb = clause.verb or "level"
        clause.marks.add("is" if word in ("为", "是") else "level")
    else:
        clause.marks.add(kind)


# 高企总数 is a name; 总数 by itself only says that a stock follows.
_TOTAL_OF = re.compile(r"[\u3400-\u9fff”]{2}(?<![全我本][市省县区国州校])总数$")
_COMPARATIVE = re.compile(
    rf"(?<![占同环对相])(?:比(?!重|例|率|值|较)|较(?!快|大|好|强)|相比){_BASE}(?P<verb>(?P<up>{_COMPARED_UP})|(?P<down>{_COMPARED_DOWN}))(?:出|了)?$"
)


def analyse(prefix: str) -> Clause:
    """Return the parts of `prefix`, the plain words between the last boundary and a number."""
    clause, words = Clause(), []
    text = _NEWLY.sub(r"\1增加", prefix.rstrip("\ue000 -“”"))
    while text:
        found = _found(clause, text)
        compared = _COMPARATIVE.search(text) if not clause.verb and text[-1] in _COMPARING else None
        if compared is not None and (found is None or found[0] not in _MOVING):
            clause.verb, clause.direction = "change", "up" if compared["up"] else "down"
            clause.marks.add("comparative")
            text = text[: compared.start("verb")]
            continue
        if found is None or not _allowed(clause, *found) or (found[1] == "总数" and _TOTAL_OF.search(text)):
            break
        _apply(clause, *found)
        words.append(found[1])
        text = text[: len(text) - len(found[1])]
        if clause.verb != "change" and not clause.nominal and not clause.gap:
            text = text.rstrip("\ue000 ")
    clause.subject, clause.words = text.rstrip("\ue000 "), tuple(words)
    return clause


def _found(clause: Clause, text: str) -> tuple[str, str] | None:
    """The kind and the text of what can be peeled off the end: a comparison, a gap, or a known word."""
    if clause.verb or clause.nominal or clause.gap:
        compared = _COMPARE.search(text) if _COMPARE_HINT.search(text) else None
        if compared is not None:
            return "compare", compared.group()
    found = ending(text)
    if not clause.gap and not clause.verb and _GAP_HINT.search(text):
        gap = _GAP.search(text)
        if gap is not None and (found is None or len(gap.group()) >= len(found[1])):
            return "gap", gap.group()
    return found


def _allowed(clause: Clause, kind: str, word: str) -> bool:
    """Some words are peeled only where they cannot be part of a name."""
    if kind in ("up", "down") and clause.verb == "change":
        return False
    if kind in ("up", "down", "move") and clause.verb in ("level", "move"):
        return (
            not clause.marks & {"is"}
            and kind != "move"
            and clause.verb == "level"
            and word in ("增长", "下降", "上升", "增加", "减少")
        )
    if kind == "nominal" and clause.verb == "change" and "compare" not in clause.marks:
        return True
    if kind == "adverb" and word in ("水平", "指标", "总体", "合", "分", "其", "再", "首次"):
        return bool(clause.verb) or word not in ("水平", "指标", "合", "分")
    return not (kind == "compare" and not clause.verb and not clause.nominal)


def temporal(base: str) -> bool:
    """Return whether a basis of comparison is a time (比上年), not another entity (比全国)."""
    return not base or _TEMPORAL.match(base) is not None
