"""Loads a delivery into the register: checked whole, stored whole, or refused with every bad row beside its reasons."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dashboard.pipeline.register import batches
from dashboard.pipeline.register.batches import Batch, Provenance
from dashboard.pipeline.register.intake import Terms, examine, refused_rows
from dashboard.pipeline.register.layout import Layout


class DeliveryRefusedError(Exception):
    """A delivery with faults; ``faults`` has the columns ``dashboard.pipeline.register.intake.FAULT_COLUMNS``."""

    def __init__(self, faults: pd.DataFrame) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults; nothing was stored")


@dataclass(frozen=True)
class Loaded:
    """The batch that holds a delivery, and whether this load stored it or an earlier one had."""

    batch: Batch
    stored: bool


def load(register: Path, files: list[Path], layout: Layout, *, terms: Terms, provenance: Provenance) -> Loaded:
    """Store a delivery as the next batch of ``register``; the same delivery again changes nothing.

    Raises:
        DataFaults: a file cannot be read at all.
        DeliveryRefusedError: with every fault of the rows.
        RegisterError: the batch may not follow those already stored.
    """
    content = batches.content_hash(files, provenance)
    known = {batch.content: batch for batch in batches.stored_batches(register)}
    if content in known:
        return Loaded(known[content], stored=False)
    batches.admissible(register, provenance)
    working = batches.begin(register)
    try:
        return Loaded(_checked_and_stored(register, working, files, layout, content, terms, provenance), stored=True)
    finally:
        shutil.rmtree(working, ignore_errors=True)


def write_refused(folder: Path, files: list[Path], faults: pd.DataFrame, terms: Terms) -> tuple[Path, Path]:
    """Write every fault, and every faulty row beside its reasons, as CSV that Excel opens; return both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, rows = folder / "faults.csv", folder / "refused_rows.csv"
    faults.to_csv(listed, index=False, encoding="utf-8-sig")
    rows.unlink(missing_ok=True)
    for number, piece in enumerate(refused_rows(files, faults, terms)):
        piece.to_csv(rows, mode="a", header=number == 0, index=False, encoding="utf-8-sig" if number == 0 else "utf-8")
    return listed, rows


def _checked_and_stored(
    register: Path, working: Path, files: list[Path], layout: Layout, content: str, terms: Terms, provenance: Provenance
) -> Batch:
    found = examine(files, layout, terms, staging=working)
    if len(found.faults):
        raise DeliveryRefusedError(found.faults)
    if found.synthetic != provenance.synthetic:
        provenance = provenance.model_copy(update={"synthetic": found.synthetic})
        batches.admissible(register, provenance)
    staged = sorted(working.glob("*.parquet"))
    return batches.commit(register, working, staged, layout, content=content, provenance=provenance)
