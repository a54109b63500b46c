"""Arithmetic self-checks of a text: levels, changes and shares must fit each other within their rounding."""

from __future__ import annotations

from collections import defaultdict

from dashboard.pipeline.reader.models import Check, Number
from dashboard.pipeline.reader.records import Record

Interval = tuple[float, float]


def printed_interval(value: Number, scale: int = 1, qualifier: str = "") -> Interval:
    """Return the numbers that `value`, printed with its decimals, can stand for; a hedge opens one side."""
    text = repr(value)
    decimals = len(text.partition(".")[2]) if "." in text and "e" not in text else 0
    half = 0.5 * 10.0**-decimals
    low, high = (value - half) * scale, (value + half) * scale
    if qualifier in (">", ">="):
        return low, float("inf")
    if qualifier in ("<", "<="):
        return float("-inf"), high
    return (low * 0.9, high * 1.1) if qualifier == "~" else (low, high)


def _overlap(left: Interval, right: Interval) -> bool:
    return max(left[0], right[0]) <= min(left[1], right[1])


def _level(record: Record) -> Interval | None:
    return None if record.value is None else printed_interval(record.value, record.scale, record.qualifier)


def _growth(later: Interval, earlier: Interval) -> Interval | None:
    """(b / a - 1)·100 over all a and b of two intervals; None where the base may be zero or is unbounded."""
    if earlier[0] <= 0 or earlier[1] == float("inf") or later[0] < 0:
        return None
    return (later[0] / earlier[1] - 1) * 100, (later[1] / earlier[0] - 1) * 100


def _stated(record: Record) -> Interval | None:
    """The relative change in per cent that a record states, signed."""
    if record.change is None or record.change_unit not in ("percent", "times", "multiple"):
        return None
    if record.change_basis == "annual_avg":
        return None
    low, high = printed_interval(record.change, 1, record.change_qualifier)
    if record.change_max is not None:
        high = printed_interval(record.change_max)[1]
    if record.change_unit == "percent":
        return (-high, -low) if record.direction == "down" else (low, high)
    shift = 0 if record.change_unit == "times" else 1
    return (low - shift) * 100, (high - shift) * 100


def _pair_check(first: Record, last: Record) -> Check | None:
    """A and B of 由A到B against the growth or the points stated with them."""
    earlier, later = _level(first), _level(last)
    if earlier is None or later is None or last.change is None or first.unit != last.unit:
        return None
    if last.change_unit == "percentage_points":
        points = (later[0] - earlier[1], later[1] - earlier[0])
        low, high = printed_interval(last.change, 1, last.change_qualifier)
        told = (-high, -low) if last.direction == "down" else (low, high)
        holds = _overlap(points, told)
        return Check("points-fit-levels", holds, f"{last.value} − {first.value} 与变动 {last.change} 个百分点{_verdict(holds)}")
    growth, stated = _growth(later, earlier), _stated(last)
    if growth is None or stated is None:
        return None
    holds = _overlap(growth, stated)
    return Check("growth-fits-levels", holds, f"{last.value} ÷ {first.value} 与增幅 {last.change}{_verdict(holds)}")


def _verdict(holds: bool) -> str:
    return "相符" if holds else "不符"


def _base_check(level: Record, difference: Record) -> Check | None:
    """A level, its difference and its relative change must imply one base."""
    now, told = _level(level), _stated(level)
    if now is None or told is None or difference.change is None:
        return None
    low, high = printed_interval(difference.change, difference.change_scale or 1, difference.change_qualifier)
    step = (-high, -low) if difference.direction == "down" else (low, high)
    growth = _growth(now, (now[0] - step[1], now[1] - step[0]))
    if growth is None:
        return None
    holds = _overlap(growth, told)
    return Check(
        "difference-fits-growth", holds, f"{difference.change} 与增幅 {level.change} 在水平 {level.value} 上{_verdict(holds)}"
    )


def _ratio_check(parts: list[Record]) -> Check:
    low = sum(printed_interval(part.value or 0)[0] for part in parts)
    high = sum(printed_interval(part.value or 0)[1] for part in parts)
    holds = low <= 100 <= high
    return Check("parts-sum-to-hundred", holds, f"各部分之和 {sum(part.value or 0 for part in parts):g}{_verdict(holds)} 100")


def check_records(records: list[Record]) -> dict[int, tuple[Check, ...]]:
    """Return the checks of each record, by its place in `records`; a check is reported at each record it involves."""
    found: dict[int, list[Check]] = defaultdict(list)
    places = {id(record): index for index, record in enumerate(records)}

    def note(check: Check | None, *involved: Record) -> None:
        if check is not None:
            for record in involved:
                found[places[id(record)]].append(check)

    for index, record in enumerate(records):
        following = records[index + 1] if index + 1 < len(records) else None
        if following is not None and "from" in record.rules and "to" in following.rules:
            note(_pair_check(record, following), record, following)
        if record.value is None and record.change_unit == "absolute":
            owner = next(
                (
                    other
                    for other in records
                    if other.value is not None
                    and other.indicator == record.indicator
                    and other.period == record.period
                    and other.change_unit == "percent"
                ),
                None,
            )
            if owner is not None:
                note(_base_check(owner, record), owner, record)
        if "bracket" in record.rules and index and records[index - 1].change_unit == "multiple":
            note(_multiple_check(records[index - 1], record), records[index - 1], record)
    for parts in _ratios(records):
        note(_ratio_check(parts), *parts)
    return {index: tuple(checks) for index, checks in found.items()}


def _multiple_check(level: Record, base: Record) -> Check | None:
    growth = _growth(_level(level) or (0, 0), _level(base) or (0, 0))
    told = _stated(level)
    if growth is None or told is None or level.unit != base.unit:
        return None
    holds = _overlap(growth, told)
    return Check("multiple-fits-levels", holds, f"{level.value} ÷ {base.value} 与 {level.change} 倍{_verdict(holds)}")


def _ratios(records: list[Record]) -> list[list[Record]]:
    groups: dict[tuple[int, int], list[Record]] = defaultdict(list)
    for record in records:
        if "ratio" in record.rules:
            groups[record.number_start, record.number_end].append(record)
    return [group for group in groups.values() if len(group) > 2 and 90 <= sum(part.value or 0 for part in group) <= 110]
