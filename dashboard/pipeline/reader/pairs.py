"""Levels that come together: from A to B, and the parts of a ratio."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause, analyse
from dashboard.pipeline.reader.context import Context, advance
from dashboard.pipeline.reader.entering import enter, level_record
from dashboard.pipeline.reader.lists import ratio_names
from dashboard.pipeline.reader.naming import aggregate_of, resolved_name
from dashboard.pipeline.reader.periods import PLANS, Anchor, year_before
from dashboard.pipeline.reader.quantities import Quantity

_FROM = re.compile(r"^(?P<subject>.*?)(?:由|从)(?P<base>[^，。]{0,14})$")
_THOSE = re.compile(r"[两二三四五]者")
_TO = re.compile(
    r"^[^，。;\d]{0,6}?(?:，)?(?:增长|增加|提高|提升|上升|下降|减少|降低|回落|扩大|扩展|跃升|攀升|发展|升|降|增|减|扩|缩|前移|壮大|优化|调整|变|迈|拓展|缩短|压缩|压减|飙升|上调|下调|缩小|收窄)(?:了)?(?:到|至|为)[^，。;\d]{0,12}$|^[到至]$"
)


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
    first = level_record(context, quantity, name, Clause(qualifier=clause.qualifier), "from")
    if spanning is not None and spanning.first != spanning.last:
        first.period = year_before(spanning.first) if spanning.word in PLANS else spanning.first
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
    enter(context, first)
    start = context.prefix_start
    context.index += 1
    context.position = quantity.end
    advance(context, second.start)
    ending = analyse(context.prefix)
    last = level_record(context, second, name, ending, "to")
    last.start, last.unit = start, second.unit or first.unit
    last.direction = ending.direction
    if spanning is not None and spanning.first != spanning.last:
        last.period = spanning.last
    if not own:
        first.rules.append("inherited")
        last.rules.append("inherited")
    enter(context, last)
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
        names = _of_those_before(context, clause, len(quantity.ratio)) or ratio_names(clause, len(quantity.ratio))
    for name, value in zip(names, quantity.ratio, strict=True):
        record = level_record(context, quantity, name, clause, "ratio")
        record.value, record.unit, record.aggregate = value, None, None
        if starting and not (context.local_anchors and context.local_anchors[-1].start >= context.prefix_start):
            record.period = context.from_period
        enter(context, record)
    return 1


def _of_those_before(context: Context, clause: Clause, count: int) -> list[str]:
    """三者之比为14:71:16: the levels that were just stated."""
    levels = [record.indicator for record in context.sentence if record.value is not None][-count:]
    return [f"{name}之比" for name in levels] if _THOSE.match(clause.subject) and len(levels) == count else []
