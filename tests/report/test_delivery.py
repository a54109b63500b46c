"""The command and the downloads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import flask
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.report.delivery import DeliveryError, deliver
from dashboard.report.downloads import register_downloads
from dashboard.report.files import TYPES
from dashboard.settings import ADDRESS_VARIABLE, CONTACT_VARIABLE
from dashboard.store import Store

from .reading import pdf_pages, squeezed

BEGINNINGS = {"pdf": b"%PDF-1.7", "docx": b"PK", "pptx": b"PK", "xlsx": b"PK"}


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["brief", *words])
    return result.exit_code, result.output


def test_the_command_writes_the_whole_pack_at_once(shipped_store: Path, tmp_path: Path) -> None:
    outs = {kind: tmp_path / f"brief.{kind}" for kind in TYPES}
    words = [word for out in outs.values() for word in ("--out", str(out))]
    assert _run("--place", "changchun", *words, "--store", str(shipped_store))[0] == 0
    assert all(out.read_bytes().startswith(BEGINNINGS[kind]) for kind, out in outs.items())
    assert sorted(tmp_path.iterdir()) == sorted(outs.values())


def test_nothing_is_written_and_the_code_is_3_when_nothing_changed(shipped_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    code, said = _run("--place", "changchun", "--out", str(out), "--since", "2200-01-01", "--store", str(shipped_store))
    assert (code, out.exists()) == (3, False)
    assert "Nothing changed" in said


def test_what_changed_since_a_day_is_told(shipped_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    assert _run("--place", "changchun", "--out", str(out), "--since", "2025-11-01", "--store", str(shipped_store))[0] == 0
    page = pdf_pages(out.read_bytes())[0]
    assert squeezed("2025年11月1日以来的变化") in page
    assert squeezed("新公布：科技成果本地转化项数（2025年11月19日公布）4000项以上") in page


def test_as_of_a_day_before_the_review_the_review_is_unknown(shipped_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    words = ("--place", "changchun", "--out", str(out), "--as-of", "2024-06-30", "--lang", "en", "--store", str(shipped_store))
    assert _run(*words)[0] == 0
    text = "".join(pdf_pages(out.read_bytes()))
    assert squeezed("As known on 30 Jun 2024") in text
    assert "2,050" in text
    assert "2025-11-19" not in text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--place", "changchu", "--out", "x.pdf"), "Did you mean changchun"),
        (("--place", "changchun", "--out", "x.doc"), "'x.doc' ends in none of .pdf, .docx, .pptx, .xlsx."),
        (("--place", "changchun", "--out", "/no/such/folder/x.pdf"), "There is no folder /no/such/folder"),
    ],
)
def test_a_wrong_request_is_refused_in_words(words: tuple[str, ...], expected: str, shipped_store: Path) -> None:
    code, said = _run(*words, "--store", str(shipped_store))
    assert code == 2
    assert expected in said


def test_a_file_that_cannot_be_put_there_is_refused(shipped: Store, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(DeliveryError, match="cannot be written"):
        deliver(shipped, "changchun", [tmp_path / "x.xlsx"])


def test_address_and_contact_come_from_the_environment(shipped: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://stat.example.org/")
    monkeypatch.setenv(CONTACT_VARIABLE, "统计处 0431-0000 0000")
    deliver(shipped, "changchun", [tmp_path / "x.pdf"])
    page = pdf_pages((tmp_path / "x.pdf").read_bytes())[0]
    assert "https://stat.example.org/?place=changchun" in page
    assert squeezed("统计处 0431-0000 0000") in page


@pytest.fixture
def client(shipped: Store) -> flask.testing.FlaskClient:
    server = flask.Flask(__name__)
    register_downloads(server, lambda: shipped)
    return server.test_client()


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_file_can_be_downloaded(kind: str, client: flask.testing.FlaskClient) -> None:
    answer = client.get(f"/brief/changchun.{kind}?lang=en&as_of=2025-12-31")
    assert answer.status_code == 200
    assert answer.mimetype == TYPES[kind]
    assert answer.data.startswith(BEGINNINGS[kind])
    assert f'filename="changchun.{kind}"' in answer.headers["Content-Disposition"]
    assert client.get(answer.request.url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_without_a_setting_the_link_is_that_of_the_request(client: flask.testing.FlaskClient) -> None:
    answer = client.get("/brief/changchun.pdf", base_url="http://127.0.0.1:8050")
    assert "http://127.0.0.1:8050/?place=changchun" in pdf_pages(answer.data)[0]


@pytest.mark.parametrize("path", ["/brief/atlantis.pdf", "/brief/changchun.exe", "/brief/changchun.PDF"])
def test_what_does_not_exist_is_a_problem_document(path: str, client: flask.testing.FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_every_fault_of_a_request_is_told_at_once(client: flask.testing.FlaskClient) -> None:
    answer = client.get("/brief/changchun.pdf?lang=fr&as_of=2024-13-01&since=x&colour=red")
    assert answer.status_code == 400
    assert sorted(fault["parameter"] for fault in answer.get_json()["errors"]) == ["as_of", "colour", "lang", "since"]


def test_the_app_serves_briefings_and_the_feed(app: object) -> None:
    rules = {str(rule) for rule in app.server.url_map.iter_rules()}  # type: ignore[attr-defined]
    assert {"/brief/<place>.<kind>", "/feed.xml"} <= rules


def test_since_after_as_of_tells_nothing(shipped: Store, tmp_path: Path) -> None:
    day = dt.date(2024, 6, 30)
    assert not deliver(shipped, "changchun", [tmp_path / "x.pdf"], as_of=day, since=day)
