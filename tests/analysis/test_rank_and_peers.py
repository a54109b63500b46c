from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.peers import peers
from dashboard.analysis.rank import rank
from dashboard.catalog import Catalog
from dashboard.catalog.model import PeerRule, Place, Text, View
from tests.observed import claim, observed, tiny_catalog


def test_the_larger_is_first_where_up_is_better_and_the_smaller_for_ranks() -> None:
    frame = rank(
        observed(
            claim("high_tech_enterprises", "2023", "10"),
            claim("high_tech_enterprises", "2023", "30", place="jilin"),
            claim("high_tech_enterprises", "2023", "10", place="china"),
            claim("research_city_rank", "2023", "31"),
            claim("research_city_rank", "2023", "12", place="jilin"),
        ),
        tiny_catalog(),
    ).set_index(["indicator", "place"])
    enterprises = frame.loc["high_tech_enterprises"]
    assert enterprises["position"].to_dict() == {"changchun": 2, "china": 2, "jilin": 1}
    assert set(enterprises["of"]) == {3}
    assert enterprises.loc["jilin", "percentile"] == 100
    assert enterprises.loc["changchun", "percentile"] == 50
    assert frame.loc[("research_city_rank", "jilin"), "position"] == 1


def test_hedged_and_undated_values_are_not_ranked_and_take_no_place() -> None:
    frame = rank(
        observed(
            claim("high_tech_enterprises", "2023", "10"),
            claim("high_tech_enterprises", "2023", "30", place="jilin", qualifier="at_least"),
        ),
        tiny_catalog(),
    ).set_index("place")
    assert pd.isna(frame.loc["jilin", "position"])
    assert (frame.loc["changchun", "position"], frame.loc["changchun", "of"]) == (1, 1)
    assert pd.isna(frame.loc["changchun", "percentile"])


def catalog() -> Catalog:
    def place(name: str, level: str, **more: object) -> Place:
        return Place(id=name, name=Text(zh=name, en=name), level=level, **more)

    places = [
        place("home", "city", region="north_east", tier="sub_provincial"),
        place("near", "city", region="north_east", tier="sub_provincial"),
        place("far", "city", region="east", tier="sub_provincial"),
        place("plain", "city", region="north_east"),
        place("county", "district", region="north_east"),
        place("one", "province", neighbours=("two",)),
        place("two", "province", neighbours=("one",)),
        place("three", "province"),
    ]
    words = Text(zh="规则", en="rule")
    rules = [
        PeerRule(id="both", name=words, same=("level", "region", "tier"), levels=("city",)),
        PeerRule(id="tier", name=words, same=("level", "tier"), levels=("city",)),
        PeerRule(id="borders", name=words, neighbours=True, levels=("province",)),
    ]
    view = View(id="cities", levels=("city",), headline=("x",), cards=("x",), peers="tier")
    return Catalog.of({"places": {p.id: p for p in places}, "peers": {r.id: r for r in rules}, "views": {view.id: view}})


def test_peers_share_what_the_rule_names_and_are_never_the_place_itself() -> None:
    assert peers(catalog(), "home", "both") == ("near",)
    assert peers(catalog(), "home", "tier") == ("near", "far")
    assert peers(catalog(), "one", "borders") == ("two",)


def test_without_a_rule_the_view_decides_and_else_the_first_rule_that_applies() -> None:
    assert peers(catalog(), "home") == ("near", "far")
    assert peers(catalog(), "two") == ("one",)


def test_a_place_without_the_attribute_has_no_peers_by_it() -> None:
    assert peers(catalog(), "plain", "both") == ()
    assert peers(catalog(), "county") == ()
    with pytest.raises(KeyError):
        peers(catalog(), "nowhere")
