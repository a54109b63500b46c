"""Transforms of observations: typed, pure, each saying what it did and refusing with a reason where it makes no sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.rows import rows_of
from dashboard.analysis.transforms.outcome import ADDED, Given, Refused, Shown
from dashboard.analysis.transforms.over_time import cagr, change, index, level
from dashboard.analysis.transforms.position import percentile, rank
from dashboard.analysis.transforms.relative import GDP, POPULATION, contribution, per_gdp, per_head, share_of_parent
from dashboard.analysis.transforms.selection import SCOPES, chosen, selected
from dashboard.analysis.transforms.within_year import single_periods, year_to_date
from dashboard.catalog import Catalog, Text

__all__ = [
    "ADDED", "SCOPES", "TRANSFORMS", "Given", "Refused", "Shown", "Transform", "chosen", "needed", "selected", "transformed",
]  # fmt: skip


@dataclass(frozen=True)
class Transform:
    """A transform: its name in both languages, what computes it, and what other rows it needs."""

    name: Text
    compute: Callable[[Given], Shown]
    needs: str = ""
    """``indicator`` ids of denominators, ``parent`` or ``level``; empty for none."""


TRANSFORMS: dict[str, Transform] = {
    "level": Transform(Text(zh="数值", en="Value"), level),
    "change": Transform(Text(zh="比上年变化", en="Change on a year before"), change),
    "index": Transform(Text(zh="指数（起点=100）", en="Index (start = 100)"), index),
    "cagr": Transform(Text(zh="年均增长率", en="Mean annual growth"), cagr),
    "per_head": Transform(Text(zh="人均", en="Per head"), per_head, POPULATION),
    "per_gdp": Transform(Text(zh="占生产总值", en="Per GDP"), per_gdp, GDP),
    "share": Transform(Text(zh="占上级地区", en="Share of the place above"), share_of_parent, "parent"),
    "contribution": Transform(Text(zh="对增长的拉动", en="Contribution to growth"), contribution, "parent"),
    "rank": Transform(Text(zh="位次", en="Rank"), rank, "level"),
    "percentile": Transform(Text(zh="百分位", en="Percentile"), percentile, "level"),
    "single": Transform(Text(zh="累计化单期", en="Single periods from year-to-date"), single_periods),
    "year_to_date": Transform(Text(zh="单期化累计", en="Year to date from single periods"), year_to_date),
}
"""Every transform by the name it has in URLs."""


def needed(name: str, indicators: Iterable[str], places: Iterable[str], catalog: Catalog) -> tuple[list[str], list[str]]:
    """Return the indicators and places whose observations ``transformed`` needs beside those chosen; empty for none."""
    needs = TRANSFORMS[name].needs
    chosen = [catalog.places[place] for place in places]
    if needs == "parent":
        return list(indicators), sorted({place.parent for place in chosen if place.parent})
    if needs == "level":
        levels = {place.level for place in chosen}
        return list(indicators), [place.id for place in catalog.places.values() if place.level in levels]
    return ([needs], [place.id for place in chosen]) if needs else ([], [])


def transformed(name: str, observations: pd.DataFrame, catalog: Catalog, *, others: pd.DataFrame | None = None) -> Shown:
    """Return the observations transformed.

    Args:
        name: a key of ``TRANSFORMS``.
        observations: the rows chosen; see ``selected``.
        catalog: holds their indicators, units and places.
        others: the rows that ``needed`` names, of the same as-of day.

    Raises:
        KeyError: the transform is unknown.
    """
    beside = [] if others is None else rows_of(others)
    return TRANSFORMS[name].compute(Given(rows_of(observations), beside, catalog, tuple(observations.columns)))
