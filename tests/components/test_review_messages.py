"""Faults and checks of a review in the language of the page."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboard.catalog.files import CatalogReading, read_what_is_sound
from dashboard.claims import AUTHORED
from dashboard.components.review_messages import check_words, fault_words
from dashboard.pipeline.harmonize import harmonize
from dashboard.pipeline.intake.sources import source_faults
from dashboard.pipeline.reader import read_text
from tests.authored import TINY

READING: CatalogReading = read_what_is_sound(TINY / "catalog")
SOUND = dict.fromkeys(AUTHORED, "") | {
    "indicator": "rd_expenditure", "place": "changchun", "period": "2021", "value": "150", "unit": "亿元",
    "kind": "actual", "source": next(iter(READING.catalog.sources)), "locator": "1",
}  # fmt: skip
FAULTY = [
    {"indicator": ""}, {"indicator": "nothing"}, {"place": ""}, {"period": "2021年"}, {"period": ""}, {"period": "1066"},
    {"period": "2021/2019"}, {"period_type": "year_to_date", "period": "2021-03/2021-05"}, {"value": "", "unit": ""},
    {"value": "many"}, {"unit": ""}, {"unit": "桶"}, {"unit": "%"}, {"unit_mult": "3"}, {"unit_mult": "x"},
    {"qualifier": "perhaps"}, {"change": "5"}, {"change": "5", "change_unit": "places"},
    {"change": "5", "change_unit": "percent", "change_base": "then"}, {"kind": "dream"}, {"scope": "elsewhere"},
    {"source": ""}, {"source": "nobody"},
]  # fmt: skip
# What may stay in Latin letters: ids, numbers, units and names of files.
LATIN = re.compile(r"[A-Za-z]{2,}(?: [a-z]+){2,}")


@pytest.mark.parametrize("wrong", FAULTY, ids=str)
def test_every_fault_of_a_row_is_told_in_chinese(wrong: dict[str, str]) -> None:
    frame = pd.DataFrame([SOUND | wrong | {"file": "claims/a.csv", "row": 2}]).astype(
        {**dict.fromkeys(AUTHORED, "str"), "file": "str", "row": "int64"}
    )
    faults = harmonize(frame, READING)[1]
    assert faults
    for fault in faults:
        told = fault_words(fault.as_dict(), "zh")
        assert not LATIN.search(told), told
        assert fault_words(fault.as_dict(), "en") == f"{fault.what}. {fault.remedy}"


@pytest.mark.parametrize(
    ("key", "record"), [("Bad Id", {}), ("new_one", {"publisher": {"zh": "某局"}}), (next(iter(READING.catalog.sources)), {})]
)
def test_what_a_new_source_lacks_is_told_in_chinese(key: str, record: dict[str, object]) -> None:
    faults = source_faults(key, record, READING)
    assert faults
    for fault in faults:
        if fault.what.startswith(("this is", "there is")) or "is no id" in fault.what:
            assert not LATIN.search(fault_words(fault.as_dict(), "zh"))


@pytest.mark.parametrize(
    "text",
    [
        "成果转化由560项增加到2050项，增长6倍。",
        "研发强度由2.1%提高到2.5%，提高0.4个百分点。",
        "企业1200家，比上年增加200家，增长20%。",
        "三次产业比例为5:40:56。",
        "成交额90亿元，是2015年（30亿元）的3倍。",
    ],
)
def test_the_readers_arithmetic_is_told_in_english(text: str) -> None:
    checks = [check for found in read_text(text) for check in found.checks]
    assert checks
    for check in checks:
        shown = {"name": check.name, "message": check.message}
        assert not re.search("[\u3400-\u9fff]", check_words(shown, "en")), check.message
        assert check_words(shown, "zh") == check.message
