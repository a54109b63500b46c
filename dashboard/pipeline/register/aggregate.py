"""From a register to cells: every definition on one engine, then suppression."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as arrow
from pyarrow import parquet

from dashboard.pipeline.register.batches import Batch, RegisterError, stored_batches
from dashboard.pipeline.register.cells import CELL, cells_of
from dashboard.pipeline.register.definitions import Definitions
from dashboard.pipeline.register.engines import Engine
from dashboard.pipeline.register.partials import summed
from dashboard.pipeline.register.scans import scans
from dashboard.pipeline.register.suppression import shown, suppressed

PARTIALS = "partials"


@dataclass(frozen=True)
class Aggregated:
    """Cells of all definitions (columns ``dashboard.pipeline.register.cells.CELL``, sorted) and the newest batch in them."""

    cells: pd.DataFrame
    batch: Batch


def aggregate(engine: Engine, definitions: Definitions, *, keep: Path | None = None) -> Aggregated:
    """Compute every definition over the whole register.

    With ``keep``, sums over batches aggregated before are taken from that folder, and only newer batches are read.

    Raises:
        RegisterError: the register is empty.
    """
    batches = stored_batches(engine.register)
    if not batches:
        raise RegisterError(f"there is no batch in {engine.register}; load one first")
    until = dt.date.fromisoformat(batches[-1].provenance.observed_until)
    found = [cells_of(summed(engine, scan, batches, keep=keep), scan, until) for scan in scans(definitions)]
    kinds = {key: definition.kind for key, definition in definitions.indicators.items()}
    cells = suppressed(pd.concat(found, ignore_index=True), kinds, definitions.threshold)
    keys = ["definition", "output", "breakdown", "year", "first", "second"]
    return Aggregated(cells.sort_values(keys, ignore_index=True)[list(CELL)], batches[-1])


def write_cells(path: Path, aggregated: Aggregated) -> None:
    """Write what may be shown of the cells as Parquet, with the provenance in the file's own metadata."""
    provenance = aggregated.batch.provenance
    table = arrow.Table.from_pandas(shown(aggregated.cells), preserve_index=False)
    marks = {"provenance": provenance.model_dump_json(), "synthetic": str(provenance.synthetic).lower()}
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(table.replace_schema_metadata(marks), path, compression="zstd")
