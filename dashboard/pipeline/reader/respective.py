"""Lists of numbers matched to lists of subjects, periods, or levels stated before."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context, period_of
from dashboard.pipeline.reader.endings import QUALIFIERS
from dashboard.pipeline.reader.listed_names import bracketed_names, listed_before, named_before, of_each, of_named
from dashboard.pipeline.reader.lists import names_of, shared_units, strung
from dashboard.pipeline.reader.multiples import read_multiples
from dashboard.pipeline.reader.naming import aggregate_of, own_subject, resolved_name
from dashboard.pipeline.reader.periods import Anchor
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import abbreviates, clean, completed_list, joined, relational

_SHARES = re.compile(r"^(?P<subject>.*?)(?:分别|依次|各)(?:占(?:到|了)?|(?P<relation>恢复[至到]|相当于))(?P<whole>[^，。;]*)$")
_POINTS = {
    "个百分点": "percentage_points",
    "百分点": "percentage_points",
    "千分点": "permille_points",
    "个千分点": "permille_points",
}


def read_listed(context: Context, quantity: Quantity, clause: Clause) -> int:  # noqa: C901, PLR0911, PLR0912 - each branch is one rule of the grammar
    """Add one record per element of a respective or parallel list; return the quantities used, 0 if it is no list."""
    numbers = strung(context, verbs=clause.has("respective"))
    if clause.has("each") and len(numbers) == 1:
        return _each(context, quantity, clause)
    if len(numbers) < 2:
        return 0
    if used := read_multiples(context, numbers):
        return used
    if clause.gap:
        return _gap_list(context, clause, numbers)
    names = names_of(clause.subject) if clause.subject else []
    names = [name for name in names if name]
    if not names and clause.has("respective"):
        names = named_before(context, len(numbers))
    if len(names) == 1 and clause.has("respective") and ")" in context.plain[context.prefix_start : quantity.start]:
        names = bracketed_names(context, quantity, len(numbers)) or names
    shared = len(names) == 1 and relational(names[0]) and len(context.last_list) == len(numbers)
    if len(names) == 1 and (clause.has("respective") or shared):
        names = of_each(context, names[0], len(numbers)) or of_named(context, names[0], len(numbers)) or names
    if clause.has("respective") and len(names) > len(numbers):
        parts = [clean(part) for part in clean(clause.subject).split("、")]
        names = completed_list(parts) if len(parts) == len(numbers) else names
    respective = clause.has("respective") or "分别" in clause.subject or "依次" in clause.subject
    if not respective and len(names) != len(numbers):
        return _second_list(context, clause, numbers) if not names or len(names) == 1 else 0
    shared_units(numbers)
    periods = [
        _label(anchor, context.years.subject) for anchor in context.local_anchors if anchor.start >= context.sentence_start
    ]
    shares = _share_list(context, clause, numbers)
    if shares:
        return shares
    if len(names) == len(numbers):
        levels = _abbreviated(context, names) if _is_change(clause, numbers[-1]) else []
        if levels:
            return _fill_all(context, clause, numbers, levels)
        return _spread(context, clause, numbers, _completed(context, names), [period_of(context)] * len(numbers))
    quarters = _quarters(context, len(numbers))
    if quarters:
        clause.subject = _QUARTERS.sub("", clause.subject)
        name = resolved_name(context, clause)[0]
        return _spread(context, clause, numbers, [name] * len(numbers), quarters)
    if len(periods) == 1 and context.local_anchors[-1].first != context.local_anchors[-1].last:
        periods = _years(context.local_anchors[-1].first, context.local_anchors[-1].last)
    months = len(context.local_anchors) == len(numbers) or len(periods) == len(numbers)
    if months and len(periods) == len(numbers):
        name = resolved_name(context, clause)[0]
        labels = [label or period_of(context) for label in periods]
        return _spread(context, clause, numbers, [name] * len(numbers), labels)
    used = _second_list(context, clause, numbers)
    if used or not respective:
        return used
    name = resolved_name(context, clause)[0]
    return _spread(context, clause, numbers, [name] * len(numbers), [period_of(context)] * len(numbers))


_QUARTERS = re.compile(r"第?(?P<first>[一二三])(?:季度)?[至到-](?P<last>[二三四])季度(?:末|累计|当季)?")


def _quarters(context: Context, count: int) -> list[str | None]:
    """一至四季度分别为…: one quarter of the year for each number."""
    match, year = _QUARTERS.search(context.prefix), period_of(context)
    if match is None:
        return []
    first, last = ("一二三四".index(match[name]) + 1 for name in ("first", "last"))
    return [f"{year}Q{quarter}" if year else None for quarter in range(first, last + 1)] if last - first + 1 == count else []


def _label(anchor: Anchor, year: str | None) -> str | None:
    if anchor.word in ("一", "二", "三", "四") and anchor.first is None:
        return f"{year}Q{'一二三四'.index(anchor.word) + 1}" if year else None
    return anchor.label


def _share_list(context: Context, clause: Clause, numbers: list[Quantity]) -> int:
    """分别占总量的46%、39%和15%: one share for each subject, or for each level before."""
    match = _SHARES.match(clause.subject)
    if match is None or numbers[-1].unit not in ("%", "成"):
        return 0
    names = [name for name in names_of(match["subject"]) if name] if match["subject"] else []
    if len(names) != len(numbers):
        named = listed_before(context, len(numbers))
        names = named or [record.indicator for record in context.sentence[-len(numbers) :]]
    if len(names) != len(numbers):
        return 0
    start = context.prefix_start + match.start("whole")
    printed = context.plain[start : start + len(match["whole"])]
    whole = re.sub(r"(?:的|之)$|的?(?:比重|比例|份额)$", "", printed)
    clause.verb = "level"
    relation = match["relation"] or "占"
    return _spread(
        context,
        clause,
        numbers,
        [f"{name}{relation}{whole}的比重" if whole else f"{name}占比" for name in names],
        [period_of(context)] * len(numbers),
    )


def _gap_list(context: Context, clause: Clause, numbers: list[Quantity]) -> int:
    """增速分别高于全国、全省1.1个和1.8个百分点: one gap for each entity."""
    verb = re.match(r"(?:高于|低于|快于|慢于|高出|低出|多于|少于|领先于?|落后于?|超出|优于|超过)", clause.gap)
    others = re.split(r"[、和与及]", clause.gap[verb.end() :]) if verb else []
    if verb is None or len(others) != len(numbers):
        return 0
    name, own = resolved_name(context, clause)
    last = context.sentence[-1] if context.sentence else None
    if not own and last is not None:
        name = last.indicator + ("增速" if last.change_unit == "percent" else "")
    elif clause.nominal:
        name += "增速"
    for quantity, other in zip(numbers, others, strict=True):
        record = Record(
            context.prefix_start,
            numbers[-1].end,
            quantity.start,
            quantity.number_end,
            name + verb.group() + other,
            quantity.value,
            numbers[-1].unit.removeprefix("个") if numbers[-1].unit else None,
            period=period_of(context),
            rules=["list", "gap"],
        )
        context.records.append(record)
        context.sentence.append(record)
    return len(numbers)


def _years(first: str | None, last: str | None) -> list[str | None]:
    return [str(year) for year in range(int(first), int(last) + 1)] if first and last else []


def _completed(context: Context, names: list[str]) -> list[str]:
    if relational(names[0]) and context.current:
        return [joined(context.topic or context.current, name) for name in names]
    return names


def _is_change(clause: Clause, quantity: Quantity) -> bool:
    if quantity.unit in _POINTS:
        return True
    if clause.nominal and clause.verb != "change" and quantity.unit == "%":
        clause.direction = "down" if clause.nominal.startswith(("降", "跌")) else "up"
        return True
    return clause.verb == "change"


def _sign(record: Record) -> None:
    if record.change is not None and record.change < 0:
        record.change, record.direction = -record.change, "down"


_DOWN_VERB = re.compile(r"(?:下降|回落|减少|降低|下跌)$")
_UP_VERB = re.compile(r"(?:增长|上升|提高|增加|上涨)$")


def _own_verb(context: Context, quantity: Quantity, first: Quantity) -> str | None:
    """The direction of a list member that has its own verb (增长8%、下降15%和增长22%)."""
    if quantity is first:
        return None
    before = context.scanned.text[quantity.start - 4 : quantity.start]
    if _HEDGE.search(before):
        return "hedge" + before
    return (
        "down"
        if _DOWN_VERB.search(before)
        else "up"
        if _UP_VERB.search(before)
        else "level"
        if before.endswith(("达", "达到"))
        else None
    )


_HEDGE = re.compile(r"(超过|突破|逾|超|接近|近|约)$")


def _fill(record: Record, quantity: Quantity, clause: Clause, own: str | None = None) -> None:
    hedge = _HEDGE.search(own.removeprefix("hedge")) if own and own.startswith("hedge") else None
    if hedge:
        quantity.qualifier = quantity.qualifier or QUALIFIERS[hedge.group()]
    if not _is_change(clause, quantity):
        record.value, record.unit, record.scale = quantity.value, quantity.unit, quantity.scale
        record.qualifier = quantity.qualifier if own else clause.qualifier or quantity.qualifier
        record.number_start, record.number_end = quantity.start, quantity.number_end
        return
    record.change, record.direction = quantity.value, own if own in ("up", "down") else clause.direction or "up"
    record.change_basis = clause.basis
    record.change_qualifier = quantity.qualifier if own else clause.qualifier or quantity.qualifier
    if quantity.unit in _POINTS:
        record.change_unit = _POINTS[quantity.unit]
    elif quantity.unit in ("%", "‰"):
        record.change_unit = "percent"
    elif quantity.unit == "成":
        record.change_unit, record.change = "percent", round(quantity.value * 10, 6)
    elif quantity.unit == "倍":
        record.change_unit = "times"
    elif quantity.unit in ("位", "名次"):
        record.change_unit = "places"
    else:
        record.change_unit, record.change_scale, record.change_abs_unit = "absolute", quantity.scale, quantity.unit
    _sign(record)


def _spread(context: Context, clause: Clause, numbers: list[Quantity], names: list[str], periods: list[str | None]) -> int:
    """One record per number, each with the whole list as its span."""
    created = []
    for quantity, name, period in zip(numbers, names, periods, strict=True):
        record = Record(
            context.prefix_start, numbers[-1].end, quantity.start, quantity.number_end, name, period=period, rules=["list"]
        )
        _fill(record, quantity, clause, _own_verb(context, quantity, numbers[0]))
        record.aggregate = aggregate_of(context, clause, quantity, change_only=record.value is None)
        if clause.verb == "move" and record.value is not None:
            record.direction = clause.direction
        if clause.nominal and record.change_unit in ("percentage_points",):
            record.indicator += clause.nominal
        created.append(record)
    context.records.extend(created)
    context.sentence.extend(created)
    context.last_list = created
    context.current = clean(names[-1]) or context.current
    return len(numbers)


def _second_list(context: Context, clause: Clause, numbers: list[Quantity]) -> int:
    """A further list about the levels before it: 甲42件，乙53件，分别增长1%和2%."""
    subject = own_subject(clause)
    if subject and not relational(subject):
        return 0
    changing = _is_change(clause, numbers[-1])
    wanted = [r for r in context.sentence if (r.change is None if changing else r.value is None)]
    targets = wanted[-len(numbers) :]
    ending_here = changing and targets == context.sentence[-len(numbers) :] and targets != context.sentence[:1]
    if len(targets) < len(numbers) or not (clause.has("respective") or ending_here or targets == context.last_list):
        return 0
    if subject and not changing and not all(r.change_unit == "absolute" for r in targets):
        return 0
    shared_units(numbers)
    return _fill_all(context, clause, numbers, targets)


def _fill_all(context: Context, clause: Clause, numbers: list[Quantity], records: list[Record]) -> int:
    for record, quantity in zip(records, numbers, strict=True):
        _fill(record, quantity, clause, _own_verb(context, quantity, numbers[0]))
        record.rules.append("list")
        record.extend(record.start, numbers[-1].end)
    return len(numbers)


def _abbreviated(context: Context, names: list[str]) -> list[Record]:
    """The unchanged levels of the sentence that 融资额和惠及企业数同比分别增长 names again in short, one for each name."""
    levels = [record for record in context.sentence if record.value is not None and record.change is None]
    found = [next((level for level in levels if abbreviates(name, level.indicator)), None) for name in names]
    kept = [level for level in found if level is not None]
    return kept if len({id(level) for level in kept}) == len(names) else []


def _each(context: Context, quantity: Quantity, clause: Clause) -> int:
    """均: several subjects share one number."""
    names = [name for name in names_of(clause.subject) if name]
    if len(names) < 2 or "占" in clause.subject:
        return 0
    return _shared(context, quantity, clause, names)


def _shared(context: Context, quantity: Quantity, clause: Clause, names: list[str]) -> int:
    for name in names:
        record = Record(
            context.prefix_start,
            quantity.end,
            quantity.start,
            quantity.number_end,
            name,
            period=period_of(context),
            rules=["each"],
        )
        _fill(record, quantity, clause)
        record.aggregate = aggregate_of(context, clause, quantity, change_only=record.value is None)
        context.records.append(record)
        context.sentence.append(record)
    context.current = names[-1]
    return 1
