"""Starts the engines that the tests compare: a private PostgreSQL, and a Spark master with two workers, on this machine.

As a command it installs PostgreSQL where there is none, this is Debian and we are root.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.debian import apt_install, is_debian, root_on_apt

LOOPBACK = "127.0.0.1"


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version first."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """A cluster of one's own behind a socket in a temporary folder; PostgreSQL refuses to run as root, so another user does."""
    folder = Path(tempfile.mkdtemp(prefix="register-"))
    run_as = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    if run_as:
        shutil.chown(folder, "nobody")
    start = ["-o", f"-c listen_addresses='' -k {folder} -c fsync=off", "-l", str(folder / "log"), "-w", "start"]
    control = [*run_as, str(programs / "pg_ctl"), "-D", str(folder / "data")]
    try:
        made = [str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "tester", "--no-sync", "-E", "UTF8"]
        subprocess.run([*run_as, *made, "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        subprocess.run([*control, *start], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        yield f"postgresql:///postgres?host={folder}&user=tester"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder)


@dataclass
class SparkCluster:
    """A running master and its workers, each the leader of its own group of processes."""

    master: str
    page: str
    workers: list[subprocess.Popen[bytes]]

    def kill_worker(self) -> None:
        """Kill the last worker and its executors at once, as a power cut would."""
        os.killpg(self.workers[-1].pid, signal.SIGKILL)
        self.workers[-1].wait()

    def alive(self) -> int:
        """How many workers the master believes to be alive."""
        try:
            with urllib.request.urlopen(self.page, timeout=5) as answer:
                return int(json.load(answer)["aliveworkers"])
        except (OSError, ValueError):  # Its page answers in HTML before it answers in JSON.
            return 0


@contextmanager
def spark_cluster(folder: Path, *, workers: int = 2) -> Iterator[SparkCluster]:
    """A standalone master and workers of one core each on the loopback address."""
    import pyspark

    port, page = _free_port(), _free_port()
    program = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    master = f"spark://{LOOPBACK}:{port}"
    environment = os.environ | {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_HOME": str(Path(pyspark.__file__).parent)}

    def start(name: str, kind: str, *options: str) -> subprocess.Popen[bytes]:
        command = [program, f"org.apache.spark.deploy.{kind}", "--host", LOOPBACK, *options]
        with (folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)

    running = [start("master", "master.Master", "--port", str(port), "--webui-port", str(page))]
    try:
        for number in range(workers):
            work = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work{number}"), "--webui-port", "0", master]
            running.append(start(f"worker{number}", "worker.Worker", *work))
        cluster = SparkCluster(master, f"http://{LOOPBACK}:{page}/json/", running[1:])
        wait_until(lambda: cluster.alive() == workers, seconds=120)
        yield cluster
    finally:
        for process in reversed(running):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_until(holds: Callable[[], bool], *, seconds: float) -> None:
    """Wait until something holds, looking ten times a second."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} seconds")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _install() -> None:
    """Install PostgreSQL if it can be had; without it, its tests are skipped and say why."""
    if postgres_programs() is not None or not (is_debian() and root_on_apt()):
        return
    try:
        apt_install("postgresql")
    except subprocess.CalledProcessError as error:
        sys.stdout.write(f"PostgreSQL could not be installed, so its tests are skipped: {error}\n")


if __name__ == "__main__":
    _install()
