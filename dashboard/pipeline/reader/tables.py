"""Candidates out of tables: header rows, row labels and units found, one record per cell with a number."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.models import Cell, Table
from dashboard.pipeline.reader.normalise import plain_text
from dashboard.pipeline.reader.quantities import printed
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.units import SCALE_PATTERN, SCALES, UNIT_PATTERN

_NUMBER = re.compile(r"^(?P<sign>[-−－]?)(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<rate>[%％‰])?$")
_YEAR = re.compile(r"^((?:19|20)\d\d)\s*年?(?:度|末|底)?$")
_YEAR_IN = re.compile(r"((?:19|20)\d\d)\s*年?")
_UNIT = re.compile(rf"(?P<scale>{SCALE_PATTERN})?(?P<unit>{UNIT_PATTERN}|人民币)?")
_BRACKET = re.compile(r"[（(]\s*(?:单位[:：]?)?\s*([^（）()]{1,10}?)\s*[)）]")
_STATED = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s，。；;）)]{1,8})")
_GROWTH = re.compile(r"增长|增速|增幅|比上年|同比|±|涨幅|增减")
_DIFFERENCE = re.compile(r"百分点|比重.*(?:变化|增减)")
_PLAIN_HEADER = re.compile(r"^(?:数值|总量|绝对[数额量值]|本年|本期|指标值|合计|实绩|完成|累计|当年|数量|金额|\d*|年?度?)$")
_RANK = re.compile(r"^(?:位次|排名|名次|全省排位)$")
_ORDER = re.compile(r"^(?:序号|编号|代码|行次|NO\.?)$", re.IGNORECASE)
_LABEL_DEBRIS = re.compile(r"^[\s#*一二三四五六七八九十\d、.．()（）]+(?=[\u3400-\u9fff])|^其中[:：]?|\s+")


def _value(text: str) -> tuple[int | float, str | None] | None:
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    value = printed(match["digits"].replace(",", "").replace("，", ""))
    return (-value if match["sign"] else value), {"％": "%"}.get(match["rate"] or "", match["rate"])


def _unit_of(text: str) -> tuple[int, str | None] | None:
    found = _BRACKET.search(text) or _STATED.search(text)
    if found is None:
        return None
    match = _UNIT.fullmatch(found.group(1))
    if match is None or not match.group():
        return None
    return SCALES.get(match["scale"] or "", 1), match["unit"]


def _header_depth(table: Table) -> int:
    """Rows before the first row that holds a number which is no year."""
    for index, row in enumerate(table.rows):
        if any(_value(cell.text) is not None and not _YEAR.match(cell.text.strip()) for cell in row[1:]):
            return index
    return len(table.rows)


def _label(text: str) -> str:
    return _LABEL_DEBRIS.sub("", _BRACKET.sub("", text)).strip("：:· ")


def _headers(table: Table, depth: int) -> list[str]:
    width = len(table.rows[0])
    return [
        " ".join(dict.fromkeys(table.rows[row][column].text for row in range(depth) if table.rows[row][column].text))
        for column in range(width)
    ]


def table_records(table: Table, *, year: str | None = None) -> list[Record]:
    """Return one record per cell with a number; spans are offsets of the document text.

    `year` is the document's own year, used where neither header nor label names one.
    """
    depth = _header_depth(table)
    if depth == len(table.rows):
        return []
    headers = _headers(table, depth)
    caption_unit = _unit_of(table.caption) or next(
        (unit for row in table.rows[:depth] for cell in row if (unit := _unit_of(cell.text))), None
    )
    records = []
    for row in table.rows[depth:]:
        records += _row_records(row, headers, caption_unit, year, table.caption)
    return records


def _row_records(
    row: tuple[Cell, ...], headers: list[str], caption_unit: tuple[int, str | None] | None, year: str | None, caption: str
) -> list[Record]:
    label_cells = [cell for cell in row if _value(cell.text) is None and cell.text.strip()]
    labels = label_cells[:1]
    own_unit = next((unit for cell in row if (unit := _bare_unit(cell.text))), None)
    label = labels[0].text if labels else row[0].text
    records = []
    for column, cell in enumerate(row):
        number = _value(cell.text)
        if (
            number is None
            or (column == 0 and (_YEAR.match(cell.text.strip()) or not labels))
            or _ORDER.match(headers[column].strip())
        ):
            continue
        if column == 0 and headers[column] and not labels:
            continue
        records.append(
            _cell_record(cell, number, label, headers[column], own_unit or _unit_of(label), caption_unit, year, caption)
        )
    return records


def _bare_unit(text: str) -> tuple[int, str | None] | None:
    match = _UNIT.fullmatch(text.strip())
    return (SCALES.get(match["scale"] or "", 1), match["unit"]) if match and match.group() else None


def _cell_record(
    cell: Cell, number: tuple[int | float, str | None], label: str, header: str, row_unit: tuple[int, str | None] | None,
    caption_unit: tuple[int, str | None] | None, year: str | None, caption: str,
) -> Record:  # fmt: skip
    value, rate = number
    header_year, label_year = _YEAR_IN.search(header), _YEAR.match(label.strip())
    indicator, aspect = _label(label), _label(_YEAR_IN.sub("", header))
    if label_year:
        indicator, aspect = aspect or _label(caption), ""
    start = cell.start + len(cell.text) - len(cell.text.lstrip())
    record = Record(cell.start, cell.end, start, cell.end, indicator, rules=["table-cell"])
    record.period = label_year.group(1) if label_year else header_year.group(1) if header_year else year
    grown = _GROWTH.search(header)
    if grown or _DIFFERENCE.search(header):
        record.change, record.direction = abs(value), "down" if value < 0 else "up"
        record.change_unit = "percentage_points" if _DIFFERENCE.search(header) else "percent"
        record.change_basis, record.aggregate = "yoy", "flow"
        return record
    scale, unit = _unit_of(header) or row_unit or caption_unit or (1, None)
    if rate:
        scale, unit = 1, rate
    if _RANK.match(aspect):
        scale, unit, indicator = 1, "位", indicator + "排名"
    elif aspect and not _PLAIN_HEADER.match(aspect) and not label_year:
        indicator = indicator + aspect
    record.indicator, record.value, record.scale, record.unit = indicator, value, scale, unit
    record.aggregate = None if unit in (None, "%", "‰", "位") else "flow"
    return record


def prose_of(text: str, tables: tuple[Table, ...]) -> str:
    """Return the text with the cells of its tables blanked by line ends, of the same length."""
    pieces, position = [], 0
    for table in tables:
        start, end = table.rows[0][0].start, table.rows[-1][-1].end
        pieces.append(text[position:start])
        pieces.append("\n" * (end - start))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def simplified_tables(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Return the tables with cell texts in plain form; spans keep pointing into the document text."""
    return tuple(
        Table(
            tuple(
                tuple(Cell(plain_text(cell.text).text, cell.start, cell.end, cell.header) for cell in row) for row in table.rows
            ),
            plain_text(table.caption).text,
        )
        for table in tables
    )
