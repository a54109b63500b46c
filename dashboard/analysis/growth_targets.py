"""Targets that are growth and no value: which growth became known for their period, and how far from them it is.

The growth held against a target is, in this order: the growth that a source states for the target's own period and base;
for a mean over several years, that between the published levels of both ends, or the chain of the yearly growth that was
published, (∏ (1 + g))^(1/n) − 1. Levels at current prices never judge growth at constant prices, nor do plain levels judge
growth of the same panel: such a target is told not to be judgeable, with the reason.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.comparability import break_between, sound
from dashboard.analysis.rows import Row
from dashboard.catalog.model import Indicator, Text
from dashboard.changes import change_between, mean_annual_growth, multiplier
from dashboard.intervals import Interval, exactly
from dashboard.periods import parse_period

REASONS = {
    "growth_base_unknown": Text(zh="目标未写明增速从哪一年算起", en="The target does not say from which year growth counts"),
    "growth_expected": Text(zh="只有预计数，未见正式结果", en="Only an expected figure is known"),
    "growth_at_current_prices": Text(
        zh="目标按不变价，已公布的只有现价数值", en="The target is at constant prices, the values are at current prices"
    ),
    "growth_other_basis": Text(zh="已公布增速的基期或口径不同", en="The growth published has another base or counting rule"),
    "growth_years_missing": Text(
        zh="目标期内各年增速未公布齐全", en="Growth was not published for every year of the target's period"
    ),
    "growth_hedged": Text(zh="只公布了界限", en="Only a bound was published"),
    "growth_within_rounding": Text(zh="相差在四舍五入之内，无法断定", en="The difference lies within rounding"),
    "no_outcome": Text(zh="没有可比的实际数", en="No comparable outcome"),
}
"""Why a target of growth has no status."""
HOW = ("published", "computed", "chained")
"""How growth is known: a source states it, it follows from two levels, or from the growth of each year between."""
GROWTH_COLUMNS = (
    "growth_aim", "growth_observed", "growth_low", "growth_high", "growth_unit", "growth_gap", "growth_how", "growth_base",
    "growth_inputs", "fell_short",
)  # fmt: skip
RELATIVE = frozenset({"percent", "times", "multiple"})
_SAME_PANEL = "same_panel"


@dataclass(frozen=True)
class _Growth:
    """Growth in the unit of a target, with all it can stand for; ``printed`` where a source states it exactly."""

    amount: float
    bounds: Interval
    end: Row
    how: str
    inputs: tuple[str, ...]
    printed: bool = False


def judged_growth(target: Row, rows: list[Row], indicator: Indicator, *, today: dt.date) -> Row:
    """Return what became of a target that states growth and no value.

    Args:
        target: its row.
        rows: observations of every kind, with ``span``; ``change_kind`` and ``change_doubted`` tell of the claim that
            states a row's change whether it is final and whether it is in doubt.
        indicator: of the target.
        today: decides whether the target's period is over.

    Returns:
        ``GROWTH_COLUMNS``: aim and growth in ``growth_unit`` (per cent for every relative change), ``growth_gap`` (aim
        minus growth, in percentage points where that is per cent), how it is known, since when and from which observations
        (blank-separated), and whether it fell short for certain; the columns of ``targets`` ``outcome_id``,
        ``outcome_period``, ``base_id``, ``observed_growth``, ``required_growth`` (per cent a year), ``pace``; ``reached``
        and ``why_no_status``.
    """
    unit, aim = _stated(target)
    told: Row = {"growth_aim": aim.amount, "growth_unit": unit, "reached": False, "fell_short": False}
    if not target["change_base"]:
        return told | {"why_no_status": "growth_base_unknown"}
    own = [row for row in rows if _of_its_series(row, target)]
    found = _found(target, own, indicator)
    if found is None:
        return told | _nothing(target, own, indicator)
    told |= _standing(found, aim)
    final = found.end["period_end"] == target["period_end"]
    reached, missed = (final and verdict for verdict in _verdicts(found, target, aim, indicator))
    over = bool(target["period_end"].date() < today)
    told |= {"reached": reached, "fell_short": missed and over} | _pace(found, target, aim, indicator)
    if final and not reached and not missed:
        why = "growth_within_rounding" if math.isfinite(found.bounds.width) else "growth_hedged"
        return told | {"why_no_status": why, "pace": None}
    return told


def is_mean(base: str) -> bool:
    """Return whether a base makes the change a yearly mean: it names two whole years, from which to which."""
    first, separator, last = base.partition("/")
    return bool(separator) and len(first) == len(last) == 4


def _of_its_series(row: Row, target: Row) -> bool:
    same = all(row[name] == target[name] for name in ("indicator", "place", "scope", "period_type", "span"))
    return same and row["kind_class"] == "outcome" and not row["derived"] and row["stated_on"] == ""


def _stated(row: Row) -> tuple[str, _Growth]:
    """Return the unit and the size of a stated change; every relative one in per cent."""
    unit = "percent" if row["change_unit"] in RELATIVE else row["change_unit"]
    ends = [row[name] for name in ("change", "change_low", "change_high")]
    if row["change_unit"] in RELATIVE:
        ends = [_per_cent(end, row["change_unit"]) for end in ends]
    printed = row["change_qualifier"] == "exact"
    return unit, _Growth(ends[0], Interval(ends[1], ends[2]), row, "published", (row["id"],), printed=printed)


def _per_cent(change: float, unit: str) -> float:
    if math.isinf(change):
        return change
    return (multiplier(exactly(change), unit).low - 1) * 100 if unit != "percent" else float(change)


def _found(target: Row, own: list[Row], indicator: Indicator) -> _Growth | None:
    """Return the growth to hold against a target: what reaches to its end before what is known so far."""
    rules: list[Callable[[Row, list[Row], Indicator], _Growth | None]] = [_published, _computed, _chained]
    known = [growth for rule in rules if (growth := rule(target, own, indicator)) is not None]
    whole = [growth for growth in known if growth.end["period_end"] == target["period_end"]]
    return next(iter([*whole, *known]), None)


def _published(target: Row, own: list[Row], indicator: Indicator) -> _Growth | None:
    unit = _stated(target)[0]
    for row in own:
        if row["period"] == target["period"] and _states(row) and row["change_base"] == target["change_base"]:
            own_unit, growth = _stated(row)
            if own_unit == unit:
                return growth
    return None


def _states(row: Row) -> bool:
    """Return whether a final claim states the row's change, and none in doubt."""
    return pd.notna(row["change"]) and row["change_kind"] != "expected" and not row["change_doubted"]


def _computed(target: Row, own: list[Row], indicator: Indicator) -> _Growth | None:
    """Return growth between levels, where the target counts in their terms; one year's growth needs that very year."""
    base = target["change_base"]
    if indicator.growth_at_constant_prices or base == _SAME_PANEL:
        return None
    start = _start(target)
    first = next((row for row in own if row["period"] == start and sound(row)), None)
    if first is None:
        return None
    later = [row for row in own if sound(row) and first["period_end"] < row["period_end"] <= target["period_end"]]
    fit = [row for row in later if break_between(indicator, row["place"], first["period_end"], row["period_end"]) is None]
    if not fit or (_years(first, target) <= 1 and fit[-1]["period"] != target["period"]):
        return None
    return _between(first, fit[-1], target, indicator)


def _between(first: Row, last: Row, target: Row, indicator: Indicator) -> _Growth | None:
    ranges = (Interval(first["low"], first["high"]), Interval(last["low"], last["high"]))
    change = change_between(first["amount"], last["amount"], indicator.measure, ranges=ranges)
    if change.unit != _stated(target)[0]:
        return None
    amount, bounds = change.value, Interval(change.low, change.high)
    if is_mean(target["change_base"]):
        years = _years(first, last)
        amount, low, high = (_yearly(end, years, change.unit) for end in (amount, bounds.low, bounds.high))
        bounds = Interval(low, high)
    return _Growth(amount, bounds, last, "computed", (first["id"], last["id"]))


def _chained(target: Row, own: list[Row], indicator: Indicator) -> _Growth | None:
    """Return the mean of the yearly growth that was published without a gap from the first year of the target on."""
    unit = _stated(target)[0]
    if not is_mean(target["change_base"]) or unit != "percent":
        return None
    first, last = (int(year) for year in target["change_base"].split("/"))
    links = []
    for year in range(first + 1, last + 1):
        link = next((row for row in own if row["period"] == str(year) and _is_link(row, year)), None)
        if link is None:
            break
        links.append(link)
    if not links:
        return None
    factors = [1.0, 1.0, 1.0]
    for link in links:
        growth = _stated(link)[1]
        factors = [
            factor * (1 + end / 100)
            for factor, end in zip(factors, (growth.amount, growth.bounds.low, growth.bounds.high), strict=True)
        ]
    amount, low, high = ((factor ** (1 / len(links)) - 1) * 100 for factor in factors)
    return _Growth(amount, Interval(low, high), links[-1], "chained", tuple(link["id"] for link in links))


def _is_link(row: Row, year: int) -> bool:
    exact = row["change_qualifier"] == "exact" and row["change_unit"] in RELATIVE
    return _states(row) and exact and row["change_base"] == str(year - 1) and row["change_low"] > -100


def _nothing(target: Row, own: list[Row], indicator: Indicator) -> Row:
    """Return why no growth can be held against a target, the nearest to a judgement first; what there is keeps its id."""
    same = [row for row in own if row["period"] == target["period"]]
    expected = [row for row in same if pd.notna(row["change"]) and row["change_base"] == target["change_base"]]
    expected = [row for row in expected if row["change_kind"] == "expected"]
    if expected:
        return {"why_no_status": "growth_expected", "outcome_id": expected[0]["id"], "outcome_period": target["period"]}
    other = next((row for row in same if _states(row)), None)
    if is_mean(target["change_base"]) and indicator.growth_at_constant_prices:
        return {"why_no_status": "growth_years_missing"}
    if other is not None:
        return {"why_no_status": "growth_other_basis", "outcome_id": other["id"], "outcome_period": target["period"]}
    levels = [row for row in own if sound(row) and row["period"] in {_start(target), target["period"]}]
    if indicator.growth_at_constant_prices and len(levels) > 1:
        return {"why_no_status": "growth_at_current_prices"}
    return {"why_no_status": "no_outcome"}


def _standing(found: _Growth, aim: _Growth) -> Row:
    return {
        "growth_observed": found.amount,
        "growth_low": found.bounds.low,
        "growth_high": found.bounds.high,
        "growth_gap": aim.amount - found.amount,
        "growth_how": found.how,
        "growth_base": _since(found, aim.end),
        "growth_inputs": " ".join(found.inputs),
        "outcome_id": found.end["id"],
        "outcome_period": found.end["period"],
        "base_id": found.inputs[0] if len(found.inputs) > 1 else None,
    }


def _since(found: _Growth, target: Row) -> str:
    """Return the base of the growth found, which for a mean that has not reached the target's end is a shorter stretch."""
    base = target["change_base"]
    return f"{base.partition('/')[0]}/{found.end['period']}" if is_mean(base) and found.how != "published" else str(base)


def _verdicts(found: _Growth, target: Row, aim: _Growth, indicator: Indicator) -> tuple[bool, bool]:
    """Return whether growth reaches a target for certain, and whether it misses it for certain.

    What a source prints exactly counts as printed, all else with everything it can stand for. A target worded as about
    a number is reached by whatever that wording holds.
    """
    low, high = (found.amount, found.amount) if found.printed else (found.bounds.low, found.bounds.high)
    about = target["change_qualifier"] == "about"
    if _downwards(target, indicator):
        limit = aim.bounds.high if about else aim.amount
        return high <= limit, low > limit
    limit = aim.bounds.low if about else aim.amount
    return low >= limit, high < limit


def _downwards(target: Row, indicator: Indicator) -> bool:
    """Return whether less growth is better: of what should fall, and of a target that is a ceiling; places count upwards."""
    ceiling = target["change_qualifier"] in {"at_most", "less_than"}
    return ceiling or (indicator.better == "down" and indicator.measure != "rank")


def _pace(found: _Growth, target: Row, aim: _Growth, indicator: Indicator) -> Row:
    """Return growth a year, observed and required, and their ratio; a bound and a ceiling have no pace."""
    bounded = math.isfinite(found.bounds.width) and target["change_qualifier"] not in {"at_most", "less_than"}
    if not bounded:
        return {}
    spans = [_years_from(target, end) for end in (found.end, target)]
    mean = is_mean(target["change_base"])
    unit = "percent" if target["change_unit"] in RELATIVE else target["change_unit"]
    observed, required = (
        growth if mean else _yearly(growth, years, unit)
        for growth, years in zip((found.amount, aim.amount), spans, strict=True)
    )
    if math.isclose(required, 0.0, abs_tol=1e-12):
        return {}
    told: Row = {"pace": observed / required}
    return told | ({"observed_growth": observed, "required_growth": required} if unit == "percent" else {})


def _yearly(change: float, years: float, unit: str) -> float:
    """Return a change over some years as one a year: compound in per cent, else even."""
    if years <= 1 or not math.isfinite(change):
        return change
    return mean_annual_growth(100, 100 + change, years) if unit == "percent" and change > -100 else change / years


def _start(target: Row) -> str:
    base = str(target["change_base"])
    return base.partition("/")[0] if is_mean(base) else base


def _years_from(target: Row, end: Row) -> float:
    base = _start(target)
    return 1.0 if base == _SAME_PANEL else parse_period(end["period"]).position - parse_period(base).position


def _years(first: Row, last: Row) -> float:
    return parse_period(last["period"]).position - parse_period(first["period"]).position
