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
