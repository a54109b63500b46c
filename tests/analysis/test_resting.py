"""Which publications a number rests on."""

from __future__ import annotations

import pytest

from dashboard.analysis.resting import RESTING, resting, resting_on
from tests.checks.world import claim, stored


def pairs(rows: list[dict[str, str]]) -> set[tuple[str, str, str]]:
    claims, observations = stored(rows)
    found = resting(observations, claims)
    assert tuple(found.columns) == RESTING
    return set(zip(found["id"].str.split(":").str[2], found["source"], found["role"], strict=True))


def test_a_number_rests_on_the_source_that_won_and_not_on_the_one_that_lost() -> None:
    assert pairs([claim("gdp", "2023", "100"), claim("gdp", "2023", "110", source="two")]) == {("2023", "two", "value")}


def test_a_derived_number_rests_on_the_source_of_the_claim_it_follows_from() -> None:
    grown = claim("gdp", "2023", "110", change="10", change_unit="percent", change_base="2022")
    assert pairs([grown]) == {("2023", "one", "value"), ("2022", "one", "derived")}


def test_a_number_rests_on_the_source_of_its_change_too() -> None:
    rows = [
        claim("gdp", "2023", "110", change="10", change_unit="percent", change_base="2022"),
        claim("gdp", "2023", "110", source="two"),
    ]
    assert {pair for pair in pairs(rows) if pair[0] == "2023"} == {("2023", "two", "value"), ("2023", "one", "change")}


@pytest.mark.parametrize(("source", "periods"), [("one", {"2022"}), ("two", {"2023"}), ("nobody", set())])
def test_the_numbers_of_a_source_keep_their_columns(source: str, periods: set[str]) -> None:
    claims, observations = stored([claim("gdp", "2022", "90"), claim("gdp", "2023", "100", source="two")])
    found = resting_on(observations, claims, [source])
    assert set(found["period"]) == periods
    assert list(found.columns) == list(observations.columns)
