from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.analysis.targets import STATUSES, status_of, targets
from tests.observed import claim, observed, tiny_catalog

TRANSFERS, STOCK, RANK = "results_transferred_locally", "high_tech_enterprises", "research_city_rank"
TODAY = dt.date(2026, 11, 23)


def judged(*claims: dict[str, str]) -> pd.Series:
    found = targets(observed(*claims), tiny_catalog(), today=TODAY)
    assert len(found) == 1
    return found.iloc[0]


def test_pace_is_observed_growth_over_required_growth() -> None:
    row = judged(
        claim(STOCK, "2020", "1000"),
        claim(STOCK, "2022", "1210"),
        claim(STOCK, "2025", "2000", kind="target", source="plan_2023"),
        claim(STOCK, "2023", "1331", source="congress_2024"),
    )
    assert (row["base_period"], row["outcome_period"]) == ("2022", "2023")
    assert row["observed_growth"] == pytest.approx(10)
    assert row["required_growth"] == pytest.approx(((2000 / 1210) ** (1 / 3) - 1) * 100)
    assert row["pace"] == pytest.approx(row["observed_growth"] / row["required_growth"])
    assert row["target_status"] == "limited"
    assert row["gap"] == 669
    assert row["closed"]


@pytest.mark.parametrize(
    ("pace", "status"), [(2, "on_track"), (0.95, "on_track"), (0.94, "needs_acceleration"), (0.6, "needs_acceleration"),
                         (0.59, "limited"), (0, "limited"), (-0.01, "deteriorating")],
)  # fmt: skip
def test_the_cut_points_are_those_of_the_method(pace: float, status: str) -> None:
    assert status_of(pace) == status
    assert status in STATUSES


def test_a_value_without_a_year_may_only_say_that_the_target_is_reached() -> None:
    dated = [claim(TRANSFERS, "2020", "560"), claim(TRANSFERS, "2023", "2050")]
    target = claim(TRANSFERS, "2025", "4000", qualifier="at_least", kind="target", source="plan_2023")
    reached = judged(*dated, target, claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least"))
    assert (reached["target_status"], reached["outcome_undated"], reached["outcome_period"]) == ("achieved", True, "2025-11-19")
    below = judged(*dated, target, claim(TRANSFERS, "2025-11-19", "3000", qualifier="at_least"))
    assert (below["target_status"] != "achieved", below["outcome_period"]) == (True, "2023")


def test_a_hedge_below_the_target_does_not_reach_it() -> None:
    row = judged(claim(STOCK, "2025", "3000", qualifier="at_least"), claim(STOCK, "2025", "3300", kind="target"))
    assert row["target_status"] == ""
    assert row["why_no_status"] == "no_base"


def test_an_old_peak_does_not_reach_a_later_target() -> None:
    row = judged(
        claim(STOCK, "2018", "300"), claim(STOCK, "2022", "100"), claim(STOCK, "2025", "200", kind="target", source="plan_2023")
    )
    assert row["target_status"] != "achieved"


def test_a_rank_reaches_its_target_from_below() -> None:
    row = judged(claim(RANK, "2023", "31"), claim(RANK, "2024", "24"), claim(RANK, "2025", "25", kind="target"))
    assert row["target_status"] == "achieved"


def test_a_part_of_the_year_shows_progress_and_the_time_gone_but_no_pace() -> None:
    row = judged(
        claim(TRANSFERS, "2024-01/2024-06", "150", period_type="year_to_date"), claim(TRANSFERS, "2024", "300", kind="target"),
        claim(TRANSFERS, "2023", "200"),
    )  # fmt: skip
    assert (row["outcome_period"], row["progress"]) == ("2023", 50)
    assert row["time_progress"] == pytest.approx(182 / 366 * 100)


def test_what_is_only_expected_reaches_no_target() -> None:
    row = judged(
        claim(STOCK, "2022", "70"),
        claim(STOCK, "2023", "108"),
        claim(STOCK, "2023-12-31", "138", kind="expected", source="plan_2023"),
        claim(STOCK, "2023", "138", kind="target"),
    )
    assert (row["outcome"], row["outcome_period"]) == (108, "2023")
    assert row["target_status"] != "achieved"
