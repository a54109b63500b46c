"""What a snapshot takes from a register for its pages: suppressed cells, monthly lag curves and the names they use."""

from __future__ import annotations

import datetime as dt
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from dashboard.catalog import Catalog
from dashboard.catalog.model import Text
from dashboard.catalog.register import RECORDS, RegisterAbout, ShownDefinition, written
from dashboard.pipeline.register.aggregate import PARTIALS, aggregate
from dashboard.pipeline.register.batches import Batch, record_files, stored_batches
from dashboard.pipeline.register.definitions import Breakdown, Definition, Definitions, read_definitions
from dashboard.pipeline.register.engines import Engine, open_engine
from dashboard.pipeline.register.expressions import OPEN, SIGNED
from dashboard.pipeline.register.layout import Layout, layout_of
from dashboard.pipeline.register.partials import summed
from dashboard.pipeline.register.scans import scans
from dashboard.pipeline.register.suppression import shown
from dashboard.pipeline.register.survival import lag_curve
from dashboard.pipeline.register.synthetic import blocks, plan, read_calibration
from dashboard.pipeline.register.synthetic_files import synthetic_provenance, write_register
from dashboard.pipeline.register.template import templates

FOLDER = "register"
"""Where a real register lies within the folder of authored data."""
_SEED = 1
_SINGLE: tuple[Breakdown, ...] = (
    (), ("supplier",), ("supplier_kind",), ("chain",), ("recipient_size",), ("contract_type",), ("transfer_mode",),
    ("platform_kind",), ("fund_stage",), ("supplier_place",), ("recipient_place",), ("local",),
)  # fmt: skip
_PAIRS: tuple[Breakdown, ...] = (
    ("supplier_kind", "recipient_size"), ("recipient_size", "fund_stage"), ("supplier", "chain"),
    ("supplier", "recipient_size"), ("chain", "recipient_size"), ("chain", "contract_type"), ("chain", "platform_kind"),
    ("recipient_size", "contract_type"), ("supplier", "local"), ("chain", "local"),
    ("supplier_kind", "recipient_place"), ("chain", "transfer_mode"),
)  # fmt: skip
_OF_SUPPLY: tuple[Breakdown, ...] = ((), ("supplier",), ("supplier_kind",), ("chain",), ("platform_kind",))
_OF_STAGES: tuple[Breakdown, ...] = ((), ("supplier_kind",), ("chain",))
_OF_SHARES = tuple(one for one in _SINGLE if one != ("local",))
_SHOWN: Mapping[str, tuple[Breakdown, ...]] = {
    "register_results_disclosed": _OF_SUPPLY,
    "register_results_transferred": (*_SINGLE, *_PAIRS),
    "register_results_transferred_locally": _OF_SHARES,
    "register_contract_value": (*_SINGLE, *_PAIRS),
    "register_funds_invested": (*_SINGLE, *_PAIRS),
    "register_technology_value": ((),),
    "register_local_share": _OF_SHARES,
    "register_evaluated_within_3_years": _OF_STAGES,
    "register_proof_of_concept_within_3_years": _OF_STAGES,
    "register_pilot_within_3_years": _OF_STAGES,
    "register_in_production_within_3_years": _OF_STAGES,
    "register_conversion_within_1_year": _OF_SUPPLY,
    "register_conversion_within_2_years": _OF_SUPPLY,
    "register_conversion_within_3_years": _OF_SUPPLY,
    "register_time_lag": _OF_SUPPLY,
    "register_results_transferred_same_panel": ((), ("chain",), ("recipient_size",)),
    "register_contract_value_same_panel": ((), ("chain",), ("recipient_size",)),
}
"""What the pages show, and by what; each definition is that of ``definitions.yml``."""
_LAG = "register_time_lag"
_CURVES: tuple[Breakdown, ...] = _OF_SUPPLY
_MONTH = 365.25 / 12
_MONTHS = 72
_EPOCH = dt.date(1970, 1, 1)
_CURVE = ("breakdown", "part", "cohort", "month", "share", "at_risk", "censored")


@dataclass(frozen=True)
class Opened:
    """An open register: its engine, definitions and batches."""

    engine: Engine
    definitions: Definitions
    layout: Layout
    batches: list[Batch]


def shown_register(data: Path, catalog: Catalog, *, records: bool = False) -> Mapping[str, pd.DataFrame | str | bytes]:
    """Return the files that a snapshot holds about the register, by name; none where the data have no register.

    The register in ``data/register`` is shown; where there is none, a synthetic one of the calibrated size. With
    ``records``, single records are among the files, for those who may see them. The empty templates are always there.

    Raises:
        DataFaults: with every fault of the register's definitions.
    """
    authored = data / "catalog" / FOLDER
    if not (authored / "definitions.yml").is_file():
        return {}
    layout = layout_of(authored, catalog)
    definitions = read_definitions(authored / "definitions.yml", layout)
    own = data / FOLDER
    if stored_batches(own):
        return templates(layout) | _files(own, layout, definitions, catalog, keep=own / PARTIALS, records=records)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / FOLDER
        _synthesize(demo, data, layout)
        return templates(layout) | _files(demo, layout, definitions, catalog, keep=None, records=records)


def _synthesize(register: Path, data: Path, layout: Layout) -> None:
    calibration = read_calibration(data)
    wanted = plan(calibration)
    provenance = synthetic_provenance(calibration, seed=_SEED)
    tables = blocks(layout, calibration, wanted, seed=_SEED)
    write_register(register, tables, layout, content=f"synthetic{_SEED}x{wanted.records}", provenance=provenance)


def _files(
    register: Path, layout: Layout, definitions: Definitions, catalog: Catalog, *, keep: Path | None, records: bool
) -> dict[str, pd.DataFrame | str | bytes]:
    with warnings.catch_warnings(), open_engine("duckdb", register, layout) as engine:
        # Ibis asks DuckDB for a schema by a name that DuckDB has replaced; nothing here can be written otherwise.
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        opened = Opened(engine, definitions, layout, stored_batches(register))
        found = aggregate(engine, _chosen(definitions, _SHOWN), keep=keep)
        lags = _lags(opened, keep)
    files: dict[str, pd.DataFrame | str | bytes] = {**written(_about(opened, catalog), _typed(shown(found.cells)), lags)}
    return files | ({RECORDS: _records(register, opened.batches)} if records else {})


def _chosen(definitions: Definitions, wanted: Mapping[str, tuple[Breakdown, ...]]) -> Definitions:
    """Return the definitions that are shown, each broken down by what is shown of it."""
    known = {name: by for name, by in wanted.items() if name in definitions.indicators}
    only = {name: definitions.indicators[name].model_copy(update={"by": by}) for name, by in known.items()}
    return Definitions(only, definitions.units, definitions.threshold)


def _typed(cells: pd.DataFrame) -> pd.DataFrame:
    numbers = ("records", "part", "value", "plain_growth")
    return cells.assign(**{name: cells[name].astype("float64") for name in numbers}, year=cells["year"].astype("int64"))


def _lags(opened: Opened, keep: Path | None) -> pd.DataFrame:
    """Return the share signed by each month after disclosure, for each cohort, and for each kind of supplier over all."""
    until = (dt.date.fromisoformat(opened.batches[-1].provenance.observed_until) - _EPOCH).days
    (scan,) = scans(_chosen(opened.definitions, {_LAG: _CURVES}))
    rows = summed(opened.engine, scan, opened.batches, keep=keep).to_pandas()
    timed = rows.assign(
        watched=rows["days"].where(rows["outcome"] != OPEN, until - rows["days"]),
        signed=rows["outcome"] == SIGNED,
        records=rows[f"{_LAG}__records"],
        cohort=rows["year"].where(rows["breakdown"] == "", 0),
    )
    pieces = [_curve(key, piece, opened.definitions.threshold) for key, piece in _groups(timed) if _enough(piece, opened)]
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame(columns=list(_CURVE))


def _enough(piece: pd.DataFrame, opened: Opened) -> bool:
    """Return whether a curve rests on enough results, and on enough signed ones or none."""
    signed = int(piece.loc[piece["signed"], "records"].sum())
    threshold = opened.definitions.threshold
    return int(piece["records"].sum()) >= threshold and (signed == 0 or signed >= threshold)


def _groups(timed: pd.DataFrame) -> Iterator[tuple[tuple[str, str, int], pd.DataFrame]]:
    for key, piece in timed.groupby(["breakdown", "first", "cohort"], sort=True):
        breakdown, part, cohort = (str(one) for one in key)
        yield (breakdown, part, int(cohort)), piece


def _curve(key: tuple[str, str, int], piece: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return one curve by whole months, as far as enough results are still at risk; single days are not told."""
    watched, signed, records = (piece[name].to_numpy() for name in ("watched", "signed", "records"))
    curve = lag_curve(watched, signed, records)
    months = np.arange(_MONTHS + 1)
    ends = months * _MONTH
    at = np.searchsorted(curve.days, ends, side="right") - 1
    share = np.where(at >= 0, curve.share[np.clip(at, 0, None)], 0.0) * 100
    at_risk = records.sum() - _by(ends, watched, records)
    left = _by(ends, watched, np.where(signed, 0, records))
    found = pd.DataFrame(
        {"breakdown": key[0], "part": key[1], "cohort": key[2], "month": months, "share": share, "at_risk": at_risk}
    )
    few = np.diff(left, prepend=0).astype("float64")
    found = found.assign(censored=np.where((few > 0) & (few < threshold), np.nan, few))
    return found.loc[found["at_risk"] >= threshold]


def _by(ends: np.ndarray, watched: np.ndarray, records: np.ndarray) -> np.ndarray:
    """Return how many results were no longer watched after each of ``ends``."""
    order = np.argsort(watched, kind="stable")
    sums = np.concatenate([[0], np.cumsum(records[order])])
    return sums[np.searchsorted(watched[order], ends, side="right")]


def _about(opened: Opened, catalog: Catalog) -> RegisterAbout:
    provenance = opened.batches[-1].provenance
    chosen = _chosen(opened.definitions, _SHOWN).indicators
    columns = sorted({column for by in _SHOWN.values() for breakdown in by for column in breakdown})
    return RegisterAbout(
        place=provenance.place,
        observed_until=provenance.observed_until,
        publisher=provenance.publisher,
        title=provenance.title,
        synthetic=provenance.synthetic,
        batches=len(opened.batches),
        threshold=opened.definitions.threshold,
        definitions={key: _shown_definition(one, opened.definitions, catalog) for key, one in chosen.items()},
        codes={
            name: {"": column.name, **(_codes(name, opened.layout) if name in columns else {})}
            for name, column in opened.layout.columns.items()
        },
    )


def _codes(column: str, layout: Layout) -> Mapping[str, Text]:
    """Return the names of a column's parts; a flag is broken down by ``true`` and ``false``."""
    codes = layout.codes(column)
    return {"true": codes["yes"], "false": codes["no"]} if layout.columns[column].type == "flag" else codes


def _shown_definition(definition: Definition, definitions: Definitions, catalog: Catalog) -> ShownDefinition:
    unit = catalog.units.get(definition.unit) or definitions.units[definition.unit]
    return ShownDefinition(
        id=definition.id,
        name=definition.name,
        definition=definition.definition,
        kind=definition.kind,
        unit=Text(zh=unit.name.zh, en=unit.name.en),
        decimals=definition.decimals,
        published_as=definition.published_as,
    )


def _records(register: Path, batches: list[Batch]) -> pd.DataFrame:
    """Return the register as it stands: of every record the version that no later batch took back."""
    files = [path.replace("'", "''") for path in record_files(register, batches)]
    listed = ", ".join(f"'{path}'" for path in files)
    with duckdb.connect() as database:
        return database.sql(
            f"SELECT * EXCLUDE (batch, weight) FROM read_parquet([{listed}], hive_partitioning = false) WHERE weight = 1 "
            "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY batch DESC) = 1 ORDER BY record_id"
        ).df()
