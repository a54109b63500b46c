"""Changes: growth, differences, multiples, moves of rank, gaps to others; attached to their level where there is one."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.attaching import last_of, level_for, new_change
from dashboard.pipeline.reader.clauses import Clause, analyse, temporal
from dashboard.pipeline.reader.context import Context, period_of
from dashboard.pipeline.reader.multiples import read_multiple
from dashboard.pipeline.reader.naming import members_of, resolved_name
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import clean, verb_prefix

_POINTS = {
    "个百分点": "percentage_points",
    "百分点": "percentage_points",
    "千分点": "permille_points",
    "个千分点": "permille_points",
}
_GAP_WORDS = {"多": "多于", "高": "高于", "快": "快于", "少": "少于", "低": "低于", "慢": "慢于"}
_NOUN_AFTER = re.compile(r"^的(?:年均|年|复合|平均)?(?:增速|增幅|速度|涨幅|增长率?|降幅|速率)")
_RANK_WORD = re.compile(r"^(?:位次|名次|排名|排位)$")
_TURNED = re.compile(
    r"^(?:，)?(?:转为|转|变为|扭转为|回升为|逆转为)(?:同比|环比)?(?:增长|下降|上升|回落|上涨|下跌|增加|减少)?(?:至|到)?$"
)
_MONTH_BEFORE = re.compile(r"(?:由|从)上(?:个?月|季度?)$")
_POINT_MOVES = re.compile(r"(?:上升|下降|提高|回落|降低|提升|增加|减少)")


def _basis(context: Context, clause: Clause) -> str | None:
    """Yoy unless the text names another basis: a year or range, a quarter, the previous period, an annual average."""
    if clause.basis != "yoy":
        return clause.basis
    quarter = re.search(r"第?([一二三四])季度", clause.base)
    if quarter:
        return f"Q{'一二三四'.index(quarter.group(1)) + 1}"
    anchor = context.base_anchor
    if (
        clause.has("compare")
        and anchor is not None
        and anchor.first
        and clause.base
        and anchor.word not in ("上年", "去年", "年初", "上期")
    ):
        return anchor.label or "yoy"
    return "yoy"


def _unit_of_change(quantity: Quantity) -> tuple[str, float | int]:
    if quantity.unit == "成":
        return "percent", round(quantity.value * 10, 6)
    if quantity.unit in ("%", "‰"):
        return "percent", quantity.value
    if quantity.unit == "倍":
        return "times", quantity.value
    return _POINTS[quantity.unit or ""], quantity.value


def place_change(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """Add a move in a ranking (前移4位) if the current quantity is one."""
    unit_ok = quantity.unit in ("位", "名次") or (
        quantity.unit == "名" and clause.words and re.match(r"前|上升|下降|后移|提升|进", clause.words[0])
    )
    after = context.after(quantity, 2)
    if quantity.unit == "个":
        unit_ok = after in ("位次", "名次")
    if (
        not unit_ok
        or clause.verb != "change"
        or (quantity.unit != "个" and re.match(r"[\u3400-\u9fff]", after) and after[:1] not in "至到，")
    ):
        return False
    if _RANK_WORD.search(clause.subject):
        clause.subject = "" if context.sentence and context.sentence[-1].unit in ("位", "名") else clause.subject
    name, own = resolved_name(context, clause)
    target = last_of(context, lambda record: record.unit in ("位", "名") and record.change is None and record.value is not None)
    if own or target is None:
        target = new_change(context, quantity, name, clause)
    target.change, target.change_unit, target.direction = quantity.value, "places", clause.direction
    target.change_basis, target.change_qualifier = _basis(context, clause), clause.qualifier or quantity.qualifier
    target.rules.append("change-places")
    target.extend(target.start, quantity.end)
    return True


def read_change(context: Context, quantity: Quantity, clause: Clause) -> bool:  # noqa: PLR0911 - each branch is one rule of the grammar
    """Add or attach a change if the current quantity is one."""
    if quantity.form == "damaged":
        change = clause.verb == "change" or bool(clause.nominal)
        if change:
            resolved_name(context, clause)
        if context.sentence:
            context.sentence[-1].doubts.append("damaged-neighbour")
        return change
    if quantity.form == "double":
        return _double(context, quantity, clause)
    if quantity.unit == "倍" and clause.has("comparative") and clause.base and not temporal(clause.base):
        return _gap(context, quantity, clause)
    if quantity.unit == "倍":
        return read_multiple(context, quantity, clause) or (clause.verb == "change" and _relative(context, quantity, clause))
    if quantity.unit in _POINTS:
        return _gap(context, quantity, clause) or _relative(context, quantity, clause)
    if quantity.unit in ("%", "‰", "成"):
        return _rate(context, quantity, clause)
    return _absolute(context, quantity, clause)


# 增幅最大的是长泽县，达到15.3%: the growth of the one that is named.
_FASTEST = re.compile(
    r"^(?:其中)?(?P<kind>增幅|增速|涨幅|降幅|增长)最[大快高多](?:的)?(?:是|为)(?P<name>[\u3400-\u9fff]{2,10})$"
)


def _fastest(context: Context, quantity: Quantity, clause: Clause) -> bool:
    match = _FASTEST.match(context.pieces[-1]) if context.pieces and clause.verb in ("", "level") else None
    if match is None or clean(clause.subject):
        return False
    told = [record.indicator for record in context.records[-4:] if "bracket-name" not in record.rules]
    record = new_change(context, quantity, match["name"] + members_of(told[-1] if told else context.current), clause)
    clause.direction = "down" if match["kind"] == "降幅" else "up"
    _set_change(context, record, quantity, clause, "percent", quantity.value)
    record.rules.append("inherited")
    return True


def _rate(context: Context, quantity: Quantity, clause: Clause) -> bool:
    if _fastest(context, quantity, clause):
        return True
    if _NOUN_AFTER.match(context.after(quantity, 8)):
        clause.verb, clause.direction = "change", "down" if "降" in context.after(quantity, 6) else "up"
        if "年均" in context.after(quantity, 4):
            clause.basis = "annual_avg"
        clause.subject = re.sub(r"(?:以|保持|实现|按照?)$", "", clause.subject)
        return _relative(context, quantity, clause)
    if clause.gap or (clause.has("comparative") and clause.base and not temporal(clause.base)):
        return _gap(context, quantity, clause)
    if clause.nominal and clause.verb in ("", "level", "move"):
        clause.verb = "change"
        clause.direction = "down" if clause.nominal.startswith(("降", "跌")) else "up"
        clause.nominal = ""
        return _relative(context, quantity, clause)
    if clause.verb == "change" and _TURNED.match(context.between(0)) and re.search(r"(?:由|从)", clause.subject):
        return _turned(context, quantity, clause)
    return clause.verb == "change" and _relative(context, quantity, clause)


def _turned(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """由上年同期下降7.3%转为增长4.6%: the earlier change is a record of the earlier period."""
    monthly = _MONTH_BEFORE.search(clause.subject) is not None
    clause.subject = re.sub(r"(?:环比|同比)?(?:由|从).*$", "", clause.subject)
    name, own = resolved_name(context, clause)
    if not own and context.sentence:
        name = context.sentence[-1].indicator
    record = new_change(context, quantity, name, clause)
    context.sentence.remove(record)
    if context.anchor is not None and context.anchor.word == "上年":
        context.anchor = None
    if monthly:
        clause.basis = "prev"
    else:
        record.period = str(int(context.years.subject) - 1) if context.years.subject else None
    _set_change(context, record, quantity, clause, "percent", quantity.value)
    context.current = name
    record.rules.append("turned")
    return True


def _gap(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """A distance to another entity is a record of its own, with the gap in its name."""
    gap = clause.gap
    if not gap and clause.has("comparative") and clause.base and not temporal(clause.base):
        word = context.prefix.rstrip("出了")[-1:]
        gap = (_GAP_WORDS.get(word) or ("低于" if clause.direction == "down" else "高于")) + clause.base
    if not gap:
        return False
    name, own = resolved_name(context, clause)
    last = context.sentence[-1] if context.sentence else None
    if not own and last is not None:
        name = context.gap_name if "gap" in last.rules else last.indicator
        name += "增速" if last.change is not None and last.change_unit in ("percent", "times") else ""
    elif clause.nominal:
        name += "增速"
    record = new_change(context, quantity, name + gap, clause)
    record.value, record.unit, record.scale = quantity.value, (quantity.unit or "").removeprefix("个") or None, quantity.scale
    record.qualifier, record.aggregate = clause.qualifier or quantity.qualifier, None
    record.rules.append("gap")
    context.gap_name = name
    return True


def _relative(context: Context, quantity: Quantity, clause: Clause) -> bool:  # noqa: C901 - each branch is one rule of the grammar
    if clause.verb == "move" and quantity.unit == "倍":
        return False
    if clause.verb != "change":
        if quantity.unit not in _POINTS:
            return False
        clause.direction = clause.direction or "up"
    if _contribution(context, quantity, clause):
        return True
    unit, size = _unit_of_change(quantity)
    share = _share_repeated(context, clause) if unit.endswith("points") else None
    name, own = resolved_name(context, clause) if share is None else (share.indicator, False)
    target = share
    if share is not None:
        pass
    elif clause.nominal and unit.endswith("points"):
        base = name if own else (context.sentence[-1].indicator if context.sentence else name)
        target = new_change(context, quantity, base + clause.nominal.replace("同比", ""), clause)
    elif not own and not _later_period(context):
        target = level_for(context, unit)
    if target is None:
        if not own and unit.endswith("points") and context.sentence and context.sentence[-1].change_unit == "percent":
            name = context.sentence[-1].indicator + (
                "降幅" if context.sentence[-1].direction == "down" and clause.direction == "down" else "增速"
            )
        target = new_change(context, quantity, name, clause)
        if not own:
            target.rules.append("inherited")
    elif target.change is not None:
        _split_absolute(context, target)
    _set_change(context, target, quantity, clause, unit, size)
    return True


_SHARE_AGAIN = re.compile(r"(?:该|其|所)?(?:占?比重?|比率|比例|份额)")


def _share_repeated(context: Context, clause: Clause) -> Record | None:
    """占全省的64%，比重提高2个百分点: the share just stated, which the bare noun names again."""
    last = context.sentence[-1] if context.sentence else None
    again = _SHARE_AGAIN.fullmatch(clean(clause.subject)) is not None
    return last if again and last is not None and last.unit in ("%", "成") and last.change is None else None


def _contribution(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """拉动工业增长2.6个百分点: points contributed to the growth of a whole are a level, no change of the whole."""
    if quantity.unit not in _POINTS or not re.match(r"(?:共同|合计|直接)?(?:拉动|拉低|拉高)", clean(clause.subject)):
        return False
    record = new_change(context, quantity, resolved_name(context, clause)[0] + "增长", clause)
    record.value, record.unit = quantity.value, quantity.unit.removeprefix("个") if quantity.unit else None
    record.qualifier, record.aggregate = clause.qualifier or quantity.qualifier, None
    record.rules.append("contribution")
    return True


def _later_period(context: Context) -> bool:
    """今年上半年又增长31%: a change with a period of its own is not the change of the level before it."""
    anchor = context.local_anchors[-1] if context.local_anchors else None
    if anchor is None or not context.sentence or anchor.start < context.sentence[-1].end:
        return False
    return anchor.word in ("今年", "去年") and anchor.start >= context.prefix_start - 1


def _split_absolute(context: Context, level: Record) -> None:
    """A relative change stays with the level; the absolute one before it becomes a record of its own."""
    copy = Record(
        level.start, level.end, level.number_start, level.number_end, level.indicator, period=level.period,
        change=level.change, change_unit=level.change_unit, change_basis=level.change_basis, direction=level.direction,
        change_qualifier=level.change_qualifier, change_scale=level.change_scale, change_abs_unit=level.change_abs_unit,
        aggregate="flow", rules=["change-absolute"],
    )  # fmt: skip
    context.records.append(copy)
    level.change = level.change_scale = level.change_abs_unit = None


def _set_change(context: Context, record: Record, quantity: Quantity, clause: Clause, unit: str, size: float | int) -> None:
    direction = clause.direction
    if size < 0:
        size, direction = -size, "down"
    record.change, record.change_unit, record.direction = size, unit, direction
    record.change_basis = _basis(context, clause)
    record.change_qualifier = clause.qualifier or quantity.qualifier
    if quantity.upper is not None:
        record.change_max = quantity.upper
    if record.change_basis == "annual_avg" and context.anchor is not None and record.value is None:
        record.period = period_of(context)
    record.rules.append(f"change-{unit.replace('_', '-')}")
    record.extend(record.start, quantity.end)
    if record.value is None and quantity.start > record.number_start and record.damaged:
        record.number_start, record.number_end = quantity.start, quantity.number_end


def _double(context: Context, quantity: Quantity, clause: Clause) -> bool:
    clause = analyse(context.prefix + "增长")
    name, own = resolved_name(context, clause)
    target = None if own else level_for(context, "times")
    if target is None:
        target = new_change(context, quantity, name, clause)
        if not own:
            target.rules.append("inherited")
    _set_change(context, target, quantity, clause, "times", quantity.value)
    if "翻了近" in context.plain[quantity.start - 1 : quantity.end]:
        target.change_qualifier = "<"
    target.rules.append("doubling")
    return True


def _same_measure(unit: str | None, step: str | None) -> bool:
    """A step is printed in the unit of its level; that of an interest rate in basis points."""
    return unit == step or (unit is None and step == "点") or (unit == "%" and step in ("个基点", "基点"))


def _may_differ(record: Record, quantity: Quantity, clause: Clause) -> bool:
    """A difference belongs to a level in its unit; a net one (新增586家，净增342家) not to what is newly added."""
    added = clause.has("net") and verb_prefix(record.indicator).startswith("新")
    return record.value is not None and record.change is None and _same_measure(record.unit, quantity.unit) and not added


def _after_index(context: Context) -> bool:
    last = context.sentence[-1] if context.sentence else None
    return last is not None and last.value is not None and last.unit is None and last.change is None


def _absolute(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """净增300家, 比上年增加4家, 减少6240人: a difference in the level's own unit."""
    if clause.verb != "change" or quantity.form == "bare" or (quantity.unit is None and not _after_index(context)):
        return False
    if clause.has("comparative") and clause.base and not temporal(clause.base):
        return _gap(context, quantity, clause)
    name, own = resolved_name(context, clause)
    target = None
    if not own and not context.topic:
        target = last_of(context, lambda r: _may_differ(r, quantity, clause))
    if target is None:
        target = new_change(context, quantity, name, clause)
        if not own:
            target.rules.append("inherited")
    target.change, target.change_unit, target.direction = quantity.value, "absolute", clause.direction
    target.change_basis, target.change_qualifier = _basis(context, clause), clause.qualifier or quantity.qualifier
    target.change_scale, target.change_abs_unit = quantity.scale, quantity.unit
    target.rules.append("change-absolute")
    target.extend(target.start, quantity.end)
    return True
