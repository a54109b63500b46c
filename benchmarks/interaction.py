"""Time of one interaction on the server with ten people at once, and the same content in Streamlit for comparison.

``python -m benchmarks.interaction [--peer PYTHON]``: ``PYTHON`` is an interpreter of an environment of its own in which
streamlit is installed (``python -m venv /tmp/peer && /tmp/peer/bin/pip install streamlit plotly pyarrow``). Times are
those of one run on a busy machine: read the ratios.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
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


def ours(store: Path) -> float:
    """Print the times of new choices and of those asked before; return the p95 of new ones."""
    asked = choices()
    with serving(store) as address:
        for query in asked[-6:]:
            callback(address, query | {"lang": "en"})
        fresh = simultaneous(lambda user, n: callback(address, asked[(user * STEPS + n) % len(asked)]))
        again = simultaneous(lambda user, n: callback(address, asked[(user * STEPS + n) % len(asked)]))
        wide = simultaneous(
            lambda user, n: callback(address, {"level": "province", "indicators": INDICATORS[n % 6], "show": SHOWS[user % 4]}),
            steps=6,
        )
    p95 = told("Explore, a choice nobody made before", fresh)
    told("Explore, a choice made before", again)
    told("Explore, 31 provinces by 13 years", wide)
    return p95


def peer(python: str, store: Path) -> float | None:
    """Print the times of the same steps in Streamlit, run by its own test harness; None where it is not installed."""
    folder = open_store(store).folder
    environment = os.environ | {"OBSERVATIONS": str(folder / "observations.parquet"), "CHOICES": json.dumps(choices())}
    done = subprocess.run([python, str(PEER)], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:])
        return None
    return told("Streamlit, the same choices", json.loads(done.stdout.splitlines()[-1]))


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
        print(f"{'ratio of p95, ours to Streamlit':44s} {own / other:.2f}")


if __name__ == "__main__":
    main()
