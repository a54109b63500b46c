"""The chart of a briefing as plain values: what to draw where, for a drawing and for native charts alike."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

from dashboard.analysis.comparability import breaks_at, with_span
from dashboard.charts.points import Scene, label, scene, when
from dashboard.charts.segments import firm, runs
from dashboard.periods import parse_period
from dashboard.report.material import Material
from dashboard.report.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.chart_words import chart_description, chart_headline, chart_subtitle
from dashboard.text.numbers import format_value

KINDS = ("actual", "open", "derived", "stated", "target")
"""Kinds of points, in the order of the key and of the series of a native chart."""
_DRAWN_MOST_YEARS = 40
_ALL_LABELLED = 8


@dataclass(frozen=True)
class Point:
    """One observation on the chart; amounts are in the unit of the axis."""

    observation: str
    position: float
    when: str
    short: str
    """The period as an axis names it: a day by its month."""
    value: float
    label: str
    """The number in the unit of the axis, hedged as it is."""
    text: str
    """The number with its unit."""
    kind: str
    low: float | None
    """The lower end of what it can stand for; None where open, the value itself where exact."""
    high: float | None


@dataclass(frozen=True)
class Chart:
    """A trend: its words, its points in time order, the pairs that compare, and the breaks between them."""

    lang: str
    indicator: str
    name: str
    headline: str
    subtitle: str
    description: str
    unit: str
    divisor: float
    reverse: bool
    from_zero: bool
    points: tuple[Point, ...]
    joins: tuple[tuple[int, int, bool], ...]
    """Positions in ``points`` of two that a line may join, and whether both are firm."""
    breaks: tuple[tuple[float, str], ...]
    """Where on the time axis the method changes, and from which period on."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Words for the kinds of points that occur."""


def chart_of(made: Material) -> Chart | None:
    """Return the chart that explains: the first of the view's headline indicators with two points.

    One point alone explains nothing that the key figures do not say, so that there is none then.
    """
    names = {row["indicator"]: row for row in rows_of(made.newest)}
    wanted = [name for name in made.view.headline if name in names] or [row["indicator"] for row in made.key_rows]
    candidates = {name: _rows(made.found, names[name]) for name in wanted}
    chosen = next((name for name in wanted if len(candidates[name]) > 1), None)
    return None if chosen is None else _chart(made, chosen, candidates[chosen])


def categories(chart: Chart) -> list[tuple[float, str]]:
    """Return the categories of a native chart in time order: every year between the first and the last, and other periods."""
    own = {point.position: point.short for point in chart.points}
    whole = [position for position in own if position.is_integer()]
    years = range(int(min(whole)), int(max(whole)) + 1) if whole else range(0)
    style = "{}年" if chart.lang == "zh" else "{}"
    if len(years) > _DRAWN_MOST_YEARS:
        years = range(0)
    return sorted((({float(year): style.format(year) for year in years}) | own).items())


def labelled(chart: Chart) -> frozenset[str]:
    """Return the points that carry their number: all of a short series, of a long one its ends and extremes, and aims."""
    actual = [point for point in chart.points if point.kind == "actual"]
    if len(actual) <= _ALL_LABELLED:
        return frozenset(point.observation for point in chart.points)
    ends = (actual[0], actual[-1], min(actual, key=_value), max(actual, key=_value))
    told = [*ends, *(point for point in chart.points if point.kind in {"stated", "target"})]
    return frozenset(point.observation for point in told)


def _value(point: Point) -> float:
    return point.value


def _rows(found: pd.DataFrame, newest: Row) -> list[Row]:
    """Return the rows to draw: those of the newest figure's counting rule, without sums and parts of years unless all are."""
    same = found.loc[
        (found["indicator"] == newest["indicator"]) & found["amount"].notna() & (found["scope"] == newest["scope"])
    ]
    whole = same.loc[
        (same["period_type"] == "stock")
        | (same["frequency"] == "A")
        | (same["stated_on"] != "")
        | (same["kind_class"] == "target")
    ]
    single = whole.loc[whole["period_type"] != "cumulative"]
    chosen = next((frame for frame in (single, same) if (frame["kind_class"] == "outcome").any()), same)
    return rows_of(with_span(chosen).sort_values(["period_end", "kind_class", "id"]))


def _chart(made: Material, name: str, rows: list[Row]) -> Chart:
    catalog, lang = made.catalog, made.lang
    indicator = catalog.indicators[name]
    seen = scene(pd.Series([row["amount"] for row in rows], dtype="float64"), indicator, catalog.units[indicator.unit], lang)
    points = tuple(_point(row, seen) for row in rows)
    at = {point.observation: n for n, point in enumerate(points)}
    outcomes = [row for row in rows if row["kind_class"] == "outcome"]
    pairs = [pair for stretch in runs(outcomes, indicator) for pair in pairwise(stretch)]
    first, last = min(point.position for point in points), max(point.position for point in points)
    breaks = [(parse_period(entry.period).position, entry.period) for entry in breaks_at(indicator, made.place.id)]
    told = (made.found.loc[made.found["indicator"] == name], indicator, made.place, catalog, lang)
    return Chart(
        lang=lang,
        indicator=name,
        name=indicator.name[lang],
        headline=chart_headline(*told).text,
        subtitle=chart_subtitle(*told).text,
        description=chart_description(*told).text,
        unit=seen.scale.label,
        divisor=seen.scale.divisor,
        reverse=indicator.measure == "rank",
        from_zero=indicator.measure in {"level", "count", "ratio"} and all(point.value >= 0 for point in points),
        points=points,
        joins=tuple((at[a["id"]], at[b["id"]], firm(a) and firm(b)) for a, b in pairs),
        breaks=tuple((place - 0.5, period) for place, period in breaks if first < place <= last),
        kinds={kind: word(f"chart_{kind}", lang) for kind in KINDS if any(point.kind == kind for point in points)},
    )


def _point(row: Row, seen: Scene) -> Point:
    return Point(
        observation=row["id"],
        position=parse_period(row["period"]).position,
        when=when(row, seen.lang),
        short=parse_period(row["period"][:7] if row["frequency"] == "D" else row["period"]).label(seen.lang),
        value=seen.height(row["amount"]),
        label=label(row, seen),
        text=format_value(row, seen.unit, seen.indicator, seen.lang),
        kind=_kind(row),
        low=_end(row["low"], row, seen),
        high=_end(row["high"], row, seen),
    )


def _end(end: float, row: Row, seen: Scene) -> float | None:
    if row["qualifier"] == "exact":
        return seen.height(row["amount"])
    return None if math.isinf(end) else seen.height(end)


def _kind(row: Row) -> str:
    if row["kind_class"] == "target":
        return "target"
    if row["derived"]:
        return "derived"
    if row["stated_on"]:
        return "stated"
    return "open" if row["kind"] in {"preliminary", "expected", "estimate"} else "actual"
