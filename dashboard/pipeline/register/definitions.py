"""Indicators of the register as declared in ``data/catalog/register/definitions.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from dashboard.catalog.model import Entry, Identifier, Measure, Text, Unit
from dashboard.faults import DataFaults, Fault
from dashboard.pipeline.register.authored import entries, read_document
from dashboard.pipeline.register.layout import Layout

Kind = Literal["count", "sum", "share", "conversion", "lag", "growth"]
Stage = Literal["evaluated_on", "proof_of_concept_on", "pilot_on", "signed_on", "in_production_on"]
Breakdown = tuple[str, ...]
_NEEDS: dict[str, tuple[str, ...]] = {
    "count": (),
    "sum": ("of",),
    "share": ("part",),
    "conversion": ("within_years",),
    "lag": ("quantiles",),
    "growth": ("growth_of", "panel"),
}
_OF_DISCLOSED = {"conversion", "lag"}
"""Kinds whose numbers compare signed results with all that were disclosed."""


class Condition(Entry):
    """A condition on a record: the column equals a value, is one of several, or is stated at all; no other form exists."""

    column: Identifier
    equals: bool | str | None = None
    one_of: tuple[str, ...] = ()
    stated: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        if (self.equals is not None) + bool(self.one_of) + bool(self.stated) != 1:
            raise ValueError("a condition has one of equals, one_of and stated")
        return self


class Quantile(Entry):
    """A quantile of the lag: the share of results signed by then, and what to call it."""

    id: Identifier = "quantile"
    share: Annotated[float, Field(gt=0, lt=1)]
    name: Text


class Definition(Entry):
    """One indicator of the register.

    ``dated`` is the day that puts a record into a year. ``count`` and ``sum`` take the records that satisfy ``where``;
    ``share`` divides those that also satisfy ``part`` by them; ``conversion`` is the share of a year's disclosures that
    came to the stage ``reaching`` (signature, unless said otherwise) within so many years; ``lag`` gives quantiles of the
    days from disclosure to signature after Kaplan and Meier; ``growth`` compares the units of ``panel`` that have records
    in both years.
    """

    id: Identifier
    name: Text
    definition: Text
    unit: Identifier
    measure: Measure
    better: Literal["up", "down", "neither"]
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    theme: Identifier = "transfer"
    kind: Kind
    dated: Literal["disclosed_on", "signed_on"]
    where: tuple[Condition, ...] = ()
    of: Identifier | None = None
    part: tuple[Condition, ...] = ()
    within_years: Annotated[int, Field(ge=1, le=20)] | None = None
    reaching: Stage = "signed_on"
    quantiles: dict[Identifier, Quantile] = Field(default_factory=dict)
    growth_of: Identifier | None = None
    panel: Identifier | None = None
    by: tuple[Breakdown, ...] = ((),)
    published_as: Identifier | None = None
    """The indicator of the catalog that publications state; the total is claimed for it as well."""

    @model_validator(mode="after")
    def _complete(self) -> Definition:
        missing = [name for name in _NEEDS[self.kind] if not getattr(self, name)]
        if missing:
            raise ValueError(f"a {self.kind} needs {', '.join(missing)}")
        if any(len(breakdown) > 2 for breakdown in self.by):
            raise ValueError("a breakdown has at most two columns")
        return self


class RegisterUnit(Unit):
    """A unit that the register needs and the catalog may lack."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Definitions:
    """All definitions by id, the units they bring, and the smallest number of records a published cell may rest on."""

    indicators: Mapping[str, Definition]
    units: Mapping[str, RegisterUnit]
    threshold: int

    def only(self, ids: list[str]) -> Definitions:
        """Return the definitions chosen by id.

        Raises:
            KeyError: an id is not defined.
        """
        return Definitions({name: self.indicators[name] for name in ids}, self.units, self.threshold)


def read_definitions(path: Path, layout: Layout) -> Definitions:
    """Return the definitions of a file, their named breakdowns written out.

    Raises:
        DataFaults: with every fault of the file.
    """
    document = read_document(path)
    named = {str(name): [list(columns) for columns in lists] for name, lists in document.get("breakdowns", {}).items()}
    spelled = {key: _spelled(fields, named) for key, fields in document["indicators"].items()}
    found = entries(path, spelled, Definition)
    units = entries(path, document.get("units", {}), RegisterUnit)
    faults = [Fault(str(path), None, *trouble) for trouble in _troubles(found, layout)]
    if faults:
        raise DataFaults(faults)
    based = {key: _based(one, found) for key, one in found.items()}
    return Definitions(based, units, int(document["suppression"]["threshold"]))


def _spelled(fields: object, named: Mapping[str, list[list[str]]]) -> object:
    """Write out the named breakdowns of an entry; lists stand for themselves."""
    if not isinstance(fields, dict) or "by" not in fields:
        return fields
    breakdowns = [tuple(one) for item in fields["by"] for one in (named.get(item, [[item]]) if isinstance(item, str) else item)]
    return fields | {"by": tuple(dict.fromkeys(breakdowns))}


def _based(one: Definition, found: Mapping[str, Definition]) -> Definition:
    """Give growth the conditions and the sum of the definition it is the growth of."""
    if one.growth_of is None:
        return one
    base = found[one.growth_of]
    return one.model_copy(update={"where": base.where, "of": base.of})


def _is_late(column: str, layout: Layout) -> bool:
    return layout.columns[column].with_signature


def _troubles(found: Mapping[str, Definition], layout: Layout) -> Iterator[tuple[str, str, str]]:
    for key, definition in found.items():
        conditions = (*definition.where, *definition.part)
        columns = {*(name for breakdown in definition.by for name in breakdown), *(c.column for c in conditions)}
        columns |= {name for name in (definition.of, definition.panel) if name}
        for name in sorted(columns - set(layout.columns)):
            yield key, f"{name!r} is not a column of the register", "Use a column of columns.yml, or a named breakdown"
        late = {name for breakdown in definition.by for name in breakdown if name in layout.columns and _is_late(name, layout)}
        if definition.kind in _OF_DISCLOSED and late:
            what = f"an unsigned result has no {', '.join(sorted(late))}, so that all of those that have one are signed"
            yield f"{key}.by", what, "Break it down by what is known from disclosure on"
        if definition.growth_of and definition.growth_of not in found:
            yield f"{key}.growth_of", f"{definition.growth_of!r} is not defined", "Name another definition"
