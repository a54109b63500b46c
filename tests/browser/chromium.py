"""Finds a Chromium for the browser tests, and as a command installs one, and a font with Chinese, where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.debian import apt_install, is_debian, root_on_apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


@cache
def executable() -> str | None:
    """Return the path of a Chromium that starts; None where only Playwright can have its own."""
    return next((path for path in _candidates() if _starts(path)), None)


def flags() -> list[str]:
    """Return the flags to start it with; as root, as in a container, Chromium has no sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def _candidates() -> Iterator[str]:
    stated = os.environ.get("CHROMIUM")
    if stated:
        yield stated
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from (path for path in MAC if Path(path).exists())


def _starts(path: str) -> bool:
    # Ubuntu's /usr/bin/chromium-browser may be a note that one should install a snap.
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _has_chinese_font() -> bool:
    listing = shutil.which("fc-list")
    return bool(listing and subprocess.run([listing, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _install() -> None:
    """Install what is missing: Debian's packages as root, else Playwright's own browser."""
    missing = [] if _has_chinese_font() else ["fonts-noto-cjk"]
    if executable() is None and is_debian():
        missing.append("chromium")
    if missing and root_on_apt():
        apt_install(*missing, "fontconfig")
        executable.cache_clear()
    if executable() is None:
        with_libraries = ["--with-deps"] if root_on_apt() else []
        subprocess.run([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"], check=True)


if __name__ == "__main__":
    _install()
