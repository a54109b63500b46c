"""Writes a snapshot and moves the pointer to it, so that a reader sees the old one or the new one and never half."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.catalog import Catalog
from dashboard.pipeline.processes import alive
from dashboard.store import CATALOG, CLAIMS, FORMAT, MANIFEST, OBSERVATIONS, POINTER, Store

KEPT = 5
"""Snapshots kept besides the current one, for servers that still read them."""
_ROW_GROUP = 65_536
_WRITING = ".writing-"


class SnapshotError(Exception):
    """A snapshot that was just written does not read back as it should."""


def write_snapshot(
    store: Path,
    catalog: Catalog,
    claims: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    beside: Mapping[str, bytes] | None = None,
) -> str:
    """Write a snapshot below ``store``, verify it, make it the current one, and return its id.

    ``beside`` are further files, by name.

    The id is a hash of its bytes, and the same inputs give the same bytes. Until the last step, replacing one small
    file, readers keep the old snapshot; being killed at any moment leaves that one whole.

    Raises:
        SnapshotError: the files written do not read back whole.
    """
    store.mkdir(parents=True, exist_ok=True)
    _sweep(store)
    working = store / f"{_WRITING}{os.getpid()}"
    working.mkdir()
    for path, content in (beside or {}).items():
        (working / path).write_bytes(content)
    _write_files(working, catalog, claims, observations)
    name = _content_hash(working)
    _verify(working, claims, observations)
    target = store / name
    if target.exists():
        shutil.rmtree(working)
    else:
        working.rename(target)
        _sync(store)
    _point(store, name)
    _prune(store, name)
    return name


def _write_files(folder: Path, catalog: Catalog, claims: pd.DataFrame, observations: pd.DataFrame) -> None:
    _write_parquet(folder / CLAIMS, claims)
    _write_parquet(folder / OBSERVATIONS, observations)
    (folder / CATALOG).write_text(catalog.model_dump_json(indent=1), encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "claims": len(claims),
        "observations": len(observations),
        "derived": int(observations["derived"].sum()),
        "latest_publication": _latest_day(catalog),
        "synthetic_claims": int(claims["synthetic"].sum()),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
    for path in folder.iterdir():
        _sync(path)


def file_bytes(content: pd.DataFrame | str | bytes) -> bytes:
    """Return what a file of a snapshot holds: a frame as Parquet, a text or bytes as they are."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    sink = pa.BufferOutputStream()
    _write_parquet(sink, content)
    return sink.getvalue().to_pybytes()


def _latest_day(catalog: Catalog) -> str | None:
    """Return the latest full date of publication; a source dated by its year alone says nothing about a day."""
    days = [source.published for source in catalog.sources.values() if source.published and len(source.published) == 10]
    return max(days, default=None)


def _write_parquet(target: Path | pa.BufferOutputStream, frame: pd.DataFrame) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, target, row_group_size=_ROW_GROUP, compression="zstd")


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _verify(folder: Path, claims: pd.DataFrame, observations: pd.DataFrame) -> None:
    store = Store(folder)
    for name, expected in ((CLAIMS, len(claims)), (OBSERVATIONS, len(observations))):
        found = pq.read_table(folder / name).num_rows
        if found != expected:
            raise SnapshotError(f"{name} reads back with {found} rows instead of {expected}")
    if len(store.claims()) != len(claims):
        raise SnapshotError("the claims cannot be queried")


def _point(store: Path, name: str) -> None:
    temporary = store / f"{_WRITING}pointer-{os.getpid()}"
    temporary.write_text(name + "\n", encoding="utf-8")
    _sync(temporary)
    temporary.replace(store / POINTER)
    _sync(store)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(store: Path) -> None:
    """Remove what builds left behind that were killed; a build that still runs keeps its own."""
    for path in store.glob(f"{_WRITING}*"):
        pid = path.name.rpartition("-")[2]
        if pid.isdigit() and int(pid) != os.getpid() and alive(int(pid)):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _prune(store: Path, current: str) -> None:
    others = [path for path in store.iterdir() if path.is_dir() and not path.name.startswith(".") and path.name != current]
    for path in sorted(others, key=lambda p: p.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(path)
