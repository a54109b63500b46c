"""What takes seconds to find over a whole snapshot, kept: it follows from the snapshot and the days asked about alone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from threading import Lock

import pandas as pd

from dashboard.analysis.completeness import completeness
from dashboard.analysis.revisions import revisions, what_changed
from dashboard.checks.growth import reported_growth
from dashboard.checks.material import Material
from dashboard.checks.registry import run_checks
from dashboard.store import Store

_KEPT = 8
_one_at_a_time = Lock()


def remembered_hits(store: Store, *, today: dt.date, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return what ``run_checks`` finds in the whole snapshot as far as it was known on ``as_of``; may be changed freely.

    The first call takes seconds, every further one none.
    """
    with _one_at_a_time:
        return _hits(store, today, as_of).copy()


def remembered_growth(store: Store, *, today: dt.date, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return reported beside computed growth (columns ``dashboard.checks.growth.GROWTH_COLUMNS``); may be changed freely."""
    with _one_at_a_time:
        return _growth(store, today, as_of).copy()


def remembered_revisions(store: Store, *, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return every belief of every number (columns ``dashboard.analysis.revisions.REVISIONS``); may be changed freely."""
    with _one_at_a_time:
        return _revisions(store, as_of).copy()


def remembered_changes(store: Store, *, since: dt.date, until: dt.date, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return what changed between two days (columns ``dashboard.analysis.revisions.CHANGES``); may be changed freely."""
    with _one_at_a_time:
        return _changes(store, since, until, as_of).copy()


def remembered_completeness(
    store: Store, *, years: tuple[int, int], today: dt.date, as_of: dt.date | None = None
) -> pd.DataFrame:
    """Return what is published and what is missing from the first year to the last (columns ``CELLS``); not to be changed."""
    with _one_at_a_time:
        return _completeness(store, years, today, as_of)


@lru_cache(maxsize=_KEPT)
def _revisions(store: Store, as_of: dt.date | None) -> pd.DataFrame:
    return revisions(store.claims(as_of=as_of), store.catalog)


@lru_cache(maxsize=_KEPT)
def _changes(store: Store, since: dt.date, until: dt.date, as_of: dt.date | None) -> pd.DataFrame:
    return what_changed(store.claims(as_of=as_of), store.catalog, since, until)


@lru_cache(maxsize=_KEPT)
def _completeness(store: Store, years: tuple[int, int], today: dt.date, as_of: dt.date | None) -> pd.DataFrame:
    return completeness(store.observations(as_of=as_of), store.catalog, today=today, years=range(years[0], years[1] + 1))


@lru_cache(maxsize=_KEPT)
def _hits(store: Store, today: dt.date, as_of: dt.date | None) -> pd.DataFrame:
    return run_checks(store.claims(as_of=as_of), store.observations(as_of=as_of), store.catalog, today=as_of or today)


@lru_cache(maxsize=_KEPT)
def _growth(store: Store, today: dt.date, as_of: dt.date | None) -> pd.DataFrame:
    return reported_growth(
        Material(store.claims(as_of=as_of), store.observations(as_of=as_of), store.catalog, today=as_of or today)
    )
