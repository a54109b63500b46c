"""HTML: the visible text block by block and the tables; scripts, styles and forms are left out, nothing is run."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from dashboard.pipeline.reader.extraction.composing import Composition
from dashboard.pipeline.reader.faults import BrokenDocument

_HIDDEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "select",
        "button",
        "form",
        "input",
        "textarea",
    }
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
    ]
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
_WIDEST, _DEEPEST_SPAN, _LARGEST_TABLE = 200, 500, 20_000


def _visible(element: Any) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag.lower() not in _HIDDEN
        and element.get("hidden") is None
        and not _HIDDEN_STYLE.search(element.get("style") or "")
    )


def _text_of(element: Any) -> str:
    pieces = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and isinstance(node.tag, str) and node.tag.lower() not in _HIDDEN and node.text:
            pieces.append(node.text)
        if event == "end" and node is not element and node.tail:
            pieces.append(node.tail)
    return "".join(pieces)


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\d{1,4}", cell.get(name) or "1")
    return min(max(int(digits.group()) if digits else 1, 1), _DEEPEST_SPAN)


def _grid(table: Any) -> list[list[tuple[str, bool]]]:
    """The cells of a table, spanned cells repeated."""
    rows: list[list[tuple[str, bool]]] = []
    carried: dict[int, tuple[int, tuple[str, bool]]] = {}
    cells = 0
    for line in table.iter("tr"):
        row: list[tuple[str, bool]] = []
        for cell in [child for child in line if isinstance(child.tag, str) and child.tag.lower() in ("td", "th")]:
            _carry(row, carried)
            content = (_text_of(cell).strip(), cell.tag.lower() == "th")
            for _ in range(min(_span(cell, "colspan"), _WIDEST - len(row))):
                if _span(cell, "rowspan") > 1:
                    carried[len(row)] = (_span(cell, "rowspan") - 1, content)
                row.append(content)
        _carry(row, carried)
        rows.append(row)
        cells += len(row)
        if cells > _LARGEST_TABLE:
            break
    return [row for row in rows if row]


def _carry(row: list[tuple[str, bool]], carried: dict[int, tuple[int, tuple[str, bool]]]) -> None:
    while len(row) in carried and len(row) < _WIDEST:
        left, content = carried.pop(len(row))
        if left > 1:
            carried[len(row)] = (left - 1, content)
        row.append(content)


def _data_table(grid: list[list[tuple[str, bool]]]) -> bool:
    """Layout tables hold prose; data tables hold short cells, several of them with numbers."""
    texts = [text for row in grid for text, _ in row]
    numbers = sum(bool(_NUMBER.search(text)) for text in texts)
    return len(grid) > 1 and max(len(row) for row in grid) > 1 and numbers >= 2 and max(map(len, texts)) < 120


def compose_web_page(markup: str) -> Composition:
    """Return the text and tables of an HTML page.

    Raises BrokenDocument where no element can be parsed from it.
    """
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument(
            "网页结构有误，无法解析；请改为粘贴正文。",
            "The page is not well formed and cannot be parsed; paste the text instead.",
        ) from error
    composition = Composition()
    _compose(root, composition)
    return composition


def _compose(root: Any, composition: Composition) -> None:  # noqa: C901 - each branch is one rule of the grammar
    """Walk the tree without recursion; a line ends where a block begins or ends."""
    line: list[str] = []
    skip: Any = None

    def flush() -> None:
        composition.add_line("".join(line))
        line.clear()

    for event, node in etree.iterwalk(root, events=("start", "end")):
        if skip is not None:
            if event == "end" and node is skip:
                skip = None
                line.append(node.tail or "")
            continue
        tag = node.tag.lower() if isinstance(node.tag, str) else ""
        if event == "start":
            if not _visible(node):
                skip = node
                continue
            if tag == "table" and _take_table(node, composition, flush):
                skip = node
                continue
            if tag in _BLOCKS or tag in ("br", "tr", "table"):
                flush()
            line.append(node.text or "")
        else:
            if tag in _BLOCKS or tag in ("tr", "table"):
                flush()
            elif tag in ("td", "th"):
                line.append(" ")
            line.append(node.tail or "")
    flush()


def _take_table(node: Any, composition: Composition, flush: Any) -> bool:
    if node.find(".//table") is not None:
        return False
    grid = _grid(node)
    if not grid or not _data_table(grid):
        return False
    flush()
    caption = node.find("caption")
    before = composition.text[-60:].strip().rsplit("\n", 1)[-1] if composition.length else ""
    composition.add_table(grid, _text_of(caption).strip() if caption is not None else before)
    return True
