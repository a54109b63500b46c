"""From bytes to a Document: the kind is told from the content, never from the name; PDF and Word are parsed apart."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

from dashboard.pipeline.reader import faults
from dashboard.pipeline.reader.extraction.composing import Composition
from dashboard.pipeline.reader.extraction.encodings import decode
from dashboard.pipeline.reader.extraction.web_page import compose_web_page
from dashboard.pipeline.reader.extraction.word_file import check_package
from dashboard.pipeline.reader.models import Cell, Document, DocumentInfo, Table

LARGEST_FILE = 50_000_000
LARGEST_TEXT = 5_000_000
SECONDS = 60
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|span|meta|h[1-6]|br|article|section)\b", re.IGNORECASE)


def document_of(
    source: str | Path | bytes, *, info: DocumentInfo | None = None, seconds: float = SECONDS, name: str = ""
) -> Document:
    """Return the document of a file or of its bytes; ``name`` is what the file was called, for bytes that had a name.

    Raises EmptyDocument, DocumentTooLarge, UnsupportedDocument, EncryptedDocument, ScannedDocument, BrokenDocument
    or ReadingTimeout, each with what to do.
    """
    data = source if isinstance(source, bytes) else _contents(Path(source))
    if len(data) > LARGEST_FILE:
        raise faults.DocumentTooLarge(
            f"文件有 {len(data) // 1_000_000} MB，超过 {LARGEST_FILE // 1_000_000} MB 的上限；请分成几份。",
            f"The file has {len(data) // 1_000_000} MB, more than {LARGEST_FILE // 1_000_000} MB; divide it.",
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise faults.EmptyDocument("文件是空的；请检查后重新上传。", "The file is empty; check it and try again.")
    called = (name if isinstance(source, bytes) else Path(source).name).lower()
    try:
        document = _by_kind(data, seconds)
    except faults.UnsupportedDocument as error:
        raise _misnamed(data, called) or error from error
    if not document.text.strip():
        raise faults.EmptyDocument(
            "文件里没有文字；请检查后重新上传。", "There is no text in the file; check it and try again."
        )
    if len(document.text) > LARGEST_TEXT:
        raise faults.DocumentTooLarge(
            f"正文有 {len(document.text)} 字，超过 {LARGEST_TEXT} 字的上限；请分成几份。",
            f"The text has {len(document.text)} characters, more than {LARGEST_TEXT}; divide it.",
        )
    return replace(document, info=info) if info else document


def _misnamed(data: bytes, called: str) -> faults.ReaderError | None:
    """The fault of bytes that are not what the end of their name says, or None where the name promises nothing."""
    if called.endswith(".pdf"):
        return faults.BrokenDocument(
            "文件名以 .pdf 结尾，内容却不是 PDF（开头没有 PDF 标记）："
            "可能下载不完整、已损坏，或改过扩展名；请重新下载，或粘贴正文。",
            "The name ends in .pdf, but the content is no PDF (it lacks the mark at the beginning): incomplete, damaged or "
            "renamed; download it anew, or paste the text.",
        )
    if called.endswith(".docx") and not data.startswith(_COMPOUND):
        return faults.BrokenDocument(
            "文件名以 .docx 结尾，内容却不是 Word 文档：可能下载不完整、已损坏，或改过扩展名；请重新保存，或粘贴正文。",
            "The name ends in .docx, but the content is no Word document: incomplete, damaged or renamed; save it anew, or "
            "paste the text.",
        )
    return None


def _contents(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise faults.DocumentTooLarge(
            f"文件有 {path.stat().st_size // 1_000_000} MB，超过 {LARGEST_FILE // 1_000_000} MB 的上限；请分成几份。",
            f"The file has {path.stat().st_size // 1_000_000} MB, more than {LARGEST_FILE // 1_000_000} MB; divide it.",
        )
    return path.read_bytes()


def _by_kind(data: bytes, seconds: float) -> Document:
    start = data[:1024].lstrip()
    if start.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return _apart(data, "pdf", seconds)
    if data.startswith(b"PK\x03\x04"):
        check_package(data)
        return _apart(data, "docx", seconds)
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise faults.EncryptedDocument(
                "Office 文件有密码保护，无法读取；请先解除密码，或粘贴正文。",
                "The Office file asks for a password; remove it, or paste the text.",
            )
        raise faults.UnsupportedDocument(
            "这是旧式 Office 文件（.doc/.xls）；请另存为 .docx 后再上传。",
            "This is an old Office file (.doc, .xls); save it as .docx first.",
        )
    if data.startswith(_BINARY):
        raise faults.UnsupportedDocument(
            "这是图片、程序或压缩文件，不是文档；请上传 .txt、.html、.pdf 或 .docx 文件。",
            "This is a picture, a program or an archive and no document; give a .txt, .html, .pdf or .docx file.",
        )
    text, encoding = decode(data)
    if _control_share(text) > 0.02:
        raise faults.UnsupportedDocument(
            "文件含有大量控制字符，不是文本；请上传 .txt、.html、.pdf 或 .docx 文件。",
            "The file is full of control characters and no text; give a .txt, .html, .pdf or .docx file.",
        )
    if _MARKUP.search(data[:8192] if encoding not in ("utf-16", "utf-32") else text[:8192].encode()):
        return _from_composition(compose_web_page(text), "html", encoding)
    return Document(text, "text", encoding=encoding)


def _control_share(text: str) -> float:
    sample = text[:100_000]
    return sum((ord(char) < 32 and char not in "\t\n\r\f\x0b") or char == "\ufffd" for char in sample) / max(len(sample), 1)


def _from_composition(composition: Composition, kind: str, encoding: str | None = None) -> Document:
    return Document(
        composition.text, kind, page_starts=tuple(composition.page_starts), tables=tuple(composition.tables), encoding=encoding
    )


def _apart(data: bytes, kind: str, seconds: float) -> Document:
    """Parse in a process of its own, with a limit on time and memory: such files can make a parser run for ever."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "dashboard.pipeline.reader.extraction.worker", kind, str(int(seconds) + 1)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise faults.ReadingTimeout(
            f"解析超过 {seconds:g} 秒，已停止；请截取需要的部分，或粘贴正文。",
            f"Parsing took more than {seconds:g} seconds and was stopped; take the part you need, or paste the text.",
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise faults.BrokenDocument(
            "文件解析时耗尽内存或崩溃，已停止；请重新保存文件，或粘贴正文。",
            "Parsing ran out of memory or crashed and was stopped; save the file anew, or paste the text.",
        ) from error
    if "fault" in answer:
        raise getattr(faults, answer["fault"])(answer["zh"], answer["en"])
    tables = tuple(
        Table(tuple(tuple(Cell(**cell) for cell in row) for row in table["rows"]), table["caption"])
        for table in answer["tables"]
    )
    return Document(answer["text"], kind, page_starts=tuple(answer["page_starts"]), tables=tables)


def as_answer(composition: Composition) -> str:
    """Return a composition as the JSON text that the parsing process hands back."""
    return json.dumps(
        {
            "text": composition.text,
            "page_starts": composition.page_starts,
            "tables": [asdict(table) for table in composition.tables],
        },
        ensure_ascii=True,
    )
