"""The PDF, opened with readers that know nothing of Typst."""

from __future__ import annotations

import dataclasses
import io

import pytest
from pypdf import PdfReader

from dashboard.report.content import Briefing
from dashboard.report.pdf import MISSING_TYPE, to_pdf
from dashboard.report.words import word

from .reading import pdf_fonts, pdf_letters, pdf_pages, pdf_structure, squeezed


@pytest.fixture(scope="session")
def files(changchun: dict[str, Briefing]) -> dict[str, bytes]:
    return {lang: to_pdf(told) for lang, told in changchun.items()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_page_says_everything_an_official_asks_and_the_annex_begins_on_the_second(
    lang: str, files: dict[str, bytes], changchun: dict[str, Briefing]
) -> None:
    told, pages = changchun[lang], pdf_pages(files[lang])
    for text in (
        told.title,
        told.data_through,
        told.as_of,
        told.contact,
        *(line.text for line in (*told.summary, *told.targets_summary, *told.watch, *told.caveats)),
        *(row.value for row in told.key_figures),
        *(row.publisher for row in told.key_figures),
        *(f"{row.shape}{row.status_words}" for row in told.targets if row.first),
    ):
        assert squeezed(text) in pages[0], text
    assert pages[1].startswith(squeezed(word("annex", lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_annex_holds_every_figure_target_and_source(
    lang: str, files: dict[str, bytes], changchun: dict[str, Briefing]
) -> None:
    told, annex = changchun[lang], "".join(pdf_pages(files[lang])[1:])
    for row in told.figures:
        assert squeezed(row.value) in annex, row
    for row in told.targets:
        assert squeezed(row.target) in annex, row
    for source in told.sources:
        assert squeezed(source.citation)[:12] in annex, source


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_font_is_embedded_as_a_subset_and_no_glyph_is_missing(lang: str, files: dict[str, bytes]) -> None:
    fonts = pdf_fonts(files[lang])
    assert {font["/BaseFont"].split("+")[1].split("-")[1] for font in fonts} == {"Regular", "Bold"}
    for font in fonts:
        descriptor = font["/FontDescriptor"].get_object()
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
        assert "+" in font["/BaseFont"]
    letters = pdf_letters(files[lang])
    assert all("NotoSansCJKsc" in letter["fontname"] for letter, _ in letters)
    assert not {letter["text"] for letter, _ in letters} & {"\ufffd", "\x00", MISSING_TYPE}
    assert not any(letter["text"].startswith("(cid:") for letter, _ in letters)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_letter_lies_outside_its_page(lang: str, files: dict[str, bytes]) -> None:
    for letter, (width, height) in pdf_letters(files[lang]):
        assert 0 <= letter["x0"] <= letter["x1"] <= width
        assert 0 <= letter["top"] <= letter["bottom"] <= height


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_tagged_in_reading_order_with_text_alternatives(
    lang: str, files: dict[str, bytes], changchun: dict[str, Briefing]
) -> None:
    root = PdfReader(io.BytesIO(files[lang])).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(lang)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    tree = pdf_structure(files[lang])
    kinds = [kind for kind, _ in tree]
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Table") < kinds.index("/H3")
    assert {"/TH", "/TD", "/L", "/LI"} <= set(kinds)
    alternatives = [text for kind, text in tree if kind == "/Figure"]
    chart = changchun[lang].chart
    assert chart is not None
    assert alternatives
    assert all(alternatives)
    assert chart.description in alternatives


def test_the_code_is_drawn_only_where_it_leads_somewhere(changchun: dict[str, Briefing]) -> None:
    told = dataclasses.replace(changchun["zh"], link="/?place=changchun")
    alternatives = [text for kind, text in pdf_structure(to_pdf(told)) if kind == "/Figure"]
    assert not any("/?place=changchun" in text for text in alternatives)
    assert squeezed("/?place=changchun") in pdf_pages(to_pdf(told))[0]


def test_the_first_page_sets_the_place_beside_its_peers_and_says_how_many_publish(files: dict[str, bytes]) -> None:
    page = pdf_pages(files["zh"])[0]
    assert squeezed(word("beside", "zh")) in page
    assert "6/14" in page


def test_an_address_that_leads_nowhere_from_paper_is_called_a_place_in_the_dashboard(changchun: dict[str, Briefing]) -> None:
    told = dataclasses.replace(changchun["zh"], link="/?place=changchun")
    page = pdf_pages(to_pdf(told))[0]
    assert squeezed(word("link_path", "zh")) in page
    assert squeezed(word("link", "zh")) not in page


def test_the_same_briefing_gives_the_same_bytes(changchun: dict[str, Briefing], files: dict[str, bytes]) -> None:
    assert to_pdf(changchun["zh"]) == files["zh"]


def test_a_character_that_no_font_has_is_shown_as_missing_and_stops_nothing(changchun: dict[str, Briefing]) -> None:
    told = dataclasses.replace(changchun["zh"], title="长春\U000e0100ꯍ简报")
    assert MISSING_TYPE in pdf_pages(to_pdf(told))[0]


def test_a_long_list_of_changes_is_cut_on_the_first_page_and_whole_in_the_annex(changchun: dict[str, Briefing]) -> None:
    lines = changchun["zh"].caveats * 4
    told = dataclasses.replace(changchun["zh"], changes_since="2025年6月1日", changes=lines)
    pages = pdf_pages(to_pdf(told))
    assert squeezed(word("changes_rest", "zh", n=len(lines) - 6)) in pages[0]
    assert pages[1].count(squeezed(lines[0].text)) == 4
