from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.catalog import Catalog
from dashboard.catalog.model import Break, Event, Text
from dashboard.charts.trend import trend
from tests.observed import claim, observed, stored, tiny_catalog

TRANSFERS, RANK, INTENSITY, MONEY = "results_transferred_locally", "research_city_rank", "rd_intensity", "rd_expenditure"
STORY = (
    claim(TRANSFERS, "2020", "560"),
    claim(TRANSFERS, "2023", "2050", change="141", change_unit="percent", change_base="2022", source="congress_2024"),
    claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least"),
    claim(TRANSFERS, "2025", "4000", qualifier="at_least", kind="target", source="plan_2023"),
)


def drawn(
    *claims: dict[str, str], lang: str = "zh", places: tuple[str, ...] = ("changchun",), catalog: Catalog | None = None,
    events: tuple[Event, ...] = (),
) -> go.Figure:  # fmt: skip
    catalog = catalog or tiny_catalog()
    frame = observed(*claims, catalog=catalog)
    indicator = catalog.indicators[frame["indicator"].iloc[0]]
    names = {place: catalog.places[place].name[lang] for place in places}
    unit = catalog.units[indicator.unit]
    return trend(frame, stored(*claims, catalog=catalog), indicator, unit, names, events, lang=lang)


def lines(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "lines"]


def stretches(figure: go.Figure) -> set[tuple[float, float]]:
    """Return the pairs of times that some line joins."""
    found = set()
    for trace in lines(figure):
        found |= {(a, b) for a, b in zip(trace.x, trace.x[1:], strict=False) if a is not None and b is not None}
    return found


def texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def broken(indicator: str, period: str) -> Catalog:
    catalog = tiny_catalog()
    entry = Break(period=period, note=Text(zh="期刊增加", en="more journals"))
    changed = catalog.indicators[indicator].model_copy(update={"breaks": (entry,)})
    return catalog.model_copy(update={"indicators": catalog.indicators | {indicator: changed}})


def test_every_published_derived_stated_and_target_value_is_a_point_of_its_own_kind() -> None:
    figure = drawn(*STORY)
    symbols = {
        identity: symbol
        for trace in figure.data
        if trace.mode == "markers" and trace.customdata is not None
        for identity, symbol in zip(trace.customdata, trace.marker.symbol, strict=True)
    }
    assert symbols == {
        f"{TRANSFERS}:changchun:2020": "circle",
        f"{TRANSFERS}:changchun:2022": "diamond-open",
        f"{TRANSFERS}:changchun:2023": "circle",
        f"{TRANSFERS}:changchun:2025-11-19": "square-open",
        f"{TRANSFERS}:changchun:2025;target": "x-thin-open",
    }
    assert {"560", "850.6推算", "2050", "4000以上<br>2025年11月公布", "目标4000以上", "项"} == set(texts(figure))


def test_no_line_bridges_a_missing_year_a_target_or_a_value_without_a_year() -> None:
    assert stretches(drawn(*STORY)) == {(2022, 2023)}
    assert all(trace.line.dash == "dot" for trace in lines(drawn(*STORY)))


def test_consecutive_final_values_are_joined_solid() -> None:
    figure = drawn(claim(TRANSFERS, "2021", "10"), claim(TRANSFERS, "2022", "20"), claim(TRANSFERS, "2023", "30"))
    assert stretches(figure) == {(2021, 2022), (2022, 2023)}
    assert [trace.line.dash for trace in lines(figure)] == [None]


def test_an_expected_value_hangs_on_a_dashed_line_and_is_hollow() -> None:
    figure = drawn(
        claim(TRANSFERS, "2022", "10"), claim(TRANSFERS, "2023", "20"), claim(TRANSFERS, "2024", "30", kind="expected")
    )
    assert {trace.line.dash for trace in lines(figure)} == {None, "dot"}
    assert figure.data[-1].marker.symbol[-1] == "circle-open"


@pytest.mark.parametrize("indicator", [RANK, TRANSFERS])
def test_nothing_is_joined_across_a_break_and_the_break_is_ruled(indicator: str) -> None:
    figure = drawn(*(claim(indicator, str(year), "30") for year in range(2021, 2025)), catalog=broken(indicator, "2023"))
    assert stretches(figure) == {(2021, 2022), (2023, 2024)}
    assert "口径变化" in texts(figure)
    assert any(shape.line.dash == "dash" and shape.x0 == 2022.5 for shape in figure.layout.shapes)
    assert any("期刊增加" in (trace.hovertext or ("",))[0] for trace in figure.data)


def test_scopes_are_lines_of_their_own() -> None:
    figure = drawn(
        *(claim(INTENSITY, str(year), "0.76", scope="first_published") for year in (2018, 2019)),
        *(claim(INTENSITY, str(year), "1.02", scope="revised") for year in (2019, 2020)),
    )
    assert all(len({y for y in trace.y if y is not None}) == 1 for trace in lines(figure))
    assert any("修订后" in text for text in texts(figure))


def test_places_are_compared_under_one_counting_rule() -> None:
    figure = drawn(
        claim(INTENSITY, "2019", "0.76", scope="first_published"), claim(INTENSITY, "2019", "1.02", scope="revised"),
        claim(INTENSITY, "2019", "1.27", scope="revised", place="jilin"), places=("changchun", "jilin"),
    )  # fmt: skip
    points = [identity for trace in figure.data if trace.customdata for identity in trace.customdata]
    assert sorted(points) == ["rd_intensity:changchun:2019;scope=revised", "rd_intensity:jilin:2019;scope=revised"]


def test_a_hedged_value_is_an_open_arrow_from_its_bound_and_about_a_closed_bar() -> None:
    at_least = next(trace for trace in drawn(*STORY).data if trace.mode == "lines+markers")
    assert at_least.y[0] == 4000
    assert at_least.y[1] > 4000
    assert at_least.marker.symbol == ("line-ew", "arrow-up")
    about = next(
        trace for trace in drawn(claim(TRANSFERS, "2023", "1000", qualifier="about")).data if trace.mode == "lines+markers"
    )
    assert about.y == (950, 1050)
    assert about.marker.symbol == ("line-ew", "line-ew")


def test_a_rank_has_the_first_on_top_and_an_open_rank_points_down() -> None:
    figure = drawn(claim(RANK, "2022", "35"), claim(RANK, "2023", "31"), claim(RANK, "2024", "2"))
    bottom, top = figure.layout.yaxis.range
    assert bottom > 35
    assert 0 < top < 2
    assert 1 in figure.layout.yaxis.tickvals
    hedged = drawn(claim(RANK, "2022", "35"), claim(RANK, "2023", "10", qualifier="at_most"))
    arrow = next(trace for trace in hedged.data if trace.mode == "lines+markers")
    assert arrow.marker.symbol[0] == "arrow-up"


def test_quantities_begin_at_zero_and_every_point_lies_inside_the_axes() -> None:
    figure = drawn(*STORY)
    low, high = figure.layout.yaxis.range
    assert low == 0
    for trace in figure.data:
        for x, y in zip(trace.x, trace.y, strict=True):
            if x is not None and trace.mode != "markers":
                assert low <= y <= high
                assert figure.layout.xaxis.range[0] < x < figure.layout.xaxis.range[1]


def test_claims_that_were_not_chosen_stay_visible_and_lead_to_the_number_they_dispute() -> None:
    figure = drawn(
        claim(TRANSFERS, "2024", "4107", source="province_2025"), claim(TRANSFERS, "2024", "3590", source="undated"),
        claim(TRANSFERS, "2024", "4107", source="congress_2024"),
    )  # fmt: skip
    losing = next(trace for trace in figure.data if trace.name == "未采用的说法")
    assert losing.y == (3590,)
    assert losing.customdata == (f"{TRANSFERS}:changchun:2024",)
    assert "未采用" in losing.hovertext[0]


def test_amounts_are_told_in_the_unit_of_the_axis_in_both_languages() -> None:
    money = (claim(MONEY, "2020", "135.63"), claim(MONEY, "2021", "140.0"))
    zh, en = drawn(*money), drawn(*money, lang="en")
    assert {"亿元", "135.63", "140.0"} <= set(texts(zh))
    assert {"CNY bn", "13.563", "14.00"} <= set(texts(en))
    assert zh.layout.yaxis.separatethousands is False
    assert en.layout.yaxis.tickformat.startswith(",")


def test_hover_is_short_and_says_period_value_grade_and_status() -> None:
    said = [text for trace in drawn(*STORY).data if trace.hovertext for text in trace.hovertext]
    assert "2023年<br><b>2050项</b><br>媒体" in said
    assert "2025年11月19日公布（未注明年份）<br><b>4000项以上</b><br>转载" in said
    assert "2022年<br><b>850.6项（推算）</b><br>推算" in said
    assert "2025年<br><b>4000项以上</b><br>转载·目标" in said


def test_events_are_ruled_and_their_labels_never_collide_on_a_phone() -> None:
    days = ("2021-01-01", "2022-02-01", "2022-06-28", "2023-08-16", "2023-11-01", "2025-01-01")
    events = tuple(
        Event(
            id=f"e{n}", date=day, name=Text(zh=f"很长很长的科技创新事件之{n}", en=f"A rather long event {n}"), place="changchun"
        )
        for n, day in enumerate(days)
    )
    figure = drawn(*STORY, events=events)
    assert {shape.x0 for shape in figure.layout.shapes if shape.yref == "paper"} == {
        x for trace in figure.data for x in trace.x if trace.mode == "markers" and trace.customdata is None
    }
    assert len(next(trace for trace in figure.data if trace.customdata is None and trace.mode == "markers").x) == len(days)
    low, high = figure.layout.xaxis.range
    boxes = []
    for change, told in figure.layout.meta["narrow"].items():
        target = figure.layout
        *path, last = change.replace("[", ".").replace("]", "").split(".")
        for name in path:
            target = target[int(name)] if name.isdigit() else target[name]
        target[last] = told
    for note in (note for note in figure.layout.annotations if note.yref == "paper" and "事件" in note.text and note.visible):
        at, width = (note.x - low) / (high - low) * 290, 11.0 * len(note.text)
        boxes.append((note.yshift, *((at - width, at) if note.xanchor == "right" else (at, at + width))))
    assert boxes
    for lane, left, right in boxes:
        assert left > -20
        assert right < 320
        assert all(
            lane != other or right <= start or end <= left
            for other, start, end in boxes
            if (other, start, end) != (lane, left, right)
        )


def test_on_a_screen_every_milestone_is_named_in_full_in_english() -> None:
    names = ("The 14th five-year plan begins", "Changchun regulation on science and technology innovation", "The plan ends")
    events = tuple(
        Event(id=f"e{n}", date=day, name=Text(zh=f"事件{n}", en=name), place="changchun")
        for n, (day, name) in enumerate(zip(("2021-01-01", "2022-06-28", "2025-12-31"), names, strict=True))
    )
    figure = drawn(*STORY, events=events, lang="en")
    shown = {note.text for note in figure.layout.annotations if note.visible is not False}
    assert set(names) <= shown


def test_the_same_event_of_two_places_is_ruled_once() -> None:
    events = tuple(
        Event(id=f"{place}_plan", date="2021-01-01", name=Text(zh="十四五开始", en="Plan begins"), place=place)
        for place in ("changchun", "jilin")
    )
    assert texts(drawn(*STORY, events=events)).count("十四五开始") == 1


def test_at_most_four_series_are_emphasised_and_the_figure_stays_small() -> None:
    catalog = tiny_catalog()
    more = {
        f"p{n}": catalog.places["changchun"].model_copy(update={"id": f"p{n}", "name": Text(zh=f"城{n}", en=f"City {n}")})
        for n in range(31)
    }
    catalog = catalog.model_copy(update={"places": catalog.places | more})
    claims = [
        claim(TRANSFERS, str(year), str(10 * n + year % 7), place=f"p{n}") for n in range(31) for year in range(2011, 2024)
    ]
    figure = drawn(*claims, places=tuple(more), catalog=catalog)
    colours = [trace.line.color for trace in lines(figure)]
    assert len([colour for colour in colours if colour != "#7b8794"]) == 4
    assert len([text for text in texts(figure) if "●" in text]) == 4
    assert len(figure.to_json()) < 130_000
    assert len(drawn(*STORY).to_json()) < 9_000


def test_nothing_to_draw_says_so() -> None:
    frame = observed(*STORY)
    figure = trend(
        frame.iloc[:0],
        stored(*STORY).iloc[:0],
        tiny_catalog().indicators[TRANSFERS],
        tiny_catalog().units["item"],
        {"changchun": "长春"},
    )
    assert texts(figure) == ["没有可画的数字"]


@pytest.mark.parametrize("amount", ["0.000001", "0", "1", "9999999999999", "-5"])
def test_the_smallest_and_the_largest_amounts_have_axes(amount: str) -> None:
    figure = drawn(claim(TRANSFERS, "2022", amount), claim(TRANSFERS, "2023", amount))
    low, high = figure.layout.yaxis.range
    assert math.isfinite(low)
    assert low < high
    assert 2 <= len(figure.layout.yaxis.tickvals) <= 9


def test_the_given_frames_stay_as_they_were() -> None:
    frame, claims, catalog = observed(*STORY), stored(*STORY), tiny_catalog()
    before = frame.copy(deep=True), claims.copy(deep=True)
    trend(frame, claims, catalog.indicators[TRANSFERS], catalog.units["item"], {"changchun": "长春"})
    pd.testing.assert_frame_equal(frame, before[0])
    pd.testing.assert_frame_equal(claims, before[1])


def test_a_target_and_the_hedged_statement_beside_it_both_keep_their_labels() -> None:
    figure = drawn(
        claim("high_tech_enterprises", "2010", "144"), claim("high_tech_enterprises", "2020", "2013"),
        claim("high_tech_enterprises", "2025-11-19", "3500", qualifier="at_least"),
        claim("high_tech_enterprises", "2025", "3300", kind="target", source="plan_2023"),
    )  # fmt: skip
    assert {"目标3300", "3500以上<br>2025年11月公布"} <= set(texts(figure))
