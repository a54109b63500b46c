"""The overview of places about which there is hardly anything to say, or too much: whole, right and in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.faults import DataFaults
from dashboard.pages.overview import view
from dashboard.pipeline.build import build
from dashboard.report.words import word
from dashboard.store import Store
from tests.authored import replace_in, tiny_copy
from tests.report.cases import AS_OF, LONG_EN, LONG_ZH, TODAY, Case
from tests.report.conftest import case, case_named  # noqa: F401 - fixtures
from tests.report.reading import squeezed


def words(part: Any) -> str:
    """Return the text of components in reading order."""
    if isinstance(part, (list, tuple)):
        return "".join(words(one) for one in part)
    if isinstance(part, (str, int, float)):
        return str(part)
    return words(getattr(part, "children", None) or [])


def shown(hard: Case, lang: str) -> str:
    body = view("changchun", hard.store, lang=lang, as_of=AS_OF.get(hard.name), since="2020-01-01", today=TODAY)
    return squeezed(words(body))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_what_the_briefing_says(case: Case, lang: str) -> None:  # noqa: F811
    told, text = case.told[lang], shown(case, lang)
    if told.empty:
        assert squeezed(word("no_data_note", lang, place=told.place)) in text
        assert squeezed(told.data_through) in text
        return
    for row in told.figures:
        assert squeezed(row.value) in text, row
        assert squeezed(row.period) in text, row
    for line in (*told.summary, *told.targets_summary, *told.caveats, *told.watch):
        assert squeezed(line.text) in text, line
    for target in told.targets:
        assert squeezed(target.target) in text
        assert squeezed(target.status_words) in text
    assert "nan" not in text.lower().replace("finance", "")


def test_a_place_with_targets_only_shows_them_and_no_card(case_named: Any) -> None:  # noqa: F811
    text = shown(case_named("only_targets"), "zh")
    assert squeezed("2025年目标3项：无法判定3项") in text
    assert squeezed("同比增长10%") in text
    assert "这不等于数值为零" in text
    assert "关键数字" not in text


def test_a_name_of_eighty_characters_is_not_cut(case_named: Any) -> None:  # noqa: F811
    assert squeezed(LONG_ZH) in shown(case_named("long_name"), "zh")
    assert squeezed(LONG_EN) in shown(case_named("long_name"), "en")


def test_very_small_and_very_large_numbers_are_written_out(case_named: Any) -> None:  # noqa: F811
    text = shown(case_named("small_and_large"), "zh")
    for number in ("0.000002%", "10万亿元", "同比增长25.0%"):
        assert number in text
    assert "CNY10trillion" in shown(case_named("small_and_large"), "en")


def test_a_missing_translation_stops_the_build_and_names_the_file(tmp_path: Path) -> None:
    data = tiny_copy(tmp_path)
    replace_in(
        data / "catalog" / "indicators.yml",
        "name: {zh: 高新技术企业数, en: High-tech enterprises}",
        "name: {zh: 高新技术企业数}",
    )
    with pytest.raises(DataFaults) as raised:
        build(data, tmp_path / "store")
    assert any("indicators.yml" in str(fault) and "en" in str(fault) for fault in raised.value.faults)


def test_every_other_shipped_place_has_an_overview_half_of_them_read_in_english(shipped: Store) -> None:
    for number, place in enumerate(sorted(shipped.places_with_figures())[::2]):
        lang = ("zh", "en")[number % 2]
        text = words(view(place, shipped, lang=lang, since="2024-01-01", today=TODAY))
        assert shipped.catalog.places[place].formal(lang) in text, place


def test_the_card_of_a_target_says_what_became_of_it(shipped: Store) -> None:
    text = squeezed(words(view("changchun", shipped, lang="zh", since="2025-01-01", today=TODAY)))
    assert "目标2025年4000项以上·已实现（年份未注明）" in text
    assert "未实现（进展有限）" in text
