"""Word and PowerPoint: native charts whose data sheets say what the store says."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from pptx import Presentation

from dashboard.report.content import Briefing
from dashboard.report.files import made
from dashboard.store import Store

from .reading import chart_caches, chart_sheets, slides_text, word_text


@pytest.fixture(scope="session", params=["docx", "pptx"])
def office(request: pytest.FixtureRequest, changchun: dict[str, Briefing]) -> tuple[str, dict[str, bytes]]:
    return request.param, {lang: made(told, request.param) for lang, told in changchun.items()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_data_sheet_in_the_chart_equals_the_store(
    lang: str, office: tuple[str, dict[str, bytes]], changchun: dict[str, Briefing], shipped: Store
) -> None:
    chart = changchun[lang].chart
    assert chart is not None
    sheet = chart_sheets(office[1][lang])
    assert len(sheet) == 1
    values = sorted(value for points in sheet[0].values() for value in points.values())
    stored = sorted(shipped.observation(point.observation)["amount"] / chart.divisor for point in chart.points)  # type: ignore[index]
    assert values == pytest.approx(stored, rel=1e-12)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_chart_draws_is_its_data_sheet(lang: str, office: tuple[str, dict[str, bytes]]) -> None:
    (sheet,), (drawn,) = chart_sheets(office[1][lang]), chart_caches(office[1][lang])
    assert drawn == sheet


def test_results_transferred_locally_are_told_by_kind_and_year(office: tuple[str, dict[str, bytes]]) -> None:
    (sheet,) = chart_sheets(office[1]["zh"])
    assert sheet["已公布"] == {"2020年": 560, "2023年": 2050}
    assert sheet["推算"] == {"2022年": pytest.approx(2050 / 2.41)}
    assert sheet["目标"] == {"2025年": 4000}
    assert sheet["公布时未注明年份"] == {"2025年11月": 4000}


def test_gaps_stay_gaps_and_the_chart_has_a_text_alternative(
    office: tuple[str, dict[str, bytes]], changchun: dict[str, Briefing]
) -> None:
    kind, files = office
    chart = changchun["zh"].chart
    assert chart is not None
    with zipfile.ZipFile(io.BytesIO(files["zh"])) as package:
        xml = next(package.read(name).decode() for name in package.namelist() if re.search(r"charts/chart.*\.xml$", name))
        bodies = [package.read(name).decode() for name in package.namelist() if re.search(r"(document|slide\d+)\.xml$", name)]
    assert '<c:dispBlanksAs val="gap"/>' in xml
    assert "externalData" in xml
    assert any(chart.description in body for body in bodies), kind


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_place_dates_sentences_figures_and_sources_are_in_both_files(
    lang: str, office: tuple[str, dict[str, bytes]], changchun: dict[str, Briefing]
) -> None:
    kind, files = office
    told = changchun[lang]
    text = word_text(files[lang]) if kind == "docx" else slides_text(files[lang])
    lines = [line.text for line in (*told.summary, *told.targets_summary, *told.watch, *told.weaknesses, *told.caveats)]
    for expected in (told.title, told.data_through, told.as_of, told.link, told.contact, *lines):
        assert expected in text, expected
    for row in (*told.key_figures, *told.figures):
        assert row.value in text
    for source in told.sources:
        assert source.citation in text


def test_heading_rows_repeat_and_every_slide_has_a_title(changchun: dict[str, Briefing]) -> None:
    document = Document(io.BytesIO(made(changchun["zh"], "docx")))
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)
    deck = Presentation(io.BytesIO(made(changchun["zh"], "pptx")))
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in deck.slides)


def test_nothing_on_a_slide_lies_outside_it(changchun: dict[str, Briefing]) -> None:
    deck = Presentation(io.BytesIO(made(changchun["en"], "pptx")))
    for slide in deck.slides:
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + height <= deck.slide_height, (slide.shapes.title.text_frame.text, shape.name)
