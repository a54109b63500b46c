"""The indicator of a number: its own subject, or one completed from the subject stack; and the kind of figure."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.subjects import (
    aspectless,
    clean,
    complete,
    head_of,
    joined,
    qualifying,
    relational,
    shortened,
    verb_prefix,
)

_STOCK_WORDS = re.compile(r"累计|截至|截止|年末|期末|月末|年底|总数|余额|存量|共有|拥有|在册|有效|保有|总量|达到?$")
_TARGET_WORDS = re.compile(r"目标|力争|确保|争取|计划|到20[3-9]\d年|规划")
_EXPECTED_WORDS = re.compile(r"预计|有望|初步匡算|预期可|预测")
_PLAIN_VERB = re.compile(
    r"^(?:新)?(?:建成|培育|引进|获批|获得|获|拥有|汇聚|集聚|组织|开展|举办|实施|推进|建设|认定|备案|入选|设立|组建|吸引|完成|实现|攻克|转化|发布|签约|落地|新增|增加|共有|建有|现有|打造|布局|选派|派出|支持|帮助|服务|覆盖|评选|遴选|筛选|征集|收集|发放|发行|安排|投入|投资|新建|创建|达成|促成|对接|参与|承担|主持|制定|修订|推动|促进|带动|促使|同意|批准|授予|表彰|评出|为|有|在|从|对|向|由|使|让|把|将|给|以|与|和|共|的|了|及)+$"
)
ASPECT = re.compile(
    r"(?:成交总?额|交易总?额|成交金额|合同金额|总投资额?|增加值|总产值|产值|营业收入|销售收入|利润总额|出口额|进口额|覆盖率|转化率)$"
)
_NEWLY = re.compile(r"(?:新增|新认定|新建|新引进|新入库|新登记)$")
_LEVELLED = re.compile(r"(?:国家|省|市|县|区)级(?:及?以上)?(?=.{2})")
_MERGED = re.compile(r"^(?:总数|总量|累计|总计|合计|共计|总规模|规模|总额|存量)$")


_EXCEEDING = re.compile(r"(?:超过?|突破|达到?|不足|低于|高于|大于)[^，。的]*的[^，。的]{1,8}$")


def members_of(name: str) -> str:
    """Return what the members of `name` have: of R&D经费超过百亿元的市 it is what they had to exceed."""
    return _EXCEEDING.sub("", name)


# 【技术合同成交额】86.2亿元: a title that is the name of the number right after it.
_TITLED = re.compile(r"【(?P<name>[^】\d\ue000]{2,16})】[:：]?$")


def own_subject(clause: Clause) -> str:
    """Return the cleaned subject that stands before the number itself, empty if there is none."""
    subject = shortened(clean(clause.subject))
    if not subject and "】" in clause.subject and (titled := _TITLED.search(clause.subject)):
        subject = clean(titled["name"])
    return "" if _PLAIN_VERB.match(subject) and len(subject) < 5 and not head_of(subject) else subject


_JUDGED = re.compile(r"^(?P<lead>[^，。]{2,16}?)为(?P<mark>[^，。、]{1,5})的$")
_MARK = re.compile(r"^[、和]?(?P<mark>[^，。、\ue000]{1,5})的$")


# 新收案件1.57万件，审结1.61万件: a verb alone has the object of the one before it.
_ELLIPTIC = frozenset(
    {"审结", "结案", "办结", "立案", "查处", "受理", "新收", "开工", "投产", "竣工", "授权", "签约", "入库", "毕业"}
)
_OBJECT_OF = re.compile(r"^(?:新收|受理|新受理|立案|查处|审结|申请|申报|签约|新开工|登记|提交)")


def _unit_now(context: Context) -> str | None:
    quantity = context.quantity()
    return quantity.unit if quantity else None


def _judged(context: Context) -> str:
    """评价结果为优秀的11家、良好的23家: the later marks belong to what the first one judged."""
    if context.prefix[-1:] != "的":
        return ""
    opening = _JUDGED.match(context.prefix)
    if opening is not None:
        context.judged = clean(opening["lead"])
    mark = _MARK.match(context.prefix) if opening is None and context.judged and context.joint in ("、", "和") else None
    return context.judged + mark["mark"] if mark else ""


def resolved_name(context: Context, clause: Clause) -> tuple[str, bool]:  # noqa: C901, PLR0911 - each branch is one rule of the grammar
    """Return the indicator for the current number and whether it was named in the clause itself."""
    subject = own_subject(clause)
    if judged := _judged(context):
        return judged, True
    context.distant = False
    if not subject:
        return _unnamed(context, clause), False
    if _MERGED.match(subject):
        known = context.topic or (not context.sentence and context.loose_topic) or context.current
        return joined(known[len(verb_prefix(known)) :] or known, subject), False
    known = context.topic or context.loose_topic or ("" if _turned_to_another(context) else context.current)
    if relational(subject) and known and not complete(subject):
        if not context.sentence and not context.topic and not context.loose_topic and subject in context.aspects:
            return context.aspects[subject], True
        context.distant = not context.topic and (bool(context.loose_topic) or not context.sentence)
        if context.loose_topic and not context.topic:
            context.current = context.loose_topic
        return joined(aspectless(known), subject), True
    if subject in _ELLIPTIC and context.sentence and context.sentence[-1].unit == _unit_now(context):
        return subject + _OBJECT_OF.sub("", context.sentence[-1].indicator), True
    if subject in ("完成投资", "投资", "计划投资") and context.current.endswith(("项目", "工程")):
        return context.current + subject, True
    if context.setting and len(subject) <= 6:
        subject = context.setting + subject
    if clause.verb == "change" and subject.startswith("拉动") and context.sentence:
        return context.current + subject, True
    if qualifying(subject) and context.current:
        parent = (context.parent if context.child else "") or context.current
        context.current = context.current or parent
        return _narrowed(subject, parent), True
    name = _child(context, subject)
    aspect = ASPECT.search(name)
    if aspect and len(name) > len(aspect.group()):
        context.aspects[aspect.group()] = name
    context.current = aspectless(name)
    return name, True


def _turned_to_another(context: Context) -> bool:
    """Whether 用工方面 and the like have just opened another subject."""
    return not context.sentence and any(piece.endswith(("方面", "上", "领域")) for piece in context.pieces[-1:])


def _unnamed(context: Context, clause: Clause) -> str:
    """The inherited subject; a stock (累计达到45个) is no longer of what was newly added."""
    name = _inherited(context)
    newly = _NEWLY.search(clause.subject)
    if newly is not None and name:
        return newly.group() + name[len(verb_prefix(name)) :]
    if clause.has("stock"):
        context.current = name = name[len(verb_prefix(name)) :] or name
    return name


def _inherited(context: Context) -> str:
    if context.topic:
        context.current = context.topic
    elif context.loose_topic and not context.sentence:
        context.current = context.loose_topic
    elif context.heading and not context.sentence:
        heading = clean(context.heading)
        if heading and len(heading) <= 24:
            context.current = heading
    return context.current


def _narrowed(subject: str, parent: str) -> str:
    head = head_of(parent)
    if subject.endswith(("国家级", "省级", "市级", "以上")) or not head:
        verb = verb_prefix(parent)
        levelled = _LEVELLED.match(parent[len(verb) :])
        if levelled is not None:
            return verb + subject + parent[len(verb) + levelled.end() :]
        return subject + parent[len(verb) :] if len(parent) - len(verb) <= 10 else subject + (head or parent)
    return subject + parent if len(parent) <= 8 else subject + head


def _parent_in_unit(context: Context) -> str:
    """What 其中 is part of: the last level before it, or the last one counted in the same unit."""
    quantity = context.quantity()
    return context.parents.get(quantity.unit, context.parent) if quantity and context.child else context.parent


def _kind_of(parent: str, subject: str) -> str:
    """What 国家自然科学基金项目 tells of its part 重点项目: the words before the head that both share."""
    head = head_of(subject)
    if head not in ("项目", "人才", "中心", "平台") or head != head_of(parent) or len(subject) > len(head) + 4:
        return ""
    kind = parent[len(verb_prefix(parent)) : -len(head)]
    return kind if len(kind) >= 4 else ""


def _child(context: Context, subject: str) -> str:  # noqa: PLR0911 - each branch is one rule of the grammar
    if context.joint == "、" and context.current and not (context.child and _kind_of(_parent_in_unit(context), subject)):
        verb = verb_prefix(context.current)
        if verb and not verb_prefix(subject) and not subject.startswith(verb):
            return verb + subject
    parent = _parent_in_unit(context)
    if parent and subject in ("出口", "进口", "出口额", "进口额"):
        return joined(parent, subject)
    if not (context.child and parent) or subject == parent:
        return subject
    if complete(subject):
        return subject
    verb = verb_prefix(parent)
    if kind := _kind_of(parent, subject):
        return verb + kind + subject
    if head_of(subject) and head_of(subject) == head_of(parent):
        return subject if subject.startswith(verb) else verb + subject
    if len(subject) <= 4:
        return joined(parent, subject)
    return verb + subject if verb and not verb_prefix(subject) else subject


def aggregate_of(context: Context, clause: Clause, quantity: Quantity, *, change_only: bool = False) -> str | None:
    """Return flow, cumulative, target or expected; null for rates, ranks and bare numbers."""
    words = context.plain[max(context.sentence_start, quantity.start - 60) : quantity.start]
    if not change_only and (quantity.unit is None or quantity.unit in ("%", "‰", "成", "位", "百分点", "个百分点")):
        kind = None
    else:
        kind = "flow"
    if clause.has("future") or _TARGET_WORDS.search(words):
        return "target"
    if clause.has("expected") or _EXPECTED_WORDS.search(words):
        return "expected"
    if (
        kind == "flow"
        and not change_only
        and (
            clause.has("stock")
            or _STOCK_WORDS.search(words[-24:])
            or (clause.verb == "move" and quantity.unit in ("家", "户", "个", "所"))
        )
    ):
        return "cumulative"
    return kind
