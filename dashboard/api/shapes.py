"""The shapes of answers, for the OpenAPI document; what each field means stands in ``dashboard.text.fields``."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dashboard.catalog import Indicator, Place, Source

ChangeUnit = Literal["percent", "percentage_points", "times", "multiple", "absolute", "places", "points"]
Qualifier = Literal["exact", "at_least", "at_most", "more_than", "less_than", "about"]
PeriodType = Literal["flow", "stock", "year_to_date", "cumulative"]
PartialDate = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Kind = Literal["actual", "preliminary", "expected", "estimate", "computed", "target"]


class Shape(BaseModel):
    """A record whose fields are all always there."""

    model_config = ConfigDict(extra="forbid")


class ReportedChange(Shape):
    """A change as its source states it; beside a level it may be another source than that of the level."""

    value: float
    unit: ChangeUnit
    qualifier: Qualifier
    base: str | None
    claim: str
    source: str


class ComputedChange(Shape):
    """A change computed from two published levels, and what rounding allows."""

    value: float
    unit: ChangeUnit
    low: float | None
    high: float | None
    base: str


class Observation(Shape):
    """One number as the rule resolves it from its claims, or as it follows from them by arithmetic."""

    id: str
    indicator: str
    place: str
    period: str
    period_type: PeriodType
    scope: str
    kind_class: Literal["outcome", "target"]
    kind: Kind
    status: Literal["A", "P", "F", "E", "B", "D", "O"]
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: str
    printed: str
    printed_unit: str
    stated_on: str
    derived: bool
    formula: str
    inputs: list[str]
    reported_change: ReportedChange | None
    computed_change: ComputedChange | None
    claims: int | None
    agree: int | None
    differ: int | None
    least: float | None
    most: float | None
    difference: float | None
    claim: str
    source: str
    publisher: str | None
    title: str | None
    url: str | None
    grade: str
    published: dt.date | None
    retrieved: PartialDate | None
    citation: str | None
    synthetic: bool
    note: str


class Claim(Shape):
    """What one publication says of one number."""

    place_in_order: int | None
    lost_by: str | None
    claim: str
    observation: str
    indicator: str
    place: str
    period: str
    period_type: PeriodType
    scope: str
    kind: Kind
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: str
    printed: str
    printed_unit: str
    stated_on: str
    reported_change: ReportedChange | None
    source: str
    publisher: str
    title: str
    url: str | None
    grade: str
    published: PartialDate | None
    published_inferred: bool
    retrieved: PartialDate | None
    citation: str
    release: str
    synthetic: bool
    locator: str
    note: str
    correction: str
    corrected_by: str


class Hit(Shape):
    """Something that a check holds against figures."""

    id: str = Field(description="Permanent id of the finding.")
    check: str
    severity: Literal["error", "conflict", "notice"]
    name_zh: str
    name_en: str
    indicator: str
    place: str
    period: str
    size: float | None
    sentence_zh: str
    sentence_en: str
    claims: list[str] = Field(description="Ids of the claims involved.")
    observations: list[str] = Field(description="Ids of the observations involved.")


class KnownChange(Shape):
    """A number that became known, was revised or withdrawn, or is late."""

    id: str
    change: Literal["new", "revised", "withdrawn", "late"]
    indicator: str
    place: str
    period: str
    period_type: PeriodType
    scope: str
    kind_class: Literal["outcome", "target"]
    stated_on: str | None
    date: dt.date
    value: float | None
    qualifier: Qualifier | None
    unit: str
    printed: str | None
    printed_unit: str | None
    claim: str | None
    source: str | None
    previous_value: float | None
    previous_qualifier: Qualifier | None
    previous_claim: str | None
    previous_id: str | None
    expected_release: dt.date | None


class Coverage(BaseModel):
    """What is known of an entry of the catalog on the day asked for."""

    known_claims: int
    first_period: str | None
    last_period: str | None


class IndicatorRecord(Indicator, Coverage):
    """An indicator of the catalog, and what is known of it."""

    known_places: int


class PlaceRecord(Place, Coverage):
    """A place of the catalog, and what is known of it."""

    known_indicators: int


class SourceRecord(Source, Coverage):
    """A publication, what it contributes, and the reference to it."""

    known_indicators: int
    citation: str


class RegisterCell(Shape):
    """One number of the register; numbers are null where the cell is suppressed."""

    statistic: str
    output: str
    year: int
    breakdown: str
    first: str
    second: str
    records: float | None
    part: float | None
    value: float | None
    plain_growth: float | None
    state: Literal["complete", "year_to_date", "forming", "observing", "not_reached"]
    suppressed: Literal["", "too_few", "protects_another"]
    synthetic: bool
    notice: str


class Page(Shape):
    """What every answer in pages says of itself."""

    as_of: dt.date | None = Field(description="What was known by this day; null means everything.")
    snapshot: str = Field(description="Id of the snapshot the answer comes from.")
    count: int = Field(description="Records in this page.")
    next: str | None = Field(description="Address of the next page; null on the last.")


class Indicators(Page):
    """A page of indicators."""

    indicators: list[IndicatorRecord]


class Places(Page):
    """A page of places."""

    places: list[PlaceRecord]


class Sources(Page):
    """A page of sources."""

    sources: list[SourceRecord]


class Observations(Page):
    """A page of observations."""

    observations: list[Observation]


class Claims(Page):
    """A page of claims."""

    claims: list[Claim]


class RegisterCells(Page):
    """A page of numbers of the register."""

    register_cells: list[RegisterCell]


class Checks(Page):
    """A page of findings."""

    checks: list[Hit]


class Changes(Page):
    """A page of what became known."""

    changes: list[KnownChange]


class OneIndicator(Shape):
    """One indicator."""

    as_of: dt.date | None
    snapshot: str
    indicator: IndicatorRecord


class OnePlace(Shape):
    """One place."""

    as_of: dt.date | None
    snapshot: str
    place: PlaceRecord


class OneObservation(Shape):
    """One number and the claims behind it, the one chosen first."""

    as_of: dt.date | None
    snapshot: str
    observation: Observation
    claims: list[Claim]


class Fault(BaseModel):
    """One fault of a request."""

    parameter: str
    detail: str
    value: str | None = None
    suggestions: list[str] = Field(default_factory=list)


class ProblemDetails(BaseModel):
    """Problem details after RFC 9457, with every fault of the request."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = Field(default_factory=list)
