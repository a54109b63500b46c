"""Indicator names: cleaning a subject, and completing an elliptical one from what was said before."""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.pipeline.reader.endings import KEPT_WORDS
from dashboard.pipeline.reader.scanning import FILLER

_LEAD = re.compile(
    r"^(?:[\s、，:;。.\-~|+>↑↓]+|大关|关口|门槛|整数关|台阶|年内|[两三四五六七八九十]年(?:来|间|内)?$|【[^】]{0,16}】|"
    r"[一二三四五六七八九十]{1,3}、|"
    r"\([一二三四五六七八九十]{1,3}\)|(?:去年|上年|前年)?同期|其中|另外?|此外|同时|目前|当前|现有|如今|至此|为此|因此|"
    r"据了解|据悉|据介绍|今年以来|一年来|五年来|近年来|以来|"
    r"到目前为止|截至目前|截至|截止到?|截至年?末|到年?末|年末|年底|末(?=全|[\u3400-\u9fff]{3})|底(?=全|"
    r"[\u3400-\u9fff]{3})|期末|月末|全年|当年|本年度?|本年|今年|去年|上年|前年|上半年|下半年|前三季度|"
    r"第?[一二三四]季度|“?十[一二三四五]五”?(?:期间|时期|以来|末)?,?|期间|全市|全省|全区|全县|全州|全镇|我市|我省|我县|"
    r"我区|我州|我国|本市|本省|本县|本区|全校|"
    r"初步(?:核算|统计|匡算|测算)|经(?:初步)?(?:核算|统计|汇总)|统计(?:显示|表明)|数据显示|结果显示|监测显示|"
    r"按[^，]{1,10}分|分[^，]{1,6}看|从[^，]{1,10}看|"
    r"我们|虽然?|尽管|并且|并|且|而|但|也|还|已经?|又|再|则|仅|其|该|这|即|因|使|让|由此|[一二三四五其]是|其[一二三四]|力争|确保|争取|"
    r"预计|有望|将|计划|首次|首度|再次|连续|累积|还|只|按[^，]{2,10}(?:汇率|价格?|口径|标准)|达到|实现(?!率)|完成(?!率)|"
    r"累计|共计|共有|合计|总计|共(?!同|建|享)|"
    r"(?:(?:主要|发展|总体|全年)?(?:预期)?目标(?:任务)?|指标)(?:是|为)|和|与|及(?!时)|以及|在(?!站|校|研|建|册|职|岗|孵|线|读|营|库|运|校|押|[\u3400-\u9fff](?:高校|院校|央企|院所))|于|到|至|从(?![业事])|由|为(?=[\u3400-\u9fff]{4})|约|近|"
    r"超|有(?!效|限|色|机|线|轨))"
)
_TAIL = re.compile(
    r"(?:[\s、，:;“(\-~]|的|之|则|已|也|共|已经|就|仍|还|又|达|为|是|由|从|至|其|在|将|(?<!惠)及|和|与|以|按|于|"
    r"有(?<!所有)|占|第|仅|只)+$"
)
_TAIL_LAST = frozenset(" \t、，:;“(-~的之则已也共经就仍还又达为是由从至其在将及和与以按于有占第仅只\u3000")
_LEAD_FIRST = frozenset(
    "虽尽两七八九【年↑↓大关门整台 、，:;。.-~|"
    "+>一二三四五六七八九十(目主发指去上前同其另此同目当现如至为因据今近年以到截末底期月全下第“间我本初经统数结监按分从并且而但也还已又再则仅该这即使让由力确争预有将计首连累只达实完共合总平和与及在于约超\t\u3000"
)
_STRAY_NUMBER = re.compile(r"^\d{1,5}(?=[\u3400-\u9fff])(?![万亿千百家个项件户人元年大类级级])")
_PAREN = re.compile(r"\([^()]*\)|\([^()]*$|^[^()]*\)")
_SOURCE = re.compile(r"^.{2,40}?(?:显示|表明|获悉|了解到|指出|公布|介绍|预计|透露|统计|核算)(?:，|:|的)?")
_CUT = re.compile(r"(?:带动|拉动|推动|撬动|使得|促进|吸引|支撑|其中|包括|累计|共有|拥有|通过)(?!率)")

RELATIONAL = re.compile(
    r"^(?:全国|全省|全市)?(?:成交总?额|交易总?额|成交金额|合同总?额|合同金额|金额|总金额|总额|总量|总数量?|总规模|规模|"
    r"数量|总数|面积|总面积|总投资额?|投资额|投资总额|协议投资|计划总投资|"
    r"(?:研发|投入)?强度|日均|月均|(?:直接|资助|立项|获批|到账|支持)(?:费用|经费|金额|总额)|涉及[\u3400-\u9fff]{2,4}|开工率|所?占比重?|比重|比例|比率|份额|排名|位次|名次|产值|总产值|增加值|销售额|销售收入|营业总?收入|主营业务收入|营收|"
    r"总收入|收入|利润|利润总额|净利润|税收|"
    r"平均[\u3400-\u9fff]{2,4}|均价|覆盖率|普及率|转化率|参与率|达标率|合格率|成功率|完成率|就业率|占有率|人数|户数|家数|"
    r"件数|项数|总人数|存量|余额|原值|注册资本|注册资金|资金|"
    r"总资产|资产总额|年产值|年产量|产量|销量|数|总值|累计金额|融资额|融资总额|设备原值|从业人员|总数量|户均[^，]{0,4}|融资|"
    r"户均|亩均[^，]{0,4}|户均|经费|累计|增长|均值|平均值|指数|得分|综合得分|价值|评估价值|总价值|保费|赔付|签约额|"
    r"签约金额|合同成交额)$"
)
_SHORT_RATE = re.compile(r"(?!失业|出生|死亡|就业|城镇化|税|汇|利(?![用润])|通胀|入学|升学)[\u3400-\u9fff]{2,3}率$")
_LEVEL_WORD = re.compile(
    r"(?:国家|省|市|县|区|世界|部|院|校|企业|国|州|自治区)级(?:以上)?$|^(?:国家级|省级|市级|本级|男性|女性|城镇|农村|发明|"
    r"实用新型|外观设计|职务发明)$"
)
_HEADS = (
    "增加值|总产值|产值|合同额|成交额|交易额|营业收入|销售收入|收入|支出|经费|投资|进出口总额|进出口总值|进出口额|出口额|"
    "进口额|出口|进口|进出口|销售额|"
    "零售额|产量|销量|发电量|用电量|"
    "企业|项目|专利|论文|投入|强度|人员|人才|平台|中心|实验室|基地|机构|园区|孵化器|指数|比重|占比|占有率|增速|数量|总量|"
    "面积|人口|贷款余额|存款余额|余额|贷款|存款|"
    "利润总额|利润|税收|价格|申请量|授权量|拥有量|登记数|数|额|量|率"
)
_HEAD = re.compile(rf"(?:{_HEADS})$")
# What is measured of each member of a list: 企业、高等学校经费所占比重.
_ASPECTS = re.compile(
    r"(?:R&D|研发|科研)?(?:经费|支出|投入|收入|产值|增加值|出口额?|进口额?|进出口额?|申请量|授权量|合同成交额|成交额|投资)"
    r"(?:所?占)?(?:比重|占比|比例|份额|强度)$"
)
_MEMBERS = re.compile(r"(?:企业|人员|人才|平台|中心|实验室|基地|机构|园区|孵化器|项目|高校|学校|院所|行业|产业)$")
_PREFIX_VERB = re.compile(
    r"^(?:新认定|新增|新建成?|新引进|新签约|新开工|新注册|新设立|新培育|新入库|新入选|新获批|新获|净增|新建设|获评|入选|"
    r"获批|认定|培育|引进|备案|新备案|新备案|授权|申请|签约|建成|每[百千万]?(?:名|户)?[\u3400-\u9fff]{0,2}(?:人|人口|户|亩)拥有)"
)
_NOT_TOPIC = re.compile(
    r"(?:规模(?!以上)|总体|总量|质量|结构|速度|步伐|势头|成效|水平|位次|名次|同比|分别|连续|创|居|位居|列|排|记者|本报|"
    r"日前|近日|"
    r"其中|同时|受|因|为|主要|继续|较|比|按|较上年|扣除|高于|低于|快于|增速|增幅|是|占|在|与|和|对|从|达|已|均|都|首次|"
    r"超额|实现|完成|也|还|又|刷新|稳|活力|走势|市场|"
    r"相当于|相比|表现|呈|保持|领跑|领先|突破|连年|再创|创下|不断|持续|有力|有效|全面|进一步|支撑|挑起|成为)"
)
_TOPIC = re.compile(
    rf"^(?P<noun>[^，。;:]{{0,24}}?(?:{_HEADS}|合同|贸易|产业|农业|工业|服务业|制造业|消费|财政|金融|就业|旅游|外贸))"
    r"(?P<rest>$|(?:由|扭|发力|持续|稳步|快速|加快|不断|提速|扩容|止跌|回升|回暖|大幅|稳中|较快|继续|实现|保持|平稳|再|"
    r"逆势|明显|显著|进一步|强劲|整体|总体|走|有所|跨越|迅速|高速|连续|加速|呈|全面|首次|屡|快|增势|增长|势头|向好|"
    r"高开)[^，。;:]{0,14}$)"
)
_LOOSE_TOPIC = re.compile(
    rf"^(?P<noun>[^，。;:]{{2,20}}?(?:{_HEADS}|合同|贸易|产业|业|消费|财政|金融|就业|旅游|外贸|技术|论文|人才|"
    rf"成果))[^，。;:]{{0,16}}$"
)
_SYNONYM_SPLIT = re.compile(r"进出口(?:总[值额])?$")
_COUNTED_TAIL = re.compile(r"(?<=..)(?:数量?|量|额)$")
_COMPLETE = re.compile(
    r"^(?:第?[一二三]产业?|工业|农业|服务业|建筑业|制造业|第[一二三]产业|出口|进口|外贸|经济|财政|税收|人口|消费|GDP|CPI|"
    r"PPI|R&D)$"
)


# Words whose first character would be a particle if it stood alone: 从业人员, 到账金额, 其他资金.
_WHOLE_WORD = re.compile(
    r"其他|到(?:账|位|期|岸|港|户|货|任|校|访|会|馆)|从(?:业|事|价)|再(?:生|贷款|担保|制造|保险|融资|投资|利用|就业)"
    r"|还(?:款|贷|息|本|田)|并(?:购|网|联|轨)|即(?:期|时|墨)|使(?:用|馆)|让利|约定|近(?:海|岸|视|郊|地)"
    r"|超(?:市|算|导|级|高压|低|细|声|大型|短|材|充|滤|级)|和(?:解|平|谐)|与会|及格|共(?:同|青|性|有产)|因公|只读|将军|又好|仅存"
    r"|首次公开|合计生育|由[\u3400-\u9fff]{2,6}(?:牵头|主导|承担)|为[\u3400-\u9fff]{0,4}服务|于[\u3400-\u9fff]县|实现率|今日"
)


@lru_cache(maxsize=KEPT_WORDS)
def clean(text: str) -> str:
    """Return a subject without place and time words, sources, brackets, and trailing particles."""
    text = text.replace(FILLER, "")
    if ">" in text:
        text = text[text.rfind(">") + 1 :]
    if "--" in text:
        text = text[text.rfind("--") + 2 :]
    if text[:1].isdigit():
        text = _STRAY_NUMBER.sub("", text)
    if "(" in text or ")" in text:
        text = _PAREN.sub("", text)
    while text and text[0] in _LEAD_FIRST and not _WHOLE_WORD.match(text):
        match = _LEAD.match(text)
        if match is None:
            break
        text = text[match.end() :]
    if text and text[-1] in _TAIL_LAST:
        text = _TAIL.sub("", text)
    if text in ("前", "后", "时", "间", "内"):
        return ""
    return text.strip("”") if text.count("”") > text.count("“") else text


def shortened(text: str) -> str:
    """Return a long subject cut after the last verb that introduces its object."""
    if len(text) <= 16:
        return text
    cuts = [match.end() for match in _CUT.finditer(text) if len(text) - match.end() >= 4]
    return text[cuts[-1] :] if cuts else text


@lru_cache(maxsize=KEPT_WORDS)
def relational(subject: str) -> bool:
    """Return whether `subject` only names an aspect (成交额, 总数, 占比) of something said before."""
    return RELATIONAL.match(subject) is not None or (subject[-1:] == "率" and _SHORT_RATE.match(subject) is not None)


@lru_cache(maxsize=KEPT_WORDS)
def qualifying(subject: str) -> bool:
    """Return whether `subject` only narrows what was said before (国家级, 女性)."""
    return _LEVEL_WORD.search(subject) is not None


@lru_cache(maxsize=KEPT_WORDS)
def complete(subject: str) -> bool:
    """Return whether a short subject is a full indicator name by itself."""
    return _COMPLETE.match(subject) is not None


@lru_cache(maxsize=KEPT_WORDS)
def head_of(name: str) -> str:
    """Return the head noun of an indicator name, or an empty string."""
    match = _HEAD.search(name)
    return match.group() if match else ""


@lru_cache(maxsize=KEPT_WORDS)
def topic_of(clause: str) -> str:
    """Return the noun that a clause without numbers is about, if it can be the subject of the next one."""
    text = clean(clause)
    if len(text) < 2 or _NOT_TOPIC.match(text):
        return ""
    match = _TOPIC.match(text)
    return match["noun"] if match else ""


@lru_cache(maxsize=KEPT_WORDS)
def loose_topic_of(clause: str) -> str:
    """Return the leading noun of a clause without numbers, where nothing else can be the subject."""
    text = clean(clause)
    quoted = re.match(r"[\u3400-\u9fff]{2,10}(?=“)", text)
    if quoted:
        return quoted.group()
    match = _LOOSE_TOPIC.match(text)
    return match["noun"] if match and not _NOT_TOPIC.match(text) else ""


_SHARE_TAIL = re.compile(r"(?:全国|全省|全市)?(?:(?:国内|国际)?市场占有率|占比|所占比重|比重|份额|增速|排名|名次|位次)$")


def aspectless(name: str) -> str:
    """Return an indicator name without the aspect (占比, 排名) that only its own number has."""
    return _SHARE_TAIL.sub("", name) or name


def verb_prefix(name: str) -> str:
    """Return the verb (新认定, 新增) that a list shares with its first element."""
    match = _PREFIX_VERB.match(name)
    return match.group() if match else ""


def joined(parent: str, child: str) -> str:  # noqa: PLR0911 - each branch is one rule of the grammar
    """Return `child` completed by `parent`, without saying twice what both say."""
    if not parent or child.startswith(parent):
        return child
    if child in ("出口", "进口", "出口额", "进口额", "出口总额", "进口总额"):
        return _SYNONYM_SPLIT.sub("", parent) + child
    if RELATIONAL.match(parent) and RELATIONAL.match(child):
        return child
    head = head_of(parent)
    if head and len(parent) > len(head) and RELATIONAL.match(child) and RELATIONAL.match(head):
        return parent[: -len(head)] + child
    if parent.endswith(child):
        return parent
    if RELATIONAL.match(child) and parent.endswith(("数量", "总数", "总量", "总额")):
        return parent[:-2] + child
    return parent + child


_PARTED = re.compile(r"、|(?<=[\u3400-\u9fff\ue001])(?:以及|和|与|(?<![惠普涉波顾触])及(?!时|其))(?=[\u3400-\u9fff\ue001]{2})")


def abbreviates(short: str, name: str) -> bool:
    """Return whether `short` repeats `name` with characters left out (融资额 for 质押融资金额)."""
    letters = iter(name)
    return len(short) > 1 and all(letter in letters for letter in _COUNTED_TAIL.sub("", short))


def split_list(text: str) -> list[str]:
    """Return the parts of 甲、乙和丙X, each completed by the shared head X and the shared beginning."""
    body = re.sub(r"“[^”]*”|\([^)]*\)", lambda match: "\ue001" * len(match.group()), text)
    spots = [match.span() for match in _PARTED.finditer(body)]
    if not spots:
        return [text]
    parts, begin = [], 0
    for start, end in [*spots, (len(text), len(text))]:
        parts.append(text[begin:start])
        begin = end
    return [part for part in parts if part]


def _shared_head(parts: list[str]) -> str:
    """The head noun that all elements share: 居民人均可支配收入 in 城镇、农村居民人均可支配收入."""
    last, size = parts[-1], len(re.sub(r"^(?:获|其中)", "", parts[-2]))
    aspects = _ASPECTS.search(last)
    head = aspects.group() if aspects and aspects.start() else head_of(last)
    if aspects is None and 2 <= size <= 4 and len(last) > size + 1 and last[size - 1] == parts[-2][-1]:
        return last[size:]
    if aspects is None and len(last) - len(head) > size + 1 and len(last) > size + 1 and size <= 4:
        return last[size:]
    return head


def _lacks(part: str, last: str, head: str) -> bool:
    """Whether an element lacks the head of the last one: 国有企业 does in 国有企业、外资企业进出口额."""
    if not head:
        return False
    alike = len(last) > len(head) + 1 and part[-2:] == last[: -len(head)][-2:]
    own = head_of(part)
    of_member = _MEMBERS.search(part) is not None and _MEMBERS.search(head) is None
    return alike or of_member or not own or len(own) == 1 < len(head)


def completed_list(parts: list[str]) -> list[str]:
    """Return list elements with the head of the last and the preposition of the first carried over."""
    head = _shared_head(parts)
    lead = parts[0][0] if parts[0][:1] in ("对", "向", "从") else ""
    out = []
    for index, part in enumerate(parts):
        name = part if index == len(parts) - 1 or not _lacks(part, parts[-1], head) else part + head
        out.append(lead + name if index and lead and not name.startswith(lead) else name)
    return out
