from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.growth import growth
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Break, Text, View
from dashboard.claims import parse_observation_id
from dashboard.text.parts import Sentence
from dashboard.text.sentences import (
    among_peers,
    change,
    chart_description,
    chart_headline,
    chart_subtitle,
    level,
    no_recent,
    overview,
    position,
    target,
)
from tests.observed import claim, observed, tiny_catalog

TRANSFERS, STOCK, RANK, INTENSITY, MONEY = (
    "results_transferred_locally",
    "high_tech_enterprises",
    "research_city_rank",
    "rd_intensity",
    "rd_expenditure",
)
TODAY = dt.date(2026, 11, 23)
STORY = (
    claim(TRANSFERS, "2020", "560"),
    claim(TRANSFERS, "2023", "2050", change="141", change_unit="percent", change_base="2022", source="congress_2024"),
    claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least", change="6", change_unit="times", change_base="2020"),
    claim(TRANSFERS, "2025", "4000", qualifier="at_least", kind="target", source="plan_2023"),
)


def grown(*claims: dict[str, str], catalog: Catalog | None = None) -> pd.DataFrame:
    return growth(observed(*claims), catalog or tiny_catalog())


def row(identity: str, *claims: dict[str, str], catalog: Catalog | None = None) -> Row:
    frame = grown(*claims, catalog=catalog)
    return rows_of(frame.loc[frame["id"] == identity])[0]


def both(build: object, *arguments: object, **options: object) -> tuple[str, str]:
    said = [build(*arguments, tiny_catalog(), lang, **options) for lang in ("zh", "en")]  # type: ignore[operator]
    return tuple("" if sentence is None else sentence.text for sentence in said)  # type: ignore[return-value]


def test_a_level_is_told_with_period_place_and_unit() -> None:
    zh, en = both(level, row(f"{TRANSFERS}:changchun:2023", *STORY))
    assert zh == "2023年，长春市科技成果本地转化数为2050项。"
    assert en == "Research results transferred locally in Changchun came to 2,050 in 2023."


def test_a_value_without_a_reference_year_says_so_and_keeps_its_hedge() -> None:
    zh, en = both(level, row(f"{TRANSFERS}:changchun:2025-11-19", *STORY))
    assert zh == "据2025年11月19日公布，长春市科技成果本地转化数达4000项以上（所属年份未注明）。"
    assert en == (
        "Research results transferred locally in Changchun came to at least 4,000, "
        "as stated on 19 Nov 2025 (reference year not given)."
    )


def test_a_derived_value_is_called_derived_and_an_expected_one_expected() -> None:
    zh, en = both(level, row(f"{TRANSFERS}:changchun:2022", *STORY))
    assert zh == "2022年，长春市科技成果本地转化数推算为850.6项。"
    assert "850.6 (derived)" in en
    zh, en = both(level, row(f"{STOCK}:changchun:2024", claim(STOCK, "2024", "1000", qualifier="at_least", kind="expected")))
    assert zh == "2024年，长春市高新技术企业数预计达1000项以上。"
    assert "is expected to come to at least 1,000 in 2024" in en


def test_sums_are_called_sums_and_another_counting_rule_is_named() -> None:
    zh, _ = both(level, row(f"{TRANSFERS}:changchun:2023-01/2023-06;type=year_to_date",
                            claim(TRANSFERS, "2023-01/2023-06", "90", period_type="year_to_date")))  # fmt: skip
    assert zh == "2023年1—6月，长春市科技成果本地转化数累计为90项。"
    zh, en = both(level, row(f"{INTENSITY}:changchun:2018;scope=revised", claim(INTENSITY, "2018", "1.02", scope="revised")))
    assert zh == "2018年，长春市R&D经费投入强度（修订后）为1.02%。"
    assert "R&D intensity (After the GDP revision)" in en


def test_a_reported_change_is_told_as_reported_and_a_computed_one_as_computed() -> None:
    zh, en = both(change, row(f"{TRANSFERS}:changchun:2023", *STORY))
    assert zh == "长春市科技成果本地转化数2023年同比增长141%。"
    assert en == "Research results transferred locally in Changchun in 2023: up 141% year on year (as reported)."
    computed = row(f"{STOCK}:changchun:2023", claim(STOCK, "2020", "500"), claim(STOCK, "2023", "750"))
    said = change(computed, tiny_catalog(), "zh")
    assert said is not None
    assert said.text == "长春市高新技术企业数2023年较2020年增长50.0%（按已公布数计算）。"
    assert said.numbers[0].observations == (f"{STOCK}:changchun:2020", f"{STOCK}:changchun:2023")


def test_a_later_statement_is_told_after_the_dated_change_with_its_own_words() -> None:
    newer = row(f"{TRANSFERS}:changchun:2025-11-19", *STORY)
    zh, en = both(change, row(f"{TRANSFERS}:changchun:2023", *STORY), newer=newer)
    assert zh == "长春市科技成果本地转化数2023年同比增长141%；据2025年11月19日公布，较2020年增长6倍。"
    assert en.endswith("; up by 6 times the 2020 level, as stated on 19 Nov 2025.")


@pytest.mark.parametrize("hedge", ["at_least", "at_most", "more_than", "less_than", "about"])
def test_no_growth_is_computed_from_hedged_values(hedge: str) -> None:
    claims = claim(STOCK, "2020", "500"), claim(STOCK, "2023", "750", qualifier=hedge)
    assert change(row(f"{STOCK}:changchun:2023", *claims), tiny_catalog()) is None
    hedged_base = claim(STOCK, "2020", "500", qualifier=hedge), claim(STOCK, "2023", "750")
    assert change(row(f"{STOCK}:changchun:2023", *hedged_base), tiny_catalog()) is None


def test_a_change_of_an_expected_value_is_expected() -> None:
    claims = claim(STOCK, "2022", "500"), claim(STOCK, "2023", "550", kind="expected")
    zh, en = both(change, row(f"{STOCK}:changchun:2023", *claims))
    assert "2023年预计同比增长10" in zh
    assert "expected to be up 10" in en


def broken() -> Catalog:
    catalog = tiny_catalog()
    entry = Break(period="2023", note=Text(zh="期刊由82种增加到145种", en="more journals"))
    update = {RANK: catalog.indicators[RANK].model_copy(update={"breaks": (entry,)})}
    return catalog.model_copy(update={"indicators": catalog.indicators | update})


def test_across_a_break_nothing_is_compared_and_that_is_said() -> None:
    claims = claim(RANK, "2022", "35"), claim(RANK, "2023", "31")
    found = row(f"{RANK}:changchun:2023", *claims, catalog=broken())
    said = position(found, broken(), "zh").text
    assert said == "2023年，长春市自然指数科研城市全球排名第31位，与此前统计口径不同，不可直接比较。"
    assert "上升" not in said
    outcome = change(found, broken(), "zh")
    assert outcome is not None
    assert "不可直接比较" in outcome.text


def test_a_rank_rises_when_its_number_falls() -> None:
    claims = claim(RANK, "2022", "35"), claim(RANK, "2023", "31"), claim(RANK, "2024", "33")
    zh, en = both(position, row(f"{RANK}:changchun:2023", *claims))
    assert zh == "2023年，长春市自然指数科研城市全球排名第31位，较上年上升4位（按已公布数计算）。"
    assert en.startswith("Changchun ranked 31st (Nature Index world rank) in 2023, up 4 places on the year before")
    zh, _ = both(position, row(f"{RANK}:changchun:2024", *claims))
    assert "较上年下降2位" in zh


def test_the_place_among_peers_names_every_observation_it_rests_on() -> None:
    frame = observed(
        claim(STOCK, "2023", "10"), claim(STOCK, "2023", "30", place="jilin"), claim(STOCK, "2023", "20", place="china")
    )
    said = among_peers(frame, tiny_catalog(), "changchun", "zh")
    assert said is not None
    assert said.text == "2023年，长春市高新技术企业数为10项，在3个可比地区中居第3位。"
    assert set(said.numbers[-1].observations) == set(frame["id"])
    english = among_peers(frame, tiny_catalog(), "changchun", "en")
    assert english is not None
    assert english.text.endswith("in 2023, 3rd of 3 comparable places.")
    assert among_peers(frame.loc[frame["place"] == "changchun"], tiny_catalog(), "changchun") is None


def test_a_target_says_whether_it_is_reached_how_far_off_it_is_or_that_nothing_compares() -> None:
    aim = row(f"{TRANSFERS}:changchun:2025;target", *STORY)
    reached = target(aim, row(f"{TRANSFERS}:changchun:2025-11-19", *STORY), tiny_catalog(), "zh").text
    assert reached == (
        "长春市科技成果本地转化数2025年目标为4000项以上；据2025年11月19日公布，达4000项以上（所属年份未注明），已实现目标。"
    )
    short = target(aim, row(f"{TRANSFERS}:changchun:2023", *STORY), tiny_catalog(), "zh")
    assert short.text == "长春市科技成果本地转化数2025年目标为4000项以上；2023年为2050项，距目标差1950项。"
    assert short.numbers[-1].observations == (f"{TRANSFERS}:changchun:2023", f"{TRANSFERS}:changchun:2025;target")
    assert target(aim, None, tiny_catalog(), "en").text.endswith("no comparable outcome is known.")


def test_an_old_figure_says_that_nothing_newer_is_known_and_a_recent_one_does_not() -> None:
    old = row(f"{TRANSFERS}:changchun:2020", *STORY)
    zh, en = both(no_recent, old, today=TODAY)
    assert zh == "2020年，长春市科技成果本地转化数为560项；2020年以后未见更新的年度数据。"
    assert en.endswith("no figure with a stated year is known after 2020.")
    assert no_recent(old, tiny_catalog(), "zh", today=dt.date(2022, 1, 1)) is None


def said_of(*claims: dict[str, str], lang: str = "zh", sentences: tuple[str, ...] = (TRANSFERS, RANK, STOCK)) -> list[Sentence]:
    view = View(id="city", levels=("city",), headline=(TRANSFERS,), cards=(TRANSFERS,), sentences=sentences)
    catalog = tiny_catalog()
    return overview(grown(*claims), catalog, catalog.places["changchun"], view, lang, today=TODAY)


def test_the_overview_tells_level_change_and_position() -> None:
    found = said_of(
        *STORY, claim(RANK, "2022", "35"), claim(RANK, "2023", "31", change="4", change_unit="places", change_base="2022")
    )
    assert [sentence.text for sentence in found] == [
        "2023年，长春市科技成果本地转化数为2050项；据2025年11月19日公布，达4000项以上（所属年份未注明）。",
        "长春市科技成果本地转化数2023年同比增长141%；据2025年11月19日公布，较2020年增长6倍。",
        "2023年，长春市自然指数科研城市全球排名第31位，较上年上升4位。",
    ]


def test_without_a_rank_the_overview_ends_with_the_standing_towards_a_target() -> None:
    assert "已实现目标" in said_of(*STORY)[-1].text


def test_a_rank_that_is_all_there_is_to_tell_is_told_once() -> None:
    assert [sentence.text for sentence in said_of(claim(RANK, "2022", "29"))] == [
        "2022年，长春市自然指数科研城市全球排名第29位；2022年以后未见更新的年度数据。"
    ]


def test_a_place_with_nothing_or_only_targets_gets_no_sentence() -> None:
    assert said_of(STORY[-1]) == []
    frame = grown(*STORY)
    view = View(id="city", headline=(TRANSFERS,), cards=(TRANSFERS,))
    assert overview(frame, tiny_catalog(), tiny_catalog().places["jilin"], view) == []


def test_the_words_of_a_chart_tell_message_measure_and_every_point() -> None:
    catalog, frame = tiny_catalog(), grown(*STORY)
    of = frame, catalog.indicators[TRANSFERS], catalog.places["changchun"], catalog
    assert chart_headline(*of).text == "长春市科技成果本地转化数2023年同比增长141%"
    assert chart_subtitle(*of).text == "科技成果本地转化数（项），长春市，2020—2025年"
    described = chart_description(*of).text
    for point in (
        "2020年560项",
        "2022年850.6项（推算）",
        "2023年2050项",
        "4000项以上（公布，年份未注明）",
        "目标：2025年4000项以上",
    ):
        assert point in described
    english = chart_description(*of, "en").text
    assert "at least 4,000 on 19 Nov 2025 (as stated, year not given)" in english
    assert not re.search(r"[一-鿿]", english)


def test_a_long_series_is_described_by_its_ends_and_extremes_and_a_break_is_told() -> None:
    claims = [claim(RANK, str(year), str(40 - year % 5)) for year in range(2005, 2025)]
    frame = grown(*claims, catalog=broken())
    described = chart_description(frame, broken().indicators[RANK], broken().places["changchun"], broken()).text
    assert "最早、最低、最高和最近的值：" in described
    assert "自2023年起口径变化" in described
    assert described.count("第") <= 6


def test_every_number_of_every_sentence_leads_to_an_observation_of_the_frame() -> None:
    frame = grown(*STORY)
    catalog = tiny_catalog()
    known = set(frame["id"])
    for lang in ("zh", "en"):
        described = chart_description(frame, catalog.indicators[TRANSFERS], catalog.places["changchun"], catalog, lang)
        for said in (*said_of(*STORY, lang=lang), described):
            for number in said.numbers:
                assert set(number.observations) <= known
                assert all(parse_observation_id(identity) for identity in number.observations)


ZH = re.compile(r"^(?P<year>\d{4})年，长春市(?P<name>\D+?)为(?P<number>[\d.]+)(?P<scale>万亿|亿|万)?(?P<unit>项|元|%)。$")
SCALES = {None: 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


@settings(deadline=None, max_examples=60)
@given(indicator=st.sampled_from([TRANSFERS, MONEY]), digits=st.integers(1, 10**7), decimals=st.integers(0, 3))
def test_a_written_level_reads_back_to_the_same_number_and_unit(indicator: str, digits: int, decimals: int) -> None:
    places = decimals if indicator == MONEY else 0
    printed = f"{digits / 10**places:.{places}f}"
    found = row(f"{indicator}:changchun:2021", claim(indicator, "2021", printed))
    match = ZH.match(level(found, tiny_catalog(), "zh").text)
    assert match
    assert match["unit"] == ("元" if indicator == MONEY else "项")
    last = SCALES[match["scale"]] * 10.0 ** -len(match["number"].partition(".")[2])
    rounding = 0.5 * last if len(str(digits).rstrip("0")) > 5 and match["scale"] else 0
    assert float(match["number"]) * SCALES[match["scale"]] == pytest.approx(found["amount"], rel=1e-12, abs=rounding)


CHANGE = re.compile(r"2021年同比(?P<verb>增长|下降)(?P<number>[\d.]+)(?P<unit>%|倍)。$")


@settings(deadline=None, max_examples=60)
@given(tenths=st.integers(-999, 9999).filter(bool), unit=st.sampled_from(["percent", "times"]))
def test_a_written_change_reads_back_to_the_same_number_unit_and_direction(tenths: int, unit: str) -> None:
    printed = f"{tenths / 10:.1f}"
    found = row(
        f"{TRANSFERS}:changchun:2021", claim(TRANSFERS, "2021", "100", change=printed, change_unit=unit, change_base="2020")
    )
    said = change(found, tiny_catalog(), "zh")
    assert said is not None
    match = CHANGE.search(said.text)
    assert match, said.text
    sign = -1 if match["verb"] == "下降" else 1
    assert sign * float(match["number"]) == pytest.approx(float(printed))
    assert match["unit"] == ("倍" if unit == "times" else "%")
