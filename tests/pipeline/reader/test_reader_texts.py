"""Our own annotated texts: how much is read, how much of it alike in every way of printing."""

from __future__ import annotations

import functools

import pytest
from reader_agreement import Agreement, annotations, measure, texts
from reader_variants import VARIANTS


@functools.cache
def plain() -> Agreement:
    return measure()


def test_at_least_nineteen_of_twenty_claims_are_read_in_full() -> None:
    assert plain().gold > 750
    assert plain().f1 >= 0.95


def test_hardly_any_number_that_is_no_statistic_is_taken() -> None:
    assert plain().distractors_taken <= 3


def test_candidates_marked_for_batch_acceptance_are_right_and_many() -> None:
    got = plain()
    assert got.auto_full / got.auto >= 0.98
    assert got.auto_full / got.gold >= 0.65


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_another_way_of_printing_gives_the_same_result(name: str) -> None:
    assert measure(VARIANTS[name]).f1 == pytest.approx(plain().f1, abs=0.006)


def test_every_annotated_span_lies_in_its_text() -> None:
    for name, text in texts().items():
        assert all(0 <= record["start"] < record["end"] <= len(text) for record in annotations()[name])
