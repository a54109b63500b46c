"""Series whose next value should be out by now."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dashboard.analysis.freshness import freshness, yearly_releases
from dashboard.catalog import Indicator
from dashboard.checks.material import Finding, Material
from dashboard.claims import KEY

_NEEDED = [
    *KEY, "id", "amount", "derived", "kind", "stated_on", "frequency", "period_end", "published", "source",
]  # fmt: skip
_REGULAR = 3
"""A series is expected to go on once it is carried for so many years on end."""


def newest(material: Material) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return no claims, and the latest years of every regular series whose indicator has a month of release."""
    known = {key for key, entry in material.catalog.indicators.items() if entry.release is not None}
    shown = {(key, scope) for key in known for scope in _scopes_shown(material.catalog.indicators[key])}
    observed = material.observations
    chosen = [pair in shown for pair in zip(observed["indicator"], observed["scope"], strict=True)]
    yearly = yearly_releases(observed.loc[chosen], material.catalog)
    series = yearly.groupby(["indicator", "place", "series"], sort=False)
    last = yearly["period_end"].dt.year > series["period_end"].transform("max").dt.year - _REGULAR
    regular = yearly.loc[last].groupby(["indicator", "place", "series"], sort=False)["id"].transform("size") >= _REGULAR
    return material.claims.iloc[:0], yearly.loc[last].loc[regular][_NEEDED]


def _scopes_shown(indicator: Indicator) -> set[str]:
    """Return the scopes whose series goes on: not those of a database as downloaded once."""
    return {"", indicator.headline_scope, *indicator.vintages}


def stale(material: Material) -> Iterator[Finding]:
    """Find indicators of which places lack a year that is customarily released by now: one finding for each year lacking.

    Only for series carried for three years on end: of others nobody said that they would go on.
    """
    frame = freshness(newest(material)[1], material.catalog, today=material.today)
    late = frame.loc[frame["overdue"]].sort_values(["indicator", "scope", "next_period", "place"])
    for (name, scope, year), rows in late.groupby(["indicator", "scope", "next_period"], sort=True):
        indicator, places = material.catalog.indicators[str(name)], list(rows["place"])
        due = rows["expected_release"].iloc[0].date()
        scopes = {lang: f"（{indicator.scopes[str(scope)][lang]}）" if scope else "" for lang in ("zh", "en")}
        yield Finding(
            str(name),
            places[0],
            str(year),
            zh=f"{indicator.label('zh')}{scopes['zh']}{year}年的数按惯例应在{due.year}年{due.month}月底前公布，"
            f"{material.zh.places(places)}尚未收录。",
            en=f"{indicator.label('en')} of {year} is customarily out by the end of {due:%B %Y}; it is not carried for "
            f"{material.en.places(places)}.",
            claims=(),
            observations=tuple(rows["latest_id"]),
            size=float(rows["days_overdue"].max()),
        )
