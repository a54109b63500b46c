"""The briefing as a Word document with an editable chart, its data sheet inside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import segno
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dashboard.analysis.profile import FEWEST_PEERS
from dashboard.report.chart_content import Chart
from dashboard.report.content import Briefing, Line
from dashboard.report.native_chart import CHINESE, LATIN, chart_parts
from dashboard.report.tables import (
    Table,
    beside_table,
    closing,
    figure_table,
    footing,
    key_table,
    number_and_rest,
    series_table,
    source_table,
    standing_table,
    target_table,
)
from dashboard.report.word_links import linked_run, write_line
from dashboard.report.words import word

ACCENT, MUTED = RGBColor(0x14, 0x50, 0x7F), RGBColor(0x4D, 0x59, 0x66)
_WIDTH = Cm(17.4)
_CHART = (Cm(17.0), Cm(6.2))
_CODE = Cm(2.1)


def to_word(told: Briefing) -> bytes:
    """Return the briefing as a Word document."""
    document = _document(told)
    _masthead(document, told)
    if told.without_figures:
        document.add_paragraph(word("no_data_note", told.lang, place=told.place))
    if not told.empty:
        _body(document, told)
    _closing(document, told)
    if not told.empty:
        _annex(document, told)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _document(told: Briefing) -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.6)
    properties = document.core_properties
    properties.title, properties.author, properties.language = told.title, word("author", told.lang), _locale(told.lang)
    properties.subject, properties.comments = f"{told.data_through} · {told.as_of}", ""
    for name, size in (("Normal", 10), ("Heading 1", 20), ("Heading 2", 12.5), ("Heading 3", 10.5), ("List Bullet", 10)):
        _style(document, name, size, told.lang)
    _footer(section.footer.paragraphs[0], told)
    return document


def _style(document: WordDocument, name: str, size: float, lang: str) -> None:
    style = document.styles[name]
    style.font.name, style.font.size = LATIN, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:ascii"), LATIN)
    fonts.set(qn("w:hAnsi"), LATIN)
    fonts.set(qn("w:eastAsia"), CHINESE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    spacing = style.paragraph_format
    spacing.space_after, spacing.line_spacing = Pt(2), 1.08
    if name.startswith("Heading"):
        style.font.color.rgb, style.font.bold = ACCENT, True
        spacing.space_before, spacing.keep_with_next = Pt(8 if size < 20 else 0), True


def _masthead(document: WordDocument, told: Briefing) -> None:
    document.add_heading(told.title, level=1)
    below = document.add_paragraph()
    _soft(below, f"{told.data_through} · {told.as_of}", 10)
    if told.scannable:
        _qr(below, told)
    if told.synthetic:
        run = document.add_paragraph().add_run(told.synthetic)
        run.bold, run.font.color.rgb = True, RGBColor(0xA1, 0x1D, 0x1D)


def _qr(paragraph: Paragraph, told: Briefing) -> None:
    """Hang the code at the right edge, beside the title."""
    image = io.BytesIO()
    segno.make(told.link, error="m").save(image, kind="png", scale=8, border=2)
    image.seek(0)
    picture = paragraph.add_run().add_picture(image, width=_CODE)
    inline: Any = picture._inline
    inline.docPr.set("descr", word("qr", told.lang, link=told.link))
    anchor = parse_xml(_ANCHOR.format(names=nsdecls("wp", "a", "pic", "r"), x=_WIDTH - _CODE, y=-Cm(1.1), side=_CODE))
    for child in (inline.docPr, inline.find(qn("wp:cNvGraphicFramePr")), inline.graphic):
        anchor.append(child)
    inline.getparent().replace(inline, anchor)


def _body(document: WordDocument, told: Briefing) -> None:
    lang = told.lang
    if told.summary:
        document.add_heading(word("summary", lang), level=2)
        _lines(document, told, told.summary)
    if told.key_figures:
        document.add_heading(word("key_figures", lang), level=2)
        _table(document, told, key_table(told))
    _targets(document, told)
    if told.changes_since:
        document.add_heading(word("changes", lang, day=told.changes_since), level=2)
        _lines(document, told, told.changes, none=word("changes_none", lang, day=told.changes_since))
    if told.chart:
        _chart(document, told.chart)
    document.add_heading(word("standing", lang), level=2)
    if told.standing:
        _table(document, told, standing_table(told))
    else:
        _soft(document.add_paragraph(), word("standing_none", lang, least=FEWEST_PEERS), 9)
    if told.beside:
        _soft(document.add_heading(word("beside", lang), level=3), f"  {word('beside_brief', lang)}", 9)
        _table(document, told, beside_table(told))
    for name, lines in (("strengths", told.strengths), ("weaknesses", told.weaknesses), ("watch", told.watch)):
        heading = document.add_heading(word(name, lang), level=3)
        _soft(heading, f"  {word(f'{name}_rule', lang)}", 9)
        _lines(document, told, lines, none=word("none_by_rule", lang))
    if told.caveats:
        document.add_heading(word("caveats", lang), level=2)
        _lines(document, told, told.caveats)


def _targets(document: WordDocument, told: Briefing) -> None:
    document.add_heading(word("targets", told.lang), level=2)
    if not told.targets:
        _soft(document.add_paragraph(), word("targets_none", told.lang), 9)
        return
    for line in told.targets_summary:
        write_line(document.add_paragraph(), Line(line.sentence), told)
    shown = target_table(told, every=False)
    if shown.rows:
        _table(document, told, shown)
    rest = len(told.targets) - len(shown.rows)
    if rest:
        _soft(document.add_paragraph(), word("targets_rest", told.lang, n=rest), 9)


def _annex(document: WordDocument, told: Briefing) -> None:
    document.add_heading(word("annex", told.lang), level=1).paragraph_format.page_break_before = True
    tables = [series_table(told), target_table(told, every=True), figure_table(told), source_table(told)]
    for table in tables:
        if table.rows:
            document.add_heading(table.name, level=2)
            _table(document, told, table, size=8)
    if told.targets:
        _soft(document.add_paragraph(), word("targets_rule", told.lang), 8)
    _soft(document.add_paragraph(), word("grades_note", told.lang), 8)


def _closing(document: WordDocument, told: Briefing) -> None:
    for head, text in closing(told):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{head}{word('colon', told.lang)}").bold = True
        paragraph.add_run(text)


def _lines(document: WordDocument, told: Briefing, lines: tuple[Line, ...], *, none: str = "") -> None:
    for line in lines:
        write_line(document.add_paragraph(style="List Bullet"), line, told)
    if not lines and none:
        _soft(document.add_paragraph(), none, 9)


def _table(document: WordDocument, told: Briefing, table: Table, *, size: float = 9) -> None:
    made = document.add_table(rows=1, cols=len(table.heads))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made._tbl.tblPr.append(parse_xml(_BORDERS))
    whole = sum(table.widths)
    widths = [Emu(int(_WIDTH * share / whole)) for share in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    _row(made.rows[0], table.heads, widths, size, strong=range(len(table.heads)), shade=True)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for line, cells in enumerate(table.rows):
        addresses = [told.evidence_of(table.observation(line, column)) for column in range(len(cells))]
        _row(made.add_row(), cells, widths, size, strong=table.strong, addresses=addresses)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _row(
    row: Any,
    cells: tuple[str, ...],
    widths: list[Emu],
    size: float,
    *,
    strong: Any = (),
    shade: bool = False,
    addresses: Sequence[str] = (),
) -> None:
    unsplit = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(unsplit)
    for place, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1.0
        number, rest = number_and_rest(text) if addresses and addresses[place] else ("", text)
        for part, address in ((number, addresses[place] if number else ""), (rest, "")):
            run = linked_run(paragraph, part, address)
            run.font.size, run.bold = Pt(size), place in strong
        if shade:
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EEF3F7"/>')
            )


def _chart(document: WordDocument, chart: Chart) -> None:
    document.add_heading(chart.headline, level=2)
    below = document.add_paragraph()
    below.paragraph_format.keep_with_next = True
    _soft(below, chart.subtitle, 9)
    xml, workbook, bound = chart_parts(chart)
    package = document.part.package
    sheet = Part(PackURI("/word/embeddings/chart_data.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, package)
    part = Part(PackURI("/word/charts/chart1.xml"), CONTENT_TYPE.DML_CHART, xml, package)
    part.load_rel(RELATIONSHIP_TYPE.PACKAGE, sheet, bound)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run()._r.append(_inline(relation, chart))


def _inline(relation: str, chart: Chart) -> Any:
    drawing: Any = parse_xml(_INLINE.format(names=nsdecls("w", "wp", "a", "r"), cx=_CHART[0], cy=_CHART[1], relation=relation))
    described = drawing.find(f".//{qn('wp:docPr')}")
    described.set("descr", chart.description)
    described.set("title", chart.headline)
    return drawing


def _footer(paragraph: Paragraph, told: Briefing) -> None:
    before, _, after = word("page", told.lang, page="\x00", pages="\x01").partition("\x00")
    middle, _, end = after.partition("\x01")
    _soft(paragraph, f"{footing(told)}    {before}", 8)
    _field(paragraph, "PAGE")
    _soft(paragraph, middle, 8)
    _field(paragraph, "NUMPAGES")
    _soft(paragraph, end, 8)


def _field(paragraph: Paragraph, code: str) -> None:
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    )
    paragraph._p.append(field)


def _soft(paragraph: Paragraph, text: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb, run.bold = Pt(size), MUTED, False


def _locale(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en-GB"


_BORDERS = (
    f'<w:tblBorders {nsdecls("w")}><w:top w:val="single" w:sz="4" w:color="B9C3CD"/>'
    '<w:bottom w:val="single" w:sz="4" w:color="B9C3CD"/><w:insideH w:val="single" w:sz="4" w:color="B9C3CD"/></w:tblBorders>'
)
_INLINE = (
    '<w:drawing {names}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="7001" name="chart"/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
_ANCHOR = (
    '<wp:anchor {names} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{side}" cy="{side}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/></wp:anchor>'
)
