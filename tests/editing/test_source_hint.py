"""What a document says of its source, offered to the editor."""

from __future__ import annotations

import pytest

from dashboard.catalog import Catalog
from dashboard.catalog.files import read_catalog, read_what_is_sound
from dashboard.editing.source_hint import source_hint
from dashboard.settings import data_folder
from tests.authored import TINY

COMMUNIQUE = "长春市2024年科技统计公报\n长春市统计局\n2025年4月10日\n一、总体情况\n2024年科技成果本地转化2050项。"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_catalog(TINY / "catalog")


def hint(text: str, catalog: Catalog, *, place: str = "changchun", url: str = "") -> dict[str, str]:
    return source_hint(text, place=place, url=url, catalog=catalog)


def test_title_body_and_date_of_a_communique_are_offered_in_both_languages(catalog: Catalog) -> None:
    told = hint(COMMUNIQUE, catalog)
    assert told == {
        "id": "changchun_communique_2024",
        "publisher_zh": "长春市统计局",
        "publisher_en": "Changchun Bureau of Statistics",
        "title_zh": "长春市2024年科技统计公报",
        "title_en": "Changchun statistical communiqué 2024",
        "published": "2025-04-10",
        "grade": "official",
    }


def test_a_named_origin_counts_before_a_line_that_looks_like_a_body(catalog: Catalog) -> None:
    told = hint("我市成果转化再创新高\n来源：长春日报  2024-1-9 08:00\n记者获悉，转化成果5项。\n长春市科技局", catalog)
    assert (told["publisher_zh"], told["published"], told["grade"]) == ("长春日报", "2024-01-09", "press")


def test_a_paragraph_without_heading_offers_no_title_and_no_date(catalog: Catalog) -> None:
    told = hint("2024年科技成果本地转化2050项。", catalog)
    assert (told["title_zh"], told["title_en"], told["published"], told["publisher_zh"]) == ("", "", "", "")


def test_an_address_of_the_catalog_offers_only_its_source(catalog: Catalog) -> None:
    address, first = "https://example.org/communique", next(iter(catalog.sources.values()))
    known = {name: getattr(catalog, name) for name in Catalog.model_fields}
    linked = first.model_copy(update={"url": address})
    told = hint(COMMUNIQUE, Catalog.of(known | {"sources": {**catalog.sources, first.id: linked}}), url=address)
    assert told == {"id": first.id}


def test_the_offered_id_is_new(catalog: Catalog) -> None:
    first = hint(COMMUNIQUE, catalog)["id"]
    known = {name: getattr(catalog, name) for name in Catalog.model_fields}
    taken = Catalog.of(known | {"sources": {**catalog.sources, first: next(iter(catalog.sources.values()))}})
    assert hint(COMMUNIQUE, taken)["id"] == f"{first}_2"


@pytest.mark.parametrize("text", ["", "\n\n", "》" * 400, "2024年13月45日\n局"])
def test_odd_text_offers_nothing_false(text: str, catalog: Catalog) -> None:
    assert hint(text, catalog)["published"] == ""


@pytest.mark.parametrize(
    ("text", "place", "publisher", "publisher_en"),
    [
        (
            "吉林省2024年国民经济和社会发展统计公报（节选）\n初步核算，全省生产总值1亿元。",
            "jilin",
            "吉林省统计局",
            "Jilin Bureau of Statistics",
        ),
        ("长春市2024年科技经费投入统计公报\n投入5亿元。", "changchun", "长春市统计局", "Changchun Bureau of Statistics"),
        (
            "2024年国民经济和社会发展统计公报\n（吉林省统计局 2025年3月20日）\n全省",
            "jilin",
            "吉林省统计局",
            "Jilin Bureau of Statistics",
        ),
        ("长春市统计局关于2024年科技投入的公报\n投入5亿元。", "changchun", "长春市统计局", "Changchun Bureau of Statistics"),
        ("吉林省统计局 国家统计局吉林调查总队\n2025年3月20日", "jilin", "吉林省统计局", "Jilin Bureau of Statistics"),
        ("长春市2025年政府工作报告\n各位代表：", "changchun", "长春市人民政府", "Changchun municipal government"),
        ("中华人民共和国2024年国民经济和社会发展统计公报\n全年", "china", "国家统计局", "National Bureau of Statistics"),
    ],
)
def test_a_communique_gives_its_statistics_bureau_and_an_official_grade(
    text: str, place: str, publisher: str, publisher_en: str
) -> None:
    told = hint(text, read_what_is_sound(data_folder() / "catalog").catalog, place=place)
    assert (told["publisher_zh"], told["publisher_en"], told["grade"]) == (publisher, publisher_en, "official")


def test_a_report_about_a_place_names_no_publisher_by_itself(catalog: Catalog) -> None:
    told = hint("长春市科技成果转化情况综述\n转化5项。", catalog)
    assert (told["publisher_zh"], told["grade"]) == ("", "press")
