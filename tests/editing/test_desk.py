import base64
import json

import pytest

from dashboard.catalog.files import read_catalog
from dashboard.editing.agreement import same_number
from dashboard.editing.decisions import holds
from dashboard.editing.desk import Desk
from dashboard.intervals import Interval, exactly
from dashboard.pipeline.build import build
from dashboard.pipeline.intake import journal, lessons
from dashboard.store import open_store
from tests.authored import tiny_copy

REPORT = "2020年长春市科技成果本地转化560项。2023年科技成果本地转化2050项，增长141%。2021年R&D经费150亿元。"
SOURCE = {
    "id": "report_2024",
    "publisher": {"zh": "某报", "en": "A paper"},
    "title": {"zh": "某报报道", "en": "A report"},
    "published": "2024-02-01",
    "grade": "press",
}


@pytest.fixture
def desk(tmp_path):
    data = tiny_copy(tmp_path)
    build(data, tmp_path / "store")
    return Desk(data, tmp_path / "store", writable=True)


@pytest.fixture
def snapshot(desk):
    return open_store(desk.store)


def read(desk, snapshot, text=REPORT, lang="zh", **more):
    return desk.read({"how": "text", "content": text, **more}, snapshot, lang=lang)


def files(desk):
    return {
        path.relative_to(desk.data): path.read_bytes()
        for path in desk.data.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def decision(batch, *numbers, action="accept", changes=None, **more):
    items = []
    for n in numbers:
        each = batch["candidates"][n]
        items.append(
            {
                "n": n,
                "row": each["row"] | (changes or {}),
                "proposed": each["row"],
                "words": each["words"],
                "sentence": each["sentence"],
                "printed": each["printed"],
                "teach": more.get("teach", False),
            }
        )
    return {"action": action, "items": items, "reviewer": "王敏", "document": batch["document"], "source": SOURCE, **more}


def test_reading_stores_nothing_and_says_what_the_store_has(desk, snapshot):
    before = files(desk)
    batch = read(desk, snapshot)
    assert files(desk) == before
    verdicts = [each["agreement"]["verdict"] for each in batch["candidates"]]
    assert verdicts == ["agrees", "agrees", "unknown"]
    assert batch["document"]["place"] == "changchun"


def test_growth_that_does_not_fit_the_levels_of_its_text_is_told(desk, snapshot):
    batch = read(desk, snapshot, "2020年长春市科技成果本地转化560项。2025年科技成果本地转化2050项，比2020年增长6倍。")
    (fit,) = batch["candidates"][1]["fits"]
    assert (fit["holds"], fit["own_text"]) == (False, True)
    assert fit["message"].startswith("2050项 ÷ 560项 = 3.66")


def test_a_number_that_differs_says_by_how_much_and_from_whom(desk, snapshot):
    batch = read(desk, snapshot, "2023年长春市科技成果本地转化2100项。")
    told = batch["candidates"][0]["agreement"]
    assert (told["verdict"], told["difference"]) == ("differs", "+50项 (+2.4%)")
    assert "吉林日报" in told["source"]
    assert told["observation"] == "results_transferred_locally:changchun:2023"


def test_neighbouring_counts_are_two_numbers(desk, snapshot):
    told = read(desk, snapshot, text="2025年长春市科技成果本地转化2051项。2025年长春市科技成果本地转化2050项。")["candidates"]
    assert [fit["name"] for fit in told[0]["fits"] if not fit["holds"]] == ["same_number_once"]
    assert not same_number(Interval(7.5, 8.5), Interval(8.5, 9.5))
    assert same_number(Interval(7.95, 8.05), Interval(7.5, 8.5))
    assert same_number(exactly(31.0), exactly(31.0))
    assert same_number(Interval(4000, float("inf")), Interval(3999.5, 4000.5))


def test_a_rank_and_a_rate_differ_in_places_and_points(desk, snapshot):
    rank = read(desk, snapshot, "2023年长春市自然指数科研城市全球排名第33位。")["candidates"][0]["agreement"]
    assert (rank["verdict"], rank["difference"]) == ("differs", "+2 位")
    rate = read(desk, snapshot, "2018年R&D经费投入强度1.12%。", place="jilin")["candidates"][0]["agreement"]
    assert (rate["verdict"], rate["difference"][-4:]) == ("differs", "个百分点")


def test_another_source_that_agrees_is_named(desk, snapshot):
    told = read(desk, snapshot, "2024年高新技术企业3590户。", place="jilin")["candidates"][0]["agreement"]
    assert told["verdict"] == "differs"
    assert "人民网" in told["other"]


def test_accepting_then_building_shows_the_figure_and_undoing_restores_every_file(desk, snapshot):
    before = files(desk)
    batch = read(desk, snapshot)
    answer = desk.decide(decision(batch, 2), snapshot)
    assert answer["done"][2]["state"] == "accepted"
    assert desk.rebuild()["claims"] == len(snapshot.claims()) + 1
    seen = open_store(desk.store).observation("rd_expenditure:changchun:2021")
    assert seen is not None
    assert seen["amount"] == 150e8
    assert read(desk, open_store(desk.store))["candidates"][2]["state"] == "accepted"
    undone = desk.undo(answer["done"][2]["decision"], "王敏")
    assert undone["undone"]["withdrawn"] == [answer["done"][2]["claim"]]
    kept = {name: content for name, content in files(desk).items() if name.parts[0] != "intake"}
    assert kept == before
    assert read_catalog(desk.data / "catalog").sources.get("report_2024") is None
    assert [entry["action"] for entry in journal.entries(desk.data)] == ["accepted", "undone"]


def test_a_decision_without_reviewer_source_or_reason_is_refused_and_nothing_is_written(desk, snapshot):
    batch, before = read(desk, snapshot), files(desk)
    assert desk.decide(decision(batch, 0) | {"reviewer": ""}, snapshot)["refused"][0]["column"] == "reviewer"
    assert desk.decide(decision(batch, 0, action="reject"), snapshot)["refused"][0]["column"] == "reason"
    assert desk.decide(decision(batch, 0) | {"source": {}}, snapshot)["faults"][0][0]["column"] == "source"
    assert files(desk) == before


def test_a_rejection_is_kept_with_its_reason_and_shown_when_the_text_is_read_again(desk, snapshot):
    batch = read(desk, snapshot)
    desk.decide(decision(batch, 1, action="reject", reason="已有"), snapshot)
    again = read(desk, snapshot)
    assert [each["state"] for each in again["candidates"]] == ["open", "rejected", "open"]
    assert desk.recent()[0]["reason"] == "已有"


def test_a_correction_teaches_the_reader_and_becomes_a_case_that_it_then_reads_right(desk, snapshot):
    text = "2022年长春市就地转化的成果项目900项。"
    batch = read(desk, snapshot, text)
    assert batch["candidates"][0]["row"]["indicator"] == ""
    change = {"indicator": "results_transferred_locally"}
    answer = desk.decide(decision(batch, 0, changes=change, teach=True), snapshot)
    assert answer["done"][0]["state"] == "corrected"
    assert read(desk, snapshot, text)["candidates"][0]["row"]["indicator"] == "results_transferred_locally"
    (case,) = lessons.cases(desk.data)
    assert case["holds"]
    assert holds(case, snapshot.catalog, lessons.learned(desk.data))
    assert not holds(case, snapshot.catalog, {})
    desk.undo(answer["done"][0]["decision"], "王敏")
    assert (lessons.learned(desk.data), lessons.cases(desk.data)) == ({}, [])


def test_a_wording_that_names_another_indicator_is_not_learned(snapshot):
    catalog = snapshot.catalog
    assert lessons.refusal(catalog, {}, "rd_expenditure", "成果转化数") == "results_transferred_locally"
    assert lessons.refusal(catalog, {}, "rd_expenditure", "研发投入总量") == ""


def test_a_wish_for_an_indicator_writes_no_claim(desk, snapshot):
    batch, before = read(desk, snapshot), files(desk)
    desk.decide(decision(batch, 0, action="new_indicator", reason="需要分市区统计"), snapshot)
    assert {name for name in files(desk) if name not in before} == {journal.journal_file(desk.data).relative_to(desk.data)}


def test_a_read_only_desk_reads_and_writes_nothing(desk, snapshot):
    closed = Desk(desk.data, desk.store)
    batch = read(closed, snapshot)
    for attempt in (lambda: closed.decide(decision(batch, 0), snapshot), lambda: closed.undo("x", "王敏"), closed.rebuild):
        with pytest.raises(PermissionError):
            attempt()
    assert closed.read({"how": "link", "content": "https://example.org/"}, snapshot, lang="zh")["refused"]


BAD = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "broken_pdf": b"%PDF-1.4\n" + b"\x00\xff" * 200,
    "old_word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "large_text": "长春市专利500件。".encode() * 30_000,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_words_and_nothing_is_stored(desk, snapshot, name):
    before = files(desk)
    content = "data:;base64," + base64.b64encode(BAD[name]).decode()
    asked = {"how": "file", "content": content, "name": name}
    told = {lang: desk.read(asked, snapshot, lang=lang)["refused"]["message"] for lang in ("zh", "en")}
    assert not told["zh"].isascii()
    assert told["en"].isascii()
    assert files(desk) == before


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://10.0.0.8/x", "file:///etc/passwd", "http://[::1]:80/", "ftp://example.org/"]
)
def test_a_link_to_a_private_address_or_no_web_address_is_refused(desk, snapshot, address):
    assert desk.read({"how": "link", "content": address}, snapshot, lang="zh")["refused"]["reason"] == "ForbiddenAddress"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "big5hkscs"])
def test_a_file_in_any_usual_encoding_is_read(desk, snapshot, encoding):
    text = REPORT if encoding != "big5hkscs" else "2023年長春市科技成果本地轉化2050項，增長141%。"
    content = base64.b64encode(text.encode(encoding)).decode()
    batch = desk.read({"how": "file", "content": content}, snapshot, lang="zh")
    assert any(each["row"]["value"] == "2050" for each in batch["candidates"])


def test_scripts_in_a_page_are_left_out(desk, snapshot):
    page = "<html><body><script>alert('专利999件')</script><p>2023年长春市科技成果本地转化2050项。</p></body></html>"
    batch = read(desk, snapshot, page)
    assert "alert" not in batch["text"]
    assert [each["row"]["value"] for each in batch["candidates"]] == ["2050"]


def test_an_answer_is_plain_json_in_both_languages(desk, snapshot):
    for lang in ("zh", "en"):
        assert json.loads(json.dumps(read(desk, snapshot, lang=lang)))["candidates"]
