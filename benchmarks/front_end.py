"""Measures the overview in a browser with an empty profile, against the same content as a plain Dash page.

Prints Markdown. Times on a shared machine are noisy: read the ratios, which come from the same run.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.pipeline.build import build
from dashboard.settings import data_folder
from tests.browser.chromium import executable, flags
from tests.browser.serving import serving

CHART = ".js-plotly-plot .main-svg .trace"
NUMBER = "main a[data-observation]"
EVIDENCE = "#evidence-body"
OFFICE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 2e6 / 8}
"""A slow office line: 10 Mbit/s down, 2 up, 40 ms."""
PATIENCE = 120_000
"""Milliseconds to wait on a machine that is busy with something else."""
_WATCH = """
window.measured = {shift: 0};
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.measured.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
const look = () => {
  if (document.querySelector("CHART")) window.measured.chart = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
""".replace("CHART", CHART)


@dataclass(frozen=True)
class Measurement:
    """One visit: kilobytes transferred, milliseconds, and the cumulative layout shift."""

    kilobytes: float
    requests: int
    chart: float
    shift: float
    interaction: float


def visit(context: BrowserContext, address: str, *, line: dict[str, float] | None) -> Measurement:
    """Measure one visit; files that the context already keeps are not transferred again."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if line:
        wire.send("Network.emulateNetworkConditions", line)
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{address}/")
    page.wait_for_function("() => window.measured.chart")
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("() => window.measured")
    measured = Measurement(sum(received) / 1000, len(received), seen["chart"], seen["shift"], _open_evidence(page))
    page.close()
    return measured


def _open_evidence(page: Page) -> float:
    """Return the milliseconds from a click on the first number until its evidence is shown."""
    return page.evaluate(
        """([number, evidence]) => new Promise((done, failed) => {
             setTimeout(() => failed(new Error("the evidence did not open")), 60000);
             const body = document.querySelector(evidence), before = body.textContent, start = performance.now();
             const watch = () => {
               const now = body.textContent;
               if (now !== before && now.length > 20) requestAnimationFrame(() => done(performance.now() - start));
               else requestAnimationFrame(watch);
             };
             document.querySelector(number).click();
             watch();
           })""",
        [NUMBER, EVIDENCE],
    )


@contextlib.contextmanager
def servers(store: Path) -> Iterator[dict[str, str]]:
    """Yield the addresses of the two pages."""
    plain = (sys.executable, "-m", "benchmarks.plain_page", "--store", str(store))
    with serving(store) as ours, serving(store, command=plain) as theirs:
        yield {"this dashboard": ours, "plain Dash page": theirs}


def measure(browser: Browser, addresses: dict[str, str], *, runs: int) -> dict[tuple[str, str], Measurement]:
    """Return the medians by page and line; the pages take turns, so that a busy moment strikes both."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for _ in range(runs):
        for name, address in addresses.items():
            for line, conditions in (("local", None), ("office", OFFICE)):
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                found.setdefault((name, line), []).append(visit(context, address, line=conditions))
                found.setdefault((name, f"{line}, again"), []).append(visit(context, address, line=conditions))
                context.close()
    return {key: _medians(visits) for key, visits in found.items()}


def _medians(visits: list[Measurement]) -> Measurement:
    return Measurement(*(median(getattr(visit, name) for visit in visits) for name in Measurement.__dataclass_fields__))


def report(found: dict[tuple[str, str], Measurement], *, runs: int) -> str:
    """Return the figures and the ratios as Markdown."""
    lines = [
        f"Medians of {runs} visits, each with an empty profile; “again” is a second visit with the same profile.",
        "",
        "| line | page | KB | requests | first chart, ms | layout shift | evidence opens, ms |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for line in dict.fromkeys(line for _, line in found):
        ours, theirs = found["this dashboard", line], found["plain Dash page", line]
        lines += [_row(line, "this dashboard", ours), _row(line, "plain Dash page", theirs), _ratios(line, ours, theirs)]
    return "\n".join(lines)


def _row(line: str, name: str, one: Measurement) -> str:
    times = f"{one.chart:,.0f} | {one.shift:.3f} | {one.interaction:,.0f}"
    return f"| {line} | {name} | {one.kilobytes:,.0f} | {one.requests:.0f} | {times} |"


def _ratios(line: str, ours: Measurement, theirs: Measurement) -> str:
    names = ("kilobytes", "requests", "chart", "interaction")
    size, requests, chart, interaction = (_ratio(getattr(theirs, name), getattr(ours, name)) for name in names)
    return f"| {line} | **plain ÷ this** | **{size}** | {requests} | **{chart}** | | {interaction} |"


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.1f}" if ours else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="visits of each page on each line")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(data_folder(), Path(folder))
        browser = playwright.chromium.launch(executable_path=executable(), args=flags())
        with servers(Path(folder)) as addresses:
            print(report(measure(browser, addresses, runs=runs), runs=runs))


if __name__ == "__main__":
    main()
