"""What readers do: open the evidence of a number, choose a place, a day, a language, and go back."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, Visit, drawn

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # machines are shared, and a time-out says nothing about the page
INDICATOR = "/indicator/results_transferred_locally"


def dialog(page: Page) -> str:
    expect(page.locator("#evidence-dialog")).to_be_visible()
    page.wait_for_function("() => document.querySelectorAll('#evidence-body dl').length > 0")
    return page.inner_text("#evidence-dialog")


def test_every_number_of_the_sentences_opens_its_evidence(visit: Visit) -> None:
    page = visit("/")
    numbers = page.locator(".summary a.number")
    assert numbers.count() >= 3
    for place in range(numbers.count()):
        numbers.nth(place).click()
        assert "发布机构" in dialog(page)
        page.keyboard.press("Escape")
        expect(page.locator("#evidence-dialog")).to_be_hidden()


def test_the_evidence_of_a_conflict_names_both_figures_and_why_one_was_chosen(visit: Visit) -> None:
    text = visit("/evidence/high_tech_enterprises:jilin:2024").inner_text("#content")
    assert "4107户" in text
    assert "3590户" in text
    assert "来源等级更高" in text


def test_the_permanent_link_in_the_dialog_leads_to_the_same_number(visit: Visit) -> None:
    page = visit("/")
    page.locator(".card-value a.number").first.click()
    dialog(page)
    page.click("#evidence-body .permanent a")
    page.wait_for_url("**/evidence/results_transferred_locally:changchun:2023")
    drawn(page)
    assert "2050项" in page.inner_text("#content")


def test_a_derived_number_shows_its_formula_and_the_claim_it_rests_on(visit: Visit) -> None:
    text = visit("/evidence/results_transferred_locally:changchun:2022").inner_text("#content")
    assert "2050 ÷ (1 + 141 ÷ 100)" in text
    assert "吉林日报" in text


def test_a_point_of_the_chart_opens_its_evidence(visit: Visit) -> None:
    page = visit(INDICATOR)
    point = page.evaluate(
        """() => {
          const graph = document.querySelector('.js-plotly-plot');
          const index = graph.data.findIndex(t => (t.customdata || []).includes('results_transferred_locally:changchun:2020'));
          const at = graph.data[index].customdata.indexOf('results_transferred_locally:changchun:2020');
          const {xaxis, yaxis} = graph._fullLayout, box = graph.getBoundingClientRect();
          const {x, y} = graph.data[index];
          return [box.left + xaxis._offset + xaxis.d2p(x[at]), box.top + yaxis._offset + yaxis.d2p(y[at])];
        }"""
    )
    page.mouse.move(*point)
    page.mouse.click(*point)
    assert "560项" in dialog(page)


def test_another_place_is_shown_and_stands_in_the_address(visit: Visit) -> None:
    page = visit("/")
    page.select_option("#choice-place", "jilin")
    expect(page.locator("h1")).to_have_text(re.compile("^吉林"))
    assert "place=jilin" in page.url
    page.reload()
    drawn(page)
    expect(page.locator("h1")).to_have_text(re.compile("^吉林"))


def test_back_leads_to_the_page_before_and_not_through_every_choice(visit: Visit) -> None:
    page = visit("/")
    page.select_option("#choice-place", "jilin")
    page.select_option("#choice-place", "liaoning")
    expect(page.locator("h1")).to_have_text(re.compile("^辽宁"))
    page.locator(".top nav a").nth(1).click()
    page.wait_for_url("**/indicator**")
    drawn(page)
    page.go_back()
    drawn(page)
    expect(page.locator("h1")).to_have_text(re.compile("^辽宁"))


def test_english_is_one_click_away_and_keeps_the_choices(visit: Visit) -> None:
    page = visit(f"{INDICATOR}?place=jilin")
    page.click("#language-link")
    page.wait_for_url("**lang=en**")
    drawn(page)
    assert "place=jilin" in page.url
    expect(page.locator("h1")).to_contain_text("Jilin")


def test_an_earlier_day_hides_what_was_published_later(visit: Visit) -> None:
    page = visit(f"{INDICATOR}?as_of=2024-06-30")
    text = page.inner_text("#indicator-body")
    assert "2050项" in text
    assert "目标" in text
    assert "2025年11月19日" not in text
    assert "560项" not in text


def test_the_slider_moves_the_day_by_the_keyboard(visit: Visit) -> None:
    page = visit(INDICATOR)
    page.focus("#as-of")
    page.keyboard.press("Home")
    expect(page.locator("#as-of-words")).to_have_text("2023-08-16")
    expect(page.locator("#indicator-body")).not_to_contain_text("2050项")
    assert "as_of=2023-08-16" in page.url


def test_an_appearance_is_worn_and_remembered(visit: Visit) -> None:
    page = visit("/")
    page.select_option("#theme", "dark")
    dark = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.reload()
    drawn(page)
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == dark
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize(
    "query",
    [
        "?place=%3Cscript%3Ealert(1)%3C/script%3E&lang=xx&as_of=2024-99-99&since=never",
        "?place=atlantis&place=jilin&lang=",
        "?as_of=0001-01-01",
        "?utm_source=x&wall=maybe",
    ],
)
def test_a_hostile_or_unknown_address_falls_back_to_the_default(visit: Visit, query: str) -> None:
    for path in ("/", INDICATOR, "/evidence", "/indicator"):
        page = visit(path + query)
        assert page.inner_text("h1")
        assert "alert(1)" not in page.inner_text("#content")


def test_what_an_address_asks_for_in_vain_is_said_until_something_is_chosen(visit: Visit) -> None:
    page = visit("/?place=zzz")
    notice = page.locator("#asked-notice")
    expect(notice).to_have_text("网址要求的地区“zzz”不在名录中，现显示长春。")
    assert notice.get_attribute("role") == "status"
    page.select_option("#choice-place", "jilin")
    expect(notice).to_be_hidden()


def test_an_empty_chart_names_what_was_not_found_and_offers_nothing_to_take_away(visit: Visit) -> None:
    page = visit("/explore?places=nowhere&indicators=foo")
    expect(page.locator("#asked-notice")).to_contain_text("foo")
    text = page.inner_text("#explore-body .panel")
    assert text.count("没有可画的数字") == 1
    assert "请至少选一个指标和一个地区" in text
    assert page.locator("a[download]").count() == 0


def test_the_phone_shows_the_eight_figures_and_the_evidence_in_reach(visit: Visit) -> None:
    page = visit("/", Look(width=390))
    assert page.locator(".card").count() == 8
    page.locator(".card-value a.number").first.click()
    box = page.locator("#evidence-dialog").bounding_box()
    assert box is not None
    assert box["width"] <= 390


def test_lists_are_filtered_sorted_and_taken_away(visit: Visit) -> None:
    page = visit("/evidence")
    listing = page.locator("[data-listing=sources]")
    everything = listing.locator("tbody tr:visible").count()
    listing.locator("input[type=search]").fill("吉林日报")
    shown = listing.locator("tbody tr:visible").count()
    assert 0 < shown < everything
    with page.expect_download() as download:
        listing.locator("[data-download]").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == shown + 1
    listing.locator("thead button").nth(4).click()
    assert listing.locator("th[aria-sort=ascending]").count() == 1


def test_the_checks_arrive_after_the_page(visit: Visit) -> None:
    page = visit("/evidence?place=jilin")
    findings = page.locator("#findings-body tbody tr")
    expect(findings.first).to_be_visible(timeout=60_000)
    assert "3590户" in page.inner_text("#findings-body")


@pytest.mark.parametrize("path", ["/?place=jilin", "/indicator/high_tech_enterprises?place=jilin"])
def test_3590_or_4107_and_where_from_is_answered_by_one_click(visit: Visit, path: str) -> None:
    page = visit(path)
    page.locator("#content a[data-observation='high_tech_enterprises:jilin:2024']").filter(visible=True).first.click()
    text = dialog(page)
    for said in ("4107户", "吉林省人民政府", "官方", "3590户", "中国新闻网", "转载", "来源等级更高", "标记"):
        assert said in text, said


def test_did_we_double_shows_what_the_province_says_and_whether_the_levels_agree(visit: Visit) -> None:
    page = visit("/indicator/results_transferred_locally?place=jilin")
    expect(page.locator(".newest")).to_contain_text("同比增长100%")
    page.locator(".newest a.number", has_text="3609项").first.click()
    text = re.sub(r"\s+", "", dialog(page))
    assert "公布的变化同比增长100%" in text
    assert "由公布的数核对2023年1800项，2024年3609项，增长100.5%相符" in text


def test_every_number_of_a_downloaded_list_brings_the_address_of_its_evidence(visit: Visit) -> None:
    page = visit("/evidence?place=jilin&as_of=2025-06-30")
    listing = page.locator("[data-listing=conflicts]")
    with page.expect_download() as download:
        listing.locator("[data-download]").click()
    assert download.value.suggested_filename == "conflicts_as_of_2025-06-30.csv"
    rows = list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 1
    for row in rows[1:]:
        assert re.search(r"/evidence/\w+:jilin:\S+as_of=2025-06-30", row[-1])


def test_the_evidence_page_never_scrolls_sideways_and_is_filled_at_once(visit: Visit, look: Look) -> None:
    page = visit("/evidence?place=everywhere", look)
    expect(page.locator("#findings-body tbody tr").first).to_be_visible()
    expect(page.locator("#completeness-body tbody tr").first).to_be_attached()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#evidence-page .muted", has_text=re.compile("正在核对|Checking")).count() == 0


def test_the_count_of_a_source_opens_its_numbers_and_leads_back_to_the_list(visit: Visit) -> None:
    page = visit("/evidence?place=jilin")
    link = page.locator("[data-listing=sources] td[data-heading='以它为准的数字'] a").first
    count = int(link.inner_text())
    link.click()
    page.wait_for_url("**/source/**")
    expect(page.locator("[data-listing=numbers] tbody tr")).to_have_count(count)
    assert "place=jilin" in page.url
    page.get_by_text("全部来源").click()
    page.wait_for_url("**/evidence?place=jilin#sources")
    expect(page.locator("#sources")).to_be_in_viewport()
