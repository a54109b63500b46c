import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.editing.commands import CSV_FIELDS
from tests.authored import TINY

SCORED = {
    "id",
    "start",
    "end",
    "indicator",
    "value",
    "unit",
    "scale",
    "change",
    "change_unit",
    "direction",
    "period",
    "qualifier",
}
TEXT = "2023年，长春市围绕3转4强7新，十年磨一剑，建成中试基地14个、科技园区8个，科技成果本地转化2050项，增长141%。"
ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"


def run(*words, stdin=None):
    return CliRunner().invoke(app, ["read", *words, "--data", str(TINY)], input=stdin)


def test_one_candidate_a_line_in_the_format_of_predictions_and_more(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="gb18030")
    answer = run(str(path), "--format", "jsonl")
    assert answer.exit_code == 0, answer.output
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    for each in found:
        assert set(each) >= SCORED | {"catalog_id", "rule_ids", "checks"}
        assert TEXT[each["number_start"] : each["number_end"]] in TEXT[each["start"] : each["end"]]
    assert {each["value"] for each in found} == {14, 8, 2050}
    (growth,) = [each for each in found if each["value"] == 2050]
    assert (growth["catalog_id"], growth["change"], growth["change_unit"]) == ("results_transferred_locally", 141, "percent")


def test_standard_input_as_csv_has_the_stated_columns():
    answer = run("-", "--format", "csv", stdin=TEXT)
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert tuple(rows[0]) == CSV_FIELDS
    assert len(rows) == 3


def test_a_table_for_people_names_the_indicator():
    assert "科技成果" in run("-", stdin=TEXT).stdout


@pytest.mark.parametrize(("lang", "heading", "counted"), [("zh", "指标", "3 个数字"), ("en", "indicator", "figures: 3")])
def test_the_table_speaks_the_language_asked_for(lang, heading, counted):
    printed = CliRunner().invoke(app, ["read", "-", "--data", str(TINY), "--lang", lang], input=TEXT, env={"COLUMNS": "200"})
    assert heading in printed.stdout
    assert counted in printed.stdout


def test_the_arithmetic_is_told_in_the_language_asked_for():
    text = "2023年，三次产业结构为10:30:60。"
    assert "相符" in run("-", stdin=text).stdout
    told = run("-", "--lang", "en", stdin=text).stdout
    assert ("相符" in told, "holds" in told) == (False, True)


@pytest.mark.parametrize(("lang", "picture", "nothing", "link"), [
    ("zh", "图片", "没有这个文件", "不是公开网站"), ("en", "picture", "No such file", "no public site"),
])  # fmt: skip
def test_a_document_that_cannot_be_read_says_why_in_the_language_asked_for_and_fails(tmp_path, lang, picture, nothing, link):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    answer = run(str(path), "--lang", lang)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert picture in answer.stderr
    answer = run(str(tmp_path / "nothing.txt"), "--lang", lang)
    assert (answer.exit_code, nothing in answer.stderr) == (2, True)
    answer = run("http://127.0.0.1/", "--lang", lang)
    assert (answer.exit_code, link in answer.stderr) == (1, True)


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article lies beside the checkout only where it was handed over")
def test_the_article_gives_its_figures_and_none_of_its_slogans():
    answer = CliRunner().invoke(app, ["read", str(ARTICLE), "--format", "jsonl"])
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [(each["value"], each["unit"]) for each in found] == [(14, "个"), (8, "个"), (2050, "项"), (31, "位"), (10, "支")]
    assert [each["change"] for each in found if each["change"] is not None] == [141]
