from __future__ import annotations

from itertools import pairwise

from dashboard.charts.drawing import Wish, draw
from dashboard.charts.kinds import kinds
from dashboard.charts.panel import Panel
from dashboard.charts.reach import reach
from dashboard.charts.slots import slots
from dashboard.charts.two_ends import apart
from dashboard.store import Store
from tests.charts.test_kinds import drawn, provinces, shown_rows, valid

Key = tuple[str, str, str]


def panel(store: Store, indicators: list[str], places: list[str], show: str = "level", own: str = "") -> Panel:
    rows = shown_rows(store, indicators, places, show)
    keys = dict.fromkeys((row["indicator"], row["place"], row["scope"]) for row in rows)
    names = {key: store.catalog.places[key[1]].name.en for key in keys}
    return Panel(rows, names, store.catalog, "en", tuple(key for key in names if key[1] == own) or None)


def test_a_slope_keeps_within_the_method_of_the_place_asked_for_and_says_so(shipped: Store) -> None:
    ranks = panel(shipped, ["rd_intensity"], provinces(shipped), "rank", "jilin")
    found = reach(ranks, "slope")
    assert found.periods == ("2019", "2023")
    assert {row["place"] for row in found.rows} == set(provinces(shipped))
    assert [entry.key[1] for entry in found.left] == ["jilin"]
    assert "before 2019" in found.left[0].reason.en


def test_a_slope_names_the_place_asked_for_and_every_other(shipped: Store) -> None:
    ranks = panel(shipped, ["rd_intensity"], provinces(shipped), "rank", "jilin")
    figure = valid(draw(ranks.rows, ranks.names, shipped.catalog, Wish("slope", emphasised=ranks.emphasised), lang="en"))
    labels = [note.text for note in figure.layout.annotations if note.x == 1]
    assert len(labels) == 31
    assert any("<b>Jilin 20</b>" in text for text in labels)
    assert [trace.line.width for trace in figure.data if trace.name == "Jilin"] == [3]


def test_a_slope_that_cannot_hold_the_place_asked_for_is_refused_with_the_reason(shipped: Store) -> None:
    rows = [
        row
        for row in shown_rows(shipped, ["rd_intensity"], ["jilin", "liaoning", "jiangsu"])
        if row["period"] in {"2018", "2019"}
    ]
    own = next((row["indicator"], row["place"], row["scope"]) for row in rows if row["place"] == "jilin")
    slope = next(kind for kind in kinds(rows, shipped.catalog, (own,)) if kind.name == "slope")
    assert not slope.allowed
    assert slope.reason
    assert "compare" in slope.reason.en


def test_series_that_a_chart_of_one_period_lacks_are_named(shipped: Store) -> None:
    held = panel(shipped, ["rd_expenditure"], [*provinces(shipped), "changchun"])
    assert {entry.key[1] for entry in reach(held, "tiles").left} == {"changchun"}
    assert {row["place"] for row in reach(held, "tiles").rows} == set(provinces(shipped))


def test_labels_keep_a_line_apart_and_inside_the_plot() -> None:
    found = apart([0, 1, 2, 190, 199], 200)
    assert all(after - before >= 15 for before, after in pairwise(found))
    assert found[0] >= 0
    assert found[-1] <= 200


def test_years_without_a_bar_keep_their_room_and_a_day_of_statement_follows_its_year(shipped: Store) -> None:
    rows = [
        row for row in shown_rows(shipped, ["high_tech_enterprises"], ["jilin", "changchun"]) if row["kind_class"] == "outcome"
    ]
    told = [slot.period for slot in slots(rows)]
    assert told[:9] == [str(year) for year in range(2010, 2019)]
    assert told.index("2022-09-26") == told.index("2022") + 1
    assert told[-1] == "2025-11-19"


def test_a_bar_of_a_bound_has_an_arrow_and_one_without_a_year_is_dotted(shipped: Store) -> None:
    figure = valid(drawn(shipped, ["high_tech_enterprises"], ["jilin", "changchun"], "bar"))
    arrows = [trace for trace in figure.data if trace.type == "scatter"]
    assert [trace.marker.symbol[1] for trace in arrows] == ["arrow-up", "arrow-up"]
    assert [trace.y[0] for trace in arrows] == [1000, 3500]
    assert "." in [shape for trace in figure.data if trace.type == "bar" for shape in trace.marker.pattern.shape]
    assert len({x for trace in figure.data if trace.type == "bar" for x in trace.x}) == 10
