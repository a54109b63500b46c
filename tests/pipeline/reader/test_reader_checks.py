"""Arithmetic self-checks on what one text says."""

from __future__ import annotations

import pytest

from dashboard.pipeline.reader import read_text
from dashboard.pipeline.reader.checks import printed_interval


def verdicts(text: str) -> set[tuple[str, bool | None]]:
    return {(check.name, check.holds) for found in read_text(text) for check in found.checks}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("成果转化由560项增加到2050项，增长6倍。", ("growth-fits-levels", False)),
        ("成果转化由560项增加到2050项，增长2.7倍。", ("growth-fits-levels", True)),
        ("占比由43.6%提高到58.9%，提高15.3个百分点。", ("points-fit-levels", True)),
        ("占比由43.6%提高到58.9%，提高12个百分点。", ("points-fit-levels", False)),
        ("三次产业比例为8.8:38.7:52.5。", ("parts-sum-to-hundred", True)),
        ("三次产业比例为8.8:38.7:49.5。", ("parts-sum-to-hundred", False)),
        ("常住人口186.3万人，减少6240人，下降0.3%。", ("difference-fits-growth", True)),
        ("常住人口186.3万人，减少6240人，下降3%。", ("difference-fits-growth", False)),
    ],
)
def test_what_a_text_says_of_itself_is_checked(text: str, verdict: tuple[str, bool]) -> None:
    assert verdict in verdicts(text)


def test_a_candidate_that_contradicts_its_text_is_never_accepted_unseen() -> None:
    assert not any(found.auto for found in read_text("成果转化由560项增加到2050项，增长6倍。"))


def test_a_printed_number_stands_for_all_that_round_to_it() -> None:
    assert printed_interval(52.3, 10) == pytest.approx((522.5, 523.5))
    assert printed_interval(4000, 1, ">=")[1] == float("inf")
