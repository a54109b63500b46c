"""Tables of the command line: nothing in them is cut, and they speak the language asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.pipeline.build import build
from tests.authored import TINY


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    build(TINY, folder)
    return folder


def printed(store: Path, *words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--store", str(store)], env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["show", "evidence"])
def test_no_cell_is_cut_on_a_narrow_terminal(store: Path, command: str, lang: str) -> None:
    period = ("--period", "2024") if command == "evidence" else ()
    answer = printed(store, command, "high_tech_enterprises", "--place", "jilin", "--lang", lang, *period)
    assert "…" not in answer
    assert "4107" in answer.replace(",", "")


def test_the_evidence_says_in_the_language_asked_for_why_a_claim_lost(store: Path) -> None:
    asked = ("evidence", "high_tech_enterprises", "--place", "jilin", "--period", "2024")
    chinese, english = (printed(store, *asked, "--lang", lang) for lang in ("zh", "en"))
    assert "来源等级较低" in chinese
    assert "实际" in chinese
    assert "Actual" in english
    assert "Actual" not in chinese


def test_a_hedge_is_printed_in_words(store: Path) -> None:
    asked = ("evidence", "results_transferred_locally", "--place", "changchun", "--period", "2025-11-19")
    assert "(以上)" in printed(store, *asked)
