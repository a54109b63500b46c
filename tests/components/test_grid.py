from __future__ import annotations

from dashboard.components.grid import BLOCK, IN_BROWSER, block, grid

ROWS = [{"place": f"place {n % 31}", "number": float(n), "note": None if n % 2 else "x"} for n in range(100_000)]
TITLES = {"place": "Place", "number": "Number", "note": "Note"}


def test_many_rows_stay_on_the_server_and_few_go_along() -> None:
    few = grid("t", ROWS[:10], TITLES, numeric=["number"], label="Table", lang="zh").children
    many = grid("t", ROWS[: IN_BROWSER + 1], TITLES, numeric=["number"], label="Table", lang="en").children
    assert len(few.rowData) == 10
    assert many.rowModelType == "infinite"
    assert not hasattr(many, "rowData")


def test_a_block_of_a_hundred_thousand_rows_is_filtered_and_sorted() -> None:
    request = {
        "startRow": 0,
        "endRow": BLOCK,
        "sortModel": [{"colId": "number", "sort": "desc"}],
        "filterModel": {"place": {"type": "equals", "filter": "place 7"}, "unknown": {"type": "equals", "filter": 1}},
    }
    answer = block(ROWS, request)
    assert len(answer["rowData"]) == BLOCK
    assert answer["rowCount"] == len([row for row in ROWS if row["place"] == "place 7"])
    assert answer["rowData"][0]["number"] == max(row["number"] for row in ROWS if row["place"] == "place 7")


def test_conditions_are_joined_and_missing_cells_are_none() -> None:
    joined = {
        "operator": "OR",
        "conditions": [{"type": "lessThan", "filter": 2}, {"type": "inRange", "filter": 10, "filterTo": 11}],
    }
    answer = block(ROWS, {"filterModel": {"number": joined}})
    assert [row["number"] for row in answer["rowData"]] == [0, 1, 10, 11]
    assert [row["note"] for row in answer["rowData"]] == ["x", None, "x", None]


def test_an_unknown_comparison_is_passed_over() -> None:
    assert block(ROWS[:5], {"filterModel": {"number": {"type": "magic", "filter": 1}}})["rowCount"] == 5
