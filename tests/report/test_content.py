"""What the briefing about Changchun says: what happened, whether targets are met, where the city stands, what is uncertain."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from dashboard.analysis.targets import STATUSES
from dashboard.report.compose import briefing
from dashboard.report.content import Briefing, Line
from dashboard.report.words import SHAPES, WORDS
from dashboard.store import Store

from .conftest import TODAY


def _lines(told: Briefing) -> list[Line]:
    return [*told.summary, *told.targets_summary, *told.strengths, *told.weaknesses, *told.watch, *told.caveats]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_in_a_sentence_leads_to_an_observation(lang: str, changchun: dict[str, Briefing], shipped: Store) -> None:
    for line in _lines(changchun[lang]):
        for number in line.sentence.numbers:
            for name in number.observations:
                assert shipped.observation(name) is not None, (line.text, name)


def test_the_three_sentences_tell_level_change_and_position(changchun: dict[str, Briefing]) -> None:
    first, second, third = (line.text for line in changchun["zh"].summary)
    assert "2050项" in first
    assert "同比增长141%" in second
    assert "第24位" in third


def test_six_to_eight_key_figures_each_with_period_source_and_grade(changchun: dict[str, Briefing]) -> None:
    rows = changchun["zh"].key_figures
    assert 6 <= len(rows) <= 8
    assert all(row.period and row.publisher and row.grade and row.sources for row in rows)
    transfers = rows[0]
    assert (transfers.value, transfers.period, transfers.change) == ("2050项", "2023年", "同比增长141%")
    assert transfers.later == "4000项以上，较2020年增长6倍（2025年11月19日）"


def test_targets_of_2025_are_judged_with_a_shape_and_a_word(changchun: dict[str, Briefing]) -> None:
    rows = {(row.indicator, row.period): row for row in changchun["zh"].targets}
    reached = rows["results_transferred_locally", "2025年"]
    assert (reached.shape, reached.status_words) == ("●", "已实现（年份未注明）")
    assert "未注明年份" in reached.outcome
    behind = rows["satellites_in_orbit", "2025年"]
    assert (behind.target, behind.status_words) == ("300颗", "未实现（进展有限）")
    assert re.fullmatch(r"[\d.]+% ÷ [\d.]+% = 0\.43", behind.pace)
    assert changchun["zh"].targets_summary[0].text == (
        "2025年目标15项：已实现3项（本地转化成果、高新技术企业、科技型中小企业；所据数字未注明年份），未实现1项（吉林一号在轨卫星），"
        "无法判定11项（未见目标年份的数据8项、增速基期未注明1项、只有预计数1项、各年增速未公布齐全1项）。"
    )


def test_a_growth_target_is_judged_by_the_growth_published_for_its_year(changchun: dict[str, Briefing]) -> None:
    grown = {(row.period, row.target): row for row in changchun["zh"].targets if row.indicator == "gdp"}
    missed = grown["2024年", "同比增长6.5%以上"]
    assert (missed.outcome, missed.pace) == ("同比增长4.8%（2024年，已公布），低1.7个百分点", "4.8% ÷ 6.5% = 0.74")
    assert (missed.shape, missed.status_words, missed.first) == ("◆", "未实现（有进展，须加快）", True)
    assert missed.observations == ("gdp:changchun:2024;target", "gdp:changchun:2024")
    assert grown["2025年", "同比增长5.5%以上"].outcome == "预计同比增长5%以上（2025年），只有预计数，未见正式结果"
    assert grown["2025年", "2020—2025年年均增长约6.5%"].outcome == "目标期内各年增速未公布齐全"
    assert any("低1.7个百分点，目标期已满，未实现" in line.text for line in changchun["zh"].watch)
    assert any("1.7 percentage points below" in line.text for line in changchun["en"].watch)


def test_a_shape_stands_for_each_status_and_all_differ() -> None:
    assert set(SHAPES) == {*STATUSES, ""}
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_the_city_is_placed_among_cities_of_its_tier(changchun: dict[str, Briefing]) -> None:
    (row, *_) = changchun["zh"].standing
    assert (row.value, row.rule, row.position) == ("第27位", "同级别", "14/15")
    assert "15个地区中居第14位" in changchun["zh"].weaknesses[0].text


def test_what_is_uncertain_is_said(changchun: dict[str, Briefing]) -> None:
    texts = "\n".join(line.text for line in changchun["zh"].caveats)
    assert "2023年长春市2050项，吉林省1800项，两者口径不同，不可相除或相减" in texts
    assert "未注明所属年份" in texts
    assert "来源不一致" in texts
    assert "转载的未见原文" in texts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reference_number_is_in_the_list_of_sources(lang: str, changchun: dict[str, Briefing]) -> None:
    told = changchun[lang]
    listed = [source.number for source in told.sources]
    assert listed == list(range(1, len(listed) + 1))
    rows = (*_lines(told), *told.key_figures, *told.targets, *told.figures, *told.data)
    assert {number for row in rows for number in row.sources} <= set(listed)


def test_no_chinese_is_left_in_the_english_briefing_outside_addresses(changchun: dict[str, Briefing]) -> None:
    told = changchun["en"]
    texts = [
        *(line.text for line in _lines(told)),
        *(text for row in told.key_figures for text in (row.name, row.value, row.period, row.change, row.later, *row.notes)),
        *(text for row in told.targets for text in (row.name, row.target, row.outcome, row.status_words)),
        *(text for row in told.figures for text in (row.theme, row.name, row.period, row.value, row.change, row.scope)),
        told.title,
        told.data_through,
        told.as_of,
        told.next_release,
        told.overdue,
    ]
    assert not [text for text in texts if re.search(r"[\u3400-\u9fff，。；：（）]", text)]


def test_fixed_words_are_in_both_languages_with_the_same_gaps() -> None:
    for key, (zh, en) in WORDS.items():
        assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en)), key
        assert zh
        assert en


def test_what_was_published_later_is_unknown_as_of_an_earlier_day(shipped: Store) -> None:
    told = briefing(shipped, "changchun", as_of=dt.date(2024, 6, 30))
    assert told.as_of == "按2024年6月30日所知"
    assert told.key_figures[0].value == "2050项"
    assert told.key_figures[0].later == ""
    assert all(source.id != "changchun_five_year_review_2025_11" for source in told.sources)
    reached = next(row for row in told.targets if row.indicator == "results_transferred_locally")
    assert reached.status_words != "已实现"


@pytest.mark.parametrize("place", ["jilin", "china", "shenyang"])
def test_other_levels_of_place_have_a_briefing_too(place: str, shipped: Store) -> None:
    told = briefing(shipped, place, today=TODAY)
    assert len(told.key_figures) >= 3
    assert told.summary
    assert told.chart is not None


def test_a_place_stands_beside_the_peers_that_publish_with_the_coverage_and_every_year(changchun: dict[str, Briefing]) -> None:
    met = {entry.indicator: entry for entry in changchun["zh"].beside}
    firms = met["high_tech_enterprises"]
    assert (firms.covered, firms.coverage) == ("6/14", "14个地区（同级别）中，6个有近五年数字")
    assert (firms.own.value, firms.own.period, firms.own.bound) == ("3500户以上", "2025年11月19日公布", True)
    assert (firms.best.place, firms.best.period) == ("深圳", "2024年")
    assert [value.share for value in firms.values] == sorted((value.share for value in firms.values), reverse=True)
    ranks = met["research_city_rank"]
    assert (ranks.values[0].value, ranks.values[-1].share) == ("第5位", 0)
    judged = {row.observations[-1].split(":")[0] for row in changchun["zh"].standing}
    assert not judged & set(met)
    assert (
        "6 of 14 peers (same tier)"
        in {entry.indicator: entry for entry in changchun["en"].beside}["high_tech_enterprises"].coverage
    )


def test_one_point_alone_makes_no_chart(shipped: Store) -> None:
    assert briefing(shipped, "chaoyang_district", today=TODAY).chart is None


def test_synthetic_data_are_marked_on_the_page(shipped: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    observations = shipped.observations
    monkeypatch.setattr(shipped, "observations", lambda *args, **more: observations(*args, **more).assign(synthetic=True))
    assert briefing(shipped, "changchun", today=TODAY).synthetic == "含合成数据，不是真实统计"


def test_a_coarser_claim_in_a_conflict_is_not_given_digits_it_does_not_have(shipped: Store) -> None:
    texts = "\n".join(line.text for line in briefing(shipped, "china", today=TODAY).caveats)
    assert "各来源在36130亿元至36326.8亿元之间" in texts
