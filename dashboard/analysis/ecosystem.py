"""Who acts in the innovation system of a place, on what platforms, and who is tied to whom: read from the catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.analysis.latest import RECENT_YEARS, latest, stated
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Actor, Event, Platform

TieKind = Literal["part_of", "runs", "took_part"]


@dataclass(frozen=True)
class Tie:
    """That one body is tied to another entry: part of a body, runs a platform, or took part in a milestone."""

    kind: TieKind
    actor: str
    other: str
    other_name: dict[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Ecosystem:
    """What the catalog knows about a place and the places within it."""

    actors: tuple[Actor, ...]
    platforms: tuple[Platform, ...]
    events: tuple[Event, ...]
    ties: tuple[Tie, ...]

    @property
    def untied(self) -> tuple[Actor, ...]:
        """Return the bodies of which no publication says whom they work with."""
        tied = {tie.actor for tie in self.ties} | {tie.other for tie in self.ties}
        return tuple(actor for actor in self.actors if actor.id not in tied)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return the indicators that speak of any of it, each once, in order of first mention."""
        named = [
            *(name for actor in self.actors for name in actor.indicators),
            *(platform.indicator for platform in self.platforms if platform.indicator),
            *(name for event in self.events for name in event.indicators),
        ]
        return tuple(dict.fromkeys(named))


def ecosystem(catalog: Catalog, place: str, *, until: str = "9999") -> Ecosystem:
    """Return the bodies, platforms, milestones and ties of a place; milestones after the ISO day ``until`` are left out.

    A platform that lies elsewhere belongs to the place if a body of the place runs it.
    """
    within = places_within(catalog, place)
    actors = tuple(actor for actor in catalog.actors.values() if actor.place in within)
    own = {actor.id for actor in actors}
    platforms = tuple(one for one in catalog.platforms.values() if one.place in within or one.host in own)
    events = tuple(
        sorted(
            (event for event in catalog.events.values() if event.place in within and event.date <= until),
            key=lambda event: event.date,
        )
    )
    return Ecosystem(actors, platforms, events, tuple(_ties(catalog, actors, platforms, events)))


def places_within(catalog: Catalog, place: str) -> frozenset[str]:
    """Return the place and its districts and zones; cities of a province stand for themselves."""
    parts = {one.id for one in catalog.places.values() if one.parent == place and one.level in {"district", "zone"}}
    return frozenset({place} | parts)


def newest_figures(observations: pd.DataFrame, catalog: Catalog) -> dict[tuple[str, str], Row]:
    """Return the present figure of every indicator and place: the newest outcome, else the latest target.

    A value stated without a reference year takes the place of a dated one that is more than ``RECENT_YEARS`` older.
    ``observations`` are of any indicators and places; the keys are (indicator, place).
    """
    aims = observations.loc[observations["amount"].notna() & (observations["kind_class"] == "target")]
    last = aims.sort_values("period_end").drop_duplicates(["indicator", "place"], keep="last")
    found = {(row["indicator"], row["place"]): row for row in [*rows_of(last), *rows_of(latest(observations, catalog))]}
    undated = {(row["indicator"], row["place"]): row for row in rows_of(stated(observations, catalog))}
    newer = {key: row for key, row in undated.items() if _years_apart(found[key], row) > RECENT_YEARS}
    return found | newer


def figure_of(platform: Platform, figures: Mapping[tuple[str, str], Row], catalog: Catalog) -> Row | None:
    """Return the present figure of the indicator that speaks of a platform, of ``newest_figures``; None where there is none.

    A programme is one and the same whether a publication speaks of the place that set it up or of that of the body it is
    with: of both, the newer figure.
    """
    if not platform.indicator:
        return None
    places = [platform.place]
    if platform.kind == "programme" and platform.host:
        places.append(catalog.actors[platform.host].place)
    rows = [figures[platform.indicator, place] for place in places if (platform.indicator, place) in figures]
    return max(rows, key=lambda row: row["period_end"], default=None)


def _years_apart(before: Row, after: Row) -> int:
    return int(after["period_end"].year - before["period_end"].year)


def outcome_series(observations: pd.DataFrame) -> dict[str, list[Row]]:
    """Return the outcomes of every indicator of one place in time order, of one counting rule only: the one with most of them.

    What was stated without a reference year is left out.
    """
    known = observations.loc[
        (observations["kind_class"] == "outcome") & observations["amount"].notna() & (observations["stated_on"] == "")
    ]
    ordered = known.sort_values(["period_end", "id"])
    found: dict[str, list[Row]] = {}
    for row in rows_of(ordered):
        found.setdefault(row["indicator"], []).append(row)
    return {name: _of_usual_rule(rows) for name, rows in found.items()}


def _of_usual_rule(rows: list[Row]) -> list[Row]:
    ((usual, _),) = Counter(sorted(row["scope"] for row in rows)).most_common(1)
    return [row for row in rows if row["scope"] == usual]


def around(rows: list[Row], event: Event) -> tuple[Row | None, Row | None]:
    """Return the last outcome before a milestone and the first after it, of rows in time order; None where there is none."""
    moment = pd.Timestamp(event.date if len(event.date) == 10 else f"{event.date[:4]}-01-01")
    before = [row for row in rows if row["period_end"] < moment]
    after = [row for row in rows if row["period_end"] >= moment]
    return (before[-1] if before else None), (after[0] if after else None)


def _ties(
    catalog: Catalog, actors: tuple[Actor, ...], platforms: tuple[Platform, ...], events: tuple[Event, ...]
) -> Iterator[Tie]:
    own = {actor.id for actor in actors}
    for actor in actors:
        if actor.parent:
            yield Tie("part_of", actor.id, actor.parent, catalog.actors[actor.parent].name.model_dump(), actor.sources)
    for platform in platforms:
        if platform.host in own:
            yield Tie("runs", str(platform.host), platform.id, platform.name.model_dump(), platform.sources)
    for event in events:
        for name in event.actors:
            if name in own:
                yield Tie("took_part", name, event.id, event.name.model_dump(), event.sources)
