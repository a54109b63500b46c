"""The claim grammar: decides for each number what it says, and assembles records."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.changes import place_change, read_change
from dashboard.pipeline.reader.clauses import Clause, analyse
from dashboard.pipeline.reader.context import Context, advance
from dashboard.pipeline.reader.counts import scope_count
from dashboard.pipeline.reader.levels import read_level
from dashboard.pipeline.reader.pairs import read_ratio
from dashboard.pipeline.reader.periods import Anchor, DocumentYears
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.ranks import read_rank
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.respective import read_listed
from dashboard.pipeline.reader.scanning import Scan

_INDEX = re.compile(
    r"(?:指数|得分|总分|评分|分值|系数|景气|PMI|均分|满意度|商|收入比|比率|比值|弹性)(?:\([^)]*\))?(?:值)?[^，。;\d]{0,8}$"
)
# 指数超过200的区县有3个: what had to be exceeded.
_EXCEEDED = re.compile(r"^(?:以上)?的[\u3400-\u9fff]{1,6}?(?:共?有|达|为)?\d")
_SCORED = re.compile(r"指数|得分|评分|分值")
_DATED = re.compile("\ue000+的$")
_RANGE_ONLY = re.compile(r"^(?:以上|左右)")


def read_records(plain: str, scanned: Scan, anchors: list[Anchor], years: DocumentYears) -> list[Record]:
    """Return the records of a plain text, in order of their numbers."""
    context = Context(plain, scanned, anchors, years)
    while (quantity := context.quantity()) is not None:
        advance(context, quantity.start)
        before = len(context.records)
        used = _read(context, quantity)
        last = context.quantity(used - 1)
        unread = len(context.records) == before and used == 1
        context.carried = unread and (
            quantity.form in ("ordinal", "bare", "places") or (quantity.unit is None and quantity.form == "arabic")
        )
        if context.carried:
            # A run of unread numbers must not make the words before the next one grow without end.
            context.position = max(context.prefix_start, quantity.end - 60)
        else:
            context.position = context.next_position or (last.end if last else quantity.end)
        context.next_position = None
        context.index += used
    return context.records


def _read(context: Context, quantity: Quantity) -> int:  # noqa: PLR0911 - each branch is one rule of the grammar
    """Read the current quantity; return how many quantities were used."""
    if quantity.form == "ratio":
        return read_ratio(context, quantity, analyse(_DATED.sub("", context.prefix)))
    if quantity.form == "ordinal":
        return read_rank(context, quantity)
    clause = analyse(context.prefix)
    if quantity.unit is None and quantity.form == "arabic" and not _indexed(context, quantity, clause):
        return 1
    if scope_count(context, quantity):
        return 1
    listed = read_listed(context, quantity, clause)
    if listed:
        return listed
    if quantity.unit in ("位", "名", "名次", "个") and place_change(context, quantity, clause):
        return 1
    if quantity.unit in ("位", "名") and read_rank(context, quantity, bare=True):
        return 1
    if read_change(context, quantity, clause):
        return 1
    return read_level(context, quantity, clause)


def _indexed(context: Context, quantity: Quantity, clause: Clause) -> bool:
    """A number without a unit counts only as an index, or in a list whose last member has the unit."""
    if _EXCEEDED.match(context.after(quantity, 16)):
        return False
    if _INDEX.search(context.prefix) or (clause.verb and _INDEX.search(clause.subject)):
        return True
    if (
        clause.verb == "change"
        and context.sentence
        and context.sentence[-1].value is not None
        and context.sentence[-1].unit is None
    ):
        return True
    if context.bracket and context.bracket_noun and not clause.subject:
        return (
            _SCORED.search(context.plain, max(0, quantity.start - 120), quantity.start) is not None
            and context.sentence_start <= quantity.start
        )
    if quantity.scale > 1:
        return bool(clause.subject) or bool(clause.verb)
    following = context.quantity(1)
    return bool(
        following
        and context.between(0) in ("、", "和")
        and (following.unit or (following.unit is None and context.quantity(2)))
        and clause.has("respective")
    )
