"""Runs the app under a production server."""

from __future__ import annotations

import gc
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from werkzeug.test import Client

if TYPE_CHECKING:
    from dashboard.components.intake_desk import Desk

THREADS = 4
"""Threads of one worker: requests wait on DuckDB and on the line, which both let other threads run."""
_COLLECTED_AFTER = 50_000
"""New objects after which Python looks for cycles among them; its own 700 is for small programs."""
_STOPPING = {signal.SIGINT, signal.SIGQUIT, signal.SIGTERM}
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - for the workers' heartbeat, which must not wait for a disk


class AddressError(Exception):
    """The server cannot listen on the address asked for; the message says why and what to do."""


def serve(
    store_folder: Path, *, host: str, port: int, workers: int, ready: Callable[[str], None], desk: Desk | None = None
) -> None:
    """Serve the app until stopped; ``ready`` is called once with the address when the first request can be answered.

    ``desk`` reads documents for the intake and text check pages.

    Raises:
        AddressError: the port is taken, or the host is not of this machine.
    """

    def load() -> WSGIApplication:
        from dashboard.app import create_app  # noqa: PLC0415 - only once the address is known to be free
        from dashboard.settings import static_folder  # noqa: PLC0415
        from dashboard.static_files import with_static_files  # noqa: PLC0415

        return with_static_files(create_app(store_folder, desk=desk).server, static_folder())

    run(load, host=host, port=port, workers=workers, ready=ready)


def run(load: Callable[[], WSGIApplication], *, host: str, port: int, workers: int, ready: Callable[[str], None]) -> None:
    """Run what ``load`` returns until stopped, as ``serve`` does.

    Raises:
        AddressError: the port is taken, or the host is not of this machine.
    """
    _require_free(host, port)
    _Server(load, host=host, port=port, workers=workers, ready=ready).run()


def address(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    shown = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


class _Server(BaseApplication):
    def __init__(
        self, load: Callable[[], WSGIApplication], *, host: str, port: int, workers: int, ready: Callable[[str], None]
    ) -> None:
        self._load = load
        self.settings = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "threads": THREADS,
            "worker_class": "gthread",
            # One import for all workers. The store is opened after the fork, because DuckDB's threads do not survive one.
            "preload_app": True,
            "post_worker_init": lambda worker: _warm(worker.wsgi),
            "when_ready": lambda _arbiter: ready(address(host, port)),
            "worker_tmp_dir": str(_SHARED_MEMORY) if os.access(_SHARED_MEMORY, os.W_OK) else None,
            "control_socket_disable": True,
            "graceful_timeout": 5,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        return self._load()


def _warm(application: WSGIApplication) -> None:
    """Open the store and lay out the overview, before the first reader asks for it."""
    # DuckDB would break off its query at a signal and the page would report a failure; a worker told to stop finishes this.
    let_through = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        Client(application).get("/_dash-layout", headers={"Referer": "http://localhost/"})
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, let_through)
    # Answers are many small objects that live on in caches; looking through them all again and again for cycles takes
    # half of the time of a large one.
    gc.set_threshold(_COLLECTED_AFTER, 20, 50)


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As gunicorn does: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressError(f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port.") from error
