"""Places with hardly anything to say, or too much: all four files stay whole, right and within their pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from dashboard.report.content import Briefing
from dashboard.report.files import TYPES, made
from dashboard.report.words import word

from .cases import LONG_EN, LONG_ZH, Case
from .reading import (
    chart_caches,
    chart_sheets,
    pdf_letters,
    pdf_pages,
    recalculated,
    slides_text,
    squeezed,
    word_text,
    workbook_text,
)

LANGUAGES = ("zh", "en")
Named = Callable[[str], Case]


@pytest.fixture(scope="session")
def files(case: Case) -> dict[tuple[str, str], bytes]:
    return {(lang, kind): made(case.told[lang], kind) for lang in LANGUAGES for kind in TYPES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_four_files_say_the_same(case: Case, files: dict[tuple[str, str], bytes], lang: str) -> None:
    told = case.told[lang]
    texts = {
        "pdf": "".join(pdf_pages(files[lang, "pdf"])),
        "docx": word_text(files[lang, "docx"]),
        "pptx": slides_text(files[lang, "pptx"]),
        "xlsx": workbook_text(files[lang, "xlsx"]),
    }
    for kind, text in texts.items():
        for expected in _expected(told):
            assert squeezed(expected) in squeezed(text), (kind, expected)


def _expected(told: Briefing) -> list[str]:
    if told.empty:
        return [told.title, told.as_of, word("no_data_note", told.lang, place=told.place)]
    figures = [row.value for row in told.figures] or [word("no_data_note", told.lang, place=told.place)]
    lines = [line.text for line in (*told.summary, *told.targets_summary, *told.caveats)]
    return [told.title, told.data_through, told.as_of, *figures, *lines]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_holds_the_whole_main_part(case: Case, files: dict[tuple[str, str], bytes], lang: str) -> None:
    pages = pdf_pages(files[lang, "pdf"])
    assert squeezed(case.told[lang].link) in pages[0]
    assert len(pages) == 1 if case.told[lang].empty else pages[1].startswith(squeezed(word("annex", lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_runs_over_an_edge(files: dict[tuple[str, str], bytes], lang: str) -> None:
    for letter, (width, height) in pdf_letters(files[lang, "pdf"]):
        assert 0 <= letter["x0"] <= letter["x1"] <= width
        assert 0 <= letter["top"] <= letter["bottom"] <= height
    deck = Presentation(io.BytesIO(files[lang, "pptx"]))
    for slide in deck.slides:
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + height <= deck.slide_height


def test_charts_draw_what_is_known_and_nothing_else(case: Case, files: dict[tuple[str, str], bytes]) -> None:
    chart = case.told["zh"].chart
    for kind in ("docx", "pptx"):
        sheets = chart_sheets(files["zh", kind])
        assert len(sheets) == (chart is not None)
        assert chart_caches(files["zh", kind]) == sheets
        if chart is not None:
            values = sorted(value * chart.divisor for points in sheets[0].values() for value in points.values())
            stored = sorted(case.store.observation(point.observation)["amount"] for point in chart.points)  # type: ignore[index]
            assert values == pytest.approx(stored, rel=1e-12)


@pytest.mark.parametrize("name", ["conflicts", "small_and_large"])
def test_libreoffice_agrees_with_every_formula(name: str, case_named: Named, tmp_path: Path) -> None:
    content = made(case_named(name).told["zh"], "xlsx")
    formulae, shown = openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    computed = recalculated(content, tmp_path)
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in formulae
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert cells
    for sheet, place in cells:
        assert computed[sheet][place].value == pytest.approx(shown[sheet][place].value, rel=1e-9)


def test_a_place_without_figures_says_that_missing_is_not_zero(case_named: Named) -> None:
    told = case_named("nothing").told["zh"]
    assert told.empty
    assert told.chart is None
    assert told.data_through == word("no_data", "zh")


def test_before_everything_nothing_is_known(case_named: Named) -> None:
    told = case_named("before_everything").told["zh"]
    assert told.empty
    assert told.as_of == "按2000年1月1日所知"
    assert "as_of=2000-01-01" in told.link


def test_targets_without_outcomes_cannot_be_judged(case_named: Named) -> None:
    told = case_named("only_targets").told["zh"]
    assert [row.status for row in told.targets] == ["", "", ""]
    assert all(row.first for row in told.targets)
    assert told.targets_summary[0].text == "2025年目标3项：无法判定3项（未见目标年份的数据3项）。"
    assert told.chart is None


def test_conflicts_are_said_with_their_range_and_the_growth_that_does_not_fit(case_named: Named) -> None:
    texts = [line.text for line in case_named("conflicts").told["zh"].caveats]
    assert "高新技术企业数（2024年）来源不一致：采用4107项，各来源在3590项至4107项之间" in texts
    assert any("公布为同比增长141%，按两期数值计算为同比增长121.1%" in text for text in texts)


def test_a_name_of_eighty_characters_is_whole(case_named: Named) -> None:
    assert min(len(LONG_ZH), len(LONG_EN)) >= 80
    for lang, name in (("zh", LONG_ZH), ("en", LONG_EN)):
        assert squeezed(name) in pdf_pages(made(case_named("long_name").told[lang], "pdf"))[0]


def test_very_small_and_very_large_numbers_keep_their_digits(case_named: Named) -> None:
    told = case_named("small_and_large").told["zh"]
    assert {row.value for row in told.figures} == {"0.000002%", "10万亿元"}
    assert {row.change for row in told.figures} == {"同比增长25.0%", "较上年提高0.000001个百分点"}
