"""What may be asked of each resource: its query parameters as models, from which the OpenAPI document is made too."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from dashboard.periods import parse_period

Format = Literal["json", "csv", "xlsx"]
Language = Literal["zh", "en"]
MOST, USUAL = 100_000, 1_000
"""Most records in one answer, and how many a JSON answer holds unless asked otherwise."""

PERIOD_PATTERN = "^(?!0000)[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
DAY_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DIGITS = re.compile(r"[0-9]{1,9}")


def _a_day(text: Any) -> Any:
    if isinstance(text, str) and not re.fullmatch(DAY_PATTERN, text):
        raise ValueError("not a day such as 2024-06-30")
    return text


def _a_number(text: Any) -> Any:
    if isinstance(text, str) and not _DIGITS.fullmatch(text):
        raise ValueError("not a whole number")
    return text


def _a_period(text: str) -> str:
    if not re.fullmatch(PERIOD_PATTERN, text):
        raise ValueError("not a year, half-year, quarter or month such as 2023, 2023-H1, 2023-Q3 or 2023-07")
    return text


Day = Annotated[dt.date, BeforeValidator(_a_day)]
PeriodBound = Annotated[str, BeforeValidator(_a_period), WithJsonSchema({"type": "string", "pattern": PERIOD_PATTERN})]
Ids = tuple[str, ...]


class Question(BaseModel):
    """What every resource can be asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Language = Field("zh", description="Language of words in the answer.")


class DatedQuestion(Question):
    """A question whose answer depends on what was published by a day."""

    as_of: Day | None = Field(None, description="Know only what was published by this day.", examples=["2024-06-30"])


class TableQuestion(DatedQuestion):
    """A question whose answer is a table, in pages."""

    cursor_parts: ClassVar[int] = 1
    """How many parts the sort key of a record has."""
    cursor_counts: ClassVar[bool] = False
    """Whether records come in an order of their own, so that the cursor counts them."""

    format: Format | None = Field(None, description="Form of the answer; goes before the Accept header.")
    excel: Literal["0", "1"] = Field("0", description="1 begins a CSV with a byte order mark, for spreadsheets.")
    limit: Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_a_number)] | None = Field(
        None, description=f"Most records to return: {USUAL} by default in JSON, {MOST} in CSV and Excel."
    )
    cursor: str | None = Field(
        None, description="Where to go on, from `next` of the page before.", json_schema_extra={"format": "page-cursor"}
    )

    @property
    def count(self) -> int:
        """Return the most records to give."""
        return self.limit or (USUAL if self.format in {None, "json"} else MOST)


class IndicatorsQuestion(TableQuestion):
    """Which indicators."""

    theme: Ids = Field((), description="Themes; repeat, or separate by commas.")


class PlacesQuestion(TableQuestion):
    """Which places."""

    level: Ids = Field((), description="Levels of place, such as province or city.")


class SourcesQuestion(TableQuestion):
    """Which sources."""

    grade: Ids = Field((), description="Grades of sources.")


class SeriesQuestion(TableQuestion):
    """Which indicators in which places."""

    indicator: Ids = Field((), description="Indicators; repeat, or separate by commas. All by default.")
    place: Ids = Field((), description="Places; repeat, or separate by commas. All by default.")


class ObservationsQuestion(SeriesQuestion):
    """Which numbers."""

    cursor_parts: ClassVar[int] = 6

    from_: PeriodBound | None = Field(
        None, alias="from", description="Periods that end in or after this one.", examples=["2020"]
    )
    to: PeriodBound | None = Field(None, description="Periods that end in or before this one.", examples=["2025"])
    scope: Ids | None = Field(
        None, description="Counting rules; an empty one is the indicator's own definition. All by default."
    )
    kind: Ids = Field((), description="outcome or target, or kinds of claims. All by default.")
    source: Ids = Field(
        (),
        description="Numbers that rest on these sources: by their value, by the change stated with it, or as what a derived "
        "one was computed from. All by default.",
    )

    @property
    def first_day(self) -> dt.date | None:
        """Return the first day in which a period may end."""
        return None if self.from_ is None else parse_period(self.from_).start

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day in which a period may end."""
        return None if self.to is None else parse_period(self.to).end


class ClaimsQuestion(ObservationsQuestion):
    """Which claims."""

    cursor_parts: ClassVar[int] = 4

    source: Ids = Field((), description="Claims that these sources make. All by default.")
    observation: str | None = Field(
        None, description="Claims behind this observation, the one chosen first; `lost_by` says why the others were not."
    )


class RegisterQuestion(TableQuestion):
    """Which numbers of the register."""

    cursor_counts: ClassVar[bool] = True

    statistic: str | None = Field(None, description="Id of a definition of the register, such as register_local_share.")
    breakdown: str | None = Field(
        None, description="Columns broken down by, such as chain or supplier,chain; empty is the whole. All by default."
    )
    year: Annotated[int, Field(ge=1900, le=2999), BeforeValidator(_a_number)] | None = Field(
        None, description="Year of signature, or of disclosure for conversion and lag."
    )


class ChecksQuestion(SeriesQuestion):
    """Which findings."""

    cursor_counts: ClassVar[bool] = True

    severity: Ids = Field((), description="Severities: error, conflict or notice.")


class ChangesQuestion(SeriesQuestion):
    """Which news, between which days."""

    cursor_counts: ClassVar[bool] = True

    since: Day | None = Field(
        None, description="Tell what became known after this day; a year before `until` by default.", examples=["2025-01-01"]
    )
    until: Day | None = Field(
        None, description="Tell what became known by this day; today, or `as_of`, by default.", examples=["2025-12-31"]
    )
    change: Ids = Field((), description="Kinds of news: new, revised, withdrawn or late. All by default.")
