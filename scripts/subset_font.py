"""Makes the two fonts of the briefing from Noto Sans CJK, so that a PDF shows Chinese on a machine without Chinese fonts.

Run once, by hand, where Noto Sans CJK is installed and fontTools is there:
``python scripts/subset_font.py /usr/share/fonts/opentype/noto dashboard/report/fonts``. The results are kept in the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "Noto Sans CJK SC"
FEATURES = ["kern", "liga", "ccmp", "mark", "mkmk", "tnum", "pnum", "halt", "palt", "chws"]
"""No ``locl``: it would bring the Japanese, Korean and Taiwan forms of the same characters, and double the size."""
BLOCKS = (
    (0x0020, 0x017F), (0x0370, 0x03FF), (0x0400, 0x045F), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x266F),
    (0x3000, 0x30FF), (0xFF00, 0xFFEF),
)  # fmt: skip
"""Latin, Greek and Cyrillic, punctuation, currencies, letterlike and mathematical signs, shapes, kana, full-width forms."""


def gb2312() -> set[int]:
    """Return every character of GB/T 2312-1980."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs for text in pair.decode("gb2312", errors="ignore")}


def characters(words: Path) -> set[int]:
    """Return what the font must hold: GB/T 2312, the blocks, and whatever the authored data under ``words`` use."""
    authored = {
        ord(letter)
        for path in sorted(words.rglob("*"))
        if path.suffix in {".yml", ".csv"}
        for letter in path.read_text(encoding="utf-8")
    }
    blocks = {code for first, last in BLOCKS for code in range(first, last + 1)}
    return gb2312() | blocks | {code for code in authored if code >= 0x20}


def main(installed: Path, target: Path) -> None:
    """Write both weights into ``target``."""
    wanted = characters(Path(__file__).resolve().parents[1] / "data")
    for weight in ("Regular", "Bold"):
        collection = TTCollection(installed / f"NotoSansCJK-{weight}.ttc")
        font = next(font for font in collection.fonts if font["name"].getDebugName(1) == FAMILY)
        options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=["*"], name_languages=[0x409])
        options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "BASE"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.save(target / f"NotoSansCJKsc-{weight}-subset.otf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
