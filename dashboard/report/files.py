"""The four files of a briefing by the ends of their names."""

from __future__ import annotations

from dashboard.report.content import Briefing

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types of the files that can be made."""


def made(told: Briefing, kind: str) -> bytes:
    """Return the briefing as a file of one of ``TYPES``. Only that writer's library is loaded.

    Raises:
        ValueError: there is no such kind of file.
    """
    if kind == "pdf":
        from dashboard.report.pdf import to_pdf  # noqa: PLC0415

        return to_pdf(told)
    if kind == "docx":
        from dashboard.report.word_file import to_word  # noqa: PLC0415

        return to_word(told)
    if kind == "pptx":
        from dashboard.report.slides import to_slides  # noqa: PLC0415

        return to_slides(told)
    if kind == "xlsx":
        from dashboard.report.workbook import to_workbook  # noqa: PLC0415

        return to_workbook(told)
    raise ValueError(f"{kind!r} is none of {', '.join(TYPES)}")
