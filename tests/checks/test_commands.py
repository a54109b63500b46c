"""The ``check`` command: its formats, its filters, and when it fails."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.checks import HIT_COLUMNS
from dashboard.cli import app
from dashboard.pipeline.build import build

TINY = Path(__file__).parents[1] / "tiny"


@pytest.fixture(scope="module")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("store")
    build(TINY, folder)
    return str(folder)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["check", *words])
    return result.exit_code, result.stdout


def test_json_holds_the_snapshot_and_the_hits_with_their_ids(tiny_store: str) -> None:
    code, text = run("--store", tiny_store, "--format", "json", "--as-of", "2025-12-31")
    answer = json.loads(text)
    assert code == 0
    assert answer["as_of"] == "2025-12-31"
    (hit,) = [hit for hit in answer["hits"] if hit["check"] == "values_differ"]
    assert tuple(hit) == HIT_COLUMNS
    assert hit["observations"] == ["high_tech_enterprises:jilin:2024"]
    assert len(hit["claims"]) == 2


def test_csv_has_the_same_columns(tiny_store: str) -> None:
    code, text = run("--store", tiny_store, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0
    assert tuple(rows[0]) == HIT_COLUMNS


def test_strict_fails_on_a_conflict_and_passes_where_there_is_none(tiny_store: str) -> None:
    assert run("--store", tiny_store, "--strict")[0] == 1
    assert run("--store", tiny_store, "--strict", "--place", "changchun")[0] == 0
    assert run("--store", tiny_store)[0] == 0


def test_an_earlier_day_knows_no_conflict(tiny_store: str) -> None:
    assert run("--store", tiny_store, "--strict", "--as-of", "2025-03-01")[0] == 0


def test_the_table_speaks_both_languages(tiny_store: str) -> None:
    assert "数值冲突" in run("--store", tiny_store)[1]
    assert "Values differ" in run("--store", tiny_store, "--lang", "en")[1]


def test_an_unknown_place_is_refused_with_near_ones(tiny_store: str) -> None:
    result = CliRunner().invoke(app, ["check", "--store", tiny_store, "--place", "changchn"])
    assert result.exit_code == 2
