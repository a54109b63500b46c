from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from typer.testing import CliRunner

from dashboard.pipeline.register.commands import app

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
LOAD = ("--place", "changchun", "--observed-until", "2025-12-31", "--publisher", "市科技局", "--publisher-en", "City bureau")


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_a_bureau_goes_from_template_to_claims(tmp_path):
    run("template", tmp_path / "t.xlsx")
    run("synthesize", tmp_path / "delivery.xlsx", "--records", 400)
    assert "400 rows, no fault" in run("check", tmp_path / "delivery.xlsx", *LOAD[:4])
    register = tmp_path / "register"
    assert "batch 1 (synthetic): 400 new" in run("load", register, tmp_path / "delivery.xlsx", *LOAD)
    assert "already stored as batch 1" in run("load", register, tmp_path / "delivery.xlsx", *LOAD)
    said = run("aggregate", register, "register_results_transferred", "register_time_lag", "--out", tmp_path / "out")
    claims = pd.read_csv(tmp_path / "out" / "claims" / "synthetic_register_changchun_2025_12_31.csv")
    assert said.startswith(f"{len(claims)} claims")
    assert set(claims["indicator"]) >= {"register_results_transferred", "register_time_lag_first_quartile"}
    assert (tmp_path / "out" / "cells.parquet").is_file()


def test_a_bad_delivery_is_refused_with_its_rows_and_reasons(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("成果编号,披露日期\n1,2020-13-01\n", encoding="utf-8")
    said = run("load", tmp_path / "register", path, *LOAD, "--refused", tmp_path / "refused", code=1)
    assert "bad.csv:2:披露日期" in said
    assert "nothing was stored" in said
    assert pd.read_csv(tmp_path / "refused" / "refused_rows.csv")["成果编号"].tolist() == [1]


def test_mistakes_on_the_command_line_say_what_to_do(tmp_path):
    assert "not HEADER=column" in run("check", tmp_path / "x.csv", *LOAD[:4], "--map", "nonsense", code=1)
    assert "there is no such file" in run("check", tmp_path / "x.csv", *LOAD[:4], code=1)
    assert "there is no batch" in run("aggregate", tmp_path / "nowhere", code=1)
    assert "is not defined" in run("aggregate", tmp_path / "nowhere", "no_such_indicator", code=1)
    assert "ends neither" in run("template", tmp_path / "t.doc", code=1)


def test_importing_the_commands_loads_nothing_heavy():
    heavy = ("ibis", "pyspark", "psycopg", "statsmodels", "scipy", "rustworkx", "fastexcel", "xlsxwriter", "duckdb", "pandera")
    code = f"import sys, dashboard.pipeline.register.commands; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
