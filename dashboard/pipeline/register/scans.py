"""Groups definitions so that each pass over the records serves as many of them as it can."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from dashboard.pipeline.register.definitions import Breakdown, Definition, Definitions

_REVISION = 1
"""Raise when the columns or the meaning of partial sums change, so that stored ones are computed anew."""


@dataclass(frozen=True)
class Scan:
    """One pass: which day dates the records, by what they are grouped, and the definitions it serves.

    ``extra`` are grouping keys beyond year and breakdown: the outcome and its days for lags, the unit for panels.
    """

    dated: str
    breakdowns: tuple[Breakdown, ...]
    extra: tuple[str, ...]
    panel: str | None
    definitions: tuple[Definition, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return every column that some breakdown uses, in order of first use."""
        return tuple(dict.fromkeys(name for breakdown in self.breakdowns for name in breakdown))

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns that identify a row of partial sums."""
        return ("year", *self.dimensions, *self.extra)

    @property
    def hash(self) -> str:
        """Return a name that changes with anything that changes the partial sums."""
        said = [_REVISION, self.dated, self.breakdowns, self.extra, self.panel]
        said.append([definition.model_dump(mode="json", exclude={"name", "definition"}) for definition in self.definitions])
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def scans(definitions: Definitions) -> list[Scan]:
    """Return the passes that serve all definitions; those alike in date, breakdowns and extra keys share one."""
    alike: dict[tuple[object, ...], list[Definition]] = {}
    for definition in definitions.indicators.values():
        alike.setdefault((definition.dated, definition.by, _extra(definition), definition.panel), []).append(definition)
    return [Scan(d, by, extra, panel, tuple(some)) for (d, by, extra, panel), some in alike.items()]  # type: ignore[arg-type]


def _extra(definition: Definition) -> tuple[str, ...]:
    return {"lag": ("outcome", "days"), "growth": ("panel_unit",)}.get(definition.kind, ())
