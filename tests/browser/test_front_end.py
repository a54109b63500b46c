from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from dashboard.app import PAGES
from tests.browser.conftest import Look, Visit, drawn, screenshot, violations

EXAMPLES = {
    "<indicator_id>": "results_transferred_locally",
    "<observation_id>": "results_transferred_locally:changchun:2023",
    "<source_id>": "jilin_science_conference_2025_02",
}
MOST_SHIFT = 0.05
_SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 200);
})"""

pytestmark = pytest.mark.browser


def _example(path: str) -> str:
    for variable, value in EXAMPLES.items():
        path = path.replace(variable, value)
    return path


ADDRESSES = {page.__name__.rpartition(".")[2]: _example(page.PATH) for page in PAGES}


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_page_is_accessible_fits_and_stands_still_in_every_look(visit: Visit, look: Look, name: str) -> None:
    page = visit(ADDRESSES[name], look)
    shift = page.evaluate(_SHIFT)
    screenshot(page, name, look)
    assert page.evaluate("() => document.documentElement.lang") == ("zh-CN" if look.lang == "zh" else "en")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert shift < MOST_SHIFT


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_preloads_the_drawing_script_where_it_opens_with_a_chart(visit: Visit, name: str) -> None:
    page = visit(ADDRESSES[name])
    asked = page.evaluate("() => document.querySelectorAll('link[rel=preload][href*=plotly]').length > 0")
    assert asked == page.evaluate("() => document.querySelectorAll('.js-plotly-plot').length > 0")


def test_the_first_visit_fetches_each_file_once_and_no_complete_plotly(visit: Visit) -> None:
    names = _fetched(visit("/"))
    assert len(names) == len(set(names))
    assert [name for name in names if "package_data/plotly" in name or "dash_table" in name or "ag_grid" in name] == []
    assert len([name for name in names if "plotly-cartesian" in name]) == 1


def test_the_first_chart_needs_no_callback(visit: Visit) -> None:
    assert [name for name in _fetched(visit("/")) if "_dash-update-component" in name] == []


def test_a_second_visit_takes_every_kept_file_from_the_browser(browser: Browser, address: str) -> None:
    context = browser.new_context()
    for wanted in (1, 0):
        page = context.new_page()
        page.goto(f"{address}/")
        drawn(page)
        assert (page.evaluate(_FINGERPRINTED_BYTES) > 0) == bool(wanted)
        page.close()
    context.close()


def test_an_unknown_page_says_so_in_the_language_asked_for(browser: Browser, address: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}/nothing?lang=en")
    page.wait_for_selector("#content h1")
    assert answer is not None
    assert answer.status == 404
    assert "There is no such page" in page.inner_text("#content")
    page.close()


def test_a_browser_that_withholds_the_referrer_is_shown_the_same_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/_dash-layout", lambda route: route.continue_(headers={**route.request.headers, "referer": ""}))
    page.goto(f"{address}/?lang=zh")
    drawn(page)
    assert page.locator("#content h1").count() == 1
    page.close()


_FINGERPRINTED_BYTES = """() => performance.getEntriesByType("resource")
  .filter(e => /assets\\/[0-9a-f]{12}\\/|\\.v[\\w-]+m[0-9a-f]+\\./.test(e.name))
  .reduce((sum, e) => sum + e.transferSize, 0)"""


def _fetched(page: Page) -> list[str]:
    return [urlsplit(url).path for url in page.evaluate("() => performance.getEntriesByType('resource').map(e => e.name)")]
