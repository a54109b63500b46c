"""What the pages compute from the cells of a register: flows, cohorts, groups of places, and the published figure traced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.register import Register

TRANSFERRED, LOCALLY = "register_results_transferred", "register_results_transferred_locally"
DISCLOSED, VALUE, LAG = "register_results_disclosed", "register_contract_value", "register_time_lag"
FUNDS, TECHNOLOGY, LOCAL_SHARE = "register_funds_invested", "register_technology_value", "register_local_share"
PANELS = {"count": "register_results_transferred_same_panel", "value": "register_contract_value_same_panel"}
MEASURED = {"count": TRANSFERRED, "value": VALUE, "funds": FUNDS}
"""The definition that holds the number of each measure."""
WITHIN = tuple(f"register_conversion_within_{n}_year{'s' * (n > 1)}" for n in (1, 2, 3))
STAGES = (
    "register_evaluated_within_3_years", "register_proof_of_concept_within_3_years", "register_pilot_within_3_years",
    WITHIN[2], "register_in_production_within_3_years",
)  # fmt: skip
"""Stages a result may pass, each as the share of a year's disclosures that came to it within three years."""
QUARTILES = ("first_quartile", "median", "third_quartile")
GROUPS = ("local", "province", "elsewhere", "abroad", "withheld")
Verdict = Literal["fits", "above", "below", "withheld", "no_record"]


@dataclass(frozen=True)
class Traced:
    """A published yearly figure beside the register's count of the same year: ``row`` is the observation."""

    row: Row
    year: int
    counted: float | None
    verdict: Verdict
    difference: float


def years(register: Register, definition: str = TRANSFERRED) -> list[int]:
    """Return the years of which the register has the whole, the newest first."""
    whole = register.of(definition)
    return sorted({int(year) for year in whole.loc[whole["state"] == "complete", "year"]}, reverse=True)


def traced(register: Register, observations: pd.DataFrame, definition: str = LOCALLY) -> list[Traced]:
    """Return each published figure for a whole year beside the register's count, by the interval that the figure stands for.

    ``observations`` are those of the published indicator in the register's place. Targets, figures without a reference year
    and derived ones are left out: they are not statements about a year's records.
    """
    yearly = observations.loc[
        (observations["frequency"] == "A")
        & (observations["kind_class"] == "outcome")
        & (observations["stated_on"] == "")
        & observations["amount"].notna()
        & ~observations["derived"].astype(bool)
    ]
    counts = {int(row["year"]): row for row in rows_of(register.of(definition))}
    rows = rows_of(yearly.sort_values(["period_end", "scope"]))
    return [_traced(row, counts.get(int(row["period"]))) for row in rows]


def _traced(row: Row, cell: Row | None) -> Traced:
    year = int(row["period"])
    if cell is None:
        return Traced(row, year, None, "no_record", 0.0)
    counted = cell["records"]
    if pd.isna(counted):
        return Traced(row, year, None, "withheld", 0.0)
    verdict: Verdict = "fits"
    if not row["low"] <= counted <= row["high"]:
        verdict = "above" if counted > row["high"] else "below"
    return Traced(row, year, float(counted), verdict, float(counted - row["amount"]))


def undated(observations: pd.DataFrame) -> list[Row]:
    """Return the published figures that cannot be traced, because their reference year is not stated."""
    return rows_of(observations.loc[(observations["stated_on"] != "") & observations["amount"].notna()])


def amounts(cells: pd.DataFrame, measure: str) -> pd.Series:
    """Return the number of each cell: how many records (``count``) or yuan (``value``, ``funds``); missing where withheld."""
    return cells["records"] if measure == "count" else cells["value"]


def whole(register: Register, definition: str, year: int) -> float:
    """Return the number of a definition over all records of a year; zero where there are none."""
    found = register.of(definition, year=year)["value"]
    return float(found.iloc[0]) if len(found) and pd.notna(found.iloc[0]) else 0.0


def place_groups(cells: pd.DataFrame, catalog: Catalog, place: str, total: float) -> dict[str, float]:
    """Return a number by where places lie seen from ``place``: in it, in its province, elsewhere, abroad, or withheld.

    ``cells`` are broken down by one column of places, with the number in ``value``; what is withheld, or not stated, is
    ``total`` less what is shown.
    """
    groups = dict.fromkeys(GROUPS, 0.0)
    for code, value in zip(cells["first"], cells["value"], strict=True):
        if code and pd.notna(value):
            groups[_group(str(code), catalog, place)] += float(value)
    return groups | {"withheld": max(total - sum(groups.values()), 0.0)}


def _group(code: str, catalog: Catalog, place: str) -> str:
    if code == "abroad":
        return "abroad"
    above = list(_line(code, catalog))
    if place in above:
        return "local"
    province = catalog.places[place].parent
    if province in above:
        return "province"
    return "elsewhere" if code in catalog.places and catalog.places[code].level != "country" else "abroad"


def _line(code: str, catalog: Catalog) -> list[str]:
    """Return a place and all that it lies in."""
    found: list[str] = []
    current: str | None = code
    while current in catalog.places and current not in found:
        found.append(str(current))
        current = catalog.places[str(current)].parent
    return found


@dataclass(frozen=True)
class Cohort:
    """The results disclosed in a year, and for each stage or span of years how many came to it.

    ``final`` says for each whether the cohort was observed long enough; ``reached`` is None where the number is withheld.
    """

    year: int
    disclosed: float
    reached: tuple[float | None, ...]
    final: tuple[bool, ...]

    def share(self, number: int) -> float | None:
        """Return the per cent that came to one of the stages or were signed within one of the spans."""
        reached = self.reached[number]
        return None if reached is None else reached / self.disclosed * 100


def cohorts_of(register: Register, definitions: Sequence[str]) -> list[Cohort]:
    """Return the cohorts disclosed in whole years, in order of years, as far as ``definitions``, conversions all, tell."""
    within = [{int(row["year"]): row for row in rows_of(register.of(name))} for name in definitions]
    whole = register.of(DISCLOSED)
    rows = rows_of(whole.loc[(whole["state"] == "complete") & whole["records"].notna()])
    return [
        Cohort(
            int(row["year"]),
            float(row["records"]),
            tuple(_reached(cells.get(int(row["year"]))) for cells in within),
            tuple(_is_final(cells.get(int(row["year"]))) for cells in within),
        )
        for row in rows
    ]


def _reached(cell: Row | None) -> float | None:
    return None if cell is None or pd.isna(cell["part"]) else float(cell["part"])


def _is_final(cell: Row | None) -> bool:
    return cell is not None and cell["state"] == "complete"


def withheld(cells: pd.DataFrame) -> int:
    """Return how many cells are suppressed."""
    return int((cells["suppressed"] != "").sum())


def crossed(register: Register, definition: str, column: str) -> dict[str, str]:
    """Return the breakdowns of a definition by this column and another, each with the other column's name."""
    known = register.cells.loc[register.cells["definition"] == definition, "breakdown"].unique()
    pairs = {name: name.split(",") for name in sorted(known) if "," in name}
    return {name: next(one for one in two if one != column) for name, two in pairs.items() if column in two}
