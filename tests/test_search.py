from __future__ import annotations

import pytest

from dashboard.search import indicator_words, pinyin, place_words
from dashboard.store import Store


@pytest.mark.parametrize("typed", ["yfjf", "yanfajingfei", "研发经费", "R&D", "GERD", "rd_expenditure"])
def test_rd_expenditure_is_found_by_name_synonym_pinyin_and_initials(shipped: Store, typed: str) -> None:
    assert typed in indicator_words(shipped.catalog.indicators["rd_expenditure"])


@pytest.mark.parametrize("typed", ["长春", "Changchun", "cc", "changchun", "220100"])
def test_a_place_is_found_by_name_pinyin_initials_and_code(shipped: Store, typed: str) -> None:
    assert typed in place_words(shipped.catalog.places["changchun"])


def test_names_with_two_readings_are_read_as_places(shipped: Store) -> None:
    assert pinyin("重庆") == ("chongqing", "cq")
    assert "chongqing" in place_words(shipped.catalog.places["chongqing"])


def test_every_indicator_and_place_has_words_in_both_scripts(shipped: Store) -> None:
    for entry in shipped.catalog.indicators.values():
        assert entry.name.zh in indicator_words(entry)
        assert entry.name.en in indicator_words(entry)
    for place in shipped.catalog.places.values():
        assert place.name.en in place_words(place)
