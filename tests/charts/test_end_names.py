"""Names at the ends of lines stand right of every mark, apart from each other, and are led to where their line ends earlier."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts.end_names import apart
from dashboard.store import Store

from .test_kinds import drawn, provinces, valid

THREE = ["jilin", "liaoning", "heilongjiang"]
CHOICES = [
    (["rd_expenditure"], THREE, "line", {}),
    (["rd_expenditure"], [*THREE, "china"], "line", {}),
    (["rd_expenditure"], ["jilin", "changchun", "liaoning", "shenyang", "harbin"], "line", {}),
    (["rd_expenditure"], ["jilin", "liaoning", "china", "changchun"], "line", {"log": True}),
    (["high_tech_enterprises"], ["jilin", "changchun", "shenyang"], "line", {}),
    (["innovative_city_rank"], ["changchun", "shenyang", "dalian", "harbin"], "bump", {}),
]


def names(figure: go.Figure) -> list[dict[str, Any]]:
    return [told for told in figure.to_dict()["layout"]["annotations"] if "●" in told["text"]]


def shares(figure: go.Figure, told: list[dict[str, Any]]) -> list[float]:
    """Return how far down the names stand, as shares of the heights of the marks."""
    log = figure.layout.yaxis.type == "log"
    heights = [height for trace in figure.data if trace.mode == "markers" for height in trace.y if height > 0 or not log]
    taken = [math.log10(height) if log else height for height in heights]
    return sorted((entry["y"] - min(taken)) / (max(taken) - min(taken)) for entry in told)


@pytest.mark.parametrize(("indicators", "places", "kind", "wish"), CHOICES)
def test_a_name_stands_right_of_every_mark_and_clear_of_the_others(
    indicators: list[str], places: list[str], kind: str, wish: dict[str, bool], shipped: Store
) -> None:
    figure = valid(drawn(shipped, indicators, places, kind, **wish))
    told = names(figure)
    assert len(told) > 1
    last = max(time for trace in figure.data for time in trace.x if time is not None)
    assert all(entry["x"] > last and entry["xanchor"] == "left" for entry in told)
    assert figure.layout.xaxis.range[1] == told[0]["x"]
    steps = shares(figure, told)
    assert all(above - below > 0.05 for below, above in pairwise(steps))


def test_a_line_that_ends_earlier_is_led_to_its_name_in_its_colour(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_expenditure"], THREE, "line")
    colours = {entry["text"].partition("color:")[2][:7]: entry["x"] for entry in names(figure)}
    ends = {shape.line.color: (shape.x0, shape.x1) for shape in figure.layout.shapes}
    assert {start for start, _ in ends.values()} >= {2023.0}
    assert all(end == colours[colour] for colour, (_, end) in ends.items())


def test_on_a_logarithmic_axis_the_line_leads_from_the_number_itself(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_expenditure"], ["jilin", "liaoning", "china", "changchun"], "line", log=True)
    heights = {round(height, 6) for trace in figure.data if trace.mode == "markers" for height in trace.y}
    assert figure.layout.shapes
    assert all(round(shape.y0, 6) in heights for shape in figure.layout.shapes)


def test_of_many_provinces_only_those_that_stand_out_are_named(shipped: Store) -> None:
    assert len(names(drawn(shipped, ["rd_intensity"], provinces(shipped), "line"))) == 4


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [([], []), ([0.2, 0.5], [0.2, 0.5]), ([0.5, 0.5], [0.5, 0.565]), ([0.98, 0.99, 1.0], [0.87, 0.935, 1.0])],
)
def test_names_are_pushed_down_and_at_the_foot_up(wanted: list[float], placed: list[float]) -> None:
    assert apart(wanted) == pytest.approx(placed)
