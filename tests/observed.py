"""Observations of the small catalog, made of claims as an author would write them."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.catalog.files import CatalogReading, read_catalog
from dashboard.claims import AUTHORED
from dashboard.pipeline.harmonize import harmonize
from dashboard.store import observe

from .authored import TINY

UNITS = {"rd_expenditure": "亿元", "rd_intensity": "%", "research_city_rank": "位"}


@lru_cache(maxsize=1)
def tiny_catalog() -> Catalog:
    """Return the small catalog."""
    return read_catalog(TINY / "catalog")


def claim(indicator: str, period: str, value: str = "", **more: str) -> dict[str, str]:
    """Return one authored claim about Changchun unless ``more`` says otherwise."""
    told = {"place": "changchun", "unit": UNITS.get(indicator, "项"), "kind": "actual", "source": "review_2025"}
    empty = dict.fromkeys(AUTHORED, "")
    return empty | told | {"indicator": indicator, "period": period, "value": value} | more


def stored(*claims: dict[str, str], catalog: Catalog | None = None) -> pd.DataFrame:
    """Return the claims as they are stored."""
    rows = pd.DataFrame(list(claims)).assign(file="city.csv", row=range(2, len(claims) + 2))
    found, faults = harmonize(rows, CatalogReading(catalog or tiny_catalog(), (), frozenset(), frozenset()))
    assert not faults, faults
    return found


def observed(*claims: dict[str, str], catalog: Catalog | None = None) -> pd.DataFrame:
    """Return what the claims resolve to."""
    return observe(stored(*claims, catalog=catalog), catalog or tiny_catalog())
