"""Reviewing a document with the keyboard alone, on a copy of the small data that may be written."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.pipeline.build import build
from dashboard.store import open_store
from tests.authored import tiny_copy
from tests.browser.conftest import Look, Visit, screenshot, violations, visits
from tests.browser.serving import serving
from tests.pipeline.reader.reader_files import pdf, word

TEXT = (
    "2020年长春市科技成果本地转化560项。2022年科技成果本地转化900项。2025年科技成果本地转化2050项，比2020年增长6倍。"
    "2021年R&D经费150亿元。2022年建成概念验证平台6个。"
)
MANY = "".join(f"{year}年长春市科技成果本地转化{year - 1500}项。" for year in range(1901, 2101))

LINES = ["2025年长春市科技成果本地转化2050项。", "2021年R&D经费150亿元。"]
DOCUMENTS = {
    "html": "".join(["<!doctype html><html><body>", *(f"<p>{line}</p>" for line in LINES), "</body></html>"]).encode(),
    "pdf": pdf([LINES]),
    "docx": word(LINES),
}
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  document.querySelector("[data-file=intake]").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_copy(tmp_path_factory.mktemp("intake"))


@pytest.fixture(scope="module")
def editing(data: Path) -> Iterator[str]:
    store = data.parent / "store"
    build(data, store)
    with serving(store, environment={"INNOVATION_DASHBOARD_EDITING": "1", "INNOVATION_DASHBOARD_DATA": str(data)}) as url:
        yield url


@pytest.fixture
def edit(browser: Browser, editing: str) -> Iterator[Visit]:
    with visits(browser, editing) as visiting:
        yield visiting


def read(page: Page, text: str) -> None:
    page.fill("#intake-text", text)
    page.click("[data-read=intake]")
    page.wait_for_selector("#field-indicator")


def state(page: Page, n: int, words: str) -> None:
    page.locator(f"[data-state-of='{n}']", has_text=words).wait_for()


def on(page: Page, n: int) -> None:
    """Wait until the form shows a candidate."""
    page.locator("#candidate-title", has_text=f"{n + 1} · ").wait_for()


def test_a_document_is_reviewed_by_keyboard_and_its_figures_are_shown(edit: Visit, data: Path) -> None:
    page = edit("/intake")
    read(page, TEXT)
    page.fill("#intake-reviewer", "王敏")
    page.fill("#source-id", "congress_2024")
    page.locator("mark.found[aria-current=true]").focus()
    page.keyboard.press("j")
    on(page, 1)
    page.keyboard.press("a")
    state(page, 1, "已接受")
    on(page, 2)
    assert "3.66" in page.inner_text("#intake-form")
    page.keyboard.press("x")
    page.keyboard.type("与2020年的数字不符")
    page.click("[data-action=reject]")
    state(page, 2, "已拒绝")
    page.click("[data-bulk]")
    page.click("[data-bulk]")
    state(page, 3, "已接受")
    assert page.inner_text("#intake-progress") == "4 / 5"
    page.click("[data-rebuild]")
    page.locator("#intake-message", has_text="已重建").wait_for()
    seen = open_store(data.parent / "store").observation("rd_expenditure:changchun:2021")
    assert seen is not None
    assert seen["amount"] == 150e8


@pytest.mark.parametrize("look", [Look("zh", 1440, "light"), Look("en", 390, "dark")], ids=str)
def test_the_page_with_a_document_open_is_accessible_and_fits(edit: Visit, look: Look) -> None:
    page = edit("/intake", look)
    read(page, TEXT)
    screenshot(page, "intake-open", look)
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("look", [Look("zh", 1440, "dark"), Look("en", 390, "light")], ids=str)
def test_a_checked_text_is_accessible_and_its_marks_are_reached_by_keyboard(edit: Visit, look: Look) -> None:
    page = edit("/check-text", look)
    page.fill("#check-text", TEXT)
    page.click("[data-read=check]")
    page.wait_for_selector("mark.found")
    screenshot(page, "check-text-open", look)
    assert violations(page) == []
    page.locator("mark.found").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.dataset.candidate") == "1"


def test_two_hundred_candidates_are_listed_filtered_and_accepted_together(edit: Visit) -> None:
    page = edit("/intake")
    read(page, MANY)
    assert page.locator(".row-button").count() == 200
    page.select_option("#intake-filter", "ready")
    ready = page.locator("#intake-list tbody tr:visible").count()
    assert ready > 150
    page.fill("#intake-reviewer", "王敏")
    page.fill("#source-id", "review_2025")
    page.click("[data-bulk]")
    page.click("[data-bulk]")
    page.locator("#intake-progress", has_text=f"{ready} / 200").wait_for()
    assert page.locator("#intake-list tbody tr:visible").count() == 0


def test_a_file_is_read_and_a_picture_is_refused_in_words(edit: Visit, tmp_path: Path) -> None:
    page = edit("/intake")
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="gb18030")
    page.set_input_files("[data-file=intake] input", path)
    page.click("[data-read=intake]")
    page.wait_for_selector("#field-indicator")
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    page.set_input_files("[data-file=intake] input", picture)
    page.click("[data-read=intake]")
    page.locator("#intake-status", has_text="图片").wait_for()
    assert page.locator("#intake-work").is_hidden()
    read(page, TEXT)


def test_a_server_for_readers_offers_no_decision(visit: Visit) -> None:
    page = visit("/intake")
    read(page, TEXT)
    assert "只读" in page.inner_text("#content")
    assert page.locator("[data-action], [data-bulk], [data-rebuild], #intake-link").count() == 0


def test_a_doubtful_candidate_takes_one_key_and_all_sure_ones_two_presses(edit: Visit) -> None:
    page = edit("/intake")
    read(page, "".join(f"{year}年吉林省科技成果本地转化{year - 1500}项。" for year in range(1901, 2101)))
    page.fill("#intake-reviewer", "王敏")
    page.fill("#source-id", "congress_2024")
    page.select_option("#intake-filter", "ready")
    first = int(page.locator("#intake-list tbody tr:visible .row-button").first.inner_text()) - 1
    page.locator(f"mark[data-candidate='{first}']").click()
    on(page, first)
    for n in range(first, first + 12):
        on(page, n)
        page.keyboard.press("a")
        page.locator("#intake-progress", has_text=f"{n - first + 1} / 200").wait_for()
    left = page.locator("#intake-list tbody tr:visible").count()
    assert left > 100
    page.click("[data-bulk]")
    page.click("[data-bulk]")
    page.locator("#intake-progress", has_text=f"{left + 12} / 200").wait_for()


def test_what_was_accepted_is_taken_back_by_one_key(edit: Visit, data: Path) -> None:
    page = edit("/intake")
    read(page, "2019年长春市建成中试基地8个。2018年R&D经费120亿元。")
    before = sorted(path.name for path in (data / "claims").iterdir())
    page.fill("#intake-reviewer", "王敏")
    page.fill("#source-id", "congress_2024")
    page.locator("mark.found[aria-current=true]").focus()
    page.keyboard.press("j")
    on(page, 1)
    page.keyboard.press("a")
    state(page, 1, "已接受")
    page.keyboard.press("u")
    page.locator("[data-state-of='1']:not([data-state=accepted])").wait_for()
    assert sorted(path.name for path in (data / "claims").iterdir()) == before


def test_a_wish_for_an_indicator_is_listed_with_an_entry_to_complete(edit: Visit) -> None:
    page = edit("/intake")
    read(page, "2023年建成概念验证平台6个。")
    page.fill("#intake-reviewer", "王敏")
    page.fill("#field-reason", "年年发布")
    page.click("[data-action=new_indicator]")
    state(page, 0, "待建指标")
    row = page.locator("#intake-wanted tbody tr", has_text="概念验证平台").first
    row.locator("summary").click()
    assert "zh: " in row.locator("pre").inner_text()


def test_the_source_is_offered_from_the_head_of_the_text_and_never_over_what_was_typed(edit: Visit) -> None:
    page = edit("/intake")
    page.fill("#intake-text", "")
    read(page, "长春市2024年科技统计公报\n长春市统计局\n2025年4月10日\n2024年科技成果本地转化2050项。")
    page.wait_for_function("() => document.getElementById('source-title_zh').value !== ''")
    assert page.input_value("#source-published") == "2025-04-10"
    page.fill("#source-title_zh", "我的说明")
    read(page, "长春市2023年科技统计公报\n长春市统计局\n2024年4月10日\n2023年科技成果本地转化2050项。")
    page.wait_for_function("() => document.getElementById('source-published').value === '2024-04-10'")
    assert page.input_value("#source-title_zh") == "我的说明"


@pytest.mark.parametrize(("kind", "lang"), [("html", "zh"), ("pdf", "en"), ("docx", "zh")])
def test_a_file_dropped_on_the_page_is_read(edit: Visit, kind: str, lang: str) -> None:
    page = edit("/intake", Look(lang))
    page.evaluate(DROP, [f"report.{kind}", base64.b64encode(DOCUMENTS[kind]).decode()])
    page.click("[data-read=intake]")
    page.wait_for_selector("#field-indicator")
    assert "2050" in page.inner_text("#intake-document")


def test_an_id_stands_beside_its_name_and_a_name_typed_is_taken_as_its_id(edit: Visit, data: Path) -> None:
    page = edit("/intake")
    read(page, "2017年长春市R&D经费110亿元。")
    assert page.input_value("#field-place") == "changchun"
    assert page.inner_text("#field-place-name") == "长春市"
    known = page.inner_text("#field-indicator-name")
    page.fill("#field-indicator", known)
    assert page.inner_text("#field-indicator-name") == "rd_expenditure"
    page.fill("#intake-reviewer", "王敏")
    page.fill("#source-id", "congress_2024")
    page.click("[data-action=accept]")
    state(page, 0, "已接受")
    assert "rd_expenditure,changchun,2017" in (data / "claims/city.csv").read_text(encoding="utf-8")


def test_accepting_many_without_a_reviewer_asks_for_the_reviewer_first(edit: Visit) -> None:
    page = edit("/intake")
    read(page, "2016年长春市R&D经费100亿元。")
    offered = page.inner_text("[data-bulk]")
    page.click("[data-bulk]")
    page.locator("#intake-message .refusal", has_text="核对人").wait_for()
    assert page.inner_text("[data-bulk]") == offered
    assert page.evaluate("() => document.activeElement.id") == "intake-reviewer"


def test_a_date_in_another_form_is_rewritten_and_one_that_is_none_is_told_at_once(edit: Visit) -> None:
    page = edit("/intake")
    page.fill("#intake-published", "去年")
    page.locator("#intake-text").focus()
    page.locator("#intake-published-said", has_text="读不懂").wait_for()
    page.fill("#intake-published", "20250320")
    read(page, "2024年长春市R&D经费100亿元。")
    assert page.input_value("#intake-published") == "2025-03-20"
    page.wait_for_function("() => document.getElementById('source-published').value === '2025-03-20'")
