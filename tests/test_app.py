from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import PAGES, Dashboard, _safe
from dashboard.catalog import Text
from dashboard.components.choices import STORE_SETTING
from dashboard.pipeline.build import build
from dashboard.static_files import folder_digest

TINY = Path(__file__).resolve().parent / "tiny"
KNOWN = {
    "<indicator_id>": "research_city_rank",
    "<observation_id>": "results_transferred_locally:changchun:2023",
    "<source_id>": "changchun_city_congress_2024_01",
}
PATHS = [re.sub("<.*>", lambda found: KNOWN[found[0]], page.PATH) for page in PAGES]
HOSTILE = [
    "place=<script>alert(1)</script>",
    "place=../../../etc/passwd&lang=zh%00",
    "place=%ff%fe&as_of=2025-13-45",
    "as_of=0000-00-00",
    "as_of=9999-12-31",
    "as_of=1900-01-01",
    "lang=xx&shown=drop%20table",
    "lang=en&lang=zh&place=jilin&place=changchun",
    "self=1&page=2&indicator_id=nothing&observation_id=nothing&_=",
    "place=" + "长" * 300,
    "=&&==&%",
]


@pytest.fixture
def client(app: Dashboard) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def own_store(app: Dashboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own, which the app serves for the time of the test."""
    monkeypatch.setitem(app.server.config, STORE_SETTING, str(tmp_path / "store"))
    return tmp_path / "store"


def layout(client: FlaskClient, address: str) -> str:
    answer = client.get("/_dash-layout", headers={"Referer": f"http://localhost{address}"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def words(client: FlaskClient, address: str) -> str:
    return json.dumps(json.loads(layout(client, address)), ensure_ascii=False)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_shows_a_page_and_never_an_error(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 200
    shown = layout(client, f"{path}?{query}")
    assert '"role":"alert"' not in shown
    assert "<script>alert" not in client.get(f"{path}?{query}").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/nothing", "/.env", "/indicator/rd_intensity/more/%2e%2e", "/%00", "/wp-login.php"])
def test_an_unknown_path_says_so_and_leads_back(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert "没有这个页面" in words(client, path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/indicator/nope", "There is no indicator “nope” here."),
        ("/source/nope", "There is no source “nope” here."),
        ("/evidence/doesnotexist", "There is no number “doesnotexist” here."),
        ("/evidence/high_tech_enterprises:jilin:1924", "There is no number “high_tech_enterprises:jilin:1924” here."),
        ("/evidence/high_tech_enterprises:nowhere:2024", "There is no number"),
        ("/indicator/%3Cscript%3Ealert(1)%3C", "There is no indicator here."),
    ],
)
def test_the_address_of_what_is_not_known_says_so_in_the_readers_language_and_where_to_go(
    client: FlaskClient, path: str, said: str
) -> None:
    answer = client.get(f"{path}?lang=en")
    assert answer.status_code == 404
    assert "There is no such page" in answer.get_data(as_text=True)
    shown = words(client, f"{path}?lang=en")
    assert said in shown
    assert '"href": "/indicator?lang=en"' in shown
    assert '"href": "/evidence?lang=en"' in shown
    assert "alert(1)" not in shown.split("_pages_content")[1].split("_pages_location")[0]
    assert "没有这个页面" in words(client, path)


def test_a_number_known_later_than_the_day_asked_for_is_there(client: FlaskClient) -> None:
    address = "/evidence/results_transferred_locally:changchun:2023?as_of=2020-01-01"
    assert client.get(address).status_code == 200
    assert "没有这个数字" in words(client, address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?place=zzz", "网址要求的地区“zzz”不在名录中，现显示长春。"),
        ("/?place=zzz&lang=en", "The address asks for a place “zzz” not listed here; Changchun is shown."),
        ("/indicator/research_city_rank?place=heilongjiang", "网址要求的黑龙江在这里没有数字，现显示长春。"),
        ("/compare?place=zzz", "现显示长春。"),
        ("/transfer?place=zzz", "现显示长春。"),
        ("/ecosystem?place=zzz", "现显示长春。"),
        ("/evidence?as_of=2024-13-45", "网址中的日期“2024-13-45”不存在，现按迄今公布的全部资料显示。"),
        ("/evidence?since=never", "网址中的起始日期“never”不存在"),
        ("/?as_of=9999-12-31&lang=en", "The date in the address “9999-12-31” is still to come"),
        ("/indicator?place=zzz&lang=en", "all places are shown"),
        ("/explore?places=nowhere,jilin&indicators=foo", "网址要求的指标“foo”不在名录中，没有画出。"),
        ("/explore?places=nowhere,jilin&indicators=foo", "网址要求的地区“nowhere”不在名录中，没有画出。"),
        ("/embed?indicators=foo,bar&lang=en", "The address asks for indicators “foo”, “bar”, not listed here"),
        ("/explore?from=abcd", "网址中的起始年“abcd”不存在"),
        ("/?place=%3Cb%3Ehere%3C/b%3E", "网址要求的地区不在名录中，现显示长春。"),
    ],
)
def test_what_was_asked_for_in_vain_is_said_above_what_is_shown_instead(client: FlaskClient, address: str, said: str) -> None:
    assert client.get(address).status_code == 200
    shown = words(client, address)
    assert said in shown
    assert "asked-notice" in shown


@pytest.mark.parametrize(
    "address", ["/", "/explore", "/evidence?place=everywhere", "/?place=jilin&as_of=2025-01-01&since=2024-01-01"]
)
def test_an_address_of_what_there_is_brings_no_notice(client: FlaskClient, address: str) -> None:
    assert "asked-notice" not in layout(client, address)


def test_the_first_chart_is_in_the_layout_and_needs_no_callback(client: FlaskClient) -> None:
    assert re.search(r'"figure":\{"data":\[\{.+"type":"Graph"', layout(client, "/"))


def test_without_a_referrer_the_page_is_left_to_the_router(client: FlaskClient) -> None:
    shown = client.get("/_dash-layout").get_data(as_text=True)
    assert '"type":"Graph"' not in shown
    assert "_pages_content" in shown


def test_the_document_says_its_language_title_and_description(client: FlaskClient) -> None:
    chinese, english = (client.get(path).get_data(as_text=True) for path in ("/", "/?lang=en"))
    assert '<html lang="zh-CN"' in chinese
    assert "<title>总览 · " in chinese
    assert '<html lang="en"' in english
    assert "<title>Overview · " in english
    for document in (chinese, english):
        assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in document
        assert re.search(r'<meta name="description" content="[^"]{20,}">', document)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/indicator/results_transferred_locally", "科技成果本地转化项数 · 指标 · "),
        ("/indicator/rd_intensity?lang=en", "R&amp;D intensity (R&amp;D expenditure as "),
        ("/indicator/nothing_of_the_kind", "没有这个页面 · "),
        (
            "/evidence/rd_intensity%3Ajilin%3A2018%3Bscope%3Drevised",
            "研究与试验发展（R&amp;D）经费投入强度 吉林 2018 · 证据 · ",
        ),
        ("/evidence/nothing", "没有这个页面 · "),
    ],
)
def test_a_page_about_something_is_called_by_it(client: FlaskClient, path: str, title: str) -> None:
    assert f"<title>{title}" in client.get(path).get_data(as_text=True)


def test_the_document_and_the_styles_name_no_other_host(app: Dashboard, client: FlaskClient) -> None:
    document = client.get("/").get_data(as_text=True)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', document)
    assert loaded
    assert [address for address in loaded if not address.startswith("/") or address.startswith("//")] == []
    for style in Path(app.config.assets_folder).rglob("*.css"):
        assert re.findall(r"@import|url\((?!['\"]?(?:data:|#))", style.read_text(encoding="utf-8")) == []


def test_no_script_of_an_unused_component_is_named(client: FlaskClient) -> None:
    scripts = " ".join(re.findall(r'<script[^>]*src="([^"]*)"', client.get("/").get_data(as_text=True)))
    assert [name for name in ("dash_table/", "dash_ag_grid", "plotly.min.js", "async-markdown") if name in scripts] == []


def test_every_dynamic_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/nothing", "/healthz", "/_dash-layout", "/_dash-dependencies"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "http" not in policy
        assert "'unsafe-inline'" not in re.search(r"script-src[^;]*", policy)[0]  # type: ignore[index]


def test_layouts_are_compressed_and_never_kept(client: FlaskClient) -> None:
    for accepted, encoding in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
        answer = client.get("/_dash-layout", headers={"Referer": "http://localhost/", "Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Cache-Control"] == "no-store"


def test_health_and_readiness_answer(client: FlaskClient, shipped_store: Path) -> None:
    assert client.get("/healthz").get_data(as_text=True) == "ok\n"
    assert client.get("/readyz").json == {"snapshot": (shipped_store / "CURRENT").read_text().strip()}


def test_without_a_snapshot_the_app_is_alive_but_not_ready(client: FlaskClient, own_store: Path) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_a_new_snapshot_is_served_without_a_restart(client: FlaskClient, own_store: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(TINY, data)
    first = build(data, own_store).snapshot
    assert client.get("/readyz").json == {"snapshot": first}
    claims = sorted((data / "claims").glob("*.csv"))[0]
    claims.write_text("\n".join(claims.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    second = build(data, own_store).snapshot
    assert first != second
    assert client.get("/readyz").json == {"snapshot": second}


def test_a_page_that_fails_shows_an_alert_and_is_logged(app: Dashboard, caplog: pytest.LogCaptureFixture) -> None:
    def fails(**_query: str) -> Any:
        raise ZeroDivisionError("on purpose")

    page: Any = SimpleNamespace(__name__="failing", PATH="/failing", TITLE=Text(zh="坏", en="Bad"), layout=fails)
    with app.server.test_request_context("/"):
        shown = _safe(page)(lang="en", place=["a", "b"])
    assert shown.role == "alert"
    assert "could not be shown" in str(shown)
    assert "failing {'lang': 'en', 'place': 'a'}" in caplog.text
    assert "on purpose" in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"output": "x.y", "outputs": {"id": "x", "property": "y"}, "inputs": [], "changedPropIds": []},
        {"output": "evidence-body.children", "outputs": {"id": "evidence-body", "property": "children"}, "inputs": []},
        {"output": "evidence-body.children", "outputs": {}, "inputs": [{"id": "evidence-request", "property": "data"}]},
        {"output": "evidence-body.children", "outputs": {"id": "x"}, "inputs": ["evidence-request"]},
        {"output": ["evidence-body.children"]},
        {},
        [],
        "text",
        None,
    ],
)
def test_a_request_for_no_callback_is_refused_without_a_word_in_the_log(
    client: FlaskClient, body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["title"] == "Unknown callback"
    assert caplog.text == ""


def test_a_callback_that_fails_alerts_the_reader_and_is_logged_with_its_choices(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("dashboard.components.evidence.evidence", fails)
    asked = {"observation": "gdp:changchun:2023", "lang": "en"}
    request = {
        "output": "evidence-body.children",
        "outputs": {"id": "evidence-body", "property": "children"},
        "inputs": [{"id": "evidence-request", "property": "data", "value": asked}],
        "changedPropIds": ["evidence-request.data"],
    }
    answer = client.post("/_dash-update-component", json=request, headers={"Referer": "http://localhost/?lang=en"})
    assert answer.status_code == 200
    assert "This step failed" in json.dumps(answer.json)
    assert "gdp:changchun:2023" in caplog.text


def test_a_changed_asset_changes_every_asset_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    before = folder_digest(tmp_path)
    assert folder_digest(tmp_path) == before
    (tmp_path / "a.css").write_text("b {}")
    assert folder_digest(tmp_path) != before


def test_pages_have_unlike_paths_and_titles_in_both_languages() -> None:
    assert len({page.PATH for page in PAGES}) == len(PAGES)
    assert [page.__name__ for page in PAGES if not isinstance(page.TITLE, Text)] == []
