"""Levels: amounts, counts before and after their noun, shares, from-to pairs, lists."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause, analyse
from dashboard.pipeline.reader.context import Context, advance, period_of
from dashboard.pipeline.reader.lists import names_of, ratio_names
from dashboard.pipeline.reader.naming import aggregate_of, own_subject, resolved_name
from dashboard.pipeline.reader.periods import Anchor
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import clean, head_of, joined, relational
from dashboard.pipeline.reader.units import COUNTED, MONEY, PHYSICAL

_FOLLOWING_NOUN = re.compile(r"^(?:的)?(?P<noun>[\u3400-\u9fff“A-Za-z‘][^，。;:、()!?\n\ue000]*)")
_NOT_NOUN = re.compile(
    r"^(?:的(?:基础|水平|规模|目标|速度|增|\ue000)|同比|环比|比|较|增|下降|上升|提高|减|一路|迅速|逐步|一举|跃升|攀升|飙升|扩大|扩展|壮大|发展到|拓展|优化|调整|缩|占|居|列|排|位(?!于)|以|和|及|与|并|至|到|升|降|左右|高于|低于|为|是|均|分别|其中|约|超(?!\d|[亿千百大级高])|近(?!\d)|突破|创|再|继续|连续|再创|总|达|实现|不|，|已|也|，|年均|涨|跌|较|相当|折合|扩|用于|在|入选(?!的)|被|全部|来自|成功)"
)
_SCOPE_TAIL = re.compile(r"(?:中|当中|里|范围内|之中)(?:，|$|排|居|列)")
_SCOPE_HEAD = re.compile(r"(?:监测|评价|参评|抽查|抽样|调查|对全[国省市]|全[国省市]|选取|涵盖|涉及|纳入\S{0,4})(?:的)?$")
_COUNTRIES = re.compile(r"^(?:个)?(?:国家(?=和|、|及|与|[，。;)]|的)|多?个国家)")
_SHARE = re.compile(
    r"^(?P<subject>.*?)(?<!所)占(?!比|有|用|地(?!区|方|级)|据|优|先|压)(?:到|了|据)?(?P<whole>.*?)(?P<noun>的?比重|的?比例|的?份额|份额|之比)?(?P<tail>的|为|达)?$"
)
_FROM = re.compile(r"^(?P<subject>.*?)(?:由|从)(?P<base>[^，。]{0,14})$")
_TO = re.compile(
    r"^[^，。;\d]{0,6}?(?:，)?(?:增长|增加|提高|提升|上升|下降|减少|降低|回落|扩大|扩展|跃升|攀升|发展|升|降|增|减|扩|缩|前移|壮大|优化|调整|变|迈|拓展|缩短|压缩|压减|飙升|上调|下调|缩小|收窄)(?:了)?(?:到|至|为)[^，。;\d]{0,12}$"
)
_OF_SHARE = re.compile(r"^(?:以上|左右)?的(?P<noun>[\u3400-\u9fff“A-Za-z][^，。;:、()\n\ue000\d]*)")
_TARGET_PAIR = re.compile(r"^(?:的)?(?P<noun>[^，。;\d]{0,14}?(?:任务|目标值?|计划|预算))(?:的)$")
_DONE = re.compile(r"(?:完成|达到?|占)(?P<plan>[^，。;\d]{0,12}?(?:任务|目标|计划|预算)(?:数|额|总额|值)?)的?$")
_DUTY = re.compile(r"(?:不少于|不低于|不超过|至少|不多于|每[家年个]|应|须|原则上)$")
_BARE_THRESHOLD = re.compile(
    r"^(?:以上|级)?的?(?:[、，]?[千百十]?亿元)?(?:以上)?的?(?:企业|项目|产业|集群|公司|园区|大关的|工程|镇|县|强县|大户)"
)
_RELATION = re.compile(r"^(?P<own>.*?)(?:仅|只)?(?:为|是|相当于|达到?|约为|仅为)(?P<whole>(?:全国|全省|全市|全区|全县|同期|上年|[\u3400-\u9fff]{2,6}(?:平均|水平|均值))[^，。;]{0,8}?)的$")
_PURE_MONEY = re.compile(r"^(?:资金|贷款|补助|基金|经费|投资|授信|奖励|融资|项目|以上的)")


def scope_count(context: Context, quantity: Quantity) -> bool:
    """A count that only limits the subject of another number (监测80个城市, 32家高新区营收占…) is no claim."""
    if quantity.unit not in COUNTED or quantity.form == "damaged":
        return False
    after = context.after(quantity, 60)
    if _COUNTRIES.match(after):
        return True
    match = _FOLLOWING_NOUN.match(after)
    if match is None or _NOT_NOUN.match(after):
        return False
    if _SCOPE_TAIL.search(match["noun"]) and re.search(r"(?:在|的|从|全[国省市]|这)[^，]{0,8}$", context.prefix):
        return True
    if _SCOPE_HEAD.search(context.prefix) and not context.prefix.endswith("涉及"):
        return True
    if _DUTY.search(context.prefix) and re.search(r"不[少低超多]", context.prefix[-4:]):
        return True
    following = context.quantity(1)
    if following is None or following.start > quantity.end + len(match.group()):
        return False
    words = context.between(0)
    if _TARGET_PAIR.match(words):
        return False
    if re.search(r"[、和及与]$", words) or following.form in ("ordinal",):
        return False
    ahead = context.scanned.text[following.end : following.end + 6]
    counted_next = following.unit in COUNTED and _FOLLOWING_NOUN.match(ahead) and not _NOT_NOUN.match(ahead)
    return not counted_next


def _record(context: Context, quantity: Quantity, name: str, clause: Clause, rule: str) -> Record:
    record = Record(
        context.prefix_start, quantity.end, quantity.start, quantity.number_end, name, quantity.value, quantity.unit, quantity.scale,
        clause.qualifier or quantity.qualifier, period_of(context), rules=[rule], upper=quantity.upper,
    )  # fmt: skip
    record.aggregate = aggregate_of(context, clause, quantity)
    if clause.verb == "move":
        record.direction = clause.direction
    if quantity.form == "damaged":
        record.value, record.unit, record.damaged = None, None, True
    if context.distant:
        record.doubts.append("distant-base")
    if context.bracket:
        record.rules.append("bracket")
        if context.base_anchor is not None and context.base_anchor.first and not clause.subject:
            record.period = context.base_anchor.label
    return record


def _add(context: Context, record: Record) -> Record:
    context.records.append(record)
    context.sentence.append(record)
    return record


def read_level(context: Context, quantity: Quantity, clause: Clause) -> int:
    """Add the level (or counted noun, share, from-to pair) at the current number; return the quantities used."""
    if clause.gap and quantity.unit in COUNTED:
        clause.subject += clause.gap
    if quantity.unit in ("倍", "百分点", "个百分点", "千分点", "个千分点", "番"):
        return 1
    if quantity.form == "bare" and (
        not clause.has("qualified") and not clause.verb or _BARE_THRESHOLD.match(context.after(quantity, 16))
    ):
        return 1
    if quantity.form == "count" and quantity.unit in ("个", "项") and not clause.subject:
        return 1
    pair = read_from_to(context, quantity, clause)
    if pair:
        return pair
    if quantity.unit in ("%", "成", "‰") and _share(context, quantity, clause):
        return 1
    if _counted(context, quantity, clause):
        return 1
    if context.bracket and not clause.subject and context.bracket_noun and _bracketed(context, quantity, clause):
        return 1
    name, own = resolved_name(context, clause)
    if _alternative_target(context, quantity, clause, own):
        return 1
    if name.startswith("净增") and quantity.unit in COUNTED and _net(context, quantity, clause, name):
        return 1
    if not own and _restated(context, quantity, clause):
        return 1
    if not own and _fill_change(context, quantity, clause):
        return 1
    record = _record(context, quantity, name, clause, "level")
    if not own:
        record.rules.append("inherited")
    elif relational(own_subject(clause)):
        record.rules.append("relational")
    if context.child:
        record.rules.append("child")
    _target_of_rate(context, quantity, record)
    _add(context, record)
    return 1


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


_GROWING = re.compile(r"增速|涨幅|增幅|增长最?快|降幅")


def _bracketed(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """江岸区(21.5%)、高新区(18.9%): the name before the bracket, the quantity in it."""
    noun = clean(context.bracket_noun)
    noun = re.sub(r"^.{0,20}(?:是|为|包括|有|分别|依次)", "", noun)
    if len(noun) < 2:
        return False
    words = context.plain[context.sentence_start : quantity.start]
    growth = _GROWING.search(words) if quantity.unit == "%" else None
    record = _record(context, quantity, noun + ("增速" if growth else context.current if len(noun) <= 5 else ""), clause, "bracket-name")
    record.start = max(context.sentence_start, quantity.start - len(context.bracket_noun) - 1)
    if growth:
        record.change, record.change_unit, record.change_basis = quantity.value, "percent", "yoy"
        record.direction = "down" if "降幅" in growth.group() else "up"
        record.value, record.unit, record.aggregate = None, None, "flow"
    _add(context, record)
    return True


def _net(context: Context, quantity: Quantity, clause: Clause, name: str) -> bool:
    """净增规上工业企业40家: a net increase printed before its noun."""
    context.current = re.sub(r"^净增加?", "", name)
    record = _record(context, quantity, context.current, clause, "change-absolute")
    record.change, record.change_unit, record.change_basis, record.direction = quantity.value, "absolute", "yoy", "up"
    record.change_scale, record.change_abs_unit, record.change_qualifier = quantity.scale, quantity.unit, record.qualifier
    record.value, record.unit, record.scale, record.qualifier = None, None, 1, ""
    _add(context, record)
    return True


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
    record = _record(context, quantity, last.indicator, clause, "target-again")
    record.change, record.change_unit, record.change_basis = quantity.value, "percent", last.change_basis
    record.direction, record.change_qualifier = last.direction, record.qualifier
    record.value, record.unit, record.qualifier = None, None, ""
    _add(context, record)
    return True


def _target_of_rate(context: Context, quantity: Quantity, record: Record) -> None:
    """完成全年200项任务的55%: the count is the target, the rate follows."""
    pair = _TARGET_PAIR.match(context.between(0)) if context.quantity(1) else None
    if pair and quantity.unit != "%":
        record.aggregate = "target"
        record.rules.append("target-of-rate")
        record.indicator = joined(record.indicator, pair["noun"])


def _fill_change(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """A change stated before its level (增长9%，达到70亿元) joins the level."""
    if not context.sentence or context.topic or clause.verb not in ("level", "move") and not clause.has("stock"):
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


def _counted(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """A number before its noun: 建成6个中试平台, 36名技术经理人."""
    after = context.after(quantity, 60)
    match = _FOLLOWING_NOUN.match(after)
    if context.quantity(1) is not None and _TARGET_PAIR.match(context.between(0)):
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
    noun = re.sub(r"^的", "", noun)
    if not clean(noun):
        return False
    name = _counted_name(subject, noun)
    record = _record(context, quantity, name, clause, "counted")
    record.extend(record.start, quantity.end + min(len(match.group()), 30))
    if following is not None:
        record.end = min(record.end, max(following.start, quantity.end))
    _add(context, record)
    context.current = name
    context.next_position = quantity.end + match.start("noun") + len(noun) if following is not None else None
    return True


def _counted_name(subject: str, noun: str) -> str:
    noun = clean(noun) or noun
    if len(noun) > 16:
        head = re.match(
            r"^.{2,14}?(?:企业|项目|平台|中心|基地|机构|人才|成果|专利|团队|实验室|园区|标准|论文|产品|人|奖)", noun
        )
        noun = head.group() if head else noun[:16]
    lead = re.search(r"(?:新增|新建|新认定|新引进|净增|新获批|新签约|新开工|新培育|新设立|新注册)$", subject)
    return (lead.group() if lead else "") + noun


def _share(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """占…的N%, and N%的…: the share's indicator names part and whole."""
    if context.sentence and "target-of-rate" in context.sentence[-1].rules and _TARGET_PAIR.match(context.prefix):
        name = context.sentence[-1].indicator + "完成率"
        _add(context, _record(context, quantity, name, clause, "completion"))
        return True
    done = _DONE.search(clause.subject)
    if done and quantity.unit == "%":
        return _completion(context, quantity, clause, done)
    relation = _RELATION.match(clause.subject)
    if relation and quantity.unit == "%":
        own = clean(relation["own"]) or context.current
        name = f"{own}相当于{relation['whole']}的比重"
        _add(context, _record(context, quantity, name, clause, "relation"))
        return True
    match = _SHARE.match(clause.subject)
    if match:
        return _share_of(context, quantity, clause, match)
    of = _OF_SHARE.match(context.after(quantity, 40))
    if (
        of
        and not re.match(r"增|速|比例|份额|水平|目标|降|涨|股|概率|占比|利率|税率|年|高位|低位", of["noun"])
        and not head_of(own_subject(clause))
    ):
        following = context.quantity(1)
        if following and following.start < quantity.end + len(of.group()):
            return False
        record = _record(context, quantity, re.sub(r"[和与及]$", "", of["noun"]) + "占比", clause, "share-of-noun")
        record.extend(record.start, quantity.end + len(of.group()))
        context.next_position = quantity.end + len(of.group())
        _add(context, record)
        return True
    return False


def _completion(context: Context, quantity: Quantity, clause: Clause, match: re.Match[str]) -> bool:
    subject = clean(clause.subject[: match.start()]) or context.current
    plan = re.sub(r"^(?:全年|年度|的)+", "", match["plan"])
    _add(context, _record(context, quantity, subject + plan + "完成率", clause, "completion"))
    return True


def _share_of(context: Context, quantity: Quantity, clause: Clause, match: re.Match[str]) -> bool:
    whole = re.sub(r"^(?:到|了)|的$", "", match["whole"].replace("\ue000", ""))
    subjects = names_of(match["subject"]) if match["subject"] else []
    subjects = [subject for subject in subjects if subject]
    names = (
        subjects
        if len(subjects) > 1 and (clause.has("each") or "均" in match["subject"] or "都" in match["subject"])
        else [clean(match["subject"])]
    )
    names = [re.sub(r"(?:均|都|各)$", "", name) for name in names]
    for name in names:
        base = _share_base(context, name)
        record = _record(context, quantity, f"{base}占{whole}的比重" if whole else f"{base}占比", clause, "share")
        if not name:
            record.rules.append("inherited")
        _add(context, record)
    if names[-1]:
        context.current = _share_base(context, names[-1])
    return True


def _share_base(context: Context, name: str) -> str:
    if not name:
        return context.topic or context.current
    if len(name) <= 3 and context.child and context.parent:
        return joined(context.parent, name)
    return joined(context.current, name) if relational(name) and context.current else name


def read_from_to(context: Context, quantity: Quantity, clause: Clause) -> int:
    """由A提高到B: two levels of one indicator, the first with its base period."""
    match = _FROM.match(context.prefix)
    second = context.quantity(1)
    if match is None or second is None or not _TO.match(context.between(0)):
        return 0
    if second.unit is None and second.form == "arabic" and quantity.unit is not None:
        return 0
    opening = analyse(match["subject"])
    opening.subject = match["subject"]
    name, own = resolved_name(context, opening)
    spanning = context.anchor
    first = _record(context, quantity, name, Clause(qualifier=clause.qualifier), "from")
    if spanning is not None and spanning.first != spanning.last:
        first.period = spanning.first
    elif context.base_anchor is not None and context.base_anchor.first:
        first.period = context.base_anchor.label
    elif not (context.local_anchors and context.local_anchors[-1].start >= context.prefix_start + match.start("base")):
        first.period = context.from_period
    first.unit = quantity.unit or second.unit
    first.aggregate = aggregate_of(context, opening, second)
    if context.local_anchors and context.local_anchors[-1].start >= context.prefix_start + match.start("base"):
        first.period = context.local_anchors[-1].label or first.period
        context.from_period = first.period
        context.anchor = context.local_anchors[-2] if len(context.local_anchors) > 1 else None
    _add(context, first)
    start = context.prefix_start
    context.index += 1
    context.position = quantity.end
    advance(context, second.start)
    ending = analyse(context.prefix)
    last = _record(context, second, name, ending, "to")
    last.start, last.unit = start, second.unit or first.unit
    last.direction = ending.direction
    if spanning is not None and spanning.first != spanning.last:
        last.period = spanning.last
    if not own:
        first.rules.append("inherited")
        last.rules.append("inherited")
    _add(context, last)
    context.base_anchor = (
        Anchor(0, 0, first.period, first.period, True) if spanning is not None and spanning.first != spanning.last else None
    )
    context.index -= 1
    return 2


def read_ratio(context: Context, quantity: Quantity, clause: Clause) -> int:
    """a:b:c: one record for each part."""
    earlier = [record for record in context.sentence if "ratio" in record.rules]
    starting = None
    if clause.verb == "move" and len(earlier) == len(quantity.ratio):
        names = [record.indicator for record in earlier]
        context.anchor = None if context.anchor is not None and context.anchor.word == "上年" else context.anchor
    else:
        starting = re.search(r"(?:由|从)[^，]{0,8}$", clause.subject)
        clause.subject = clause.subject[: starting.start()] if starting else clause.subject
        names = ratio_names(clause, len(quantity.ratio))
    for name, value in zip(names, quantity.ratio, strict=True):
        record = _record(context, quantity, name, clause, "ratio")
        record.value, record.unit, record.aggregate = value, None, None
        if starting and not (context.local_anchors and context.local_anchors[-1].start >= context.prefix_start):
            record.period = context.from_period
        _add(context, record)
    return 1
