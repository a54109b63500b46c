"""Wordings of statistical communiqués and work reports link to the indicator they mean, or to none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_what_is_sound
from dashboard.pipeline.intake.vocabulary import vocabulary
from dashboard.pipeline.reader import DocumentInfo, Vocabulary, read_text
from dashboard.pipeline.reader.linking import Linker
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.wording import plain_name
from dashboard.settings import data_folder

WORDINGS = [
    tuple(line.split("\t")) for line in (Path(__file__).parent / "wordings.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_what_is_sound(data_folder() / "catalog").catalog


@pytest.fixture(scope="module")
def words(catalog: Catalog) -> Vocabulary:
    return vocabulary(catalog)


def test_each_wording_links_to_what_it_means_and_the_wordings_of_nothing_in_the_catalog_to_nothing(words: Vocabulary) -> None:
    found = {}
    for text, number, _ in WORDINGS:
        read = read_text(f"2024年。{text}", vocabulary=words, document=DocumentInfo("text", published="2025"))
        found[text, number] = [each.catalog_id or "-" for each in read if each.value == float(number)][:1]
    assert {key: ids for (text, number, wanted) in WORDINGS if (ids := found[key := (text, number)]) != [wanted]} == {}


def test_every_name_in_the_catalog_links_to_its_own_indicator_or_is_shared(catalog: Catalog, words: Vocabulary) -> None:
    linker, lost = Linker(words), []
    for entry in words.entries:
        unit = next((form for form, (_, power) in catalog.printed_units.items() if form in entry.units and power == 0), None)
        for name in entry.names:
            link = linker.link(Record(0, 0, 0, 0, name, value=1.0, unit=unit))
            if entry.catalog_id not in (link.catalog_id, *link.suggestions):
                lost.append((entry.catalog_id, name, link))
    assert lost == []


def test_a_name_cut_short_is_completed_by_the_one_before_it_in_the_same_sentence_only(words: Vocabulary) -> None:
    within = read_text("登记技术合同8421份，合同成交总额465.2亿元。", vocabulary=words)
    apart = read_text("登记技术合同8421份。合同成交总额465.2亿元。", vocabulary=words)
    assert [each.catalog_id for each in within][1] == "technology_contract_turnover"
    assert [each.catalog_id for each in apart][1] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("研究与试验发展（R&D）经费支出", "全社会研发投入"),
        ("R&D经费与GDP之比", "研究与试验发展经费支出占地区生产总值的比重"),
        ("规模以上高技术制造业增加值占规模以上工业增加值的比重", "高技术制造业占规上工业增加值的比例"),
        ("科技成果在省内落地转化", "就地转化科技成果"),
    ],
)
def test_two_wordings_of_one_thing_have_one_plain_name(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("研发经费", "研发投入强度"),
        ("研发经费", "企业研发经费"),
        ("全国重点实验室", "国家重点实验室"),
        ("人均地区生产总值", "地区生产总值"),
        ("新认定高新技术企业", "高新技术企业"),
        ("规模以上工业企业研发经费", "研发经费"),
        ("占全省的比重", "占全国的比重"),
        ("经济", "经济总量"),
    ],
)
def test_wordings_of_different_things_keep_different_plain_names(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)
