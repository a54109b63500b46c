"""What a single observation looks like on a chart: its mark, its label and what it says when pointed at."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.rows import Row
from dashboard.catalog.model import Indicator, Unit
from dashboard.periods import parse_period
from dashboard.text.numbers import AxisScale, axis_scale, decimal_text, format_value, qualifier_words, readable, rounded, whole

FINAL, OPEN, DERIVED, STATED, TARGET, LOSING, PART = (
    "circle", "circle-open", "diamond-open", "square-open", "x-thin-open", "x", "circle-dot",
)  # fmt: skip
"""Marks: a published value; a provisional, expected or estimated one; a derived one; one without a reference period; a
target; a claim that was not chosen; a part of a year."""
GRADES = {
    "official": ("官方", "official"),
    "transcribed": ("转录", "transcribed"),
    "press": ("媒体", "press"),
    "repost": ("转载", "repost"),
    "computed": ("推算", "derived"),
}
KINDS = {
    "actual": ("", ""),
    "preliminary": ("初步数", "provisional"),
    "expected": ("预计", "expected"),
    "estimate": ("估计", "estimate"),
    "computed": ("", ""),
    "target": ("目标", "target"),
}


@dataclass(frozen=True)
class Scene:
    """What all points of one chart share: the indicator, its unit, the scale of the axis and the language."""

    indicator: Indicator
    unit: Unit
    scale: AxisScale
    lang: str

    def height(self, amount: float) -> float:
        """Return where an amount stands on the axis."""
        return round(amount / self.scale.divisor, 12)

    def say(self, zh: str, en: str) -> str:
        """Return the words of the chart's language."""
        return zh if self.lang == "zh" else en


def scene(amounts: pd.Series, indicator: Indicator, unit: Unit, lang: str) -> Scene:
    """Return the scene of a chart that shows these amounts."""
    largest = float(amounts.abs().max()) if amounts.notna().any() else 0.0
    return Scene(indicator, unit, axis_scale(largest, unit, lang, measure=indicator.measure), lang)


def symbol(row: Row) -> str:
    """Return the mark of an observation."""
    if row["kind_class"] == "target":
        return TARGET
    if row["derived"]:
        return DERIVED
    if row["stated_on"]:
        return STATED
    if row["kind"] in {"preliminary", "expected", "estimate"}:
        return OPEN
    return PART if row["period_type"] != "stock" and row["frequency"] != "A" else FINAL


def position(row: Row) -> float:
    """Return where an observation stands on the time axis, in years."""
    return round(parse_period(row["period"]).position, 3)


def when(row: Row, lang: str) -> str:
    """Return the period in words; a day of statement says that it is one."""
    label = parse_period(row["period"]).label(lang)
    if not row["stated_on"]:
        return label
    return f"{label}公布（未注明年份）" if lang == "zh" else f"stated {label}, year not given"


def hover(row: Row, scene: Scene, name: str = "") -> str:
    """Return what a point says when pointed at: whose it is, period and value, source grade and status."""
    head = f"{name}，" if name and scene.lang == "zh" else f"{name}, " if name else ""
    value = format_value(row, scene.unit, scene.indicator, scene.lang)
    notes = [GRADES[row["grade"]][scene.lang == "en"], KINDS[row["kind"]][scene.lang == "en"], *_conflict(row, scene)]
    tail = (" · " if scene.lang == "en" else "·").join(note for note in notes if note)
    return f"{head}{when(row, scene.lang)}<br><b>{value}</b><br>{tail}"


def label(row: Row, scene: Scene) -> str:
    """Return the number of a point in the unit of the axis, hedged as it is and marked where it is derived."""
    exponent = len(f"{scene.scale.divisor:.0f}") - 1
    known = whole(row["precision"])
    last = (-scene.indicator.decimals if known is None else known) - exponent
    scaled = rounded(row["amount"] / scene.scale.divisor, last)
    digits = decimal_text(readable(scaled) if exponent else scaled, scene.lang)
    if scene.indicator.measure == "rank" and row["qualifier"] == "at_most":
        return scene.say(f"前{digits}", f"top {digits}")
    before, after = qualifier_words(row["qualifier"], scene.lang)
    mark = scene.say("推算", " derived") if row["derived"] else ""
    return f"{before}{_plain_zeros(digits, last)}{after}{mark}"


def _plain_zeros(digits: str, last: int) -> str:
    """Return digits without decimals that only the scale of the axis made: 20万 on an axis of 亿 keeps its digits."""
    return digits if last >= -3 else digits.rstrip("0").rstrip(".")


def _conflict(row: Row, scene: Scene) -> list[str]:
    differ = row.get("differ")
    if differ is None or pd.isna(differ) or not int(differ):
        return []
    return [scene.say(f"另有{int(differ)}处不同", f"{int(differ)} other{'s' if differ > 1 else ''} differ")]
