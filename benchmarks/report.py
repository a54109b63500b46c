"""How long the four files of a briefing take on this machine, against the limit of ten seconds for the whole pack.

``python -m benchmarks.report [PLACE]`` builds the shipped data into a temporary store, then makes the files in fresh
processes: each by itself and all four by one call of the command, imports and all; and, for what each writer costs alone,
once in this process with nothing kept from before. Prints seconds and ratios to the limit.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dashboard.pipeline.build import build
from dashboard.report.compose import briefing
from dashboard.report.files import TYPES, made
from dashboard.settings import data_folder
from dashboard.store import open_store

LIMIT = 10.0
RUNS = 3


def main(place: str = "changchun") -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        build(data_folder(), store)
        opened = open_store(store)
        content = _timed(lambda: briefing(opened, place))
        told = briefing(opened, place)
        alone = {kind: _timed(partial(made, told, kind)) for kind in TYPES}
        single = {kind: _median([_command(store, place, [kind]) for _ in range(RUNS)]) for kind in TYPES}
        pack = _median([_command(store, place, list(TYPES)) for _ in range(RUNS)])
        sizes = {kind: (store / f"brief.{kind}").stat().st_size / 1024 for kind in TYPES}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print(f"| {place} | the writer alone, s | by the command, s (median of {RUNS}) | processor, s | of the limit | KB |")
    print("|---|---|---|---|---|---|")
    print(f"| content | {content:.2f} | | | | |")
    for kind in TYPES:
        wall, busy = single[kind]
        print(f"| {kind} | {alone[kind]:.2f} | {wall:.2f} | {busy:.2f} | {wall / LIMIT:.2f} | {sizes[kind]:.0f} |")
    whole = content + sum(alone.values())
    wall, busy = pack
    print(f"| all four in one call | {whole:.2f} | {wall:.2f} | {busy:.2f} | {wall / LIMIT:.2f} | {sum(sizes.values()):.0f} |")


def _command(store: Path, place: str, kinds: list[str]) -> tuple[float, float]:
    """Return seconds by the clock and seconds of a processor; the second does not grow when others use the machine."""
    outs = [word for kind in kinds for word in ("--out", str(store / f"brief.{kind}"))]
    command = [sys.executable, "-m", "dashboard", "brief", "--place", place, *outs, "--store", str(store)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = _timed(lambda: subprocess.run(command, check=True, capture_output=True))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return sorted(runs)[len(runs) // 2]


if __name__ == "__main__":
    main(*sys.argv[1:])
