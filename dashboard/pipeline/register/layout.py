"""What a record of the transfer register holds: its columns and code lists, as authored in ``data/catalog/register``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_what_is_sound
from dashboard.catalog.model import Entry, Identifier, Text
from dashboard.pipeline.register.authored import entries, read_document

ColumnType = Literal["text", "date", "code", "flag", "year", "money"]
_OFFERED_LEVELS = {"country", "province", "city", "district", "zone"}


class RegisterColumn(Entry):
    """A column of the register.

    ``money`` is delivered in 10 000 yuan and stored in hundredths of a yuan (分); ``code`` and ``flag`` take a value of
    ``list``, written as its code or either of its names. ``with_signature`` says that only a signed result has it.
    """

    id: Identifier
    name: Text
    definition: Text
    type: ColumnType
    list: Identifier | None = None
    required: bool = False
    longest: Annotated[int, Field(ge=1)] = 200
    with_signature: bool = False


class CodeList(Entry):
    """A closed list of codes; ``from_catalog`` adds the places or industry chains of the catalog."""

    id: Identifier
    name: Text
    values: dict[str, Text] = Field(default_factory=dict)
    from_catalog: Literal["places", "chains"] | None = None


def _a_pattern(text: str) -> str:
    re.compile(text)
    return text


class Shape(Entry):
    """What a kind of personal data looks like in a cell."""

    id: Identifier
    name: Text
    pattern: Annotated[str, AfterValidator(_a_pattern)]


@dataclass(frozen=True)
class Layout:
    """The register's columns in order, its code lists with the catalog's entries in them, and the marks of personal data."""

    columns: Mapping[str, RegisterColumn]
    lists: Mapping[str, Mapping[str, Text]]
    personal_words: tuple[str, ...]
    personal_shapes: Mapping[str, Shape]
    parents: Mapping[str, str]
    """Which place lies in which, by id."""

    @cached_property
    def headers(self) -> dict[str, str]:
        """Return every way to write a header (id, Chinese and English name) with the column it means."""
        return {form: key for key, column in self.columns.items() for form in (key, column.name.zh, column.name.en)}

    def codes(self, column: str) -> Mapping[str, Text]:
        """Return the codes that a column may hold, with their names; empty for a column without a list."""
        name = self.columns[column].list
        return self.lists[name] if name else {}

    def labels(self, column: str) -> dict[str, str]:
        """Return every way to write a value of the column's list with the code it means; a name that two share is left out."""
        codes = self.codes(column)
        names = Counter(name for text in codes.values() for name in {text.zh, text.en})
        forms = {name: code for code, text in codes.items() for name in (text.zh, text.en) if names[name] == 1}
        return forms | {code: code for code in codes}

    def within(self, place: str, whole: str) -> bool:
        """Return whether a place is ``whole`` or lies in it."""
        current: str | None = place
        while current is not None:
            if current == whole:
                return True
            current = self.parents.get(current)
        return False


def read_layout(data: Path) -> Layout:
    """Return the layout authored in ``data/catalog/register`` with the catalog of ``data`` behind its lists.

    Raises:
        DataFaults: with every fault of the register's own files; faults elsewhere in the catalog are left to ``build``.
    """
    return layout_of(data / "catalog" / "register", read_what_is_sound(data / "catalog").catalog)


def layout_of(folder: Path, catalog: Catalog) -> Layout:
    """Return the layout authored in ``folder``, its lists completed from ``catalog``.

    Raises:
        DataFaults: with every fault of the files.
    """
    columns = entries(folder / "columns.yml", read_document(folder / "columns.yml"), RegisterColumn)
    lists = entries(folder / "lists.yml", read_document(folder / "lists.yml"), CodeList)
    personal = read_document(folder / "personal.yml")
    shapes = entries(folder / "personal.yml", personal["shapes"], Shape)
    return Layout(
        columns,
        {key: _values(codes, catalog) for key, codes in lists.items()},
        tuple(str(word).casefold() for word in personal["words"]),
        shapes,
        {place.id: place.parent for place in catalog.places.values() if place.parent},
    )


def _values(codes: CodeList, catalog: Catalog) -> dict[str, Text]:
    if codes.from_catalog == "places":
        return {p.id: p.name for p in catalog.places.values() if p.level in _OFFERED_LEVELS} | codes.values
    if codes.from_catalog == "chains":
        return {c.id: c.name or Text(zh=c.id, en=c.id) for c in catalog.chains.values()} | codes.values
    return dict(codes.values)
