"""Which place a document and each of its numbers speaks of."""

from __future__ import annotations

import re

import pytest

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_what_is_sound
from dashboard.pipeline.intake.place_names import mentions
from dashboard.pipeline.intake.places import likely_place, places_of
from dashboard.pipeline.reader.models import Cell, Table
from dashboard.settings import data_folder

PROVINCE_TEXT = (
    "吉林省2024年国民经济和社会发展统计公报\n2024年全省实现地区生产总值14361亿元。全年研发经费231亿元。\n"
    "长春市2023年科技成果本地转化2050项；高新技术企业3500户以上。"
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_what_is_sound(data_folder() / "catalog").catalog


def settled(text: str, catalog: Catalog, default: str) -> list[str]:
    """The place (or the doubt) of each number that stands before a unit."""
    numbers = [match.start() for match in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?=[亿户家项%个])", text)]
    return [at.place or at.doubt for at in places_of(text, numbers, catalog, default=default)]


def test_the_title_decides_and_a_closing_sentence_about_a_city_stays_with_the_city(catalog: Catalog) -> None:
    assert likely_place(PROVINCE_TEXT, catalog) == "jilin"
    assert settled(PROVINCE_TEXT, catalog, "jilin") == ["jilin", "jilin", "changchun", "changchun"]


def test_without_a_title_the_word_for_the_whole_province_or_city_decides(catalog: Catalog) -> None:
    assert likely_place("2024年全省实现地区生产总值14361亿元。长春市转化2050项。", catalog) == "jilin"
    assert likely_place("2024年全市转化成果2050项，占吉林省六成。长春市科技局介绍。", catalog) == "changchun"


def test_a_chosen_place_is_only_that_of_sentences_that_name_none(catalog: Catalog) -> None:
    text = "长春市2023年科技成果本地转化2050项。高新技术企业4107户。"
    assert settled(text, catalog, "jilin") == ["changchun", "jilin"]
    assert settled("全省高新技术企业4107户。全市3500户。", catalog, "changchun") == ["jilin", "changchun"]


@pytest.mark.parametrize(
    ("text", "default", "places"),
    [
        ("全省高新技术企业4107户，其中长春市2900户，占全省的70.6%；科技中小企业10269户。", "jilin",
         ["jilin", "changchun", "changchun", "jilin"]),
        ("长春、沈阳、哈尔滨高新技术企业分别为3500家、4000家、3800家。", "jilin", ["changchun", "shenyang", "harbin"]),
        ("长春市和沈阳市高新技术企业共7500家。", "jilin", ["several_places"]),
        ("吉林市高新技术企业300户。", "jilin", ["place_not_in_catalog"]),
        ("长春净月高新区高新技术企业300户。", "changchun", ["place_not_in_catalog"]),
        ("吉林省长春市高新技术企业3500户。", "jilin", ["changchun"]),
        ("全国重点实验室11家。吉林大学牵头8家。", "changchun", ["changchun", "changchun"]),
        ("高新技术企业3500户（全省4107户），科技中小企业8000户。", "changchun", ["changchun", "jilin", "changchun"]),
        ("增速高于全国0.2个百分点，比深圳少3个。", "changchun", ["changchun", "changchun"]),
        ("我国研发经费36130亿元，北京市3000亿元，上海2000亿元。", "changchun", ["china", "beijing", "shanghai"]),
        ("全市高新技术企业3500户。", "", ["no_place"]),
        ("杭州市成果转化900项。全市高新技术企业2万家，共20家。", "changchun", ["hangzhou", "hangzhou"]),
        ("一、沈阳市\n高新技术企业4000家。\n二、大连市\n高新技术企业3000家。", "liaoning", ["shenyang", "dalian"]),
        ("超大城市技术市场成交额35亿元。", "changchun", ["changchun"]),
        ("2024年長春市實現技術合同成交額700亿元。", "jilin", ["changchun"]),
    ],
)  # fmt: skip
def test_each_sentence_settles_its_own_place(text: str, default: str, places: list[str], catalog: Catalog) -> None:
    assert settled(text, catalog, default) == places


def test_a_place_named_without_being_the_subject_wants_a_look(catalog: Catalog) -> None:
    text = "成果在杭州市转化35项。"
    (found,) = places_of(text, [text.index("35")], catalog, default="changchun")
    assert (found.place, found.doubt) == ("changchun", "other_place_named")


def test_a_row_of_a_table_is_about_the_place_of_its_label(catalog: Catalog) -> None:
    text = "地区\t高新技术企业\t\n沈阳\t4000\t\n合计\t9000\t\n"
    at = {word: text.index(word) for word in ("地区", "高新技术企业", "沈阳", "4000", "合计", "9000")}
    cells = {word: Cell(word, start, start + len(word)) for word, start in at.items()}
    table = Table(((cells["地区"], cells["高新技术企业"]), (cells["沈阳"], cells["4000"]), (cells["合计"], cells["9000"])))
    found = places_of(text, [at["4000"], at["9000"]], catalog, default="liaoning", tables=[table])
    assert [each.place for each in found] == ["shenyang", "liaoning"]


def test_a_university_or_a_newspaper_is_not_the_place_in_its_name(catalog: Catalog) -> None:
    assert [each.place for each in mentions("吉林大学、南京理工大学和长春日报、吉林一号", catalog)] == []
