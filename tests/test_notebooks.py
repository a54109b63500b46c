"""Executes every notebook on the shipped data, as a reader would, with no other host within reach."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from dashboard.settings import STORE_VARIABLE

FOLDER = Path(__file__).parents[1] / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
SECONDS_FOR_A_CELL = 60
CHART = "application/vnd.plotly.v1+json"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ELSEWHERE = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")
OFFLINE = """
import socket

def _refuse(*address):
    raise AssertionError(f"a notebook asked for another host: {address}")

socket.getaddrinfo = socket.create_connection = _refuse
socket.socket.connect = lambda _socket, address: _refuse(address)
"""


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def written(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def executed(path: Path, shipped_store: Path) -> NotebookNode:
    """The notebook with the outputs of a fresh run; a cell that fails, an assertion included, raises."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OFFLINE))
    client = NotebookClient(
        notebook,
        timeout=SECONDS_FOR_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(shipped_store))
        return client.execute()


def outputs(notebook: NotebookNode, kind: str) -> list:
    """Everything of one media type that the cells of a notebook show, in order."""
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in shown if kind in output.get("data", {})]


def test_the_four_questions_are_answered():
    assert {path.stem for path in PATHS} == {
        "transfer_growth_in_changchun",
        "jilin_among_the_provinces",
        "who_sells_and_buys_technology",
        "what_we_believed_about_jilin_rd_intensity",
    }


def test_a_notebook_is_kept_without_outputs(path, written):
    nbformat.validate(written)
    code = [cell for cell in written.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert all(cell.metadata == {} for cell in written.cells)
    assert set(json.loads(path.read_text(encoding="utf-8"))["metadata"]) == {"kernelspec", "language_info"}


def test_a_notebook_is_titled_in_both_languages_and_summed_up_in_english(written):
    chinese, english, *rest = written.cells[0].source.splitlines()
    assert chinese.startswith("# ")
    assert CHINESE.search(chinese)
    assert english.startswith("# ")
    assert not CHINESE.search(english)
    assert any(line.startswith("**In English:**") for line in rest)


def test_a_notebook_ends_by_asserting_its_key_results_with_a_message_each(written):
    last = ast.parse(written.cells[-1].source)
    checks = [node for node in last.body if isinstance(node, ast.Assert)]
    assert len(checks) >= 5
    assert all(node.msg is not None for node in checks)


def test_a_notebook_runs_to_its_end_without_a_word_of_complaint(executed):
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    complaints = [output.text for cell in code for output in cell.outputs if output.output_type == "stream"]
    assert complaints == []


def test_the_charts_of_a_notebook_are_figures_with_data_and_a_description(executed):
    charts = outputs(executed, CHART)
    assert len(charts) >= 2
    assert all(chart["data"] for chart in charts)
    assert all(chart["layout"]["meta"]["description"] for chart in charts)


def test_a_notebook_shows_text_and_tables_and_loads_nothing_from_elsewhere(executed):
    tables = outputs(executed, "text/html")
    assert any("<table" in table for table in tables)
    assert [table for table in tables if ELSEWHERE.search(table)] == []
    conclusion = outputs(executed, "text/markdown")[-1]
    assert CHINESE.search(conclusion)
    assert "In English:" in conclusion
