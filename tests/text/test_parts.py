from __future__ import annotations

import pytest

from dashboard.text.parts import Name, Number, Sentence, When, gate


@pytest.mark.parametrize("words", ["增长141%", "in 2023", "第３位", "about 4,000"])
def test_no_sentence_holds_a_digit_that_no_observation_says(words: str) -> None:
    with pytest.raises(ValueError, match="no observation says"):
        Sentence(("长春", words))
    with pytest.raises(ValueError, match="no observation says"):
        gate(("长春", words))


def test_numbers_periods_and_names_may_hold_digits_and_the_text_joins_them() -> None:
    said = Sentence(
        (When("2023年", "2023"), "，", Name("每10000人专利", "x"), "为", Number("2050项", ("x:changchun:2023",)), "。")
    )
    assert said.text == "2023年，每10000人专利为2050项。"
    assert [number.observation for number in said.numbers] == ["x:changchun:2023"]


@pytest.mark.parametrize("ids", [(), ("",), ("x:y:2020", "")])
def test_a_number_without_an_observation_cannot_be_made(ids: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="names no observation"):
        Number("141%", ids)


def test_a_computed_number_names_both_ends_and_opens_the_later() -> None:
    assert Number("12%", ("x:y:2020", "x:y:2021")).observation == "x:y:2021"
