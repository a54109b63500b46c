from __future__ import annotations

import json

from dashboard.components.compare_view import Asked, compared, usual_rule, view
from dashboard.store import Store


def asked(store: Store, place: str, rule: str = "", chosen: str = "view") -> Asked:
    return Asked(place, rule or usual_rule(store.catalog, place), chosen, None, "en")


def words(store: Store, asked_for: Asked) -> str:
    return json.dumps([part.to_plotly_json() for part in view(asked_for, store)], default=lambda one: one.to_plotly_json())


def test_a_province_is_compared_with_all_others_for_one_period_and_rule(shipped: Store) -> None:
    found, _, around = compared(asked(shipped, "jilin", "all_of_level"), shipped)
    told = {one.indicator: one for one in found}
    assert len(around) == 30
    spending = told["rd_expenditure"]
    assert (spending.own["period"], spending.own["position"], spending.own["of"]) == ("2023", 25, 31)
    assert len({(row["period"], row["scope"]) for row in spending.rows}) == 1
    assert spending.best["place"] == "guangdong"


def test_every_indicator_of_the_set_is_compared_or_says_why_not(shipped: Store) -> None:
    for place in ("changchun", "jilin", "china"):
        found, gaps, _ = compared(asked(shipped, place), shipped)
        view_of = shipped.catalog.view_of(shipped.catalog.places[place])
        assert view_of is not None
        assert {one.indicator for one in found} | {gap.indicator for gap in gaps} == set(view_of.cards)
        assert all(gap.reason.zh and gap.reason.en for gap in gaps)


def test_a_city_with_holes_names_the_peers_that_have_no_figure(shipped: Store) -> None:
    found, gaps, around = compared(asked(shipped, "changchun"), shipped)
    assert gaps
    for one in found:
        assert set(one.missing) == set(around) - {row["place"] for row in one.rows}


def test_a_ratio_shows_its_parts_and_the_page_its_rule(shipped: Store) -> None:
    told = words(shipped, asked(shipped, "jilin", "all_of_level"))
    assert "Numerator" in told
    assert "Rule: at least 5 peers" in told
    assert "data-observation" in told


def test_a_rule_is_taken_that_names_enough_peers(shipped: Store) -> None:
    assert usual_rule(shipped.catalog, "changchun") == "same_tier"
