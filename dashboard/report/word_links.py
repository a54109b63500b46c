"""Words of a Word document that lead somewhere."""

from __future__ import annotations

from docx.enum.text import WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dashboard.report.content import Briefing, Line
from dashboard.report.tables import citation_mark


def linked_run(paragraph: Paragraph, text: str, address: str) -> Run:
    """Return a run added to a paragraph; with an address it opens that, and a dotted line under it shows so."""
    run = paragraph.add_run(text)
    if not address or not text:
        return run
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.replace(run._r, link)
    link.append(run._r)
    run.font.underline = WD_UNDERLINE.DOTTED
    return run


def write_line(paragraph: Paragraph, line: Line, told: Briefing) -> None:
    """Write a sentence, every number in it a link to its evidence, and the numbers of its sources."""
    for text, observation in line.runs:
        linked_run(paragraph, text, told.evidence_of(observation))
    paragraph.add_run(citation_mark(line.sources))
