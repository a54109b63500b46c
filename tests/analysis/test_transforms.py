from __future__ import annotations

import math

import pytest

from dashboard.analysis.transforms import TRANSFORMS, Shown, needed, selected, transformed
from dashboard.store import Store


def shown(store: Store, name: str, indicators: list[str], places: list[str], **choice: object) -> Shown:
    rows = selected(store.observations(indicators, places), store.catalog, **choice)  # type: ignore[arg-type]
    beside, above = needed(name, indicators, places, store.catalog)
    others = store.observations(beside, above) if beside else None
    return transformed(name, rows, store.catalog, others=others)


def at(told: Shown, period: str) -> dict[str, object]:
    rows = told.frame.loc[told.frame["period"] == period].to_dict("records")
    assert len(rows) == 1
    return {str(key): value for key, value in rows[0].items()}


def test_a_level_changes_in_per_cent_and_the_bounds_hold_the_value(shipped: Store) -> None:
    row = at(shown(shipped, "change", ["rd_expenditure"], ["jilin"]), "2023")
    assert row["shown_unit"] == "percent"
    assert row["shown"] == pytest.approx((210.2 / 187.3 - 1) * 100)
    assert row["shown_low"] < row["shown"] < row["shown_high"]  # type: ignore[operator]


def test_a_rate_changes_in_percentage_points_and_never_in_per_cent(shipped: Store) -> None:
    told = shown(shipped, "change", ["rd_intensity"], ["jilin"])
    assert told.units == ("percentage_points",)
    assert at(told, "2023")["shown"] == pytest.approx(0.12)


@pytest.mark.parametrize("name", ["index", "cagr"])
def test_what_needs_a_factor_is_refused_for_a_rate_with_a_reason(shipped: Store, name: str) -> None:
    told = shown(shipped, name, ["rd_intensity"], ["jilin"])
    assert told.frame.empty
    assert [entry.reason.en for entry in told.refused] == ["A rate changes in percentage points, not in per cent"]


def test_no_change_is_computed_across_a_break(shipped: Store) -> None:
    told = shown(shipped, "change", ["rd_intensity"], ["jilin"])
    assert "2019" not in set(told.frame["period"])


def test_no_change_is_computed_from_a_hedged_value(shipped: Store) -> None:
    level = shown(shipped, "level", ["technology_contract_turnover"], ["wuhan"])
    assert at(level, "2024")["qualifier"] == "at_least"
    assert math.isinf(float(str(at(level, "2024")["shown_high"])))
    assert "2024" not in set(shown(shipped, "change", ["technology_contract_turnover"], ["wuhan"]).frame["period"])


def test_the_index_begins_at_one_hundred(shipped: Store) -> None:
    told = shown(shipped, "index", ["rd_expenditure"], ["jilin"], first=2011, last=2023)
    assert at(told, "2011")["shown"] == 100
    assert at(told, "2023")["shown"] == pytest.approx(210.2 / 89.1 * 100)


def test_mean_growth_states_both_ends(shipped: Store) -> None:
    told = shown(shipped, "cagr", ["rd_expenditure"], ["jilin"], first=2013, last=2023)
    row = at(told, "2023")
    assert row["shown_from"] == "rd_expenditure:jilin:2013"
    assert row["shown"] == pytest.approx(((210.2 / 119.7) ** 0.1 - 1) * 100)


def test_a_share_is_refused_where_city_and_province_count_by_different_rules(shipped: Store) -> None:
    told = shown(shipped, "share", ["results_transferred_locally"], ["changchun"])
    assert told.frame.empty
    assert "different rules" in told.refused[0].reason.en


def test_a_share_of_the_parent_is_taken_under_one_rule(shipped: Store) -> None:
    row = at(shown(shipped, "share", ["rd_expenditure"], ["jilin"]), "2023")
    assert row["shown"] == pytest.approx(210.2 / 33357.1 * 100)
    assert row["shown_from"] == "rd_expenditure:china:2023"


def test_contributions_add_up_to_the_growth_of_the_country(shipped: Store) -> None:
    provinces = [place.id for place in shipped.catalog.places.values() if place.level == "province"]
    told = shown(shipped, "contribution", ["rd_expenditure"], provinces).frame
    year = told.loc[told["period"] == "2023"]
    growth = at(shown(shipped, "change", ["rd_expenditure"], ["china"]), "2023")["shown"]
    assert len(year) == 31
    assert year["shown"].sum() == pytest.approx(growth, abs=0.01)


def test_per_head_takes_the_population_of_the_same_year_only(shipped: Store) -> None:
    told = shown(shipped, "per_head", ["rd_expenditure"], ["jilin", "china"])
    assert set(told.frame["period"]) == {"2019"}
    assert told.units == ("per_head:yuan",)
    assert [(entry.place, entry.reason.en) for entry in told.refused] == [
        ("china", "No resident population of the same year is published")
    ]


def test_ranks_are_among_all_places_of_the_level_whatever_was_chosen(shipped: Store) -> None:
    alone = at(shown(shipped, "rank", ["rd_expenditure"], ["jilin"]), "2023")
    provinces = [place.id for place in shipped.catalog.places.values() if place.level == "province"]
    among = shown(shipped, "rank", ["rd_expenditure"], provinces).frame
    own = among.loc[(among["place"] == "jilin") & (among["period"] == "2023"), "shown"]
    assert alone["shown"] == own.iloc[0] == 25


def test_single_periods_are_differences_of_the_year_to_date(shipped: Store) -> None:
    told = shown(shipped, "single", ["invention_patents_granted"], ["jilin"])
    row = at(told, "2016-04/2016-12")
    level = shown(shipped, "level", ["invention_patents_granted"], ["jilin"])
    assert row["shown"] == float(str(at(level, "2016")["shown"])) - float(str(at(level, "2016-01/2016-03")["shown"]))
    assert row["derived"]


def test_a_constant_rule_leaves_out_what_lies_before_the_last_break(shipped: Store) -> None:
    told = shown(shipped, "level", ["rd_intensity"], ["jilin"], scopes="constant")
    assert told.frame["period"].min() == "2019"


@pytest.mark.parametrize("name", TRANSFORMS)
def test_every_transform_says_what_it_did_and_answers_for_every_series(shipped: Store, name: str) -> None:
    chosen = ["rd_expenditure", "rd_intensity", "innovative_city_rank"]
    rows = selected(shipped.observations(chosen, ["jilin", "changchun", "china"]), shipped.catalog)
    told = shown(shipped, name, chosen, ["jilin", "changchun", "china"])
    answered = set(told.frame[["indicator", "place"]].itertuples(index=False, name=None))
    refused = {(entry.indicator, entry.place) for entry in told.refused}
    assert told.says.zh
    assert told.says.en
    assert answered | refused == set(rows[["indicator", "place"]].itertuples(index=False, name=None))
    assert not answered & refused


def test_a_transform_changes_nothing_it_was_given(shipped: Store) -> None:
    rows = selected(shipped.observations(["rd_expenditure"], ["jilin"]), shipped.catalog)
    before = rows.copy()
    for name in TRANSFORMS:
        transformed(name, rows, shipped.catalog)
    assert rows.equals(before)
