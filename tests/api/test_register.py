from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from dashboard.api.questions import RegisterQuestion
from dashboard.api.register_table import NOTICE, register_table
from dashboard.pipeline.build import build
from dashboard.store import Store
from tests.api.conftest import server_over
from tests.authored import TINY


def test_every_cell_of_a_made_up_register_says_so(shipped: Store) -> None:
    found = register_table(shipped, RegisterQuestion(statistic="register_results_transferred", breakdown="chain", year=2023))
    assert found.records
    assert all(record["synthetic"] is True and record["notice"] == NOTICE for record in found.records)
    assert {record["breakdown"] for record in found.records} == {"chain"}


def test_a_withheld_cell_is_listed_without_its_numbers(shipped: Store) -> None:
    found = register_table(shipped, RegisterQuestion(breakdown="recipient_place", limit=100_000))
    hidden = [record for record in found.records if record["suppressed"]]
    assert hidden
    assert {record[name] for record in hidden for name in ("records", "part", "value")} == {None}


def test_no_cell_is_known_before_the_register_was_complete(shipped: Store) -> None:
    assert register_table(shipped, RegisterQuestion(as_of="2025-12-30")).records == []
    assert register_table(shipped, RegisterQuestion(as_of="2025-12-31")).records


@pytest.mark.parametrize(("lang", "header"), [("zh", "成果编号"), ("en", "Record id")])
def test_the_template_is_handed_out_as_excel_and_csv_in_both_languages(shipped_store: Path, lang: str, header: str) -> None:
    client = server_over(shipped_store).test_client()
    excel = client.get(f"/api/v1/register/template?lang={lang}")
    assert excel.headers["Content-Disposition"] == f'attachment; filename="register_template_{lang}.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(excel.data))
    first = [cell.value for cell in book.worksheets[0][1]]
    table = client.get(f"/api/v1/register/template?lang={lang}&format=csv")
    assert table.data.decode("utf-8-sig").strip().split(",") == first
    assert first[0] == header
    assert (
        client.get(f"/api/v1/register/template?lang={lang}", headers={"If-None-Match": excel.headers["ETag"]}).status_code
        == 304
    )


def test_the_template_refuses_other_forms_and_a_snapshot_without_one_says_so(shipped_store: Path, tmp_path: Path) -> None:
    client = server_over(shipped_store).test_client()
    assert client.get("/api/v1/register/template?format=json").status_code == 400
    assert client.get("/api/v1/register/template", headers={"Accept": "text/html"}).status_code == 406
    build(TINY, tmp_path)
    assert server_over(tmp_path).test_client().get("/api/v1/register/template").status_code == 404


def test_the_document_describes_the_template(shipped_store: Path) -> None:
    told = server_over(shipped_store).test_client().get("/api/v1/openapi.json").get_json()["paths"]["/register/template"]["get"]
    assert sorted(told["responses"]["200"]["content"]) == [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/csv",
    ]
    assert [entry["name"] for entry in told["parameters"]] == ["lang", "format"]
