"""Faults of authored data: collected, never raised one at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an authored file, and what to do about it.

    ``row`` counts lines of the file from 1 (the header of a CSV is line 1); ``column`` is a CSV column or a YAML key path.
    """

    file: str
    row: int | None
    column: str | None
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return ``file:row:column: what (remedy)``, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.file, self.row, self.column) if part not in (None, ""))
        return f"{place}: {self.what}. {self.remedy}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the fault as a plain dictionary, for JSON."""
        return asdict(self)


class DataFaults(Exception):  # noqa: N818 - it carries faults, it is not one error
    """Raised once with every fault found; ``faults`` is sorted by file, row and column."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda f: (f.file, f.row or 0, f.column or ""))
        super().__init__("\n".join(str(fault) for fault in self.faults))
