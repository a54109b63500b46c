"""Word: paragraphs and tables in reading order, out of a package that is checked before it is unpacked."""

from __future__ import annotations

import io
import zipfile

from docx import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from dashboard.pipeline.reader.extraction.composing import Composition
from dashboard.pipeline.reader.faults import BrokenDocument, DocumentTooLarge, UnsupportedDocument

_LARGEST_UNPACKED = 200_000_000
_LARGEST_RATIO = 200
_MOST_PARTS = 5_000


def check_package(data: bytes) -> None:
    """Raise DocumentTooLarge, BrokenDocument or UnsupportedDocument for a package that must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BrokenDocument(
            "Word 文件已损坏或不完整，打不开；请重新下载，用 Word 打开后另存，或粘贴正文。",
            "The Word file is damaged or incomplete and cannot be opened; download it anew, or paste the text.",
        ) from error
    unpacked = sum(part.file_size for part in parts)
    steep = any(part.file_size > 1_000_000 and part.file_size > _LARGEST_RATIO * max(part.compress_size, 1) for part in parts)
    if unpacked > _LARGEST_UNPACKED or len(parts) > _MOST_PARTS or steep:
        raise DocumentTooLarge(
            f"压缩包展开后约 {unpacked // 1_000_000} MB，超过允许的大小，未予展开。",
            f"The package unpacks to about {unpacked // 1_000_000} MB, more than is allowed; it was not unpacked.",
        )
    if not any(part.filename == "word/document.xml" for part in parts):
        raise UnsupportedDocument(
            "这是压缩包或其他 Office 文件，不是 Word 文档；请上传 .docx 文件。",
            "This is an archive or another Office file and no Word document; give a .docx file.",
        )


def compose_word(data: bytes) -> Composition:
    """Return the text and tables of a .docx file; raises as `check_package`, and BrokenDocument."""
    check_package(data)
    try:
        document = WordDocument(io.BytesIO(data))
        blocks = list(document.iter_inner_content())
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise BrokenDocument(
            "Word 文件的内部结构有误，无法解析；请用 Word 打开后另存，或粘贴正文。",
            "The Word file is not well formed inside and cannot be parsed; save it anew in Word, or paste the text.",
        ) from error
    composition = Composition()
    caption = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            composition.add_line(block.text)
            caption = block.text.strip() or caption
        elif isinstance(block, WordTable):
            rows = [[(cell.text, False) for cell in row.cells] for row in block.rows]
            composition.add_table(rows, caption)
    return composition
