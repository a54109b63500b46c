"""Serves the app's scripts and styles compressed once, under addresses that change with their content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from wsgiref.headers import Headers

import flask
from flask.testing import FlaskClient
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

KEPT, DAYS_KEPT = 8, 7
"""Collections kept besides the one in use, and days since a server last began with one: another may still serve from it."""
_ADDRESS = re.compile(r'(?:src|href)="(/[^"?]+\.(?:m?js|css|svg))[^"]*"')
_FINGERPRINT = re.compile(r"^/assets/[0-9a-f]{12}/|\.v[\w-]+m[0-9a-f]+\.")
_MARK = "complete"


def folder_digest(folder: Path) -> str:
    """Return a short hash of the names and bytes of all files below a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def collect(server: flask.Flask, folder: Path) -> Path:
    """Return a folder below ``folder`` with every file that the index document names, also as ``.br`` and ``.gz``.

    The files are asked of the app itself, so that whatever it names is there under the same address. Collected once
    for each set of addresses; where ``folder`` cannot be written, a temporary folder takes its place.
    """
    client = server.test_client()
    addresses = sorted(set(_ADDRESS.findall(client.get("/", buffered=True).get_data(as_text=True))))
    target = folder / hashlib.sha256("\n".join(addresses).encode()).hexdigest()[:16]
    if (target / _MARK).is_file():
        _note_use(target)
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        working = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    except OSError:
        working = target = Path(tempfile.mkdtemp(prefix="innovation-dashboard-"))
    with ThreadPoolExecutor() as workers:
        list(workers.map(_compress, [_write(_asked(client, address), working / address.lstrip("/")) for address in addresses]))
    (working / _MARK).touch()
    if working != target:
        _put_in_place(working, target)
    return target


def with_static_files(server: flask.Flask, folder: Path) -> flask.Flask:
    """Return the server, now answering for its static files from what is collected below ``folder``.

    They are sent as brotli, gzip or plain, whatever the browser accepts. Those whose address holds a fingerprint may be
    kept for ever; the others are asked for anew, and answered with 304 while they are the same.
    """
    server.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        server.wsgi_app,
        root=collect(server, folder),
        allow_all_origins=False,
        max_age=0,
        immutable_file_test=_FINGERPRINT.pattern,
        add_headers_function=_add_headers,
    )
    return server


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def _asked(client: FlaskClient, address: str) -> bytes:
    response = client.get(address, buffered=True)
    if response.status_code != 200:
        raise FileNotFoundError(f"the index document names {address}, which the app does not have")
    return response.get_data()


def _write(content: bytes, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path)


def _compress(path: str) -> None:
    Compressor(quiet=True).compress(path)


def _put_in_place(working: Path, target: Path) -> None:
    try:
        working.rename(target)
    except OSError:  # another server collected the same files in the meantime
        shutil.rmtree(working)
    others = [path for path in target.parent.iterdir() if path.is_dir() and path != target and not path.name.startswith(".")]
    long_ago = time.time() - DAYS_KEPT * 86_400
    for path in sorted(others, key=os.path.getmtime, reverse=True)[KEPT:]:
        if path.stat().st_mtime < long_ago:
            shutil.rmtree(path, ignore_errors=True)


def _note_use(folder: Path) -> None:
    with contextlib.suppress(OSError):  # a folder that may only be read is never pruned either
        os.utime(folder)
