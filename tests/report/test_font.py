"""The font of the PDF has every character that the project's data may need."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from dashboard.report.pdf import FONTS
from dashboard.report.words import SHAPES, WORDS
from dashboard.store import Store
from dashboard.text.statements import ARROWS

_MOST_BYTES = 6 * 2**20


@pytest.fixture(scope="module", params=["Regular", "Bold"])
def characters(request: pytest.FixtureRequest) -> set[int]:
    return set(TTFont(FONTS / f"NotoSansCJKsc-{request.param}-subset.otf").getBestCmap())


def test_it_has_all_of_gb_2312(characters: set[int]) -> None:
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    wanted = {ord(letter) for pair in pairs for letter in pair.decode("gb2312", errors="ignore")}
    assert len(wanted) == 7445
    assert not {chr(code) for code in wanted - characters}


def test_it_has_every_character_of_the_snapshot_and_of_the_briefing(characters: set[int], shipped: Store) -> None:
    claims = shipped.claims()
    authored = (
        (shipped.folder / "catalog.json").read_text(encoding="utf-8")
        + "".join(claims["note"])
        + "".join(claims["printed"].dropna())
    )
    fixed = "".join(text for pair in WORDS.values() for text in pair) + "".join(SHAPES.values()) + "".join(ARROWS.values())
    wanted = {letter for letter in authored + fixed if ord(letter) >= 0x20}
    assert not wanted - {chr(code) for code in characters}


def test_fonts_and_licence_travel_together_and_stay_small() -> None:
    files = list(Path(FONTS).iterdir())
    assert sum(path.stat().st_size for path in files) < _MOST_BYTES
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
