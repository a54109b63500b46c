from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from dashboard.analysis.comparability import with_span
from dashboard.components.sparkline import sparkline
from dashboard.rows import Row, rows_of
from dashboard.store import Store


def series(store: Store, indicator: str, place: str, scope: str = "") -> list[Row]:
    found = store.observations([indicator], [place])
    kept = (found["scope"] == scope) & (found["kind_class"] == "outcome") & (found["stated_on"] == "") & found["amount"].notna()
    return rows_of(with_span(found.loc[kept]))


def image(store: Store, indicator: str, rows: list[Row]) -> str:
    drawn = sparkline(rows, store.catalog.indicators[indicator], reverse=False, description="")
    assert drawn is not None
    return unquote(drawn.src)


def lines(svg: str) -> list[tuple[str, str]]:
    return re.findall(r'<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+"', svg)


def test_a_line_stops_at_a_change_of_method(shipped: Store) -> None:
    rows = series(shipped, "rd_intensity", "jilin", "first_published")
    svg = image(shipped, "rd_intensity", rows)
    assert svg.count("<circle") == len(rows)
    assert len(lines(svg)) == len(rows) - 2
    starts, ends = zip(*lines(svg), strict=True)
    assert len(set(ends) - set(starts)) == 2


def test_a_gap_leaves_a_dot_and_the_rest_stays_joined(shipped: Store) -> None:
    rows = [row for row in series(shipped, "rd_expenditure", "liaoning") if row["period"] != "2014"]
    assert len(lines(image(shipped, "rd_expenditure", rows))) == len(rows) - 2


@pytest.mark.parametrize(("qualifier", "way"), [("at_least", -1), ("at_most", 1)])
def test_a_bound_is_hollow_joined_to_nothing_and_points_on(shipped: Store, qualifier: str, way: int) -> None:
    rows = series(shipped, "rd_expenditure", "liaoning")
    ends = {"high": float("inf")} if way < 0 else {"low": float("-inf")}
    bound = rows[-1] | {"qualifier": qualifier} | ends
    svg = image(shipped, "rd_expenditure", [*rows[:-1], bound])
    assert len(lines(svg)) == len(rows) - 2
    assert re.search(r'r="3\.0" fill="none"/><path d="M', svg)
    start, tip = re.search(r'fill="none"/><path d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)M', svg).groups()
    assert (float(tip) - float(start)) * way > 0


def test_what_is_not_final_hangs_on_a_dotted_line(shipped: Store) -> None:
    rows = series(shipped, "rd_expenditure", "liaoning")
    svg = image(shipped, "rd_expenditure", [*rows[:-1], rows[-1] | {"kind": "preliminary"}])
    assert svg.count("stroke-dasharray") == 1


def test_one_point_is_no_line(shipped: Store) -> None:
    assert (
        sparkline(series(shipped, "gdp", "jilin")[:1], shipped.catalog.indicators["gdp"], reverse=False, description="") is None
    )
