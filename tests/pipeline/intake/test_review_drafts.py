import pytest

from dashboard.catalog.files import read_catalog
from dashboard.pipeline.intake.drafts import draft
from dashboard.pipeline.intake.places import likely_place
from dashboard.pipeline.intake.vocabulary import vocabulary
from dashboard.pipeline.reader import DocumentInfo, read_text
from tests.authored import TINY

CATALOG = read_catalog(TINY / "catalog")


def drafts(text, **info):
    found = read_text(text, vocabulary=vocabulary(CATALOG), document=DocumentInfo(place="长春市", **info))
    return [draft(each, text, CATALOG, place="changchun", source="congress_2024") for each in found]


def stated(text, **info):
    (only,) = drafts(text, **info)
    return {name: value for name, value in only.row.items() if value and name not in {"place", "source", "locator", "kind"}}


def test_a_level_with_its_growth_becomes_one_row_with_the_base_a_year_before():
    assert stated("2023年科技成果本地转化2050项，增长141%。") == {
        "indicator": "results_transferred_locally",
        "period": "2023",
        "value": "2050",
        "unit": "项",
        "unit_mult": "0",
        "change": "141",
        "change_unit": "percent",
        "change_base": "2022",
    }


def test_the_number_keeps_its_printed_zeros_and_its_printed_unit():
    row = stated("2023年全社会R&D经费201.30亿元。")
    assert (row["value"], row["unit"], row["unit_mult"]) == ("201.30", "亿元", "8")


def test_a_fall_is_negative_and_a_hedge_is_a_qualifier():
    row = stated("2023年科技成果本地转化1000项以上，下降5%。")
    assert (row["qualifier"], row["change"]) == ("at_least", "-5")


@pytest.mark.parametrize(
    ("words", "period", "period_type"),
    [
        ("2023年上半年", "2023-H1", None),
        ("2023年前三季度", "2023-01/2023-09", "year_to_date"),
        ("2023年1—5月", "2023-01/2023-05", "year_to_date"),
        ("2023年", "2023", None),
    ],
)
def test_a_part_of_a_year_is_not_taken_for_the_year(words, period, period_type):
    row = stated(f"{words}，科技成果本地转化800项。")
    assert (row["period"], row.get("period_type")) == (period, period_type)


def test_an_indicator_that_the_reader_did_not_settle_stays_empty_and_is_doubted():
    (only,) = drafts("2023年建成概念验证平台6个。")
    assert only.row["indicator"] == ""
    assert "no_indicator" in only.doubts


def test_a_target_is_a_target():
    (only,) = drafts("力争到2025年，科技成果本地转化达到4000项。", published="2023-08-16")
    assert only.row["kind"] == "target"


def test_the_locator_names_the_characters():
    text = "2023年科技成果本地转化2050项。"
    (only,) = drafts(text)
    start, end = (int(part) for part in only.row["locator"].removeprefix("字符").split("–"))
    assert "2050项" in text[start:end]


def test_the_place_of_a_text_is_the_one_it_names_most_and_none_where_it_names_none():
    assert likely_place("长春发布公报。长春市科技局介绍，吉林省……", CATALOG) == "changchun"
    assert likely_place("科技成果转化2050项", CATALOG) == ""


def test_a_learned_wording_links():
    words = vocabulary(CATALOG, {"results_transferred_locally": ["就地转化科技成果"]})
    (found,) = read_text("2023年就地转化科技成果2050项。", vocabulary=words)
    assert found.catalog_id == "results_transferred_locally"


@pytest.mark.parametrize(
    ("text", "value", "unit", "change"),
    [
        ("2024年末常住人口910.2万人，比上年末减少22.1万人。", "910.2", "万人", "-22.1"),
        ("2024年末常住人口910.2万人，比上年末减少2210人。", "910.2", "万人", "-0.221"),
        ("2024年末高新技术企业6218家，比上年末增加703家。", "6218", "家", "703"),
    ],
)
def test_an_absolute_change_is_authored_in_the_unit_of_its_value(text, value, unit, change):
    (only,) = [draft(each, text, CATALOG, place="changchun", source="") for each in read_text(text)]
    assert [only.row[name] for name in ("value", "unit", "change", "change_unit")] == [value, unit, change, "absolute"]


def test_an_absolute_change_without_its_level_keeps_its_own_unit():
    text = "2024年净增高新技术企业412家。"
    (only,) = [draft(each, text, CATALOG, place="changchun", source="") for each in read_text(text)]
    assert [only.row[name] for name in ("value", "unit", "change", "change_unit")] == ["", "家", "412", "absolute"]


def test_what_is_called_provincial_wants_a_look_where_the_place_is_a_city():
    text = "2024年科技成果在省内转化3609项。"
    (only,) = [draft(each, text, CATALOG, place="changchun", source="") for each in read_text(text)]
    assert "province_wide" in only.doubts
