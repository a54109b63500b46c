import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from dashboard.catalog.files import read_catalog

DATA = Path(__file__).parents[2] / "data"
FIXED = {
    "results_transferred_locally",
    "pilot_bases_recognised",
    "pilot_bases_filed",
    "science_parks",
    "proof_of_concept_centres",
    "research_city_rank",
    "innovation_cluster_rank",
    "innovative_city_rank",
    "rd_expenditure",
    "rd_intensity",
    "high_tech_enterprises",
    "technology_smes",
    "high_value_patents_per_10000",
    "technology_contract_turnover",
    "technology_contracts_exported",
    "technology_contracts_absorbed",
    "invention_patents_granted",
    "invention_patents_valid",
    "satellites_in_orbit",
    "gdp",
}
ENCYCLOPAEDIAS = ["wikipedia_science_cities_2025"]
NAMES_KEPT_IN_LATIN = {
    "R&D", "PCT", "Share", "Count", "GDP", "GERD", "OECD", "WIPO", "Knoema", "SpaceTech", "Asia", "SpaceNews", "Fundar",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalog():
    return read_catalog(DATA / "catalog")


def test_the_indicators_that_other_tools_rely_on_are_there(catalog):
    assert set(catalog.indicators) >= FIXED
    assert {"first_published", "revised"} <= set(catalog.indicators["rd_intensity"].scopes)


def test_a_rank_is_in_places_and_better_when_lower(catalog):
    ranks = {key: entry for key, entry in catalog.indicators.items() if entry.measure == "rank"}
    assert ranks
    assert {key for key in catalog.indicators if key.endswith("_rank")} == set(ranks)
    assert {(entry.unit, entry.better, entry.decimals) for entry in ranks.values()} == {("place", "down", 0)}


def test_a_rate_is_in_percent_and_says_what_it_divides(catalog):
    for entry in catalog.indicators.values():
        if entry.measure == "rate":
            assert entry.unit == "percent", entry.id
            assert entry.formula, entry.id


def test_no_synonym_names_two_indicators(catalog):
    spoken = {key: {entry.name.zh, entry.label("zh"), *entry.synonyms.zh} for key, entry in catalog.indicators.items()}
    times = Counter(name for names in spoken.values() for name in names)
    assert [name for name, count in times.items() if count > 1] == []


def test_chinese_definitions_are_in_chinese(catalog):
    for entry in catalog.indicators.values():
        words = re.findall(r"[A-Za-z][A-Za-z&-]+", entry.name.zh + entry.definition.zh)
        assert set(words) <= NAMES_KEPT_IN_LATIN, entry.id
        assert re.search(r"[\u4e00-\u9fff]", entry.definition.zh), entry.id


def test_english_definitions_are_sentences(catalog):
    for entry in catalog.indicators.values():
        assert entry.definition.en.endswith("."), entry.id
        assert not re.search(r"[\u4e00-\u9fff]", entry.name.en + entry.label("en")), entry.id


def test_statistics_that_differ_are_kept_apart(catalog):
    apart = [
        ("pilot_bases_recognised", "pilot_bases_filed", "pilot_bases_proposed"),
        ("high_tech_enterprises", "high_tech_enterprises_newly_certified", "high_tech_enterprises_net_increase"),
        ("technology_contract_turnover", "technology_transaction_value", "technology_contracts_exported"),
        ("innovative_city_rank", "top_100_city_rank"),
    ]
    for group in apart:
        definitions = {catalog.indicators[key].definition.en for key in group}
        assert len(definitions) == len(group)


@pytest.mark.parametrize(
    ("indicator", "period", "places"),
    [
        ("research_city_rank", "2024", ()),
        ("innovation_cluster_rank", "2025", ()),
        ("innovative_city_rank", "2023", ()),
        ("technology_assignment_contract_value", "2021", ()),
        ("gdp", "2020", ("changchun",)),
        ("population", "2020", ("changchun",)),
    ],
)
def test_a_known_change_of_method_or_territory_is_a_break(catalog, indicator, period, places):
    assert (period, places) in {(rupture.period, rupture.places) for rupture in catalog.indicators[indicator].breaks}


def test_the_fourteen_chains_are_three_four_and_seven_and_none_is_invented(catalog):
    assert Counter(chain.group for chain in catalog.chains.values()) == {"transform": 3, "strengthen": 4, "new": 7}
    assert {chain.name for chain in catalog.chains.values()} == {None}


def test_a_source_that_was_seen_on_a_copy_has_no_link(catalog):
    assert [key for key, source in catalog.sources.items() if source.grade == "repost" and source.url] == ENCYCLOPAEDIAS


def test_the_order_of_the_themes_has_no_ties():
    themes = yaml.safe_load((DATA / "catalog" / "themes.yml").read_text(encoding="utf-8"))
    assert sorted(theme["order"] for theme in themes.values()) == list(range(1, len(themes) + 1))
