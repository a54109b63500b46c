"""The claim grammar, one construction at a time; every sentence and figure is invented."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.pipeline.reader import Candidate, read_text


def only(text: str) -> Candidate:
    found = read_text(text)
    assert len(found) == 1, found
    return found[0]


def parts(text: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(found, name) for name in names) for found in read_text(text)]


def test_a_level_and_its_growth_are_one_record() -> None:
    found = only("甲市技术合同成交额70亿元，比上年增长9%。")
    assert (found.value, found.scale, found.unit) == (70, 10**8, "元")
    assert (found.change, found.change_unit, found.direction, found.change_basis) == (9, "percent", "up", "yoy")


def test_the_relative_change_stays_with_the_level_and_the_absolute_one_stands_alone() -> None:
    level, difference = sorted(read_text("常住人口90万人，减少3000人，下降0.3%。"), key=lambda found: found.value is None)
    assert (level.change, level.change_unit, level.direction) == (0.3, "percent", "down")
    assert (difference.value, difference.change, difference.change_unit, difference.change_abs_unit) == (
        None,
        3000,
        "absolute",
        "人",
    )


@pytest.mark.parametrize(
    ("text", "change", "unit"),
    [
        ("专利增长6倍。", 6, "times"),
        ("专利授权量5000件，是上年的6倍。", 6, "multiple"),
        ("高企数量翻了一番。", 1, "times"),
        ("高企数量翻两番。", 3, "times"),
        ("城镇化率提高0.7个百分点。", 0.7, "percentage_points"),
        ("出生率回落0.64个千分点。", 0.64, "permille_points"),
        ("贸易额增长两成。", 20, "percent"),
        ("创新排名前移2位。", 2, "places"),
        ("工业产值增长百分之二点三。", 2.3, "percent"),
    ],
)
def test_a_change_keeps_its_kind(text: str, change: float, unit: str) -> None:
    assert parts(text, "change", "change_unit") == [(change, unit)]


def test_from_and_to_are_two_levels_and_the_growth_belongs_to_the_second() -> None:
    text = "2020年，研发经费从2015年的20亿元增加到31亿元，增长55%。"
    assert parts(text, "value", "period", "change") == [(20, "2015", None), (31, "2020", 55)]


def test_a_respective_list_gives_one_record_for_each_member() -> None:
    text = "技术开发、技术转让合同额分别增长12.7%和5.3%。"
    assert parts(text, "indicator", "change") == [("技术开发合同额", 12.7), ("技术转让合同额", 5.3)]


def test_members_of_a_list_keep_their_own_verbs() -> None:
    text = "甲业投资5亿元，乙业投资6亿元，丙业投资7亿元，分别增长8%、下降15%和增长22%。"
    assert parts(text, "direction", "change") == [("up", 8), ("down", 15), ("up", 22)]


def test_a_ratio_gives_one_record_for_each_part() -> None:
    assert parts("三次产业比例为5:40:55。", "indicator", "value", "unit") == [
        ("三次产业比例第一产业", 5, None),
        ("三次产业比例第二产业", 40, None),
        ("三次产业比例第三产业", 55, None),
    ]


def test_both_subjects_share_one_number() -> None:
    assert parts("企业研发投入、有效发明专利均占全省的45%左右。", "value", "qualifier") == [(45, "~"), (45, "~")]


def test_quarters_of_a_series_have_periods_of_their_own() -> None:
    text = "2023年情况。一季度、二季度工业增加值增速分别为-1.8%和2.6%。"
    assert parts(text, "period", "change", "direction") == [("2023Q1", 1.8, "down"), ("2023Q2", 2.6, "up")]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("孵化器超20家。", ">"),
        ("孵化器近20家。", "<"),
        ("孵化器约20家。", "~"),
        ("孵化器20家以上。", ">="),
        ("失业率4.2%以内。", "<="),
        ("孵化器20余家。", ">"),
    ],
)
def test_a_hedge_is_kept(text: str, qualifier: str) -> None:
    assert only(text).qualifier == qualifier


def test_a_count_before_its_noun_is_a_claim() -> None:
    found = only("建成6个中试平台。")
    assert (found.value, found.unit, found.indicator) == (6, "个", "中试平台")


def test_a_threshold_in_a_name_is_not_the_value() -> None:
    assert parts("年营收超3000万元的企业有40家。", "value", "unit") == [(40, "家")]
    assert parts("3000万元以上项目推进1043个。", "value") == [(1043,)]


@pytest.mark.parametrize("text", ["技术合同成交额列全省第二。", "技术合同成交额居全省第2位。", "技术合同成交额排名全省第2。"])
def test_a_rank_is_read_in_digits_and_in_words(text: str) -> None:
    found = only(text)
    assert (found.value, found.unit) == (2, "位")
    assert "全省" in found.indicator


def test_a_gap_to_another_entity_is_a_record_of_its_own() -> None:
    growth, gap = read_text("工业增加值增长15.7%，高于全国2个百分点。")
    assert (growth.change, gap.value, gap.unit, gap.change) == (15.7, 2, "百分点", None)
    assert gap.indicator == "工业增加值增速高于全国"


def test_a_gap_to_an_earlier_rate_is_a_change() -> None:
    text = "工业增加值增长4.7%，增速比一季度加快1个百分点。"
    assert parts(text, "indicator", "change", "change_unit", "change_basis")[1] == (
        "工业增加值增速",
        1,
        "percentage_points",
        "Q1",
    )


def test_a_share_names_part_and_whole() -> None:
    _, share = read_text("技术合同成交额70亿元，占全省的8%。")
    assert share.indicator == "技术合同成交额占全省的比重"


def test_the_rate_of_a_plan_comes_with_its_target() -> None:
    text = "新建平台完成全年200项任务的55%。"
    assert parts(text, "value", "unit") == [(200, "项"), (55, "%")]


def test_newly_added_is_a_level_and_net_added_a_change() -> None:
    assert parts("新增高新技术企业9家。", "value", "change") == [(9, None)]
    assert parts("高新技术企业净增9家。", "value", "change") == [(None, 9)]


def test_a_damaged_number_is_not_repaired_and_its_change_is_kept() -> None:
    assert parts("社零总额O.48万亿元、增长6.1%。", "value", "change") == [(None, 6.1)]


def test_a_range_has_both_its_ends() -> None:
    found = only("地区生产总值增长5.5%-6%。")
    assert (found.change, found.change_max) == (5.5, 6)


@pytest.mark.parametrize(
    "text",
    [
        "围绕3转4强7新产业体系，担起一主六双职责，十年磨一剑。",
        "2023年11月1日召开第2次会议。",
        "联系电话：0000-5550146，邮编：000100。",
        "甲科规〔2022〕7号文件第3条。",
        "时速350公里的列车、60万吨乙烯项目、5G基站。",
        "浏览：27次 评论(0)",
        "三大门类、两个方面、五个聚力。",
        "产值亿元，增长%。",
        "最高给予200万元补助。",
        "从0到1，从1到100。",
        "共38页，第004版。",
        "成立70周年，连续17年。",
    ],
)
def test_numbers_that_are_no_statistics_are_left_alone(text: str) -> None:
    assert read_text(text) == []


def test_a_line_break_inside_a_statement_does_not_part_it() -> None:
    found = only("上半年技术合同成交额9.62\n\n亿元,较去年同期增长\n\n33.8%。")
    assert (found.value, found.change) == (9.62, 33.8)


def test_traditional_script_is_kept_in_names() -> None:
    text = "全年簽訂技術合同1.16萬項，專利授權量5.27萬件，下降3.8%，應用研究經費佔比為12%。"
    first, second = read_text(text)[:2]
    assert (first.indicator, first.unit, first.value, first.scale) == ("簽訂技術合同", "項", 1.16, 10**4)
    assert second.direction == "down"


def test_thirteen_thousand_in_two_scales_is_one_number() -> None:
    assert parts("研究人员4万3210人。", "value", "scale") == [(43210, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "技术合同成交额\n86.2亿元\n↑17.6%\n",
        "技术合同成交额\n86.2亿元\n+17.6%\n",
        "技术合同成交额：86.2亿元\n（增长17.6%）\n",
        "【技术合同成交额】\n86.2亿元\n▲17.6%\n",
        "技术合同成交额\n\n86.2亿元\n\n同比\n\n增长17.6%\n",
        "技术合同成交额86.2亿元\n增速\n17.6%\n",
    ],
)
def test_a_change_on_the_line_below_its_level_belongs_to_it(text: str) -> None:
    assert parts(text, "indicator", "value", "change", "direction") == [("技术合同成交额", 86.2, 17.6, "up")]


def test_a_level_compared_with_is_a_claim_of_its_own_period_and_lends_no_change() -> None:
    text = "2023年研发经费318.7亿元，较2022年292.4亿元增加26.3亿元，增长9%。"
    assert sorted(parts(text, "value", "period", "change_unit"), key=str) == [
        (292.4, "2022", None),
        (318.7, "2023", "percent"),
        (None, "2023", "absolute"),
    ]


def test_conditions_of_a_notice_are_no_figures() -> None:
    assert read_text("年度研发经费支出不低于500万元、研发人员占职工总数不少于30%的机构，可以申报。") == []


def test_what_exceeds_a_threshold_is_counted_and_the_threshold_is_not() -> None:
    found = read_text("研发经费投入超过20亿元的行业大类有7个，超过百亿元的市有2个。")
    assert [(item.value, item.unit) for item in found] == [(7, "个"), (2, "个")]


def test_the_size_of_a_fund_is_named_after_the_fund() -> None:
    found = only("设立总规模20亿元的科技成果转化基金。")
    assert (found.indicator, found.value, found.unit) == ("科技成果转化基金总规模", 20, "元")


def test_numbers_in_words_of_two_scales_are_one_number() -> None:
    text = "合同金额七亿三千万元，企业一万二千八百家，研发投入强度提高零点二个百分点。"
    sizes = [(found.value or 0) * found.scale for found in read_text(text)]
    assert sizes[:2] == [730_000_000, 12_800]
    assert [found.change_unit for found in read_text(text)][-1] == "percentage_points"


def test_the_whole_of_the_first_share_is_that_of_the_next() -> None:
    text = "“小巨人”企业贡献了园区46%的工业增加值、53%的利润和近七成的专利。"
    assert parts(text, "indicator", "value", "unit") == [
        ("工业增加值占园区的比重", 46, "%"),
        ("利润占园区的比重", 53, "%"),
        ("专利占园区的比重", 7, "成"),
    ]
