"""Runs the product's own server for tests and measurements: the command that people run, on a free port."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r"http://\S+")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(store: Path, *, command: Sequence[str] = (), environment: dict[str, str] | None = None) -> Iterator[str]:
    """Yield the address of a running server over a store; it is stopped as by Ctrl-C afterwards."""
    port = str(free_port())
    words = [*(command or (sys.executable, "-m", "dashboard", "serve", "--store", str(store))), "--port", port]
    server = subprocess.Popen(
        words, cwd=CHECKOUT, env=os.environ | (environment or {}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield _announced(server)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


def _announced(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        found = _ADDRESS.search(line)
        if found:
            return found[0].rstrip("/")
    raise RuntimeError(f"the server stopped with exit code {server.wait()}:\n{''.join(said)}")
