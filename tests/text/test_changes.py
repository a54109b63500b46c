from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text.changes import change_words, computed_change, format_change, reported_change

from .test_numbers import ITEM, PERCENT, PLACE, YUAN, indicator

BASES = {"2023": "2022", "2025-11-19": "2020"}


@pytest.mark.parametrize(
    ("change", "unit", "period", "base", "zh", "en"),
    [
        (141, "percent", "2023", "2022", "同比增长141%", "up 141% year on year"),
        (-14.4, "percent", "2023", "2022", "同比下降14.4%", "down 14.4% year on year"),
        (74, "percent", "2025", "2020", "较2020年增长74%", "up 74% on 2020"),
        (6, "times", "2025-11-19", "2020", "较2020年增长6倍", "up by 6 times the 2020 level"),
        (7, "multiple", "2025", "2020", "达到2020年的7倍", "to 7 times the 2020 level"),
        (4.8, "multiple", "2019", "2018", "达到上年的4.8倍", "to 4.8 times the level of the year before"),
        (2, "times", "2023", "2022", "同比增长2倍", "up by 2 times the level of the year before"),
        (0.26, "percentage_points", "2023", "2022", "较上年提高0.26个百分点", "up 0.26 percentage points on the year before"),
        (-1, "percentage_points", "2023", "2021", "较2021年降低1个百分点", "down 1 percentage point on 2021"),
        (4, "places", "2022", "2021", "较上年上升4位", "up 4 places on the year before"),
        (-1, "places", "2022", "2020", "较2020年下降1位", "down 1 place on 2020"),
        (0, "places", "2022", "2021", "与上年持平", "unchanged on the year before"),
        (1.2, "points", "2022", "2021", "较上年提高1.2分", "up 1.2 points on the year before"),
        (24, "percent", "2025", "", "增长24%（基期未注明）", "up 24% (base not stated)"),
        (10, "percent", "2025", "2020/2025", "2020—2025年年均增长10%", "up 10% a year on average over 2020–2025"),
        (3, "percent", "2025", "same_panel", "同口径增长3%", "up 3% for the same set of units"),
        (9, "percent", "2025-01/2025-09", "2024-01/2024-09", "同比增长9%", "up 9% year on year"),
    ],
)
def test_a_change_is_told_in_its_own_words_with_its_base(
    change: float, unit: str, period: str, base: str, zh: str, en: str
) -> None:
    options = {"unit": ITEM, "indicator": indicator(), "period": period, "base": base}
    assert format_change(change, unit, lang="zh", **options) == zh
    assert format_change(change, unit, lang="en", **options) == en


def test_growing_by_and_reaching_so_many_times_are_never_the_same_words() -> None:
    for lang in ("zh", "en"):
        by, to = (
            format_change(6, unit, unit=ITEM, indicator=indicator(), period="2025", base="2020", lang=lang)
            for unit in ("times", "multiple")
        )
        assert by != to
        assert (
            ("增长" in by and "达到" in to) if lang == "zh" else (" by " in by and by.startswith("up") and to.startswith("to "))
        )


def test_a_hedged_change_keeps_its_hedge() -> None:
    options = {"unit": ITEM, "indicator": indicator(), "period": "2025", "base": "2020"}
    assert format_change(6, "times", qualifier="at_least", **options) == "较2020年增长6倍以上"
    assert format_change(6, "times", qualifier="less_than", **options) == "较2020年增长不足6倍"
    assert format_change(6, "times", qualifier="about", lang="en", **options) == "up by about 6 times the 2020 level"


def test_an_absolute_change_carries_the_unit_and_its_power_of_ten() -> None:
    row = {
        "change": 1.5, "change_unit": "absolute", "change_qualifier": "exact", "period": "2023", "change_base": "2022",
        "change_low": 1.45, "change_high": 1.55, "unit_mult": 8,
    }  # fmt: skip
    said = reported_change(row, YUAN, indicator("level"))
    assert said is not None
    assert said.text == "较上年增加1.5亿元"


def test_a_reported_change_keeps_the_digits_it_was_printed_with() -> None:
    row = {
        "change": 14.4, "change_unit": "percent", "change_qualifier": "exact", "period": "2024", "change_base": "2023",
        "change_low": 14.395, "change_high": 14.405, "unit_mult": pd.NA,
    }  # fmt: skip
    assert reported_change(row, ITEM, indicator()).text == "同比增长14.40%"
    assert reported_change(row | {"change": None}, ITEM, indicator()) is None


def test_a_computed_change_tells_no_more_digits_than_its_bounds_support() -> None:
    row = {"computed_change": 48.42, "computed_unit": "percent", "period": "2025", "computed_base": "2020"}
    assert computed_change(row | {"computed_low": 48.3, "computed_high": 48.5}, ITEM, indicator()).text == "较2020年增长48.4%"
    assert computed_change(row | {"computed_low": 47.5, "computed_high": 49.5}, ITEM, indicator()).text == "较2020年增长48%"
    assert computed_change(row | {"computed_low": 48.42, "computed_high": 48.4201}, ITEM, indicator()).number == "48.4%"


@given(hundredths=st.integers(-99_999, 99_999), unit=st.sampled_from(["percent", "percentage_points", "points"]))
def test_a_told_change_reads_back_to_number_and_direction(hundredths: int, unit: str) -> None:
    change = hundredths / 100
    for lang, fall in (("zh", ("下降", "降低")), ("en", ("down",))):
        words = change_words(change, unit, unit=PERCENT, indicator=indicator("rate"), lang=lang, period="2023", base="2021")
        if hundredths == 0:
            assert words.direction == "level"
            continue
        magnitude = float(re.search(r"[\d,]+(\.\d+)?", words.number).group().replace(",", ""))
        sign = -1 if any(word in words.text for word in fall) else 1
        assert magnitude * sign == pytest.approx(change, abs=1e-9)
        assert words.direction == ("down" if change < 0 else "up")


@given(st.integers(-200, 200))
def test_a_rank_moves_by_whole_places(places: int) -> None:
    words = change_words(places, "places", unit=PLACE, indicator=indicator("rank"), period="2023", base="2022")
    assert words.direction == ("level" if places == 0 else "up" if places > 0 else "down")
    assert words.number == ("持平" if places == 0 else f"{abs(places)}位")
