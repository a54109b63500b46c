"""The sentences of every shipped indicator stand as they were read and agreed."""

from __future__ import annotations

import pytest

from . import parsing
from .golden_sentences import agreed, sentences

SAID = sentences()


def test_every_shipped_indicator_is_told_as_agreed() -> None:
    known = agreed()
    told = {name for name, _, _ in SAID}
    assert told == {name for name, _, _ in known}, "run python -m tests.text.golden_sentences and read what it writes"
    changed = {key: (known.get(key), text) for key, text in SAID.items() if known.get(key) != text}
    assert not changed
    assert not known.keys() - SAID.keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_has_its_level_its_hedge_and_its_target(lang: str) -> None:
    for name in {name for name, _, _ in SAID}:
        assert {"level", "hedged", "target"} <= {kind for other, kind, said in SAID if (other, said) == (name, lang)}


def test_the_hedge_stands_in_every_hedged_sentence() -> None:
    for (name, kind, lang), text in SAID.items():
        if kind == "hedged":
            assert ("以上" in text or "前27位" in text) if lang == "zh" else ("at least" in text or "top 27" in text), name


def test_growth_by_six_times_is_read_back_as_such_of_every_indicator() -> None:
    for (_, kind, lang), text in SAID.items():
        if kind == "hedged_change" and ("6倍" in text or "6 times" in text):
            told = parsing.change(text, lang)
            assert told is not None
            assert (told.number, told.verb) == (6, "增长" if lang == "zh" else "up by"), text


def test_what_lies_short_of_its_target_says_by_how_much() -> None:
    for (_, kind, lang), text in SAID.items():
        if kind == "target":
            assert ("距目标差" if lang == "zh" else "short of it") in text, text
