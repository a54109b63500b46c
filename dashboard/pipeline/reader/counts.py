"""Counts before their noun, and counts that only limit another subject."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.entering import enter, level_record
from dashboard.pipeline.reader.naming import own_subject
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.subjects import clean, head_of
from dashboard.pipeline.reader.units import COUNTED, MONEY, PHYSICAL

_FOLLOWING_NOUN = re.compile(r"^(?:的)?(?P<noun>[\u3400-\u9fff“A-Za-z‘][^，。;:、()!?\n\ue000]*)")
_NOT_NOUN = re.compile(
    r"^(?:的(?:基础|水平|规模|目标|速度|增|\ue000)|同比|环比|比|较|净增|净减|增|下降|上升|提高|减|一路|迅速|逐步|一举|跃升|攀升|飙升|扩大|扩展|壮大|发展到|拓展|优化|调整|缩|占|居|列|排|位(?!于)|以|和|及|与|并|至|到|升|降|左右|高于|低于|为|是|均|分别|其中|约|超(?!\d|[亿千百大级高])|近(?!\d)|突破|创|再|继续|连续|再创|总|达|实现|不|，|已|也|，|年均|涨|跌|较|相当|折合|扩|用于|在|入选(?!的)|被|全部|来自|成功)"
)
_SCOPE_TAIL = re.compile(r"(?:中|当中|里|范围内|之中)(?:，|$|排|居|列)")
_SCOPE_HEAD = re.compile(r"(?:监测|评价|参评|抽查|抽样|调查|对全[国省市]|全[国省市]|选取|涵盖|涉及|纳入\S{0,4})(?:的)?$")
_COUNTRIES = re.compile(r"^(?:个)?(?:国家(?=和|、|及|与|[，。;)]|的)|多?个国家)")
TARGET_PAIR = re.compile(r"^(?:的)?(?P<noun>[^，。;\d]{0,14}?(?:任务|目标值?|计划|预算))(?:的)$")
_PLANNED_BEFORE = re.compile(r"(?:任务|目标值?|计划|预算)(?:数|为|的)?$")


def target_noun(context: Context) -> str | None:
    """Return what names the current count a target of the rate after it: 200项任务的55%, 目标任务2500家的41%."""
    after = TARGET_PAIR.match(context.between(0)) if context.quantity(1) else None
    if after is not None:
        return after["noun"]
    following = context.quantity(1)
    planned = following is not None and following.unit == "%" and context.between(0) == "的"
    return "" if planned and _PLANNED_BEFORE.search(context.prefix) else None


_SIZED = re.compile(
    r"(?:设立|组建|发起|成立|建立|新设|首只)*(?:了)?(?P<aspect>(?:首期)?(?:总|目标|认缴)?规模(?:为|达)?|总投资额?|投资|授信)$"
)
_SIZED_NOUN = re.compile(
    r"^的(?P<noun>[\u3400-\u9fff“”A-Za-z·]{2,24}?)(?=[，。;:、()\n]|\d|已|占地|累计|正式|首批|签约|落户|开工|投产|$)"
)


def read_sized(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """总规模20亿元的转化基金: the thing after the amount is what has the size named before it."""
    size = _SIZED.fullmatch(own_subject(clause)) if quantity.unit in MONEY else None
    noun = _SIZED_NOUN.match(context.after(quantity, 40)) if size else None
    if size is None or noun is None:
        return False
    record = level_record(context, quantity, noun["noun"] + size["aspect"], clause, "counted")
    record.extend(record.start, quantity.end + noun.end())
    enter(context, record)
    context.current, context.next_position = noun["noun"], quantity.end + noun.end()
    return True


_DUTY = re.compile(r"(?:不少于|不低于|不超过|至少|不多于|每[家年个]|应|须|原则上)$")
_PURE_MONEY = re.compile(
    r"^(?:[\u3400-\u9fff]{0,6}(?:母基金|子基金|基金|专项资金)|资金|贷款|补助|经费|投资|授信|奖励|融资|项目|以上的)"
)


def scope_count(context: Context, quantity: Quantity) -> bool:  # noqa: PLR0911 - each branch is one rule of the grammar
    """A count that only limits the subject of another number (监测80个城市, 32家高新区营收占…) is no claim."""
    if quantity.unit not in COUNTED or quantity.form == "damaged":
        return False
    after = context.after(quantity, 60)
    if _COUNTRIES.match(after):
        return True
    match = _FOLLOWING_NOUN.match(after)
    if match is None or _NOT_NOUN.match(after):
        return False
    if _SCOPE_TAIL.search(match["noun"]) and re.search(r"^$|(?:在|的|从|全[国省市]|这)[^，]{0,8}$", context.prefix):
        return True
    if _SCOPE_HEAD.search(context.prefix) and not context.prefix.endswith("涉及"):
        return True
    if _DUTY.search(context.prefix) and re.search(r"不[少低超多]", context.prefix[-4:]):
        return True
    following = context.quantity(1)
    if following is None or following.start > quantity.end + len(match.group()):
        return False
    words = context.between(0)
    if target_noun(context) is not None:
        return False
    if re.search(r"[、和及与]$", words) or following.form in ("ordinal",):
        return False
    ahead = context.scanned.text[following.end : following.end + 6]
    counted_next = following.unit in COUNTED and _FOLLOWING_NOUN.match(ahead) and not _NOT_NOUN.match(ahead)
    return not counted_next


_PER_HEAD = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:户均|人均|亩均|平均每|平均|年均)[\u3400-\u9fff]*$")


def read_counted(context: Context, quantity: Quantity, clause: Clause) -> bool:  # noqa: PLR0911 - each branch is one rule of the grammar
    """A number before its noun: 建成6个中试平台, 36名技术经理人."""
    after = context.after(quantity, 60)
    match = _FOLLOWING_NOUN.match(after)
    if target_noun(context) is not None:
        return False
    if match is None or _NOT_NOUN.match(after) or quantity.unit in ("%", "‰", "成", None):
        return False
    subject = own_subject(clause)
    if quantity.unit in MONEY and (subject or not _PURE_MONEY.match(match["noun"])):
        return False
    if quantity.unit in PHYSICAL and subject and head_of(subject):
        return False
    if (
        quantity.unit in COUNTED
        and subject
        and head_of(subject)
        and not re.search(r"[的获评选建引育聘]$", subject)
        and clause.verb != ""
    ):
        return False
    following = context.quantity(1)
    noun = match["noun"]
    if following is not None:
        noun = context.scanned.text[quantity.end : min(following.start, quantity.end + len(match.group()))].removeprefix("的")
    noun = re.sub(r"(?:和|与|及|以及|、|、?总|，)$", "", noun.strip())
    noun = _PER_HEAD.sub("", re.sub(r"^的", "", noun))
    if not clean(noun):
        return False
    name = _counted_name(subject, noun)
    record = level_record(context, quantity, name, clause, "counted")
    record.extend(record.start, quantity.end + min(len(match.group()), 30))
    if following is not None:
        record.end = min(record.end, max(following.start, quantity.end))
    enter(context, record)
    context.current = name
    context.next_position = quantity.end + match.start("noun") + len(noun) if following is not None else None
    return True


# 14家单位予以备案: what is done to the things counted says what they are.
_DONE_TO = re.compile(r"^(?P<noun>[^，。]{2,14}?)(?:予以|进行|给予)(?P<verb>[\u3400-\u9fff]{2,4})$")


def _counted_name(subject: str, noun: str) -> str:
    noun = clean(noun) or noun
    done = _DONE_TO.match(noun)
    if done is not None:
        noun = (done["verb"] if done["noun"] in ("单位", "企业", "机构", "项目") else "") + done["noun"]
    if len(noun) > 16:
        head = re.match(
            r"^.{2,14}?(?:企业|项目|平台|中心|基地|机构|人才|成果|专利|团队|实验室|园区|标准|论文|产品|人|奖)", noun
        )
        noun = head.group() if head else noun[:16]
    lead = re.search(r"(?:新增|新建|新认定|新引进|净增|新获批|新签约|新开工|新培育|新设立|新注册)$", subject)
    return (lead.group() if lead else "") + noun
