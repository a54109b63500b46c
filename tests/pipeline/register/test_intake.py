from __future__ import annotations

import openpyxl
import pandas as pd
import pyarrow as arrow
import pytest
from pyarrow import parquet

from dashboard.faults import DataFaults
from dashboard.pipeline.register.intake import Terms, examine, refused_rows
from dashboard.pipeline.register.load import write_refused
from dashboard.pipeline.register.template import write_template
from tests.pipeline.register.conftest import TERMS


def found(files, layout, terms=TERMS):
    faults = examine(files, layout, terms).faults
    return {(row.row, row.column) for row in faults.itertuples()}


def test_a_sound_delivery_has_no_fault(delivery, layout, record):
    examined = examine([delivery([record("1"), record("2", signed_on="2021-01-05")])], layout, TERMS)
    assert examined.rows == 2
    assert examined.faults.empty
    assert not examined.synthetic


def test_every_fault_is_named_by_row_and_column_at_once(delivery, layout, record):
    rows = [
        record("1", disclosed_on="2020-02-30"),
        record("2", supplier="", chain="no such chain"),
        record("3", signed_on="2020-01-01", value="1,000"),
        record("3"),
        record("5", signed_on="2021-01-01", value="5", technology_value="6"),
    ]
    assert found([delivery(rows)], layout) == {
        (2, "披露日期"), (3, "供给单位"), (3, "产业链"), (4, "合同金额（万元）"), (4, "签约日期"), (5, "成果编号"),
        (6, "其中技术交易额（万元）"),
    }  # fmt: skip


def test_a_signed_record_needs_recipient_place_local_rule_and_value(delivery, layout, record):
    bare = record("1", signed_on="2021-01-01", recipient="", recipient_place="", local="", local_rule="", value="")
    assert {column for _, column in found([delivery([bare])], layout)} == {
        "承接单位", "承接方所在地", "是否本地转化", "本地认定规则", "合同金额（万元）",
    }  # fmt: skip


def test_the_local_flag_is_held_against_its_rule(delivery, layout, record):
    away = {"signed_on": "2021-01-01", "recipient_place": "shenzhen"}
    assert found([delivery([record("1", local="是", **away)])], layout) == {(2, "是否本地转化")}
    assert found([delivery([record("1", local="否", **away)])], layout) == set()
    assert found([delivery([record("1", local="是", **(away | {"local_rule": "agency_list"}))])], layout) == set()


def test_a_day_after_the_end_of_observation_is_a_fault(delivery, layout, record):
    assert found([delivery([record("1", disclosed_on="2026-01-01")])], layout) == {(2, "披露日期")}


def test_codes_are_taken_by_code_chinese_or_english_name_and_dates_year_first(delivery, layout, record):
    kinds = ("university", "高等学校", "University", "高等学校")
    days = ("2020-3-1", "2020年3月1日", "2020/03/01", "2020-03-01 00:00:00")
    rows = [record(day, supplier_kind=kind, disclosed_on=day) for kind, day in zip(kinds, days, strict=True)]
    assert examine([delivery(rows)], layout, TERMS).faults.empty


def test_personal_columns_are_refused_unless_dropped(tmp_path, layout, delivery, record):
    path = delivery([record("1")])
    frame = pd.read_csv(path, dtype="str").assign(发明人手机="13900000000", inventor="x")
    frame.to_csv(path, index=False)
    assert found([path], layout) == {(1, "发明人手机"), (1, "inventor")}
    dropped = Terms("changchun", "2025-12-31", {"发明人手机": "drop", "inventor": "drop"})
    assert found([path], layout, dropped) == set()


@pytest.mark.parametrize("text", ["张三13912345678", "22010419900307123X", "someone@example.org"])
def test_personal_numbers_in_free_text_are_refused_and_not_repeated(text, delivery, layout, record):
    faults = examine([delivery([record("1", supplier_department=text)])], layout, TERMS).faults
    assert list(faults["column"]) == ["供给部门"]
    assert text not in faults.to_csv()


def test_a_foreign_header_is_taken_when_mapped_and_missing_ones_are_named(tmp_path, layout):
    path = tmp_path / "own.csv"
    path.write_text("no,disclosed_on,supplier,supplier_kind\n1,2020-01-01,甲大学,university\n", encoding="utf-8")
    assert (1, "no") in found([path], layout)
    mapped = Terms("changchun", "2025-12-31", {"no": "record_id"})
    assert found([path], layout, mapped) == {(1, "供给方所在地"), (2, "supplier_place")}


def test_row_numbers_are_lines_of_the_file(tmp_path, layout, delivery, record):
    path = delivery([record("1"), record("2", supplier="甲\n大学"), record("3", chain="x")])
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*lines[:2], "", "cut,short", *lines[2:-1], "cut too", ""]), encoding="utf-8")
    faults = examine([path], layout, TERMS).faults
    assert [(row.row, row.column) for row in faults.itertuples()] == [(4, ""), (5, "供给单位"), (7, "产业链"), (8, "")]


def test_gb18030_is_read_when_named_and_refused_when_guessed(delivery, layout, record):
    path = delivery([record("1")])
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(DataFaults, match="gb18030"):
        examine([path], layout, TERMS)
    assert examine([path], layout, Terms("changchun", "2025-12-31", encoding="gb18030")).faults.empty


def test_excel_and_parquet_say_the_same_as_csv(tmp_path, delivery, layout, record):
    path = delivery([record("1"), record("2", chain="x")])
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    frame.to_excel(tmp_path / "d.xlsx", index=False)
    parquet.write_table(arrow.Table.from_pandas(frame, preserve_index=False), tmp_path / "d.parquet")
    for other in ("d.xlsx", "d.parquet"):
        assert found([tmp_path / other], layout) == found([path], layout) == {(3, "产业链")}


def test_the_template_filled_in_by_hand_is_sound(tmp_path, layout, record):
    path = tmp_path / "template.xlsx"
    write_template(path, layout)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    cells = record("1", signed_on="2021-01-05", disclosed_on="2020-03-01")
    sheet.append([cells.get(key, "") for key in layout.columns])
    book.save(path)
    assert examine([path], layout, TERMS).faults.empty
    assert len(sheet.data_validations.dataValidation) == sum(column.list is not None for column in layout.columns.values())
    assert all(sheet.cell(1, number + 1).comment for number in range(len(layout.columns)))


def test_the_csv_template_has_every_column_in_either_language(tmp_path, layout):
    for lang in ("zh", "en"):
        write_template(tmp_path / "t.csv", layout, lang=lang)
        header = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").strip()
        assert header == ",".join(column.name[lang] for column in layout.columns.values())
        assert examine([tmp_path / "t.csv"], layout, TERMS).faults.empty


def test_bad_rows_are_written_beside_their_reasons(tmp_path, delivery, layout, record):
    path = delivery([record("1"), record("2", chain="x", field="y"), record("3")])
    faults = examine([path], layout, TERMS).faults
    rows = pd.concat(refused_rows([path], faults, TERMS))
    assert list(rows["row"]) == [3]
    assert rows["成果编号"].item() == "2"
    assert "产业链" in rows["reasons"].item()
    assert "技术领域" in rows["reasons"].item()
    listed, kept = write_refused(tmp_path / "refused", [path], faults, TERMS)
    assert len(pd.read_csv(listed)) == 2
    assert len(pd.read_csv(kept)) == 1


def test_a_file_of_another_kind_is_refused(tmp_path, layout):
    path = tmp_path / "register.doc"
    path.write_text("x")
    with pytest.raises(DataFaults, match="not read"):
        examine([path], layout, TERMS)
