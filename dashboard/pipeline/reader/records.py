"""The claim under construction: one mutable record per number, in plain-text offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.pipeline.reader.models import Number


@dataclass(slots=True)
class Record:
    """A claim being assembled; spans are offsets of the plain text."""

    start: int
    end: int
    number_start: int
    number_end: int
    indicator: str
    value: Number | None = None
    unit: str | None = None
    scale: int = 1
    qualifier: str = ""
    period: str | None = None
    change: Number | None = None
    change_unit: str | None = None
    change_basis: str | None = None
    direction: str | None = None
    change_qualifier: str = ""
    change_max: Number | None = None
    change_scale: int | None = None
    change_abs_unit: str | None = None
    aggregate: str | None = None
    rules: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    damaged: bool = False
    upper: Number | None = None

    def extend(self, start: int, end: int) -> None:
        """Widen the span so that it covers [start, end), within the length a reviewer can take in."""
        if max(self.end, end) - min(self.start, start) <= 230:
            self.start, self.end = min(self.start, start), max(self.end, end)
