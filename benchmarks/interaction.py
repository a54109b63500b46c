"""Time of one interaction on the server with ten people at once, and the same content in Streamlit for comparison.

``python -m benchmarks.interaction [--peer PYTHON]``: ``PYTHON`` is an interpreter of an environment of its own in which
streamlit is installed (``python -m venv /tmp/peer && /tmp/peer/bin/pip install streamlit plotly pyarrow``).

An interaction is one change of one control: from the request to the last byte of everything that changes on the page. A
user makes one, then thinks until a second has passed since it began. Streamlit runs in its own test harness, without a
browser's connection and without encoding what it sends, which is in its favour. Besides the time on the clock, which
depends on what else the machine does, the processor time of a step is printed: read the ratios.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dashboard.pipeline.build import build
from dashboard.settings import data_folder
from dashboard.store import open_store
from tests.browser.serving import serving

USERS, STEPS = 10, 12
THINKING = 1.0
"""Seconds between two steps of a user, so that ten users are ten and not a queue."""
INDICATORS = (
    "rd_expenditure", "rd_intensity", "technology_contracts_exported", "technology_contracts_absorbed",
    "invention_patents_valid", "invention_patents_granted",
)  # fmt: skip
PLACES = ("jilin,liaoning,heilongjiang", "guangdong,jiangsu,jilin", "beijing,shanghai,jilin,hubei", "jilin", "sichuan,jilin")
SHOWS = ("level", "change", "index", "rank")
PEER = Path(__file__).with_name("streamlit_page.py")


def choices() -> list[dict[str, str]]:
    """Return every combination that the users go through; none comes twice until all were asked."""
    return [
        {"indicators": indicator, "places": places, "show": show}
        for show, places, indicator in itertools.product(SHOWS, PLACES, INDICATORS)
    ]


def simultaneous(step: Callable[[int, int], None], *, users: int = USERS, steps: int = STEPS) -> list[float]:
    """Return the milliseconds of each step that users take at once; ``step`` takes the user and the step."""
    times: list[float] = []
    together = threading.Barrier(users)

    def use(user: int) -> None:
        together.wait()
        time.sleep(THINKING * user / users)
        for n in range(steps):
            began = time.perf_counter()
            step(user, n)
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(max(0.0, THINKING - (time.perf_counter() - began)))

    threads = [threading.Thread(target=use, args=(user,)) for user in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def told(name: str, times: Sequence[float]) -> float:
    """Print median and 95th percentile of the times, and return the latter."""
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:44s} median {statistics.median(times):7.1f} ms   p95 {p95:7.1f} ms   n={len(times)}")
    return p95


@contextlib.contextmanager
def processor(name: str, steps: int) -> Iterator[list[float]]:
    """Print the processor milliseconds a step of the children of this process takes within, and yield where they are put."""
    found: list[float] = []
    before = _processor_seconds()
    yield found
    found.append((_processor_seconds() - before) * 1000 / steps)
    print(f"{name:44s} processor {found[0]:5.1f} ms a step")


def _processor_seconds() -> float:
    """Return the processor time of all that descend from this process (Linux), in seconds."""
    parents, times = {}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            told = status.read_text().rpartition(")")[2].split()
            number = int(status.parent.name)
            parents[number], times[number] = int(told[1]), int(told[11]) + int(told[12])
    own = {os.getpid()}
    while more := {number for number, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(times[number] for number in own - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def callback(address: str, query: dict[str, str]) -> None:
    """Ask for what Explore shows for a choice, as the browser does."""
    body = {
        "output": "..explore-body.children...choice-kind.children..",
        "outputs": [{"id": "explore-body", "property": "children"}, {"id": "choice-kind", "property": "children"}],
        "inputs": [{"id": "choices", "property": "data", "value": query}],
        "changedPropIds": ["choices.data"],
    }
    request = urllib.request.Request(
        f"{address}/_dash-update-component", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        assert b"explore-headline" in answer.read()


def ours(store: Path) -> tuple[float, float]:
    """Print the times of new choices and of those asked before; return the p95 and the processor time of new ones."""
    asked = choices()
    with serving(store) as address:
        for query in asked[-6:] * 4:
            callback(address, query | {"lang": "en", "to": "2022"})
        with processor("Explore, a choice nobody made before", USERS * STEPS) as cost:
            fresh = simultaneous(lambda user, n: callback(address, asked[(user * STEPS + n) % len(asked)]))
        again = simultaneous(lambda user, n: callback(address, asked[(user * STEPS + n) % len(asked)]))
        wide = simultaneous(
            lambda user, n: callback(address, {"level": "province", "indicators": INDICATORS[n % 6], "show": SHOWS[user % 4]}),
            steps=6,
        )
    p95 = told("Explore, a choice nobody made before", fresh)
    told("Explore, a choice made before", again)
    told("Explore, 31 provinces by 13 years", wide)
    return p95, cost[0]


def peer(python: str, store: Path) -> tuple[float, float] | None:
    """Print the times of the same steps in Streamlit, run by its own test harness; None where it is not installed."""
    folder = open_store(store).folder
    environment = os.environ | {"OBSERVATIONS": str(folder / "observations.parquet"), "CHOICES": json.dumps(choices())}
    done = subprocess.run([python, str(PEER)], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:])
        return None
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{'Streamlit, the same choices':44s} processor {found['processor']:5.1f} ms a step")
    return told("Streamlit, the same choices", found["times"]), found["processor"]


def main() -> None:
    """Print times and ratios."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peer", default="", help="Python of an environment with streamlit")
    python = arguments.parse_args().peer
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build(data_folder(), store)
        own = ours(store)
        other = peer(python, store) if python else None
    if other:
        for what, mine, theirs in zip(("p95", "processor time"), own, other, strict=True):
            print(f"{f'ratio of {what}, ours to Streamlit':44s} {mine / theirs:.2f}")


if __name__ == "__main__":
    main()
