"""What a kind of chart draws of the rows it is given: which of them, and which series it leaves out, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dashboard.analysis.rows import Row
from dashboard.catalog import Text
from dashboard.charts.bars import by_period
from dashboard.charts.multiples import MOST
from dashboard.charts.panel import Key, Panel, newest_common, rows_at
from dashboard.charts.scatter import matches
from dashboard.charts.two_ends import Pair, break_over, pairs
from dashboard.periods import parse_period


@dataclass(frozen=True)
class Left:
    """A series that a chart does not draw, or not in full, and the reason in both languages."""

    key: Key
    reason: Text


@dataclass(frozen=True)
class Reach:
    """The rows that a chart draws, in time order, and what it leaves out."""

    rows: tuple[Row, ...]
    left: tuple[Left, ...] = ()

    @property
    def periods(self) -> tuple[str, str]:
        """Return the first and the last period drawn."""
        return self.rows[0]["period"], self.rows[-1]["period"]


def reach(panel: Panel, kind: str) -> Reach:
    """Return what a kind of chart that makes sense for the panel (``charts.kinds``) draws of it."""
    rows, left = _RULES.get(kind, _all)(panel)
    return Reach(tuple(sorted(rows, key=lambda row: (row["period_end"].value, row["id"]))), tuple(left))


def by_indicator(panel: Panel) -> list[Panel]:
    """Return a panel for each indicator, in the order of the series."""
    names = dict.fromkeys(key[0] for key in panel.names)
    return [replace(panel, rows=[row for row in panel.rows if row["indicator"] == name]) for name in names]


Found = tuple[Iterable[Row], Iterable[Left]]


def _all(panel: Panel) -> Found:
    return panel.rows, ()


def _two_ends(panel: Panel) -> Found:
    found = pairs(panel)
    if not found:
        return (), ()
    drawn = {line.key for line, _, _ in found}
    left = [Left(line.key, _unpaired(panel, line.rows, found[0])) for line in panel.lines if line.key not in drawn]
    left += [entry for pair in found if pair[0].emphasised for entry in _before_the_break(panel, pair)]
    return [row for pair in found for row in pair[1:]], left


def _before_the_break(panel: Panel, pair: Pair) -> Iterable[Left]:
    """Return that a series which stands out begins only after a change of method, where it has older numbers."""
    line, first, _ = pair
    broken = break_over(panel, line.rows[0], first)
    if broken:
        zh, en = (parse_period(broken.period).label(lang) for lang in ("zh", "en"))
        yield Left(
            line.key,
            Text(
                zh=f"{zh}以前的数字不与以后的连线：自{zh}起统计方法有变",
                en=f"figures before {en} are not joined with later ones: the method changed",
            ),
        )


def _unpaired(panel: Panel, rows: list[Row], ends: Pair) -> Text:
    periods = [row["period"] for row in ends[1:]]
    outcomes = {row["period"]: row for row in reversed(rows) if row["kind_class"] == "outcome"}
    first, last = (outcomes.get(period) for period in periods)
    if first and last and (broken := break_over(panel, first, last)):
        return Text(
            zh=f"自{parse_period(broken.period).label('zh')}起统计方法有变，前后不可比",
            en=f"the method changed from {parse_period(broken.period).label('en')} on; before and after do not compare",
        )
    zh, en = ([parse_period(period).label(lang) for period in periods] for lang in ("zh", "en"))
    return Text(zh=f"{zh[0]}和{zh[1]}的确切数字不全", en=f"no exact figures for both {en[0]} and {en[1]}")


def _one_period(panel: Panel) -> Found:
    period = newest_common(panel)
    found = rows_at(panel, period)
    drawn = {line.key for line, _ in found}
    said = Text(zh=f"没有{parse_period(period).label('zh')}的数字", en=f"no figure for {parse_period(period).label('en')}")
    return [row for _, row in found], [Left(line.key, said) for line in panel.lines if line.key not in drawn]


def _tiles(panel: Panel) -> Found:
    rows, left = _one_period(panel)
    tiled = {place.id for place in panel.catalog.places.values() if place.tile}
    off = {key for key in panel.names if key[1] not in tiled}
    no_tile = Text(zh="不是省级地区，不在格子地图上", en="not a province, so it has no tile")
    kept = [entry for entry in left if entry.key not in off]
    return [row for row in rows if row["place"] in tiled], [*kept, *(Left(key, no_tile) for key in panel.names if key in off)]


def _bars(panel: Panel) -> Found:
    if not by_period(panel):
        return _one_period(panel)
    return _outcomes(panel)


def _outcomes(panel: Panel) -> Found:
    aims = {(row["indicator"], row["place"], row["scope"]) for row in panel.rows if row["kind_class"] == "target"}
    said = Text(zh="目标不画在这种图上", en="targets are not drawn on this kind of chart")
    rows = [row for row in panel.rows if row["kind_class"] == "outcome"]
    return rows, [Left(key, said) for key in panel.names if key in aims]


def _scatter(panel: Panel) -> Found:
    found = matches(by_indicator(panel))
    placed = {place for place, _ in found}
    said = Text(zh="没有同一时期的全部指标", en="not all indicators are known for that period")
    rows = [row for _, matched in found for row in matched]
    left = {key[1]: Left(key, said) for key in panel.names if key[1] not in placed}
    return rows, left.values()


def _multiples(panel: Panel) -> Found:
    if len({key[0] for key in panel.names}) > 1:
        return panel.rows, ()
    over = set(list(panel.names)[MOST:])
    said = Text(zh=f"小图至多{MOST}幅", en=f"there are at most {MOST} small charts")
    kept = [row for row in panel.rows if (row["indicator"], row["place"], row["scope"]) not in over]
    return kept, [Left(key, said) for key in panel.names if key in over]


_RULES: dict[str, Callable[[Panel], Found]] = {
    "slope": _two_ends,
    "dumbbell": _two_ends,
    "bar": _bars,
    "stacked": _outcomes,
    "heat": _outcomes,
    "strip": _one_period,
    "tiles": _tiles,
    "scatter": _scatter,
    "multiples": _multiples,
}
