"""Tables of the command line: nothing in them is cut, and they speak the language asked for."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.answers import CHANGE_FIELDS
from dashboard.cli import app
from dashboard.pipeline.build import build
from tests.authored import replace_in, tiny_copy


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data, folder = tiny_copy(tmp_path_factory.mktemp("data")), tmp_path_factory.mktemp("store")
    headline = "  headline_scope: revised\n"
    replace_in(data / "catalog/indicators.yml", headline, f"{headline}  vintages: [first_published, revised]\n")
    build(data, folder)
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


def changes(store: Path, *words: str) -> str:
    return printed(store, "changes", "--since", "2024-06-30", *words)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_changes_tell_from_what_to_what_and_no_cell_is_cut(store: Path, lang: str) -> None:
    answer = changes(store, "--until", "2025-12-31", "--place", "jilin", "--lang", lang)
    assert "…" not in answer
    [row] = [line for line in answer.splitlines() if "0.76%" in line]
    assert ("修订" if lang == "zh" else "Revised") in row
    assert row.index("0.76%") < row.index("1.02%")
    assert ("修订 1" if lang == "zh" else "Revised 1") in answer


def test_changes_of_other_places_and_of_days_outside_are_not_told(store: Path) -> None:
    everywhere = changes(store, "--until", "2025-12-31", "--lang", "en")
    assert "Changchun" in everywhere
    assert "Changchun" not in changes(store, "--until", "2025-12-31", "--lang", "en", "--place", "jilin")
    assert "Changchun" not in changes(store, "--until", "2025-11-18", "--lang", "en")
    assert changes(store, "--until", "2024-07-31", "--lang", "en").strip() == "Nothing changed in these days."


def test_changes_as_of_a_day_end_with_that_day(store: Path) -> None:
    answer = json.loads(changes(store, "--as-of", "2025-03-31", "--until", "2025-12-31", "--format", "json"))
    assert (answer["as_of"], answer["since"], answer["until"]) == ("2025-03-31", "2024-06-30", "2025-03-31")
    assert {row["source"] for row in answer["changes"]} == {"province_2025"}


def test_a_target_is_told_from_an_outcome_and_a_day_of_statement_from_a_period(store: Path) -> None:
    assert "目标" in printed(store, "changes", "--since", "2023-01-01", "--until", "2023-12-31")
    assert "stated on" in changes(store, "--place", "changchun", "--lang", "en")


def test_changes_in_csv_have_the_columns_of_the_api(store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(changes(store, "--until", "2025-12-31", "--place", "jilin", "--format", "csv"))))
    assert tuple(rows[0]) == CHANGE_FIELDS
    assert [(row["id"], row["previous_value"], row["value"]) for row in rows if row["change"] == "revised"] == [
        ("rd_intensity:jilin:2018;scope=revised", "0.76", "1.02")
    ]


def test_days_in_the_wrong_order_are_refused(store: Path) -> None:
    asked = ("changes", "--since", "2025-01-02", "--until", "2025-01-01", "--store", str(store))
    refused = CliRunner().invoke(app, asked)
    assert refused.exit_code == 2
    assert "does not lie before 2025-01-01" in refused.output
