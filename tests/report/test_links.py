"""One click from any number of a briefing to its evidence, in all four files, and its id where no address is known."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as Tree

import openpyxl
import pytest
from pypdf import PdfReader

from dashboard.report.compose import briefing
from dashboard.report.content import Briefing
from dashboard.report.files import TYPES, made
from dashboard.report.tables import number_and_rest
from dashboard.report.words import word
from dashboard.store import Store

from .conftest import ADDRESS, TODAY
from .reading import pdf_pages, slides_text, squeezed, word_text, workbook_text

EVIDENCE = f"{ADDRESS}/evidence/"


def pdf_links(content: bytes) -> set[str]:
    pages = PdfReader(io.BytesIO(content)).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}


def package_links(content: bytes) -> set[str]:
    """Return the addresses to which the parts of an office file relate."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [Tree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".rels")]
    return {entry.get("Target", "") for part in parts for entry in part if entry.get("TargetMode") == "External"}


def evidence_links(content: bytes, kind: str) -> set[str]:
    found = pdf_links(content) if kind == "pdf" else package_links(content)
    return {link for link in found if link.startswith(EVIDENCE)}


def numbers_of(told: Briefing) -> set[str]:
    """Return the observations behind the numbers that every file prints."""
    lines = (*told.summary, *told.targets_summary, *told.strengths, *told.weaknesses, *told.watch, *told.caveats, *told.changes)
    ids = {number.observation for line in lines for number in line.sentence.numbers}
    ids |= {key for row in told.key_figures for key in row.observations}
    ids |= {row.observations[0] for row in told.targets if row.first} | {row.seen for row in told.targets if row.first}
    return (ids | {row.observation for row in (*told.standing, *told.figures)}) - {""}


@pytest.fixture(scope="session")
def then(shipped: Store) -> Briefing:
    """The briefing as of an earlier day, in English, with what changed."""
    days = {"as_of": dt.date(2025, 12, 31), "since": dt.date(2025, 1, 1)}
    return briefing(shipped, "changchun", lang="en", today=TODAY, address=ADDRESS, **days)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_number_of_a_file_opens_its_evidence_as_known_on_its_day(kind: str, then: Briefing, shipped: Store) -> None:
    links = evidence_links(made(then, kind), kind)
    opened = {unquote(urlsplit(link).path.removeprefix("/evidence/")) for link in links}
    assert numbers_of(then) <= opened
    assert all(parse_qs(urlsplit(link).query) == {"lang": ["en"], "as_of": ["2025-12-31"]} for link in links)
    for name in opened:
        assert shipped.observation(name, as_of=dt.date(2025, 12, 31)) is not None, name


TEXTS: dict[str, Callable[[bytes], str]] = {
    "pdf": lambda content: "".join(pdf_pages(content)),
    "docx": word_text,
    "pptx": slides_text,
    "xlsx": workbook_text,
}


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_the_annex_names_every_figure_by_its_id_where_no_address_is_known(kind: str, changchun: dict[str, Briefing]) -> None:
    told = dataclasses.replace(changchun["zh"], evidence="", link="/?place=changchun")
    content = made(told, kind)
    assert evidence_links(content, kind) == set()
    text = squeezed(TEXTS[kind](content))
    for row in told.figures:
        assert row.observation in text


def test_the_tables_of_the_workbook_open_their_numbers_and_name_them(changchun: dict[str, Briefing]) -> None:
    told = changchun["en"]
    book = openpyxl.load_workbook(io.BytesIO(made(told, "xlsx")))
    sheet = book[word("data", "en")]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {row.observation: told.evidence_of(row.observation) for row in told.data}
    for name in ("key_figures", "annex_targets", "standing"):
        rows = [row for row in book[word(name, "en")].iter_rows() if any(cell.hyperlink for cell in row)]
        assert rows
        for row in rows:
            named = str(row[-1].value).split("\n")
            assert {cell.hyperlink.target for cell in row if cell.hyperlink} == {told.evidence_of(key) for key in named}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4000项以上，2025年11月19日公布", ("4000项以上", "，2025年11月19日公布")),
        ("CNY 13.563 billion (2020, older)", ("CNY 13.563 billion", " (2020, older)")),
        ("1,452, 2023 [6,1]", ("1,452", ", 2023 [6,1]")),
        ("第27位", ("第27位", "")),
    ],
)
def test_a_link_ends_with_the_number(text: str, parts: tuple[str, str]) -> None:
    assert number_and_rest(text) == parts
