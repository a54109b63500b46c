import pytest

from dashboard.catalog.files import section_files
from dashboard.claims import AUTHORED
from dashboard.faults import DataFaults
from dashboard.pipeline.build import build
from dashboard.store import open_store
from tests.authored import append_claim, replace_in, tiny_copy

GOOD = "results_transferred_locally,changchun,2021,,700,,项,0,,,,,actual,,review_2025,,"


def faults_of(data, store):
    with pytest.raises(DataFaults) as caught:
        build(data, store)
    return caught.value.faults


def spoiled(column, value):
    cells = dict(zip(AUTHORED, GOOD.split(","), strict=True))
    return ",".join({**cells, column: value}.values())


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("indicator", "results_transfered", "not allowed"),
        ("place", "changchung", "not allowed"),
        ("source", "", "the cell is empty"),
        ("source", "a_rumour", "not allowed"),
        ("period", "2023-13", "month must be in 1..12"),
        ("period", "2023-02-30", "day"),
        ("period", "1123", "outside"),
        ("value", "2,050", None),
        ("value", "两千", "not allowed"),
        ("value", "nan", "not allowed"),
        ("unit", "%", "measures percent"),
        ("unit", "", "needs a unit"),
        ("unit_mult", "4", "ten to the power of 0"),
        ("qualifier", "roughly", "not allowed"),
        ("kind", "rumour", "not allowed"),
        ("scope", "whatever", "not a scope"),
    ],
)
def test_a_bad_cell_is_a_fault_at_its_row_and_column(tmp_path, column, value, says):
    data = tiny_copy(tmp_path)
    append_claim(data, spoiled(column, value))
    line = len((data / "claims/city.csv").read_text(encoding="utf-8").splitlines())
    faults = faults_of(data, tmp_path / "store")
    if says is None:
        assert [(f.row, "cells" in f.what) for f in faults] == [(line, True)]
    else:
        assert [(f.file, f.row, f.column) for f in faults] == [("claims/city.csv", line, column)]
        assert says in faults[0].what
        assert faults[0].remedy


def test_a_year_to_date_runs_from_january(tmp_path):
    data = tiny_copy(tmp_path)
    append_claim(data, "results_transferred_locally,changchun,2023-02/2023-06,year_to_date,9,,项,,,,,,actual,,review_2025,,")
    (fault,) = faults_of(data, tmp_path / "store")
    assert (fault.column, "does not run from January" in fault.what) == ("period_type", True)


def test_a_rate_cannot_be_said_to_change_in_per_cent(tmp_path):
    data = tiny_copy(tmp_path)
    append_claim(data, "rd_intensity,jilin,2019,,1.27,,%,,34,,percent,2018,actual,revised,province_2025,,")
    (fault,) = faults_of(data, tmp_path / "store")
    assert (fault.column, "does not change in percent" in fault.what) == ("change_unit", True)


def test_a_claim_of_nothing_is_a_fault(tmp_path):
    data = tiny_copy(tmp_path)
    append_claim(data, "results_transferred_locally,changchun,2021,,,,项,,,,,,actual,,review_2025,,")
    (fault,) = faults_of(data, tmp_path / "store")
    assert "neither a value nor a change" in fault.what


def test_the_same_claim_twice_is_a_fault_that_names_the_first(tmp_path):
    data = tiny_copy(tmp_path)
    append_claim(data, "research_city_rank,changchun,2022,,35,,位,,,,,,actual,,congress_2024,,another note")
    (fault,) = faults_of(data, tmp_path / "store")
    assert "already stands in claims/city.csv:6" in fault.what


def test_all_faults_come_in_one_run(tmp_path):
    data = tiny_copy(tmp_path)
    append_claim(data, spoiled("indicator", "unheard_of"))
    append_claim(data, spoiled("period", "2023-13"))
    append_claim(data, spoiled("value", "many"))
    replace_in(data / "catalog/themes.yml", "order: 1", "order: 1, colour: red")
    replace_in(data / "catalog/places.yml", "en: China", "fr: Chine")
    files = [(f.file, f.column) for f in faults_of(data, tmp_path / "store")]
    assert ("catalog/themes.yml", "transfer.colour") in files
    assert {("catalog/places.yml", "china.name.en"), ("catalog/places.yml", "china.name.fr")} <= set(files)
    assert [column for file, column in files if file == "claims/city.csv"] == ["indicator", "period", "value"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("\ufeff" + GOOD, "byte-order mark"),
        (None, "not UTF-8"),
        ("indicator,place\na,b\n", "header is not that of claims"),
        ("", "header is not that of claims"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, says):
    data = tiny_copy(tmp_path)
    path = data / "claims/other.csv"
    path.write_bytes(
        "indicator,place,备注\n技术合同成交额,长春市,说明文字很长\n".encode("gb18030") if content is None else content.encode()
    )
    (fault,) = faults_of(data, tmp_path / "store")
    assert (fault.file, says in fault.what) == ("claims/other.csv", True)
    assert fault.remedy


def test_a_truncated_file_is_a_fault_on_its_last_line(tmp_path):
    data = tiny_copy(tmp_path)
    path = data / "claims/city.csv"
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"percent")])
    faults = faults_of(data, tmp_path / "store")
    last = path.read_bytes().count(b"\n") + 1
    assert {fault.row for fault in faults} == {last}
    assert any("cut off" in fault.what for fault in faults)
    assert any("cells" in fault.what for fault in faults)


def test_an_open_quotation_mark_is_a_fault(tmp_path):
    data = tiny_copy(tmp_path)
    append_claim(data, GOOD + '"an open note')
    assert any("breaks off" in fault.what or "cells" in fault.what for fault in faults_of(data, tmp_path / "store"))


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "says"),
    [
        ("indicators.yml", "better: up", "beter: up", "results_transferred_locally.beter", "unknown key"),
        (
            "indicators.yml",
            "en: Research results transferred locally",
            'en: ""',
            "results_transferred_locally.name.en",
            "at least 1",
        ),
        ("indicators.yml", "theme: transfer", "theme: transport", "results_transferred_locally.theme", "not in themes"),
        ("places.yml", "parent: jilin", "parent: hebei", "changchun.parent", "not in places"),
        ("sources.yml", "grade: press", "grade: hearsay", "congress_2024.grade", "Input should be"),
        ("sources.yml", "published: 2024-01-11", "published: 2024-02-31", "congress_2024.published", "day"),
    ],
)
def test_a_bad_catalog_entry_is_a_fault_at_its_line(tmp_path, file, old, new, column, says):
    data = tiny_copy(tmp_path)
    replace_in(data / "catalog" / file, old, new)
    faults = [f for f in faults_of(data, tmp_path / "store") if f.column == column]
    assert len(faults) == 1
    assert says in faults[0].what
    line = (data / "catalog" / file).read_text(encoding="utf-8").splitlines()[faults[0].row - 1]
    assert column.rpartition(".")[2] in line or new.partition(":")[0] in line or column.partition(".")[0] in line


def test_a_repeated_key_and_yaml_that_does_not_parse_are_faults(tmp_path):
    data = tiny_copy(tmp_path)
    replace_in(data / "catalog/themes.yml", "order: 1", "order: 1, order: 2")
    (data / "catalog/events.yml").write_text("meeting: {name: [\n", encoding="utf-8")
    faults = faults_of(data, tmp_path / "store")
    assert {("catalog/themes.yml", "this key stands twice"), ("catalog/events.yml", "the YAML does not parse")} == {
        (f.file, f.what.partition(":")[0]) for f in faults
    }


def test_a_broken_entry_does_not_make_the_claims_that_name_it_faulty(tmp_path):
    data = tiny_copy(tmp_path)
    replace_in(data / "catalog/sources.yml", "grade: press", "grade: hearsay")
    assert [f.file for f in faults_of(data, tmp_path / "store")] == ["catalog/sources.yml"]


def test_a_missing_folder_says_where_to_look(tmp_path):
    (fault, _) = faults_of(tmp_path, tmp_path / "store")
    assert "--data" in fault.remedy


def test_a_faulty_build_leaves_the_snapshot_in_use(tmp_path):
    data, store = tiny_copy(tmp_path), tmp_path / "store"
    before = build(data, store).snapshot
    append_claim(data, spoiled("value", "many"))
    faults_of(data, store)
    assert open_store(store).id == before


@pytest.mark.parametrize("section", ["themes", "units", "places", "sources", "indicators"])
@pytest.mark.parametrize("left", ["", "# nothing any more\n", None])
def test_an_emptied_file_is_one_fault_and_not_all_that_follows_from_it(tmp_path, section, left):
    data = tiny_copy(tmp_path)
    for path in section_files(data / "catalog", section):
        path.unlink() if left is None else path.write_text(left, encoding="utf-8")
    (fault,) = faults_of(data, tmp_path / "store")
    assert fault.file.startswith(f"catalog/{section}")
    assert ("there is no such file" if left is None else "the file is empty") in fault.what
