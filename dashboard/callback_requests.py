"""Turns away callback requests that no page of the app makes, before Dash fails on them."""

from __future__ import annotations

from typing import Any

import dash
import flask

PATH = "/_dash-update-component"
_EXPLAINED = (
    "没有这样的请求；页面可能已更新，请重新载入。 There is no such callback; if the page is an older one, load it anew."
)


def refuse_unknown_callbacks(app: dash.Dash) -> None:
    """Have the app answer 400 to a request for a callback that it does not have, or that does not carry what it takes."""

    @app.server.before_request
    def refuse() -> flask.typing.ResponseReturnValue | None:
        if flask.request.path != PATH or flask.request.method != "POST":
            return None
        if callable_by(flask.request.get_json(silent=True), app):
            return None
        return flask.jsonify(title="Unknown callback", status=400, detail=_EXPLAINED), 400


def callable_by(body: Any, app: dash.Dash) -> bool:
    """Return whether a callback of the app can be called by the body of a request."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = app.callback_map.get(body["output"])
    if callback is None or "callback" not in callback:
        return False
    named = all(_are_named(body.get(part, []), len(callback[part])) for part in ("inputs", "state"))
    return named and _are_outputs(body.get("outputs"), callback["output"]) and _are_texts(body.get("changedPropIds", []))


def _are_named(values: Any, count: int) -> bool:
    if not isinstance(values, list) or len(values) != count:
        return False
    each = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return all(isinstance(one, dict) and isinstance(one.get("id"), str | dict) and "property" in one for one in each)


def _are_outputs(outputs: Any, declared: Any) -> bool:
    if isinstance(declared, list | tuple):
        return isinstance(outputs, list) and len(outputs) == len(declared)
    return isinstance(outputs, dict | list) and bool(outputs)


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
