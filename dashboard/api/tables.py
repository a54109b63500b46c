"""Answers as tables: what a question selects from one snapshot, a page at a time, in bounded memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.analysis.growth import growth
from dashboard.analysis.resting import resting_on
from dashboard.analysis.rows import rows_of
from dashboard.answers import Record, claim_records, observation_records, plain
from dashboard.api.cursors import Position, cursor_of, position_of
from dashboard.api.questions import ClaimsQuestion, ObservationsQuestion, SeriesQuestion, TableQuestion
from dashboard.checks import run_checks
from dashboard.checks.commands import records
from dashboard.checks.stream import BATCH, check_store
from dashboard.claims import KEY
from dashboard.sourced import series_of
from dashboard.store import Store

_BATCH = 50_000
CLAIM_KEY = ("indicator", "place", "period", "claim")
"""What claims are sorted by."""


@dataclass(frozen=True)
class Table:
    """A page of records, the frame they came from where there is one, and the cursor of the next page."""

    records: list[Record]
    next: str | None
    frame: pd.DataFrame | None = None


def observation_table(store: Store, question: ObservationsQuestion) -> Table:
    """Return observations with the change computed from the value before, sorted by their key."""
    after = _after(question, len(KEY))
    pages = (
        _beyond(_selected(frame, question), KEY, after)
        for batch in _batches(store, question, after)
        for frame in [_resting(store, _with_growth(store, batch, question.place, question.as_of), batch, question)]
    )
    frame, more = _first(pages, question.count)
    records = observation_records(store, frame, lang=question.lang)
    return Table(records, _next(frame, KEY) if more else None, frame)


def claim_table(store: Store, question: ClaimsQuestion) -> Table:
    """Return claims sorted by indicator, place, period and id; those behind one observation in the order of the rule."""
    if question.observation is not None:
        return _evidence_table(store, question)
    after = _after(question, len(CLAIM_KEY))
    pages = (
        _beyond(_made(_selected(frame, question), question), CLAIM_KEY, after)
        for batch in _batches(store, question, after)
        for frame in [store.claims(batch, question.place or None, as_of=question.as_of)]
    )
    frame, more = _first(pages, question.count)
    return Table(claim_records(store, frame, lang=question.lang), _next(frame, CLAIM_KEY) if more else None)


def entry_table(records: Sequence[Record], question: TableQuestion, *, key: str = "id") -> Table:
    """Return one page of records that are sorted by ``key``, a text."""
    after = _after(question, 1)
    rest = [record for record in records if after is None or record[key] > after[0]]
    page = rest[: question.count]
    return Table(page, cursor_of((page[-1][key],)) if len(rest) > len(page) else None)


def ordered_table(records: Sequence[Record], question: TableQuestion) -> Table:
    """Return one page of records that come in an order of their own; the cursor counts them."""
    after = _after(question, 1)
    start = int(after[0]) if after else 0
    page = records[start : start + question.count]
    end = start + len(page)
    return Table(list(page), cursor_of((str(end),)) if page and end < len(records) else None)


def coverage(store: Store, column: str, as_of: dt.date | None) -> dict[str, Record]:
    """Return, for each indicator, place or source with claims, how many are known and the periods they speak of."""
    counted = {"indicator": "place", "place": "indicator", "source": "indicator"}[column]
    query = f"""
        SELECT {column} AS id, count(*) AS known_claims, count(DISTINCT {counted}) AS known_{counted}s,
               arg_min(period, (period_end, period)) FILTER (WHERE kind_class = 'outcome') AS first_period,
               arg_max(period, (period_end, period)) FILTER (WHERE kind_class = 'outcome') AS last_period
        FROM claims WHERE $1 IS NULL OR published <= $1 GROUP BY ALL ORDER BY ALL"""
    return _coverage(store, query, as_of)


def known_series(store: Store, indicator: str, place: str, as_of: dt.date | None) -> pd.DataFrame:
    """Return the observations of one indicator in one place, with the change computed from the value before."""
    return _with_growth(store, (indicator,), (place,), as_of)


@lru_cache(maxsize=4)
def check_hits(store: Store, as_of: dt.date | None, today: dt.date) -> tuple[Record, ...]:
    """Return everything the checks find in what was known by ``as_of``, judged on the day ``today``."""
    if store.manifest["claims"] > BATCH:
        return tuple(records(check_store(store, today=today, as_of=as_of)))
    known = store.claims(as_of=as_of), store.observations(as_of=as_of)
    return tuple(records(run_checks(*known, store.catalog, today=today)))


@lru_cache(maxsize=32)
def _coverage(store: Store, query: str, as_of: dt.date | None) -> dict[str, Record]:
    rows = rows_of(store.sql(query, [as_of]))
    return {row["id"]: {name: plain(value) for name, value in row.items() if name != "id"} for row in rows}


@lru_cache(maxsize=16)
def _with_growth(store: Store, indicators: tuple[str, ...], places: tuple[str, ...], as_of: dt.date | None) -> pd.DataFrame:
    """The frame is shared between requests: it is only ever selected from, never changed."""
    return growth(store.observations(indicators, places or None, as_of=as_of), store.catalog)


def _batches(store: Store, question: ObservationsQuestion, after: Position | None) -> Iterator[tuple[str, ...]]:
    """Return indicators in order, so many at a time that their claims fit in memory easily, from the cursor on.

    The last batch may be empty, so that an answer without rows has its columns all the same.
    """
    chosen = set(question.indicator) if question.indicator else None
    if question.source:
        about = set(series_of(store, question.source)["indicator"])
        chosen = about if chosen is None else chosen & about
    batch: list[str] = []
    rows = 0
    for indicator, count in _sizes(store):
        if (chosen is not None and indicator not in chosen) or (after is not None and indicator < after[0]):
            continue
        if batch and rows + count > _BATCH:
            yield tuple(batch)
            batch, rows = [], 0
        batch.append(indicator)
        rows += count
    yield tuple(batch)


@lru_cache(maxsize=4)
def _sizes(store: Store) -> tuple[tuple[str, int], ...]:
    frame = store.sql("SELECT indicator, count(*) AS size FROM claims GROUP BY ALL")
    return tuple(sorted(zip(frame["indicator"], frame["size"].astype(int), strict=True)))


def _selected(frame: pd.DataFrame, question: ObservationsQuestion) -> pd.DataFrame:
    keep = pd.Series(True, index=frame.index)
    if question.first_day is not None:
        keep &= frame["period_end"] >= pd.Timestamp(question.first_day)
    if question.last_day is not None:
        keep &= frame["period_end"] <= pd.Timestamp(question.last_day)
    if question.scope is not None:
        keep &= frame["scope"].isin(question.scope)
    if question.kind:
        keep &= frame["kind"].isin(question.kind) | frame["kind_class"].isin(question.kind)
    return frame.loc[keep]


def _resting(store: Store, frame: pd.DataFrame, batch: tuple[str, ...], question: ObservationsQuestion) -> pd.DataFrame:
    if not question.source:
        return frame
    claims = store.claims(batch, question.place or None, as_of=question.as_of)
    return resting_on(frame, claims, question.source)


def _made(claims: pd.DataFrame, question: ClaimsQuestion) -> pd.DataFrame:
    return claims.loc[claims["source"].isin(question.source)] if question.source else claims


def _beyond(frame: pd.DataFrame, key: tuple[str, ...], after: Position | None) -> pd.DataFrame:
    if after is None:
        return frame
    return frame.loc[[position > after for position in zip(*(frame[name] for name in key), strict=True)]]


def _first(pages: Iterator[pd.DataFrame], count: int) -> tuple[pd.DataFrame, bool]:
    """Return the first ``count`` rows of the pages, and whether there are more."""
    kept: list[pd.DataFrame] = []
    room = count + 1
    for page in pages:
        kept.append(page.head(room))
        room -= len(kept[-1])
        if room <= 0:
            break
    frame = pd.concat(kept, ignore_index=True) if len(kept) > 1 else kept[0]
    return frame.head(count), room <= 0


def _next(frame: pd.DataFrame, key: tuple[str, ...]) -> str:
    return cursor_of(tuple(str(frame[name].iloc[-1]) for name in key))


def _after(question: TableQuestion, parts: int) -> Position | None:
    return None if question.cursor is None else position_of(question.cursor, parts=parts)


def _evidence_table(store: Store, question: ClaimsQuestion) -> Table:
    frame = store.evidence(str(question.observation), as_of=question.as_of)
    records = claim_records(store, frame, lang=question.lang)
    wanted = set(_made(_in_series(_selected(frame, question), question), question)["claim"])
    return ordered_table([record for record in records if record["claim"] in wanted], question)


def _in_series(frame: pd.DataFrame, question: SeriesQuestion) -> pd.DataFrame:
    keep = pd.Series(True, index=frame.index)
    for name, chosen in (("indicator", question.indicator), ("place", question.place)):
        if chosen:
            keep &= frame[name].isin(chosen)
    return frame.loc[keep]
