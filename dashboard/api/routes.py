"""The addresses of the API on a Flask server, and the one way every request takes through it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, cast

import flask
from flask import Response
from werkzeug.exceptions import HTTPException

from dashboard.api import replies
from dashboard.api.file_resources import FILES, FileResource
from dashboard.api.files import as_file, file_name
from dashboard.api.openapi import openapi_document
from dashboard.api.problems import Problem, problem
from dashboard.api.questions import DatedQuestion, Question, TableQuestion
from dashboard.api.reading import language, read_question
from dashboard.api.reference import STYLE, reference_page
from dashboard.api.resources import RESOURCES, EntryResource, TableResource
from dashboard.exports import to_json
from dashboard.store import NoSnapshotError, Store

ROOT = "/api/v1"
StoreProvider = Callable[[], Store]
Answer = Callable[..., Response]
_ALL_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "QUERY")
_ENDPOINT = "api_v1_"
_logger = logging.getLogger(__name__)


def register_api(server: flask.Flask, store_provider: StoreProvider) -> None:
    """Add the API below ``/api/v1`` to a server.

    Args:
        server: the Flask application.
        store_provider: returns the snapshot that is current at the moment of a request; may raise ``NoSnapshotError``.
    """
    for resource in RESOURCES:
        path = resource.path.replace("{id}", "<path:key>")
        _add(server, path, resource.name, partial(_resource, store_provider, resource))
    for file in FILES:
        _add(server, file.path, file.name, partial(_file, store_provider, file))
    _add(server, "/openapi.json", "openapi", partial(_openapi, store_provider))
    _add(server, "/", "reference", partial(_reference, store_provider))
    _add(server, "", "reference_bare", partial(_reference, store_provider))
    _add(server, "/reference.css", "style", _style)
    _add(server, "/<path:key>", "nothing", _nothing)
    server.before_request(_refuse_what_has_no_route)


def _add(server: flask.Flask, path: str, name: str, answer: Answer) -> None:
    server.add_url_rule(
        f"{ROOT}{path}",
        f"{_ENDPOINT}{name}",
        partial(_respond, answer),
        methods=list(_ALL_METHODS),
        strict_slashes=True,
        merge_slashes=False,
        provide_automatic_options=False,
    )


def _respond(answer: Answer, **path: str) -> Response:
    """Answer a request; whatever goes wrong becomes problem details, and an error of ours goes to the log as well."""
    request = flask.request
    try:
        if request.method == "OPTIONS":
            return replies.options()
        if request.method not in {"GET", "HEAD"}:
            raise problem("method-not-allowed", Allow=replies.METHODS)
        return answer(**path)
    except Problem as found:
        return _refused(found)
    except NoSnapshotError:
        return _refused(problem("not-ready", Retry_After="10"))
    except Exception:
        _logger.exception("the API failed: %s", request.full_path)
        return _refused(problem("internal"))


def _refused(found: Problem) -> Response:
    return replies.refusal(found, lang=language(flask.request.args), root=ROOT)


def _refuse_what_has_no_route() -> Response | None:
    """Refuse, in the API's own form, what lies below it and yet reaches none of its routes: odd methods, doubled slashes."""
    request = flask.request
    if not f"{request.path}/".startswith(f"{ROOT}/") or str(request.endpoint).startswith(_ENDPOINT):
        return None
    found = cast(HTTPException | None, request.routing_exception)
    wrong_method = found is not None and found.code == HTTPStatus.METHOD_NOT_ALLOWED
    return _refused(problem("method-not-allowed", Allow=replies.METHODS) if wrong_method else problem("not-found"))


def _nothing(key: str) -> Response:
    raise problem("not-found")


def _resource(provider: StoreProvider, resource: TableResource | EntryResource, key: str | None = None) -> Response:
    request, store = flask.request, provider()
    question = read_question(resource.question, request.args, store.catalog)
    forms = tuple(replies.MEDIA) if isinstance(resource, TableResource) else ("json",)
    form = replies.negotiated(getattr(question, "format", None), request.accept_mimetypes, forms)
    if isinstance(question, TableQuestion):
        question = question.model_copy(update={"format": form})
    day = dt.date.today() if getattr(resource, "by_day", False) else ""
    tag = replies.entity_tag(store.id, resource.name, key, question.model_dump_json(), day)
    if replies.unchanged(tag, request.if_none_match, answered=False):
        return replies.not_modified(tag)
    if isinstance(resource, TableResource):
        response = _table(store, resource, question, tag)
    else:
        response = _entry(store, resource, question, key or "", tag)
    return replies.not_modified(tag) if replies.unchanged(tag, request.if_none_match, answered=True) else response


def _file(provider: StoreProvider, resource: FileResource) -> Response:
    request, store = flask.request, provider()
    question = read_question(resource.question, request.args, store.catalog)
    form = replies.negotiated(getattr(question, "format", None), request.accept_mimetypes, resource.forms)
    tag = replies.entity_tag(store.id, resource.name, question.lang, form)
    content = resource.content(store, question, form)
    if content is None:
        raise problem("not-found")
    if replies.unchanged(tag, request.if_none_match, answered=True):
        return replies.not_modified(tag)
    return replies.reply(content, form, tag, file_name=f"{resource.name}_{question.lang}.{form}")


def _entry(store: Store, resource: EntryResource, question: Question, key: str, tag: str) -> Response:
    answer = {**_about(store, question), **resource.entry(store, question, key)}
    return replies.reply(to_json(answer), "json", tag)


def _table(store: Store, resource: TableResource, question: Any, tag: str) -> Response:
    table = resource.table(store, question)
    following = replies.following_page(ROOT, resource.path, flask.request.args, table.next)
    if question.format == "json":
        counted = {"count": len(table.records), "next": following}
        answer = {**_about(store, question), **counted, resource.name: table.records}
        return replies.reply(to_json(answer), "json", tag, following=following)
    body = as_file(store, resource, question, table, address=flask.request.url, following=following)
    return replies.reply(body, question.format, tag, following=following, file_name=file_name(resource, question))


def _about(store: Store, question: Question) -> dict[str, Any]:
    as_of = question.as_of if isinstance(question, DatedQuestion) else None
    return {"as_of": as_of and as_of.isoformat(), "snapshot": store.id}


def _openapi(provider: StoreProvider) -> Response:
    store = provider()
    read_question(Question, flask.request.args, store.catalog)
    tag = replies.entity_tag(store.id, "openapi")
    if replies.unchanged(tag, flask.request.if_none_match, answered=True):
        return replies.not_modified(tag)
    return replies.reply(to_json(openapi_document(store, root=ROOT)), "json", tag)


def _reference(provider: StoreProvider) -> Response:
    store = provider()
    question = read_question(Question, flask.request.args, store.catalog)
    tag = replies.entity_tag(store.id, "reference", question.lang)
    if replies.unchanged(tag, flask.request.if_none_match, answered=True):
        return replies.not_modified(tag)
    page = replies.reply(reference_page(store, root=ROOT, lang=question.lang), "json", tag)
    return replies.with_headers(page, {"Content-Type": "text/html; charset=utf-8", "Content-Language": question.lang})


def _style() -> Response:
    return Response(STYLE, content_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"})
