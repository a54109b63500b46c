"""The templates that a snapshot holds, so that the web can hand them out without the pipeline."""

from __future__ import annotations

import io

import openpyxl

from dashboard.pipeline.register.layout import Layout
from dashboard.pipeline.register.template import templates


def test_a_snapshot_gets_the_template_in_both_languages_and_forms(layout: Layout) -> None:
    found = templates(layout)
    assert sorted(found) == [f"register_template_{lang}.{form}" for lang in ("en", "zh") for form in ("csv", "xlsx")]
    for lang in ("zh", "en"):
        names = [column.name[lang] for column in layout.columns.values()]
        book = openpyxl.load_workbook(io.BytesIO(found[f"register_template_{lang}.xlsx"]))
        assert [cell.value for cell in book.worksheets[0][1]] == names
        assert found[f"register_template_{lang}.csv"].decode("utf-8-sig").strip().count(",") == len(names) - 1


def test_the_same_layout_gives_the_same_bytes(layout: Layout) -> None:
    assert templates(layout) == templates(layout)
