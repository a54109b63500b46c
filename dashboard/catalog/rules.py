"""What the catalog says about the figures themselves: identities they should meet, and corrections of known errors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dashboard.catalog.model import DateText, Entry, Identifier, Level, PeriodText, Text, Words

Cell = Literal["value", "unit", "qualifier", "period", "period_type", "change", "change_unit", "change_base", "kind", "scope"]
"""The authored cells that a correction may put right."""


class Relation(Entry):
    """An identity that published numbers of one place and period should meet.

    ``parts``: ``members`` add up to ``whole``, or to no more where they are not ``exhaustive``. ``places``: the values of
    all places of level ``members_level`` add up to that of the place ``whole_place``, for each indicator of ``members``.
    ``shares``: ``members`` add up to 100. ``ratio``: ``whole`` is ``members[0] / members[1] × factor``.
    """

    id: Identifier
    name: Text
    kind: Literal["parts", "places", "shares", "ratio"]
    whole: Identifier | None = None
    members: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    exhaustive: bool = False
    factor: float = 1.0
    whole_place: Identifier | None = None
    members_level: Level | None = None
    scopes: dict[Identifier, str] = Field(default_factory=dict)
    """By indicator, the scope meant; an indicator left out is meant by its own definition."""
    note: Text | None = None

    @model_validator(mode="after")
    def _says_what_its_kind_needs(self) -> Relation:
        needs_whole = self.kind in {"parts", "ratio"}
        if needs_whole != (self.whole is not None):
            raise ValueError(f"a relation of kind {self.kind} {'needs' if needs_whole else 'has no'} whole")
        if (self.kind == "places") != (self.whole_place is not None and self.members_level is not None):
            raise ValueError("whole_place and members_level belong to a relation of kind places, both of them")
        if self.kind == "ratio" and len(self.members) != 2:
            raise ValueError("a ratio has two members: numerator and denominator")
        return self


class Selector(Entry):
    """Names claims by what they say; what is left out may be anything."""

    source: Identifier
    indicator: Identifier | None = None
    place: Identifier | None = None
    period: PeriodText | None = None


class Correction(Entry):
    """A known error of a source and what is done about it; the claim itself is never edited.

    ``drop`` sets the claim aside; ``override`` sets it aside and puts in its place one with the cells of ``put``;
    ``scale`` likewise with its value times 10^``exponent``; ``flag`` leaves it in force and says what is wrong.
    """

    id: Identifier
    claims: tuple[str, ...] = ()
    where: Selector | None = None
    """Instead of ``claims``: every claim that it matches."""
    action: Literal["drop", "override", "scale", "flag"]
    put: dict[Cell, str] = Field(default_factory=dict)
    exponent: int | None = None
    expect: str
    """The number the source is expected to print still; once it prints another, the build fails here."""
    reason: Text
    reporter: Words
    date: DateText

    @model_validator(mode="after")
    def _says_what_its_action_needs(self) -> Correction:
        if bool(self.claims) == (self.where is not None):
            raise ValueError("a correction names its claims either by id or by what they say")
        if (self.action == "override") != bool(self.put):
            raise ValueError("the cells of put belong to an override, which needs at least one")
        if (self.action == "scale") != bool(self.exponent):
            raise ValueError("an exponent other than zero belongs to scale, which needs it")
        return self
