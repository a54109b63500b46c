"""A row that was read is told in the words of statistics, never in those of the columns."""

from __future__ import annotations

import pytest

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_what_is_sound
from dashboard.claims import AUTHORED
from dashboard.components.claim_words import change_in_words, value_in_words
from dashboard.settings import data_folder


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_what_is_sound(data_folder() / "catalog").catalog


def row(**columns: str) -> dict[str, str]:
    return dict.fromkeys(AUTHORED, "") | {"period": "2024", "change_base": "2023"} | columns


@pytest.mark.parametrize(
    ("columns", "zh", "en"),
    [
        ({"indicator": "population", "unit": "万人", "unit_mult": "4", "change": "-22.1", "change_unit": "absolute"},
         "较上年减少22.1万人", "down 221,000 people on the year before"),
        ({"indicator": "rd_intensity", "change": "0.06", "change_unit": "percentage_points"},
         "较上年提高0.06个百分点", "up 0.06 percentage points on the year before"),
        ({"indicator": "technology_contract_turnover", "change": "1", "change_unit": "times"},
         "同比增长1倍", "up by 1 times the level of the year before"),
        ({"indicator": "", "change": "4.3", "change_unit": "percent"}, "同比增长4.3%", "up 4.3% year on year"),
        ({"indicator": "", "unit": "万人", "unit_mult": "4", "change": "5", "change_unit": "absolute"},
         "较上年增加5万人", "up 50,000 people on the year before"),
        ({"indicator": "", "unit": "茬", "change": "5", "change_unit": "absolute"},
         "较上年增加5茬", "up 5 茬 on the year before"),
        ({"indicator": "gdp", "change": "x", "change_unit": "percent"}, "x percent", "x percent"),
        ({"indicator": "gdp", "change": "5", "change_unit": "percent", "change_base": "last year"},
         "增长5%（基期未注明）", "up 5% (base not stated)"),
    ],
)  # fmt: skip
def test_a_change_is_told_with_its_verb_and_its_base(columns: dict[str, str], zh: str, en: str, catalog: Catalog) -> None:
    assert [change_in_words(row(**columns), catalog, lang) for lang in ("zh", "en")] == [zh, en]


@pytest.mark.parametrize(
    ("columns", "zh", "en"),
    [
        ({"indicator": "high_tech_enterprises", "value": "3500", "unit": "户", "unit_mult": "0", "qualifier": "at_least"},
         "3500户以上", "at least 3,500"),
        ({"indicator": "gdp", "value": "14361.22", "unit": "亿元", "unit_mult": "8"}, "14361.22亿元", "CNY 1,436.12 billion"),
        ({"indicator": "research_city_rank", "value": "31", "unit": "位", "unit_mult": "0"}, "第31位", "31st"),
        ({"indicator": "", "value": "12", "unit": "茬", "qualifier": "about"}, "约12茬", "about 12茬"),
        ({"indicator": "gdp", "value": "many", "unit": "元"}, "many", "many"),
    ],
)  # fmt: skip
def test_a_value_is_told_with_its_qualifier_around_it(columns: dict[str, str], zh: str, en: str, catalog: Catalog) -> None:
    assert [value_in_words(row(**columns), catalog, lang) for lang in ("zh", "en")] == [zh, en]
