"""What the API answers to a sound question."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import flask
import openpyxl
import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from typer.testing import CliRunner
from werkzeug.datastructures import MultiDict

from dashboard.analysis.growth import growth
from dashboard.answers import CHANGE_FIELDS, CLAIM_FIELDS, OBSERVATION_FIELDS, claim_records, observation_records, plain
from dashboard.api.changes_table import changes_table
from dashboard.api.file_resources import FILES
from dashboard.api.openapi import openapi_document
from dashboard.api.questions import ChangesQuestion
from dashboard.api.reading import read_question
from dashboard.api.resources import RESOURCES, TableResource
from dashboard.api.shapes import Claim, Hit, KnownChange, Observation
from dashboard.checks import HIT_COLUMNS
from dashboard.cli import app
from dashboard.exports import flat_columns
from dashboard.store import Store
from dashboard.text.fields import field_of

ROOT = "/api/v1"
LISTS = [resource for resource in RESOURCES if isinstance(resource, TableResource)]


def observations(client: FlaskClient, query: str) -> list[dict]:
    answer = client.get(f"{ROOT}/observations?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["observations"]


def test_the_document_is_valid_openapi_3_1(client: FlaskClient) -> None:
    document = client.get(f"{ROOT}/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    validate(document)
    for name, path in document["paths"].items():
        content = path["get"]["responses"]["200"]["content"]
        assert name in {file.path for file in FILES} or content["application/json"]["examples"]


def test_records_have_the_fields_of_the_command_line_and_the_document(tiny: Store) -> None:
    assert tuple(Observation.model_fields) == OBSERVATION_FIELDS
    assert tuple(Claim.model_fields) == CLAIM_FIELDS
    assert tuple(Hit.model_fields) == HIT_COLUMNS
    assert tuple(KnownChange.model_fields) == CHANGE_FIELDS


def test_every_column_is_explained_in_both_languages() -> None:
    for resource in LISTS:
        for column in flat_columns(resource.columns):
            field = field_of(column, resource.name)
            assert all(field), column


def test_observations_are_those_of_the_store(client: FlaskClient, tiny: Store) -> None:
    told = observations(client, "place=changchun&indicator=results_transferred_locally")
    frame = growth(tiny.observations(["results_transferred_locally"], ["changchun"]), tiny.catalog)
    assert told == observation_records(tiny, frame)
    assert {row["period"]: row["value"] for row in told if row["kind_class"] == "outcome"}["2023"] == 2050


def test_a_derived_number_says_so_and_refers_to_what_it_comes_from(client: FlaskClient) -> None:
    [row] = observations(client, "place=changchun&indicator=results_transferred_locally&from=2022&to=2022")
    assert row["derived"] is True
    assert row["value"] == pytest.approx(850.6, abs=0.1)
    assert "2050 ÷ (1 + 141 ÷ 100)" in row["citation"]
    assert "吉林日报" in row["citation"]


def test_as_of_knows_nothing_published_later(client: FlaskClient) -> None:
    now = observations(client, "place=changchun&indicator=results_transferred_locally")
    then = observations(client, "place=changchun&indicator=results_transferred_locally&as_of=2024-06-30")
    assert {row["period"] for row in now} > {row["period"] for row in then}
    assert {row["value"] for row in then if row["period"] == "2023"} == {2050}
    assert [row["kind"] for row in then if row["period"] == "2025"] == ["target"]


def test_as_of_holds_for_the_catalog_too(client: FlaskClient) -> None:
    before = client.get(f"{ROOT}/indicators/high_tech_enterprises?as_of=2024-01-01").get_json()["indicator"]
    after = client.get(f"{ROOT}/indicators/high_tech_enterprises").get_json()["indicator"]
    assert (before["known_claims"], after["known_claims"]) == (0, 2)


def test_several_values_come_by_repetition_or_comma(client: FlaskClient) -> None:
    comma = observations(client, "indicator=rd_intensity,research_city_rank")
    assert comma == observations(client, "indicator=rd_intensity&indicator=research_city_rank")
    assert {row["indicator"] for row in comma} == {"rd_intensity", "research_city_rank"}


def test_an_alias_names_what_it_stands_for(client: FlaskClient) -> None:
    assert observations(client, "place=ji") == observations(client, "place=jilin")
    assert client.get(f"{ROOT}/places/ji").get_json()["place"]["id"] == "jilin"


def test_an_empty_scope_is_the_indicators_own_definition(client: FlaskClient) -> None:
    assert observations(client, "indicator=rd_intensity&scope=") == []
    assert [row["value"] for row in observations(client, "indicator=rd_intensity&scope=revised")] == [1.02]
    assert len(observations(client, "indicator=rd_intensity")) == 2


def test_kinds_and_outcome_or_target_are_told_apart(client: FlaskClient) -> None:
    targets = observations(client, "kind=target")
    assert {row["kind_class"] for row in targets} == {"target"}
    outcomes = observations(client, "kind=outcome")
    assert len(targets) + len(outcomes) == len(observations(client, ""))
    assert {row["kind"] for row in observations(client, "kind=computed")} == {"computed"}


def test_the_numbers_of_a_source_are_those_that_rest_on_it(client: FlaskClient) -> None:
    assert {row["id"] for row in observations(client, "source=province_2025")} == {
        "high_tech_enterprises:jilin:2024",
        "rd_intensity:jilin:2018;scope=revised",
        "results_transferred_locally:jilin:2024",
        "results_transferred_locally:jilin:2023",
        "results_transferred_locally:jilin:2025",
    }
    assert observations(client, "source=province_2025&as_of=2025-02-14") == []
    assert {row["period"] for row in observations(client, "source=congress_2024&place=changchun")} == {"2022", "2023"}
    both = observations(client, "source=province_2025,congress_2024")
    assert len(both) > len(observations(client, "source=province_2025"))


def test_the_claims_of_a_source_are_those_it_makes(client: FlaskClient) -> None:
    told = client.get(f"{ROOT}/claims?source=review_2025").get_json()["claims"]
    assert {claim["source"] for claim in told} == {"review_2025"}
    assert 3590 in {claim["value"] for claim in told}
    lost = client.get(f"{ROOT}/claims?observation=high_tech_enterprises:jilin:2024&source=review_2025").get_json()["claims"]
    assert [(claim["value"], claim["place_in_order"]) for claim in lost] == [(3590, 2)]


def test_the_numbers_of_a_source_come_in_pages_and_as_a_file_named_after_it(client: FlaskClient) -> None:
    first = client.get(f"{ROOT}/observations?source=province_2025&limit=2").get_json()
    second = client.get(first["next"]).get_json()
    ids = [row["id"] for page in (first, second) for row in page["observations"]]
    assert ids == [row["id"] for row in observations(client, "source=province_2025")][:4]
    answer = client.get(f"{ROOT}/observations?source=province_2025&format=xlsx&lang=en")
    assert "observations_province_2025.xlsx" in answer.headers["Content-Disposition"]
    notes = openpyxl.load_workbook(io.BytesIO(answer.data))["Notes"]
    assert any("Science conference" in str(cell.value) for row in notes.iter_rows() for cell in row)


def test_the_ids_of_numbers_in_a_spreadsheet_open_their_evidence(client: FlaskClient) -> None:
    asked = {"observations": "id", "claims": "observation"}
    for resource, column in asked.items():
        answer = client.get(f"{ROOT}/{resource}?format=xlsx&lang=en&place=jilin&as_of=2025-12-31")
        heads, *rows = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows()
        place = [cell.value for cell in heads].index(field_of(column, resource).title("en"))
        links = {row[place].value: row[place].hyperlink.target for row in rows}
        assert links["high_tech_enterprises:jilin:2024"] == (
            "http://localhost/evidence/high_tech_enterprises:jilin:2024?lang=en&as_of=2025-12-31"
        )


def test_an_observation_comes_with_its_evidence(client: FlaskClient) -> None:
    answer = client.get(f"{ROOT}/observations/high_tech_enterprises:jilin:2024?lang=en").get_json()
    assert answer["observation"]["value"] == 4107
    assert [(claim["value"], claim["lost_by"]) for claim in answer["claims"]] == [(4107, None), (3590, "grade")]
    same = client.get(f"{ROOT}/claims?observation=high_tech_enterprises:jilin:2024&lang=en").get_json()
    assert same["claims"] == answer["claims"]


@pytest.mark.parametrize("resource", LISTS, ids=lambda resource: resource.name)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_one_another_without_gap_or_repetition(client: FlaskClient, resource: TableResource, limit: int) -> None:
    whole = client.get(f"{ROOT}{resource.path}").get_json()[resource.name]
    pages, address = [], f"{ROOT}{resource.path}?limit={limit}"
    while address:
        answer = client.get(address)
        body = answer.get_json()
        assert body["count"] == len(body[resource.name]) <= limit
        assert answer.headers.get("Link") == (f'<{body["next"]}>; rel="next"' if body["next"] else None)
        pages += body[resource.name]
        address = body["next"]
    assert pages == whole


def test_evidence_comes_in_pages_in_the_order_of_the_rule(client: FlaskClient) -> None:
    first = client.get(f"{ROOT}/claims?observation=high_tech_enterprises:jilin:2024&limit=1").get_json()
    second = client.get(first["next"]).get_json()
    assert [page["claims"][0]["place_in_order"] for page in (first, second)] == [1, 2]
    assert second["next"] is None


@pytest.mark.parametrize("resource", LISTS, ids=lambda resource: resource.name)
def test_csv_holds_what_json_holds(client: FlaskClient, resource: TableResource) -> None:
    answer = client.get(f"{ROOT}{resource.path}?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    records = client.get(f"{ROOT}{resource.path}").get_json()[resource.name]
    assert [row[resource.columns[0]] for row in rows] == [str(plain(record[resource.columns[0]]) or "") for record in records]
    assert all(tuple(row) == flat_columns(resource.columns) for row in rows)


def test_csv_carries_status_source_and_citation(client: FlaskClient) -> None:
    text = client.get(f"{ROOT}/observations?format=csv&indicator=research_city_rank").get_data(as_text=True)
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["status"] == "A"
    assert row["source"] == "congress_2024"
    assert row["citation"] == "吉林日报. 代表大会报道[Z]. (2024-01-11)."


def test_a_byte_order_mark_comes_only_for_spreadsheets(client: FlaskClient) -> None:
    assert client.get(f"{ROOT}/places?format=csv&excel=1").data.startswith(b"\xef\xbb\xbf")
    assert not client.get(f"{ROOT}/places?format=csv").data.startswith(b"\xef\xbb\xbf")
    assert not client.get(f"{ROOT}/places?format=json&excel=1").data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("resource", LISTS, ids=lambda resource: resource.name)
def test_every_table_opens_in_excel_with_its_notes(client: FlaskClient, resource: TableResource, lang: str) -> None:
    answer = client.get(f"{ROOT}{resource.path}?format=xlsx&lang={lang}")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    table, notes = book.worksheets
    assert table.freeze_panes == "A2"
    assert table.max_row - 1 == client.get(f"{ROOT}{resource.path}").get_json()["count"]
    told = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert told["快照" if lang == "zh" else "Snapshot"] == client.get(f"{ROOT}/places").get_json()["snapshot"]


def test_excel_shows_numbers_as_the_screen_does(client: FlaskClient) -> None:
    answer = client.get(f"{ROOT}/observations?format=xlsx&indicator=rd_expenditure&place=changchun")
    table = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    head = [cell.value for cell in table[1]]
    shown = table.cell(2, head.index("数值") + 1)
    assert (shown.value, shown.number_format) == (135.63, "#,##0.00")
    assert table.cell(2, head.index("单位") + 1).value == "亿元"
    assert table.cell(2, head.index("基本单位数值") + 1).value == 13_563_000_000


def test_the_name_of_a_file_says_what_it_holds(client: FlaskClient) -> None:
    answer = client.get(f"{ROOT}/observations?format=csv&indicator=rd_intensity&as_of=2025-01-01")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="observations_rd_intensity_as_of_2025-01-01.csv"'


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_the_api_needs_nothing_from_elsewhere(client: FlaskClient, lang: str) -> None:
    page = client.get(f"{ROOT}/?lang={lang}")
    assert page.content_type == "text/html; charset=utf-8"
    text = page.get_data(as_text=True)
    assert '<html lang="zh-CN">' in text if lang == "zh" else '<html lang="en">' in text
    assert "<script" not in text
    assert "src=" not in text
    assert all(f'id="{resource.name}"' in text for resource in RESOURCES)
    assert client.get(f"{ROOT}/reference.css").content_type.startswith("text/css")


def test_the_document_is_made_once_for_a_snapshot(tiny: Store) -> None:
    assert openapi_document(tiny, root=ROOT) is openapi_document(tiny, root=ROOT)


def test_the_api_stands_beside_the_pages_of_the_app(server: flask.Flask) -> None:
    assert server.test_client().get("/explore").get_data(as_text=True) == "a page"


def test_the_command_line_gives_the_same_table(client: FlaskClient, tiny_store: Path) -> None:
    asked = ["show", "results_transferred_locally", "--place", "changchun", "--format", "csv", "--store", str(tiny_store)]
    printed = CliRunner().invoke(app, asked)
    assert printed.exit_code == 0, printed.output
    query = "indicator=results_transferred_locally&place=changchun&format=csv"
    assert printed.stdout == client.get(f"{ROOT}/observations?{query}").get_data(as_text=True)


def test_every_claim_names_the_number_it_speaks_of(shipped: Store) -> None:
    known = set(shipped.observations()["id"])
    claims = claim_records(shipped, shipped.claims())
    assert len(claims) > 1_000
    assert {claim["observation"] for claim in claims} <= known


def test_changes_are_told_between_two_days_and_no_further_than_is_known(shipped: Store) -> None:
    def told(query: str) -> list[dict[str, object]]:
        given = MultiDict(pair.split("=") for pair in f"place=jilin&indicator=technology_smes&{query}".split("&"))
        return changes_table(shipped, read_question(ChangesQuestion, given, shipped.catalog)).records

    [revised] = told("since=2025-01-31&until=2025-03-01&change=revised")
    assert (revised["previous_value"], revised["value"], revised["date"]) == (7278, 10269, "2025-02-18")
    assert [change["change"] for change in told("since=2025-01-01&until=2025-01-31")] == ["new"]
    assert told("since=2025-01-31&until=2025-03-01&as_of=2025-01-31") == []
    assert told("since=2025-01-31&until=2025-03-01&change=withdrawn") == []


def test_days_in_the_wrong_order_are_a_fault(client: FlaskClient) -> None:
    answer = client.get(f"{ROOT}/changes?since=2025-02-01&until=2025-01-01")
    assert answer.status_code == 400
    assert [fault["parameter"] for fault in answer.get_json()["errors"]] == ["since"]
