"""The ten tasks of docs/tasks.md, each walked with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, drawn, violations

pytestmark = pytest.mark.browser
TASKS = Path(__file__).resolve().parents[2] / "docs" / "tasks.md"
_MOST_TABS = 150
_ENDS_ONLY = """() => {
  const drawn = document.querySelector("#explore-body .js-plotly-plot");
  return drawn && drawn.data && drawn.data.filter(trace => trace.x && trace.x.length === 2).length > 10;
}"""
"""A slope has two points a province; until it is drawn, the chart before it is on the page."""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; what the keyboard cannot reach fails."""
    reached = f"() => document.activeElement && document.activeElement.matches({selector!r})"
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def choose(page: Page, name: str, value: str) -> None:
    """Choose an entry of a list as people do without a mouse: by its place in the list, with the arrows."""
    tab_to(page, f"#choice-{name}")
    values = page.eval_on_selector(f"#choice-{name}", "list => [...list.options].filter(o => !o.disabled).map(o => o.value)")
    page.keyboard.press("Home")
    for _ in range(values.index(value)):
        page.keyboard.press("ArrowDown")
    assert page.eval_on_selector(f"#choice-{name}", "list => list.value") == value
    page.keyboard.press("Tab")


def read(page: Page, chart: str, key: str = "ArrowRight") -> str:
    """Press a key on a chart and return what is read out."""
    page.keyboard.press(key)
    return page.locator(f'[data-chart-live="{chart}"]').inner_text()


def test_the_list_of_tasks_has_ten(visit: Visit) -> None:
    assert re.findall(r"^\| (\d+) \|", TASKS.read_text(encoding="utf-8"), re.MULTILINE) == [str(n) for n in range(1, 11)]


def test_1_the_latest_value_opens_its_source(visit: Visit) -> None:
    page = visit("/indicator/results_transferred_locally?place=changchun&lang=en")
    tab_to(page, ".newest a.number")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence-body")).to_contain_text("Publisher")
    page.keyboard.press("Escape")
    expect(page.locator("#evidence-dialog")).not_to_be_visible()


def test_2_a_rate_changes_in_percentage_points(visit: Visit) -> None:
    page = visit("/explore?places=jilin&indicators=rd_intensity&lang=en")
    choose(page, "show", "change")
    expect(page.locator("#explore-subtitle")).to_contain_text("percentage points")
    assert "show=change" in page.url


def test_3_ten_years_are_read_point_by_point(visit: Visit) -> None:
    page = visit("/explore?places=jilin&lang=en")
    choose(page, "from", "2013")
    choose(page, "to", "2023")
    expect(page.locator("#explore-subtitle")).to_contain_text("2013–2023")
    drawn(page)
    tab_to(page, '[data-chart-keys="explore"]')
    told = [read(page, "explore") for _ in range(11)]
    assert [re.search(r"20\d\d", line).group() for line in told] == [str(year) for year in range(2013, 2024)]  # type: ignore[union-attr]
    page.keyboard.press("Enter")
    expect(page.locator("#evidence-body")).to_contain_text("2023")


def test_4_a_place_stands_among_peers_by_a_rule_that_can_be_changed(visit: Visit) -> None:
    page = visit("/compare?place=jilin&lang=en")
    choose(page, "peers", "all_of_level")
    expect(page.locator("#compare-body")).to_contain_text("Peers (30)")
    expect(page.locator("#compare-body table")).to_contain_text("/31")


def test_5_the_numbers_go_into_a_file_and_into_a_spreadsheet(visit: Visit) -> None:
    page = visit("/explore?places=jilin&lang=en")
    tab_to(page, 'a[href^="/explore/numbers.csv"]')
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    text = Path(got.value.path()).read_text(encoding="utf-8-sig")
    assert "citation" in text.splitlines()[0]
    assert "210.2" in text or "21.02" in text


def test_6_ranks_turn_the_chart_into_a_bump(visit: Visit) -> None:
    page = visit("/explore?level=province&places=jilin&lang=en")
    choose(page, "show", "rank")
    expect(page.locator("#explore-headline")).to_contain_text("25th", timeout=30_000)
    drawn(page)
    tab_to(page, '[data-chart-keys="explore"]')
    assert re.search(r"\d+(st|nd|rd|th)", read(page, "explore", "End"))


def test_7_per_head_names_what_it_left_out(visit: Visit) -> None:
    page = visit("/explore?places=jilin,china&indicators=rd_expenditure&lang=en")
    choose(page, "show", "per_head")
    expect(page.locator("#explore-headline")).to_contain_text("CNY 551.52 per person")
    expect(page.locator(".explore-reasons")).to_contain_text("No resident population")


def test_8_a_slope_shows_who_overtook(visit: Visit) -> None:
    page = visit("/explore?level=province&places=jilin&show=rank&lang=en")
    choose(page, "kind", "slope")
    page.wait_for_function(_ENDS_ONLY)
    assert "kind=slope" in page.url
    drawn(page)
    tab_to(page, '[data-chart-keys="explore"]')
    assert "2011" in read(page, "explore")


def test_9_a_contribution_is_in_percentage_points_of_the_whole(visit: Visit) -> None:
    page = visit("/explore?places=jilin&lang=en")
    choose(page, "show", "contribution")
    expect(page.locator("#explore-headline")).to_contain_text("+0.064 percentage points")


def test_10_a_sentence_is_copied_with_its_source(visit: Visit) -> None:
    page = visit("/explore?places=jilin&lang=en")
    tab_to(page, '[data-copy="explore-sentences"]')
    page.keyboard.press("Enter")
    expect(page.locator('[data-copy="explore-sentences"]')).to_have_text("Copied")
    assert "Source:" in page.inner_text("#explore-sentences")


def test_an_indicator_is_added_by_its_pinyin_initials(visit: Visit) -> None:
    page = visit("/explore?places=jilin&indicators=rd_intensity")
    tab_to(page, '[data-many="indicators"] .dash-dropdown-focus-target, [data-many="indicators"] button')
    page.keyboard.press("Enter")
    expect(page.locator(".dash-dropdown-content input").first).to_be_focused()
    page.keyboard.type("yfjf")
    option = page.locator(".dash-dropdown-content").get_by_text("研究与试验发展（R&D）经费", exact=True)
    expect(option).to_be_visible()


def test_a_step_can_be_undone(visit: Visit) -> None:
    page = visit("/explore?places=jilin&lang=en")
    choose(page, "show", "index")
    expect(page.locator("#explore-subtitle")).to_contain_text("100")
    tab_to(page, "#explore-undo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "show=index" not in url)


def test_the_open_table_is_accessible_and_holds_every_number(visit: Visit) -> None:
    page = visit("/explore?places=jilin&lang=en")
    tab_to(page, "#explore-table-open > summary")
    page.keyboard.press("Enter")
    expect(page.locator("#explore-table [role=gridcell]").first).to_be_visible()
    assert violations(page) == []
