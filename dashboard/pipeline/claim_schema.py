"""The Pandera schema of authored claims."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    # Pandera looks for PySpark, which where installed warns about a pandas that we do not use with it.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

from dashboard.changes import STATED_UNITS
from dashboard.claims import KINDS, PERIOD_TYPES
from dashboard.intervals import QUALIFIERS

__all__ = ["SchemaErrors", "authored_schema"]

_NUMBER = r"-?\d+(\.\d+)?"


def authored_schema(catalog_ids: dict[str, set[str]]) -> pa.DataFrameSchema:
    """Return the schema of authored claims, every column text, empty where not stated.

    ``catalog_ids`` holds the known ``indicator``, ``place``, ``source`` and ``unit`` names. Each check's ``error`` is the
    remedy shown to the author.
    """
    empty = {""}

    def one_of(values: set[str] | tuple[str, ...], remedy: str) -> pa.Column:
        return pa.Column(None, pa.Check.isin(sorted(values), error=remedy))

    number = pa.Check.str_matches(
        rf"^(|{_NUMBER})$", error="Write a plain decimal number, such as 2050 or -3.5, without separators"
    )
    exponent = pa.Check.str_matches(r"^(|-?\d{1,2})$", error="Write the power of ten of the printed unit, such as 8 for 亿元")
    return pa.DataFrameSchema(
        {
            "indicator": one_of(
                catalog_ids["indicator"], "Use an id from data/catalog/indicators, or add the indicator there first"
            ),
            "place": one_of(catalog_ids["place"], "Use an id from data/catalog/places, or add the place there first"),
            "period_type": one_of(empty | set(PERIOD_TYPES), f"Use one of {', '.join(PERIOD_TYPES)}, or leave it empty"),
            "value": pa.Column(None, number),
            "qualifier": one_of(empty | set(QUALIFIERS), f"Use one of {', '.join(QUALIFIERS)}, or leave it empty"),
            "unit": one_of(
                empty | catalog_ids["unit"], "Use a printed form from data/catalog/units.yml, or add it there first"
            ),
            "unit_mult": pa.Column(None, exponent),
            "change": pa.Column(None, number),
            "change_qualifier": one_of(empty | set(QUALIFIERS), f"Use one of {', '.join(QUALIFIERS)}, or leave it empty"),
            "change_unit": one_of(empty | set(STATED_UNITS), f"Use one of {', '.join(STATED_UNITS)}"),
            "kind": one_of(set(KINDS), f"Use one of {', '.join(KINDS)}"),
            "source": one_of(catalog_ids["source"], "Use an id from data/catalog/sources, or add the source there first"),
        }
    )
