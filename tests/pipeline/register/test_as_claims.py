from __future__ import annotations

import shutil

import pytest

from dashboard.catalog.files import read_what_is_sound
from dashboard.claims import AUTHORED
from dashboard.pipeline.build import build
from dashboard.pipeline.register.aggregate import aggregate
from dashboard.pipeline.register.as_claims import claims_of, write_authored
from dashboard.pipeline.register.engines import open_engine
from dashboard.pipeline.register.synthetic import blocks, plan, read_calibration
from dashboard.pipeline.register.synthetic_files import synthetic_provenance, write_register
from dashboard.settings import data_folder
from dashboard.store import open_store

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def authored(folder, layout, definitions, target, *, pairs=False):
    catalog = read_what_is_sound(data_folder() / "catalog").catalog
    with open_engine("duckdb", folder, layout) as engine:
        found = aggregate(engine, definitions)
    claims = claims_of(found.cells, definitions, layout, catalog, found.batch, pairs=pairs)
    write_authored(target, claims, definitions, layout, catalog, found.batch, found.cells)
    return claims


def built(tmp_path, folder, layout, definitions):
    """The shipped data with a register's claims laid over it, built into a store."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data, ignore=shutil.ignore_patterns("store", "snapshots"))
    claims = authored(folder, layout, definitions, data)
    build(data, tmp_path / "store")
    return claims, open_store(tmp_path / "store")


def test_a_real_register_is_set_against_the_published_number(tmp_path, layout, definitions, register, record):
    rows = [record(str(n), signed_on="2023-05-01") for n in range(2047)]
    chosen = definitions.only(["register_results_transferred_locally"])
    claims, store = built(tmp_path, register(rows), layout, chosen)
    assert tuple(claims.columns) == AUTHORED
    observed = store.observation("results_transferred_locally:changchun:2023")
    assert observed["value"] == 2050
    assert observed["differ"] == 1
    evidence = store.evidence("results_transferred_locally:changchun:2023")
    assert evidence.loc[evidence["kind"] == "computed", ["value", "grade", "synthetic"]].values.tolist() == [
        [2047.0, "computed", False]
    ]


def test_made_up_records_claim_nothing_that_is_published_and_every_claim_says_synthetic(tmp_path, layout, definitions):
    calibration = read_calibration(data_folder())
    provenance = synthetic_provenance(calibration, seed=7)
    tables = blocks(layout, calibration, plan(calibration, 3_000), seed=7)
    write_register(tmp_path / "r", tables, layout, content="x", provenance=provenance)
    chosen = definitions.only(["register_results_transferred_locally", "register_time_lag"])
    claims, store = built(tmp_path, tmp_path / "r", layout, chosen)
    assert claims["indicator"].str.startswith("register_").all()
    assert (claims["kind"] == "computed").all()
    stored = store.claims()
    assert stored.loc[stored["indicator"].str.startswith("register_"), "synthetic"].all()
    assert not stored.loc[~stored["indicator"].str.startswith("register_"), "synthetic"].any()


def test_what_can_still_rise_is_claimed_as_a_lower_bound(tmp_path, layout, definitions, register, record):
    rows = [record(f"{year}{n}", disclosed_on=f"{year}-01-05") for year in (2022, 2024) for n in range(6)]
    rows += [
        record(f"s{year}{n}", disclosed_on=f"{year}-01-05", signed_on=f"{year}-08-05")
        for year in (2022, 2024)
        for n in range(5)
    ]
    chosen = definitions.only(["register_conversion_within_2_years", "register_time_lag"])
    claims = authored(register(rows), layout, chosen, tmp_path / "out")
    total = claims.loc[claims["scope"].eq("") & claims["place"].eq("changchun")].set_index(["indicator", "period"])
    assert total.loc[("register_conversion_within_2_years", "2022"), "qualifier"] == "exact"
    assert total.loc[("register_conversion_within_2_years", "2024"), ["value", "qualifier"]].tolist() == ["45.4", "at_least"]
    lag = total.loc[("register_time_lag_third_quartile", "2022")]
    assert lag[["qualifier", "unit"]].tolist() == ["at_least", "天"]


def test_a_year_not_over_is_claimed_to_date_and_a_forming_cohort_not_at_all(tmp_path, layout, definitions, register, record):
    rows = [record(str(n), disclosed_on="2025-01-05", signed_on="2025-02-05") for n in range(5)]
    claims = authored(register(rows, until="2025-03-15"), layout, definitions, tmp_path / "out")
    totals = claims.loc[claims["scope"] == ""].set_index("indicator")
    assert totals.loc["register_results_transferred", "period"].tolist() == ["2025-01-01/2025-03-15"] * 2
    assert set(totals.loc["register_results_transferred", "place"]) == {"changchun", "chaoyang_district"}
    assert not claims["indicator"].str.startswith(("register_conversion", "register_time_lag")).any()


def test_suppressed_cells_make_no_claim_and_same_panel_growth_is_a_change(tmp_path, layout, definitions, register, record):
    rows = [record(f"{year}{n}", signed_on=f"{year}-05-01") for year, count in ((2021, 4), (2022, 6)) for n in range(count)]
    rows += [record("x", signed_on="2023-05-01")]
    claims = authored(register(rows), layout, definitions, tmp_path / "out")
    assert "2023" not in set(claims.loc[claims["indicator"] == "register_results_transferred", "period"])
    panel = claims.loc[(claims["change_base"] == "same_panel") & (claims["scope"] == "")]
    counted = panel.loc[panel["indicator"] == "register_results_transferred"]
    assert counted[["period", "value", "change", "change_unit"]].values.tolist() == [["2022", "", "50.0", "percent"]]


def test_pairs_are_claimed_only_when_asked(tmp_path, layout, definitions, register, record):
    folder = register([record(str(n), signed_on="2021-05-01", chain="outside_chains") for n in range(5)])
    chosen = definitions.only(["register_results_transferred"])
    assert not authored(folder, layout, chosen, tmp_path / "a")["scope"].str.contains("__").any()
    scopes = set(authored(folder, layout, chosen, tmp_path / "b", pairs=True)["scope"])
    assert "chain_outside_chains__contract_type_not_stated" in scopes
