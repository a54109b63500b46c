import pytest

from dashboard.catalog.files import read_catalog
from dashboard.claims import AUTHORED
from dashboard.faults import DataFaults
from dashboard.pipeline.build import build
from dashboard.pipeline.intake.accepting import NewSource, accept_rows, withdraw_rows
from dashboard.pipeline.intake.files import replace_whole
from dashboard.store import open_store
from tests.authored import tiny_copy

ROW = dict.fromkeys(AUTHORED, "") | {
    "indicator": "results_transferred_locally",
    "place": "changchun",
    "period": "2021",
    "value": "700",
    "unit": "项",
    "kind": "actual",
    "source": "report_2022",
    "locator": "字符0–20",
}
SOURCE = NewSource(
    "report_2022",
    {
        "publisher": {"zh": "某报", "en": "A paper"},
        "title": {"zh": "某报报道", "en": "A report"},
        "published": "2022-02-01",
        "grade": "press",
    },
)


@pytest.fixture
def data(tmp_path):
    return tiny_copy(tmp_path)


def contents(data):
    return {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file() and path.name != ".lock"}


def test_an_accepted_row_is_built_and_shown(data, tmp_path):
    outcome = accept_rows(data, [ROW], source=SOURCE)
    assert dict(outcome.faults) == {}
    build(data, tmp_path / "store")
    seen = open_store(tmp_path / "store").observation("results_transferred_locally:changchun:2021")
    assert (seen["amount"], seen["source"], seen["claim"]) == (700, "report_2022", outcome.written[0])


def test_faulty_rows_are_left_out_each_with_all_its_faults_and_sound_ones_go_in(data):
    bad = ROW | {"indicator": "nothing", "value": "1,000", "locator": "字符30–40"}
    outcome = accept_rows(data, [bad, ROW], source=SOURCE)
    assert list(outcome.written) == [1]
    assert {fault.column for fault in outcome.faults[0]} == {"indicator", "value"}
    assert (data / "claims" / outcome.file).read_text(encoding="utf-8").count("\n") == 2


def test_a_unit_of_another_dimension_is_refused_by_the_validation_of_the_build(data):
    outcome = accept_rows(data, [ROW | {"unit": "亿元"}], source=SOURCE)
    assert "measures money_cny" in outcome.faults[0][0].what
    assert not (data / "claims" / outcome.file).exists()
    assert "report_2022" not in read_catalog(data / "catalog").sources


def test_a_faulty_source_writes_nothing_and_every_fault_is_told(data):
    before = contents(data)
    with pytest.raises(DataFaults) as told:
        accept_rows(data, [ROW], source=NewSource("Report 2022", {"grade": "hearsay", "publisher": {"zh": "某报"}}))
    assert {fault.column for fault in told.value.faults} == {"id", "grade", "publisher.en", "title"}
    assert contents(data) == before


def test_the_same_claim_is_not_taken_twice(data):
    accept_rows(data, [ROW], source=SOURCE)
    again = accept_rows(data, [ROW])
    assert "already stands in claims/reviewed_documents.csv:2" in again.faults[0][0].what
    twins = accept_rows(data, [ROW | {"locator": "字符5–9"}] * 2)
    assert (list(twins.written), list(twins.faults)) == ([0], [1])


def test_a_known_source_sends_its_rows_to_its_own_file(data):
    outcome = accept_rows(data, [ROW | {"source": "congress_2024"}])
    assert outcome.file == "city.csv"


@pytest.mark.parametrize("name", ["../escape.csv", "/etc/passwd", "a/b.csv", "x.yml"])
def test_a_file_outside_the_claims_is_refused(data, name):
    before = contents(data)
    with pytest.raises(DataFaults):
        accept_rows(data, [ROW], source=SOURCE, file=name)
    assert contents(data) == before


def test_withdrawing_leaves_every_other_line_as_it_was(data):
    before = (data / "claims/city.csv").read_bytes()
    outcome = accept_rows(data, [ROW | {"source": "congress_2024", "note": 'a "quoted", note'}])
    assert withdraw_rows(data, [outcome.written[0]], file=outcome.file) == [outcome.written[0]]
    assert (data / "claims/city.csv").read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file(data, monkeypatch):
    path = data / "claims/city.csv"
    before = path.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        replace_whole(path, "nothing")
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["city.csv"]
