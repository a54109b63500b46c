"""The sentences of every shipped indicator from the same made-up figures, and the file that holds them as agreed.

``python -m tests.text.golden_sentences`` writes the file anew, to be read through before it is committed.
"""

from __future__ import annotations

from pathlib import Path

from dashboard.analysis.growth import growth
from dashboard.analysis.rows import rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.files import read_catalog
from dashboard.catalog.model import Indicator
from dashboard.text.sentences import change, level, target
from tests.observed import claim, observed

AGREED = Path(__file__).parent / "golden" / "sentences.tsv"
SHIPPED = Path(__file__).resolve().parents[2] / "data" / "catalog"
_FIGURES = {
    "count": ("1234", "2050", "4000"),
    "level": ("135.63", "201.3", "220"),
    "rate": ("2.31", "2.57", "3.0"),
    "ratio": ("5.7", "14.05", "16"),
    "index": ("58.24", "59.71", "60"),
    "rank": ("31", "27", "20"),
}
"""Of 2022 and 2023 and aimed at for 2025, by measure."""


def sentences() -> dict[tuple[str, str, str], str]:
    """Return the sentences by indicator, kind and language."""
    catalog = read_catalog(SHIPPED)
    found: dict[tuple[str, str, str], str] = {}
    for indicator in catalog.indicators.values():
        found |= _of(indicator, catalog)
    return found


def agreed() -> dict[tuple[str, str, str], str]:
    """Return the sentences of the file."""
    lines = AGREED.read_text(encoding="utf-8").splitlines()
    return {(name, kind, lang): text for name, kind, lang, text in (line.split("\t") for line in lines)}


def _of(indicator: Indicator, catalog: Catalog) -> dict[tuple[str, str, str], str]:
    before, after, aim = _FIGURES[indicator.measure]
    unit = catalog.units[indicator.unit]
    larger = f"{'万' if unit.dimension == 'persons' else '亿'}{unit.name.zh}"
    printed = larger if indicator.measure == "level" and larger in unit.printed else unit.name.zh
    more = {"source": min(catalog.sources), "unit": printed}
    name, hedge = indicator.id, "at_most" if indicator.measure == "rank" else "at_least"
    claims = (
        claim(name, "2022", before, **more),
        claim(name, "2023", after, **more),
        claim(name, "2024", after, qualifier=hedge, change="6", change_unit="times", change_base="2020", **more)
        if indicator.measure in {"count", "level"}
        else claim(name, "2024", after, qualifier=hedge, **more),
        claim(name, "2025", aim, kind="target", **more),
    )
    rows = {row["period"]: row for row in rows_of(growth(observed(*claims, catalog=catalog), catalog))}
    found = {}
    for lang in ("zh", "en"):
        told = {
            "level": level(rows["2023"], catalog, lang),
            "change": change(rows["2023"], catalog, lang),
            "hedged": level(rows["2024"], catalog, lang),
            "hedged_change": change(rows["2024"], catalog, lang),
            "target": target(rows["2025"], rows["2023"], catalog, lang),
        }
        found |= {(name, kind, lang): said.text for kind, said in told.items() if said is not None}
    return found


if __name__ == "__main__":
    AGREED.parent.mkdir(exist_ok=True)
    AGREED.write_text("".join("\t".join((*key, text)) + "\n" for key, text in sentences().items()), encoding="utf-8")
