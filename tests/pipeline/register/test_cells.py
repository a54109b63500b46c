from __future__ import annotations

import datetime as dt

import pytest

from dashboard.pipeline.register.aggregate import aggregate
from dashboard.pipeline.register.engines import open_engine

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture
def cells(layout, definitions, register):
    """Cells of some batches by definition, output, year and part; suppressed ones keep their numbers here."""

    def computed(*batches, until="2025-12-31"):
        folder = register(*batches, until=until)
        with open_engine("duckdb", folder, layout) as engine:
            found = aggregate(engine, definitions).cells
        keys = ["definition", "output", "year", "breakdown", "first", "second"]
        return found.set_index(keys).sort_index()

    return computed


def whole(cells, definition, year, output="", column="value"):
    return cells.loc[(definition, output, year, "", "", ""), column]


def test_counts_sums_and_shares_are_those_counted_by_hand(cells, record):
    rows = [
        record("1", signed_on="2021-02-01", value="1.5", technology_value="1", chain="outside_chains"),
        record("2", signed_on="2021-03-01", value="2.25"),
        record("3", signed_on="2021-04-01", recipient_place="shenzhen", local="否"),
        record("4", signed_on="2022-04-01"),
        record("5"),
    ]
    found = cells(rows)
    assert whole(found, "register_results_disclosed", 2020) == 5
    assert whole(found, "register_results_transferred", 2021) == 3
    assert whole(found, "register_results_transferred_locally", 2021) == 2
    assert whole(found, "register_contract_value", 2021) == 137_500.0
    assert whole(found, "register_technology_value", 2021) == 10_000.0
    assert whole(found, "register_local_share", 2021) == pytest.approx(200 / 3)
    by_chain = found.loc["register_results_transferred", "", 2021, "chain"]["value"].droplevel("second")
    assert by_chain.to_dict() == {"outside_chains": 1.0, "": 2.0}
    pair = found.loc[("register_results_transferred", "", 2021, "supplier,chain", "甲大学", "outside_chains")]
    assert pair["records"] == 1


def test_conversion_counts_signatures_within_whole_years_of_disclosure_and_keeps_withdrawn_results_below(cells, record):
    rows = [
        record("1", disclosed_on="2020-02-29", signed_on="2021-02-28"),
        record("2", disclosed_on="2020-03-01", signed_on="2021-03-01"),
        record("3", disclosed_on="2020-03-01", signed_on="2021-03-02"),
        record("4", disclosed_on="2020-03-01", withdrawn_on="2020-09-01"),
    ]
    found = cells(rows)
    assert whole(found, "register_conversion_within_1_year", 2020) == 50.0
    assert whole(found, "register_conversion_within_2_years", 2020) == 75.0


def test_cohorts_not_observed_long_enough_are_marked(cells, record):
    rows = [record(str(year), disclosed_on=f"{year}-01-05") for year in range(2021, 2026)]
    found = cells(rows, until="2025-06-30")
    states = [whole(found, "register_conversion_within_2_years", year, column="state") for year in range(2021, 2026)]
    assert states == ["complete", "complete", "observing", "observing", "forming"]
    assert whole(found, "register_results_disclosed", 2025, column="state") == "year_to_date"
    assert whole(found, "register_results_disclosed", 2024, column="state") == "complete"


def test_unsigned_results_stay_in_the_lag_until_withdrawn_or_the_end_of_observation(cells, record):
    disclosed = dt.date(2020, 1, 1)
    signed = [record(f"s{n}", disclosed_on="2020-01-01", signed_on=str(disclosed + dt.timedelta(days=n))) for n in (10, 20, 30)]
    waiting = [record(f"w{n}", disclosed_on="2020-01-01") for n in range(2)]
    gone = [record("g", disclosed_on="2020-01-01", withdrawn_on="2020-01-16")]
    found = cells([*signed, *waiting, *gone])
    # At risk: 6 on day 10, 4 on day 20 (one signed, one withdrawn), 3 on day 30: 1/6, then 1 - 5/6·3/4, then 1 - 5/6·3/4·2/3.
    assert whole(found, "register_time_lag", 2020, "first_quartile") == 20
    assert whole(found, "register_time_lag", 2020, "median") == 30
    assert whole(found, "register_time_lag", 2020, "third_quartile") == (dt.date(2025, 12, 31) - disclosed).days
    assert whole(found, "register_time_lag", 2020, "third_quartile", "state") == "not_reached"
    assert whole(found, "register_time_lag", 2020, "median", "part") == 3


def test_growth_on_the_same_panel_leaves_out_units_that_report_in_one_year_only(cells, record):
    def signed(supplier, year, count, value):
        return [record(f"{supplier}{year}{n}", supplier=supplier, signed_on=f"{year}-05-01", value=value) for n in range(count)]

    rows = [*signed("甲", 2021, 4, "1"), *signed("甲", 2022, 6, "2"), *signed("乙", 2021, 2, "1"), *signed("丙", 2022, 10, "1")]
    found = cells(rows)
    key = "register_results_transferred_same_panel", 2022
    assert whole(found, *key) == pytest.approx(50.0)
    assert whole(found, *key, column="plain_growth") == pytest.approx(100 * (16 / 6 - 1))
    assert whole(found, "register_contract_value_same_panel", 2022) == pytest.approx(200.0)


def test_a_year_that_is_not_over_has_no_growth(cells, record):
    rows = [record(f"{year}{n}", signed_on=f"{year}-01-05") for year in (2023, 2024, 2025) for n in range(4)]
    found = cells(rows, until="2025-03-31").loc["register_results_transferred_same_panel"]
    assert set(found.index.get_level_values("year")) == {2024}


def test_a_correction_moves_a_record_between_cells(cells, record):
    first = [record("1", signed_on="2021-02-01", chain="outside_chains"), record("2", signed_on="2021-02-01")]
    found = cells(first, [record("1", signed_on="2022-02-01")])
    assert whole(found, "register_results_transferred", 2021) == 1
    assert whole(found, "register_results_transferred", 2022) == 1
    assert ("register_results_transferred", "", 2021, "chain", "outside_chains", "") not in found.index


def test_stages_count_within_whole_years_of_disclosure_whether_or_not_the_result_was_signed(cells, record):
    rows = [
        record("1", disclosed_on="2020-03-01", evaluated_on="2023-03-01"),
        record("2", disclosed_on="2020-03-01", evaluated_on="2023-03-02", pilot_on="2021-01-01"),
        record("3", disclosed_on="2020-03-01", signed_on="2021-03-01", in_production_on="2022-03-01"),
        record("4", disclosed_on="2024-03-01", evaluated_on="2024-04-01"),
    ]
    found = cells(rows)
    names = ("evaluated", "proof_of_concept", "pilot", "in_production")
    rates = [whole(found, f"register_{name}_within_3_years", 2020) for name in names]
    assert rates == pytest.approx([100 / 3, 0, 100 / 3, 100 / 3])
    assert whole(found, "register_evaluated_within_3_years", 2020, column="state") == "complete"
    assert whole(found, "register_evaluated_within_3_years", 2024, column="state") == "observing"


def test_an_amount_that_few_records_state_is_withheld_however_many_were_signed(cells, record):
    funded = [record(f"f{n}", signed_on="2021-02-01", fund="甲基金", fund_amount="20.5") for n in range(2)]
    plain = [record(f"p{n}", signed_on="2021-02-01", technology_value="1") for n in range(4)]
    found = cells([*funded, *plain])
    assert whole(found, "register_funds_invested", 2021) == 410_000.0
    assert whole(found, "register_funds_invested", 2021, column="records") == 2
    assert whole(found, "register_funds_invested", 2021, column="suppressed") == "too_few"
    assert whole(found, "register_technology_value", 2021, column="records") == 4
    assert whole(found, "register_contract_value", 2021, column="suppressed") == ""
