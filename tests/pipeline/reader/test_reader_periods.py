"""Which year a figure is about."""

from __future__ import annotations

import pytest

from dashboard.pipeline.reader import DocumentInfo, read_text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("丙市2023年国民经济和社会发展统计公报\n2024年3月1日\n专利5件。", "2023"),
        ("丙市政府工作报告（2025年1月16日）\n过去一年，专利授权量500件。", "2024"),
        ("2025-10-21 19:52\n上半年专利授权量500件。", "2025"),
        ("2025-01-21\n去年专利授权量500件。", "2024"),
        ("到2025年，专利授权量达到500件。", "2025"),
        ("“十三五”期间，专利授权量年均增长5%。", "2016-2020"),
        ("11月2日电 专利授权量500件。", None),
    ],
)
def test_the_period_is_the_one_that_the_text_settles(text: str, period: str | None) -> None:
    assert [found.period for found in read_text(text)] == [period]


def test_a_year_that_is_only_compared_with_is_no_period() -> None:
    found = read_text("2023年高企724家，较2019年增长30%。")
    assert [(item.period, item.change_basis) for item in found] == [("2023", "2019")]


def test_the_year_of_publication_can_come_from_outside_the_text() -> None:
    found = read_text("今年专利授权量500件。", document=DocumentInfo(published="2024-05-06"))
    assert found[0].period == "2024"


def test_years_of_the_republic_are_years_of_the_common_era() -> None:
    text = "（續）本市112年專利權數為500件，較111年增長5%；民國108年為320件。歷年資料見市府統計資訊網，單位與區劃調整。"
    found = read_text(text)
    assert [(item.value, item.period, item.change_basis) for item in found] == [
        (500, "2023", "2022"),
        (320, "2019", None),
    ]
    assert all(str(item.value) in text[item.start : item.end] for item in found)


@pytest.mark.parametrize("text", ["建校110年来，专利授权量累计500件。", "歷時112年，專利權數500件。"])
def test_a_count_of_years_is_no_year_of_the_republic(text: str) -> None:
    assert [found.period for found in read_text(text)] == [None]


def test_what_follows_a_heading_of_targets_is_about_the_year_they_are_set_for() -> None:
    text = "2024年科技工作综述\n2025-01-14\n高企2318家。\n【2025年怎么办】\n高企突破2600家。\n"
    assert [found.period for found in read_text(text)] == ["2024", "2025"]


def test_quarters_told_together_are_quarters_of_the_year() -> None:
    found = read_text("2020年，工业投资一至四季度增速分别为-6.8%、2.4%、7.9%和11.2%。")
    assert [(item.period, item.change, item.direction) for item in found] == [
        ("2020Q1", 6.8, "down"),
        ("2020Q2", 2.4, "up"),
        ("2020Q3", 7.9, "up"),
        ("2020Q4", 11.2, "up"),
    ]
