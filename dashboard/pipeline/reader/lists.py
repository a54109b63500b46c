"""Parallel lists: 分别, 依次, 均, a:b:c, and numbers strung together by 、."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.subjects import clean, completed_list, split_list

_JOINT = re.compile(r"^(?:[、，]?(?:和|及|与|以及)?|[、，])-?$")
_VERB_JOINT = re.compile(
    r"^(?:、|和|及|与)(?:同比)?(?:增长|下降|上升|提高|回落|增加|减少|降低|上涨|下跌|达到?|突破|超过|逾|超|接近|近|约)$"
)
_JOINT_FIRST = frozenset("、，和及与以-")
_SECTORS = re.compile(r"三次产业|三产结构|产业结构|三次产业增加值")
_BETWEEN = re.compile(r"(?:之比|的?比例|比值|比|结构|构成)(?:关系)?(?:由)?$")


def strung(context: Context, *, verbs: bool = False) -> list[Quantity]:
    """Return the current quantity and those strung to it by 、 和 及, a single one if none are."""
    first = context.quantity()
    out = [first] if first else []
    ahead = 0
    if context.between(0)[:1] not in _JOINT_FIRST:
        return out
    while _JOINT.match(context.between(ahead) or "。") or (verbs and _VERB_JOINT.match(context.between(ahead))):
        following = context.quantity(ahead + 1)
        if following is None or following.form in ("ordinal", "ratio", "damaged"):
            break
        out.append(following)
        ahead += 1
    return out


def shared_units(quantities: list[Quantity]) -> None:
    """Give a list's last unit and scale to members printed without one (下降3、2、1%)."""
    last = quantities[-1]
    for quantity in quantities[:-1]:
        if quantity.unit is None:
            quantity.unit, quantity.scale = last.unit, last.scale if quantity.scale == 1 else quantity.scale


def names_of(subject: str) -> list[str]:
    """Return the elements of a listed subject, each with the shared head noun."""
    parts = split_list(clean(subject))
    return completed_list(parts) if len(parts) > 1 else parts


def ratio_names(clause: Clause, count: int) -> list[str]:
    """Return one indicator for each part of a ratio: the named things, or the three sectors."""
    subject = clean(clause.subject)
    whole = _BETWEEN.sub("", subject)
    if _SECTORS.search(subject) and count == 3:
        name = subject if re.search(r"比例|结构|构成|比$", subject) else subject + "比例"
        return [name + part for part in ("第一产业", "第二产业", "第三产业")]
    parts = split_list(whole)
    if len(parts) != count:
        parts = re.split(r"[、-]", whole)
    if len(parts) == count:
        return [f"{part}比例" for part in completed_list(parts)]
    return [f"{subject}第{index}项" for index in range(1, count + 1)]
