"""Runs the checks over a whole snapshot in parts, so that memory stays bounded however many claims there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.checks.material import Check, Finding, Material
from dashboard.checks.registry import CHECKS, hits
from dashboard.store import Store, observe

BATCH = 100_000
"""How many claims a part should hold at most; one series, or one period of related indicators, is never cut."""


@dataclass(frozen=True)
class Part:
    """Some related indicators, and of ``column`` (``place`` or ``period``) the values from ``first`` to ``last``."""

    indicators: tuple[str, ...]
    column: str
    first: str
    last: str


def check_store(
    store: Store,
    *,
    today: dt.date,
    as_of: dt.date | None = None,
    indicators: Iterable[str] | None = None,
    checks: tuple[Check, ...] = CHECKS,
    batch: int = BATCH,
) -> pd.DataFrame:
    """Return what ``run_checks`` finds in a snapshot, reading it in parts.

    Args:
        store: the snapshot.
        today: the day by which a customary release is judged late.
        as_of: know only what was published by this day.
        indicators: check only these and those related to them.
        checks: which checks to run.
        batch: how many claims to hold at once, about.

    Returns:
        The columns ``HIT_COLUMNS``, sorted as ``run_checks`` does.
    """
    found: list[tuple[Check, Finding]] = []
    kept: dict[str, list[tuple[pd.DataFrame, ...]]] = {check.id: [] for check in checks if check.reduce}
    for reach, column in (("series", "place"), ("places", "period")):
        for part in parts(store, column, indicators=indicators, batch=batch):
            material = _material(store, part, today=today, as_of=as_of)
            found += [(check, finding) for check in checks if check.reach == reach for finding in check.find(material)]
            if reach == "series":
                for check in checks:
                    if check.reduce:
                        # Copies, since a slice keeps alive the whole part that it was cut from.
                        kept[check.id].append(tuple(frame.copy() for frame in check.reduce(material)))
    for check in checks:
        if kept.get(check.id):
            claims, observations = (pd.concat(frames, ignore_index=True) for frames in zip(*kept[check.id], strict=True))
            material = Material(claims, observations, store.catalog, today=today)
            found += [(check, finding) for finding in check.find(material)]
    return hits(found)


def parts(store: Store, column: str, *, indicators: Iterable[str] | None, batch: int) -> Iterator[Part]:
    """Return how to divide a snapshot: related indicators stay together, and each value of ``column`` stays whole."""
    counts = store.sql(f"SELECT indicator, {column} AS value, count(*) AS claims FROM claims GROUP BY ALL")
    wanted = None if indicators is None else set(indicators)
    groups = [group for group in related(store.catalog, set(counts["indicator"])) if wanted is None or wanted & set(group)]
    for bundle in _bundles(groups, counts.groupby("indicator")["claims"].sum().to_dict(), batch):
        rows = counts.loc[counts["indicator"].isin(bundle)].groupby("value", sort=True)["claims"].sum()
        yield from (Part(bundle, column, first, last) for first, last in _ranges(rows, batch))


def _bundles(groups: list[tuple[str, ...]], claims: dict[Any, int], batch: int) -> Iterator[tuple[str, ...]]:
    """Return groups put together while they fit one part: a query for every small indicator would take longer."""
    held: tuple[str, ...] = ()
    for group in groups:
        if held and sum(claims[name] for name in (*held, *group)) > batch:
            yield held
            held = ()
        held += group
    if held:
        yield held


def related(catalog: Catalog, names: set[str]) -> list[tuple[str, ...]]:
    """Return the indicators in groups that some relation joins, each sorted; most stand alone."""
    groups = {name: {name} for name in names}
    for relation in catalog.relations.values():
        joined = {name for name in (relation.whole, *relation.members) if name in names}
        if relation.kind != "places" and joined:
            merged = set().union(*(groups[name] for name in joined))
            groups |= dict.fromkeys(merged, merged)
    return sorted({tuple(sorted(group)) for group in groups.values()})


def _ranges(counts: pd.Series, batch: int) -> Iterator[tuple[str, str]]:
    first, last, held = "", "", 0
    for value, claims in counts.items():
        if held and held + claims > batch:
            yield first, last
            held = 0
        first, last, held = (first if held else str(value)), str(value), held + int(claims)
    if held:
        yield first, last


def _material(store: Store, part: Part, *, today: dt.date, as_of: dt.date | None) -> Material:
    within = f"indicator IN ({', '.join('?' * len(part.indicators))}) AND {part.column} BETWEEN ? AND ?"
    chosen: list[Any] = [*part.indicators, part.first, part.last]
    if as_of is None:
        claims = store.sql(f"FROM claims WHERE {within} ORDER BY indicator, place, period, claim", chosen)
        observations = store.sql(f"FROM observations WHERE {within} ORDER BY indicator, place, period, id", chosen)
    else:
        claims = store.sql(
            f"FROM claims WHERE {within} AND published <= ? ORDER BY indicator, place, period, claim", [*chosen, as_of]
        )
        observations = observe(claims, store.catalog)
    return Material(claims, observations, store.catalog, today=today)
