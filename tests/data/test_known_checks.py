"""Arithmetic on carried claims whose outcome is known beforehand."""

import csv
from pathlib import Path

import pytest

from dashboard.catalog.files import read_catalog
from dashboard.changes import applied, implied_base
from dashboard.intervals import Interval, printed_interval

CLAIMS = Path(__file__).parents[2] / "data" / "claims"
SOURCES = {"changchun_five_year_review_2025_11", "changchun_city_congress_2024_01", "changchun_action_plan_2023_08"}


def read(name: str) -> list[dict[str, str]]:
    with (CLAIMS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def changchun() -> list[dict[str, str]]:
    return read("changchun.csv")


def claim(rows: list[dict[str, str]], indicator: str, period: str, kind: str = "actual") -> dict[str, str]:
    found = [
        row
        for row in rows
        if (row["indicator"], row["place"], row["period"], row["kind"]) == (indicator, "changchun", period, kind)
        and row["source"] in SOURCES
    ]
    assert len(found) == 1
    return found[0]


def level(row: dict[str, str]) -> Interval:
    return printed_interval(row["value"], row["qualifier"] or "exact", int(row["unit_mult"]))


def test_2050_at_141_percent_more_implies_850_6_for_the_year_before(changchun):
    row = claim(changchun, "results_transferred_locally", "2023")
    assert (row["value"], row["change"], row["change_unit"], row["change_base"]) == ("2050", "141", "percent", "2022")
    base = implied_base(level(row), printed_interval(row["change"]), row["change_unit"])
    assert base.low < 850.6 < base.high
    assert base.width < 5


@pytest.mark.parametrize(
    "indicator",
    [
        "results_transferred_locally",
        "high_tech_enterprises",
        "technology_smes",
        "rd_expenditure",
        "high_value_patents_per_10000",
    ],
)
def test_the_growth_stated_since_2020_fits_the_two_levels(changchun, indicator):
    start, end = claim(changchun, indicator, "2020"), claim(changchun, indicator, "2025-11-19")
    assert end["change_base"] == "2020"
    growth = printed_interval(end["change"], end["change_qualifier"] or "exact")
    expected = applied(level(start), growth, end["change_unit"])
    assert expected.meets(level(end))


def test_six_times_more_is_seven_times_as_much(changchun):
    start, end = (claim(changchun, "results_transferred_locally", period) for period in ("2020", "2025-11-19"))
    assert (end["change"], end["change_unit"], end["qualifier"]) == ("6", "times", "at_least")
    assert float(start["value"]) * (1 + float(end["change"])) <= 4000


def test_the_goal_for_2025_is_a_target_and_no_outcome(changchun):
    row = claim(changchun, "results_transferred_locally", "2025", "target")
    assert (row["value"], row["qualifier"]) == ("4000", "at_least")
    outcomes = [r for r in changchun if r["indicator"] == row["indicator"] and r["period"] == "2025" and r["kind"] != "target"]
    assert outcomes == []


def test_the_provincial_count_is_never_taken_for_the_city_count():
    catalog = read_catalog(CLAIMS.parent / "catalog")
    assert "provincial_count" in catalog.indicators["results_transferred_locally"].scopes
    scopes = {row["scope"] for row in read("jilin.csv") if row["indicator"] == "results_transferred_locally"}
    assert scopes == {"provincial_count"}
