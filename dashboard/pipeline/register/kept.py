"""Keeps in the store what a snapshot takes from a register, so that only a register that changed is computed anew."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from dashboard.catalog import Catalog
from dashboard.catalog import register as described
from dashboard.pipeline.register.batches import stored_batches

FOLDER = ".register"
_KEPT = 3
_SUM = "sum"
_CODE = Path(__file__).resolve().parent
_COMPUTED_WITH = ("duckdb", "ibis-framework", "numpy", "pandas", "pyarrow", "scipy", "statsmodels", "xlsxwriter")


def digest(data: Path, catalog: Catalog) -> str:
    """Return a name that changes with all that the numbers of a register follow from.

    That is: what is authored about it in ``data/catalog/register``, the places, chains and units that it names, the batches
    in ``data/register``, the code that computes them and the versions of what it computes with.
    """
    found = hashlib.sha256()
    for part in _inputs(data, catalog):
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()[:24]


def kept_files(store: Path, name: str) -> dict[str, bytes] | None:
    """Return the files kept under a name, or None where there are none, or not as they were written."""
    folder = store / FOLDER / name
    try:
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != _SUM}
        whole = (folder / _SUM).read_text(encoding="utf-8") == _sum(files)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return files if whole else None


def keep_files(store: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Keep files under a name, whole or not at all, and forget all but the last few kept before."""
    target = store / FOLDER / name
    working = target.with_name(f".writing-{os.getpid()}")
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir(parents=True)
    for path, content in files.items():
        (working / path).write_bytes(content)
    (working / _SUM).write_text(_sum(files), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    try:
        working.rename(target)
    except OSError:  # another build has just kept the same
        shutil.rmtree(working)
    for old in sorted(target.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _sum(files: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(files[name]).digest() for name in sorted(files))).hexdigest()


def _inputs(data: Path, catalog: Catalog) -> Iterator[bytes]:
    for path in [*sorted((data / "catalog" / "register").glob("*.yml")), *sorted(_CODE.glob("*.py")), Path(described.__file__)]:
        yield path.name.encode()
        yield path.read_bytes()
    yield catalog.model_dump_json(include={"places", "chains", "units"}).encode()
    yield "\n".join(batch.model_dump_json() for batch in stored_batches(data / "register")).encode()
    yield " ".join(f"{name} {version(name)}" for name in _COMPUTED_WITH).encode()
