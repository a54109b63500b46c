"""Tables become files that hold the same, and never more than was meant."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.exports import Column, Sheet, flat, flat_columns, to_csv, to_excel, to_json

CHANGE = {"value": 141.0, "unit": "percent", "qualifier": "exact", "base": "2022"}
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)


def test_parts_of_a_change_become_columns_even_where_there_is_none() -> None:
    fields = ("id", "reported_change", "inputs")
    columns = (
        "id",
        "reported_change_value",
        "reported_change_unit",
        "reported_change_qualifier",
        "reported_change_base",
        "reported_change_claim",
        "reported_change_source",
        "inputs",
    )
    assert flat_columns(fields) == columns
    assert tuple(flat({"id": "a", "reported_change": None, "inputs": ["b", "c"]}, fields)) == columns
    row = flat({"id": "a", "reported_change": CHANGE, "inputs": ["b", "c"]}, fields)
    assert (row["reported_change_value"], row["reported_change_base"], row["inputs"]) == (141.0, "2022", "b c")


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.fixed_dictionaries({"a": CELLS, "b": st.floats(allow_nan=False, allow_infinity=False)}), max_size=5))
def test_csv_reads_back_to_what_was_written(rows: list[dict]) -> None:
    back = list(csv.DictReader(io.StringIO(to_csv(rows, ("a", "b")), newline="")))
    assert [(row["a"], float(row["b"])) for row in back] == [(row["a"], row["b"]) for row in rows]


def test_a_missing_value_is_empty_and_a_zero_is_a_zero() -> None:
    assert to_csv([{"a": None, "b": 0.0, "c": False}], ("a", "b", "c")) == "a,b,c\n,0.0,false\n"


def test_json_refuses_what_it_cannot_write() -> None:
    assert json.loads(to_json({"项": 1})) == {"项": 1}
    with pytest.raises(ValueError, match="Out of range"):
        to_json({"a": float("inf")})


@settings(max_examples=30, deadline=None)
@given(text=st.one_of(CELLS, st.sampled_from(["=1+1", "+1", "@SUM(A1)", "{=A1}", "http://", "https://example.org"])))
def test_excel_reads_text_as_text_and_never_as_a_formula(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_excel(Sheet("t", (Column("a", "A"),), [{"a": text}]), [("k", text)])))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type != "f"
    assert (cell.value or "") == text


def test_excel_numbers_are_numbers_with_their_decimals() -> None:
    sheet = Sheet("t", (Column("a", "A"), Column("b", "B")), [{"a": 201.3, "b": True}], [{"a": 1}])
    table = openpyxl.load_workbook(io.BytesIO(to_excel(sheet, []))).worksheets[0]
    assert (table["A2"].value, table["A2"].number_format, table["B2"].value) == (201.3, "#,##0.0", "是")


def test_the_same_table_gives_the_same_bytes() -> None:
    sheet = Sheet("t", (Column("a", "A"),), [{"a": 1}])
    assert to_excel(sheet, [("k", "v")]) == to_excel(sheet, [("k", "v")])


def test_ids_open_the_addresses_given_for_their_column() -> None:
    opened = {"id": "https://stat.example.org/evidence/{id}?lang=en"}
    rows = [{"id": "gdp:changchun:2013-01/2013-06;type=year_to_date", "name": "=1"}]
    book = openpyxl.load_workbook(
        io.BytesIO(to_excel(Sheet("S", (Column("id", "Id"), Column("name", "N")), rows, links=opened), []))
    )
    first, second = book["S"][2]
    assert first.value == rows[0]["id"]
    assert first.hyperlink.target.startswith(
        "https://stat.example.org/evidence/gdp:changchun:2013-01%2F2013-06;type=year_to_date"
    )
    assert second.hyperlink is None
