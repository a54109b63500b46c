"""Documents: text, tables and pages out of four kinds of file, and a named fault for each that cannot be read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from reader_files import archive, encrypted_pdf, pdf, word

from dashboard.pipeline.reader import faults, read_document, read_text
from dashboard.pipeline.reader.extraction import documents

SENTENCE = "2023年全市技术合同成交额57.6亿元，比上年增长31.4%。"
TRADITIONAL = "全年核准發明專利9,874件，減少3.1%；新型專利6,120件，減少7.4%，研究發展經費佔比為3.2%。"
TABLE = [
    ["指标（单位：亿元）", "2022年", "2023年", "比上年增长（%）"],
    ["研发经费", "30.1", "33.5", "11.3"],
    ["技术合同成交额", "1,200.5", "1,100.1", "-8.4"],
]


def cells(found: list) -> set[tuple]:
    return {(item.indicator, item.value, item.scale, item.unit, item.change, item.direction, item.period) for item in found}


EXPECTED_CELLS = {
    ("研发经费", 30.1, 10**8, "元", None, None, "2022"),
    ("研发经费", 33.5, 10**8, "元", None, None, "2023"),
    ("研发经费", None, 1, None, 11.3, "up", "2023"),
    ("技术合同成交额", 1200.5, 10**8, "元", None, None, "2022"),
    ("技术合同成交额", 1100.1, 10**8, "元", None, None, "2023"),
    ("技术合同成交额", None, 1, None, 8.4, "down", "2023"),
}


def table_markup() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in TABLE)
    return f"<html><body><p>{SENTENCE}</p><table>{rows}</table></body></html>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (table_markup().encode(), "html"),
        (word([SENTENCE], TABLE), "docx"),
        (pdf([["前言，没有数字。"], [SENTENCE]], table=TABLE), "pdf"),
    ],
    ids=["html", "word", "pdf"],
)
def test_prose_and_every_table_cell_are_read(data: bytes, kind: str) -> None:
    document, found = read_document(data)
    assert document.kind == kind
    assert cells(found) >= EXPECTED_CELLS
    assert any(item.value == 57.6 and item.change == 31.4 for item in found)
    for item in found:
        assert document.text[item.number_start : item.number_end].strip("-") != ""
        assert item.start <= item.number_start < item.number_end <= item.end <= len(document.text)


def test_a_candidate_of_a_pdf_knows_its_page() -> None:
    _, found = read_document(pdf([["前言，没有数字。"], [SENTENCE]]))
    assert [item.page for item in found] == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_character_set_is_found(encoding: str) -> None:
    document, found = read_document(SENTENCE.encode(encoding))
    assert document.text.strip("\ufeff") == SENTENCE
    assert len(found) == 1


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8"])
def test_traditional_text_is_read_in_its_character_sets(encoding: str) -> None:
    document, found = read_document(TRADITIONAL.encode(encoding))
    assert document.text == TRADITIONAL
    assert [item.value for item in found] == [9874, 6120, 3.2]


def test_a_declared_character_set_of_a_page_is_used() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{SENTENCE}</p></body></html>'
    assert SENTENCE in read_document(page.encode("gb18030"))[0].text


def test_scripts_styles_and_hidden_parts_of_a_page_are_left_out() -> None:
    hidden = "<style>p{}</style><p style='display:none'>专利2件</p><p hidden>专利3件</p><!-- 专利4件 -->"
    page = f"<html><body><script>专利1件</script>{hidden}<p>{SENTENCE}</p></body></html>"
    document, found = read_document(page.encode())
    assert document.text == SENTENCE + "\n"
    assert len(found) == 1


def test_spanned_header_cells_are_repeated() -> None:
    page = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>专利授权量（件）</th></tr>"
        "<tr><th>2022年</th><th>2023年</th></tr><tr><td>甲市</td><td>10</td><td>12</td></tr></table>"
    )
    _, found = read_document(f"<html><body>{page}</body></html>".encode())
    assert [(item.indicator, item.period, item.value, item.unit) for item in found] == [
        ("甲市专利授权量", "2022", 10, "件"),
        ("甲市专利授权量", "2023", 12, "件"),
    ]


def test_years_down_the_side_are_periods() -> None:
    page = (
        "<table><tr><th>年份</th><th>研发经费（亿元）</th><th>专利授权量（件）</th></tr>"
        "<tr><td>2021</td><td>3.5</td><td>100</td></tr><tr><td>2022</td><td>4.1</td><td>120</td></tr></table>"
    )
    _, found = read_document(f"<html><body>{page}</body></html>".encode())
    assert [(item.indicator, item.period, item.value, item.unit) for item in found] == [
        ("研发经费", "2021", 3.5, "元"),
        ("专利授权量", "2021", 100, "件"),
        ("研发经费", "2022", 4.1, "元"),
        ("专利授权量", "2022", 120, "件"),
    ]


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert len(read_document(path)[1]) == 1


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", faults.EmptyDocument),
        (b" \r\n\t", faults.EmptyDocument),
        (b"<html><body><script>1</script></body></html>", faults.EmptyDocument),
        (pdf([[]]), faults.ScannedDocument),
        (encrypted_pdf(), faults.EncryptedDocument),
        (b"%PDF-1.7\nnothing of a PDF follows", faults.BrokenDocument),
        (pdf([[SENTENCE]])[:400], faults.BrokenDocument),
        (b"PK\x03\x04 no archive", faults.BrokenDocument),
        (archive({"xl/workbook.xml": b"<x/>"}), faults.UnsupportedDocument),
        (archive({"word/document.xml": b"<broken"}), faults.BrokenDocument),
        (archive({"word/document.xml": b"0" * 60_000_000}), faults.DocumentTooLarge),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), faults.UnsupportedDocument),
        (bytes(range(256)) * 20, faults.UnsupportedDocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), faults.EncryptedDocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), faults.UnsupportedDocument),
    ],
    ids=[
        "nothing",
        "blanks",
        "only-script",
        "scanned",
        "encrypted-pdf",
        "no-pdf",
        "cut-pdf",
        "no-zip",
        "excel",
        "broken-word",
        "zip-bomb",
        "image",
        "binary",
        "encrypted-office",
        "old-office",
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, fault: type[faults.ReaderError]) -> None:
    with pytest.raises(fault) as raised:
        read_document(data)
    assert len(raised.value.told("zh")) > 8
    assert raised.value.told("en").isascii()
    assert len(raised.value.told("en")) > 20


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(faults.DocumentTooLarge):
        read_document(b"1" * (documents.LARGEST_FILE + 1))


def test_parsing_that_takes_too_long_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(faults.ReadingTimeout):
        documents.document_of(pdf([[SENTENCE]]), seconds=0.05)
    assert time.monotonic() - started < 10


def test_marks_that_turn_the_writing_direction_do_not_hide_a_number() -> None:
    text = "专利授权量\u202e50\u202c0件，\u200f增长\u200b9%。"
    found = read_text(text)[0]
    assert (found.value, found.change) == (500, 9)
    assert text[found.start : found.end].startswith("专利")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", b"PK\x03\x04" + bytes(range(256)) * 4), ("a.pdf", bytes(range(256)) * 40), ("a.docx", bytes(range(256)) * 40)],
)
def test_a_broken_or_misnamed_file_is_told_by_its_name_without_the_words_of_a_parser(name: str, data: bytes) -> None:
    with pytest.raises(faults.BrokenDocument) as refused:
        documents.document_of(data, name=name)
    kind = "PDF" if name.endswith("pdf") else "Word"
    assert all(kind in words and "zip" not in words for words in (refused.value.zh, refused.value.en))
    assert f"请上传 .txt、.html、{name[1:]}" not in refused.value.zh
