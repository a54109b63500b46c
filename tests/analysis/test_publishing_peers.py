"""A place beside the peers that publish: figures side by side, which judge nothing."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.profile import compared
from dashboard.analysis.publishing_peers import FEWEST_PUBLISHING, with_publishing_peers
from dashboard.catalog import Catalog, PeerRule, Place, Text
from dashboard.catalog.model import Break
from tests.observed import claim, observed, tiny_catalog

TODAY = dt.date(2026, 1, 31)
TRANSFERS, RANK = "results_transferred_locally", "research_city_rank"
CITIES = tuple(f"city_{n}" for n in range(8))


def _catalog() -> Catalog:
    base = tiny_catalog()
    more = {name: Place(id=name, name=Text(zh=name, en=name), level="city", tier="capital", parent="jilin") for name in CITIES}
    own = base.places["changchun"].model_copy(update={"tier": "capital"})
    rules = {"near": PeerRule(id="near", name=Text(zh="同级别", en="Same tier"), same=("level", "tier"))}
    return base.model_copy(update={"places": base.places | more | {"changchun": own}, "peers": rules})


def _met(*claims: dict[str, str], catalog: Catalog | None = None) -> pd.DataFrame:
    known = catalog or _catalog()
    return with_publishing_peers(observed(*claims, catalog=known), known, "changchun", today=TODAY)


def _others(indicator: str, values: list[str], period: str = "2024", **more: str) -> list[dict[str, str]]:
    return [claim(indicator, period, value, place=place, **more) for place, value in zip(CITIES, values, strict=False)]


def test_four_peers_with_figures_of_their_own_years_stand_beside_the_place_with_the_coverage() -> None:
    others = [*_others(TRANSFERS, ["100", "400", "200"], "2023"), claim(TRANSFERS, "2022", "900", place="city_7")]
    met = _met(claim(TRANSFERS, "2024", "300"), *others)
    assert FEWEST_PUBLISHING == 4
    assert met["place"].tolist() == ["city_7", "city_1", "changchun", "city_2", "city_0"]
    assert met["period"].tolist() == ["2022", "2023", "2024", "2023", "2023"]
    assert (met["publish"].unique().tolist(), met["among"].unique().tolist()) == ([4], [8])
    assert met.loc[met["own"], "place"].tolist() == ["changchun"]


def test_what_stands_side_by_side_is_neither_ranked_nor_judged() -> None:
    claims = [claim(TRANSFERS, "2024", "300"), *_others(TRANSFERS, ["100", "200", "400", "500"])]
    assert not {"position", "percentile"} & set(_met(*claims))
    assert compared(observed(*claims, catalog=_catalog()), _catalog(), "changchun", today=TODAY).empty


def test_three_peers_are_too_few() -> None:
    assert _met(claim(TRANSFERS, "2024", "300"), *_others(TRANSFERS, ["100", "200", "400"])).empty


def test_bounds_and_undated_figures_stand_there_expected_derived_and_old_ones_do_not() -> None:
    others = _others(TRANSFERS, ["100", "200", "400"])
    bound = claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least")
    met = _met(bound, *others, claim(TRANSFERS, "2023", "700", place="city_5", qualifier="about"))
    assert met["qualifier"].tolist() == ["at_least", "about", "exact", "exact", "exact"]
    assert _met(bound, *others, claim(TRANSFERS, "2025", "700", place="city_5", kind="expected")).empty
    assert _met(bound, *others, claim(TRANSFERS, "2020", "700", place="city_5")).empty
    assert _met(bound, *others, claim(TRANSFERS, "2024-H1", "700", place="city_5")).empty


def test_figures_beyond_a_break_of_method_are_left_out() -> None:
    catalog = _catalog()
    broken = catalog.indicators[TRANSFERS].model_copy(
        update={"breaks": (Break(period="2024", note=Text(zh="新口径", en="new rule")),)}
    )
    parted = catalog.model_copy(update={"indicators": catalog.indicators | {TRANSFERS: broken}})
    claims = [
        claim(TRANSFERS, "2024", "300"),
        *_others(TRANSFERS, ["1", "2", "3"]),
        claim(TRANSFERS, "2023", "9", place="city_6"),
    ]
    assert len(_met(*claims)) == 5
    assert _met(*claims, catalog=parted).empty


def test_of_ranks_the_smaller_stands_first() -> None:
    met = _met(claim(RANK, "2024", "24"), *_others(RANK, ["31", "5", "40", "18"]))
    assert met["amount"].tolist() == [5, 18, 24, 31, 40]
