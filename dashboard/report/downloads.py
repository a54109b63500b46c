"""The files of a briefing over HTTP: ``/brief/<place>.<pdf|docx|pptx|xlsx>?lang=&as_of=&since=``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import flask

from dashboard.report.compose import briefing
from dashboard.report.files import TYPES, made
from dashboard.settings import contact, public_address
from dashboard.store import Store

_PARAMETERS = frozenset({"lang", "as_of", "since"})
_KEPT_SECONDS = 300


def register_downloads(server: flask.Flask, store_provider: Callable[[], Store]) -> None:
    """Add the route for downloads; ``store_provider`` returns the snapshot that is current at each request."""

    @server.get("/brief/<place>.<kind>")
    def brief(place: str, kind: str) -> flask.Response:
        store = store_provider()
        lang = "en" if flask.request.args.get("lang") == "en" else "zh"
        if kind not in TYPES or place not in {*store.catalog.places, *store.catalog.place_aliases}:
            return _problem(404, _NOT_FOUND[lang], [])
        choices, faults = _choices(flask.request.args)
        if faults:
            return _problem(400, _INVALID[lang], faults)
        return _answer(store, store.catalog.place(place).id, kind, choices)


def _answer(store: Store, place: str, kind: str, choices: Mapping[str, Any]) -> flask.Response:
    response = flask.Response(mimetype=TYPES[kind])
    # Targets and the calendar depend on the day, so tomorrow's briefing of the same snapshot is another one.
    day = choices["as_of"] or dt.date.today()
    response.set_etag(f"{store.id}-{place}-{kind}-{choices['lang']}-{choices['as_of']}-{choices['since']}-{day}")
    response.cache_control.max_age, response.cache_control.private = _KEPT_SECONDS, True
    if flask.request.if_none_match.contains(response.get_etag()[0] or ""):
        response.status_code = 304
        return response
    told = briefing(store, place, **choices, address=public_address() or flask.request.host_url, contact=contact())
    response.data = made(told, kind)
    name = quote(f"{told.title}.{kind}")
    response.headers["Content-Disposition"] = f"attachment; filename=\"{place}.{kind}\"; filename*=UTF-8''{name}"
    return response


def _choices(args: Mapping[str, str]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return language and dates, and every fault of the request at once."""
    faults = [{"parameter": name, "detail": "unknown parameter"} for name in args if name not in _PARAMETERS]
    choices: dict[str, Any] = {"lang": args.get("lang", "zh"), "as_of": None, "since": None}
    if choices["lang"] not in {"zh", "en"}:
        faults.append({"parameter": "lang", "detail": "zh or en"})
    for name in ("as_of", "since"):
        if name in args:
            try:
                choices[name] = dt.date.fromisoformat(args[name])
            except ValueError:
                faults.append({"parameter": name, "detail": "a day, such as 2024-06-30"})
    return choices, faults


def _problem(status: int, title: str, faults: list[dict[str, str]]) -> flask.Response:
    """Return a problem document (RFC 9457)."""
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    response = flask.jsonify(document | ({"errors": faults} if faults else {}))
    response.status_code, response.mimetype = status, "application/problem+json"
    return response


_NOT_FOUND = {"zh": "没有这个地区或这种文件", "en": "No such place, or no such kind of file"}
_INVALID = {"zh": "请求参数有误", "en": "The request has faults"}
