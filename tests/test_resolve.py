import datetime as dt
import math

import pandas as pd
import pytest

from dashboard.claims import KEY, STORED
from dashboard.implied import _meaningful
from dashboard.intervals import Interval
from dashboard.pipeline.build import build
from dashboard.resolve import ranked, resolve, why_first
from dashboard.store import open_store
from tests.authored import TINY, replace_in, tiny_copy


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    build(TINY, folder)
    return open_store(folder)


def test_an_official_figure_wins_over_a_later_repost(tiny):
    found = tiny.observation("high_tech_enterprises:jilin:2024")
    assert (found["amount"], found["claims"], found["differ"], found["least"], found["most"]) == (4107, 2, 1, 3590, 4107)
    winner, loser = (row for _, row in tiny.evidence("high_tech_enterprises:jilin:2024").iterrows())
    assert (winner["amount"], loser["amount"], why_first(winner, loser)) == (4107, 3590, "grade")


@pytest.mark.parametrize(("said", "agree", "differ"), [("4108", 0, 1), ("4107", 1, 0), ("4107.4", 1, 0)])
def test_neighbouring_counts_differ_although_their_roundings_meet(tmp_path, said, agree, differ):
    data = tiny_copy(tmp_path)
    replace_in(data / "claims" / "city.csv", ",3590,", f",{said},")
    build(data, tmp_path / "store")
    found = open_store(tmp_path / "store").observation("high_tech_enterprises:jilin:2024")
    assert (found["agree"], found["differ"]) == (agree, differ)


def test_the_base_of_a_published_growth_is_implied_with_its_range(tiny):
    found = tiny.observation("results_transferred_locally:changchun:2022")
    assert (round(found["amount"], 1), found["derived"], found["status"]) == (850.6, True, "E")
    assert (round(found["low"], 1), round(found["high"], 1)) == (848.7, 852.6)
    assert found["formula"] == "2050 ÷ (1 + 141 ÷ 100)"
    assert found["inputs"] == tiny.observation("results_transferred_locally:changchun:2023")["claim"]


def test_a_published_base_is_never_replaced_by_an_implied_one(tiny):
    ranks = tiny.observations(["research_city_rank"], ["changchun"])
    assert list(ranks["derived"]) == [False, False]


def test_a_hedged_value_implies_nothing(tiny):
    claims = tiny.claims(["results_transferred_locally"], ["changchun"])
    alone = resolve(claims.loc[claims["qualifier"] == "at_least"])
    assert list(alone["derived"]) == [False, False]
    assert tiny.observation("results_transferred_locally:changchun:2020")["amount"] == 560


def test_a_bare_growth_takes_its_level_from_the_published_base(tiny):
    found = tiny.observation("results_transferred_locally:jilin:2025")
    assert (round(found["amount"]), found["derived"], found["change"]) == (4475, True, 24)
    assert len(found["inputs"].split()) == 2


def test_a_target_stands_apart_from_outcomes(tiny):
    found = tiny.observations(["results_transferred_locally"], ["changchun"])
    targets = found.loc[found["kind_class"] == "target"]
    assert list(targets["id"]) == ["results_transferred_locally:changchun:2025;target"]
    assert tiny.observation("results_transferred_locally:changchun:2025") is None


def test_scopes_are_two_observations_and_no_conflict(tiny):
    found = tiny.observations(["rd_intensity"], ["jilin"])
    assert dict(zip(found["scope"], found["amount"], strict=True)) == {"first_published": 0.76, "revised": 1.02}
    assert list(found["differ"]) == [0, 0]


def test_a_day_of_publication_is_not_taken_for_a_reference_period(tiny):
    found = tiny.observation("results_transferred_locally:changchun:2025-11-19")
    assert (found["stated_on"], found["qualifier"], found["change"], found["change_unit"]) == (
        "2025-11-19",
        "at_least",
        6,
        "times",
    )


def test_as_of_a_date_later_claims_do_not_exist(tiny):
    found = tiny.observations(["results_transferred_locally"], ["changchun"], as_of=dt.date(2024, 6, 30))
    assert list(found["id"].str.partition(":")[2]) == ["changchun:2022", "changchun:2023", "changchun:2025;target"]


def test_an_undated_claim_is_in_no_dated_view(tiny):
    found = tiny.observations(["results_transferred_locally"], ["jilin"], as_of=dt.date(2026, 1, 1))
    assert "2025" not in set(found["period"])


def test_resolving_does_not_depend_on_the_order_of_claims(tiny):
    claims = tiny.claims()
    shuffled = claims.sample(frac=1, random_state=3)
    assert resolve(shuffled).equals(resolve(claims))


def test_an_unknown_observation_is_refused(tiny):
    for text in ("", "a:b", "a:b:c:d", "nothing:changchun:2020", "rd_intensity:jilin:2018;colour=red"):
        with pytest.raises(ValueError, match=r"\S"):
            tiny.observation(text)


def test_a_choice_that_holds_nothing_gives_an_empty_frame(tiny):
    assert tiny.observations([], []).empty
    assert tiny.observations(["rd_intensity"], ["china"], as_of=dt.date(1990, 1, 1)).empty


def claims_of_one_number(*rows):
    shared = {
        "indicator": "rd_expenditure", "place": "jilin", "period": "2024", "period_type": "flow", "scope": "",
        "kind_class": "outcome", "kind": "actual", "correction": "", "grade": "repost", "published": pd.Timestamp("2025-10-31"),
    }  # fmt: skip
    return pd.DataFrame([shared | row | {"claim": f"c{n}"} for n, row in enumerate(rows)])


def value(amount, *, at_least=False, **rest):
    return {
        "amount": amount,
        "low": amount if at_least else amount - 0.05,
        "high": math.inf if at_least else amount + 0.05,
        **rest,
    }


FLOOR = value(200.0, at_least=True, grade="official")


def chosen(*rows):
    """Return the amounts in the order of the rule, each but the first with the step at which it lost."""
    ordered = ranked(claims_of_one_number(*rows))
    first = ordered.iloc[0]
    return [first["amount"], *((row["amount"], why_first(first, row)) for _, row in ordered.iloc[1:].iterrows())]


def test_a_number_within_a_better_sources_bound_takes_its_place():
    assert chosen(FLOOR, value(231.7)) == [231.7, (200.0, "bound")]


def test_a_number_outside_the_bound_never_overrides_it():
    assert chosen(FLOOR, value(199.0)) == [200.0, (199.0, "grade")]
    assert chosen(FLOOR, value(199.0, grade="press"), value(231.7)) == [231.7, (200.0, "bound"), (199.0, "bound")]


def test_neither_a_doubted_nor_an_expected_number_takes_the_place_of_a_bound():
    assert chosen(FLOOR, value(210.2, correction="flagged"))[0] == 200.0
    assert chosen(FLOOR, value(240.0, kind="expected"))[0] == 200.0
    doubted = value(210.2, correction="flagged", grade="press")
    assert chosen(FLOOR, doubted, value(231.7)) == [231.7, (200.0, "bound"), (210.2, "doubt")]


def test_a_target_stays_as_it_was_set():
    target = {"kind_class": "target", "kind": "target"}
    assert chosen(FLOOR | target, value(231.7, **target))[0] == 200.0


def test_an_outcome_goes_before_what_was_expected_of_it():
    expected = value(6500.0, kind="expected", grade="official")
    assert chosen(expected, value(6638.0)) == [6638.0, (6500.0, "expected")]


def test_every_claim_not_chosen_is_set_against_the_one_chosen():
    rows = value(4107.0, grade="official"), value(4100.0, published=pd.Timestamp("2025-12-31")), value(3590.0)
    assert chosen(*rows) == [4107.0, (4100.0, "grade"), (3590.0, "grade")]


@pytest.mark.parametrize(
    ("point", "width", "last"),
    [(850.6224, 3.94, -1), (3111.9972, 1.13, 0), (1672.98, 7.0, 0), (4385.35, 22.0, 0), (31125.0, 1300.0, 2), (99.96, 1.0, 0)],
)
def test_a_derived_value_is_told_one_digit_finer_than_printed_only_where_that_digit_is_not_zero(point, width, last):
    assert _meaningful(point, Interval(point - width / 2, point + width / 2), 0) == last


def test_the_range_of_the_sources_is_that_of_their_numbers_and_not_of_bounds():
    rest = {name: "" for name in STORED if name not in {*KEY, "kind", "correction", "grade", "published"}}
    rows = [FLOOR, value(231.7), value(210.2, correction="flagged", grade="press")]
    found = resolve(claims_of_one_number(*[rest | row | {"release": f"r{n}", "change": None} for n, row in enumerate(rows)]))
    assert found[["least", "most", "differ"]].iloc[0].tolist() == [210.2, 231.7, 1]
    alone = resolve(claims_of_one_number(rest | FLOOR | {"change": None}))
    assert alone[["least", "most"]].iloc[0].tolist() == [200.0, 200.0]
