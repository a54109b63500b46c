"""Makes up registers of any size, fitted to published totals, seeded, and marked as made up in every record and file.

Rows come in blocks of fixed size, each with random numbers of its own, so that a register is the same however it is
cut, and no more than a block is ever in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as arrow
from pyarrow import compute
from pydantic import BaseModel, ConfigDict

from dashboard.pipeline.register.authored import read_document
from dashboard.pipeline.register.checks import SYNTHETIC_MARK
from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.schema import stored_schema
from dashboard.pipeline.register.synthetic_actors import Cast, cast_of

BLOCK = 262_144
LOCAL, ELSEWHERE, UNSIGNED = range(3)
_DAY = np.timedelta64(1, "D")
_YEARS_BEFORE = 2
"""Years of disclosure that a register holds before its first year of transfers."""
_WITHDRAWN = 0.12


class YearTotal(BaseModel):
    """Local transfers of a year and where the number comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int
    basis: Literal["published", "implied", "interpolated"]


class Calibration(BaseModel):
    """What a made-up register is fitted to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    local_transfers: dict[int, YearTotal]
    elsewhere_per_local: float
    unsigned_per_transfer: float
    observed_until: str
    suppliers: int
    recipients: int
    funds: int
    platforms: int


@dataclass(frozen=True)
class Plan:
    """How many records of each year and outcome (columns local, elsewhere, unsigned) a register is to have."""

    years: np.ndarray
    counts: np.ndarray

    @property
    def records(self) -> int:
        """Return how many records there are in all."""
        return int(self.counts.sum())


def read_calibration(data: Path) -> Calibration:
    """Return the calibration authored in ``data/catalog/register/synthetic.yml``."""
    return Calibration.model_validate(read_document(data / "catalog" / "register" / "synthetic.yml"))


def plan(calibration: Calibration, records: int | None = None) -> Plan:
    """Return the totals for a register of ``records``; None keeps the published totals themselves.

    A scaled register keeps the proportions, rounded by the largest remainders so that the sum is exact.
    """
    years = np.array(sorted(calibration.local_transfers))
    local = np.array([calibration.local_transfers[int(year)].count for year in years], dtype=float)
    elsewhere = local * calibration.elsewhere_per_local
    natural = np.column_stack([local, elsewhere, (local + elsewhere) * calibration.unsigned_per_transfer])
    counts = np.rint(natural).astype(np.int64) if records is None else _apportioned(natural, records)
    return Plan(years, counts)


def blocks(layout: Layout, calibration: Calibration, wanted: Plan, *, seed: int) -> Iterator[arrow.Table]:
    """Yield the register in stored columns (weight 1, batch 1), sorted by year of disclosure and supplier within a block."""
    cast = cast_of(layout, calibration, np.random.default_rng([seed, 0]))
    ends = np.cumsum(wanted.counts.ravel())
    for number, start in enumerate(range(0, wanted.records, BLOCK), 1):
        index = np.arange(start, min(start + BLOCK, wanted.records))
        cell = np.searchsorted(ends, index, side="right")
        year, outcome = wanted.years[cell // 3], cell % 3
        rng = np.random.default_rng([seed, number])
        yield _sorted(_block(layout, cast, calibration, index, year, outcome, rng))


def marked(schema: arrow.Schema) -> arrow.Schema:
    """Return a schema whose files say that their records are made up."""
    return schema.with_metadata({b"synthetic": b"true", b"note": "合成数据，非真实登记 / made-up records".encode()})


def _apportioned(natural: np.ndarray, records: int) -> np.ndarray:
    shares = natural.ravel() / natural.sum() * records
    counts = np.floor(shares).astype(np.int64)
    order = np.argsort(counts - shares, kind="stable")
    counts[order[: records - counts.sum()]] += 1
    return counts.reshape(natural.shape)


def _block(
    layout: Layout, cast: Cast, calibration: Calibration, index: np.ndarray, year: np.ndarray, outcome: np.ndarray,
    rng: np.random.Generator,
) -> arrow.Table:  # fmt: skip
    signed = outcome != UNSIGNED
    chosen = cast.choose(year, outcome == LOCAL, signed, rng)
    slow = _slowness(chosen)
    dates = _dates(year, signed, slow, calibration, rng)
    columns = {
        "record_id": _record_ids(index),
        **chosen,
        **{name: arrow.array(days) for name, days in dates.items()},
        **_money(signed, chosen["fund"].is_valid().to_numpy(zero_copy_only=False), rng),
        "local": arrow.array(outcome == LOCAL, mask=~signed),
        "batch": arrow.array(np.ones(len(index), dtype=np.int32)),
        "weight": arrow.array(np.ones(len(index), dtype=np.int8)),
    }
    schema = stored_schema(layout)
    return arrow.table([_as(columns[field.name], field.type) for field in schema], names=schema.names)


def _as(column: arrow.Array, kind: arrow.DataType) -> arrow.Array:
    return column if arrow.types.is_dictionary(column.type) else column.cast(kind)


def _record_ids(index: np.ndarray) -> arrow.Array:
    digits = compute.utf8_lpad(arrow.array(index + 1).cast(arrow.string()), width=9, padding="0")
    return compute.binary_join_element_wise(SYNTHETIC_MARK, digits, "")


def _slowness(chosen: dict[str, arrow.Array]) -> np.ndarray:
    """Return by how much, in logarithms, the lag of each record is longer than usual: by platform, supplier and chain."""
    codes = {
        name: chosen[name].indices.fill_null(0).to_numpy(zero_copy_only=False)
        for name in ("platform_kind", "supplier_kind", "chain")
    }
    return 0.14 * codes["supplier_kind"] + 0.04 * codes["chain"] - 0.06 * codes["platform_kind"] - 0.35


def _dates(
    year: np.ndarray, signed: np.ndarray, slow: np.ndarray, calibration: Calibration, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Draw days: the lag is log-normal, longer by ``slow`` (in logarithms) and shorter from year to year.

    Results never signed that belong to the first year were disclosed in any of the years before it as well, so that the
    register's oldest cohorts do not consist of signed results alone.
    """
    until, never = np.datetime64(calibration.observed_until), np.datetime64("NaT", "D")
    starts = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    anchor = np.minimum(starts + rng.integers(0, 365, len(year)) * _DAY, until)
    earlier = rng.integers(0, _YEARS_BEFORE * 365, len(year)) * _DAY
    anchor = np.where(~signed & (year == min(calibration.local_transfers)), anchor - earlier, anchor)
    lag = np.exp(rng.normal(6.1 - 0.05 * (year - 2016) + slow, 0.75))
    opened = np.datetime64(f"{min(calibration.local_transfers) - _YEARS_BEFORE}-01-01")
    longest = (anchor - opened).astype(np.int64)
    lag = np.where(lag > longest, longest * rng.random(len(year)), lag)
    days = lag.astype(np.int64) * _DAY
    disclosed = np.where(signed, anchor - days, anchor)
    signed_on = np.where(signed, anchor, never)
    withdrawn = ~signed & (rng.random(len(year)) < _WITHDRAWN) & (disclosed + days <= until)
    stage = {
        name: _stage(disclosed, days, share, rng, until, chance)
        for name, share, chance in (("evaluated_on", 0.2, 0.7), ("proof_of_concept_on", 0.45, 0.2), ("pilot_on", 0.8, 0.15))
    }
    production = np.where(signed & (rng.random(len(year)) < 0.3), anchor + rng.integers(30, 700, len(year)) * _DAY, never)
    demand = np.where(rng.random(len(year)) < 0.25, disclosed - rng.integers(-200, 200, len(year)) * _DAY, never)
    return {
        "disclosed_on": disclosed,
        "signed_on": signed_on,
        "withdrawn_on": np.where(withdrawn, disclosed + days, never),
        "in_production_on": np.where(production <= until, production, never),
        "demand_posted_on": np.where(demand <= until, demand, never),
        **stage,
    }


def _stage(
    disclosed: np.ndarray, days: np.ndarray, share: float, rng: np.random.Generator, until: np.datetime64, chance: float
) -> np.ndarray:
    reached = disclosed + (days.astype(np.int64) * share).astype(np.int64) * _DAY
    taken = (rng.random(len(disclosed)) < chance) & (reached <= until)
    return np.where(taken, reached, np.datetime64("NaT", "D"))


def _money(signed: np.ndarray, funded: np.ndarray, rng: np.random.Generator) -> dict[str, arrow.Array]:
    yuan = np.round(np.exp(rng.normal(13.2, 1.4, len(signed))), 2)
    value = np.rint(yuan * 100).astype(np.int64)
    technology = np.rint(value * rng.uniform(0.4, 1.0, len(signed))).astype(np.int64)
    amount = np.rint(value * rng.uniform(0.2, 2.0, len(signed))).astype(np.int64)
    return {
        "value": arrow.array(value, mask=~signed),
        "technology_value": arrow.array(technology, mask=~signed),
        "fund_amount": arrow.array(amount, mask=~funded),
    }


def _sorted(table: arrow.Table) -> arrow.Table:
    keyed = table.append_column("_year", compute.year(table["disclosed_on"]))
    order = [("_year", "ascending"), ("supplier", "ascending"), ("disclosed_on", "ascending"), ("record_id", "ascending")]
    plain = keyed.set_column(keyed.schema.get_field_index("supplier"), "supplier", keyed["supplier"].cast(arrow.string()))
    return table.take(compute.sort_indices(plain, sort_keys=order))
