"""Corrections are entries of the catalog; the claims they speak of stay stored as printed."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dashboard.claims import SET_ASIDE
from dashboard.faults import DataFaults
from dashboard.pipeline.build import build
from dashboard.resolve import resolve
from dashboard.store import Store, open_store
from tests.authored import replace_in, tiny_copy

TINY = Path(__file__).parents[1] / "tiny"
OBSERVATION = "high_tech_enterprises:jilin:2024"
WHERE = "where: {source: province_2025, indicator: high_tech_enterprises}"
WORDS = "reason: {zh: 原因, en: A reason}, reporter: A reader, date: 2026-01-02"


def built(tmp_path: Path, corrections: str) -> Store:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    (data / "catalog" / "corrections.yml").write_text(f"# Corrections.\n{corrections}\n", encoding="utf-8")
    build(data, tmp_path / "store")
    return open_store(tmp_path / "store")


def faults(tmp_path: Path, corrections: str) -> list[str]:
    with pytest.raises(DataFaults) as broken:
        built(tmp_path, corrections)
    return [str(fault) for fault in broken.value.faults]


def test_a_dropped_claim_decides_nothing_and_stays_in_the_evidence(tmp_path: Path) -> None:
    store = built(tmp_path, f'wrong_count: {{{WHERE}, action: drop, expect: "4107", {WORDS}}}')
    observation = store.observation(OBSERVATION)
    assert observation is not None
    assert (observation["amount"], observation["claims"], observation["differ"]) == (3590, 1, 0)
    evidence = store.evidence(OBSERVATION)
    assert list(evidence["printed"]) == ["3590", "4107"]
    assert list(evidence["correction"]) == ["", "dropped"]
    assert list(evidence["corrected_by"]) == ["", "wrong_count"]


def test_a_number_whose_only_claim_is_dropped_does_not_exist(tmp_path: Path) -> None:
    where = "where: {source: plan_2023}"
    store = built(tmp_path, f'no_target: {{{where}, action: drop, expect: "4000", {WORDS}}}')
    assert store.observation("results_transferred_locally:changchun:2025;target") is None
    assert len(store.evidence("results_transferred_locally:changchun:2025;target")) == 1


def test_an_override_sets_the_printed_claim_aside_and_stands_beside_it(tmp_path: Path) -> None:
    store = built(tmp_path, f'misprint: {{{WHERE}, action: override, put: {{value: "4170"}}, expect: "4107", {WORDS}}}')
    evidence = store.evidence(OBSERVATION)
    assert list(evidence["printed"]) == ["4170", "3590", "4107"]
    assert list(evidence["correction"]) == ["replacement", "", "replaced"]
    assert evidence["claim"].is_unique
    assert (store.observation(OBSERVATION)["low"], store.observation(OBSERVATION)["high"]) == (4169.5, 4170.5)


def test_an_override_may_move_a_claim_to_the_year_it_is_about(tmp_path: Path) -> None:
    store = built(tmp_path, f'wrong_year: {{{WHERE}, action: override, put: {{period: "2023"}}, expect: "4107", {WORDS}}}')
    assert store.observation("high_tech_enterprises:jilin:2023")["amount"] == 4107
    assert store.observation(OBSERVATION)["amount"] == 3590


def test_scaling_moves_the_decimal_point_and_keeps_the_digits(tmp_path: Path) -> None:
    store = built(tmp_path, f'wrong_unit: {{{WHERE}, action: scale, exponent: -1, expect: "4107", {WORDS}}}')
    best = store.evidence(OBSERVATION).iloc[0]
    assert (best["printed"], best["amount"], best["correction"]) == ("410.7", 410.7, "replacement")


def test_a_flagged_claim_gives_way_to_a_sound_one_and_stays_in_force_where_it_is_alone(tmp_path: Path) -> None:
    store = built(tmp_path, f'doubtful: {{{WHERE}, action: flag, expect: "4107", {WORDS}}}')
    assert store.observation(OBSERVATION)["amount"] == 3590
    assert list(store.evidence(OBSERVATION)["correction"]) == ["", "flagged"]
    sound = store.claims(["high_tech_enterprises"], ["jilin"], periods=["2024"])
    assert list(resolve(sound.loc[sound["correction"] == "flagged"])["amount"]) == [4107]


@pytest.mark.parametrize(("action", "change"), [("", 14.4), ("action: flag", None)])
def test_a_flagged_claim_lends_its_growth_to_no_other_level(tmp_path: Path, action: str, change: float | None) -> None:
    data = tiny_copy(tmp_path)
    replace_in(data / "claims" / "city.csv", ",3590,,户,,,,,,", ",3590,,户,,14.4,,percent,2023,")
    where = "where: {source: review_2025, indicator: high_tech_enterprises}"
    entry = f'doubtful: {{{where}, {action}, expect: "3590", {WORDS}}}' if action else ""
    (data / "catalog" / "corrections.yml").write_text(f"# Corrections.\n{entry}\n", encoding="utf-8")
    build(data, tmp_path / "store")
    found = open_store(tmp_path / "store").observation(OBSERVATION)
    assert found["amount"] == 4107
    assert (None if pd.isna(found["change"]) else found["change"]) == change


def test_an_as_of_view_leaves_out_what_is_set_aside(tmp_path: Path) -> None:
    store = built(tmp_path, f'wrong_count: {{{WHERE}, action: drop, expect: "4107", {WORDS}}}')
    known = store.observations(["high_tech_enterprises"], ["jilin"], as_of=dt.date(2026, 1, 1))
    assert list(known["amount"]) == [3590]


def test_a_claim_that_prints_another_number_by_now_fails_the_build_at_the_line_of_the_correction(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, f'wrong_count: {{{WHERE}, action: drop, expect: "4100", {WORDS}}}')
    assert fault.startswith(
        "catalog/corrections.yml:2:wrong_count.expect: claims/city.csv:8 now says 4107, not the expected 4100"
    )


def test_a_claim_that_is_gone_fails_the_build(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, f'gone: {{claims: [c000000000000], action: drop, expect: "1", {WORDS}}}')
    assert "there is no claim c000000000000" in fault


def test_two_corrections_of_one_claim_are_refused(tmp_path: Path) -> None:
    one = f'one: {{{WHERE}, action: drop, expect: "4107", {WORDS}}}'
    (fault,) = faults(tmp_path, f"{one}\n{one.replace('one', 'two')}")
    assert "is corrected by one too" in fault


def test_a_correction_is_held_to_the_rules_for_claims(tmp_path: Path) -> None:
    put = "put: {scope: no_such_scope}"
    (fault,) = faults(tmp_path, f'bad: {{{WHERE}, action: override, {put}, expect: "4107", {WORDS}}}')
    assert "catalog/corrections.yml:2:bad.put.scope: 'no_such_scope' is not a scope" in fault


def test_every_fault_of_every_correction_is_told_at_once(tmp_path: Path) -> None:
    gone = f'gone: {{claims: [c000000000000], action: drop, expect: "1", {WORDS}}}'
    other = f'other: {{{WHERE}, action: drop, expect: "4100", {WORDS}}}'
    assert len(faults(tmp_path, f"{gone}\n{other}")) == 2


def test_a_correction_without_reason_or_with_the_cells_of_another_action_is_refused(tmp_path: Path) -> None:
    bad = f'bad: {{{WHERE}, action: drop, put: {{value: "1"}}, expect: "4107", {WORDS}}}'
    assert "the cells of put belong to an override" in faults(tmp_path, bad)[0]


def test_claims_set_aside_are_named_by_their_state() -> None:
    assert {"dropped", "replaced"} == SET_ASIDE
