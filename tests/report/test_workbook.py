"""The workbook: numbers as displayed, and formulae that another program computes to the same."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboard.report.content import Briefing
from dashboard.report.words import word
from dashboard.report.workbook import DATA_COLUMNS, FIRST_ROW, excel_formula, to_workbook
from dashboard.store import Store

from .reading import recalculated, workbook_text

COLUMN = {name: n for n, name in enumerate(DATA_COLUMNS)}


@pytest.fixture(scope="session")
def file(changchun: dict[str, Briefing]) -> bytes:
    return to_workbook(changchun["zh"])


def test_every_observation_is_a_row_with_its_stored_amount(file: bytes, changchun: dict[str, Briefing], shipped: Store) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file), data_only=True)[word("data", "zh")]
    rows = list(sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True))
    stored = shipped.observations(None, ["changchun"]).set_index("id")["amount"]
    told = {row[COLUMN["observation"]]: row[COLUMN["base_unit_value"]] for row in rows}
    assert set(told) == set(stored.index)
    for name, amount in stored.items():
        assert told[name] is None if pd.isna(amount) else told[name] == pytest.approx(amount, rel=1e-12)


def test_a_derived_value_is_the_arithmetic_with_the_numbers_as_printed(file: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file))[word("data", "zh")]
    row = next(
        row
        for row in sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True)
        if row[COLUMN["observation"]] == "results_transferred_locally:changchun:2022"
    )
    assert row[COLUMN["base_unit_value"]] == "=2050/(1+141/100)"
    assert str(row[COLUMN["value"]]).startswith("=ROUND(")


def test_libreoffice_computes_every_formula_to_the_value_shown(file: bytes, tmp_path: Path) -> None:
    shown = openpyxl.load_workbook(io.BytesIO(file), data_only=True)
    formulae = openpyxl.load_workbook(io.BytesIO(file))
    computed = recalculated(file, tmp_path)
    compared = 0
    for sheet in formulae:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    compared += 1
                    found = computed[sheet.title][cell.coordinate].value
                    assert found == pytest.approx(shown[sheet.title][cell.coordinate].value, rel=1e-9, abs=1e-9), cell
    assert compared > 50


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert excel_formula("2050 ÷ (1 + 141 ÷ 100)", 0) == "=2050/(1+141/100)"
    assert excel_formula("201.3 ÷ (1 + 48 ÷ 100)", 8) == "=(201.3/(1+48/100))*10^8"
    assert excel_formula("24 + (−7)", 0) == "=24+(-7)"
    assert excel_formula('HYPERLINK("x")', 0) is None
    assert excel_formula("", 0) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_names_place_and_dates(lang: str, changchun: dict[str, Briefing]) -> None:
    told = changchun[lang]
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(told)))
    for sheet in book:
        assert told.title in sheet["A1"].value
        assert told.data_through in sheet["A2"].value
        assert told.as_of in sheet["A2"].value
    text = workbook_text(to_workbook(told))
    for line in (*told.summary, *told.caveats, *told.watch):
        assert line.text in text


def test_status_and_source_stand_beside_every_number(file: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file), data_only=True)[word("data", "zh")]
    for row in sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True):
        assert row[COLUMN["status"]]
        assert row[COLUMN["source"]] or row[COLUMN["formula"]]
