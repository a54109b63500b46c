"""What is published and what is missing, by indicator, place and year, with the kinds of missing told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import pandas as pd

from dashboard.analysis.freshness import release_date
from dashboard.catalog import Catalog, Indicator, Place

STATES = ("published", "derived", "not_yet_released", "not_collected", "does_not_apply", "unknown")
"""States of a cell.

``published`` somebody stated an outcome for the year, or for a part of it; ``derived`` it only follows from what others
state; ``does_not_apply`` the indicator has no meaning for such a place; ``not_yet_released`` the customary month of
release has not passed; ``not_collected`` other places have the year, so that a figure exists or should: it is not carried;
``unknown`` nobody has the year, and whether a figure exists is not known.
"""
CELLS = ("indicator", "place", "year", "state", "values")
"""Columns of ``completeness``; ``values`` counts the observations of the cell."""


def applies(indicator: Indicator, place: Place) -> bool:
    """Return whether a place of this level can have the indicator; a municipality is a city and a province."""
    levels = indicator.applies_to
    return not levels or place.level in levels or ("city" in levels and place.tier == "municipality")


def completeness(
    observations: pd.DataFrame,
    catalog: Catalog,
    *,
    today: dt.date,
    years: Iterable[int],
    indicators: Iterable[str] | None = None,
    places: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return one row for every indicator, place and year with the columns ``CELLS``.

    Args:
        observations: of at least the chosen indicators, for all places: whether others have a year decides its state.
        catalog: with the release months and the levels an indicator applies to.
        today: by which a customary release has passed or not.
        years: the years to tell about.
        indicators: which; all that have an observation where None.
        places: which; all that have an observation where None.
    """
    outcomes = observations.loc[(observations["kind_class"] == "outcome") & observations["amount"].notna()]
    chosen = sorted(set(outcomes["indicator"])) if indicators is None else list(indicators)
    where = sorted(set(outcomes["place"])) if places is None else list(places)
    outcomes = outcomes.assign(year=outcomes["period_end"].dt.year)
    counts = outcomes.groupby(["indicator", "place", "year"]).agg(values=("amount", "size"), derived=("derived", "min"))
    grid = pd.MultiIndex.from_product([chosen, where, list(years)], names=["indicator", "place", "year"])
    cells = counts.reindex(grid).reset_index()
    ever = grid.droplevel("year").isin(pd.MultiIndex.from_frame(outcomes[["indicator", "place"]]))
    others = grid.droplevel("place").isin(pd.MultiIndex.from_frame(outcomes[["indicator", "year"]]))
    held = (cells["values"] > 0).to_numpy()
    state = np.select(
        [
            held & (cells["derived"].to_numpy() == True),  # noqa: E712 - missing is neither
            held,
            ~ever
            & ~np.array([applies(catalog.indicators[name], catalog.places[place]) for name, place, _ in grid], dtype=bool),
            np.array([_is_to_come(catalog.indicators[name], year, today) for name, _, year in grid], dtype=bool),
            others,
        ],
        ["derived", "published", "does_not_apply", "not_yet_released", "not_collected"],
        "unknown",
    )
    values = cells["values"].fillna(0).astype("int64")
    return cells.assign(state=pd.Series(state, dtype="str"), values=values)[list(CELLS)]


def matrix(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many cells of each state an indicator has, by ``year`` or by ``place``: one row per indicator and ``by``.

    Returns:
        ``indicator``, ``by``, one column per state of ``STATES``, and ``share``, the published or derived among the cells
        to which the indicator applies (missing where it applies to none).
    """
    counts = pd.crosstab([cells["indicator"], cells[by]], cells["state"]).reindex(columns=list(STATES), fill_value=0)
    filled = counts["published"] + counts["derived"]
    applicable = counts.sum(axis=1) - counts["does_not_apply"]
    return counts.assign(share=filled / applicable.where(applicable > 0)).reset_index().rename_axis(columns=None)


def _is_to_come(indicator: Indicator, year: int, today: dt.date) -> bool:
    """Return whether nobody can expect the year yet; without a known month of release, until the year is over."""
    release = release_date(indicator, year)
    return today <= release if release is not None else year >= today.year
