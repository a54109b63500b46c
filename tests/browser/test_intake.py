"""Reviewing a document with the keyboard alone, on a copy of the small data that may be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.pipeline.build import build
from dashboard.store import open_store
from tests.authored import tiny_copy
from tests.browser.conftest import Look, Visit, screenshot, violations
from tests.browser.serving import serving

TEXT = (
    "2020年长春市科技成果本地转化560项。2022年科技成果本地转化900项。2025年科技成果本地转化2050项，比2020年增长6倍。"
    "2021年R&D经费150亿元。2022年建成概念验证平台6个。"
)
MANY = "".join(f"{year}年长春市科技成果本地转化{year - 1500}项。" for year in range(1901, 2101))

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
    visiting = Visit(browser, editing)
    yield visiting
    for page in visiting.pages:
        page.close()
    assert visiting.problems == []


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
