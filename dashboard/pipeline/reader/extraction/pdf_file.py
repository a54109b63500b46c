"""PDF: text page by page with its tables apart; scanned and encrypted files are named as such."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from dashboard.pipeline.reader.extraction.composing import Composition
from dashboard.pipeline.reader.faults import BrokenDocument, DocumentTooLarge, EncryptedDocument, ScannedDocument

_MOST_PAGES = 400
_FEWEST_CHARACTERS = 8


def compose_pdf(data: bytes) -> Composition:
    """Return the text, tables and page starts of a PDF.

    Raises EncryptedDocument, ScannedDocument, BrokenDocument or DocumentTooLarge.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _compose(pdf.pages)
    except PdfminerException as error:
        # pdfplumber hands on what pdfminer raised; its class is told by name, so that pdfminer stays its dependency.
        if any(type(cause).__name__ == "PDFPasswordIncorrect" for cause in error.args):
            raise _encrypted() from error
        raise _broken() from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OSError, RecursionError) as error:
        raise _broken() from error


def _encrypted() -> EncryptedDocument:
    return EncryptedDocument(
        "PDF 有密码保护，无法读取；请先解除密码，或粘贴正文。", "The PDF asks for a password; remove it, or paste the text."
    )


def _broken() -> BrokenDocument:
    return BrokenDocument(
        "PDF 已损坏或不完整，无法解析；请重新下载，或粘贴正文。",
        "The PDF is damaged or incomplete; download it anew, or paste the text.",
    )


def _compose(pages: list[Any]) -> Composition:
    if not pages:
        raise BrokenDocument(
            "PDF 没有任何页面；请重新下载，或粘贴正文。", "The PDF has no page; download it anew, or paste the text."
        )
    if len(pages) > _MOST_PAGES:
        raise DocumentTooLarge(
            f"PDF 有 {len(pages)} 页，超过 {_MOST_PAGES} 页；请截取需要的部分。",
            f"The PDF has {len(pages)} pages, more than {_MOST_PAGES}; take the part you need.",
        )
    composition = Composition()
    characters = pictures = 0
    for number, page in enumerate(pages):
        if number:
            composition.start_page()
        before = composition.length
        _add_page(page, composition)
        characters += composition.length - before
        pictures += len(page.images)
        page.close()
    if characters < _FEWEST_CHARACTERS * len(pages):
        zh, en = ("只有扫描图像", "holds only scanned pictures") if pictures else ("没有文字层", "has no layer of text")
        raise ScannedDocument(
            f"PDF {zh}，没有可读的文字；请先做文字识别（OCR），或粘贴正文。",
            f"The PDF {en}; recognise its text first (OCR), or paste the text.",
        )
    return composition


def _add_page(page: Any, composition: Composition) -> None:
    tables = [table for table in page.find_tables() if _usable(table)]
    prose = page
    for table in tables:
        prose = prose.outside_bbox(_inside(table.bbox, page.bbox))
    text = prose.extract_text(x_tolerance=2, y_tolerance=3) or ""
    composition.add(text + "\n" if text else "")
    caption = text.strip().rsplit("\n", 1)[-1] if text.strip() else ""
    for table in tables:
        composition.add_table([[(cell or "", False) for cell in row] for row in table.extract()], caption)


def _usable(table: Any) -> bool:
    rows = table.extract()
    return len(rows) > 1 and max(len(row) for row in rows) > 1


def _inside(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])
