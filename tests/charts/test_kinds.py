from __future__ import annotations

import plotly.graph_objects as go
import pytest

from dashboard.analysis.transforms import needed, selected, transformed
from dashboard.charts.drawing import Wish, draw
from dashboard.charts.kinds import KINDS, kinds, log_refused, suited
from dashboard.store import Store


def shown_rows(store: Store, indicators: list[str], places: list[str], show: str = "level"):
    beside, above = needed(show, indicators, places, store.catalog)
    rows = selected(store.observations(indicators, places), store.catalog)
    return transformed(show, rows, store.catalog, others=store.observations(beside, above) if beside else None).rows


def provinces(store: Store) -> list[str]:
    return [place.id for place in store.catalog.places.values() if place.level == "province"]


def drawn(store: Store, indicators: list[str], places: list[str], kind: str, show: str = "level", **wish: bool) -> go.Figure:
    rows = shown_rows(store, indicators, places, show)
    keys = dict.fromkeys((row["indicator"], row["place"], row["scope"]) for row in rows)
    names = {key: f"{store.catalog.places[key[1]].name.zh}" for key in keys}
    return draw(rows, names, store.catalog, Wish(kind, **wish))


def valid(figure: go.Figure) -> go.Figure:
    """Return the figure checked against Plotly's schema, which raises where a property is unknown or wrong."""
    return go.Figure(figure.to_dict())


def reasons(store: Store, *choice: object) -> dict[str, str]:
    return {kind.name: kind.reason.en for kind in kinds(shown_rows(store, *choice), store.catalog) if kind.reason}  # type: ignore[arg-type]


def test_different_units_share_no_axis(shipped: Store) -> None:
    told = reasons(shipped, ["rd_expenditure", "rd_intensity"], ["jilin", "liaoning", "heilongjiang"])
    assert "Different units" in told["line"]
    assert "multiples" not in told
    assert "scatter" not in told


def test_ranks_have_no_bars_and_bars_have_no_ranks(shipped: Store) -> None:
    told = reasons(shipped, ["innovative_city_rank"], ["changchun", "shenyang"])
    assert "no zero" in told["bar"]
    assert "bump" not in told
    assert "rank first" in reasons(shipped, ["rd_expenditure"], ["jilin", "liaoning"])["bump"]


def test_only_parts_of_one_whole_are_stacked(shipped: Store) -> None:
    assert "parts of one whole" in reasons(shipped, ["rd_expenditure"], ["jilin", "liaoning"])["stacked"]
    ways = ["institution_assignment_value", "institution_licence_value", "institution_equity_value"]
    assert "stacked" not in reasons(shipped, ways, ["china"])


def test_every_refusal_has_a_reason_and_every_permission_draws(shipped: Store) -> None:
    for show in ("level", "change", "rank", "cagr"):
        rows = shown_rows(shipped, ["rd_expenditure"], provinces(shipped), show)
        for kind in kinds(rows, shipped.catalog):
            assert kind.allowed == (kind.reason is None)
            if kind.allowed:
                assert valid(drawn(shipped, ["rd_expenditure"], provinces(shipped), kind.name, show)).data


def test_charts_of_two_indicators_of_parts_and_of_ranks_are_valid(shipped: Store) -> None:
    two = ["rd_expenditure", "rd_intensity"]
    assert valid(drawn(shipped, two, provinces(shipped), "scatter")).data
    assert valid(drawn(shipped, two, provinces(shipped), "multiples", shared=False)).data
    assert valid(drawn(shipped, ["rd_expenditure"], provinces(shipped), "line", log=True)).data
    ways = ["institution_assignment_value", "institution_licence_value", "institution_equity_value"]
    assert valid(drawn(shipped, ways, ["china"], "stacked")).data


def test_nothing_chosen_refuses_every_kind(shipped: Store) -> None:
    found = kinds(shown_rows(shipped, ["rd_expenditure"], []), shipped.catalog)
    assert [kind.name for kind in found] == list(KINDS)
    assert not any(kind.allowed for kind in found)
    assert suited(found, "line") == ""


def test_sixty_series_stay_few_traces_and_at_most_four_stand_out(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_expenditure"], provinces(shipped), "line")
    colours = {trace.marker.color for trace in figure.data if trace.mode == "markers"}
    assert len(colours) == 5
    assert len(figure.data) < 20


def test_a_gap_is_not_drawn_through(shipped: Store) -> None:
    rows = shown_rows(shipped, ["results_transferred_locally"], ["changchun"])
    keys = dict.fromkeys((row["indicator"], row["place"], row["scope"]) for row in rows)
    figure = draw(rows, dict.fromkeys(keys, "长春"), shipped.catalog, Wish("line"))
    joined = [x for trace in figure.data if trace.mode == "lines" for x in trace.x]
    assert 2020 not in joined


def test_a_bar_of_a_provisional_number_is_hatched(shipped: Store) -> None:
    figure = drawn(shipped, ["gdp"], ["jilin"], "bar")
    assert list(figure.data[0].marker.pattern.shape) == ["/", ""]


def test_the_tile_map_draws_every_province_and_fetches_nothing(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_expenditure"], provinces(shipped), "tiles")
    assert figure.data[0].type == "heatmap"
    assert sum(value is not None for row in figure.data[0].z for value in row) == 31
    assert "吉林" in "".join(note.text for note in figure.layout.annotations)


def test_on_a_phone_tiles_bear_the_letters_of_the_standard_in_english(shipped: Store) -> None:
    rows = shown_rows(shipped, ["rd_expenditure"], provinces(shipped))
    names = {(row["indicator"], row["place"], row["scope"]): row["place"] for row in rows}
    narrow = draw(rows, names, shipped.catalog, Wish("tiles"), lang="en").layout.meta["narrow"]
    assert len(narrow) == 31
    assert any("<b>JL</b><br>21" in text for text in narrow.values())


def test_the_places_chosen_stand_out_and_not_the_first_in_the_catalog(shipped: Store) -> None:
    rows = shown_rows(shipped, ["rd_expenditure"], provinces(shipped))
    names = {(row["indicator"], row["place"], row["scope"]): row["place"] for row in rows}
    own = next(key for key in names if key[1] == "jilin")
    figure = draw(rows, names, shipped.catalog, Wish("line", emphasised=(own,)))
    assert {trace.name for trace in figure.data if trace.name} == {"jilin", "其他"}


def test_the_marks_of_shared_small_axes_are_few(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_expenditure"], provinces(shipped), "multiples", shared=True)
    axes = [figure.layout[name] for name in figure.to_dict()["layout"] if name.startswith("yaxis")]
    assert all((axis.range[1] - axis.range[0]) / axis.dtick < 6 for axis in axes)


def test_a_rank_line_is_broken_at_a_change_of_method(shipped: Store) -> None:
    figure = drawn(shipped, ["innovation_cluster_rank"], ["changchun"], "bump")
    for trace in figure.data:
        pairs = [] if trace.mode != "lines" else list(zip(trace.x, trace.x[1:], strict=False))
        assert not [pair for pair in pairs if pair == (2024, 2025)]


def test_bars_begin_at_zero_and_ranks_have_the_first_on_top(shipped: Store) -> None:
    bars = drawn(shipped, ["rd_expenditure"], ["jilin", "liaoning"], "bar")
    assert bars.layout.yaxis.range[0] == 0
    ranks = drawn(shipped, ["rd_expenditure"], provinces(shipped), "bump", "rank")
    assert ranks.layout.yaxis.range[0] > ranks.layout.yaxis.range[1]


def test_a_log_axis_is_for_positive_amounts(shipped: Store) -> None:
    assert log_refused(shown_rows(shipped, ["rd_expenditure"], ["jilin"]), "line", shipped.catalog) is None
    assert log_refused(shown_rows(shipped, ["rd_intensity"], ["jilin"]), "line", shipped.catalog)
    assert log_refused(shown_rows(shipped, ["rd_expenditure"], ["jilin"]), "bar", shipped.catalog)


@pytest.mark.parametrize("kind", ["line", "heat", "slope", "dumbbell", "strip", "tiles"])
def test_every_point_opens_its_evidence_and_says_what_it_is(shipped: Store, kind: str) -> None:
    ids = set(shipped.observations(["rd_expenditure"])["id"])
    figure = drawn(shipped, ["rd_expenditure"], provinces(shipped), kind)
    told = [trace for trace in figure.data if trace.customdata is not None]
    assert told
    for trace in told:
        flat = [
            one
            for row in trace.customdata
            for one in (row if isinstance(row, list | tuple) or hasattr(row, "tolist") else [row])
        ]
        assert {one for one in flat if one} <= ids
        assert trace.hovertext is not None


def test_of_very_many_points_only_those_with_a_name_carry_text(shipped: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = (["rd_expenditure", "rd_intensity"], provinces(shipped), "scatter")
    few = drawn(shipped, *choice).data[0]
    monkeypatch.setattr("dashboard.charts.scatter._MANY", 20)
    rest, named = valid(drawn(shipped, *choice)).data
    assert rest.mode == "markers"
    assert rest.text is None
    assert list(named.text) == [name for name in few.text if name]
    assert sorted([*rest.customdata, *named.customdata]) == sorted(few.customdata)
    assert sorted([*rest.hovertext, *named.hovertext]) == sorted(few.hovertext)


def test_a_place_keeps_its_colour_in_every_small_chart_and_is_named_once(shipped: Store) -> None:
    places = ["changchun", "jilin", "liaoning"]
    figure = valid(drawn(shipped, ["rd_intensity", "rd_expenditure"], places, "multiples"))
    colours: dict[str, set[str]] = {}
    for trace in figure.data:
        if trace.mode == "markers":
            colours.setdefault(trace.name, set()).add(trace.marker.color)
    assert all(len(found) == 1 for found in colours.values())
    keys = [trace.name for trace in figure.data if trace.showlegend]
    assert sorted(keys) == sorted(colours)


def test_every_small_axis_has_two_numbers_or_more_and_room_for_them_on_a_phone(shipped: Store) -> None:
    figure = drawn(shipped, ["rd_intensity", "rd_expenditure"], ["jilin", "liaoning", "guangdong"], "multiples")
    axes = [figure.layout[name] for name in figure.to_dict()["layout"] if name.startswith("yaxis")]
    assert len(axes) == 2
    for axis in axes:
        assert axis.range[1] // axis.dtick - -(-axis.range[0] // axis.dtick) >= 1
    assert figure.layout.meta["narrow"]["yaxis2.automargin"] is True
