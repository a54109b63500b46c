"""Draws a choice of numbers as the kind of chart asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.rows import Row
from dashboard.catalog import Catalog
from dashboard.charts.bars import bars
from dashboard.charts.bump import bump
from dashboard.charts.empty import empty
from dashboard.charts.heat import heat_map, tile_map
from dashboard.charts.lines import lines
from dashboard.charts.multiples import MOST, multiples
from dashboard.charts.panel import Key, Panel
from dashboard.charts.reach import by_indicator
from dashboard.charts.scatter import scatter
from dashboard.charts.strip import strip
from dashboard.charts.template import SERIES
from dashboard.charts.two_ends import dumbbell, slope


@dataclass(frozen=True)
class Wish:
    """How to draw: the kind, a logarithmic axis, shared axes of small multiples, rows of a forecast or none.

    ``emphasised`` are the series to stand out, at most four; None for the first.
    """

    kind: str
    log: bool = False
    shared: bool = True
    ahead: pd.DataFrame | None = None
    emphasised: tuple[Key, ...] | None = None


def draw(
    rows: Sequence[Row],
    names: Mapping[Key, str],
    catalog: Catalog,
    wish: Wish,
    *,
    lang: str = "zh",
    description: str = "",
) -> go.Figure:
    """Return the chart.

    Args:
        rows: those of a transform; the kind must make sense for it (``charts.kinds``).
        names: what to call each series, the most important first.
        catalog: knows indicators, places and units.
        wish: how to draw.
        lang: ``zh`` or ``en``.
        description: the text alternative.

    Returns:
        A figure; ``customdata`` of every point is an observation's id.
    """
    if not rows or not wish.kind:
        return empty("没有可画的数字" if lang == "zh" else "No number to draw", lang=lang)
    panel = Panel(rows, names, catalog, lang, wish.emphasised)
    if wish.kind == "line":
        return lines(panel, log=wish.log, ahead=wish.ahead, description=description)
    if wish.kind == "multiples":
        return multiples(_panels(panel), shared=wish.shared, log=wish.log, description=description)
    if wish.kind == "scatter":
        places = {key[1]: catalog.places[key[1]].name[lang] for key in names}
        strong = None if wish.emphasised is None else list(dict.fromkeys(key[1] for key in wish.emphasised))
        return scatter(by_indicator(panel), places, strong=strong, log=wish.log, description=description)
    if wish.kind in {"bar", "stacked"}:
        return bars(panel, stacked=wish.kind == "stacked", description=description)
    return _PLAIN[wish.kind](panel, description=description)


_PLAIN = {"slope": slope, "dumbbell": dumbbell, "heat": heat_map, "bump": bump, "strip": strip, "tiles": tile_map}


def _panels(panel: Panel) -> list[tuple[str, Panel]]:
    """Return a panel for each place of one indicator, else for each indicator and unit.

    There the first four places are emphasised, each in the same colour in every panel.
    """
    indicators = list(dict.fromkeys(key[0] for key in panel.names))
    if len(indicators) == 1:
        return _by_place(panel)
    wanted = dict.fromkeys(key[1] for key in (panel.names if panel.emphasised is None else panel.emphasised))
    colours = dict(zip(wanted, SERIES, strict=False))
    strong = tuple(key for key in panel.names if key[1] in colours)
    found = []
    for name in indicators:
        rows = [row for row in panel.rows if row["indicator"] == name]
        for unit in dict.fromkeys(row["shown_unit"] for row in rows):
            same = [row for row in rows if row["shown_unit"] == unit]
            keys = {key: panel.catalog.places[key[1]].name[panel.lang] for key in panel.names if key[0] == name}
            title = panel.catalog.indicators[name].label(panel.lang)
            found.append((title, replace(panel, rows=same, names=keys, emphasised=strong, colours=colours)))
    return found


def _by_place(panel: Panel) -> list[tuple[str, Panel]]:
    found = []
    by_key: dict[tuple[str, str], list[Row]] = {}
    for row in panel.rows:
        by_key.setdefault((row["place"], row["scope"]), []).append(row)
    for key, name in list(panel.names.items())[:MOST]:
        rows = by_key.get(key[1:], [])
        if rows:
            found.append((name, replace(panel, rows=rows, names={key: name}, emphasised=(key,))))
    return found
