"""The record that a change belongs to: an open level of the sentence, or a new record of its own."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context, period_of
from dashboard.pipeline.reader.naming import aggregate_of
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record


def last_of(context: Context, wanted: Callable[[Record], bool]) -> Record | None:
    """Return the latest record of the sentence that is wanted."""
    return next((record for record in reversed(context.sentence) if wanted(record)), None)


def new_change(context: Context, quantity: Quantity, name: str, clause: Clause) -> Record:
    """Add a record without a level for the change at the current number."""
    record = Record(context.prefix_start, quantity.end, quantity.start, quantity.number_end, name, period=period_of(context))
    record.aggregate = aggregate_of(context, clause, quantity, change_only=True)
    if context.distant:
        record.doubts.append("distant-base")
    context.records.append(record)
    context.sentence.append(record)
    return record


def level_for(context: Context, unit: str) -> Record | None:
    """Return the level of the sentence that a change without a subject belongs to."""
    if context.topic:
        return None
    open_levels = [
        r
        for r in context.sentence
        if not ("bracket" in r.rules or "from" in r.rules)
        and (r.value is not None or r.damaged)
        and (r.change is None or r.change_unit == "absolute")
    ]
    if not open_levels or (
        context.sentence[-1].value is None
        and not context.sentence[-1].damaged
        and context.sentence[-1].change_unit != "absolute"
    ):
        return None
    if unit == "percentage_points":
        return next((r for r in reversed(open_levels) if r.unit in ("%", "成")), None)
    if unit == "permille_points":
        return next((r for r in reversed(open_levels) if r.unit in ("‰", "%")), None)
    proper = [r for r in open_levels if r.unit not in ("%", "‰", "成", "百分点", "位")]
    return proper[-1] if proper else None


def before_bracket(context: Context) -> Record | None:
    """Return the level that a bracketed base (是上年(50亿元)的3倍) interrupts."""
    values = [record for record in context.sentence if record.value is not None]
    return values[-2] if len(values) > 1 and "bracket" in values[-1].rules else None
