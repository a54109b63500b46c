"""Which kinds of chart make sense for a choice of numbers, and why another does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.analysis.rows import Row
from dashboard.catalog import Catalog, Text
from dashboard.charts.panel import Key, Panel
from dashboard.charts.scatter import matches
from dashboard.charts.two_ends import Pair, pairs

FEWEST_SPREAD = 5
FEWEST_TILES = 8
KINDS: dict[str, Text] = {
    "line": Text(zh="折线图", en="Line"),
    "bar": Text(zh="柱形图", en="Bar"),
    "stacked": Text(zh="堆积柱形图", en="Stacked bar"),
    "slope": Text(zh="斜率图", en="Slope"),
    "dumbbell": Text(zh="哑铃图", en="Dumbbell"),
    "scatter": Text(zh="散点图", en="Scatter"),
    "multiples": Text(zh="小图阵列", en="Small multiples"),
    "heat": Text(zh="热图", en="Heat map"),
    "bump": Text(zh="位次图", en="Rank bump"),
    "strip": Text(zh="分布带", en="Distribution strip"),
    "tiles": Text(zh="省级格子地图", en="Tile map of provinces"),
}
"""Every kind of chart by the name it has in URLs."""


@dataclass(frozen=True)
class Kind:
    """A kind of chart, whether it makes sense here, and the reason where it does not."""

    name: str
    allowed: bool
    reason: Text | None = None


@dataclass(frozen=True)
class Choice:
    """The numbers to be charted (rows of a transform) and what decides between charts."""

    rows: Sequence[Row]
    catalog: Catalog
    emphasised: tuple[Key, ...] | None = None

    @cached_property
    def outcomes(self) -> list[Row]:
        """Return the rows that are no targets."""
        return [row for row in self.rows if row["kind_class"] == "outcome"]

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Return the indicators in the order in which they come."""
        return tuple(dict.fromkeys(row["indicator"] for row in self.rows))

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Return the units of the numbers, the first first."""
        return tuple(dict.fromkeys(row["shown_unit"] for row in self.rows))

    @cached_property
    def one_unit(self) -> bool:
        """Return whether all numbers share one unit."""
        return len(self.units) == 1

    @cached_property
    def ranks(self) -> bool:
        """Return whether the numbers are ranks."""
        own = [self.catalog.indicators[name].measure == "rank" for name in self.indicators]
        unit = self.units[0]
        return unit == "position" or (unit.startswith("unit:") and any(own))

    @cached_property
    def indexed(self) -> bool:
        """Return whether the numbers have no zero to stand on: scores and indices."""
        own = [self.catalog.indicators[name].measure == "index" for name in self.indicators]
        unit = self.units[0]
        return unit == "index" or (unit.startswith("unit:") and any(own))

    @cached_property
    def panel(self) -> Panel:
        """Return the numbers as a panel whose series have no words yet."""
        keys = dict.fromkeys((row["indicator"], row["place"], row["scope"]) for row in self.rows)
        return Panel(self.rows, dict.fromkeys(keys, ""), self.catalog, "zh", self.emphasised)

    @cached_property
    def pairs(self) -> list[Pair]:
        """Return the first and the last row of each series where a line may join them."""
        return pairs(self.panel)

    def count(self, column: str) -> int:
        """Return how many different values a column of the outcomes has."""
        return len({row[column] for row in self.outcomes})


def kinds(rows: Sequence[Row], catalog: Catalog, emphasised: tuple[Key, ...] | None = None) -> list[Kind]:
    """Return every kind in order, allowed or with the reason why not; ``emphasised`` are the series asked for (``Panel``)."""
    if not rows:
        return [Kind(name, False, _NOTHING) for name in KINDS]
    choice = Choice(rows, catalog, emphasised)
    return [_judged(name, _RULES[name](choice)) for name in KINDS]


def _judged(name: str, reason: Text | None) -> Kind:
    return Kind(name, reason is None, reason)


_NOTHING = Text(zh="没有可画的数字", en="There is no number to draw")
_UNITS = Text(zh="单位不同，不共用一根轴；请用小图阵列", en="Different units never share an axis; use small multiples")
_ONE_PERIOD = Text(zh="只有一个时期", en="There is only one period")


def _line(choice: Choice) -> Text | None:
    return _UNITS if not choice.one_unit else _ONE_PERIOD if choice.count("period") < 2 else None


def _bar(choice: Choice) -> Text | None:
    if not choice.one_unit:
        return _UNITS
    if choice.ranks or choice.indexed:
        return Text(zh="位次和指数没有零点，不用柱长表示", en="Ranks and indices have no zero for a bar to stand on")
    return None


def _stacked(choice: Choice) -> Text | None:
    if _bar(choice):
        return _bar(choice)
    chosen = set(choice.indicators)
    additive = all(choice.catalog.indicators[name].measure in {"level", "count"} for name in chosen)
    plain = choice.units[0].startswith("unit:") and not any(row["shown_from"] for row in choice.rows)
    wholes = [entry for entry in choice.catalog.relations.values() if entry.kind == "parts" and chosen <= set(entry.members)]
    if len(chosen) < 2 or choice.count("place") != 1 or not (additive and plain and wholes):
        return Text(zh="只有同一整体的几个部分才能堆积", en="Only parts of one whole, in one place, can be stacked")
    return None


def _slope(choice: Choice) -> Text | None:
    if _line(choice):
        return _line(choice)
    if not choice.pairs:
        return Text(zh="没有两个共同且可比的时期", en="No two periods are shared and comparable")
    if not any(line.emphasised for line, _, _ in choice.pairs):
        return Text(zh="所选地区没有两个可比的时期", en="The places chosen have no two periods that compare")
    return None


def _scatter(choice: Choice) -> Text | None:
    names = choice.indicators
    if len(names) not in {2, 3}:
        return Text(zh="请选两个指标（第三个作大小）", en="Choose two indicators (a third gives the size)")
    single = [Choice([row for row in choice.rows if row["indicator"] == name], choice.catalog) for name in names]
    if not all(one.one_unit for one in single):
        return _UNITS
    if len(matches([one.panel for one in single])) < 3:
        return Text(zh="同一时期同时有这些指标的地区不足三个", en="Fewer than three places have all indicators for one period")
    return None


def _multiples(choice: Choice) -> Text | None:
    if choice.count("place") * choice.count("indicator") < 2:
        return Text(zh="只有一个序列", en="There is only one series")
    return _ONE_PERIOD if choice.count("period") < 2 else None


def _heat(choice: Choice) -> Text | None:
    if not choice.one_unit:
        return _UNITS
    if choice.count("period") < 2 or choice.count("place") * choice.count("indicator") < 2:
        return Text(zh="需要两个以上序列和两个以上时期", en="It needs two series and two periods or more")
    return None


def _bump(choice: Choice) -> Text | None:
    if not choice.ranks:
        return Text(zh="先把“变换”设为位次", en="Set the transform to rank first")
    if choice.count("indicator") > 1:
        return Text(zh="每次只画一个指标的位次", en="One indicator's ranks at a time")
    return _ONE_PERIOD if choice.count("period") < 2 else None


def _strip(choice: Choice) -> Text | None:
    if choice.count("indicator") != 1 or not choice.one_unit:
        return Text(zh="每次只画一个指标的分布", en="The distribution of one indicator at a time")
    spots = {(row["period"], row["place"]) for row in choice.outcomes}
    if max(Counter(period for period, _ in spots).values(), default=0) < FEWEST_SPREAD:
        return Text(zh=f"同一时期的地区不足{FEWEST_SPREAD}个", en=f"Fewer than {FEWEST_SPREAD} places share a period")
    return None


def _tiles(choice: Choice) -> Text | None:
    if choice.count("indicator") != 1 or not choice.one_unit:
        return Text(zh="每次只画一个指标", en="One indicator at a time")
    tiled = [name for name in {row["place"] for row in choice.outcomes} if choice.catalog.places[name].tile]
    if len(tiled) < FEWEST_TILES:
        return Text(zh=f"省级地区不足{FEWEST_TILES}个", en=f"Fewer than {FEWEST_TILES} provinces are chosen")
    return None


_RULES: dict[str, Callable[[Choice], Text | None]] = {
    "line": _line,
    "bar": _bar,
    "stacked": _stacked,
    "slope": _slope,
    "dumbbell": _slope,
    "scatter": _scatter,
    "multiples": _multiples,
    "heat": _heat,
    "bump": _bump,
    "strip": _strip,
    "tiles": _tiles,
}


def log_refused(rows: Sequence[Row], kind: str, catalog: Catalog) -> Text | None:
    """Return why a logarithmic axis makes no sense, or None where it does."""
    if kind not in {"line", "scatter", "multiples"}:
        return Text(zh="对数轴只用于折线图和散点图", en="A log axis suits lines and points only")
    measures = {catalog.indicators[row["indicator"]].measure for row in rows}
    plain = all(row["shown_unit"].partition(":")[0] in {"unit", "index", "per_head"} for row in rows)
    if not plain or not measures <= {"level", "count", "ratio"} or not all(row["shown"] > 0 for row in rows):
        return Text(zh="对数轴只用于正的总量", en="A log axis is for positive amounts only")
    return None


USUAL = ("line", "multiples", "bump", "bar", "strip")
"""What is drawn where nothing was asked for: the first that makes sense; ranks prefer the bump."""


def suited(found: list[Kind], asked: str, *, ranks: bool = False) -> str:
    """Return the kind asked for where it makes sense, else the usual one that does; empty where none does."""
    allowed = [kind.name for kind in found if kind.allowed]
    order = [asked, *(["bump"] if ranks else []), *USUAL, *KINDS]
    return next((name for name in order if name in allowed), "")
