from __future__ import annotations

from dashboard.analysis.peers import side_by_side
from dashboard.charts.peers import peers
from dashboard.charts.table_twin import COLUMNS, table_twin
from tests.observed import claim, observed, tiny_catalog

STOCK, RANK, TRANSFERS = "high_tech_enterprises", "research_city_rank", "results_transferred_locally"
NAMES = {"changchun": "长春市", "jilin": "吉林省", "china": "中国"}


def test_the_better_number_is_on_top_and_the_own_place_is_marked_in_words_and_shape() -> None:
    catalog = tiny_catalog()
    frame = observed(
        claim(STOCK, "2023", "10"), claim(STOCK, "2023", "30", place="jilin"), claim(STOCK, "2022", "20", place="china")
    )
    figure = peers(frame, catalog.indicators[STOCK], catalog.units["item"], NAMES, own="changchun")
    (points,) = figure.data
    assert points.x == (10, 20, 30)
    assert points.marker.symbol == ("diamond", "circle", "circle")
    assert figure.layout.yaxis.ticktext == ("<b>长春市（本地）</b>", "中国，2022年", "吉林省")
    assert points.customdata[0] == f"{STOCK}:changchun:2023"
    ranks = observed(claim(RANK, "2023", "31"), claim(RANK, "2023", "12", place="jilin"))
    ordered = peers(ranks, catalog.indicators[RANK], catalog.units["place"], NAMES, own="changchun").data[0]
    assert ordered.x == (31, 12)


def test_places_meet_in_the_newest_period_that_most_of_them_have() -> None:
    frame = observed(
        *(claim(STOCK, "2022", "20", place=place) for place in NAMES),
        claim(STOCK, "2023", "30"),
        claim(STOCK, "2024", "40", place="jilin"),
        claim(STOCK, "2025", "50", place="jilin", qualifier="at_least"),
        claim(STOCK, "2025", "50", place="china"),
        claim(STOCK, "2025", "50"),
    )
    assert set(side_by_side(frame, tiny_catalog(), "changchun")["period"]) == {"2025"}
    without = frame.loc[frame["period"] != "2025"]
    met = side_by_side(without, tiny_catalog(), "changchun")
    assert set(met["period"]) == {"2022"}
    assert len(met) == 3
    assert side_by_side(frame.loc[frame["place"] == "jilin"], tiny_catalog(), "changchun").empty


def test_the_table_says_what_the_chart_draws_in_words_and_leads_to_the_same_numbers() -> None:
    catalog = tiny_catalog()
    frame = observed(
        claim(TRANSFERS, "2023", "2050", change="141", change_unit="percent", change_base="2022", source="congress_2024"),
        claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least", change="6", change_unit="times", change_base="2020"),
        claim(TRANSFERS, "2025", "4000", kind="target"),
    )
    table = table_twin(frame, catalog.indicators[TRANSFERS], catalog.units["item"], NAMES)
    assert tuple(table.columns) == COLUMNS
    assert (
        table["period"].tolist() == ["2020年", "2022年", "2023年", "2025年11月19日公布（未注明年份）", "2025年"][-len(table) :]
    )
    assert "同比增长141%" in table["change"].tolist()
    assert "较2020年增长6倍" in table["change"].tolist()
    assert table["kind"].tolist()[-1] == "目标"
    assert set(table["id"]) == set(frame["id"])
    english = table_twin(frame, catalog.indicators[TRANSFERS], catalog.units["item"], NAMES, lang="en")
    assert english["value"].tolist()[-1] == "4,000"
