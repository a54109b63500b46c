"""How the API behaves as HTTP: validators, forms, methods, origins, and refusals that tell everything at once."""

from __future__ import annotations

from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.api import register_api
from dashboard.pipeline.build import build
from dashboard.store import open_store
from tests.authored import append_claim, tiny_copy

from .conftest import server_over

ROOT = "/api/v1"
PROBLEM = "application/problem+json"


def faults(client: FlaskClient, address: str) -> dict[str, dict]:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.content_type == PROBLEM
    return {fault["parameter"]: fault for fault in answer.get_json()["errors"]}


def test_every_fault_of_a_request_is_told_at_once(client: FlaskClient) -> None:
    query = "indicator=rd_intensty&place=atlantis&as_of=2024-02-31&limit=0&from=2030&to=2020&kind=dream&cursor=x&colour=red"
    found = faults(client, f"{ROOT}/observations?{query}&lang=en")
    assert set(found) == {"indicator", "place", "as_of", "limit", "from", "kind", "cursor", "colour"}
    assert found["indicator"]["suggestions"][0] == "rd_intensity"
    assert "such as 2024-06-30" in found["as_of"]["detail"]


def test_a_parameter_that_takes_one_value_refuses_two(client: FlaskClient) -> None:
    assert set(faults(client, f"{ROOT}/observations?limit=1&limit=2&as_of=2024-01-01&as_of=2025-01-01")) == {"limit", "as_of"}


@pytest.mark.parametrize("limit", ["-1", "0", "1.5", "many", "100001", "1" * 12])
def test_a_limit_that_is_none_is_told_what_it_may_be(client: FlaskClient, limit: str) -> None:
    assert faults(client, f"{ROOT}/observations?limit={limit}")["limit"]["detail"] == "须是 1 到 100000 的整数"
    found = faults(client, f"{ROOT}/observations?limit={limit}&lang=en")
    assert found["limit"]["detail"] == "must be a whole number from 1 to 100000"


def test_what_may_be_chosen_is_listed_in_the_language_of_the_sentence(client: FlaskClient) -> None:
    found = faults(client, f"{ROOT}/observations?format=xml&excel=7")
    assert found["format"]["detail"] == "只能是 json、csv、xlsx 之一"
    assert found["excel"]["detail"] == "只能是 0、1 之一"
    assert faults(client, f"{ROOT}/observations?lang=fr")["lang"]["detail"] == "只能是 zh、en 之一"
    assert faults(client, f"{ROOT}/observations?format=xml&lang=en")["format"]["detail"] == "must be one of json, csv, xlsx"


def test_a_cursor_of_another_resource_is_refused(client: FlaskClient) -> None:
    following = client.get(f"{ROOT}/indicators?limit=1").get_json()["next"]
    cursor = following.partition("cursor=")[2]
    for path in ("observations", "checks", "claims"):
        assert set(faults(client, f"{ROOT}/{path}?cursor={cursor}")) == {"cursor"}


def test_problems_are_told_in_the_language_asked_for(client: FlaskClient) -> None:
    assert client.get(f"{ROOT}/places?x=1").get_json()["title"] == "请求参数有误"
    assert client.get(f"{ROOT}/places?x=1&lang=en").get_json()["title"] == "The request has faults"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "//indicators",
        "/indicators/",
        "/indicators/none",
        "/places/none",
        "/observations/none",
        "/observations/a:b:c",
    ],
)
def test_what_does_not_exist_is_a_problem_not_a_page(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{ROOT}{path}")
    assert (answer.status_code, answer.content_type) == (404, PROBLEM)


def test_an_unknown_id_is_told_what_it_may_have_meant(client: FlaskClient) -> None:
    assert "changchun" in client.get(f"{ROOT}/places/changchum?lang=en").get_json()["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["", "/", "/observations", "/indicators/rd_intensity", "/openapi.json"])
def test_the_api_only_reads(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(f"{ROOT}{path}", method=method)
    assert (answer.status_code, answer.content_type) == (405, PROBLEM)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_says_what_get_would_without_a_body(client: FlaskClient) -> None:
    got, asked = client.get(f"{ROOT}/observations"), client.head(f"{ROOT}/observations")
    assert asked.data == b""
    assert asked.headers["ETag"] == got.headers["ETag"]
    assert asked.headers["Content-Length"] == got.headers["Content-Length"]


def test_any_origin_may_read(client: FlaskClient) -> None:
    for path in ("/observations", "/observations?x=1", "/nothing"):
        assert (
            client.get(f"{ROOT}{path}", headers={"Origin": "https://example.org"}).headers["Access-Control-Allow-Origin"] == "*"
        )
    preflight = client.options(
        f"{ROOT}/observations", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    )
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/csv;q=0.5",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)  # fmt: skip
def test_accept_chooses_the_form(client: FlaskClient, accept: str, expected: str) -> None:
    answer = client.get(f"{ROOT}/observations", headers={"Accept": accept})
    assert answer.content_type == expected
    assert "Accept" in answer.headers["Vary"]


def test_a_form_that_is_not_offered_is_refused_and_the_query_goes_first(client: FlaskClient) -> None:
    refused = client.get(f"{ROOT}/observations", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.content_type) == (406, PROBLEM)
    assert client.get(f"{ROOT}/observations?format=csv", headers={"Accept": "image/png"}).status_code == 200
    assert client.get(f"{ROOT}/places/jilin", headers={"Accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize("path", ["/observations", "/indicators/rd_intensity", "/checks", "/openapi.json", "/"])
def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, path: str) -> None:
    tag = client.get(f"{ROOT}{path}").headers["ETag"]
    again = client.get(f"{ROOT}{path}", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(f"{ROOT}{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_star_never_hides_that_something_does_not_exist(client: FlaskClient) -> None:
    assert client.get(f"{ROOT}/places/none", headers={"If-None-Match": "*"}).status_code == 404
    assert client.get(f"{ROOT}/places/jilin", headers={"If-None-Match": "*"}).status_code == 304


def test_tags_differ_by_question_form_and_language(client: FlaskClient) -> None:
    queries = ["", "place=jilin", "place=china", "format=csv", "format=csv&excel=1", "lang=en", "as_of=2024-01-01", "limit=3"]
    tags = {client.get(f"{ROOT}/observations?{query}").headers["ETag"] for query in queries}
    assert len(tags) == len(queries)


def test_a_new_snapshot_changes_the_tag_and_leaves_cursors_good(tmp_path: Path) -> None:
    data, store = tiny_copy(tmp_path), tmp_path / "store"
    build(data, store)
    client = server_over(store).test_client()
    first = client.get(f"{ROOT}/observations?limit=4")
    append_claim(data, "research_city_rank,changchun,2024,,30,,位,,,,,,actual,,review_2025,,")
    append_claim(data, "high_tech_enterprises,changchun,2024,,3000,,户,,,,,,actual,,review_2025,,")
    build(data, store)
    assert client.get(f"{ROOT}/observations?limit=4", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    rest = client.get(first.get_json()["next"]).get_json()
    ids = [row["id"] for row in first.get_json()["observations"] + rest["observations"]]
    assert len(ids) == len(set(ids))
    assert "research_city_rank:changchun:2024" in ids


def test_without_a_snapshot_the_api_asks_for_patience(tmp_path: Path) -> None:
    answer = server_over(tmp_path).test_client().get(f"{ROOT}/observations")
    assert (answer.status_code, answer.content_type) == (503, PROBLEM)
    assert answer.headers["Retry-After"]


def test_an_error_of_ours_is_logged_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise RuntimeError("a secret of the machine")

    server = flask.Flask("broken")
    register_api(server, broken)  # type: ignore[arg-type]
    answer = server.test_client().get(f"{ROOT}/observations")
    assert (answer.status_code, answer.content_type) == (500, PROBLEM)
    assert "secret" not in answer.get_data(as_text=True)
    assert "a secret of the machine" in caplog.text


NAMES = st.sampled_from(
    ["indicator", "place", "from", "to", "as_of", "scope", "kind", "format", "limit", "cursor", "lang", "observation"]
)
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["' OR 1=1 --", "../../etc/passwd", "<script>", "\x00", "%", "NaN", "-1", "9" * 400, "；", "0000"]),
    st.sampled_from(["2024-13", "W10", "bnVsbA", "rd_intensity", "jilin", "2024", "outcome", ""]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/observations", "/claims", "/checks", "/indicators"]),
    query=st.lists(st.tuples(NAMES, HOSTILE), max_size=6),
)
def test_no_query_breaks_the_api(server: flask.Flask, path: str, query: list[tuple[str, str]]) -> None:
    answer = server.test_client().get(f"{ROOT}{path}", query_string=query)
    assert answer.status_code in {200, 400}
    assert answer.content_type == PROBLEM or answer.status_code == 200
    assert "Traceback" not in answer.get_data(as_text=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.text(min_size=1, max_size=60))
def test_no_id_breaks_the_api(server: flask.Flask, key: str) -> None:
    for path in ("observations", "indicators", "places"):
        answer = server.test_client().get(f"{ROOT}/{path}/{key}")
        assert answer.status_code < 500


def test_the_store_is_the_one_current_at_each_request(tiny_store: Path) -> None:
    calls = []
    server = flask.Flask("counting")
    register_api(server, lambda: calls.append(1) or open_store(tiny_store))
    client = server.test_client()
    client.get(f"{ROOT}/places")
    client.get(f"{ROOT}/places")
    assert len(calls) == 2
