from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html as reading

from dashboard.app import Dashboard
from dashboard.components.choices import STORE_SETTING
from dashboard.components.intake_desk import DESK_SETTING
from dashboard.components.intake_document import proposal, ready, verdict
from dashboard.components.intake_words import WORDS
from dashboard.editing.desk import Desk
from dashboard.pages import intake, text_check
from dashboard.pipeline.build import build
from dashboard.store import Store, open_store
from tests.authored import tiny_copy

TEXT = "2020年长春市科技成果本地转化560项。2025年科技成果本地转化2050项，比2020年增长6倍。2023年科技成果本地转化2100项。"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    data = tiny_copy(tmp_path)
    build(data, tmp_path / "store")
    return Desk(data, tmp_path / "store", writable=True)


@pytest.fixture
def snapshot(desk: Desk) -> Store:
    return open_store(desk.store)


@pytest.fixture
def client(app: Dashboard, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setitem(app.server.config, STORE_SETTING, str(desk.store))
    monkeypatch.setitem(app.server.config, DESK_SETTING, desk)
    return app.server.test_client()


def answer(desk: Desk, snapshot: Store, text: str = TEXT, lang: str = "zh") -> dict[str, Any]:
    return desk.read({"how": "text", "content": text}, snapshot, lang=lang)


def shown(component: Any) -> str:
    return json.dumps(component, default=lambda each: each.to_plotly_json(), ensure_ascii=False)


def called(client: FlaskClient, outputs: list[str], trigger: str, data: Any, *, origin: str | None = None) -> Any:
    """Return what the server answers to the callback behind these outputs."""
    parts = [name.rsplit(".", 1) for name in outputs]
    output = outputs[0] if len(outputs) == 1 else f"..{'...'.join(outputs)}.."
    body = {
        "output": output,
        "outputs": [{"id": key, "property": name} for key, name in parts]
        if len(parts) > 1
        else dict(zip(("id", "property"), parts[0], strict=True)),
        "inputs": [{"id": trigger, "property": "data", "value": data}],
        "changedPropIds": [f"{trigger}.data"],
    }
    headers = {"Referer": "http://localhost/intake"} | ({"Origin": origin} if origin else {})
    return client.post("/_dash-update-component", json=body, headers=headers)


def test_each_number_is_marked_where_it_stands_and_the_text_stays_whole(desk: Desk, snapshot: Store) -> None:
    batch, text, _, said = intake.opened(answer(desk, snapshot), snapshot, lang="zh")
    marked = reading.fragment_fromstring(getattr(text, "data-markup"))
    assert marked.text_content() == TEXT
    assert len(marked.findall("mark")) == len(batch["candidates"])
    assert "3 个数字" in said


def test_a_text_that_contradicts_itself_is_never_ready(desk: Desk, snapshot: Store) -> None:
    first, second, third = answer(desk, snapshot)["candidates"]
    assert (verdict(first), verdict(second), verdict(third)) == ("agrees", "contradicts", "differs")
    assert [ready(each) for each in (first, second, third)] == [True, False, False]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_check_says_every_verdict_in_words_with_a_link_to_the_evidence(desk: Desk, snapshot: Store, lang: str) -> None:
    parts, summary = text_check.checked(answer(desk, snapshot, lang=lang), snapshot, lang=lang)
    page = shown(parts)
    for name in ("agrees", "contradicts", "differs"):
        assert WORDS[f"verdict_{name}"][lang == "en"] in page
    assert "/evidence/results_transferred_locally:changchun:2023" in page
    assert "1" in summary


def test_a_document_refused_says_why_in_either_language(desk: Desk, snapshot: Store) -> None:
    refused = {lang: desk.read({"how": "file", "content": ""}, snapshot, lang=lang) for lang in ("zh", "en")}
    assert "空" in shown(intake.opened(refused["zh"], snapshot, lang="zh")[3])
    assert "empty" in shown(intake.opened(refused["en"], snapshot, lang="en")[3])
    assert "empty" in shown(text_check.checked(refused["en"], snapshot, lang="en")[1])


def test_the_form_offers_what_was_read_and_no_decision_where_nothing_may_be_written(desk: Desk, snapshot: Store) -> None:
    candidate = answer(desk, snapshot)["candidates"][0]
    open_form = shown(intake.candidate_form(candidate, snapshot, lang="zh", writable=True))
    closed = shown(intake.candidate_form(candidate, snapshot, lang="zh", writable=False))
    assert '"560"' in open_form
    assert '"data-action": "accept"' in open_form
    assert "data-action" not in closed


def test_a_pasted_text_is_read_and_accepted_over_http(client: FlaskClient, desk: Desk) -> None:
    outputs = ["intake-batch.data", "intake-document.children", "intake-list.children", "intake-status.children"]
    found = called(client, outputs, "intake-request", {"how": "text", "content": "2021年长春市R&D经费150亿元。", "lang": "zh"})
    batch = found.get_json()["response"]["intake-batch"]["data"]
    (candidate,) = batch["candidates"]
    decision = {
        "action": "accept",
        "items": [{"n": 0, "row": candidate["row"], "proposed": candidate["row"]}],
        "reviewer": "王敏",
        "document": batch["document"],
        "source": {"id": "congress_2024"},
        "lang": "zh",
    }
    outputs = ["intake-answer.data", "intake-message.children"]
    foreign = called(client, outputs, "intake-decision", decision, origin="http://elsewhere.example")
    assert foreign.get_json()["response"]["intake-answer"]["data"] is None
    done = called(client, outputs, "intake-decision", decision, origin="http://localhost").get_json()["response"][
        "intake-answer"
    ]["data"]
    assert done["done"]["0"]["state"] == "accepted"
    assert "rd_expenditure,changchun,2021,,150,,亿元,8" in (desk.data / "claims/city.csv").read_text(encoding="utf-8")


def test_a_read_only_server_writes_nothing_over_http(
    app: Dashboard, client: FlaskClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.server.config, DESK_SETTING, Desk(desk.data, desk.store))
    before = (desk.data / "claims/city.csv").read_bytes()
    decision = {"action": "accept", "items": [{"n": 0, "row": {}}], "reviewer": "王敏", "source": {"id": "congress_2024"}}
    said = called(client, ["intake-answer.data", "intake-message.children"], "intake-decision", decision).get_json()["response"]
    assert "只读" in json.dumps(said["intake-message"], ensure_ascii=False)
    assert (desk.data / "claims/city.csv").read_bytes() == before


def test_a_request_larger_than_a_document_may_be_is_cut_short(client: FlaskClient) -> None:
    found = client.post("/_dash-update-component", data=b"x" * 17_000_000, content_type="application/json")
    assert found.status_code in {400, 413}


def test_every_word_of_the_pages_stands_in_both_languages() -> None:
    assert [key for key, (zh, en) in WORDS.items() if not en or not zh] == []


@pytest.mark.parametrize(("lang", "said"), [("zh", "只读中文"), ("en", "only Chinese texts")])
def test_a_text_in_another_language_is_told_from_one_without_figures(desk: Desk, snapshot: Store, lang: str, said: str) -> None:
    english = answer(desk, snapshot, "In 2024 Changchun had 3,500 high-tech enterprises.", lang)
    assert said in shown(text_check.checked(english, snapshot, lang=lang)[1])
    assert said in shown(intake.opened(english, snapshot, lang=lang)[3])
    assert said not in shown(text_check.checked(answer(desk, snapshot, "长春市召开会议。", lang), snapshot, lang=lang)[1])


def test_the_place_of_the_title_is_told_as_that_of_sentences_that_name_none(desk: Desk, snapshot: Store) -> None:
    text = "长春市2023年统计公报\n全年科技成果本地转化2050项。全县科技成果本地转化30项。"
    found = answer(desk, snapshot, text)
    assert "长春" in text_check.checked(found, snapshot, lang="zh")[1]
    assert [each["row"]["place"] for each in found["candidates"]] == ["changchun", ""]
    assert "地区未定" in shown(text_check.checked(found, snapshot, lang="zh")[0])


def test_a_guess_is_shown_as_a_guess_and_is_no_indicator_of_the_row(desk: Desk, snapshot: Store) -> None:
    found = answer(desk, snapshot, "2023年长春市重大科技成果本地转化2050项。")["candidates"][0]
    assert found["row"]["indicator"] == ""
    assert "猜测" in proposal(found["row"], snapshot, "zh", suggestions=found["suggestions"])
    assert "guess" in proposal(found["row"], snapshot, "en", suggestions=found["suggestions"])


def test_a_date_of_publication_that_is_none_is_refused_with_what_to_write(desk: Desk, snapshot: Store) -> None:
    told = desk.read({"how": "text", "content": TEXT, "published": "20.3.2025"}, snapshot, lang="en")
    assert "2025-03-20" in told["refused"]["message"]
    kept = desk.read({"how": "text", "content": TEXT, "published": "2025年3月20日"}, snapshot, lang="zh")
    assert kept["document"]["published"] == "2025-03-20"
