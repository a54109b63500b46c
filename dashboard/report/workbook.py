"""The briefing as an Excel workbook: as displayed, with status and source, and formulae where a cell was computed."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dashboard.report.chart_content import Chart, Point, categories, labelled
from dashboard.report.content import Briefing, DataRow, Line
from dashboard.report.drawing import COLOURS, axis_ticks, text_width
from dashboard.report.native_chart import series
from dashboard.report.tables import (
    Table,
    beside_table,
    cited,
    closing,
    footing,
    key_table,
    source_table,
    standing_table,
    target_table,
)
from dashboard.report.words import word
from dashboard.text.fields import word as field_word

FIRST_ROW = 4
"""Zero-based row of the first figure on every sheet; title, dates, an empty row and the headings stand above."""
DATA_COLUMNS = (
    "indicator", "period", "status_kind", "scope", "qualifier", "value", "unit", "status", "reported_change", "computed_change",
    "change_unit", "computed_base", "base_unit_value", "base_unit", "formula", "publisher", "grade", "published", "source",
    "observation",
)  # fmt: skip
"""Columns of the sheet of figures, in order."""
_WIDTHS = (34, 20, 10, 22, 8, 14, 12, 9, 24, 12, 12, 14, 20, 12, 24, 24, 9, 12, 8, 44)
_SUMMARY_WIDTHS = (18, 110, 60)
_ID_WIDTH = 60
_A4, _A3 = 9, 8
_SAFE = re.compile(r"[\d.()+\-*/ ]+")
_SYMBOLS = {"derived": "diamond", "stated": "square", "target": "x", "actual": "circle", "open": "circle"}


@dataclass(frozen=True)
class _Book:
    """The workbook in the making, with the formats its sheets share."""

    file: xlsxwriter.Workbook
    title: Format
    soft: Format
    head: Format
    text: Format
    strong: Format
    link: Format
    told: Briefing

    def number(self, decimals: int, *, computed: bool) -> Format:
        """Return the format of a number; computed cells are shaded."""
        style: dict[str, Any] = {"num_format": _pattern(decimals), "valign": "top"}
        return self.file.add_format(style | ({"bg_color": "#E7ECF1"} if computed else {}))


def to_workbook(told: Briefing) -> bytes:
    """Return the briefing as an Excel workbook."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as file:
        file.set_properties(
            {"title": told.title, "subject": f"{told.data_through} · {told.as_of}", "author": word("author", told.lang)}
        )
        file.set_calc_mode("auto")
        book = _book(file, told)
        _summary(book)
        for table in (key_table(told), target_table(told, every=True), standing_table(told), beside_table(told)):
            if table.rows:
                _table(book, table)
        if told.data:
            _data(book)
        if told.chart:
            _chart(book, told.chart)
        if told.sources:
            _table(book, source_table(told))
    return buffer.getvalue()


def excel_formula(formula: str, exponent: int) -> str | None:
    """Return the arithmetic of a derived value as an Excel formula in the base unit, or None where it is no plain arithmetic.

    ``2050 ÷ (1 + 141 ÷ 100)`` becomes ``=2050/(1+141/100)``.
    """
    plain = formula.replace("÷", "/").replace("×", "*").replace("−", "-").replace(",", "")
    if not plain or not _SAFE.fullmatch(plain):
        return None
    compact = plain.replace(" ", "")
    return f"={compact}" if exponent == 0 else f"=({compact})*10^{exponent}"


def _book(file: xlsxwriter.Workbook, told: Briefing) -> _Book:
    font = {"valign": "top", "text_wrap": True}
    return _Book(
        file=file,
        title=file.add_format({"bold": True, "font_size": 14, "font_color": "#14507F"}),
        soft=file.add_format({"font_color": "#4D5966"}),
        head=file.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF3F7"}),
        text=file.add_format(font),
        strong=file.add_format(font | {"bold": True}),
        link=file.add_format(font | {"font_color": "#14507F", "underline": 1}),
        told=told,
    )


def _sheet(book: _Book, name: str, widths: Sequence[float]) -> Worksheet:
    """Return a new sheet with title, place and dates at its head, ready to print."""
    told = book.told
    page = book.file.add_worksheet(_sheet_name(name))
    page.write_string(0, 0, f"{told.title}{word('colon', told.lang)}{name}", book.title)
    page.write_string(1, 0, f"{told.data_through} · {told.as_of} · {word('snapshot', told.lang)} {told.snapshot}", book.soft)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L&8{footing(told).replace('&', '&&')}&R&8&P/&N")
    return page


def _height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row in points: office programs other than Excel do not open rows for wrapped text."""
    lines = max(math.ceil(text_width(text) * 1.15 / (width * 0.55)) for text, width in zip(cells, widths, strict=True))
    return 15.0 * max(1, lines) + 2.0


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def _summary(book: _Book) -> None:
    told, lang = book.told, book.told.lang
    page = _sheet(book, word("summary", lang), _SUMMARY_WIDTHS)
    lines: list[tuple[str, str, tuple[str, ...]]] = []
    if told.synthetic:
        lines.append(("", told.synthetic, ()))
    if told.without_figures:
        lines.append(("", word("no_data_note", lang, place=told.place), ()))
    blocks = (
        ("summary", told.summary), ("targets", told.targets_summary), ("strengths", told.strengths),
        ("weaknesses", told.weaknesses), ("watch", told.watch), ("caveats", told.caveats),
    )  # fmt: skip
    for name, found in blocks:
        lines += _said(word(name, lang), found)
    if told.changes_since:
        head = word("changes", lang, day=told.changes_since)
        lines += _said(head, told.changes) or [(head, word("changes_none", lang, day=told.changes_since), ())]
    lines += [(head, text, ()) for head, text in closing(told)]
    lines.append((word("notes", lang), word("excel_note", lang), ()))
    page.write_string(FIRST_ROW - 2, 2, word("column_observation", lang), book.head)
    for row, (head, text, ids) in enumerate(lines, start=FIRST_ROW - 1):
        cells = (head, text, "\n".join(ids))
        page.set_row(row, max(_height(cells, _SUMMARY_WIDTHS), 15.0 * len(ids) + 2.0))
        page.write_string(row, 0, head, book.strong)
        page.write_string(row, 1, text, book.text)
        _opening(page, book, (row, 2), cells[2], told.evidence_of(ids[-1]) if ids else "", book.text)


def _said(head: str, lines: Sequence[Line]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return sentences under a heading, each with the observations of its numbers."""
    return [
        (head if n == 0 else "", cited(line.text, line.sources), tuple(dict.fromkeys(key for _, key in line.runs if key)))
        for n, line in enumerate(lines)
    ]


def _opening(page: Worksheet, book: _Book, at: tuple[int, int], text: str, address: str, style: Format) -> None:
    """Write a text that opens an address, or the text alone without one."""
    if address and text:
        page.write_url(*at, address, book.link, string=text)
    else:
        page.write_string(*at, text, style)


def _table(book: _Book, table: Table) -> None:
    whole = sum(table.widths)
    widths = [max(8.0, 140 * share / whole) for share in table.widths]
    page = _sheet(book, table.name, [*widths, _ID_WIDTH] if table.linked else widths)
    heads = [*table.heads, *([word("column_observation", book.told.lang)] if table.linked else [])]
    for column, head in enumerate(heads):
        page.write_string(FIRST_ROW - 1, column, head, book.head)
    for line, cells in enumerate(table.rows):
        row, ids = FIRST_ROW + line, tuple(dict.fromkeys(table.linked[line].values())) if table.linked else ()
        page.set_row(row, max(_height(cells, widths), 15.0 * len(ids) + 2.0))
        for column, text in enumerate(cells):
            address = book.told.evidence_of(table.observation(line, column))
            _opening(page, book, (row, column), text, address, book.strong if column in table.strong else book.text)
        if ids:
            page.write_string(row, len(cells), "\n".join(ids), book.text)
    page.freeze_panes(FIRST_ROW, 0)
    page.repeat_rows(FIRST_ROW - 1)


def _data(book: _Book) -> None:
    told, lang = book.told, book.told.lang
    page = _sheet(book, word("data", lang), _WIDTHS)
    for column, name in enumerate(DATA_COLUMNS):
        page.write_string(FIRST_ROW - 1, column, word(f"column_{name}", lang), book.head)
    page.set_paper(_A3)
    at = _rows_of_data(told)
    styles: dict[tuple[int, bool], Format] = {}
    for row in told.data:
        _data_row(page, book, row, at, styles)
    page.freeze_panes(FIRST_ROW, 1)
    page.repeat_rows(FIRST_ROW - 1)
    page.autofilter(FIRST_ROW - 1, 0, FIRST_ROW + len(told.data) - 1, len(DATA_COLUMNS) - 1)


def _rows_of_data(told: Briefing) -> dict[str, int]:
    """Return, by observation, its row on the sheet of figures."""
    return {row.observation: FIRST_ROW + n for n, row in enumerate(told.data)}


def _data_row(
    page: Worksheet, book: _Book, row: DataRow, at: Mapping[str, int], styles: dict[tuple[int, bool], Format]
) -> None:
    line, lang = at[row.observation], book.told.lang
    page.set_row(line, _height((row.name, row.period, row.scope, row.reported, row.publisher), (34, 20, 22, 24, 24)))
    derived = excel_formula(row.formula, row.exponent)

    def style(decimals: int, *, computed: bool = False) -> Format:
        return styles.setdefault((decimals, computed), book.number(decimals, computed=computed))

    texts = {
        "indicator": row.name, "period": row.period, "status_kind": row.kind, "scope": row.scope, "qualifier": row.qualifier,
        "unit": row.shown_unit, "status": row.status, "reported_change": row.reported,
        "change_unit": field_word(row.computed_unit, lang) if row.computed_unit else "", "computed_base": row.computed_base,
        "base_unit": row.base_unit, "formula": row.formula, "publisher": row.publisher, "grade": row.grade,
        "published": row.published, "source": ",".join(map(str, row.sources)), "observation": row.observation,
    }  # fmt: skip
    for name, text in texts.items():
        address = book.told.evidence_of(row.observation) if name == "observation" else ""
        _opening(page, book, (line, DATA_COLUMNS.index(name)), text, address, book.text)
    if row.amount is None or row.shown is None:
        return
    base, shown = DATA_COLUMNS.index("base_unit_value"), DATA_COLUMNS.index("value")
    if derived:
        page.write_formula(line, base, derived, style(-1, computed=True), row.amount)
        rounded = f"=ROUND({xl_rowcol_to_cell(line, base)}/{row.divisor:g},{row.decimals})"
        page.write_formula(line, shown, rounded, style(row.decimals, computed=True), row.shown)
    else:
        page.write_number(line, base, row.amount, style(-1))
        page.write_number(line, shown, row.shown, style(row.decimals))
    if row.computed is not None and row.computed_base_id in at:
        formula = _change_formula(
            row.computed_unit, xl_rowcol_to_cell(at[row.computed_base_id], base), xl_rowcol_to_cell(line, base)
        )
        page.write_formula(line, DATA_COLUMNS.index("computed_change"), formula, style(2, computed=True), row.computed)


def _change_formula(unit: str, before: str, after: str) -> str:
    if unit == "percent":
        return f"=({after}/{before}-1)*100"
    return f"={before}-{after}" if unit == "places" else f"={after}-{before}"


def _link(told: Briefing, point: Point, chart: Chart) -> str:
    """Return the formula that takes a point of the chart from the sheet of figures."""
    cell = xl_rowcol_to_cell(_rows_of_data(told)[point.observation], DATA_COLUMNS.index("base_unit_value"))
    return f"='{_sheet_name(word('data', told.lang))}'!{cell}/{chart.divisor:g}"


def _label(point: Point | None, told: frozenset[str]) -> dict[str, Any]:
    return {"value": point.label} if point and point.observation in told else {"delete": True}


def _pattern(decimals: int) -> str:
    """Return a number format with so many decimals; −1 shows as many as there are."""
    if decimals < 0:
        return "General"
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _chart(book: _Book, chart: Chart) -> None:
    lang = book.told.lang
    found = series(chart)
    page = _sheet(book, word("chart_data", lang), (22, *(18 for _ in found)))
    page.write_string(2, 0, f"{chart.headline} ({chart.unit})" if chart.unit else chart.headline, book.soft)
    page.write_string(FIRST_ROW - 1, 0, word("period", lang), book.head)
    times, told = categories(chart), labelled(chart)
    for row, (_, text) in enumerate(times, start=FIRST_ROW):
        page.write_string(row, 0, text, book.text)
    plotted = book.file.add_chart({"type": "line"})
    last = FIRST_ROW + len(times) - 1
    for column, (name, kind, points) in enumerate(found, start=1):
        page.write_string(FIRST_ROW - 1, column, name, book.head)
        at = {point.position: point for point in points}
        for row, (position, _) in enumerate(times, start=FIRST_ROW):
            if position in at:
                page.write_formula(row, column, _link(book.told, at[position], chart), None, at[position].value)
        colour = COLOURS[kind]
        plotted.add_series(
            {
                "name": [page.name, FIRST_ROW - 1, column],
                "categories": [page.name, FIRST_ROW, 0, last, 0],
                "values": [page.name, FIRST_ROW, column, last, column],
                "line": {"none": True},
                "marker": {"type": _SYMBOLS[kind], "size": 8, "fill": {"color": colour}, "border": {"color": colour}},
                "data_labels": {
                    "value": True,
                    "position": "above",
                    "custom": [_label(at.get(position), told) for position, _ in times],
                },
            }
        )
    ticks = axis_ticks(chart)
    lines = {"visible": True, "line": {"color": "#D5DBE1"}}
    ends = {"min": ticks[0], "max": ticks[-1], "reverse": chart.reverse}
    plotted.set_y_axis(ends | {"name": chart.unit, "major_gridlines": lines})
    plotted.set_x_axis({"label_position": "high" if chart.reverse else "low"})
    plotted.set_title({"none": True})
    plotted.set_legend({"position": "bottom"})
    plotted.show_blanks_as("gap")
    plotted.set_size({"width": 860, "height": 380})
    page.insert_chart(last + 2, 0, plotted, {"description": chart.description})
