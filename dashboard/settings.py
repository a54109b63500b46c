"""Where authored data and the built store lie."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

DATA_VARIABLE = "INNOVATION_DASHBOARD_DATA"
STORE_VARIABLE = "INNOVATION_DASHBOARD_STORE"
ADDRESS_VARIABLE = "INNOVATION_DASHBOARD_URL"
CONTACT_VARIABLE = "INNOVATION_DASHBOARD_CONTACT"
RECORDS_VARIABLE = "INNOVATION_DASHBOARD_RECORDS"
_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return the folder of authored data: the environment's, else the checkout's, else the copy inside the package."""
    stated = os.environ.get(DATA_VARIABLE)
    if stated:
        return Path(stated)
    checkout = _PACKAGE.parent / "data"
    return checkout if (checkout / "catalog").is_dir() else _PACKAGE / "data"


def store_folder() -> Path:
    """Return the folder of built snapshots: the environment's, else the checkout's, else one in the user's own data folder."""
    stated = os.environ.get(STORE_VARIABLE)
    if stated:
        return Path(stated)
    checkout = _PACKAGE.parent / "data"
    return checkout / "store" if (checkout / "catalog").is_dir() else user_data_path("innovation-dashboard") / "store"


def public_address() -> str:
    """Return the address under which readers reach the dashboard, such as ``https://stat.example.gov.cn``; empty if not set."""
    return os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/")


def contact() -> str:
    """Return whom readers of a briefing may ask, in one line; empty if not set."""
    return os.environ.get(CONTACT_VARIABLE, "").strip()


def records_allowed() -> bool:
    """Return whether single records of the register may be kept in a snapshot and shown; else only suppressed cells are."""
    return os.environ.get(RECORDS_VARIABLE, "").strip() == "allowed"


def static_folder() -> Path:
    """Return the folder of compressed scripts and styles: they differ by version and not by store, and are made once."""
    return store_folder() / ".static"
