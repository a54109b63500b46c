"""A running server over the shipped data, a browser with a new profile, and pages that fail when anything goes wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.chromium import executable, flags
from tests.browser.serving import serving

ARTIFACTS = Path(__file__).resolve().parents[1] / "artifacts"
HEIGHT = 900
PATIENCE = 90_000
"""Milliseconds; a shared machine with two cores may be busy with something else."""
READY = "() => document.querySelector('#content h1') && !document.querySelector('._dash-loading')"
CHARTS_DRAWN = "() => [...document.querySelectorAll('.js-plotly-plot, .dash-graph')].every(g => g.querySelector('.main-svg'))"


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    lang: str = "zh"
    width: int = 1440
    theme: str = "light"

    def __str__(self) -> str:
        return f"{self.lang}-{self.width}-{self.theme}"


EVERY_LOOK = [Look(*parts) for parts in product(("zh", "en"), (1440, 390), ("light", "dark"))]
PAIRS = [Look("zh", 1440, "light"), Look("zh", 390, "dark"), Look("en", 1440, "dark"), Look("en", 390, "light")]
"""Every language with every width, every language with every theme and every width with every theme, in four looks."""
LOOKS = EVERY_LOOK if os.environ.get("LOOKS") == "all" else PAIRS


@dataclass
class Visit:
    """Opens pages and keeps what went wrong on them: console errors and warnings, failures, requests to other hosts."""

    browser: Browser
    address: str
    problems: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def __call__(self, path: str = "/", look: Look = Look(), *, wait: bool = True) -> Page:
        """Return the page at a path, drawn."""
        separator = "&" if "?" in path else "?"
        url = f"{self.address}{path}{'' if look.lang == 'zh' else f'{separator}lang={look.lang}'}"
        page = self.browser.new_page(
            viewport={"width": look.width, "height": HEIGHT},
            color_scheme="dark" if look.theme == "dark" else "light",
            reduced_motion="reduce",
            locale="zh-CN" if look.lang == "zh" else "en-GB",
        )
        page.set_default_timeout(PATIENCE)
        self.pages.append(page)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"exception: {error}"))
        page.on("request", self._request)
        page.goto(url)
        if wait:
            drawn(page)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        # A busy machine needs longer for its first chart than Chromium waits; that what is preloaded is used has a test.
        if message.type in {"error", "warning"} and "but not used within a few seconds" not in message.text:
            self.problems.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in {"data", "blob"} and not request.url.startswith(f"{self.address}/"):
            self.problems.append(f"request to another host: {request.url}")


def drawn(page: Page) -> None:
    """Wait until the page and its charts are drawn."""
    page.wait_for_function(READY)
    page.wait_for_function(CHARTS_DRAWN)
    page.evaluate("() => document.fonts.ready")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and its best practices, one line an element."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def screenshot(page: Page, name: str, look: Look) -> Path:
    """Keep a picture of the whole page under tests/artifacts/, which git ignores, and return its path."""
    path = ARTIFACTS / f"{name}-{look}.png"
    path.parent.mkdir(exist_ok=True)
    page.screenshot(path=path, full_page=True)
    return path


@pytest.fixture(scope="session")
def address(shipped_store: Path) -> Iterator[str]:
    """The address of the product's server over a snapshot of the shipped data."""
    with serving(shipped_store) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=flags())
        yield chromium
        chromium.close()


@contextmanager
def visits(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens pages of a server; fails when any of them logged an error or a warning, or asked another host for anything."""
    visiting = Visit(browser, address)
    yield visiting
    for page in visiting.pages:
        page.close()
    assert visiting.problems == []


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens pages of the product over the shipped data, with these guards."""
    with visits(browser, address) as visiting:
        yield visiting


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """The overview in Chinese, wide and light, with the same guards."""
    return visit("/")


@pytest.fixture(params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    """Ways to look that pair every language, width and theme; all eight where the environment says LOOKS=all."""
    return request.param
