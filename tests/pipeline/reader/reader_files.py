"""Small real files for the tests: PDF pages with Chinese text and ruled tables, Word packages, damaged ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document as WordDocument
from pypdf import PdfReader, PdfWriter


def _stream(body: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(body) + body + b"\nendstream"


def _page(lines: Sequence[str], table: Sequence[Sequence[str]]) -> bytes:
    out = []
    for index, line in enumerate(lines):
        out.append(f"BT /F1 12 Tf 60 {780 - 20 * index} Td <{line.encode('utf-16-be').hex()}> Tj ET")
    top = 780 - 20 * len(lines) - 10
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            left, low = 60 + 120 * column, top - 24 * (row + 1)
            out.append(f"{left} {low} 120 24 re S")
            out.append(f"BT /F1 10 Tf {left + 6} {low + 8} Td <{text.encode('utf-16-be').hex()}> Tj ET")
    return "\n".join(out).encode("ascii")


def pdf(pages: Sequence[Sequence[str]], *, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF with a page for each list of lines, and a ruled table below the last one."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"
    )
    kids = b" ".join(b"%d 0 R" % (6 + 2 * index) for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        font,
        descendant,
        descriptor,
    ]
    for index, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (7 + 2 * index)
        )
        objects.append(_stream(_page(lines, table if index == len(pages) - 1 else ())))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["专利500件。"]]))))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx file with paragraphs and one table."""
    document = WordDocument()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                grid.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file of named parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return out.getvalue()
