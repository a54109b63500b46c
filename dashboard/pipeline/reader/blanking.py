"""Numbers that are no statistics: dates, durations, ordinals, references, contact data, slogans, thresholds, specifications."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.pipeline.reader.units import PHYSICAL_UNITS, UNIT_PATTERN, longest_first

_CJK = "\u3400-\u9fff"
_YEAR = r"(?:19|20)\d\d"
_SCALE = r"(?:万亿|[千百十]?亿|[千百十]?万)?"
_PHYSICAL = longest_first(PHYSICAL_UNITS)
_THING = (
    "企业|项目|产业|集群|公司|单位|合同|大户|工程|基金|园区|镇|县|大县|强县|商圈|市场|"
    "订单|平台|个体|法人|人才|团队|经营主体|主体"
)
_AREAS = "县|市|区|省|州|设区市|地市|地级市|城市|副省级城市|国家|经济体|省份|省区市|区县|县区"

# Tried where the digits begin; the group name is the corpus's kind. Dates come first: they also feed the periods.
_HERE = re.compile(
    rf"(?P<issue>{_YEAR}年/\d{{1,2}}月/\d{{1,2}}日(?:/第?\d+版)?)"
    rf"|(?P<date>{_YEAR}(?P<datesep>[-/.])\d{{1,2}}(?P=datesep)\d{{1,2}}(?:日?T?(?:\d{{1,2}}:\d{{1,2}}(?::\d{{1,3}})?)?)?"
    rf"|{_YEAR}年\d{{1,2}}月\d{{1,2}}日(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)"
    rf"|(?P<years>{_YEAR}年?(?:-+|~|至|到){_YEAR}年?(?:度|期间|间)?|{_YEAR}(?:-+|~|至|到)\d\d年(?:度|期间|间)?)"
    rf"|(?P<month>{_YEAR}年\d{{1,2}}(?:[-~至到]\d{{1,2}})?月(?:份|底|末|初)?)"
    rf"|(?P<year>{_YEAR}年(?:度|末|底|初)?|{_YEAR}(?!\d|\.\d|余|多|[万亿]|{UNIT_PATTERN}))"
    r"|(?P<day>\d{1,2}(?:月?[-~至到]\d{1,2})?月(?:\d{1,2}日(?:[-~至到]\d{1,2}日)?|份|底|末|初)?|\d{1,2}日(?![均元产]))"
    r"|(?P<hour>(?<=[午晚晨])\d{1,2}[点时](?:\d{1,2}分|半|整)?)"
    r"|(?P<time>\d{1,2}[:时]\d{2}(?:[:分]\d{2,3})?(?![:.\d]))"
    r"|(?P<phone>0\d{2,3}-\d{7,8}(?:[、/转-]\d{1,8})*|0\d{9,11}|1[3-9]\d{9}(?!\d)|[48]00-?\d{3,4}-?\d{3,4}"
    rf"|\d{{7,}}(?!\d|\.\d|{UNIT_PATTERN}|[万亿余多]))"
    r"|(?P<email>[\w.]*@[\w.]+)"
    r"|(?P<id>0\d+(?!\.\d))"
    r"|(?P<duration>\d+(?:\.\d+)?(?:[-~至到]\d+)?(?:余|多)?(?:个多?月|周年|年(?!均|产)|周(?!岁)|"
    r"个?季度|昼夜|秒钟?|个交易日|学时|个?工作日|天|小时|分钟|日(?=内)))"
    r"|(?P<pages>\d+(?:版|页|楼|室|号(?!文化)|层|章|节|届|代|级(?!以)|期(?!货)|折|路公交|环|线城市|K|k|G|g))"
    r"|(?P<formula>\d+[+×xX/](?:\d|[A-Za-zN]))"
    rf"|(?P<count>\d+(?:个?(?:{_AREAS})(?!级)(?:\([^)]*\))?(?=[^，。]{{0,4}}[中里](?:[，排列居位]|$)|第)|大(?!型)|"
    r"市(?!场)|县(?!域)|区(?!块)|省(?!级)|国(?!家级)|(?:个|项|类|种)?(?:分领域|领域|方面|环节|步骤|层面|维度|板块|部分|阶段)))"
    r"|(?P<batches>\d+批次?(?=，?(?:共|合计|累计|总计)\d))"
    rf"|(?P<latin>\d+(?:\.\d+)?(?![lIO][\d%])[A-Za-z]+(?!\d*%))"
    rf"|(?P<spec>\d+(?:\.\d+)?(?:[-~]\d+)?{_SCALE}(?:{_PHYSICAL})(?!标准?煤)(?:/[年日天时秒]|级|以上)?(?!以|的?(?:同比|比上|较上|增|下降|左右))(?=[{_CJK}“])"
    rf"|\d+(?:\.\d+)?{_SCALE}(?:{UNIT_PATTERN})级(?!以))"
    rf"|(?P<threshold>\d+(?:\.\d+)?{_SCALE}(?:元|人民币|美元|人|{_PHYSICAL}|家|个)(?:人民币)?[(]?(?:含|及)?[)]?(?:以上|以下|以内)[)]?(?:的)?(?!增|下|上升|提|同比|比|较|左右|，|。|占)(?=[{_CJK}“]))"
    r"|(?P<below>(?<=在)\d+(?:\.\d+)?(?:以上|以下|以内)的?(?=[\u3400-\u9fff]))"
    rf"|(?P<floor>(?<=[超过逾满达破于])\d+(?:\.\d+)?{_SCALE}(?:元|美元|人)(?:以上)?(?:的(?=\d+[起笔家个项件宗单])|的(?=[{_CJK}]{{1,8}}?(?:共?有|达|为|共|仅|只|已)\d)|的?(?={_THING}|重大|重点|大(?!关)|科|工|产)))"
)
_HERE_SCALED = re.compile(
    rf"(?P<indicators>(?<=[、，和的从])\d+项(?:具体|评价|二级|三级|细分|分项|监测|单项)?指标(?=[，。;]|对|进行|开展|综合|测算|打分|评[价分]))|"
    rf"(?P<spec>\d+(?:\.\d+)?(?:[-~]\d+)?{_SCALE}(?:{_PHYSICAL})(?!标准?煤)(?:/[年日天时秒]|级|以上)?(?!以|的?(?:同比|比上|较上|增|下降|左右))(?=[{_CJK}“])"
    rf"|\d+(?:\.\d+)?{_SCALE}(?:{UNIT_PATTERN})级(?!以))"
    rf"|(?P<threshold>\d+(?:\.\d+)?{_SCALE}(?:元|人民币|美元|人|{_PHYSICAL}|家|个)(?:人民币)?[(]?(?:含|及)?[)]?(?:以上|以下|以内)[)]?(?:的)?(?!增|下|上升|提|同比|比|较|左右|，|。|占)(?=[{_CJK}“]))"
    rf"|(?P<floor>(?<=[超过逾满达破于])\d+(?:\.\d+)?{_SCALE}(?:元|美元|人)(?:以上)?(?:的(?=\d+[起笔家个项件宗单])|的(?=[{_CJK}]{{1,8}}?(?:共?有|达|为|共|仅|只|已)\d)|的?(?={_THING}|重大|重点|大(?!关)|科|工|产)))"
)
# Tried on the characters before the digits.
_BEFORE = re.compile(
    r"(?:(?P<mention>出现|提及|提到)|(?P<figure>[图表](?:\d+[-.])?|专栏|附件|附表|附录|注|式|例|No\.?|NO\.?|№|Q|H)"
    r"|(?P<ordinal>第)"
    r"|(?P<docno>[〔\[【(](?:19|20)\d\d[〕\]】)]第?|[字发函规办通][〔\[【(]|[〔【]|号[:：]?)"
    r"|(?P<counter>(?:浏览|阅读|点击|访问|评论|点赞|转发|收藏|下载|回复|播放|热度|人气|跟帖|已读)(?:量|次数|数|率)?[:(]?|共\()"
    r"|(?P<pages>共|第)(?=\d+页)"
    r"|(?P<reference>(?:编号|索引号|文号|标号|代码|证号|邮编|邮政编码|电话|传真|手机|热线|QQ|qq|房间|门牌|路|街|ISSN|ISBN|CN)[:：]?[A-Za-z-]*)"
    r"|(?P<speed>时速|口径|直径|海拔|北纬|东经|电压)(?:超过?|达到?|为|约|近|最高)?"
    r"|(?P<definition>(?:本学科|学科|排名|位列|被引次数[^，]{0,4}|进入)?前)"
    r"|(?P<latin>(?:[A-Za-z_.&]|(?<=[A-Za-z])-))"
    r")$"
)
_POLICY = re.compile(
    r"(?P<policy>(?:最高(?![^，。\d]{0,4}[额价值量率者])[^，。\d]{0,5}|封顶|不高于|上限)(?:可|将)?(?:不超过|给予|可达|可获|可享受?|奖励|补助|资助|达到?|获得?|为)?"
    r"|(?:给予|予以|罚款|处以|一次性(?:奖励|补助)|每[家个项人户件次年](?:企业|项目)?(?:奖励|补助|补贴|给予|不超过|最高))[^，。;\d]{0,6}?)$"
)
_LATIN = re.compile(r"[A-Za-z_.&-]")
_LAST_BEFORE = frozenset(
    "图表栏件录注式例.o№QH第〔[【(字发函规办通〕]】号:：量次数率读问论赞藏载复放度气帖览击共引文码证编政话真机线q间牌路街NC速径拔纬经压过达到为约近高前]出现及到提-"
)
_UNIT_AHEAD = re.compile(rf"(?:\.\d+)?(?:[万亿余多]|{UNIT_PATTERN})")
_PERCENT = frozenset("%‰")
_BIG = frozenset("万亿千百十")
# After these a number can only be a threshold or a specification, never a date or a reference.
_SCALED_BY = frozenset("万亿家户件项元名位所支座台套辆篇条份本部场处笔宗倍")
_DATED = frozenset({"date", "years", "month", "year", "day"})
_LIST_MARK = re.compile(r"\d{1,2}(?:[、)]|\.(?!\d))")
_CHAIN = re.compile(rf"\d+[{_CJK}](?:[、，]?\d+[{_CJK}](?![{_CJK}]?\d*[%])){{1,}}")
_MONEY_AHEAD = re.compile(rf"\d+(?:\.\d+)?{_SCALE}元(?!/)")
_POLICY_TAIL = re.compile(
    rf"\d+(?:\.\d+)?{_SCALE}元(?:的)?(?:一次性)?(?:奖励|补助|补贴|资助|奖补|后补助|支持(?=[，。;、\n])|罚款)|\d+(?:\.\d+)?%(?:的比例)?(?:给予|予以|奖励|补助|的补助)"
)
_DEFINED = re.compile(r"\d+(?:\.\d+)?%|\d+(?!个月|季度|\.\d|[万亿\d])")
_QUOTED_RATE = re.compile(r"\d+(?:\.\d+)?(?:%|‰|个百分点|万|亿)")
_TIME_SUBJECT = re.compile(
    r"(?:天数|时限|时间|时长|周期|日数|时数|里程|工期|优良天|提速|压缩|缩短|压减|减少|延长)[^，。;\d]{0,8}"
    r"(?:(?:\d+(?:\.\d+)?(?:小时|分钟|个?工作日|天|秒)[、和与及])*|[^，。;]{0,8})$"
)
_FURNITURE = re.compile(r"(?:\.\d+)?[万亿]?\+?(?:次|人|$|\n|，)")
_CHAIN_UNITS = frozenset("家个项件户人名位所支座台套辆条次份种本部场处笔宗起万亿元倍成番年月日号篇吨米亩度时分秒点")


@dataclass(frozen=True, slots=True)
class Blank:
    """A span whose numbers are no statistics; `dropped` spans do not belong to an indicator's name either."""

    start: int
    end: int
    kind: str
    dropped: bool


_KEPT = frozenset(
    {"threshold", "floor", "below", "spec", "formula", "latin", "slogan", "count", "pages", "figure", "ordinal", "definition"}
)


def _blank(start: int, end: int, kind: str) -> Blank:
    return Blank(start, end, kind, kind not in _KEPT)


def _quoted(text: str, position: int) -> int | None:
    """End of the short quotation around `position`, if there is one."""
    for left, right in ("“”", "‘’"):
        start = text.rfind(left, max(0, position - 12), position)
        if start >= 0 and text.find(right, start, position) < 0:
            end = text.find(right, position, position + 12)
            if end >= 0 and "，" not in text[start:end]:
                return end
    return None


def _slogan_chain(text: str, position: int) -> int | None:
    match = _CHAIN.match(text, position)
    if match is None:
        return None
    chars = re.findall(rf"\d([{_CJK}])", match.group())
    return match.end() if len(chars) >= 2 and not any(char in _CHAIN_UNITS for char in chars) else None


def _by_prefix(text: str, position: int, end: int, following: str) -> Blank | None:  # noqa: PLR0911 - each branch is one rule of the grammar
    money = _MONEY_AHEAD.match(text, position) if following in _BIG or following == "元" else None
    if money and _POLICY.search(text, max(0, position - 16), position):
        return _blank(position, money.end(), "policy-amount")
    if position == 0 or (text[position - 1] not in _LAST_BEFORE and not _LATIN.match(text[position - 1])):
        return None
    match = _BEFORE.search(text, max(0, position - 12), position)
    if match is None:
        return None
    kind = match.lastgroup or ""
    if kind == "definition":
        ahead = _DEFINED.match(text, position)
        return _blank(position, end, kind) if ahead and not _place_move(text, match, ahead) else None
    if kind == "figure" and match.group()[-1] in "图表注式例" and _has_unit(text, end):
        return None
    if kind == "counter":
        return (
            _blank(position, end, kind)
            if text[position - 1] in ":(" or not _has_unit(text, end) or _FURNITURE.match(text, end)
            else None
        )
    if (
        kind == "latin"
        and _has_unit(text, end)
        and re.search(r"(?:GDP|CPI|PPI|R&D|PCT|[A-Z&]{3,}|[一-龥]\))$", text[max(0, position - 6) : position])
    ):
        return None
    if kind == "reference" and text[position - 1] in "路街" and _has_unit(text, end):
        return None
    return _blank(position, end, kind)


def _place_move(text: str, match: re.Match[str], ahead: re.Match[str]) -> bool:
    return text[ahead.end() - 1 : ahead.end()] == "%" and match.group() == "前" and text[match.start() - 1] not in "，的在入ISA"


def _has_unit(text: str, end: int) -> bool:
    return _UNIT_AHEAD.match(text, end) is not None


def blank_at(text: str, position: int, end: int, *, line_start: bool) -> Blank | None:
    """Return the blank that holds the digits at [position, end), or None if they may be a statistic."""
    following = text[end : end + 1]
    prefixed = _by_prefix(text, position, end, following)
    if following in _PERCENT:
        return prefixed
    here = _HERE_SCALED.match(text, position) if following in _SCALED_BY else _HERE.match(text, position)
    if prefixed and not (here and here.lastgroup in _DATED and prefixed.kind in ("latin", "figure")):
        return prefixed
    if here:
        return _here(text, position, here)
    mark = _LIST_MARK.match(text, position) if line_start else None
    if mark or (_FREQUENT.search(text, max(0, position - 8), position) and _OCCASIONS.match(text, end)):
        return _blank(position, mark.end() if mark else end, "list" if mark else "duration")
    if following == ")" and end - position < 3 and text[position - 1 : position] == "(":
        return _blank(position, end, "list")
    return _by_surroundings(text, position, end, following)


def _by_surroundings(text: str, position: int, end: int, following: str) -> Blank | None:
    chain = _slogan_chain(text, position) if following not in _BIG else None
    if chain:
        return Blank(position, chain, "slogan", False)
    policy = _POLICY_TAIL.match(text, position) if following in _BIG or following == "元" else None
    if policy:
        return _blank(position, policy.end(), "policy-amount")
    if _quoted(text, position) is not None and not _QUOTED_RATE.match(text, position):
        return Blank(position, end, "slogan", False)
    return None


def _here(text: str, position: int, match: re.Match[str]) -> Blank | None:
    kind = match.lastgroup or ""
    if kind in ("datesep",):
        kind = "date"
    if kind == "time" and re.search(
        r"(?:比|比例|结构|比值)(?:为|是|达到?|优化为|调整为|约为)?$", text[max(0, position - 10) : position]
    ):
        return None
    if (
        kind in ("duration", "spec")
        and _TIME_SUBJECT.search(text, max(0, position - 28), position)
        and "年" not in match.group()
    ):
        return None
    if (
        kind == "latin"
        and _COMPUTING.search(text, max(0, position - 14), position)
        and _COMPUTING_UNIT.fullmatch(match.group())
    ):
        return None
    if kind == "threshold" and _AIMED.search(text[max(0, position - 2) : match.end()]):
        return None
    if kind == "spec" and _measured(text, position, match.end()):
        return None
    return _blank(position, match.end(), kind)


_COMPUTING = re.compile(r"算力[^，。;\d]{0,8}$")
_COMPUTING_UNIT = re.compile(r"\d+(?:\.\d+)?(?:P|[EP]?Flops)", re.IGNORECASE)
# 每年办理1次, 每月发布两期: how often, not how much.
_FREQUENT = re.compile(r"(?:每隔?[一两二三半]?个?[年月周季日]度?|一年|一月)[\u3400-\u9fff]{0,4}$")
_OCCASIONS = re.compile(r"(?:次|期|届|轮|回)(?![\u3400-\u9fff]{0,3}\d)")


# 打造10个以上标志性成果 is what is to be done, no threshold in a name.
_AIMED = re.compile(r"(?:打造|建设|培育|引进|新增|建成|实施|举办|组织|攻克|完成|净增|新建|创建|布局|转化|孵化|认定)\d+[个家]")


_BUILT = re.compile(
    r"(?:新建|新增|建成|新改建|改造|完成|开通|通车|铺设|种植|造林|治理|绿化|新开通|达|到|为|超|超过|约|近|计|量|积|额|率|数|里程)$"
)


def _measured(text: str, position: int, end: int) -> bool:
    """A physical quantity after its noun or verb is a level, even if more text follows."""
    return _BUILT.search(text, max(0, position - 3), position) is not None
