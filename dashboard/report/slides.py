"""The briefing as slides with an editable chart, its data sheet inside."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import segno
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard.analysis.profile import FEWEST_PEERS
from dashboard.report.content import Briefing, Line
from dashboard.report.drawing import text_width
from dashboard.report.native_chart import add_chart, name_fonts
from dashboard.report.tables import (
    Table,
    citation_mark,
    closing,
    figure_table,
    footing,
    key_table,
    number_and_rest,
    source_table,
    standing_table,
    target_table,
)
from dashboard.report.words import word

INK, ACCENT, MUTED = RGBColor(0x1C, 0x27, 0x33), RGBColor(0x14, 0x50, 0x7F), RGBColor(0x4D, 0x59, 0x66)
_WIDTH, _HEIGHT, _EDGE = Inches(13.333), Inches(7.5), Inches(0.6)
_TOP, _FOOT = Inches(1.25), Inches(6.95)
_INNER = _WIDTH - 2 * _EDGE
_TITLE_ONLY = 5
_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_LEADING = 1.3
_ROWS_OF_ANNEX = 15
_ROWS_OF_SOURCES = 14
Words = str | tuple[tuple[str, str], ...]
"""A line: plain, or piece by piece with the address that each piece opens."""


def to_slides(told: Briefing) -> bytes:
    """Return the briefing as a PowerPoint file."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    properties = deck.core_properties
    properties.title, properties.author, properties.language = told.title, word("author", told.lang), _locale(told.lang)
    properties.subject = f"{told.data_through} · {told.as_of}"
    _colour_links(deck)
    _opening(deck, told)
    if not told.empty:
        _figures(deck, told)
        _findings(deck, told)
        _annex(deck, told)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _colour_links(deck: Slides) -> None:
    """Set links in the accent colour: the program takes theirs from the theme and not from the text."""
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    for name in (b"hlink", b"folHlink"):
        colour = b"<a:" + name + b'><a:srgbClr val="' + str(ACCENT).encode() + b'"/></a:' + name + b">"
        theme._blob = re.sub(b"<a:" + name + b">.*?</a:" + name + b">", colour, theme.blob, flags=re.DOTALL)


def _opening(deck: Slides, told: Briefing) -> None:
    slide = _slide(deck, told, told.title, size=32)
    below = [f"{told.data_through} · {told.as_of}", *([told.synthetic] if told.synthetic else [])]
    _paragraphs(slide, below, _TOP - Inches(0.25), Inches(0.5), sizes=(14.0,), colour=MUTED)
    lines = [_runs(line, told) for line in told.summary]
    none = [] if lines or not told.without_figures else [word("no_data_note", told.lang, place=told.place)]
    _paragraphs(slide, [*lines, *none], Inches(1.75), Inches(3.1), sizes=(22.0, 20.0, 18.0, 16.0, 14.0, 12.0), space=10)
    ends = [f"{head}{word('colon', told.lang)}{text}" for head, text in closing(told)]
    _paragraphs(slide, ends, Inches(5.1), Inches(1.7), sizes=(13.0, 12.0, 11.0, 10.0), colour=MUTED, space=3)
    if told.scannable:
        image = io.BytesIO()
        segno.make(told.link, error="m").save(image, kind="png", scale=8, border=2)
        image.seek(0)
        side = Inches(0.95)
        code = slide.shapes.add_picture(image, Emu(_WIDTH - _EDGE - side), Inches(0.3), side, side)
        code._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", word("qr", told.lang, link=told.link))


def _figures(deck: Slides, told: Briefing) -> None:
    lang = told.lang
    if told.key_figures:
        slide = _slide(deck, told, word("key_figures", lang))
        _table(slide, told, key_table(told), _TOP, _FOOT - _TOP)
    if told.chart:
        slide = _slide(deck, told, told.chart.headline)
        _paragraphs(slide, [told.chart.subtitle], Inches(1.1), Inches(0.4), sizes=(14.0,), colour=MUTED)
        add_chart(slide.shapes, told.chart, (_EDGE, Inches(1.55), _INNER, Inches(5.0)), size=14)
        _paragraphs(slide, [word("chart_note", lang)], Inches(6.55), Inches(0.35), sizes=(11.0,), colour=MUTED)
    slide = _slide(deck, told, word("targets", lang))
    summary: list[Words] = [_runs(Line(line.sentence), told) for line in told.targets_summary] or [word("targets_none", lang)]
    rest = sum(not row.first for row in told.targets)
    _paragraphs(slide, summary, _TOP - Inches(0.1), Inches(0.7), sizes=(16.0, 14.0, 13.0, 12.0, 11.0))
    if any(row.first for row in told.targets):
        _table(slide, told, target_table(told, every=False), _TOP + Inches(0.65), Inches(4.2))
    notes = ([word("targets_rest", lang, n=rest)] if rest else []) + ([word("targets_rule", lang)] if told.targets else [])
    _paragraphs(slide, notes, Inches(6.25), Inches(0.6), sizes=(11.0, 10.0), colour=MUTED)


def _findings(deck: Slides, told: Briefing) -> None:
    lang = told.lang
    slide = _slide(deck, told, word("standing", lang))
    top: int = _TOP
    if told.standing:
        top += _table(slide, told, standing_table(told), top, Inches(2.6)) + Inches(0.25)
    else:
        _paragraphs(
            slide, [word("standing_none", lang, least=FEWEST_PEERS)], top, Inches(0.6), sizes=(13.0, 12.0), colour=MUTED
        )
        top += Inches(0.7)
    lines: list[Words] = []
    heads: set[int] = set()
    for name, found in (("strengths", told.strengths), ("weaknesses", told.weaknesses), ("watch", told.watch)):
        heads.add(len(lines))
        lines += [f"{word(name, lang)}{word('bracketed', lang, text=word(f'{name}_rule', lang))}", *_items(found, told)]
    _paragraphs(slide, lines, top, _FOOT - top, sizes=_SIZES, strong=heads, space=3)
    if told.changes_since:
        slide = _slide(deck, told, word("changes", lang, day=told.changes_since))
        none = word("changes_none", lang, day=told.changes_since)
        _paragraphs(slide, _items(told.changes, told, none), _TOP, _FOOT - _TOP, sizes=_SIZES, space=5)
    if told.caveats:
        slide = _slide(deck, told, word("caveats", lang))
        _paragraphs(slide, _items(told.caveats, told), _TOP, _FOOT - _TOP, sizes=_SIZES, space=6)


def _annex(deck: Slides, told: Briefing) -> None:
    for table, most in ((figure_table(told), _ROWS_OF_ANNEX), (source_table(told), _ROWS_OF_SOURCES)):
        each = math.ceil(len(table.rows) / max(1, math.ceil(len(table.rows) / most)))
        for start in range(0, len(table.rows), max(1, each)):
            part = table.part(start, start + each)
            slide = _slide(deck, told, part.name, size=22)
            _table(slide, told, part, _TOP - Inches(0.15), _FOOT - _TOP + Inches(0.1), sizes=_SIZES[4:])


def _slide(deck: Slides, told: Briefing, title: str, *, size: float = 26) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = _EDGE, Inches(0.3), _INNER - Inches(1.2), Inches(0.8)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = 0
    fitting = _fitting([title], (_INNER - Inches(1.2)), Inches(0.8), [size, size - 4, size - 8, 14, 12])
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _write(frame.paragraphs[0], title, fitting, ACCENT, strong=True)
    _paragraphs(slide, [f"{footing(told)} · {len(deck.slides)}"], Inches(7.08), Inches(0.3), sizes=(9.0,), colour=MUTED)
    return slide


def _items(lines: Sequence[Line], told: Briefing, none: str = "") -> list[Words]:
    return [(("• ", ""), *_runs(line, told)) for line in lines] or [f"• {none or word('none_by_rule', told.lang)}"]


def _runs(line: Line, told: Briefing) -> tuple[tuple[str, str], ...]:
    """Return a sentence piece by piece with the address that each opens, and the numbers of its sources."""
    pieces = [(text, told.evidence_of(observation)) for text, observation in line.runs]
    return (*pieces, (citation_mark(line.sources), ""))


def _plain(line: Words) -> str:
    return line if isinstance(line, str) else "".join(text for text, _ in line)


def _paragraphs(
    slide: Slide,
    lines: Sequence[Words],
    top: int,
    height: int,
    *,
    sizes: Iterable[float],
    colour: RGBColor = INK,
    space: float = 0,
    strong: Iterable[int] = (),
) -> None:
    """Write lines into a box at the largest size that fits."""
    if not lines:
        return
    box = slide.shapes.add_textbox(_EDGE, Emu(top), Emu(_INNER), Emu(height))
    frame = box.text_frame
    frame.word_wrap, frame.margin_left, frame.margin_right = True, 0, 0
    size = _fitting([_plain(line) for line in lines], _INNER, height - Inches(0.1), sizes, space=space)
    for n, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(space)
        for text, address in [(line, "")] if isinstance(line, str) else line:
            _write(paragraph, text, size, ACCENT if n in strong else colour, strong=n in strong, address=address)


def _table(slide: Slide, told: Briefing, table: Table, top: int, height: int, *, sizes: Sequence[float] = _SIZES) -> int:
    """Set a table at the largest size at which its wrapped rows fit the height; return how high it is."""
    whole = sum(table.widths)
    widths = [int(_INNER * share / whole) for share in table.widths]
    rows = [table.heads, *table.rows]
    size = next((size for size in sizes if sum(_row_height(row, widths, size) for row in rows) <= height), sizes[-1])
    shape = slide.shapes.add_table(len(rows), len(widths), _EDGE, Emu(top), Emu(_INNER), Emu(len(rows) * Pt(size * 2)))
    shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", table.name)
    made = shape.table
    made.horz_banding = False
    for place, width in enumerate(widths):
        made.columns[place].width = Emu(width)
    for line, (row, cells) in enumerate(zip(list(made.rows), rows, strict=True)):
        row.height = Emu(_row_height(cells, widths, size))
        for place, text in enumerate(cells):
            address = told.evidence_of(table.observation(line - 1, place)) if line else ""
            _cell(made.cell(line, place), text, size, head=line == 0, strong=place in table.strong, address=address)
    return sum(_row_height(cells, widths, size) for cells in rows)


def _cell(cell: Any, text: str, size: float, *, head: bool, strong: bool, address: str) -> None:
    cell.margin_left = cell.margin_right = Pt(4)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0x14, 0x50, 0x7F) if head else RGBColor(0xF4, 0xF7, 0xFA)
    colour = RGBColor(0xFF, 0xFF, 0xFF) if head else INK
    number, rest = number_and_rest(text) if address else ("", text)
    for part, opened in ((number, address), (rest, "")):
        _write(cell.text_frame.paragraphs[0], part, size, colour, strong=head or strong, address=opened)


def _row_height(cells: Sequence[str], widths: Sequence[int], size: float) -> int:
    lines = max(_lines(text, width - Pt(8), size) for text, width in zip(cells, widths, strict=True))
    return int(Pt(size * _LEADING * lines + 5))


def _fitting(lines: Sequence[str], width: int, height: int, sizes: Iterable[float], *, space: float = 0) -> float:
    choices = list(sizes)
    for size in choices:
        if sum(Pt(size * _LEADING * _lines(line, width, size) + space) for line in lines) <= height:
            return size
    return choices[-1]


def _lines(text: str, width: int, size: float) -> int:
    """Return how many lines a text takes, with a little to spare for words that do not break."""
    return max(1, math.ceil(text_width(text) * 1.16 * Pt(size) / width))


def _write(paragraph: Any, text: str, size: float, colour: RGBColor, *, strong: bool = False, address: str = "") -> None:
    if not text:
        return
    run = paragraph.add_run()
    run.text = text
    if address:
        run.hyperlink.address = address
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), strong, colour
    name_fonts(run.font)


def _locale(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en-GB"
