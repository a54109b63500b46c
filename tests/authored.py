"""Copies of the small authored data that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

TINY = Path(__file__).parent / "tiny"


def tiny_copy(folder: Path) -> Path:
    """Return a copy of the small data below ``folder``."""
    return Path(shutil.copytree(TINY, folder / "data"))


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace text that must be there, so that a spoiled copy is really spoiled."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append_claim(data: Path, row: str) -> None:
    """Add one line to the small claims."""
    with (data / "claims" / "city.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
