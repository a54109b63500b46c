"""What a page was asked to show: read from the URL, safe against whatever stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import flask

from dashboard.store import Store, open_store

LANGUAGES = ("zh", "en")
STORE_SETTING = "INNOVATION_STORE"
HOME_PLACE = "changchun"


def store() -> Store:
    """Return the snapshot that is current now; the pointer is read anew, so a new build shows without a restart."""
    return open_store(Path(flask.current_app.config[STORE_SETTING]))


def one_of(query: Mapping[str, Any], name: str, allowed: Iterable[str], default: str) -> str:
    """Return the query's value where it is allowed, else the default."""
    value = query.get(name)
    return value if isinstance(value, str) and value in set(allowed) else default


def language(query: Mapping[str, Any]) -> str:
    """Return ``zh`` or ``en``; Chinese where the query says nothing sensible."""
    return one_of(query, "lang", LANGUAGES, "zh")


def day(query: Mapping[str, Any], name: str = "as_of") -> dt.date | None:
    """Return a date of the query, or None where there is none, where it does not exist, or where it is still to come."""
    try:
        chosen = dt.date.fromisoformat(str(query[name]))
    except (KeyError, ValueError):
        return None
    return chosen if chosen <= dt.date.today() else None


def href(path: str, *, lang: str, as_of: dt.date | None = None, **query: str | None) -> str:
    """Return a link within the app that carries language and as-of date; defaults stay out of the URL."""
    carried = {"lang": lang if lang != "zh" else None, "as_of": as_of.isoformat() if as_of else None}
    pairs = {name: value for name, value in {**query, **carried}.items() if value}
    return f"{path}?{urlencode(pairs)}" if pairs else path
