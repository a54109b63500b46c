"""Which candidates are safe enough to accept in a batch: those of which nothing had to be guessed."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.models import Check
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import head_of

# Rules that read what is printed without completing it; measured on the annotated texts, leaving texts out.
SAFE_RULES = frozenset(
    {
        "level", "change-percent", "change-percentage-points", "change-permille-points", "change-times", "change-multiple",
        "counted", "share", "list", "from", "to", "level-after-change", "change-absolute", "rank-verb", "change-places",
        "each", "gap", "relational", "child", "doubling", "ratio", "rank-respective", "inherited", "rank-scope", "completion",
        "share-of-noun", "rank-list",
    }
)  # fmt: skip
_ODD_NAME = re.compile(r"[\d:;!?|<>=+*#@]|^[的了在是为和与及等个家项件名]|(?:等|的|和|与|中|里)$|^(?:其|该|这|那|各|另|上述|以上|实际|同比|比|较)")
_UNBALANCED = re.compile(r"^[^“]*”|“[^”]*$|\([^)]*$|^[^(]*\)")
_LONG, _SHORT = 20, 3
_LONG_JOINED, _LONG_COUNTED = 11, 12


def doubts(record: Record) -> list[str]:
    """Return what had to be guessed or looks odd about a record; empty where nothing had."""
    rules = set(record.rules)
    found = [rule for rule in rules if rule not in SAFE_RULES]
    name = record.indicator
    if not _SHORT <= len(name) <= _LONG:
        found.append("name-length")
    if _ODD_NAME.search(name) or _UNBALANCED.search(name):
        found.append("name-odd")
    if "level" in rules and not head_of(name):
        found.append("name-without-head")
    if record.value is not None and record.unit is None and "ratio" not in rules:
        found.append("no-unit")
    if "inherited" in rules and not rules & {"share", "gap", "rank-verb", "change-percentage-points"}:
        found.append("inherited")
    if "relational" in rules and len(name) > _LONG_JOINED:
        found.append("joined-long")
    if "counted" in rules and (len(name) > _LONG_COUNTED or not head_of(name)):
        found.append("counted-long")
    if record.change_unit == "percentage_points" and record.value is None and "inherited" not in rules and not head_of(name):
        found.append("points-of-what")
    if record.damaged:
        found.append("damaged")
    return found + record.doubts


def acceptable(record: Record, checks: tuple[Check, ...]) -> bool:
    """Return whether a record can be accepted without a second look."""
    return not doubts(record) and all(check.holds is not False for check in checks)
