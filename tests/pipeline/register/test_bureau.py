"""A bureau from the empty template to its own page: what docs/method/register.md tells it to do, done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from dashboard.analysis.register import LAG, WITHIN
from dashboard.cli import app
from dashboard.components.words import word
from dashboard.pages import transfer
from dashboard.store import Store, open_store
from tests.conftest import SHIPPED
from tests.pages.test_transfer_and_ecosystem import words

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
UNTIL = "2023-12-31"
LOCAL_IN_2020, LOCAL_IN_2023, UNSIGNED = 560, 210, 120
SUPPLIERS = ("吉林大学", "长春理工大学", "东北师范大学")
CHAINS = ("new_1", "new_2", "strengthen_1")
"""Chains that no publication names stand in the template under their ids."""
BUREAU = (
    "--place", "changchun", "--observed-until", UNTIL,
    "--publisher", "长春市科学技术局", "--publisher-en", "Changchun Science and Technology Bureau",
)  # fmt: skip


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


def records() -> list[dict[str, object]]:
    """The bureau's records by the template's Chinese headers: 560 local transfers of 2020, 210 of 2023, and some unsigned."""
    years = [2020] * LOCAL_IN_2020 + [2023] * LOCAL_IN_2023 + [0] * UNSIGNED
    return [_record(number, year) for number, year in enumerate(years)]


def _record(number: int, year: int) -> dict[str, object]:
    disclosed = dt.date(max(year, 2021) - 1, 1, 1) + dt.timedelta(days=number % 300)
    record: dict[str, object] = {
        "成果编号": f"长春-{number:05d}", "披露日期": disclosed, "供给单位": SUPPLIERS[number % 3], "供给单位类型": "高等学校",
        "供给方所在地": "朝阳区", "产业链": CHAINS[number % 3],
    }  # fmt: skip
    if year:
        signed = dt.date(year, 1, 1) + dt.timedelta(days=(number * 7) % 365)
        record |= {
            "承接单位": f"企业{number % 90}", "承接单位规模": ("小型", "微型", "中型")[number % 3], "承接方所在地": "南关区",
            "合同类型": "技术许可", "转化方式": "许可", "签约日期": max(signed, disclosed),
            "合同金额（万元）": 12.5 + number % 40, "是否本地转化": "是", "本地认定规则": "承接方在本地",
        }  # fmt: skip
    return record


def fill(template: Path, filled: Path, rows: list[dict[str, object]], **more: list[object]) -> Path:
    """Write rows under the headers of the template, as somebody at a desk would; ``more`` are columns of one's own."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    for name in more:
        headers[name] = len(headers) + 1
        sheet.cell(1, headers[name], name)
    for number, row in enumerate(rows, start=2):
        own = {name: cells[number - 2] for name, cells in more.items()}
        for name, value in (row | own).items():
            sheet.cell(number, headers[name], value)
    book.save(filled)
    return filled


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of authored data with room for the bureau's own register."""
    folder = tmp_path_factory.mktemp("bureau") / "data"
    folder.mkdir()
    for name in ("catalog", "claims"):
        (folder / name).symlink_to(SHIPPED / name)
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "register.xlsx"
    run("register", "template", path)
    return path


@pytest.fixture(scope="module")
def delivered(template: Path) -> Path:
    return fill(template, template.with_name("delivery.xlsx"), records())


@pytest.fixture(scope="module")
def built(data: Path, delivered: Path) -> Store:
    """The snapshot after the bureau's delivery was loaded."""
    said = run("register", "load", data / "register", delivered, *BUREAU, "--data", data)
    assert f"batch 1: {LOCAL_IN_2020 + LOCAL_IN_2023 + UNSIGNED} new" in said
    run("build", "--data", data, "--store", data / "store")
    return open_store(data / "store")


def test_every_fault_is_listed_in_one_go_and_columns_about_persons_are_refused(tmp_path: Path, template: Path) -> None:
    rows = records()[:9]
    rows[1]["披露日期"] = "2020-02-30"
    rows[3]["产业链"] = "不存在的链"
    rows[5]["合同金额（万元）"] = ""
    rows[7]["成果编号"] = rows[6]["成果编号"]
    path = fill(template, tmp_path / "faulty.xlsx", rows, 发明人=["某人"] * 9, 手机=["13800000000"] * 9)
    said = run("register", "load", tmp_path / "register", path, *BUREAU, "--refused", tmp_path / "refused", code=1)
    places = ("1:发明人", "1:手机", "3:披露日期", "5:产业链", "7:合同金额（万元）", "9:成果编号")
    assert all(f"faulty.xlsx:{place}" in said for place in places)
    assert said.count("this column looks like personal data") == 2
    assert "6 faults; nothing was stored" in said
    assert not (tmp_path / "register" / "batches").exists()
    refused = pd.read_csv(tmp_path / "refused" / "refused_rows.csv", dtype="str")
    assert refused["row"].tolist() == ["3", "5", "7", "9"]
    assert refused["reasons"].notna().all()


def test_a_bureaus_page_carries_no_mark_and_says_which_published_figure_its_records_bear_out(built: Store) -> None:
    register = built.register()
    assert register is not None
    assert not register.about.synthetic
    said = words(transfer.view({"lang": "en"}, built))
    assert word("synthetic", "en") not in said
    assert "Changchun Science and Technology Bureau" in said
    assert "For 2020 560 was published; the register has 560: it fits." in said
    assert "For 2023 2,050 was published; the register has 210, 1,840 fewer: it does not fit." in said


def test_conversion_rate_and_time_lag_are_there_by_institution_and_chain(built: Store) -> None:
    register = built.register()
    assert register is not None
    for by, parts in (("supplier", SUPPLIERS), ("chain", CHAINS)):
        rates, lags = register.of(WITHIN[0], by, year=2022), register.of(LAG, by, output="median", year=2022)
        assert set(rates["first"]) == set(lags["first"]) == set(parts)
        assert rates["value"].notna().all()
        assert lags["value"].between(1, 730).all()
        assert set(register.lags.loc[register.lags["breakdown"] == by, "part"]) == set(parts)
    said = words(transfer.view({"lang": "en", "by": "supplier"}, built))
    assert all(name in said for name in SUPPLIERS)


def test_the_same_delivery_again_changes_nothing(built: Store, data: Path, delivered: Path) -> None:
    said = run("register", "load", data / "register", delivered, *BUREAU, "--data", data)
    assert "already stored as batch 1; nothing changed" in said
    run("build", "--data", data, "--store", data / "store")
    assert open_store(data / "store").folder == built.folder


def test_a_correction_is_counted_once_and_reaches_the_page(built: Store, data: Path, template: Path) -> None:
    rows = records()
    rows[-1] |= _record(LOCAL_IN_2020, 2023) | {"成果编号": rows[-1]["成果编号"]}
    path = fill(template, template.with_name("corrected.xlsx"), rows)
    assert "batch 2: 0 new, 1 changed, 889 unchanged" in run(
        "register", "load", data / "register", path, *BUREAU, "--data", data
    )
    run("build", "--data", data, "--store", data / "store")
    assert "the register has 211, 1,839 fewer" in words(transfer.view({"lang": "en"}, open_store(data / "store")))
