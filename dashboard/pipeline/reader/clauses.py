"""What the words before a number say: verb, direction, basis of comparison, hedges; and what is left as the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_UP = (
    "↑|多增|劲增|增长|成长(?!性|型)|净增加|净增|增加|上升|提高|提升|上涨|扩大|扩增|加快|回升|攀升|跃升|前移|前进|上移|提速|抬升|走高|进位|晋升|激增|猛增|递增|"
    "拓展|扩展|扩容|发展|壮大|延长|延伸|上调|增多|增至|攀高|反弹|爬升|飙升|(?<!新)增|涨|升"
)
_DOWN = "↓|少增|负增长|负成长|下降|减少|降低|回落|下滑|缩小|收窄|下跌|净减少|净减|减亏|放缓|减缓|缩短|压缩|压减|压降|后移|下移|退后|下调|缩减|萎缩|减|降|跌|退"
_COMPARED_UP = "多|高|快|长|大|超"
_COMPARED_DOWN = "少|低|慢|短|小"
_BASE = r"[^，。;:\n占比]{1,18}?"
_PEEL = re.compile(
    r"(?:(?P<move>(?:" + _UP + "|" + _DOWN + r"|优化|调整|变|演变|转变|扭转|扩|晋|跃|迈|多|前)(?:了)?(?:到|至|为|成|上))"
    r"|(?P<nominal>(?:同比|平均|年均|名义|实际|预期)?(?:增长预期目标|增长目标|预期目标|增速|增幅|涨幅|降幅|跌幅|(?<!自然)增长率|年增率|增长速度))"
    r"|(?P<up>(?:" + _UP + r")了?)"
    r"|(?P<down>(?:" + _DOWN + r")了?)"
    r"|(?P<qualifier>不低于|不少于|不高于|不超过|不多于|超过|超出|突破|跨过|跨越|逾|大约|接近|将近|不足|不到|至少|最低|高达|多达|(?<!赶)超|(?<![附最相])近|(?<!合|契|签|违)约|低于|少于|(?<!不)高于|过|破)"
    r"|(?P<respective>分别|依次)"
    r"|(?P<each>(?<![户人亩年月日平单地每])均|都|各(?!类|项|级|地|界))"
    r"|(?P<annual>[两二三四五六七八九十]年平均|(?:年均|年平均|平均每年|每年平均|逐年)(?:复合)?)"
    r"|(?P<basis>同比|环比|按可比价格?(?:计算)?|按可比口径(?:计算)?|按不变价格?(?:计算)?|可比口径|按年|按季|扣除价格因素后?)"
    r"|(?P<future>力争|目标|确保|争取|要|将|计划|拟|预期)"
    r"|(?P<expected>有望|预计|预期可?|预测|可望|可(?!用)|或将)"
    r"|(?P<stock>累计|总计|合计|共计|总数|共(?!同))"
    r"|(?P<level>达到了?|达成?了?|为|是|有(?!望)|实现|完成|迈上|迈入|站上|跨上|踏上|保持在?|维持在?|稳定在?|控制在|占到|仍?为|处于|位于|在|(?<!截)到了?|(?<![截以直])至|报|录得|收于|增长了)"
    r"|(?P<adverb>为?新台币|人民币|转为|转|(?<![设统审会估总合共累])计|一举|实际|名义|已经?|首次|首度|又|再|还|则|仍|只|也|仅|更|持续|继续|稳步|大幅|小幅|逆势|略|微|进一步|快速|率先|连续|平均|总体|全年|当年|累积|同步|合|分|再次|历史性|成功|高位|(?:再)?创新高|水平|指标|折合|了|其|，))$"
)
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
_DIRECTION = {"up": "up", "down": "down"}
_DOWNWARD = re.compile(_DOWN)
QUALIFIERS = {
    "不低于": ">=", "不少于": ">=", "至少": ">=", "最低": ">=", "不高于": "<=", "不超过": "<=", "不多于": "<=",
    "超过": ">", "超出": ">", "突破": ">", "跨过": ">", "跨越": ">", "逾": ">", "超": ">", "过": ">", "破": ">", "高于": ">",
    "大约": "~", "约": "~", "接近": "<", "将近": "<", "近": "<", "不足": "<", "不到": "<", "低于": "<", "少于": "<",
    "高达": "", "多达": "",
}  # fmt: skip
_TEMPORAL = re.compile(
    r"^(?:上|去|前|往|全年|同期|年初|期初|基期|第?[一二三四]季度|“?十[一二三四五]五|初|上一|上期|预|年度|目标|计划|当初|疫情|此前|之前|过去|本世纪|改革|\ue000|\d|初期|起步|最初|设立|成立)"
)


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


def _apply(clause: Clause, kind: str, word: str) -> None:
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
        clause.base = re.sub(r"^[与同跟比较]|相比$|，$", "", word)
        clause.marks.add("compare")
    elif kind == "gap":
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


_COMPARATIVE = re.compile(
    rf"(?<![占同环对相])(?:比(?!重|例|率|值|较)|较(?!快|大|好|强)|相比){_BASE}(?P<verb>(?P<up>{_COMPARED_UP})|(?P<down>{_COMPARED_DOWN}))(?:出|了)?$"
)
_PEELABLE_END = re.compile(r"[\u3400-\u9fff，]$")


# The last characters of everything that can be peeled; most subjects end otherwise and need no search.
_LAST = frozenset(
    "长性大加升高涨增快移进速走位展容伸调反弹多低落滑小窄跌少亏缓短缩降退萎到至为成上标率幅目度超于过出越逾约近足少达最破"
    "别次均都各年比环算径素后取要划拟望计期测将共同数是有现入在占持定制里报录得收名义实际已经首又再还则仍只也仅更继续步"
    "币季争减扩扣晋迈稳势略微快先连平体全当累积合分历史功高新水指折了其，举劲↑↓转立够见破前变"
)


def analyse(prefix: str) -> Clause:
    """Return the parts of `prefix`, the plain words between the last boundary and a number."""
    clause, words = Clause(), []
    text = prefix.rstrip("\ue000 -“”")
    while text:
        match = _PEEL.search(text, max(0, len(text) - 10)) if text[-1] in _LAST else None
        if not clause.gap and not clause.verb and _GAP_HINT.search(text):
            gap = _GAP.search(text)
            match = gap if gap and (match is None or gap.start() <= match.start()) else match
        if clause.verb or clause.nominal or clause.gap:
            match = _COMPARE.search(text) or match
        compared = _COMPARATIVE.search(text) if not clause.verb and text[-1] in "多高快长大超少低慢短小出了" else None
        if compared is not None and (match is None or match.lastgroup not in ("up", "down", "move")):
            clause.verb, clause.direction = "change", "up" if compared["up"] else "down"
            clause.marks.add("comparative")
            text = text[: compared.start("verb")]
            continue
        if match is None or not _allowed(clause, match.lastgroup or "", match.group(), text):
            break
        _apply(clause, match.lastgroup or "", match.group())
        words.append(match.group())
        text = text[: match.start()]
        if clause.verb != "change" and not clause.nominal and not clause.gap:
            text = text.rstrip("\ue000 ")
    clause.subject, clause.words = text.rstrip("\ue000 "), tuple(words)
    return clause


def _allowed(clause: Clause, kind: str, word: str, text: str) -> bool:
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
