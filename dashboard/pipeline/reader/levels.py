"""Levels: amounts with their subject, and the special forms that a level can take."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.counts import read_counted, read_sized, target_noun
from dashboard.pipeline.reader.entering import enter, level_record
from dashboard.pipeline.reader.naming import aggregate_of, members_of, own_subject, resolved_name
from dashboard.pipeline.reader.pairs import read_from_to
from dashboard.pipeline.reader.periods import year_before
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.shares import read_share
from dashboard.pipeline.reader.subjects import clean, head_of, joined, relational
from dashboard.pipeline.reader.units import COUNTED

_NO_LEVELS = frozenset({"倍", "百分点", "个百分点", "千分点", "个千分点", "番"})
_FOLD_LEVEL = re.compile(r"(?:比例|比率|倍数|杠杆率?|倍率|收入比|市盈率|覆盖率|放大倍数)$")
_PLAN = re.compile(r"(?:全年|年度|年初|本年)?(?:目标|任务|计划|预算|预期)+(?:数|值|额)?")
_BARE_THRESHOLD = re.compile(
    r"^(?:以上|级)?的?(?:[、，]?[千百十]?亿元)?(?:以上)?的?(?:企业|项目|产业|集群|公司|园区|大关的|工程|镇|县|强县|大户)"
    r"|^(?:以上)?的[\u3400-\u9fff]{1,4}(?:企业|项目|产业|公司|工程|产品|品牌|高校|合同|成果)\d"
    r"|^(?:以上)?的[\u3400-\u9fff]{1,8}?(?:共?有|达到?|为|共|仅|只|已|增至|增加到)\d"
)


def read_level(context: Context, quantity: Quantity, clause: Clause) -> int:
    """Add the level (or counted noun, share, from-to pair) at the current number; return the quantities used."""
    if clause.gap and quantity.unit in COUNTED:
        clause.subject += clause.gap
    if _compared_base(context, quantity):
        return 1
    if _no_level(context, quantity, clause):
        return 1
    pair = read_from_to(context, quantity, clause)
    if not pair and not any(read(context, quantity, clause) for read in (read_share, read_sized, read_counted, _bracketed)):
        _enter_level(context, quantity, clause)
    return pair or 1


# 研发经费不低于500万元、研发人员不少于30%的机构: what somebody has to fulfil, in a notice.
_CONDITION = re.compile(
    r"^(?:以上)?(?:(?:、|，且?|，?(?:且|并|或))[^，。;、\d]{2,20}(?:不低于|不少于|不超过|不高于|超过|达到)\d+(?:\.\d+)?[万亿]?(?:元|家|人|项|个|件|%|万元)(?:以上)?)*"
    r"的(?:机构|企业|单位|平台|项目|个人|团队|人员|申请[人者]|[，、])"
)


_COMPARED = re.compile(r"^(?:比|较)(?:\ue000+|上年|去年|前年|上年同期|去年同期)*(?:底|末|年底|年末)?的?$")
_MOVED_ON = re.compile(r"^[，]?(?:净?增加|增长|成长|上升|提高|减少|下降|衰退|降低|高出?|低|多|少)")


def _compared_base(context: Context, quantity: Quantity) -> bool:
    """较2022年292.4亿元增加26.3亿元: the level compared with; what follows is the change of the level before it."""
    if context.prefix[:1] not in ("比", "较"):
        return False
    levels = [record for record in context.sentence if record.value is not None and record.unit == quantity.unit]
    if not levels or not _COMPARED.match(context.prefix) or not _MOVED_ON.match(context.between(0)):
        return False
    base = level_record(context, quantity, levels[-1].indicator, Clause(), "compared-base")
    anchor = context.base_anchor
    base.period = anchor.label if anchor is not None and anchor.label else year_before(levels[-1].period)
    context.records.append(base)
    return True


def _no_level(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """Multiples and points without a verb, conditions, bare thresholds (亿元企业), counts in words without a subject."""
    if clause.qualifier in (">=", "<=") and _CONDITION.match(context.plain[quantity.end : quantity.end + 90]):
        return True
    if quantity.form == "bare":
        threshold = _BARE_THRESHOLD.match(context.after(quantity, 16)) is not None
        return threshold or not (clause.has("qualified") or clause.verb)
    if quantity.form == "count":
        return quantity.unit in ("个", "项") and not clause.subject
    return quantity.unit in _NO_LEVELS and not (quantity.unit == "倍" and _FOLD_LEVEL.search(clause.subject))


def _enter_level(context: Context, quantity: Quantity, clause: Clause) -> None:
    name, own = resolved_name(context, clause)
    if _alternative_target(context, quantity, clause, own):
        return
    if name.startswith("净增") and quantity.unit in COUNTED:
        _enter_net(context, quantity, clause, name)
        return
    if not own and (
        _rounded(context, quantity, clause) or _restated(context, quantity, clause) or _fill_change(context, quantity, clause)
    ):
        return
    last = context.sentence[-1] if context.sentence else None
    if not own and last is not None and quantity.unit == "%" == last.unit:
        name = last.indicator
    name = _scored(context, quantity, name, own) or _split_name(context, quantity, name, own) or name
    record = level_record(context, quantity, name, clause, "level")
    if not own:
        record.rules.append("labelled" if _labelled(context, name) else "inherited")
    elif relational(own_subject(clause)):
        record.rules.append("relational")
    if context.child:
        record.rules.append("child")
        if not context.sentence and quantity.unit not in context.parents:
            record.doubts.append("child-of-another-sentence")
    _target_of_rate(context, quantity, record)
    enter(context, record)


def _scored(context: Context, quantity: Quantity, name: str, own: bool) -> str:
    """第1名，甲市，96.8分, and after such a list 乙市以78.3分: what the ranking is of."""
    last = context.sentence[-1] if context.sentence else None
    if quantity.unit != "分":
        return ""
    if not own and last is not None and "rank-list" in last.rules:
        return last.indicator.removesuffix("排名")
    ranked = any("rank-list" in record.rules for record in context.records[-8:])
    return name + context.rank_name.removesuffix("排名") if own and ranked and len(name) <= 4 else ""


def _split_name(context: Context, quantity: Quantity, name: str, own: bool) -> str:
    """分行业看，制造业为86.9%: the rate of the sentence before, of one of the parts."""
    part = own and context.split and quantity.unit == "%" and len(name) <= 8
    return name + context.split if part and head_of(name) in _PARTS else ""


_PARTS = frozenset({"", "企业", "人员", "园区", "平台", "项目"})


def _labelled(context: Context, name: str) -> bool:
    """高新技术企业:312家: the words before the colon are the name."""
    colon = context.plain[context.prefix_start - 1 : context.prefix_start] == ":"
    return colon and bool(context.pieces) and clean(context.pieces[-1]) == name


def _restated(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """突破7000家大关，达到7318家: the exact number replaces the round one."""
    last = context.sentence[-1] if context.sentence else None
    if last is None or clause.verb != "level" or last.value is None or last.qualifier != ">" or last.change is not None:
        return False
    ratio = quantity.value * quantity.scale / max(last.value * last.scale, 1e-9)
    if last.unit != quantity.unit or not 1 <= ratio < 1.5:
        return False
    last.value, last.scale, last.qualifier = quantity.value, quantity.scale, clause.qualifier or quantity.qualifier
    last.number_start, last.number_end = quantity.start, quantity.number_end
    last.extend(last.start, quantity.end)
    return True


def _rounded(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """成交额1486.2亿元，首次突破1400亿元: the mark just passed says nothing more than the level before it."""
    last = context.sentence[-1] if context.sentence else None
    kept = quantity.qualifier == ">=" and clause.verb == "level" and quantity.unit == "%"
    passed = (clause.qualifier == ">" or kept) and last is not None and last.value is not None and last.unit == quantity.unit
    if not passed or last is None or last.qualifier or last.change is not None or "bracket" in last.rules:
        return False
    ratio = (last.value or 0) * last.scale / max(quantity.value * quantity.scale, 1e-9)
    if not 1 <= ratio < 1.5:
        return False
    last.extend(last.start, quantity.end)
    return True


_GROWING = re.compile(r"增速|涨幅|增幅|增长最?快|降幅")


def _bracketed(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """江岸区(21.5%)、高新区(18.9%): the name before the bracket, the quantity in it."""
    if not context.bracket or clause.subject or not context.bracket_noun:
        return False
    noun = clean(context.bracket_noun)
    noun = re.sub(r"^.{0,20}(?:是|为|包括|有|分别|依次)", "", noun)
    if len(noun) < 2:
        return False
    if _PLAN.search(noun) and context.between(0).startswith(")的"):
        return _bracketed_plan(context, quantity, clause, noun)
    words = context.plain[context.sentence_start : quantity.start]
    growth = _GROWING.search(words) if quantity.unit == "%" else None
    record = level_record(
        context,
        quantity,
        noun + ("增速" if growth else members_of(context.current) if len(noun) <= 5 else ""),
        clause,
        "bracket-name",
    )
    record.start = max(context.sentence_start, quantity.start - len(context.bracket_noun) - 1)
    if growth:
        record.change, record.change_unit, record.change_basis = quantity.value, "percent", "yoy"
        record.direction = "down" if "降幅" in growth.group() else "up"
        record.value, record.unit, record.aggregate = None, None, "flow"
    enter(context, record)
    return True


def _bracketed_plan(context: Context, quantity: Quantity, clause: Clause, noun: str) -> bool:
    """完成年度目标(110亿元)的53.4%: the target of the level before, and its rate after the bracket."""
    before = [other.indicator for other in context.sentence if other.value is not None and other.unit == quantity.unit]
    planned = _PLAN.search(noun)
    name = joined(before[-1] if before else context.current, planned.group() if planned else noun)
    record = level_record(context, quantity, name, clause, "target-of-rate")
    record.aggregate = "target"
    record.rules.append("bracket-name")
    enter(context, record)
    return True


def _enter_net(context: Context, quantity: Quantity, clause: Clause, name: str) -> None:
    """净增规上工业企业40家: a net increase printed before its noun."""
    context.current = re.sub(r"^净增加?", "", name)
    record = level_record(context, quantity, context.current, clause, "change-absolute")
    record.change, record.change_unit, record.change_basis, record.direction = quantity.value, "absolute", "yoy", "up"
    record.change_scale, record.change_abs_unit, record.change_qualifier = quantity.scale, quantity.unit, record.qualifier
    record.value, record.unit, record.scale, record.qualifier = None, None, 1, ""
    enter(context, record)


def _alternative_target(context: Context, quantity: Quantity, clause: Clause, own: bool) -> bool:
    """增长7.5%以上，力争8%: a second target for the same growth."""
    last = context.sentence[-1] if context.sentence else None
    if (
        own
        or last is None
        or last.value is not None
        or last.change_unit != "percent"
        or quantity.unit != "%"
        or not clause.has("future")
    ):
        return False
    record = level_record(context, quantity, last.indicator, clause, "target-again")
    record.change, record.change_unit, record.change_basis = quantity.value, "percent", last.change_basis
    record.direction, record.change_qualifier = last.direction, record.qualifier
    record.value, record.unit, record.qualifier = None, None, ""
    enter(context, record)
    return True


def _target_of_rate(context: Context, quantity: Quantity, record: Record) -> None:
    """完成全年200项任务的55%: the count is the target, the rate follows."""
    noun = target_noun(context)
    if noun is None or quantity.unit == "%":
        return
    record.aggregate = "target"
    record.rules.append("target-of-rate")
    bare = _PLAN.fullmatch(record.indicator) is not None
    before = [other.indicator for other in context.sentence if other.value is not None]
    record.indicator = joined(before[-1], record.indicator) if bare and before else joined(record.indicator, noun)


def _fill_change(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """A change stated before its level (增长9%，达到70亿元) joins the level."""
    if not context.sentence or context.topic or (clause.verb not in ("level", "move") and not clause.has("stock")):
        return False
    last = context.sentence[-1]
    if last.value is not None or last.change is None or last.damaged or last.change_unit == "places":
        return False
    same_kind = last.change_unit != "absolute" or last.change_abs_unit == quantity.unit
    if not same_kind or (last.change_unit == "percentage_points") != (quantity.unit == "%"):
        return False
    last.value, last.unit, last.scale = quantity.value, quantity.unit, quantity.scale
    last.qualifier = clause.qualifier or quantity.qualifier
    last.number_start, last.number_end = quantity.start, quantity.number_end
    last.aggregate = aggregate_of(context, clause, quantity)
    last.rules.append("level-after-change")
    last.extend(last.start, quantity.end)
    return True
