"""Targets that are growth: judged by growth of their own base and basis, or told not to be judgeable and why."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.analysis.rows import rows_of
from dashboard.analysis.targets import REASONS, targets
from dashboard.catalog import Catalog
from dashboard.store import observe
from dashboard.text.growth_targets import growth_outcome, growth_pace
from tests.observed import claim, stored, tiny_catalog

STOCK, MONEY, INTENSITY, RANK = "high_tech_enterprises", "rd_expenditure", "rd_intensity", "research_city_rank"
TODAY = dt.date(2026, 11, 23)


def _real() -> Catalog:
    """Return a catalog in which growth of the money level is at constant prices, as that of GDP is."""
    catalog = tiny_catalog()
    entry = catalog.indicators[MONEY].model_copy(update={"growth_at_constant_prices": True})
    return catalog.model_copy(update={"indicators": catalog.indicators | {MONEY: entry}})


def _all(*claims: dict[str, str], catalog: Catalog | None = None, today: dt.date = TODAY) -> pd.DataFrame:
    known = stored(*claims, catalog=catalog)
    return targets(observe(known, catalog or tiny_catalog()), catalog or tiny_catalog(), today=today, claims=known)


def _one(*claims: dict[str, str], catalog: Catalog | None = None, today: dt.date = TODAY) -> pd.Series:
    found = _all(*claims, catalog=catalog, today=today)
    assert len(found) == 1
    return found.iloc[0]


def _aim(indicator: str, period: str, change: str, base: str, **more: str) -> dict[str, str]:
    unit = more.pop("change_unit", "percent")
    return claim(indicator, period, "", change=change, change_unit=unit, change_base=base, kind="target", **more)


def _grew(indicator: str, period: str, change: str, base: str, **more: str) -> dict[str, str]:
    return claim(indicator, period, more.pop("value", ""), change=change, change_unit="percent", change_base=base, **more)


def test_published_growth_of_the_same_year_and_base_judges_a_target_and_the_gap_is_in_percentage_points() -> None:
    row = _one(_aim(MONEY, "2024", "6", "2023"), _grew(MONEY, "2024", "5.2", "2023"), catalog=_real())
    assert (row["growth_observed"], row["growth_how"]) == (5.2, "published")
    assert row["growth_gap"] == pytest.approx(0.8)
    assert (row["fell_short"], row["target_status"]) == (True, "needs_acceleration")
    assert row["pace"] == pytest.approx(5.2 / 6)
    assert row["growth_inputs"] == row["outcome_id"] == f"{MONEY}:changchun:2024"


def test_growth_that_a_source_prints_counts_as_printed() -> None:
    row = _one(_aim(MONEY, "2024", "6", "2023"), _grew(MONEY, "2024", "6.0", "2023"), catalog=_real())
    assert (row["target_status"], row["why_no_status"]) == ("achieved", "")


def test_an_open_year_falls_short_of_nothing() -> None:
    row = _one(_aim(MONEY, "2024", "6", "2023"), _grew(MONEY, "2024", "5.2", "2023"), today=dt.date(2024, 12, 1))
    assert (row["fell_short"], row["closed"]) == (False, False)


def test_a_real_target_is_never_held_against_growth_of_nominal_levels() -> None:
    row = _one(
        _aim(MONEY, "2024", "6", "2023"),
        claim(MONEY, "2023", "100.0", unit_mult="8"),
        claim(MONEY, "2024", "120.0", unit_mult="8"),
        catalog=_real(),
    )
    assert (row["target_status"], row["why_no_status"]) == ("", "growth_at_current_prices")
    assert pd.isna(row["growth_observed"])


def test_growth_of_levels_judges_a_target_in_their_own_terms() -> None:
    row = _one(
        _aim(MONEY, "2024", "10", "2023", change_qualifier="at_least"),
        claim(MONEY, "2023", "100.0", unit_mult="8"),
        claim(MONEY, "2024", "120.0", unit_mult="8"),
    )
    assert (row["target_status"], row["growth_how"]) == ("achieved", "computed")
    assert row["growth_observed"] == pytest.approx(20)
    assert row["growth_inputs"].split() == [f"{MONEY}:changchun:2023", f"{MONEY}:changchun:2024"]


def test_growth_within_the_rounding_of_its_levels_is_left_open() -> None:
    row = _one(
        _aim(MONEY, "2024", "10", "2023"), claim(MONEY, "2023", "10", unit_mult="8"), claim(MONEY, "2024", "11", unit_mult="8")
    )
    assert (row["target_status"], row["why_no_status"]) == ("", "growth_within_rounding")
    assert row["growth_low"] < 10 < row["growth_high"]
    assert not row["fell_short"]


def test_the_mean_growth_of_a_plan_comes_from_the_levels_of_its_ends() -> None:
    aim = _aim(MONEY, "2025", "7", "2020/2025", change_qualifier="at_least")
    start, end = claim(MONEY, "2020", "100.00", unit_mult="8"), claim(MONEY, "2025", "133.82", unit_mult="8")
    row = _one(aim, start, end, claim(MONEY, "2023", "150.00", unit_mult="8"))
    assert row["growth_observed"] == pytest.approx(6.0, abs=1e-3)
    assert row["growth_gap"] == pytest.approx(1.0, abs=1e-3)
    assert (row["fell_short"], row["growth_base"]) == (True, "2020/2025")


def test_a_plan_under_way_is_judged_by_its_pace_only() -> None:
    aim = _aim(MONEY, "2030", "7", "2025/2030")
    row = _one(aim, claim(MONEY, "2025", "100.00", unit_mult="8"), claim(MONEY, "2026", "108.00", unit_mult="8"))
    assert (row["target_status"], row["growth_base"]) == ("on_track", "2025/2026")
    assert (row["observed_growth"], row["required_growth"]) == (pytest.approx(8), 7)


def test_the_mean_of_real_growth_is_chained_from_each_year_and_needs_all_of_them() -> None:
    aim = _aim(MONEY, "2023", "6.5", "2020/2023", change_qualifier="about")
    years = [_grew(MONEY, str(year), change, str(year - 1)) for year, change in ((2021, "7.0"), (2022, "5.0"), (2023, "6.0"))]
    row = _one(aim, *years, catalog=_real())
    assert row["growth_observed"] == pytest.approx(((1.07 * 1.05 * 1.06) ** (1 / 3) - 1) * 100)
    assert row["growth_how"] == "chained"
    assert len(row["growth_inputs"].split()) == 3
    gap = _one(aim, years[1], years[2], catalog=_real())
    assert (gap["target_status"], gap["why_no_status"]) == ("", "growth_years_missing")


def test_about_a_rate_is_reached_by_whatever_the_wording_holds() -> None:
    about = _aim(MONEY, "2024", "6", "2023", change_qualifier="about")
    near = _one(about, _grew(MONEY, "2024", "5.6", "2023"), catalog=_real())
    assert near["target_status"] == "achieved"
    assert "在“左右”之内" in growth_outcome(near, None, tiny_catalog(), "zh")
    assert _one(about, _grew(MONEY, "2024", "5.2", "2023"), catalog=_real())["fell_short"]


def test_growth_that_is_only_expected_or_hedged_or_of_another_base_judges_nothing() -> None:
    aim = _aim(MONEY, "2024", "6", "2023")
    expected = _one(aim, _grew(MONEY, "2024", "7", "2023", kind="expected"), catalog=_real())
    assert (expected["why_no_status"], expected["outcome_id"]) == ("growth_expected", f"{MONEY}:changchun:2024")
    hedged = _one(aim, _grew(MONEY, "2024", "5", "2023", change_qualifier="at_least"), catalog=_real())
    assert (hedged["target_status"], hedged["why_no_status"]) == ("", "growth_hedged")
    other = _one(aim, _grew(MONEY, "2024", "9", "same_panel"), catalog=_real())
    assert (other["target_status"], other["why_no_status"]) == ("", "growth_other_basis")


def test_a_target_without_a_base_year_cannot_be_judged() -> None:
    row = _one(_aim(MONEY, "2024", "6", ""), _grew(MONEY, "2024", "9", "2023"))
    assert (row["target_status"], row["why_no_status"]) == ("", "growth_base_unknown")


def test_a_bound_above_the_target_reaches_it() -> None:
    row = _one(_aim(MONEY, "2024", "6", "2023"), _grew(MONEY, "2024", "6.5", "2023", change_qualifier="at_least"))
    assert row["target_status"] == "achieved"


def test_a_target_of_percentage_points_is_missed_in_percentage_points() -> None:
    aim = _aim(INTENSITY, "2024", "0.5", "2023", change_unit="percentage_points", scope="revised")
    row = _one(aim, claim(INTENSITY, "2023", "2.00", scope="revised"), claim(INTENSITY, "2024", "2.10", scope="revised"))
    assert (row["growth_unit"], row["fell_short"]) == ("percentage_points", True)
    assert row["growth_gap"] == pytest.approx(0.4)
    assert pd.isna(row["required_growth"])
    assert growth_pace(row) == "0.20"


def test_twice_as_much_and_an_increase_by_once_are_the_same_target() -> None:
    levels = claim(STOCK, "2020", "100"), claim(STOCK, "2024", "150")
    by = _one(_aim(STOCK, "2024", "1", "2020", change_unit="times"), *levels)
    to = _one(_aim(STOCK, "2024", "2", "2020", change_unit="multiple"), *levels)
    for row in (by, to):
        assert (row["growth_aim"], row["growth_observed"], row["fell_short"]) == (100, pytest.approx(50), True)


def test_two_growth_targets_of_one_year_are_both_told_each_with_its_claim() -> None:
    found = _all(
        _aim(MONEY, "2025", "5.5", "2024"), _aim(MONEY, "2025", "6.5", "2020/2025", source="plan_2023"), catalog=_real()
    )
    assert sorted(found["change_base"]) == ["2020/2025", "2024"]
    assert found["change_claim"].nunique() == 2
    assert found["id"].tolist() == [f"{MONEY}:changchun:2025;target"] * 2


def test_a_level_target_keeps_its_own_judgement_beside_a_growth_target() -> None:
    found = _all(
        claim(STOCK, "2025", "200", kind="target"), _aim(STOCK, "2025", "5", "2024", source="plan_2023"),
        claim(STOCK, "2024", "198"), claim(STOCK, "2025", "201"),
    )  # fmt: skip
    level, grown = (rows_of(found.loc[found["amount"].notna() == valued])[0] for valued in (True, False))
    assert (level["target_status"], grown["target_status"]) == ("achieved", "limited")


def test_the_growth_of_a_doubtful_claim_judges_nothing() -> None:
    known = stored(_aim(MONEY, "2024", "6", "2023"), _grew(MONEY, "2024", "9", "2023"))
    doubted = known.assign(correction=["flagged" if kind == "actual" else "" for kind in known["kind"]])
    row = targets(observe(doubted, _real()), _real(), today=TODAY, claims=doubted).iloc[0]
    assert row["target_status"] == ""


def test_every_reason_is_told_in_both_languages_and_growth_in_its_own_words() -> None:
    row = _one(_aim(MONEY, "2024", "6", "2023"), _grew(MONEY, "2024", "5.2", "2023"), catalog=_real())
    seen = rows_of(observe(stored(_grew(MONEY, "2024", "5.2", "2023")), _real()))[0]
    assert growth_outcome(row, seen, tiny_catalog(), "zh") == "同比增长5.2%（2024年，已公布），低0.8个百分点"
    assert growth_outcome(row, seen, tiny_catalog(), "en") == (
        "up 5.2% year on year (2024, as published), 0.8 percentage points below"
    )
    assert growth_pace(row) == "5.2% ÷ 6.0% = 0.87"
    assert all(text.zh and text.en for text in REASONS.values())
