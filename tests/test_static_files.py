from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import flask
import pytest
from flask.testing import FlaskClient

from dashboard.static_files import KEPT, collect, with_static_files

SCRIPT = "/assets/0123456789ab/app.js"
PLAIN = "/_dash-component-suites/dash/dcc/async-graph.js"
CONTENT = "let message = 'the same words again and again';\n" * 200


@pytest.fixture
def served(tmp_path: Path) -> flask.Flask:
    server = flask.Flask("static files", static_folder=None)
    server.add_url_rule("/", view_func=lambda: f'<script src="{SCRIPT}?m=1"></script><link href="{PLAIN}">', endpoint="index")
    for address in (SCRIPT, PLAIN):
        server.add_url_rule(address, view_func=lambda: CONTENT, endpoint=address)
    return with_static_files(server, tmp_path)


@pytest.fixture
def client(served: flask.Flask) -> FlaskClient:
    return served.test_client()


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("identity", None, bytes)],
)
def test_a_file_is_sent_in_the_smallest_form_the_browser_accepts(client, accepted, encoding, decode) -> None:
    answer = client.get(SCRIPT, headers={"Accept-Encoding": accepted}, buffered=True)
    assert answer.headers.get("Content-Encoding") == encoding
    assert decode(answer.data).decode() == CONTENT
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (len(answer.data) < len(CONTENT) / 10) == (encoding is not None)


def test_only_an_address_with_a_fingerprint_may_be_kept_for_ever(client: FlaskClient) -> None:
    assert "immutable" in client.get(SCRIPT, buffered=True).headers["Cache-Control"]
    plain = client.get(PLAIN, buffered=True)
    assert "immutable" not in plain.headers["Cache-Control"]
    assert client.get(PLAIN, headers={"If-None-Match": plain.headers["ETag"]}, buffered=True).status_code == 304


def test_files_are_collected_once(served: flask.Flask, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    collect(served, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_collections_of_long_ago_are_pruned_and_those_in_use_stay(served: flask.Flask, tmp_path: Path) -> None:
    for number in range(KEPT + 4):
        (tmp_path / f"old{number}").mkdir()
        os.utime(tmp_path / f"old{number}", (number, number))
    in_use = next(path for path in tmp_path.iterdir() if not path.name.startswith("old"))
    server = flask.Flask("changed", static_folder=None)
    server.add_url_rule("/", view_func=lambda: '<script src="/other.js"></script>', endpoint="index")
    server.add_url_rule("/other.js", view_func=lambda: CONTENT, endpoint="other")
    newest = collect(server, tmp_path)
    assert newest.is_dir()
    assert in_use.is_dir()
    assert len(list(tmp_path.iterdir())) == 1 + KEPT


def test_a_folder_that_cannot_be_written_is_replaced_by_a_temporary_one(served: flask.Flask, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    folder = collect(served, blocked / "static")
    assert (folder / SCRIPT.lstrip("/")).read_text() == CONTENT


def test_a_named_file_that_is_missing_stops_the_start(tmp_path: Path) -> None:
    server = flask.Flask("missing", static_folder=None)
    server.add_url_rule("/", view_func=lambda: '<script src="/gone.js"></script>', endpoint="index")
    with pytest.raises(FileNotFoundError, match=r"/gone\.js"):
        collect(server, tmp_path)
