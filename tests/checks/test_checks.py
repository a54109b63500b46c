"""Each check finds what it is for, and nothing that rounding, hedges or another counting rule explains."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.checks import CHECKS, HIT_COLUMNS, SEVERITIES
from tests.checks.world import claim, hits_of, ids_of

TRANSFERS = "results_transferred_locally"


def test_two_releases_that_say_unlike_numbers_are_a_conflict_with_its_size() -> None:
    hits = hits_of(
        [claim("high_tech_enterprises", "2024", "4107"), claim("high_tech_enterprises", "2024", "3590", source="two")]
    )
    (hit,) = hits.to_dict("records")
    assert (hit["check"], hit["severity"]) == ("values_differ", "conflict")
    assert hit["size"] == pytest.approx((4106.5 - 3590.5) / 3590.5)
    assert hit["observations"] == "high_tech_enterprises:changchun:2024"
    assert "4107" in hit["sentence_zh"]
    assert "3590" in hit["sentence_zh"]
    assert "14.4%" in hit["sentence_en"]
    assert len(hit["claims"].split()) == 2


@pytest.mark.parametrize("value", ["4110", "4107.0"])
def test_a_number_told_with_other_digits_is_no_conflict(value: str) -> None:
    other = claim("rd_expenditure", "2024", {"4110": "4.11", "4107.0": "4.107"}[value], source="two", unit="万元")
    assert ids_of([claim("rd_expenditure", "2024", "41070", unit="元"), other]) == []


def test_a_hedged_number_below_the_exact_one_is_no_conflict() -> None:
    assert (
        ids_of([claim(TRANSFERS, "2024", "4120"), claim(TRANSFERS, "2024", "4000", qualifier="at_least", source="two")]) == []
    )


def test_reposts_of_one_release_are_no_rivals() -> None:
    rows = [claim(TRANSFERS, "2024", "4120"), claim(TRANSFERS, "2024", "4120", source="copy_of_one")]
    hits = hits_of([*rows, claim(TRANSFERS, "2024", "5000", source="two")])
    assert [len(ids.split()) for ids in hits["claims"]] == [2]


def test_an_expectation_that_was_not_met_is_only_a_notice() -> None:
    rows = [claim(TRANSFERS, "2024", "4120"), claim(TRANSFERS, "2024", "4000", kind="expected", source="two")]
    assert ids_of(rows) == ["superseded_values"]


def test_a_base_and_a_stretch_target_are_only_a_notice() -> None:
    rows = [claim(TRANSFERS, "2024", "3000", kind="target"), claim(TRANSFERS, "2024", "3600", kind="target", source="two")]
    assert ids_of(rows) == ["targets_differ"]


def test_digits_cut_off_instead_of_rounded_are_only_a_notice() -> None:
    rows = [claim("gdp", "2024", "27956.3"), claim("gdp", "2024", "27900", unit="亿元", source="two")]
    assert ids_of(rows) == ["values_differ"]
    rows = [claim("gdp", "2024", "279563", unit="万元"), claim("gdp", "2024", "27.9", source="two")]
    assert ids_of(rows) == ["cut_off_digits"]


GROWTH = {"change_unit": "percent", "change_base": "2022"}


@pytest.mark.parametrize(
    ("base", "value", "cells"),
    [
        ("850", "2050", {"change": "141", **GROWTH}),
        ("560", "4000", {"qualifier": "at_least", "change": "6", "change_unit": "times", "change_base": "2022"}),
        ("512", "7000", {"change": "12", "change_qualifier": "more_than", "change_unit": "times", "change_base": "2022"}),
        ("500", "1000", {"change": "2", "change_unit": "multiple", "change_base": "2022"}),
        ("500", "510", {"change": "10", "change_unit": "absolute", "change_base": "2022"}),
        ("100", "121", {"change": "10", "change_unit": "percent", "change_base": "2021/2023"}),
    ],
)
def test_growth_that_fits_its_levels_is_silent(base: str, value: str, cells: dict[str, str]) -> None:
    year = cells["change_base"][:4]
    assert ids_of([claim(TRANSFERS, year, base), claim(TRANSFERS, "2023", value, **cells)]) == []


@pytest.mark.parametrize(
    ("base", "value", "cells"),
    [
        ("900", "2050", {"change": "141", **GROWTH}),
        ("560", "3600", {"change": "6", "change_unit": "times", "change_base": "2022"}),
        ("500", "1500", {"change": "2", "change_unit": "multiple", "change_base": "2022"}),
        ("500", "520", {"change": "10", "change_unit": "absolute", "change_base": "2022"}),
        ("100", "130", {"change": "10", "change_unit": "percent", "change_base": "2021/2023"}),
    ],
)
def test_growth_that_does_not_fit_its_levels_is_a_conflict(base: str, value: str, cells: dict[str, str]) -> None:
    year = cells["change_base"][:4]
    assert ids_of([claim(TRANSFERS, year, base), claim(TRANSFERS, "2023", value, **cells)]) == ["growth_against_levels"]


def test_growth_alone_is_set_against_the_levels_others_published() -> None:
    levels = [claim(TRANSFERS, "2022", "900"), claim(TRANSFERS, "2023", "2050")]
    change = claim(TRANSFERS, "2023", source="two", change="141", **GROWTH)
    (hit,) = hits_of([*levels, change]).to_dict("records")
    assert hit["check"] == "growth_against_levels"
    assert len(hit["claims"].split()) == 3


def test_growth_by_that_fits_as_growth_to_says_so() -> None:
    rows = [
        claim(TRANSFERS, "2022", "100"),
        claim(TRANSFERS, "2023", "300", change="3", change_unit="times", change_base="2022"),
    ]
    (hit,) = hits_of(rows).to_dict("records")
    assert "增长到" in hit["sentence_zh"]
    assert "read as 'to'" in hit["sentence_en"]


def test_points_and_places_are_compared_in_their_own_unit() -> None:
    rate = [claim("share_a", "2022", "1.54"), claim("share_a", "2023", "1.85")]
    fits = claim("share_a", "2023", source="two", change="0.31", change_unit="percentage_points", change_base="2022")
    assert ids_of([*rate, fits]) == []
    assert ids_of([*rate, fits | {"change": "0.4"}]) == ["growth_against_levels"]
    ranks = [claim("research_city_rank", "2022", "35"), claim("research_city_rank", "2023", "31")]
    up = claim("research_city_rank", "2023", source="two", change="4", change_unit="places", change_base="2022")
    assert ids_of([*ranks, up]) == []
    assert ids_of([*ranks, up | {"change": "3"}]) == ["growth_against_levels"]


def test_a_change_against_the_revised_base_fits_a_vintage() -> None:
    change = {"change": "0.11", "change_unit": "percentage_points", "change_base": "2022"}
    first = claim("rd_intensity", "2022", "2.65", scope="first_published")
    revised = claim("rd_intensity", "2022", "2.58", scope="revised", source="two")
    later = claim("rd_intensity", "2023", "2.69", scope="first_published", **change)
    assert ids_of([first, revised, later]) == []
    assert ids_of([first, later]) == ["growth_against_levels"]


def test_real_growth_beside_nominal_levels_is_only_a_notice() -> None:
    rows = [claim("real_gdp", "2022", "100"), claim("real_gdp", "2023", "109", change="6.5", **GROWTH)]
    assert ids_of(rows) == ["growth_at_constant_prices"]


def test_a_figure_whose_growth_fits_the_year_before_has_a_wrong_label() -> None:
    levels = [claim("rd_expenditure", "2021", "187.3"), claim("rd_expenditure", "2022", "210.2")]
    wrong = claim("rd_expenditure", "2023", "210.2", source="two", change="12.2", **GROWTH)
    (hit,) = hits_of([*levels, wrong]).to_dict("records")
    assert hit["check"] == "label_and_data_year"
    assert "像是2022年的" in hit["sentence_zh"]


def test_statements_that_imply_unlike_bases_nobody_published_are_a_conflict() -> None:
    one = claim(TRANSFERS, "2023", "2050", change="141", **GROWTH)
    assert (
        ids_of([one, claim(TRANSFERS, "2023", "2050", source="two", change="1.41", change_unit="times", change_base="2022")])
        == []
    )
    other = claim(TRANSFERS, "2023", "2050", source="two", change="100", **GROWTH)
    assert ids_of([one, other]) == ["implied_base_differs"]


def test_a_change_across_a_break_is_told() -> None:
    rows = [
        claim("ranking", "2022", "35"),
        claim("ranking", "2023", "31", change="4", change_unit="places", change_base="2022"),
    ]
    assert ids_of(rows) == ["change_across_break"]


def test_a_city_above_its_province_by_another_rule_is_no_error() -> None:
    province = {"place": "jilin", "source": "two"}
    assert ids_of([claim("rd_expenditure", "2023", "20"), claim("rd_expenditure", "2023", "18", **province)]) == [
        "part_over_whole"
    ]
    rows = [
        claim("rd_intensity", "2023", "2.0", scope="revised"),
        claim("rd_intensity", "2023", "1.8", scope="first_published", **province),
    ]
    assert ids_of(rows) == []


def test_parts_that_do_not_add_up_are_a_conflict_and_rounding_is_none() -> None:
    parts = [claim("enterprise_rd", "2023", "60.25"), claim("university_rd", "2023", "40.25")]
    assert ids_of([*parts, claim("rd_expenditure", "2023", "100.5")]) == []
    assert ids_of([*parts, claim("rd_expenditure", "2023", "101")]) == []
    assert ids_of([*parts, claim("rd_expenditure", "2023", "102")]) == ["parts_against_total"]
    assert ids_of([parts[0], claim("rd_expenditure", "2023", "50")]) == ["part_over_whole"]


def test_places_add_up_to_their_country_once_all_are_there() -> None:
    provinces = {"jilin": "10.2", "liaoning": "20.3", "heilongjiang": "30.4"}
    rows = [claim("rd_expenditure", "2022", value, place=place) for place, value in provinces.items()]
    assert ids_of([*rows, claim("rd_expenditure", "2022", "60.8", place="china")]) == []
    assert ids_of([*rows, claim("rd_expenditure", "2022", "70", place="china")]) == ["parts_against_total"]
    later = [claim("rd_expenditure", "2023", "10.2", place="jilin"), claim("rd_expenditure", "2023", "70", place="china")]
    assert ids_of([*rows, *later]) == []


def test_shares_add_up_to_a_hundred_within_rounding() -> None:
    assert ids_of([claim("share_a", "2023", "33.3"), claim("share_b", "2023", "66.6")]) == []
    assert ids_of([claim("share_a", "2023", "33.3"), claim("share_b", "2023", "66.5")]) == ["shares_to_100"]


def test_a_ratio_is_its_numerator_over_its_denominator() -> None:
    rows = [claim("rd_expenditure", "2023", "210.2"), claim("gdp", "2023", "13531")]
    assert ids_of([*rows, claim("rd_intensity", "2023", "1.55", scope="first_published")]) == []
    assert ids_of([*rows, claim("rd_intensity", "2023", "1.65", scope="first_published")]) == ["ratio_against_its_parts"]


def test_sums_since_january_do_not_fall_and_their_difference_is_the_time_between() -> None:
    ytd = {"period_type": "year_to_date"}
    half, nine = claim("patents", "2023-01/2023-06", "500", **ytd), claim("patents", "2023-01/2023-09", "700", **ytd)
    assert ids_of([half, nine, claim("patents", "2023-Q3", "200"), claim("patents", "2023", "1000")]) == []
    assert ids_of([half, nine | {"value": "480"}]) == ["year_to_date"]
    assert ids_of([half, nine, claim("patents", "2023-Q3", "210")]) == ["year_to_date"]
    assert ids_of([half, claim("patents", "2023-H1", "510")]) == ["year_to_date"]


def test_two_places_cannot_hold_one_rank() -> None:
    rows = [claim("ranking", "2023", "5", place="jilin"), claim("ranking", "2023", "5", place="liaoning")]
    assert ids_of(rows) == ["rank_shared"]
    assert ids_of([rows[0], rows[1] | {"period": "2024"}]) == []
    assert ids_of([rows[0], claim("ranking", "2023", "5")]) == []


def test_a_rank_below_one_and_a_negative_count_are_impossible() -> None:
    assert ids_of([claim("ranking", "2023", "0")]) == ["impossible_value"]
    assert ids_of([claim("patents", "2023", "-5")]) == ["impossible_value"]


STEADY = {"2016": "100", "2017": "104", "2018": "109", "2019": "113", "2020": "118", "2021": "123"}


def test_a_value_far_out_of_its_series_is_a_jump_and_is_told_once() -> None:
    steady = [claim("gdp", year, value) for year, value in STEADY.items()]
    assert ids_of(steady) == []
    assert ids_of([*steady, claim("gdp", "2022", "300"), claim("gdp", "2023", "133")]) == ["jump"]
    assert ids_of([*steady[:3], claim("gdp", "2019", "300")]) == []


@pytest.mark.parametrize(("value", "unit"), [("128", "万元"), ("1280000", "亿元")])
def test_a_number_with_the_wrong_unit_is_a_slip(value: str, unit: str) -> None:
    steady = [claim("gdp", year, number) for year, number in STEADY.items()]
    assert "unit_slip" in ids_of([*steady, claim("gdp", "2022", value, unit=unit)])


def test_two_printings_that_differ_by_a_power_of_ten_are_a_slip() -> None:
    rows = [claim("gdp", "2022", "4015"), claim("gdp", "2022", "40150", source="two")]
    assert ids_of(rows) == ["unit_slip", "values_differ"]


def test_a_regular_series_that_is_late_is_told_on_the_day_after_and_not_before() -> None:
    rows = [claim("patents", year, "100") for year in ("2021", "2022", "2023")]
    assert list(hits_of(rows, today=dt.date(2025, 3, 31))["check"]) == []
    assert list(hits_of(rows, today=dt.date(2025, 4, 1))["check"]) == ["stale"]
    assert list(hits_of(rows[1:], today=dt.date(2025, 4, 1))["check"]) == []


def test_sources_that_repeat_each_other_within_a_week_may_be_one_release() -> None:
    rows = [
        claim(TRANSFERS, str(year), "100", source=copy) for year in (2021, 2022, 2023) for copy in ("first_copy", "second_copy")
    ]
    assert ids_of(rows) == ["near_duplicate_sources"]
    assert ids_of(rows[:4]) == []
    assert ids_of([*rows[:5], rows[5] | {"value": "110"}]) == ["values_differ"]


def test_what_a_correction_sets_aside_raises_no_alarm() -> None:
    from dashboard.checks import run_checks
    from dashboard.store import observe
    from tests.checks.world import CATALOG, TODAY, stored

    claims, _ = stored([claim("gdp", "2022", "4015"), claim("gdp", "2022", "4999", source="two")])
    marked = claims.assign(correction=["dropped", ""])
    assert run_checks(marked, observe(marked, CATALOG), CATALOG, today=TODAY).empty


def test_every_check_has_a_name_an_explanation_and_a_severity_and_no_two_share_an_id() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.severity in SEVERITIES
        assert check.name.zh
        assert check.explains.en
        assert (check.reduce is not None) == (check.reach == "reduced")


def test_hits_have_their_columns_even_where_there_are_none() -> None:
    assert tuple(hits_of([claim("gdp", "2022", "1")]).columns) == HIT_COLUMNS
