"""Strengths, weaknesses and the watch list, each by its stated rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis.growth import growth
from dashboard.analysis.latest import latest
from dashboard.analysis.profile import AT_MOST, FEWEST_PEERS, compared, strengths, watch_list, weaknesses
from dashboard.analysis.targets import targets
from dashboard.catalog import Catalog, PeerRule, Place, Text
from tests.observed import claim, observed, tiny_catalog

TODAY = dt.date(2026, 1, 31)
CITIES = tuple(f"city_{n}" for n in range(8))


def _catalog() -> Catalog:
    base = tiny_catalog()
    more = {
        name: Place(id=name, name=Text(zh=name, en=name), level="city", tier="capital" if n < 6 else "other", parent="jilin")
        for n, name in enumerate(CITIES)
    }
    own = base.places["changchun"].model_copy(update={"tier": "capital"})
    rules = {
        "near": PeerRule(id="near", name=Text(zh="同级别", en="Same tier"), same=("level", "tier")),
        "all": PeerRule(id="all", name=Text(zh="全部", en="All"), same=("level",)),
    }
    return base.model_copy(update={"places": base.places | more | {"changchun": own}, "peers": rules})


def _figures(indicator: str, own: str, others: list[str], period: str = "2024", **more: str) -> pd.DataFrame:
    rows = [claim(indicator, period, own, **more)]
    rows += [claim(indicator, period, value, place=place, **more) for place, value in zip(CITIES, others, strict=False)]
    return observed(*rows, catalog=_catalog())


def _one(frame: pd.DataFrame, today: dt.date = TODAY) -> dict[str, Any]:
    (row,) = compared(frame, _catalog(), "changchun", today=today).to_dict("records")
    return row


def test_a_place_among_its_peers_has_position_percentile_best_and_median() -> None:
    row = _one(_figures("results_transferred_locally", "300", ["100", "200", "400", "500", "600", "700"]))
    assert (row["rule"], row["position"], row["of"]) == ("near", 5, 7)
    assert row["percentile"] == pytest.approx(100 * 2 / 6)
    assert (row["best"], row["best_place"], row["median"]) == (700, "city_5", 400)
    assert len(row["among"].split()) == 7


def test_of_ranks_the_smaller_is_the_better() -> None:
    row = _one(_figures("research_city_rank", "24", ["31", "40", "50", "60", "70", "5"]))
    assert (row["position"], row["best"], row["best_place"]) == (2, 5, "city_5")
    assert row["percentile"] == pytest.approx(100 * 5 / 6)


def test_without_enough_peers_of_the_first_rule_the_next_one_serves() -> None:
    figures = _figures("results_transferred_locally", "300", ["100", "200", "400", "500"])
    assert compared(figures, _catalog(), "changchun", today=TODAY).empty
    assert FEWEST_PEERS == 5
    three = _figures("results_transferred_locally", "300", ["100", "200", "400"])
    rest = observed(
        *(claim("results_transferred_locally", "2024", "150", place=place) for place in CITIES[5:]), catalog=_catalog()
    )
    assert _one(pd.concat([three, rest], ignore_index=True))["rule"] == "all"


def test_peers_that_keep_silent_count_against_comparing() -> None:
    crowd = {f"more_{n}": Place(id=f"more_{n}", name=Text(zh="某", en="Some"), level="city", tier="capital") for n in range(6)}
    catalog = _catalog().model_copy(update={"places": _catalog().places | crowd})
    figures = _figures("results_transferred_locally", "300", ["100", "200", "400", "500", "600", "700"])
    assert compared(figures, catalog, "changchun", today=TODAY).empty


def test_hedged_undated_derived_and_old_figures_are_not_compared() -> None:
    others = ["100", "200", "400", "500", "600", "700"]
    assert compared(_figures("results_transferred_locally", "300", others, "2015"), _catalog(), "changchun", today=TODAY).empty
    hedged = _figures("results_transferred_locally", "300", others, qualifier="at_least")
    assert compared(hedged, _catalog(), "changchun", today=TODAY).empty
    undated = _figures("results_transferred_locally", "300", others, "2025-11-19")
    assert undated["stated_on"].ne("").all()
    assert compared(undated, _catalog(), "changchun", today=TODAY).empty


def test_strengths_are_the_upper_third_and_weaknesses_the_lower() -> None:
    frames = [
        _figures("results_transferred_locally", "900", ["100", "200", "400", "500", "600", "700"]),
        _figures("high_tech_enterprises", "50", ["100", "200", "400", "500", "600", "700"]),
        _figures("rd_expenditure", "450", ["100", "200", "400", "500", "600", "700"], unit_mult="8"),
    ]
    standing = compared(pd.concat(frames, ignore_index=True), _catalog(), "changchun", today=TODAY)
    assert strengths(standing)["indicator"].tolist() == ["results_transferred_locally"]
    assert weaknesses(standing)["indicator"].tolist() == ["high_tech_enterprises"]


def _watched(*claims: dict[str, str]) -> list[tuple[str, str]]:
    frame = growth(observed(*claims), tiny_catalog())
    aims = targets(frame, tiny_catalog(), today=TODAY)
    found = watch_list(latest(frame, tiny_catalog()), aims, tiny_catalog(), today=TODAY)
    return list(zip(found["indicator"], found["why"], strict=True))


def test_a_target_behind_its_pace_is_watched_before_a_fall() -> None:
    assert _watched(
        claim("results_transferred_locally", "2022", "1000", source="plan_2023"),
        claim("results_transferred_locally", "2024", "1100"),
        claim("results_transferred_locally", "2026", "4000", kind="target", source="plan_2023"),
        claim("high_tech_enterprises", "2023", "300"),
        claim("high_tech_enterprises", "2024", "200"),
    ) == [("results_transferred_locally", "behind"), ("high_tech_enterprises", "worse")]


def test_a_target_whose_time_is_over_and_whose_outcome_fell_short_is_watched() -> None:
    assert _watched(
        claim("results_transferred_locally", "2023", "1452"),
        claim("results_transferred_locally", "2025", "2000", kind="target", source="plan_2023"),
    ) == [("results_transferred_locally", "short")]


def test_a_rank_that_moved_up_is_good_and_one_that_fell_is_watched() -> None:
    assert _watched(claim("research_city_rank", "2023", "35"), claim("research_city_rank", "2024", "31")) == []
    assert _watched(claim("research_city_rank", "2023", "31"), claim("research_city_rank", "2024", "35")) == [
        ("research_city_rank", "worse")
    ]


def test_at_most_three_are_told() -> None:
    fallen = [
        claim(name, year, value)
        for name in ("results_transferred_locally", "high_tech_enterprises", "research_city_rank", "rd_intensity")
        for year, value in (("2023", "30"), ("2024", "40" if name == "research_city_rank" else "20"))
    ]
    assert len(_watched(*fallen)) == AT_MOST == 3


def test_without_figures_nothing_is_compared_or_watched() -> None:
    empty = observed(claim("research_city_rank", "2023", "31")).head(0)
    assert compared(empty, _catalog(), "changchun", today=TODAY).empty
    grown = growth(empty, tiny_catalog())
    assert watch_list(grown, targets(empty, tiny_catalog(), today=TODAY), tiny_catalog(), today=TODAY).empty
