"""Reads one built snapshot: the seam between the pipeline, which writes it, and everything that shows numbers."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from pydantic import ValidationError

from dashboard.catalog import Catalog
from dashboard.catalog.register import RECORDS, Register, read_register, template_file
from dashboard.claims import KEY, STORED, parse_observation_id
from dashboard.implied import row_id, with_implied
from dashboard.resolve import OBSERVED, ranked, resolve
from dashboard.rows import rows_of

# Frames here are short and wide. Every small operation on them costs more over Arrow's strings than over Python's: a whole
# page takes a third longer.
pd.set_option("mode.string_storage", "python")

POINTER = "CURRENT"
CLAIMS, OBSERVATIONS, CATALOG, MANIFEST = "claims.parquet", "observations.parquet", "catalog.json", "manifest.json"
FORMAT = hashlib.sha256(" ".join((*STORED, *OBSERVED)).encode()).hexdigest()[:8]
"""Names the columns of a snapshot; one of another format was written by another version and is built anew."""
_CACHED_ANSWERS = 512
_READ_WHOLE = 20_000
"""A file of at most so many rows (some 35 MB in memory) is read once: asking DuckDB takes ten times what choosing rows does."""


class NoSnapshotError(Exception):
    """There is no built snapshot in the store; run ``innovation-dashboard build``."""


class Store:
    """One snapshot, open for reading. Safe for use by many threads; frames it returns may be changed freely."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.id = folder.name
        self.catalog = Catalog.model_validate_json((folder / CATALOG).read_bytes())
        self.manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        self._database = duckdb.connect()
        self._cached = lru_cache(maxsize=_CACHED_ANSWERS)(self._answer)
        self._covered = lru_cache(maxsize=2)(self._distinct)
        self._whole = lru_cache(maxsize=2)(self._read_whole)
        self._positions = lru_cache(maxsize=1)(self._key_positions)

    def claims(
        self,
        indicators: Iterable[str] | None = None,
        places: Iterable[str] | None = None,
        *,
        periods: Iterable[str] | None = None,
        as_of: dt.date | None = None,
    ) -> pd.DataFrame:
        """Return stored claims (columns ``dashboard.claims.STORED``), sorted by indicator, place, period and id.

        None selects everything. With ``as_of``, claims published later, or at an unknown date, are left out.
        """
        # Copied on write: as long as nobody changes it, the frame is the cached one.
        return self._cached(CLAIMS, *_filters(indicators, places, periods), as_of).copy(deep=False)

    def observations(
        self,
        indicators: Iterable[str] | None = None,
        places: Iterable[str] | None = None,
        *,
        periods: Iterable[str] | None = None,
        as_of: dt.date | None = None,
    ) -> pd.DataFrame:
        """Return observations and the values they imply (columns ``dashboard.resolve.OBSERVED`` and ``id``).

        Sorted by the key. ``as_of`` resolves anew from the claims known on that day.
        """
        chosen = _filters(indicators, places, periods)
        if as_of is None:
            return self._cached(OBSERVATIONS, *chosen, None).copy(deep=False)
        # A period alone does not tell what a later claim implies about it, so periods are chosen after resolving.
        known = self._cached(CLAIMS, chosen[0], chosen[1], None, as_of)
        found = observe(known, self.catalog)
        return found.loc[found["period"].isin(chosen[2])] if chosen[2] is not None else found

    def observation(self, observation: str, *, as_of: dt.date | None = None) -> pd.Series | None:
        """Return one observation by its id, or None where nothing is known.

        Raises:
            ValueError: the text is no observation id.
        """
        key = self.key(observation)
        whole = self._whole(OBSERVATIONS) if as_of is None else None
        if whole is not None:
            position = self._positions().get(tuple(key[name] for name in KEY))
            return None if position is None else whole.iloc[position]
        found = self.observations([key["indicator"]], [key["place"]], as_of=as_of)
        rows = np.flatnonzero(_matches(found, key))
        return None if rows.size == 0 else found.iloc[rows[0]]

    def evidence(self, observation: str, *, as_of: dt.date | None = None) -> pd.DataFrame:
        """Return the claims behind one number, the winner first, with ``place_in_order``; empty for a derived number.

        Raises:
            ValueError: the text is no observation id.
        """
        key = self.key(observation)
        claims = self.claims([key["indicator"]], [key["place"]], periods=[key["period"]], as_of=as_of)
        return ranked(claims.loc[_matches(claims, key)])

    def key(self, observation: str) -> dict[str, str]:
        """Return the full key that an observation id names.

        Raises:
            ValueError: the text is no observation id, or its indicator or place is unknown.
        """
        key = parse_observation_id(observation)
        try:
            indicator, place = self.catalog.indicator(key["indicator"]), self.catalog.place(key["place"])
        except KeyError as error:
            raise ValueError(f"{error.args[0]!r} is not in the catalog") from error
        return key | {
            "indicator": indicator.id,
            "place": place.id,
            "period_type": key["period_type"] or indicator.accumulation,
        }

    def places_with_figures(self) -> frozenset[str]:
        """Return the ids of the places about which anything is known."""
        return self._covered("place")

    def indicators_with_figures(self) -> frozenset[str]:
        """Return the ids of the indicators about which anything is known."""
        return self._covered("indicator")

    def register(self) -> Register | None:
        """Return the numbers of the transfer register, which are kept apart from the claims; None where there are none."""
        return read_register(self.folder)

    def register_template(self, lang: str, form: str) -> bytes | None:
        """Return the empty template in which a register is delivered (``form`` of ``TEMPLATE_FORMS``), or None without one."""
        path = self.folder / template_file(lang, form)
        return path.read_bytes() if path.is_file() else None

    def register_records(self, where: Mapping[str, str], year: int, *, offset: int, limit: int) -> tuple[pd.DataFrame, int]:
        """Return one page of the register's records signed in a year, and how many there are in all.

        ``where`` are values of columns ('' for not stated). A snapshot built without records has none.

        Raises:
            ValueError: a column is unknown.
        """
        path = self.folder / RECORDS
        if not path.is_file():
            return pd.DataFrame(), 0
        with self._database.cursor() as cursor:
            source = f"read_parquet('{_quoted(path)}')"
            known = set(cursor.execute(f"DESCRIBE FROM {source}").df()["column_name"])
            if set(where) - known:
                raise ValueError(f"{sorted(set(where) - known)} are not columns of the register")
            conditions = " AND ".join(["year(signed_on) = ?", *(f"coalesce({name}::VARCHAR, '') = ?" for name in where)])
            values = [year, *where.values()]
            total = cursor.execute(f"SELECT count(*) FROM {source} WHERE {conditions}", values).fetchone()
            query = f"FROM {source} WHERE {conditions} ORDER BY record_id LIMIT ? OFFSET ?"
            return cursor.execute(query, [*values, limit, offset]).df(), int(total[0]) if total else 0

    def sql(self, query: str, parameters: list[Any] | None = None) -> pd.DataFrame:
        """Return the answer to a query over the views ``claims`` and ``observations`` of this snapshot."""
        with self._database.cursor() as cursor:
            for view, file in (("claims", CLAIMS), ("observations", OBSERVATIONS)):
                cursor.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS FROM read_parquet('{_quoted(self.folder / file)}')")
            return cursor.execute(query, parameters or []).df()

    def _distinct(self, column: str) -> frozenset[str]:
        return frozenset(self.sql(f"SELECT DISTINCT {column} FROM claims")[column])

    def _answer(
        self,
        file: str,
        indicators: tuple[str, ...] | None,
        places: tuple[str, ...] | None,
        periods: tuple[str, ...] | None,
        as_of: dt.date | None,
    ) -> pd.DataFrame:
        whole = self._whole(file)
        if whole is not None:
            return _chosen(whole, indicators, places, periods, as_of)
        return self._asked(file, indicators, places, periods, as_of)

    def _read_whole(self, file: str) -> pd.DataFrame | None:
        """Return all rows of a file, or None where they are too many to be kept."""
        with self._database.cursor() as cursor:
            rows = cursor.execute(f"SELECT count(*) FROM read_parquet('{_quoted(self.folder / file)}')").fetchone()
        return self._asked(file, None, None, None, None) if rows and rows[0] <= _READ_WHOLE else None

    def _key_positions(self) -> dict[tuple[str, ...], int]:
        """Return where each observation stands in the file kept whole, by its key."""
        whole = self._whole(OBSERVATIONS)
        columns = [] if whole is None else [whole[name].tolist() for name in KEY]
        return {key: position for position, key in enumerate(zip(*columns, strict=True))}

    def _asked(
        self,
        file: str,
        indicators: tuple[str, ...] | None,
        places: tuple[str, ...] | None,
        periods: tuple[str, ...] | None,
        as_of: dt.date | None,
    ) -> pd.DataFrame:
        conditions: list[str] = []
        parameters: list[Any] = []
        for column, values in (("indicator", indicators), ("place", places), ("period", periods)):
            if values is not None:
                # As one list: twenty thousand parameters take as long to bind as their rows to read.
                conditions.append(f"{column} IN (SELECT unnest(?))" if values else "false")
                parameters += [list(values)] if values else []
        if as_of is not None:
            conditions.append("published <= ?")
            parameters.append(as_of)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = "indicator, place, period, claim" if file == CLAIMS else ", ".join(KEY)
        query = f"FROM read_parquet('{_quoted(self.folder / file)}'){where} ORDER BY {order}"
        with self._database.cursor() as cursor:
            return cursor.execute(query, parameters).df()


def _chosen(
    whole: pd.DataFrame,
    indicators: tuple[str, ...] | None,
    places: tuple[str, ...] | None,
    periods: tuple[str, ...] | None,
    as_of: dt.date | None,
) -> pd.DataFrame:
    """Return the rows of a whole file that a question to DuckDB returns, in the same order."""
    kept = np.ones(len(whole), dtype=bool)
    for column, values in (("indicator", indicators), ("place", places), ("period", periods)):
        if values is not None:
            kept &= whole[column].isin(values).to_numpy()
    if as_of is not None:
        kept &= (whole["published"] <= pd.Timestamp(as_of)).to_numpy()
    return whole.loc[kept].reset_index(drop=True)


def observe(claims: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return the observations of claims, what they imply, and the permanent ``id`` of each."""
    real = [entry.id for entry in catalog.indicators.values() if entry.growth_at_constant_prices]
    frame = with_implied(resolve(claims), real=real)
    own = {indicator.id: indicator.accumulation for indicator in catalog.indicators.values()}
    ids = [row_id(row, own[row["indicator"]]) for row in rows_of(frame[list(KEY)])]
    return frame.assign(id=pd.Series(ids, index=frame.index, dtype="str"))


def open_store(folder: Path) -> Store:
    """Return the snapshot to which the store's pointer points.

    Raises:
        NoSnapshotError: nothing was built there yet.
    """
    pointer = folder / POINTER
    if not pointer.is_file():
        raise NoSnapshotError(f"no snapshot in {folder}")
    return _opened(folder / pointer.read_text(encoding="utf-8").strip())


def is_built(folder: Path) -> bool:
    """Return whether the store's pointer points to a snapshot of this version; nothing is opened."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
        return bool(json.loads((folder / name / MANIFEST).read_bytes()).get("format") == FORMAT)
    except (OSError, ValueError):
        return False


_open: dict[Path, Store] = {}
_OPEN_AT_ONCE = 4


def _opened(folder: Path) -> Store:
    try:
        store = _open.get(folder) or _open.setdefault(folder, Store(folder))
    except (ValidationError, OSError) as error:
        raise NoSnapshotError(f"{folder} is not whole, or was written by another version: build anew") from error
    if store.manifest.get("format") != FORMAT:
        raise NoSnapshotError(f"{folder} was written by another version: build anew")
    while len(_open) > _OPEN_AT_ONCE:
        _open.pop(next(iter(_open)), None)
    return store


def _close_all() -> None:
    """Close every store that nobody holds, before a process forks.

    DuckDB's threads do not survive it: both a query and the end of the child would wait for them for ever.
    """
    _open.clear()
    gc.collect()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_close_all)


def _filters(*choices: Iterable[str] | None) -> tuple[tuple[str, ...] | None, ...]:
    return tuple(None if values is None else tuple(values) for values in choices)


def _matches(frame: pd.DataFrame, key: dict[str, str]) -> np.ndarray:
    match = np.ones(len(frame), dtype=bool)
    for name in KEY:
        match &= frame[name].to_numpy() == key[name]
    return match


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
