from __future__ import annotations

from dashboard.catalog.model import Event, Text
from dashboard.charts.timeline import Lane, timeline
from tests.observed import claim, observed, tiny_catalog

TRANSFERS, RANK = "results_transferred_locally", "research_city_rank"


def _lanes() -> list[Lane]:
    catalog = tiny_catalog()
    event = Event(id="meeting", date="2022-06-01", name=Text(zh="会议", en="Meeting"), place="changchun")
    frame = observed(
        claim(TRANSFERS, "2021", "700"), claim(TRANSFERS, "2022", "851"), claim(RANK, "2021", "40"), claim(RANK, "2022", "31")
    )
    return [
        Lane(
            catalog.indicators[name],
            catalog.units[catalog.indicators[name].unit],
            frame.loc[frame["indicator"] == name],
            milestones,
        )
        for name, milestones in ((TRANSFERS, ((1, event), (2, event))), (RANK, ()))
    ]


def test_each_indicator_has_a_lane_of_its_own_and_only_its_own_milestones() -> None:
    drawn = timeline(_lanes(), lang="zh")
    domains = [drawn.layout.yaxis.domain, drawn.layout.yaxis2.domain]
    assert domains[0][0] > domains[1][1]
    rules = [shape for shape in drawn.layout.shapes if shape.line.dash == "dot"]
    assert {shape.yref for shape in rules} == {"y domain"}
    assert [note.text for note in drawn.layout.annotations if note.text.startswith("1")] == ["1,2"]


def test_every_point_leads_to_its_observation_and_a_better_rank_stands_higher() -> None:
    drawn = timeline(_lanes(), lang="en")
    points = [trace for trace in drawn.data if trace.customdata is not None]
    assert [tuple(trace.customdata) for trace in points] == [
        (f"{TRANSFERS}:changchun:2021", f"{TRANSFERS}:changchun:2022"),
        (f"{RANK}:changchun:2021", f"{RANK}:changchun:2022"),
    ]
    low, high = drawn.layout.yaxis2.range
    assert low > high


def test_without_lanes_the_figure_says_why() -> None:
    assert "里程碑" in timeline([], lang="zh").layout.meta["description"]
