"""One series against itself: sums since January, sign, jumps, slips of the unit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from dashboard.analysis.comparability import break_between
from dashboard.checks.conflicts import rivals
from dashboard.checks.material import Finding, Material
from dashboard.checks.rows import Row, about, distance, grouped, identity, interval, records
from dashboard.intervals import Interval, exactly
from dashboard.periods import parse_period

_SERIES = ("indicator", "place", "scope")
SLIPS = (4, 8)
"""Powers of ten between 元, 万元 and 亿元: a number that is off by one of them was printed with the wrong unit."""
_RIVAL_SLIPS = (1, 2, 3, 4, 8)
"""Between two printings of one number any small power of ten is a slip; ten is 亿 read as billion."""
_DIGITS = 3
_JUMP_POINTS = 5
_JUMP_DEVIATIONS = 8.0
_JUMP_LEAST = math.log(2)
_NORMAL = 1.4826
"""Makes the median absolute deviation estimate a standard deviation (Rousseeuw and Croux 1993, JASA 88)."""


def year_to_date(material: Material) -> Iterator[Finding]:
    """Find sums since January that fall as the year goes on, or whose difference is not the period between them."""
    for rows in _flows(material).values():
        sums = _sums_since_january(rows)
        for (_, earlier), (_, later) in pairwise(sorted(sums.items())):
            yield from _falling(earlier, later, material)
        yield from _differences(sums, rows, material)


def impossible_value(material: Material) -> Iterator[Finding]:
    """Find numbers of things below zero, and ranks that are no whole number from 1 upwards."""
    frame = material.published
    ranks, counts = (frame["indicator"].isin(material.indicators(measure)) for measure in ("rank", "count"))
    no_rank = ranks & ((frame["amount"] < 1) | (frame["amount"] % 1 != 0))
    yield from (
        _impossible(row, "名次是从1起的整数", "a rank is a whole number from one upwards", material)
        for row in records(frame.loc[no_rank])
    )
    yield from (
        _impossible(row, "个数不会是负的", "a number of things is not negative", material)
        for row in records(frame.loc[counts & (frame["high"] < 0)])
    )


def jump(material: Material) -> Iterator[Finding]:
    """Find values that at least double or halve, far out of what is usual in a series of five or more values.

    The yearly growth, in logarithms, is set against the median of the others and their median absolute deviation. The
    step back after an outlier is not told again.
    """
    for points in material.once(_yearly).values():
        steps = [(one, two) for one, two in pairwise(points) if _comparable(one, two, material)]
        growth = [_growth(one, two) for one, two in steps]
        told = False
        for n, (one, two) in enumerate(steps):
            others = growth[:n] + growth[n + 1 :]
            odd = len(points) >= _JUMP_POINTS and len(others) >= _JUMP_POINTS - 2 and _is_odd(growth[n], others)
            if odd and not told:
                yield _jumped(one, two, math.exp(growth[n]), material)
            told = odd


def unit_slip(material: Material) -> Iterator[Finding]:
    """Find numbers that are another printing of the same number, or the rest of their series, times a power of ten."""
    for winner, others in material.once(rivals):
        for other in others:
            slip = _rival_slip(other, winner)
            if slip:
                yield _slipped(other, winner, slip, float(winner["amount"]), material)
    for points in material.once(_yearly).values():
        for n, row in enumerate(points):
            rest = [abs(each["amount"]) for each in points[:n] + points[n + 1 :]]
            slip = _series_slip(abs(row["amount"]), rest)
            if slip:
                yield _slipped(row, None, slip, median(rest), material)


def _impossible(row: Row, zh: str, en: str, material: Material) -> Finding:
    return Finding(
        *about(row),
        zh=f"{material.zh.subject(row)}公布为{row['printed']}，而{zh}。",
        en=f"{material.en.subject(row)} is published as {row['printed']}, but {en}.",
        claims=(row["claim"],),
        observations=(identity(row, material.catalog),),
        size=abs(float(row["amount"])),
    )


def _flows(material: Material) -> dict[tuple[str, ...], list[Row]]:
    frame = material.dated
    usable = frame.loc[
        frame["period_type"].isin(["flow", "year_to_date"]) & frame["indicator"].isin(material.indicators("level", "count"))
    ]
    rows = [row | {"year": parse_period(row["period"]).year} for row in records(usable)]
    return {key: group for key, group in grouped(rows, (*_SERIES, "year")).items() if len(group) > 1}


def _sums_since_january(rows: list[Row]) -> dict[int, Row]:
    """Return, by the month they end in, the numbers that run from January; a year-to-date goes before a plain half year."""
    sums: dict[int, Row] = {}
    for row in sorted(rows, key=lambda row: row["period_type"] != "year_to_date"):
        period = parse_period(row["period"])
        if (period.start.month, period.start.day) == (1, 1) and period.start.year == period.end.year:
            sums.setdefault(period.end.month, row)
    return sums


def _falling(earlier: Row, later: Row, material: Material) -> Iterator[Finding]:
    if interval(later).high < interval(earlier).low:
        zh, en = (
            (words.subject(later), words.value(later), words.period(earlier["period"]), words.value(earlier))
            for words in (material.zh, material.en)
        )
        yield Finding(
            *about(later),
            zh=f"{zh[0]}累计{zh[1]}，反而少于{zh[2]}的{zh[3]}。",
            en=f"{en[0]}: {en[1]} since January, less than the {en[3]} of {en[2]}.",
            claims=(later["claim"], earlier["claim"]),
            observations=(identity(later, material.catalog), identity(earlier, material.catalog)),
            size=distance(interval(earlier), interval(later)),
        )


def _differences(sums: dict[int, Row], rows: list[Row], material: Material) -> Iterator[Finding]:
    for row in rows:
        period = parse_period(row["period"])
        before, until = sums.get(period.start.month - 1), sums.get(period.end.month)
        if until is None or until is row or (before is None and period.start.month > 1) or period.start.year != period.end.year:
            continue
        rest = interval(until) - interval(before) if before and period.start.month > 1 else interval(until)
        if not rest.meets(interval(row)):
            yield _unlike_difference(row, [until, *([before] if before and period.start.month > 1 else [])], rest, material)


def _unlike_difference(row: Row, ends: list[Row], rest: Interval, material: Material) -> Finding:
    zh, en = material.zh, material.en
    rows = [row, *ends]
    return Finding(
        *about(row),
        zh=f"{zh.subject(row)}公布为{zh.value(row)}，而由年内累计数算得{zh.span(rest, row)}。",
        en=f"{en.subject(row)} is published as {en.value(row)}, but sums since January give {en.span(rest, row)}.",
        claims=tuple(each["claim"] for each in rows),
        observations=tuple(identity(each, material.catalog) for each in rows),
        size=distance(rest, interval(row)),
    )


def _yearly(material: Material) -> dict[tuple[str, ...], list[Row]]:
    """Return, by series, the exact positive yearly values in time order."""
    frame = material.dated
    usable = (
        (frame["frequency"] == "A")
        & frame["period_type"].isin(["flow", "stock"])
        & (frame["qualifier"] == "exact")
        & (frame["amount"] > 0)
        & frame["indicator"].isin(material.indicators("level", "count", "ratio", "rate"))
    )
    rows = records(frame.loc[usable].sort_values([*_SERIES, "period_end"]))
    return grouped(rows, _SERIES)


def _comparable(one: Row, two: Row, material: Material) -> bool:
    return break_between(material.indicator(two), two["place"], one["period_end"], two["period_end"]) is None


def _growth(one: Row, two: Row) -> float:
    years = max(1, two["period_end"].year - one["period_end"].year)
    return math.log(two["amount"] / one["amount"]) / years


def _is_odd(growth: float, others: list[float]) -> bool:
    usual = median(others)
    spread = _NORMAL * median(abs(each - usual) for each in others)
    return abs(growth - usual) > max(_JUMP_DEVIATIONS * spread, _JUMP_LEAST)


def _jumped(one: Row, two: Row, factor: float, material: Material) -> Finding:
    zh, en = material.zh, material.en
    return Finding(
        *about(two),
        zh=f"{zh.subject(two)}由{zh.period(one['period'])}的{zh.value(one)}变为{zh.value(two)}，远超该序列以往的变动。",
        en=f"{en.subject(two)}: from {en.value(one)} in {en.period(one['period'])} to {en.value(two)}, "
        f"far beyond what is usual in the series.",
        claims=(two["claim"], one["claim"]),
        observations=(identity(two, material.catalog), identity(one, material.catalog)),
        size=max(factor, 1 / factor) - 1,
    )


def _rival_slip(one: Row, other: Row) -> int:
    """Return the power of ten that makes one printing of a number the other; 0 where none does or digits are too few."""
    if one["qualifier"] != "exact" or other["qualifier"] != "exact" or interval(one).meets(interval(other)):
        return 0
    digits = max(len(str(row["printed"]).replace(".", "").lstrip("-0").rstrip("0")) for row in (one, other))
    fitting = [
        slip
        for size in _RIVAL_SLIPS
        for slip in (size, -size)
        if interval(other).scaled(10.0**slip).meets(interval(one)) and digits >= _DIGITS
    ]
    return fitting[0] if fitting else 0


def _series_slip(amount: float, others: list[float]) -> int:
    if len(others) < 3:
        return 0
    size = math.log10(amount / median(others))
    return next((sign * slip for slip in SLIPS for sign in (1, -1) if abs(size - sign * slip) < 0.5), 0)


def _slipped(row: Row, other: Row | None, slip: int, usual: float, material: Material) -> Finding:
    printed, zh, en = f"{row['printed']}{row['unit']}", material.zh, material.en
    beside_zh = f"另一处的{zh.value(other)}" if other else f"该序列通常的{zh.span(exactly(usual), row)}"
    beside_en = f"another printing, {en.value(other)}" if other else f"what is usual here, {en.span(exactly(usual), row)}"
    return Finding(
        *about(row),
        zh=f"{zh.subject(row)}印作{printed}，与{beside_zh}相差10的{abs(slip)}次方倍，疑为单位之误。",
        en=f"{en.subject(row)} is printed as {printed}, ten to the power of {abs(slip)} away from {beside_en}: "
        f"perhaps a slip of the unit.",
        claims=(row["claim"], *([other["claim"]] if other else [])),
        observations=(identity(row, material.catalog),),
        size=float(10 ** abs(slip)),
    )
