from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.growth import growth
from dashboard.catalog.model import Break, Text
from tests.observed import claim, observed, tiny_catalog

TRANSFERS, SMES, MONEY, RANK, INTENSITY = (
    "results_transferred_locally", "high_tech_enterprises", "rd_expenditure", "research_city_rank", "rd_intensity",
)  # fmt: skip


def grown(*claims: dict[str, str]) -> pd.DataFrame:
    return growth(observed(*claims), tiny_catalog()).set_index("id")


def test_a_count_changes_in_per_cent_from_the_last_published_value() -> None:
    frame = grown(
        claim(TRANSFERS, "2020", "560"),
        claim(TRANSFERS, "2023", "2050", change="141", change_unit="percent", change_base="2022"),
    )
    row = frame.loc[f"{TRANSFERS}:changchun:2023"]
    assert (row["computed_base"], row["computed_unit"]) == ("2020", "percent")
    assert row["computed_change"] == pytest.approx((2050 / 560 - 1) * 100)
    assert row["computed_low"] < row["computed_change"] < row["computed_high"]
    assert row["computed_base_id"] == f"{TRANSFERS}:changchun:2020"


def test_a_derived_base_never_confirms_the_change_it_was_derived_from() -> None:
    frame = grown(claim(TRANSFERS, "2023", "2050", change="141", change_unit="percent", change_base="2022"))
    assert frame.loc[f"{TRANSFERS}:changchun:2022", "derived"]
    assert frame.loc[f"{TRANSFERS}:changchun:2023", "reason"] == "first"


def test_a_rate_changes_in_points_and_a_rank_in_places_towards_the_first() -> None:
    rate = grown(claim(INTENSITY, "2018", "0.76", scope="revised"), claim(INTENSITY, "2019", "1.02", scope="revised"))
    assert rate["computed_change"].iloc[-1] == pytest.approx(0.26)
    assert rate["computed_unit"].iloc[-1] == "percentage_points"
    rank = grown(claim(RANK, "2022", "35"), claim(RANK, "2023", "31"))
    assert (rank["computed_change"].iloc[-1], rank["computed_unit"].iloc[-1]) == (4, "places")


def test_scopes_and_stretches_of_time_are_never_mixed() -> None:
    frame = grown(
        claim(INTENSITY, "2018", "0.76", scope="first_published"),
        claim(INTENSITY, "2019", "1.27", scope="revised"),
        claim(TRANSFERS, "2022-H1", "100"),
        claim(TRANSFERS, "2022", "300"),
        claim(TRANSFERS, "2023-H1", "150"),
    )
    assert not frame.loc[f"{INTENSITY}:changchun:2019;scope=revised", "comparable"]
    assert frame.loc[f"{TRANSFERS}:changchun:2023-H1", "computed_base"] == "2022-H1"
    assert frame.loc[f"{TRANSFERS}:changchun:2022", "reason"] == "first"


def test_hedged_undated_target_and_expected_values_have_no_growth_and_bear_none() -> None:
    frame = grown(
        claim(TRANSFERS, "2020", "560"),
        claim(TRANSFERS, "2021", "700", qualifier="at_least"),
        claim(TRANSFERS, "2022", "800", kind="expected"),
        claim(TRANSFERS, "2023", "2050"),
        claim(TRANSFERS, "2025-11-19", "3000"),
        claim(TRANSFERS, "2025", "4000", kind="target"),
    )
    reasons = frame["reason"].to_dict()
    assert reasons[f"{TRANSFERS}:changchun:2021"] == "hedged"
    assert reasons[f"{TRANSFERS}:changchun:2025-11-19"] == "undated"
    assert reasons[f"{TRANSFERS}:changchun:2025;target"] == "target"
    assert frame.loc[f"{TRANSFERS}:changchun:2023", "computed_base"] == "2020"
    assert frame.loc[~frame["comparable"], "computed_change"].isna().all()


def test_nothing_is_compared_across_a_break() -> None:
    catalog = tiny_catalog()
    broken = catalog.indicators[RANK].model_copy(
        update={"breaks": (Break(period="2023", note=Text(zh="期刊变化", en="journals")),)}
    )
    changed = catalog.model_copy(update={"indicators": catalog.indicators | {RANK: broken}})
    frame = growth(observed(*(claim(RANK, year, "30") for year in ("2021", "2022", "2023", "2024"))), changed)
    assert frame["reason"].tolist() == ["first", "", "break", ""]


def test_a_stock_compares_at_any_two_days_and_a_level_from_nothing_changes_absolutely() -> None:
    stock = grown(claim(SMES, "2020", "100"), claim(SMES, "2022-06-30", "150"))
    assert stock["computed_base"].iloc[-1] == "2020"
    nothing = grown(claim(SMES, "2020", "0"), claim(SMES, "2021", "5"))
    assert (nothing["computed_unit"].iloc[-1], nothing["computed_change"].iloc[-1]) == ("absolute", 5)


def test_the_given_frame_stays_as_it_was() -> None:
    frame = observed(claim(TRANSFERS, "2020", "560"), claim(TRANSFERS, "2021", "600"))
    before = frame.copy(deep=True)
    growth(frame, tiny_catalog())
    pd.testing.assert_frame_equal(frame, before)


@settings(deadline=None, max_examples=30)
@given(base=st.integers(1, 10**9), value=st.integers(0, 10**9))
def test_a_computed_growth_leads_from_the_base_to_the_value(base: int, value: int) -> None:
    frame = growth(observed(claim(SMES, "2020", str(base)), claim(SMES, "2021", str(value))), tiny_catalog())
    row = frame.iloc[-1]
    assert row["computed_low"] <= row["computed_change"] <= row["computed_high"]
    assert base * (1 + row["computed_change"] / 100) == pytest.approx(value, rel=1e-9, abs=1e-6)
