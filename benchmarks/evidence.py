"""Ratios of ``show``, ``evidence`` and an as-of query against SQL written by hand for DuckDB, on one snapshot in one process.

Run ``python -m benchmarks.evidence [--claims 10000000] [--rounds 30] [--snapshot DIR] [--check]``. Prints Markdown. Both
sides return pandas frames; every round asks for another series, so that no cache of answers helps. With ``--check`` the
checks run over the whole snapshot in a process of their own, whose peak memory is printed. Without ``--snapshot`` the data
is made in a temporary folder and removed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.synthetic_claims import write_synthetic
from dashboard.store import CLAIMS, OBSERVATIONS, Store, open_store

AS_OF = dt.date(2010, 6, 30)
Asked = tuple[str, str]

SHOW = "FROM read_parquet('{observations}') WHERE indicator = ? AND place = ? ORDER BY period, period_type, scope, kind_class"
RANKING = """
    correction IN ('dropped', 'replaced'), amount IS NULL, correction = 'flagged', kind = 'expected',
    list_position(['official', 'transcribed', 'press', 'repost', 'computed'], grade),
    list_position(['actual', 'preliminary', 'expected', 'estimate', 'computed', 'target'], kind),
    published DESC NULLS LAST, high - low, claim"""
EVIDENCE = f"""
SELECT *, row_number() OVER (ORDER BY {RANKING}) AS place_in_order FROM read_parquet('{{claims}}')
WHERE indicator = ? AND place = ? AND period = ? AND period_type = 'flow' AND scope = '' AND kind_class = 'outcome'
ORDER BY place_in_order"""
AS_KNOWN = f"""
WITH known AS (
  SELECT *, row_number() OVER (PARTITION BY period, period_type, scope, kind_class ORDER BY {RANKING}) AS place_in_order
  FROM read_parquet('{{claims}}')
  WHERE indicator = ? AND place = ? AND published <= ? AND correction NOT IN ('dropped', 'replaced')),
compared AS (
  SELECT *, first_value(low) OVER best AS best_low, first_value(high) OVER best AS best_high,
    first_value(amount) OVER best AS best_amount
  FROM known WINDOW best AS (PARTITION BY period, period_type, scope, kind_class ORDER BY place_in_order)),
rivals AS (
  SELECT period, period_type, scope, kind_class, count(DISTINCT release) FILTER (amount IS NOT NULL) AS claims,
    count(*) FILTER (place_in_order > 1 AND low <= best_high AND high >= best_low) AS agree,
    count(*) FILTER (NOT (low <= best_high AND high >= best_low)) AS differ,
    min(amount) AS least, max(amount) AS most,
    max(CASE WHEN low <= best_high AND high >= best_low THEN 0 ELSE abs(amount / best_amount - 1) END) AS difference
  FROM compared GROUP BY ALL),
changes AS (
  SELECT period, period_type, scope, kind_class, arg_min(change, place_in_order) AS change,
    arg_min(change_unit, place_in_order) AS change_unit, arg_min(change_base, place_in_order) AS change_base,
    arg_min(claim, place_in_order) AS change_claim
  FROM known WHERE change IS NOT NULL GROUP BY ALL)
SELECT known.* EXCLUDE (change, change_unit, change_base), rivals.* EXCLUDE (period, period_type, scope, kind_class),
  changes.change, changes.change_unit, changes.change_base, changes.change_claim
FROM known JOIN rivals USING (period, period_type, scope, kind_class)
LEFT JOIN changes USING (period, period_type, scope, kind_class)
WHERE place_in_order = 1 ORDER BY period, period_type, scope, kind_class"""


class ByHand:
    """The same answers by SQL on the files of the snapshot."""

    def __init__(self, folder: Path) -> None:
        files = {"claims": folder / CLAIMS, "observations": folder / OBSERVATIONS}
        self._database = duckdb.connect()
        self._show, self._evidence, self._as_known = (text.format(**files) for text in (SHOW, EVIDENCE, AS_KNOWN))

    def show(self, asked: Asked) -> pd.DataFrame:
        return self._database.execute(self._show, list(asked)).df()

    def evidence(self, asked: Asked) -> pd.DataFrame:
        return self._database.execute(self._evidence, [*asked, "2009"]).df()

    def as_known(self, asked: Asked) -> pd.DataFrame:
        return self._database.execute(self._as_known, [*asked, AS_OF]).df()


class ByStore:
    """The answers of the store, which the pages, the command line and the API all ask."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def show(self, asked: Asked) -> pd.DataFrame:
        return self._store.observations([asked[0]], [asked[1]])

    def evidence(self, asked: Asked) -> pd.DataFrame:
        return self._store.evidence(f"{asked[0]}:{asked[1]}:2009")

    def as_known(self, asked: Asked) -> pd.DataFrame:
        return self._store.observations([asked[0]], [asked[1]], as_of=AS_OF)


def compare(folder: Path, rounds: int) -> None:
    """Print the medians of both sides and their ratios."""
    store = open_store(folder)
    ours, theirs = ByStore(store), ByHand(store.folder)
    series = store.sql("SELECT DISTINCT indicator, place FROM claims ORDER BY hash(indicator, place) LIMIT ?", [rounds + 3])
    asked = list(series.itertuples(index=False, name=None))
    print(f"| {store.manifest['claims']:,} claims, {rounds} series | store ms | by hand ms | ratio |\n|---|---|---|---|")
    for name in ("show", "evidence", "as_known"):
        mine, hand = _medians(getattr(ours, name), getattr(theirs, name), asked)
        print(f"| {name} | {mine * 1e3:.1f} | {hand * 1e3:.1f} | {mine / hand:.2f} |")


def _medians(
    ours: Callable[[Asked], pd.DataFrame], theirs: Callable[[Asked], pd.DataFrame], asked: list[Asked]
) -> tuple[float, float]:
    """Return the median seconds of both; the first three are to warm up, and each goes first in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for n, series in enumerate(asked):
        found = [None, None]
        for side in (0, 1) if n % 2 else (1, 0):
            start = time.perf_counter()
            found[side] = (ours, theirs)[side](series)
            if n >= 3:
                times[side].append(time.perf_counter() - start)
        _same(*found)
    return statistics.median(times[0]), statistics.median(times[1])


def _same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Both sides must say the same; what only follows from a stated change is the store's alone."""
    published = ours.loc[~ours["derived"].astype(bool)] if "derived" in ours else ours
    by_hand = theirs.loc[~theirs["derived"].astype(bool)] if "derived" in theirs else theirs
    for column in ("claim", "period", "differ", "agree", "claims"):
        if column in published and column in by_hand and list(published[column]) != list(by_hand[column]):
            raise AssertionError(f"the sides differ in {column}")


CHECK = """
import datetime as dt, resource, sys, time
from pathlib import Path
from dashboard.checks.stream import check_store
from dashboard.store import open_store
start = time.perf_counter()
hits = check_store(open_store(Path(sys.argv[1])), today=dt.date(2026, 1, 1))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"check: {len(hits)} hits in {time.perf_counter() - start:.0f} s, peak {peak:.0f} MB")
"""


def main() -> None:
    """Make the data, compare, and clean up."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--snapshot", type=Path)
    options.add_argument("--check", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="synthetic-claims-") as temporary:
        folder = chosen.snapshot or Path(temporary)
        if chosen.snapshot is None:
            write_synthetic(folder, chosen.claims)
        compare(folder, chosen.rounds)
        print(f"\npeak memory of these queries: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
        if chosen.check:
            subprocess.run([sys.executable, "-c", CHECK, str(folder)], check=True)


if __name__ == "__main__":
    main()
