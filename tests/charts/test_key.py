from __future__ import annotations

import pytest

from dashboard.charts import key
from dashboard.charts.points import DERIVED, FINAL, STATED
from dashboard.components.chart_key import chart_key
from dashboard.store import Store
from tests.charts.test_kinds import drawn

HIGH_TECH = ["high_tech_enterprises"]


def test_the_key_of_a_chart_has_the_marks_of_the_chart_and_no_other(shipped: Store) -> None:
    figure = drawn(shipped, HIGH_TECH, ["changchun"], "line")
    symbols = {symbol for trace in figure.data if trace.mode == "markers" for symbol in trace.marker.symbol}
    found = key.marks(figure)
    assert {FINAL, STATED, key.BOUND} <= set(found)
    assert {mark for mark in found if mark in symbols} == symbols & set(key.MEANINGS)
    assert DERIVED not in found


def test_bars_are_keyed_only_where_some_are_hatched_or_dotted(shipped: Store) -> None:
    assert key.HATCHED not in key.marks(drawn(shipped, ["rd_expenditure"], ["liaoning", "guangdong"], "bar"))
    assert set(key.marks(drawn(shipped, HIGH_TECH, ["jilin", "changchun"], "bar"))) == {
        key.SOLID, key.HATCHED, key.DOTTED, key.BOUND,
    }  # fmt: skip


def test_a_chart_of_plain_points_has_no_key(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_expenditure"], ["liaoning", "guangdong"], "line")
    assert key.marks(figure) == ()
    assert chart_key(figure, "zh") == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_mark_has_a_picture_and_words(lang: str, shipped: Store) -> None:
    told = chart_key(drawn(shipped, HIGH_TECH, ["jilin", "changchun"], "bar"), lang)
    for entry in told.children:
        picture, words = entry.children
        assert picture.src.startswith("data:image/svg+xml,")
        assert words
