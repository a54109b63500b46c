"""The overview of hard cases in a browser: nothing runs over, nothing fails, and its picture is kept to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import EVERY_LOOK, Look, Visit, screenshot, violations
from tests.browser.serving import serving
from tests.report.cases import AS_OF, CLAIMS, built

pytestmark = pytest.mark.browser
_LOOKS = [Look("zh", 1440, "light"), Look("en", 390, "dark")]
_RUNS_OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module", params=sorted(CLAIMS))
def hard(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Visit]]:
    """A hard case by name, and what opens its pages."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    built(request.param, folder)
    with serving(folder / "store") as url:
        yield request.param, Visit(browser, url)


def test_the_overview_stays_whole(hard: tuple[str, Visit]) -> None:
    name, visit = hard
    path = f"/?as_of={AS_OF[name]}" if name in AS_OF else "/"
    for look in _LOOKS:
        page = visit(path, look)
        screenshot(page, f"overview-{name}", look)
        assert page.evaluate(_RUNS_OVER) <= 0, look
        assert violations(page) == []
        page.close()
    assert visit.problems == []


def test_the_wall_screen_of_the_home_city_fits_its_display(visit: Visit) -> None:
    for look in (EVERY_LOOK[0], Look("en", 1440, "dark")):
        page = visit("/?wall=1", look)
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.wait_for_timeout(500)
        assert page.evaluate("() => document.documentElement.scrollHeight") <= 1080, look
        assert page.evaluate(_RUNS_OVER) <= 0, look
