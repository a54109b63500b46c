"""A small world to check: authored rows of claims go in, hits come out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog, Indicator, Place, Source
from dashboard.catalog.catalog import SECTIONS
from dashboard.catalog.files import CatalogReading, read_catalog
from dashboard.catalog.rules import Relation
from dashboard.checks import run_checks
from dashboard.claims import AUTHORED
from dashboard.pipeline.harmonize import harmonize
from dashboard.store import observe

TINY = Path(__file__).parents[1] / "tiny" / "catalog"
TODAY = dt.date(2026, 1, 1)
GDP = {"unit": "yuan", "measure": "level", "accumulation": "flow"}
SHARE = {"unit": "percent", "measure": "rate", "accumulation": "flow"}
COUNT = {"unit": "item", "measure": "count", "accumulation": "flow"}
EXTRA = {
    "gdp": GDP,
    "real_gdp": GDP | {"growth_at_constant_prices": True},
    "enterprise_rd": GDP,
    "university_rd": GDP,
    "share_a": SHARE,
    "share_b": SHARE,
    "patents": COUNT | {"release": {"month": 3}},
    "ranking": {
        "unit": "place", "measure": "rank", "accumulation": "stock",
        "breaks": [{"period": "2023", "note": {"zh": "期刊增加。", "en": "More journals."}}],
    },
    "rd_intensity": SHARE | {
        "scopes": {"first_published": {"zh": "首次", "en": "first"}, "revised": {"zh": "修订", "en": "revised"}},
        "vintages": ["first_published", "revised"],
    },
}  # fmt: skip
RELATIONS = {
    "intensity": {"kind": "ratio", "whole": "rd_intensity", "members": ["rd_expenditure", "gdp"], "factor": 100,
                  "scopes": {"rd_intensity": "first_published"}},
    "rd_parts": {"kind": "parts", "whole": "rd_expenditure", "members": ["enterprise_rd", "university_rd"], "exhaustive": True},
    "provinces": {"kind": "places", "members": ["rd_expenditure"], "exhaustive": True, "whole_place": "china",
                  "members_level": "province"},
    "shares": {"kind": "shares", "members": ["share_a", "share_b"]},
}  # fmt: skip
SOURCES = ("one", "two", "three")
TOWNS = tuple(f"town_{n}" for n in range(30))
"""Places that lie in no other, for many histories at once."""


def _named(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def _catalog() -> Catalog:
    tiny = read_catalog(TINY)
    sections: dict[str, dict[str, Any]] = {name: dict(getattr(tiny, name)) for name in SECTIONS}
    for key, fields in EXTRA.items():
        text = {"name": _named(key), "definition": _named(key), "theme": "transfer", "better": "up"}
        sections["indicators"][key] = Indicator.model_validate({"id": key, **text, **fields})
    for key in ("liaoning", "heilongjiang"):
        fields = {"name": _named(key), "level": "province", "parent": "china"}
        sections["places"][key] = Place.model_validate({"id": key, **fields})
    for key in TOWNS:
        sections["places"][key] = Place.model_validate({"id": key, "name": _named(key), "level": "district"})
    for n, key in enumerate(SOURCES):
        fields = {"publisher": _named(key), "title": _named(key), "grade": "official", "published": f"2025-0{n + 1}-01"}
        sections["sources"][key] = Source.model_validate({"id": key, **fields})
    copies = {"first_copy": "2025-05-01", "second_copy": "2025-05-03"}
    for key, day in copies.items():
        fields = {"publisher": _named(key), "title": _named(key), "grade": "repost", "published": day}
        sections["sources"][key] = Source.model_validate({"id": key, **fields})
    fields = {"publisher": _named("told twice"), "title": _named("told twice"), "grade": "repost", "release": "one"}
    sections["sources"]["copy_of_one"] = Source.model_validate({"id": "copy_of_one", **fields, "published": "2025-01-02"})
    sections["relations"] = {
        key: Relation.model_validate({"id": key, "name": _named(key), **fields}) for key, fields in RELATIONS.items()
    }
    return Catalog.of(sections)


CATALOG = _catalog()


def claim(indicator: str, period: str, value: str = "", **cells: str) -> dict[str, str]:
    """Return an authored row: a place of changchun, the unit of the indicator and the source ``one`` unless told."""
    unit = {"item": "项", "yuan": "亿元", "percent": "%", "place": "位"}[CATALOG.indicators[indicator].unit]
    row = dict.fromkeys(AUTHORED, "") | {"place": "changchun", "kind": "actual", "source": "one", "unit": unit}
    return row | {"indicator": indicator, "period": period, "value": value} | cells


def stored(rows: list[dict[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the stored claims of authored rows, and their observations; refuses rows with a fault."""
    frame = pd.DataFrame(rows, columns=list(AUTHORED)).astype("str").assign(file="test.csv", row=range(2, len(rows) + 2))
    claims, faults = harmonize(frame, CatalogReading(CATALOG, (), frozenset(), frozenset()))
    assert not faults, "\n".join(map(str, faults))
    return claims, observe(claims, CATALOG)


def hits_of(rows: list[dict[str, str]], *, today: dt.date = TODAY) -> pd.DataFrame:
    """Return what the checks find in authored rows."""
    claims, observations = stored(rows)
    return run_checks(claims, observations, CATALOG, today=today)


def ids_of(rows: list[dict[str, str]]) -> list[str]:
    """Return the checks that hit, in order."""
    return list(hits_of(rows)["check"])
