"""Multiples: 是上年的2.4倍 and 分别是2017年的2.4倍、3.1倍, of the levels that they follow."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.attaching import before_bracket, level_for, new_change
from dashboard.pipeline.reader.clauses import Clause, temporal
from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.endings import QUALIFIERS
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import clean

_MULTIPLE = re.compile(r"(?:是|为|相当于|达到?|系|有|增长到|增至|提高到|扩大到|升至|增加到)(?P<base>[^，。;]{0,24}?)的?$")
_HEDGED = re.compile(r"(?P<before>大约|约|近|接近|超过|超)(?:为|是|相当于)|的(?P<after>大约|约|近|超过|超|逾)?$")
_ASPECTS = frozenset({"数量", "总数", "总量", "规模", "总额", "金额"})
_SINCE = re.compile(r"年前|[年月期时初末底]$|(?:过去|以往|此前|历史|同期)")
_EACH = re.compile(r"^(?:数量|规模|总量)?(?:分别|依次|各)(?:约|近|超)?(?:是|为|相当于|达到?)(?P<base>[^，。;]{0,24}?)的?$")


def read_multiple(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """Attach 是…的N倍 (also 增长到N倍) to its level, or add it as a change of its own; False for 增长N倍."""
    prefix = context.prefix
    multiple = _MULTIPLE.search(prefix)
    of_level = prefix == "的" or (prefix.startswith("的") and not clause.subject.strip("的"))
    if not ((prefix.endswith("的") and multiple) or clause.verb == "move" or of_level):
        return False
    own = clean(prefix[: multiple.start()]) if multiple else ""
    own = "" if own in _ASPECTS else own
    target = None if own else level_for(context, "times") or before_bracket(context)
    if target is None:
        target = new_change(context, quantity, own or context.topic or context.current, clause)
    _attach(context, target, quantity, multiple["base"] if multiple else "")
    hedge = _HEDGED.search(prefix)
    told = QUALIFIERS.get(hedge["before"] or hedge["after"] or "", "") if hedge else ""
    target.change_qualifier = told or clause.qualifier or quantity.qualifier
    return True


def read_multiples(context: Context, numbers: list[Quantity]) -> int:
    """Attach 分别是2017年的2.4倍、3.1倍 to as many levels before it; return the quantities used, 0 if it is no such list."""
    match = _EACH.match(context.prefix) if all(quantity.unit in ("倍", None) for quantity in numbers) else None
    levels = [record for record in context.sentence if record.value is not None and record.change is None]
    if match is None or numbers[-1].unit != "倍" or len(levels) < len(numbers):
        return 0
    for record, quantity in zip(levels[-len(numbers) :], numbers, strict=True):
        _attach(context, record, quantity, match["base"])
        record.change_qualifier = quantity.qualifier
        record.rules.append("list")
        record.extend(record.start, numbers[-1].end)
    return len(numbers)


def _attach(context: Context, record: Record, quantity: Quantity, base: str) -> None:
    record.change, record.change_unit, record.direction = quantity.value, "multiple", "up"
    anchor = context.base_anchor
    record.change_basis = anchor.label if anchor is not None and anchor.label else "yoy"
    if base and not temporal(base) and not _SINCE.search(base):
        # 是全省平均的1.9倍 compares with another entity: a change since no period.
        record.change_basis = None
        record.doubts.append("other-entity")
    record.rules.append("change-multiple")
    record.extend(record.start, quantity.end)
