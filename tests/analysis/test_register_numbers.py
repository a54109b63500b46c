from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.register import GROUPS, LOCALLY, TRANSFERRED, crossed, place_groups, traced, undated, whole, years
from dashboard.catalog.register import Register
from dashboard.store import Store
from tests.observed import claim, observed

TRANSFERS = "results_transferred_locally"


@pytest.fixture(scope="module")
def register(shipped: Store) -> Register:
    found = shipped.register()
    assert found is not None
    return found


def test_the_demo_register_says_everywhere_that_it_is_made_up(shipped: Store, register: Register) -> None:
    assert register.about.synthetic
    assert "合成" in register.about.title.zh
    assert "ynthetic" in register.about.publisher.en
    assert shipped.manifest["synthetic_claims"] == 0
    assert not shipped.claims()["synthetic"].any()
    assert set(register.about.definitions) & set(shipped.catalog.indicators) == set()


def test_a_withheld_cell_carries_no_number(register: Register) -> None:
    hidden = register.cells.loc[register.cells["suppressed"] != ""]
    assert len(hidden)
    assert hidden[["records", "part", "value", "plain_growth"]].isna().all(axis=None)
    shown = register.of(TRANSFERRED, "chain").dropna(subset=["records"])
    assert (shown["records"] >= register.about.threshold).all()


def test_the_parts_of_a_year_add_up_to_the_whole_where_none_is_withheld(register: Register) -> None:
    for year in years(register):
        cells = register.of(TRANSFERRED, "recipient_size", year=year)
        if (cells["suppressed"] == "").all():
            assert cells["records"].sum() == whole(register, TRANSFERRED, year)


def test_places_fall_into_groups_that_add_up_and_what_is_withheld_is_one_of_them(shipped: Store, register: Register) -> None:
    year = years(register)[0]
    total = whole(register, TRANSFERRED, year)
    cells = register.of(TRANSFERRED, "recipient_place", year=year)
    groups = place_groups(cells, shipped.catalog, "changchun", total)
    assert tuple(groups) == GROUPS
    assert sum(groups.values()) == pytest.approx(total)
    few = pd.DataFrame({"first": ["chaoyang_district", "jilin_city", "wuhan", "abroad", "siping"], "value": [5, 4, 3, 2, None]})
    known = few.loc[few["first"].isin(set(shipped.catalog.places) | {"abroad"})]
    sorted_out = place_groups(known, shipped.catalog, "changchun", 20)
    assert sorted_out["local"] == 5
    assert sorted_out["elsewhere"] == 3
    assert sorted_out["abroad"] == 2
    assert sum(sorted_out.values()) == 20


def test_curves_never_fall_and_stop_where_too_few_are_left(register: Register) -> None:
    for _, curve in register.lags.groupby(["breakdown", "part", "cohort"]):
        ordered = curve.sort_values("month")
        assert ordered["share"].is_monotonic_increasing
        assert ordered["share"].between(0, 100).all()
        assert (ordered["at_risk"] >= register.about.threshold).all()
        assert ordered["at_risk"].is_monotonic_decreasing


def test_the_calibrated_years_fit_what_was_published_and_others_are_told_apart(shipped: Store, register: Register) -> None:
    found = traced(register, shipped.observations([TRANSFERS], ["changchun"]))
    assert [(one.year, one.verdict, one.counted) for one in found] == [(2020, "fits", 560), (2023, "fits", 2050)]


@pytest.mark.parametrize(
    ("value", "qualifier", "verdict", "difference"),
    [
        ("2050", "exact", "fits", 0),
        ("2000", "exact", "above", 50),
        ("2000", "at_least", "fits", 50),
        ("2100", "exact", "below", -50),
        ("2100", "at_most", "fits", -50),
    ],
)
def test_a_published_figure_fits_where_the_count_lies_in_its_interval(
    register: Register, value: str, qualifier: str, verdict: str, difference: float
) -> None:
    (one,) = traced(register, observed(claim(TRANSFERS, "2023", value, qualifier=qualifier)))
    assert (one.verdict, one.difference) == (verdict, difference)


def test_targets_undated_and_derived_figures_are_not_traced_and_a_year_without_records_is_said(register: Register) -> None:
    frame = observed(
        claim(TRANSFERS, "2025", "4000", kind="target"),
        claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least"),
        claim(TRANSFERS, "2023", "2050", change="141", change_unit="percent", change_base="2022"),
        claim(TRANSFERS, "2001", "10"),
    )
    found = traced(register, frame)
    assert [(one.year, one.verdict) for one in found] == [(2001, "no_record"), (2023, "fits")]
    assert [row["period"] for row in undated(frame)] == ["2025-11-19"]


def test_every_column_of_the_bars_but_funding_can_be_crossed_with_another(register: Register) -> None:
    assert set(crossed(register, TRANSFERRED, "chain").values()) >= {"supplier", "recipient_size"}
    assert all(other != "supplier" for other in crossed(register, TRANSFERRED, "supplier").values())
    assert register.of(LOCALLY, "no_such_column").empty
