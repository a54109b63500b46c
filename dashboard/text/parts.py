"""What a sentence is made of: words, and the numbers, periods and names that may hold digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Number:
    """A number as written, with the ids of the observations that say it; a computed one names both ends, the later last."""

    text: str
    observations: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a number that nothing stands behind."""
        if not self.observations or not all(self.observations):
            raise ValueError(f"{self.text!r} names no observation")

    @property
    def observation(self) -> str:
        """Return the id to open when the number is followed: the later end."""
        return self.observations[-1]


@dataclass(frozen=True)
class When:
    """A period in words, and as SDMX writes it."""

    text: str
    period: str


@dataclass(frozen=True)
class Name:
    """A name from the catalog, which may hold digits of its own, and the id it belongs to."""

    text: str
    id: str


Part = str | Number | When | Name


@dataclass(frozen=True)
class Sentence:
    """Parts in reading order.

    Raises:
        ValueError: a digit stands outside a number, period or name.
    """

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        """Let no sentence exist that the gate refuses."""
        gate(self.parts)

    @property
    def text(self) -> str:
        """Return the sentence as plain text."""
        return plain(self.parts)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return its numbers in reading order."""
        return tuple(part for part in self.parts if isinstance(part, Number))


def gate(parts: Iterable[Part]) -> None:
    """Let pass only parts whose every digit belongs to a number, a period or a name.

    Raises:
        ValueError: plain words hold a digit, which nobody could trace.
    """
    for part in parts:
        if isinstance(part, str) and _DIGIT.search(part):
            raise ValueError(f"{part!r} holds a digit that no observation says")


def plain(parts: Iterable[Part]) -> str:
    """Return parts as one text."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)
