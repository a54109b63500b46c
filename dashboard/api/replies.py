"""Turns answers into responses: form, entity tag, caching, links between pages, cross-origin headers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlencode

from flask import Response
from werkzeug.datastructures import ETags, MIMEAccept, MultiDict

from dashboard.api.problems import MEDIA_TYPE, Problem, problem
from dashboard.exports import to_json

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types of the forms of an answer."""
METHODS = "GET, HEAD, OPTIONS"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, Cache-Control",
    "Access-Control-Max-Age": "86400",
}
_REVALIDATE = "public, no-cache"
"""Keep, but ask each time whether a new snapshot has come: the answer to that costs next to nothing."""


def negotiated(stated: str | None, accept: MIMEAccept, formats: tuple[str, ...]) -> str:
    """Return the form to answer in: the one stated in the query, else the best that Accept allows.

    Raises:
        Problem: Accept allows none of them.
    """
    if stated is not None:
        return stated
    if not accept:
        return formats[0]
    offered = {MEDIA[name].partition(";")[0]: name for name in formats}
    best = accept.best_match(list(offered))
    if best is None:
        raise problem("not-acceptable")
    return offered[best]


def entity_tag(snapshot: str, *parts: object) -> str:
    """Return a tag that changes with the snapshot, with this software's version, and with what was asked."""
    return hashlib.sha256("\x1f".join([snapshot, _version(), *map(str, parts)]).encode()).hexdigest()[:24]


def unchanged(tag: str, asked: ETags, *, answered: bool) -> bool:
    """Return whether a client already has the answer with this tag.

    A star stands for any answer, so it counts only once there is one.
    """
    return (answered or not asked.star_tag) and asked.contains_weak(tag)


def reply(body: str | bytes, form: str, tag: str, *, following: str | None = None, file_name: str | None = None) -> Response:
    """Return a response with an answer; ``following`` is the address of the next page."""
    response = Response(body, content_type=MEDIA[form])
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    if file_name:
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return _validated(response, tag)


def not_modified(tag: str) -> Response:
    """Return the response to a client that already has the answer."""
    return _validated(Response(status=304), tag)


def options() -> Response:
    """Return the response to OPTIONS, a preflight of a browser included."""
    return Response(status=204, headers={**CORS, **_PREFLIGHT, "Allow": METHODS})


def refusal(found: Problem, *, lang: str, root: str) -> Response:
    """Return a problem as a response."""
    body = to_json(found.document(lang, root=root))
    headers = {**CORS, **found.headers, "Cache-Control": "no-store", "Content-Language": lang}
    return Response(body, status=found.status, content_type=MEDIA_TYPE, headers=headers)


def following_page(root: str, path: str, arguments: MultiDict[str, str], cursor: str | None) -> str | None:
    """Return the address of the next page: what was asked, with its cursor."""
    if cursor is None:
        return None
    asked = [(name, value) for name, value in arguments.items(multi=True) if name != "cursor"]
    return f"{root}{path}?{urlencode([*asked, ('cursor', cursor)])}"


def with_headers(response: Response, headers: Mapping[str, Any]) -> Response:
    """Return the response with further headers."""
    response.headers.update(headers)
    return response


def _validated(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    return with_headers(response, {**CORS, "Cache-Control": _REVALIDATE, "Vary": "Accept"})


def _version() -> str:
    try:
        return version("innovation-dashboard")
    except PackageNotFoundError:
        return "unpackaged"
