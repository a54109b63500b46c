"""Builds the snapshot from authored data: the only writer of the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_what_is_sound
from dashboard.faults import DataFaults, Fault
from dashboard.pipeline.claim_files import read_claim_files
from dashboard.pipeline.corrections import corrected
from dashboard.pipeline.harmonize import harmonize
from dashboard.pipeline.snapshot import file_bytes, write_snapshot
from dashboard.settings import records_allowed
from dashboard.store import observe

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build made: the snapshot's id and how much is in it."""

    snapshot: str
    claims: int
    observations: int
    derived: int


def build(data: Path, store: Path, *, progress: Progress = lambda _step: None) -> Built:
    """Build a snapshot from ``data`` into ``store`` and make it the current one.

    Raises:
        DataFaults: with every fault of the catalog and of the claims; the store is then untouched.
    """
    progress("catalog")
    _require(data)
    rows, faults = read_claim_files(data / "claims")
    reading = read_what_is_sound(data / "catalog")
    progress("claims")
    claims, found = harmonize(rows, reading)
    if reading.faults or faults or found:
        raise DataFaults([*reading.faults, *faults, *found])
    claims, found = corrected(claims, rows, reading)
    if found:
        raise DataFaults(found)
    progress("observations")
    catalog = reading.catalog
    observations = observe(claims, catalog)
    progress("register")
    register = _register(data, store, catalog)
    progress("snapshot")
    name = write_snapshot(store, catalog, claims, observations, beside=register)
    return Built(name, len(claims), len(observations), int(observations["derived"].sum()))


def _register(data: Path, store: Path, catalog: Catalog) -> Mapping[str, bytes]:
    """Return the files about the register, as kept from an earlier build where nothing changed that they follow from.

    What aggregates a register is heavy, and loaded only where there is something to compute. Single records are never kept.
    """
    if not (data / "catalog" / "register").is_dir():
        return {}
    from dashboard.pipeline.register.kept import digest, keep_files, kept_files  # noqa: PLC0415

    name = "" if records_allowed() else digest(data, catalog)
    found = kept_files(store, name) if name else None
    if found is not None:
        return found
    from dashboard.pipeline.register.shown import shown_register  # noqa: PLC0415

    files = {path: file_bytes(content) for path, content in shown_register(data, catalog, records=not name).items()}
    if name:
        keep_files(store, name, files)
    return files


def _require(data: Path) -> None:
    missing = [name for name in ("catalog", "claims") if not (data / name).is_dir()]
    if missing:
        remedy = "Name the folder that holds catalog/ and claims/ with --data"
        raise DataFaults([Fault(str(data), None, None, f"there is no folder {name!r} in it", remedy) for name in missing])
