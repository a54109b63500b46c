"""Places in rankings: one place for each, within one edition of one list."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.checks.material import Finding, Material
from dashboard.checks.rows import about, grouped, identity, records

_EDITION = ("indicator", "period", "scope", "amount")


def rank_shared(material: Material) -> Iterator[Finding]:
    """Find ranks that two places or more hold in the same edition of the same list.

    Only among places of one level: a cluster and a city in it may well be one entry of a list.
    """
    frame = material.dated
    rows = records(frame.loc[frame["indicator"].isin(material.indicators("rank")) & (frame["qualifier"] == "exact")])
    levelled = (row | {"level": material.catalog.places[row["place"]].level} for row in rows)
    for holders in grouped(levelled, (*_EDITION, "level")).values():
        if len(holders) > 1:
            first, names = holders[0], [row["place"] for row in holders]
            zh, en = material.zh, material.en
            name = material.indicator(first).label("en")
            yield Finding(
                *about(first),
                zh=f"{zh.period(first['period'])}{material.indicator(first).label('zh')}的{zh.value(first)}同属{zh.places(names)}。",
                en=f"{name}, {en.period(first['period'])}: {en.value(first)} is held by {en.places(names)} alike.",
                claims=tuple(row["claim"] for row in holders),
                observations=tuple(identity(row, material.catalog) for row in holders),
                size=float(len(holders)),
            )
