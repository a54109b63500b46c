"""Readers of the four files that know nothing of how they were written."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import openpyxl
import pdfplumber
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of every page in the order of its content, without blanks, which a line may end with anywhere."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def pdf_letters(content: bytes) -> list[tuple[dict[str, Any], tuple[float, float]]]:
    """Return every letter that is drawn, with its page's size."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        return [(letter, (page.width, page.height)) for page in file.pages for letter in page.chars]


def squeezed(text: str) -> str:
    """Return a text without blanks and line ends."""
    return re.sub(r"\s+", "", text)


def pdf_fonts(content: bytes) -> list[Any]:
    """Return the descendant fonts of every font that the document uses."""
    fonts: dict[int, Any] = {}

    def walk(resources: Any) -> None:
        for font in (resources.get("/Font") or {}).values():
            inner = font.get_object()
            for descendant in inner.get("/DescendantFonts", [inner]):
                fonts[id(descendant.get_object())] = descendant.get_object()
        for form in (resources.get("/XObject") or {}).values():
            if "/Resources" in form.get_object():
                walk(form.get_object()["/Resources"].get_object())

    for page in PdfReader(io.BytesIO(content)).pages:
        walk(page["/Resources"].get_object())
    return list(fonts.values())


def pdf_structure(content: bytes) -> list[tuple[str, str]]:
    """Return kind and text alternative of every element of the structure tree, in reading order."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif hasattr(node, "get"):
            if "/S" in node and node.get("/Type") != "/MCR":
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    walk(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])
    return found


def word_text(content: bytes) -> str:
    """Return all text of a Word document: paragraphs, cells and footers."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *foot])


def slides_text(content: bytes) -> str:
    """Return all text of a slide deck: boxes and cells."""
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def workbook_text(content: bytes) -> str:
    """Return all text of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )


def chart_sheets(content: bytes) -> list[dict[str, dict[str, float]]]:
    """Return the embedded data sheets of the charts in an Office file: value by series and category."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.search(r"/embeddings/.*\.xlsx$", name)]
        books = [openpyxl.load_workbook(io.BytesIO(package.read(name))) for name in names]
    found = []
    for book in books:
        heads, *rows = book.active.iter_rows(values_only=True)
        found.append(
            {head: {row[0]: row[n] for row in rows if row[n] is not None} for n, head in enumerate(heads) if n and head}
        )
    return found


def chart_caches(content: bytes) -> list[dict[str, dict[str, float]]]:
    """Return what the charts of an Office file draw, from their XML: value by series and category."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.search(r"/charts/chart[^/]*\.xml$", name)]
        roots = [Tree.fromstring(package.read(name)) for name in names]
    return [{_name(one): _points(one) for one in root.iter(f"{CHART}ser")} for root in roots]


def recalculated(content: bytes, folder: Path) -> openpyxl.Workbook:
    """Return the workbook as LibreOffice computes it anew; skips where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here")
    # Cached results are taken out first, so that none can stand in for a formula that does not compute.
    book = openpyxl.load_workbook(io.BytesIO(content))
    (folder / "in").mkdir()
    book.save(folder / "in" / "book.xlsx")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(folder / "in" / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(folder / "book.xlsx", data_only=True)


def _name(series: Tree.Element) -> str:
    return "".join(value.text or "" for value in series.findall(f"{CHART}tx//{CHART}v"))


def _points(series: Tree.Element) -> dict[str, float]:
    texts = {point.get("idx"): point.findtext(f"{CHART}v") for point in series.findall(f"{CHART}cat//{CHART}pt")}
    values = {
        point.get("idx"): float(point.findtext(f"{CHART}v") or "nan") for point in series.findall(f"{CHART}val//{CHART}pt")
    }
    return {str(texts[place]): value for place, value in values.items()}
