"""The template in which a bureau delivers its register: Excel with lists and notes, or CSV with the header alone."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.catalog.register import TEMPLATE_FORMS, template_file
from dashboard.pipeline.register.layout import Layout, RegisterColumn

_ROWS = 1_048_575
_TYPES = {
    "text": ("文本", "text"),
    "date": ("日期，如 2023-01-05", "day, such as 2023-01-05"),
    "code": ("从列表中选择", "chosen from the list"),
    "flag": ("是或否", "yes or no"),
    "year": ("年份，如 2016", "year, such as 2016"),
    "money": ("数字，万元，至多六位小数", "number in 10 000 yuan, up to six decimals"),
}
_WORDS = {
    "zh": ("成果登记", "说明", "列表", "栏目", "代码", "类型", "必填", "说明", "是"),
    "en": ("Register", "Notes", "Lists", "Column", "Id", "Type", "Required", "Meaning", "yes"),
}


def write_template(path: Path, layout: Layout, *, lang: str = "zh") -> None:
    """Write an empty template to ``path``: a workbook for ``.xlsx``, a header line for ``.csv``.

    Raises:
        ValueError: the ending is neither.
    """
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerow([column.name[lang] for column in layout.columns.values()])
    elif path.suffix == ".xlsx":
        _write_workbook(path, layout, lang)
    else:
        raise ValueError(f"{path.name} ends neither in .xlsx nor in .csv")


def templates(layout: Layout) -> dict[str, bytes]:
    """Return the empty templates in both languages and forms, by the name of the file of a snapshot; always the same bytes."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for lang in ("zh", "en"):
            for form in TEMPLATE_FORMS:
                path = Path(folder) / template_file(lang, form)
                write_template(path, layout, lang=lang)
                found[path.name] = path.read_bytes()
    return found


def _write_workbook(path: Path, layout: Layout, lang: str) -> None:
    data, notes, lists = _WORDS[lang][:3]
    with xlsxwriter.Workbook(path) as book:
        # The same layout gives the same bytes, whenever it is written.
        book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
        sheet, explained, values = (book.add_worksheet(name) for name in (data, notes, lists))
        ranges = _write_lists(values, layout, lang)
        for number, column in enumerate(layout.columns.values()):
            _write_column(book, sheet, number, column, lang=lang, ranges=ranges)
        sheet.freeze_panes(1, 1)
        _write_notes(explained, layout, lang)


def _write_column(
    book: Workbook, sheet: Worksheet, number: int, column: RegisterColumn, *, lang: str, ranges: dict[str, str]
) -> None:
    head = book.add_format({"bold": column.required, "text_wrap": True, "bottom": 1})
    shape = {"date": "yyyy-mm-dd", "text": "@", "money": "0.00####"}.get(column.type)
    sheet.set_column(number, number, 16, book.add_format({"num_format": shape} if shape else {}))
    sheet.write(0, number, column.name[lang], head)
    sheet.write_comment(0, number, f"{column.definition[lang]}\n{_TYPES[column.type][lang == 'en']}", {"x_scale": 2})
    if column.list:
        sheet.data_validation(1, number, _ROWS, number, {"validate": "list", "source": ranges[column.list]})


def _write_lists(sheet: Worksheet, layout: Layout, lang: str) -> dict[str, str]:
    """Write every code list into a column of its own and return where each stands."""
    ranges = {}
    for number, (name, codes) in enumerate(layout.lists.items()):
        sheet.write(0, number, name)
        sheet.write_column(1, number, [text[lang] for text in codes.values()])
        letter = xl_col_to_name(number)
        ranges[name] = f"='{_WORDS[lang][2]}'!${letter}$2:${letter}${len(codes) + 1}"
    return ranges


def _write_notes(sheet: Worksheet, layout: Layout, lang: str) -> None:
    sheet.write_row(0, 0, _WORDS[lang][3:8])
    for row, column in enumerate(layout.columns.values(), 1):
        required = _WORDS[lang][8] if column.required else ""
        sheet.write_row(
            row, 0, [column.name[lang], column.id, _TYPES[column.type][lang == "en"], required, column.definition[lang]]
        )
    sheet.set_column(0, 2, 24)
    sheet.set_column(4, 4, 90)
