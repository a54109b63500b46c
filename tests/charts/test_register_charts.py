from __future__ import annotations

import pytest

from dashboard.analysis.register import Cohort
from dashboard.charts.cohorts import cohorts
from dashboard.charts.flows import Flow, Node, flows
from dashboard.charts.lag_curves import Curve, lag_curves
from dashboard.charts.parts import Whole, parts
from dashboard.charts.ranked_bars import Bar, ranked_bars
from dashboard.charts.stages import stages
from dashboard.charts.ties import PHONE, Box, Line, ties, wrapped

NODES = [
    Node(column, name, said, total, f"{total}项")
    for column, name, said, total in (
        (0, "a", "甲", 30),
        (0, "b", "乙", 10),
        (1, "c", "丙", 40),
        (2, "d", "丁", 25),
        (2, "e", "戊", 0),
    )
]
LINKS = [Flow(0, "a", "c", 30, "30项"), Flow(0, "b", "c", 10, "10项"), Flow(1, "c", "d", 25, "25项")]


def _height(trace: object) -> float:
    ys = trace.y  # type: ignore[attr-defined]
    return ys[-1] - ys[0]


def test_flows_are_as_wide_as_their_amounts_and_fit_their_nodes() -> None:
    drawn = flows(NODES, LINKS, ["供给", "需求", "资本"], lang="zh")
    widths = [_height(trace) for trace in drawn.data[: len(LINKS)]]
    assert [width / widths[1] for width in widths] == pytest.approx([3, 1, 2.5], abs=1e-3)
    bars = drawn.data[len(LINKS) :]
    assert len(bars) == 4
    assert max(y for bar in bars for y in bar.y) <= 1 + 1e-9
    assert "甲 → 丙<br><b>30项</b>" in [trace.text for trace in drawn.data]


def test_flows_without_any_node_say_so() -> None:
    assert flows([], [], ["a", "b"], lang="en").layout.meta["description"] == "There is no flow to show"


def test_a_censored_month_is_marked_on_its_curve_and_at_most_four_are_drawn() -> None:
    curve = Curve("2023", (0, 1, 2), (0.0, 10.0, 20.0), (False, True, False), (90, 80, 70))
    drawn = lag_curves([curve] * 6, lang="zh")
    lines = [trace for trace in drawn.data if trace.mode == "lines"]
    marks = [trace for trace in drawn.data if trace.mode == "markers"]
    assert len(lines) == 4
    assert {trace.line.shape for trace in lines} == {"hv"}
    assert len({trace.line.dash for trace in lines}) == 4
    assert all(trace.x == (1,) and trace.y == (10.0,) for trace in marks)


def test_a_bar_that_can_still_rise_is_hollow_and_a_withheld_one_is_a_gap() -> None:
    drawn = cohorts(
        [Cohort(2024, 200, (50, None), (True, False)), Cohort(2025, 100, (20, 20), (False, False))], ["1", "2"], "d", lang="en"
    )
    first, second = drawn.data
    assert first.y == (25.0, 20.0)
    assert first.marker.color[1] == "rgba(0,0,0,0)" != first.marker.color[0]
    assert second.y[0] is None
    assert "can only rise" in first.hovertext[1]


def test_the_parts_of_a_row_are_shares_of_their_own_row() -> None:
    drawn = parts([Whole("项数", (1, 3), ("1项", "3项")), Whole("空", (0, 0), ("", ""))], ["大型", "小型"], lang="zh")
    assert [trace.x for trace in drawn.data] == [(25,), (75,)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bars_begin_at_zero_and_lead_to_their_address(lang: str) -> None:
    drawn = ranked_bars([Bar("长" * 30, 5, "5", "/transfer?part=x"), Bar("b", 2, "2")], lang=lang)
    assert drawn.layout.xaxis.range[0] == 0
    assert drawn.data[0].customdata == ("", "/transfer?part=x")
    assert drawn.layout.yaxis.ticktext[1].endswith("…")
    assert ranked_bars([], lang=lang).layout.meta["description"]


def test_stages_draw_the_last_four_cohorts_and_leave_open_ones_hollow() -> None:
    found = [Cohort(year, 100, (70, None), (year < 2023, year < 2023)) for year in range(2019, 2025)]
    drawn = stages(found, ["评价", "签约"], lang="zh")
    assert [trace.name for trace in drawn.data] == ["2021", "2022", "2023", "2024"]
    assert drawn.data[0].text == ("70%", "不予显示")
    assert drawn.data[3].text[0] == "≥70%"
    assert drawn.data[3].marker.color[0] == "rgba(0,0,0,0)" != drawn.data[0].marker.color[0]
    assert len({trace.marker.pattern.shape[0] for trace in drawn.data[:2]}) == 2
    assert stages([], ["a"], lang="en").layout.meta["description"] == "There is no cohort to show"


BOXES = [Box(1, "a", "甲大学"), Box(1, "b", "乙研究所"), Box(0, "above", "总院"), Box(2, "p", "平台"), Box(2, "q", "中心")]


def test_boxes_stand_beside_what_they_are_tied_to_and_never_on_each_other() -> None:
    lines = [Line("above", "b", "part_of"), Line("a", "p", "runs"), Line("b", "p", "runs"), Line("b", "q", "runs")]
    drawn = ties(BOXES, lines, {"part_of": "隶属于", "runs": "运行"}, columns=["上级", "主体", "平台"], lang="zh")
    rows = dict(zip([box.id for box in BOXES], drawn.data[-1].y, strict=True))
    assert rows == {"a": 0, "b": 1, "above": 1, "p": 0.5, "q": 1.5}
    assert "<br>运行 · 平台" in drawn.data[-1].hovertext[0]
    assert [trace.name for trace in drawn.data if trace.showlegend is None] == ["隶属于", "运行"]
    assert ties(BOXES, [], {}, columns=["a", "b", "c"], lang="en").layout.meta["description"] == "There is no tie to show"


def test_a_long_name_is_broken_into_lines_and_never_after_an_opening_bracket() -> None:
    lines = wrapped("中国科学院长春光（机所）学精密机械与物理研究所（长春光机所）", PHONE).split("<br>")
    assert all(len(line) <= 8 and not line.endswith("（") and not line.startswith("）") for line in lines)
    assert wrapped("x" * 200, PHONE).endswith("…")


def test_on_a_phone_boxes_are_higher_and_hold_their_names() -> None:
    names = "Changchun Institute of Optics, Fine Mechanics and Physics, CAS (CIOMP)"
    boxes = [Box(1, "a", names), Box(2, "p", "平台")]
    drawn = ties(boxes, [Line("a", "p", "runs")], {"runs": "运行"}, columns=["上级", "主体", "平台"], lang="en")
    narrow = drawn.layout.meta["narrow"]
    assert narrow["height"] > drawn.layout.height
    told = narrow["annotations[3].text"].split("<br>")
    assert " ".join(told) == names
    assert len(told) * PHONE.size * 1.3 <= PHONE.row * 0.86


def test_labels_of_the_last_two_columns_never_meet_on_a_phone() -> None:
    nodes = [
        Node(0, "s", "供给", 100, "100项"),
        *(Node(1, str(n), "微型企业", 25, f"{n}999项") for n in range(4)),
        Node(2, "", "无基金出资", 100, "5983项"),
    ]
    links = [Flow(0, "s", str(n), 25, "25项") for n in range(4)] + [Flow(1, str(n), "", 25, "25项") for n in range(4)]
    drawn = flows(nodes, links, ["供给", "需求", "资本"], lang="zh")
    notes = {note.text: note for note in drawn.layout.annotations}
    last = notes["无基金出资 <b>5983项</b>"]
    inner = [note.y - 7.5 / 398 for text, note in notes.items() if text.startswith("微型企业")]
    assert len(inner) == 4
    assert min(abs(last.y - y) for y in inner) * 398 >= 15
