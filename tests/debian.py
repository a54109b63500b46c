"""Installs Debian's packages for the tests, where this is Debian and we are root."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys


def is_debian() -> bool:
    """Whether this is Debian itself, whose packages are what they are called."""
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def root_on_apt() -> bool:
    """Whether packages can be installed with apt-get."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Install packages, saying no more than their names."""
    sys.stdout.write(f"Installing {' and '.join(packages)} …\n")
    sys.stdout.flush()
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "install", "-qq", "-y", *packages], check=True, env=environment, stdout=subprocess.DEVNULL)
