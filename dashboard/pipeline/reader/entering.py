"""Making a level record and entering it into the sentence."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context, period_of
from dashboard.pipeline.reader.naming import aggregate_of
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record

_MODIFYING = re.compile(r"的(?!比重|比例|速度|水平|增|目标|份额|高位|历史)[\u3400-\u9fff“]")


def level_record(context: Context, quantity: Quantity, name: str, clause: Clause, rule: str) -> Record:
    """Return a record of the level at the current number, not yet entered."""
    record = Record(
        context.prefix_start, quantity.end, quantity.start, quantity.number_end, name,
        quantity.value, quantity.unit, quantity.scale,
        clause.qualifier or quantity.qualifier, period_of(context), rules=[rule], upper=quantity.upper,
    )  # fmt: skip
    record.aggregate = aggregate_of(context, clause, quantity)
    if clause.verb == "move":
        record.direction = clause.direction
    if quantity.form == "damaged":
        record.value, record.unit, record.damaged = None, None, True
    if context.distant:
        record.doubts.append("distant-base")
    if (
        rule == "level"
        and context.scanned.text[quantity.end : quantity.end + 1] == "的"
        and _MODIFYING.match(context.after(quantity, 4))
    ):
        record.doubts.append("modifies-a-noun")
    if clause.qualifier in (">=", "<=") and record.aggregate not in ("target", "expected"):
        record.doubts.append("condition")
    if context.bracket:
        record.rules.append("bracket")
        if context.base_anchor is not None and context.base_anchor.first and not clause.subject:
            record.period = context.base_anchor.label
    return record


def enter(context: Context, record: Record) -> Record:
    """Add a record to the text and to the sentence, and return it."""
    context.records.append(record)
    context.sentence.append(record)
    return record
