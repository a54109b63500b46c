"""The briefing as PDF: one page and an annex, tagged (PDF/UA-1), with its fonts inside; set by Typst, without a browser."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
from importlib import resources
from pathlib import Path
from typing import Any, Final

import segno
import typst

from dashboard.analysis.profile import FEWEST_PEERS
from dashboard.report.chart_content import Chart
from dashboard.report.content import Beside, Briefing, Line
from dashboard.report.drawing import drawing
from dashboard.report.tables import closing, footing
from dashboard.report.words import WORDS, word
from dashboard.text.statements import ARROWS

_FOLDER = Path(str(resources.files("dashboard.report")))
FONTS = _FOLDER / "fonts"
STANDARD: Final = "ua-1"
_LANGUAGE = {"zh": ("zh", "cn"), "en": ("en", "gb")}
_MISSING_GLYPH = "could not be displayed"
_LATIN_END = 0x180
MISSING_TYPE = "〓"
CHANGES_ON_PAGE = 6
BESIDE_ON_PAGE = 4


def to_pdf(told: Briefing) -> bytes:
    """Return the briefing as a tagged PDF.

    Only the fonts of the package are used. Where the catalog names something in a script they lack, the machine's fonts
    serve too; a character that no font has becomes 〓, the printers' sign for a missing type.
    """
    answer = json.dumps(_setting(told), ensure_ascii=False)
    for text, system in ((answer, False), (answer, True)):
        try:
            return _compiled(text, system=system)
        except typst.TypstError as error:
            if _MISSING_GLYPH not in error.message:
                raise
    return _compiled("".join(letter if _surely_there(letter) else MISSING_TYPE for letter in answer), system=False)


def _surely_there(letter: str) -> bool:
    """Return whether the package's own font has a character: GB/T 2312, and European letters and signs."""
    return ord(letter) < _LATIN_END or len(letter.encode("gb2312", errors="ignore")) > 0


def _compiled(answer: str, *, system: bool) -> bytes:
    made = typst.compile(
        str(_FOLDER / "briefing.typ"),
        font_paths=[str(FONTS)],
        ignore_system_fonts=not system,
        sys_inputs={"briefing": answer},
        pdf_standards=[STANDARD],
        format="pdf",
        timestamp=dt.datetime(2000, 1, 1, tzinfo=dt.UTC),  # the same briefing gives the same bytes
    )
    return bytes(made)


def _setting(told: Briefing) -> dict[str, Any]:
    """Return everything the template sets, as plain values."""
    lang, region = _LANGUAGE[told.lang]
    rest = sum(not row.first for row in told.targets)
    more = len(told.changes) - CHANGES_ON_PAGE
    words = {key: pair[told.lang != "zh"] for key, pair in WORDS.items()}
    words |= {
        "no_data_note": word("no_data_note", told.lang, place=told.place),
        "changes": word("changes", told.lang, day=told.changes_since),
        "changes_none": word("changes_none", told.lang, day=told.changes_since),
        "qr": word("qr", told.lang, link=told.link),
        "standing_none": word("standing_none", told.lang, least=FEWEST_PEERS),
    }
    return {
        **{
            name: getattr(told, name)
            for name in ("title", "data_through", "as_of", "synthetic", "changes_since", "link", "empty", "without_figures")
        },
        "lang": lang,
        "region": region,
        "author": word("author", told.lang),
        "description": " ".join(line.text for line in told.summary) or told.title,
        "words": words,
        "footer": footing(told),
        "qr": _qr(told.link) if told.scannable else "",
        **{
            name: [_line(line, told) for line in getattr(told, name)]
            for name in ("summary", "targets_summary", "strengths", "weaknesses", "watch", "changes", "caveats")
        },
        "key_figures": [
            _linked(row, told, link=row.observations[0], later_link=row.observations[-1])
            | {"arrow": ARROWS.get(row.direction, "")}
            for row in told.key_figures
        ],
        "targets": [_linked(row, told, link=row.observations[0], outcome_link=row.seen) for row in told.targets],
        "standing": [_linked(row, told, link=row.observation, best_link=row.best_observation) for row in told.standing],
        "beside": [_beside(entry, told) for entry in told.beside[:BESIDE_ON_PAGE]],
        "figures": [_linked(row, told, link=row.observation) for row in told.figures],
        "sources": [dataclasses.asdict(row) for row in told.sources],
        "changes_on_page": CHANGES_ON_PAGE,
        "changes_rest": word("changes_rest", told.lang, n=more) if more > 0 else "",
        "targets_rest": word("targets_rest", told.lang, n=rest) if rest else "",
        "chart": _chart(told.chart, told) if told.chart else None,
        "closing": closing(told),
    }


def _beside(entry: Beside, told: Briefing) -> dict[str, Any]:
    ends = {name: _linked(value, told, link=value.observation) for name, value in (("own", entry.own), ("best", entry.best))}
    return {"name": entry.name, "covered": entry.covered, "sources": entry.sources, **ends}


def _linked(row: Any, told: Briefing, **observations: str) -> dict[str, Any]:
    """Return a row as plain values, with the addresses of the evidence that its numbers open."""
    return dataclasses.asdict(row) | {name: told.evidence_of(key) for name, key in observations.items()}


def _line(line: Line, told: Briefing) -> dict[str, Any]:
    runs = [{"text": text, "link": told.evidence_of(observation)} for text, observation in line.runs]
    return {"runs": runs, "sources": line.sources}


def _chart(chart: Chart, told: Briefing) -> dict[str, Any]:
    return {
        **{name: getattr(chart, name) for name in ("headline", "subtitle", "description", "name")},
        "svg": drawing(chart),
        "rows": [
            {"cells": [point.when, point.text, chart.kinds[point.kind]], "link": told.evidence_of(point.observation)}
            for point in chart.points
        ],
    }


def _qr(link: str) -> str:
    buffer = io.BytesIO()
    segno.make(link, error="m").save(buffer, kind="svg", border=2, xmldecl=False, svgns=True)
    return buffer.getvalue().decode()
