"""What is missing is told apart by why it is missing."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.completeness import CELLS, STATES, completeness, matrix
from dashboard.analysis.freshness import FRESHNESS, freshness
from dashboard.catalog import Catalog, Indicator
from tests.checks.world import CATALOG, claim, stored

TODAY = dt.date(2025, 2, 1)


def cells(rows: list[dict[str, str]], **options: object) -> pd.DataFrame:
    frame = completeness(stored(rows)[1], CATALOG, today=TODAY, years=range(2022, 2025), **options)
    return frame.set_index(["indicator", "place", "year"])["state"]


ROWS = [
    claim("patents", "2022", "10"),
    claim("patents", "2023", "12", place="jilin", change="20", change_unit="percent", change_base="2022"),
]


def test_a_year_that_others_have_was_not_collected_and_one_that_nobody_has_is_unknown() -> None:
    state = cells(ROWS)
    assert state["patents", "changchun", 2022] == "published"
    assert state["patents", "changchun", 2023] == "not_collected"
    assert cells(ROWS[:1])["patents", "changchun", 2023] == "unknown"


def test_a_value_that_only_follows_from_another_is_derived() -> None:
    assert cells(ROWS)["patents", "jilin", 2022] == "derived"


def test_a_year_is_not_yet_released_until_the_month_of_release_has_passed() -> None:
    rows = [*ROWS, claim("gdp", "2022", "1")]
    assert cells(rows)["patents", "changchun", 2024] == "not_yet_released"
    later = completeness(stored(rows)[1], CATALOG, today=dt.date(2025, 4, 1), years=[2024, 2025])
    state = later.set_index(["indicator", "place", "year"])["state"]
    assert state["patents", "changchun", 2024] == "unknown"
    assert state["gdp", "changchun", 2024] == "unknown"
    assert state["gdp", "changchun", 2025] == "not_yet_released"


def test_an_indicator_that_has_no_meaning_for_a_level_does_not_apply() -> None:
    ranking = CATALOG.indicators["ranking"].model_copy(update={"applies_to": ("city",)})
    indicators: dict[str, Indicator] = {**CATALOG.indicators, "ranking": ranking}
    catalog = Catalog.of({**{name: getattr(CATALOG, name) for name in Catalog.model_fields}, "indicators": indicators})
    rows = [claim("ranking", "2022", "3"), claim("gdp", "2022", "9", place="jilin")]
    frame = completeness(stored(rows)[1], catalog, today=TODAY, years=[2022], indicators=["ranking"])
    assert dict(zip(frame["place"], frame["state"], strict=True)) == {"changchun": "published", "jilin": "does_not_apply"}


def test_the_matrix_counts_every_cell_once() -> None:
    frame = completeness(stored(ROWS)[1], CATALOG, today=TODAY, years=range(2022, 2025))
    assert tuple(frame.columns) == CELLS
    counted = matrix(frame, "year")
    assert counted[list(STATES)].to_numpy().sum() == len(frame)
    assert dict(zip(counted["year"], counted["share"], strict=True)) == {2022: 1.0, 2023: 0.5, 2024: 0.0}


def test_a_series_is_overdue_on_the_day_after_its_customary_release() -> None:
    observations = stored([claim("patents", "2023", "10"), claim("gdp", "2023", "10")])[1]
    on_time = freshness(observations, CATALOG, today=dt.date(2025, 3, 31))
    assert tuple(on_time.columns) == FRESHNESS
    assert not on_time["overdue"].any()
    late = freshness(observations, CATALOG, today=dt.date(2025, 4, 10)).set_index("indicator")
    assert (late.loc["patents", "overdue"], late.loc["patents", "days_overdue"]) == (True, 10)
    assert late.loc["patents", "next_period"] == "2024"
    assert not late.loc["gdp", "overdue"]
    assert pd.isna(late.loc["gdp", "expected_release"])


def test_half_of_a_year_does_not_make_the_year_released() -> None:
    rows = [claim("patents", "2023", "10"), claim("patents", "2024-H1", "6")]
    assert freshness(stored(rows)[1], CATALOG, today=dt.date(2025, 4, 10))["latest"].tolist() == ["2023"]


def test_vintages_of_one_number_are_fresh_together() -> None:
    rows = [
        claim("rd_intensity", "2023", "2.0", scope="revised"),
        claim("rd_intensity", "2024", "2.1", scope="first_published", source="two"),
    ]
    assert freshness(stored(rows)[1], CATALOG, today=TODAY)["latest"].tolist() == ["2024"]
