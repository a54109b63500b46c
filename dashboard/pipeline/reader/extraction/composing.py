"""Composes the text of a document piece by piece and remembers where tables and pages lie in it."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.models import Cell, Table

_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_LARGEST_TEXT = 20_000_000


class Composition:
    """The growing text of one document; tables and page starts are offsets of it."""

    def __init__(self) -> None:
        """Start with an empty text whose first page begins at 0."""
        self._pieces: list[str] = []
        self.length = 0
        self.tables: list[Table] = []
        self.page_starts: list[int] = [0]

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def add(self, text: str) -> None:
        """Append `text`; what exceeds the largest text a document may have is left out by the caller's limit."""
        if self.length < _LARGEST_TEXT:
            self._pieces.append(text)
            self.length += len(text)

    def add_line(self, text: str) -> None:
        """Append a line, with its blanks squeezed, if it says anything."""
        squeezed = _BLANKS.sub(" ", text).strip()
        if squeezed:
            self.add(squeezed + "\n")

    def start_page(self) -> None:
        """Mark the current end of the text as the start of a page."""
        if self.length:
            self.page_starts.append(self.length)

    def add_table(self, rows: list[list[tuple[str, bool]]], caption: str = "") -> None:
        """Append a grid of (text, is header) cells, one row a line, and remember the span of each cell."""
        width = max((len(row) for row in rows), default=0)
        grid = []
        for row in rows:
            cells = []
            for text, header in [*row, *[("", False)] * (width - len(row))]:
                squeezed = _BLANKS.sub(" ", text.replace("\n", "")).strip()
                start = self.length
                self.add(squeezed + "\t")
                cells.append(Cell(squeezed, start, start + len(squeezed), header))
            self.add("\n")
            grid.append(tuple(cells))
        if grid:
            self.tables.append(Table(tuple(grid), caption))
