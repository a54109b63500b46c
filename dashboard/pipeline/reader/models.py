"""What goes into the reader and what comes out: documents, vocabulary, candidates."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

Number = int | float


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One catalog indicator: its id, its names and synonyms, and the printed units it may carry."""

    catalog_id: str
    names: tuple[str, ...]
    units: tuple[str, ...] = ()
    dimension: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The catalog as the reader sees it; built by the caller, so that the reader knows no catalog module."""

    entries: tuple[VocabularyEntry, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known of a document apart from its text; `published` is an ISO date or a year."""

    identifier: str = "text"
    title: str | None = None
    published: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell with the character span it occupies in the document text."""

    text: str
    start: int
    end: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells (rows of equal length; a spanned cell is repeated) and its caption."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Text of a document in reading order, its tables, and where each page starts in the text."""

    text: str
    kind: str
    info: DocumentInfo = DocumentInfo()
    page_starts: tuple[int, ...] = (0,)
    tables: tuple[Table, ...] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One arithmetic self-check: its name, whether it holds (None: could not be decided), and why."""

    name: str
    holds: bool | None
    message: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One claim as found in the text.

    `text[start:end]` of the original text is the evidence and contains `text[number_start:number_end]`.
    The level is `value × scale` in `unit`; `change` is typed by `change_unit` (percent, percentage_points,
    permille_points, times, multiple, places, absolute); a null is a part that the text does not state.
    """

    id: str
    start: int
    end: int
    indicator: str
    value: Number | None
    unit: str | None
    scale: int
    qualifier: str
    period: str | None
    change: Number | None
    change_unit: str | None
    change_basis: str | None
    direction: str | None
    change_qualifier: str
    change_max: Number | None
    change_scale: int | None
    change_abs_unit: str | None
    aggregate: str | None
    number_start: int
    number_end: int
    place: str | None = None
    catalog_id: str | None = None
    catalog_suggestions: tuple[str, ...] = ()
    rule_ids: tuple[str, ...] = ()
    checks: tuple[Check, ...] = field(default=())
    auto: bool = False
    page: int | None = None

    def as_record(self) -> dict[str, Any]:
        """Return the candidate as a dictionary of JSON values, in the corpus's prediction format and more."""
        return asdict(self)
