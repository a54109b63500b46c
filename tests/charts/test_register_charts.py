from __future__ import annotations

import pytest

from dashboard.charts.cohorts import Cohort, cohorts
from dashboard.charts.flows import Flow, Node, flows
from dashboard.charts.lag_curves import Curve, lag_curves
from dashboard.charts.parts import Whole, parts
from dashboard.charts.ranked_bars import Bar, ranked_bars

NODES = [Node(0, "a", "甲", 30), Node(0, "b", "乙", 10), Node(1, "c", "丙", 40), Node(2, "d", "丁", 25), Node(2, "e", "戊", 0)]
LINKS = [Flow(0, "a", "c", 30), Flow(0, "b", "c", 10), Flow(1, "c", "d", 25)]


def _height(trace: object) -> float:
    ys = trace.y  # type: ignore[attr-defined]
    return ys[-1] - ys[0]


def test_flows_are_as_wide_as_their_amounts_and_fit_their_nodes() -> None:
    drawn = flows(NODES, LINKS, ["供给", "需求", "资本"], unit="项", lang="zh")
    widths = [_height(trace) for trace in drawn.data[: len(LINKS)]]
    assert [width / widths[1] for width in widths] == pytest.approx([3, 1, 2.5], abs=1e-3)
    bars = drawn.data[len(LINKS) :]
    assert len(bars) == 4
    assert max(y for bar in bars for y in bar.y) <= 1 + 1e-9
    assert "甲 → 丙<br><b>30项</b>" in [trace.text for trace in drawn.data]


def test_flows_without_any_node_say_so() -> None:
    assert flows([], [], ["a", "b"], unit="", lang="en").layout.meta["description"] == "There is no flow to show"


def test_a_censored_month_is_marked_on_its_curve_and_at_most_four_are_drawn() -> None:
    curve = Curve("2023", (0, 1, 2), (0.0, 10.0, 20.0), (False, True, False))
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
