from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.opening import BUILDING_FIRST
from dashboard.server import address
from tests.browser.serving import CHECKOUT, free_port, serving

TINY = CHECKOUT / "tests" / "tiny"


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8050"),
        ("0.0.0.0", "http://127.0.0.1:8050"),
        ("::1", "http://[::1]:8050"),
        ("::", "http://127.0.0.1:8050"),
    ],
)
def test_the_address_printed_can_be_opened_on_this_machine(host: str, shown: str) -> None:
    assert address(host, 8050) == shown


def test_a_port_in_use_is_said_with_what_to_do(shipped_store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = CliRunner().invoke(app, ["serve", "--port", port, "--store", str(shipped_store)])
    assert refused.exit_code == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in refused.output
    assert "--port" in refused.output


@pytest.mark.slow
def test_serve_builds_first_where_there_is_no_snapshot_and_ends_cleanly(tmp_path: Path) -> None:
    port = str(free_port())
    words = [sys.executable, "-m", "dashboard", "serve", "--port", port, "--store", str(tmp_path)]
    environment = os.environ | {"INNOVATION_DASHBOARD_DATA": str(TINY)}
    server = subprocess.Popen(words, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout is not None
    said = next(line for line in server.stdout if "http" in line)
    assert f"http://127.0.0.1:{port}" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
        assert answer.status == 200
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=20)
    assert server.returncode == 0
    assert errors.replace(BUILDING_FIRST, "").strip() == ""


@pytest.mark.slow
def test_the_served_pages_are_small_on_the_wire(shipped_store: Path) -> None:
    with serving(shipped_store) as url:
        request = urllib.request.Request(f"{url}/", headers={"Accept-Encoding": "br"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.headers["Content-Encoding"] == "br"
            assert len(answer.read()) < 5_000
