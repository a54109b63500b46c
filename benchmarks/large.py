"""How usable Explore stays with many numbers: 60 series of 30 years, 20,000 points, a table of 120,000 rows, in Chromium.

``python -m benchmarks.large``. The data are synthetic and marked so. Printed are milliseconds as a person waits for them, of
one run each; a page of three series of the same store comes first, to be compared with.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.synthetic_claims import write_synthetic
from tests.browser.chromium import executable, flags
from tests.browser.conftest import drawn
from tests.browser.serving import serving

PLACES, SERIES = 20_000, 60
BOTH = "indicators=indicator_00,indicator_01"
CELL = "() => document.querySelector('#explore-table .ag-center-cols-container [role=gridcell]:not(:empty)')"
LAST = """() => [...document.querySelectorAll('#explore-table [row-index]')]
  .some(row => Number(row.getAttribute('row-index')) > 100000 && row.innerText)"""
PATIENCE = 180_000


def waited(name: str, step: Callable[[], object]) -> float:
    """Print and return the milliseconds that a step takes."""
    began = time.perf_counter()
    step()
    took = (time.perf_counter() - began) * 1000
    print(f"{name:64s} {took:9.0f} ms")
    return took


def opened(page: Page, address: str) -> None:
    """Open an address and wait for its charts."""
    page.goto(address)
    drawn(page)


def arrow(page: Page) -> None:
    """Press an arrow on the chart and wait for the words."""
    live = page.locator('[data-chart-live="explore"]')
    before = live.inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => document.querySelector('[data-chart-live]').innerText !== before", arg=before)


def read(page: Page, name: str) -> None:
    """Print how long reading points takes by keyboard."""
    page.focus('[data-chart-keys="explore"]')
    waited(f"{name}: first point read by keyboard", lambda: arrow(page))
    waited(f"{name}: next point", lambda: arrow(page))


def many_series(page: Page, address: str) -> None:
    """Measure 60 series of 30 years."""
    places = ",".join(f"place_{n:05}" for n in range(SERIES))
    three = ",".join(f"place_{n:05}" for n in range(3))
    waited(
        "3 series × 30 years: page drawn",
        lambda: opened(page, f"{address}/explore?from=1996&places={three}&indicators=indicator_00"),
    )
    waited(
        "60 series × 30 years: page drawn",
        lambda: opened(page, f"{address}/explore?from=1996&places={places}&indicators=indicator_00"),
    )
    read(page, "60 series × 30 years")
    for kind in ("multiples", "heat"):
        waited(f"60 series × 30 years: turned to {kind}", partial(turned, page, kind))


def turned(page: Page, kind: str) -> None:
    """Choose another kind of chart and wait for it."""
    page.evaluate("() => { window.before = document.querySelector('.js-plotly-plot').layout; }")
    page.select_option("#choice-kind", kind)
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?.layout !== window.before")
    drawn(page)


def many_points(page: Page, address: str) -> None:
    """Measure a scatter of 20,000 points and a table of 120,000 rows."""
    waited("20,000 points: page drawn", lambda: opened(page, f"{address}/explore?{BOTH}&level=city&kind=scatter"))
    read(page, "20,000 points")
    waited("120,000 rows: table opened", lambda: unfolded(page))
    waited("120,000 rows: sorted by the number", lambda: resorted(page))
    waited("120,000 rows: jump to the end", lambda: jumped(page))


def unfolded(page: Page) -> None:
    """Open the table and wait for its first cell."""
    page.click("#explore-table-open > summary")
    page.wait_for_function(CELL)


def resorted(page: Page) -> None:
    """Sort the table by its numbers and wait for the first row."""
    page.click('#explore-table .ag-header-cell[col-id="number"]')
    page.wait_for_function("() => document.querySelector('#explore-table [row-index=\"0\"] [col-id=number]')?.innerText")


def jumped(page: Page) -> None:
    """Scroll to the last row and wait until it is there."""
    page.evaluate(
        "() => { const v = document.querySelector('#explore-table .ag-body-viewport'); v.scrollTop = v.scrollHeight; }"
    )
    page.wait_for_function(LAST)


def main() -> None:
    """Print the milliseconds of each step."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=flags())
        for name, run, size in (
            ("long", many_series, {"claims": SERIES * 50, "count": 1, "first_year": 1976}),
            ("wide", many_points, {"claims": PLACES * 2 * 3, "count": 2, "first_year": 2023}),
        ):
            store = Path(folder) / name
            write_synthetic(store, size.pop("claims"), releases=1, **size)
            with serving(store) as address:
                page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
                page.set_default_timeout(PATIENCE)
                run(page, address)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
