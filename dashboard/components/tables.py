"""Semantic tables from records: the twin of every chart, and lists of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

Cell = Any
_NOTHING = "—"


@dataclass(frozen=True)
class Column:
    """A column: its heading, and the class that sets its cells (``figure`` for numbers, ``words`` for text)."""

    heading: str
    class_name: str = ""


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: str,
    sortable: bool = False,
    stacked: bool = False,
    headed: bool = False,
) -> html.Div:
    """Return a table whose first column heads its rows; it scrolls sideways on its own where it is too wide.

    ``stacked`` sets every row as a block of its own on a phone, each cell under its heading.
    ``headed`` leaves the caption to those who hear it, where a heading right above already says it.
    """
    head = html.Thead(html.Tr([_heading(column, sortable) for column in columns]))
    body = html.Tbody([_row(columns, cells, stacked=stacked) for cells in rows])
    return html.Div(
        html.Table([html.Caption(caption, className="visually-hidden" if headed else None), head, body]),
        className="scroll stacked" if stacked else "scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": caption},
    )


def _heading(column: Column, sortable: bool) -> html.Th:
    words = html.Button(column.heading, type="button", className="sort") if sortable else column.heading
    return html.Th(words, scope="col", className=column.class_name or None)


def _row(columns: Sequence[Column], cells: Sequence[Cell], *, stacked: bool) -> html.Tr:
    first = html.Th(cells[0], scope="row", className=columns[0].class_name or None)
    rest = [
        html.Td(cell, className=_class(column, cell, stacked=stacked), **({"data-heading": column.heading} if stacked else {}))
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    ]
    return html.Tr([first, *rest])


def _class(column: Column, cell: Cell, *, stacked: bool) -> str | None:
    """Return the class of a cell; one that says nothing takes no line of its own where rows are blocks."""
    return " ".join(name for name in (column.class_name, "blank" if stacked and cell == _NOTHING else "") if name) or None


def folded(summary: str, content: Any) -> html.Details:
    """Return content that opens on demand."""
    return html.Details([html.Summary(summary), content])
