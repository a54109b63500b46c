"""Writes a snapshot of synthetic claims of any size, laid out as ``dashboard.pipeline.snapshot`` lays out a real one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import compute

from dashboard.catalog import Catalog, Indicator, Place, Source, Unit
from dashboard.catalog.model import Theme
from dashboard.claims import STORED
from dashboard.pipeline.snapshot import _ROW_GROUP
from dashboard.store import CATALOG, CLAIMS, FORMAT, MANIFEST, OBSERVATIONS, POINTER, observe

YEARS = range(1976, 2026)
RELEASES = 5
GRADES = ("transcribed", "official", "press", "repost", "repost")
PROVINCES = 25
_BATCH_PLACES = 100

# A level, larger in provinces than in cities, that grows by its own rate and wavers; the fifth release errs by a tenth now
# and then, the first states growth.
_CLAIMS = """
WITH grid AS (
  SELECT ? AS n, p, y, r, 1e9 * (1 + p % 97) * (CASE WHEN p < 25 THEN 1000 ELSE 1 END) AS size, 1.02 + (p % 7) / 100 AS rate,
    size * pow(rate, y - 1976) * (1 + sin(p * 31 + y) / 50) AS exact,
    size * pow(rate, y - 1977) * (1 + sin(p * 31 + y - 1) / 50) AS before
  FROM range(?) AS places(p), range(?, 2026) AS years(y), range(?) AS releases(r)),
said AS (
  SELECT *, r = 0 AND y > 1976 AS grows, round((exact / before - 1) * 100, 1) AS growth, 2 - r // 2 AS decimals,
    round(exact / 1e8 * (CASE WHEN r = 4 AND hash(p, y) % 100 = 0 THEN 1.1 ELSE 1 END), (2 - r // 2)::INT) AS shown FROM grid)
SELECT 'c' || printf('%02d', n) || substr(md5(p || '/' || y || '/' || r), 1, 10) AS claim,
  printf('indicator_%02d', n) AS indicator, printf('place_%05d', p) AS place,
  y::VARCHAR AS period, 'flow' AS period_type, '' AS scope, 'outcome' AS kind_class, 'actual' AS kind,
  shown AS value, printf('%.*f', decimals, shown) AS printed, 'exact' AS qualifier, '亿元' AS unit, 8::BIGINT AS unit_mult,
  shown * 1e8 AS amount, amount - 5 * pow(10, 7 - decimals) AS low, amount + 5 * pow(10, 7 - decimals) AS high,
  (8 - decimals)::BIGINT AS precision,
  CASE WHEN grows THEN growth END AS change, CASE WHEN grows THEN 'exact' ELSE '' END AS change_qualifier,
  CASE WHEN grows THEN 'percent' ELSE '' END AS change_unit, CASE WHEN grows THEN (y - 1)::VARCHAR ELSE '' END AS change_base,
  change - 0.05 AS change_low, change + 0.05 AS change_high,
  make_timestamp(y, 1, 1, 0, 0, 0) AS period_start, make_timestamp(y, 12, 31, 0, 0, 0) AS period_end, 'A' AS frequency,
  '' AS stated_on, printf('source_%d_%d', y, r) AS source, source AS release,
  ['transcribed', 'official', 'press', 'repost', 'repost'][r + 1] AS grade,
  make_timestamp(y + 1, 2 * r + 1, 15, 0, 0, 0) AS published,
  true AS synthetic, '' AS locator, '' AS note, 'synthetic.csv' AS file, (p * 250 + (y - 1976) * 5 + r + 2)::BIGINT AS row,
  '' AS correction, '' AS corrected_by
FROM said ORDER BY place, period, claim
"""
_IDS = ("claim", "change_claim", "inputs")


def write_synthetic(store: Path, claims: int, *, count: int = 40, first_year: int = YEARS[0], releases: int = RELEASES) -> Path:
    """Write a snapshot of about so many synthetic claims below ``store``, make it current, and return its folder.

    ``count`` indicators; each number is stated by so many ``releases``, each series begins in ``first_year``; every source
    and claim is marked synthetic.
    """
    indicators = [f"indicator_{n:02}" for n in range(count)]
    each = (YEARS[-1] + 1 - first_year) * releases
    places = max(1, claims // (len(indicators) * each))
    folder = store / "synthetic"
    folder.mkdir(parents=True, exist_ok=True)
    catalog = _catalog(indicators, places)
    (folder / CATALOG).write_text(catalog.model_dump_json(), encoding="utf-8")
    total, observed = _write_frames(folder, catalog, indicators, (places, first_year, releases))
    counts = {"claims": total, "observations": observed, "derived": 0, "synthetic_claims": total}
    manifest = {"format": FORMAT, **counts, "latest_publication": None}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (store / POINTER).write_text("synthetic\n", encoding="utf-8")
    return folder


def _write_frames(folder: Path, catalog: Catalog, indicators: list[str], size: tuple[int, int, int]) -> tuple[int, int]:
    """Write both files; ``size`` is how many places there are, the first year, and how many releases."""
    writers: dict[str, pq.ParquetWriter] = {}
    counts = {CLAIMS: 0, OBSERVATIONS: 0}

    def write(name: str, table: pa.Table) -> None:
        if name not in writers:
            writers[name] = pq.ParquetWriter(folder / name, table.schema, compression="zstd")
        writers[name].write_table(table.cast(writers[name].schema), row_group_size=_ROW_GROUP)
        counts[name] += table.num_rows

    with duckdb.connect() as database:
        for n in range(len(indicators)):
            claims = database.sql(_CLAIMS, params=[n, *size]).to_arrow_table().select(list(STORED))
            write(CLAIMS, claims)
            if n == 0:
                first = list(_observed(claims, catalog, (YEARS[-1] + 1 - size[1]) * size[2]))
            for part in first:
                write(OBSERVATIONS, _renamed(part, n))
    for writer in writers.values():
        writer.close()
    return counts[CLAIMS], counts[OBSERVATIONS]


def _observed(claims: pa.Table, catalog: Catalog, each: int) -> Iterator[pa.Table]:
    """Return the observations of the claims of one indicator, some places at a time, ``each`` with so many claims."""
    series = each * _BATCH_PLACES
    for start in range(0, claims.num_rows, series):
        observations = observe(claims.slice(start, series).to_pandas(), catalog)
        yield pa.Table.from_pandas(observations, preserve_index=False).replace_schema_metadata(None)


def _renamed(observations: pa.Table, n: int) -> pa.Table:
    """Return the observations of the first indicator as those of the n-th, which says the same."""
    for name in observations.column_names:
        if name in {"indicator", "id"}:
            renamed = compute.replace_substring(observations[name], pattern="indicator_00", replacement=f"indicator_{n:02}")
        elif name in _IDS:
            renamed = compute.replace_substring_regex(observations[name], pattern=r"\bc00", replacement=f"c{n:02}")
        else:
            continue
        observations = observations.set_column(observations.column_names.index(name), name, renamed)
    return observations


def _named(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def _catalog(indicators: list[str], places: int) -> Catalog:
    names = {f"place_{n:05}": n for n in range(places)}
    level = {"theme": "synthetic", "unit": "yuan", "measure": "level", "accumulation": "flow", "better": "up"}
    words = {"definition": _named("合成"), "release": {"month": 9}}
    sections: dict[str, dict[str, Any]] = {
        "units": {"yuan": Unit(id="yuan", name=_named("元"), dimension="money_cny", printed={"元": 0, "亿元": 8})},
        "themes": {"synthetic": Theme(id="synthetic", name=_named("合成"), order=1)},
        "indicators": {
            name: Indicator.model_validate({"id": name, "name": _named(name), **words, **level})
            for name in indicators
        },
        "places": {name: Place.model_validate(_place(name, n)) for name, n in names.items()},
        "sources": {
            f"source_{year}_{release}": Source.model_validate(
                {
                    "id": f"source_{year}_{release}",
                    "publisher": _named(f"合成{release}"),
                    "title": _named("合成"),
                    "grade": GRADES[release],
                    "published": f"{year + 1}-{2 * release + 1:02}-15",
                    "synthetic": True,
                }
            )
            for year in YEARS
            for release in range(RELEASES)
        },
    }  # fmt: skip
    return Catalog.of(sections)


def _place(name: str, n: int) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": name, "name": _named(name), "level": "province" if n < PROVINCES else "city"}
    return entry | ({} if n < PROVINCES else {"parent": f"place_{n % PROVINCES:05}"})
