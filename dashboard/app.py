"""The web app: registers the pages and answers for everything around them."""

from __future__ import annotations

import copy
import datetime as dt
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import dash
import flask
from dash import html
from dash.development.base_component import Component
from flask_compress import Compress

from dashboard.api import register_api
from dashboard.callback_requests import refuse_unknown_callbacks
from dashboard.catalog import Text
from dashboard.components import shell
from dashboard.components.asked import not_here, notice
from dashboard.components.choices import STORE_SETTING, day, language, store
from dashboard.components.explore_files import register_explore_files
from dashboard.components.intake_desk import DESK_SETTING, Desk
from dashboard.components.words import word
from dashboard.index_document import ASSETS, Head, document, security_headers
from dashboard.pages import (
    compare,
    ecosystem,
    embed,
    evidence,
    explore,
    indicator,
    indicators,
    intake,
    observation,
    overview,
    source,
    text_check,
    transfer,
)
from dashboard.report.downloads import register_downloads
from dashboard.report.feed import register_feed
from dashboard.static_files import folder_digest
from dashboard.store import NoSnapshotError

_LAYOUT_PATH = "/_dash-layout"
_NEVER_KEPT = (_LAYOUT_PATH, "/_dash-dependencies", "/_dash-update-component")
"""What differs by page and by snapshot under one address."""
_INDEX_RULES = ("/", "/<path:path>")
_MISSING = "not_found_404"
_JSON = ("application/json", "application/problem+json", "application/vnd.oai.openapi+json")
_LARGEST_REQUEST = 16_000_000
"""Bytes: a document of ten million, as the browser encodes it, and its facts."""
_LAYOUTS_KEPT = 32
"""Of each page, in each worker; one is some hundred kilobytes."""
_logger = logging.getLogger(__name__)


class Page(Protocol):
    """What a module of ``dashboard.pages`` has."""

    __name__: str
    PATH: str
    TITLE: Text
    DRAWN: bool
    layout: Callable[..., Any]


_READERS = (overview, indicators, indicator, explore, compare, transfer, ecosystem, evidence, observation, source, embed)
PAGES: tuple[Page, ...] = (*_READERS, intake, text_check)


class Dashboard(dash.Dash):
    """Dash with our index document in place of its own."""

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """Return the document for the page of the current request."""
        return document(self, _head(), css=css, config=config, scripts=scripts, renderer=renderer)


def create_app(store_folder: Path, pages: Sequence[Page] = PAGES, *, desk: Desk | None = None) -> Dashboard:
    """Return the app, which serves whatever snapshot is current in ``store_folder`` at each request.

    Dash keeps callbacks and pages for the whole process, so there is one app in a process.
    """
    app = Dashboard(
        "dashboard",
        use_pages=True,
        pages_folder="",
        assets_folder=str(ASSETS),
        assets_url_path=f"assets/{folder_digest(ASSETS)}",
        assets_path_ignore=["vendor"],
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        update_title="",
        on_error=_on_error,
        add_log_handler=False,
    )
    app.server.config[STORE_SETTING] = str(store_folder)
    app.server.config[DESK_SETTING] = desk
    app.server.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST
    for order, page in enumerate(pages):
        _register(page, order)
    dash.register_page(_MISSING, path="/404", title=_title_of(None), layout=_not_found, order=len(pages))
    app.layout = _layout
    _add_routes(app)
    register_api(app.server, store)
    register_downloads(app.server, store)
    register_feed(app.server, store)
    register_explore_files(app.server, store)
    refuse_unknown_callbacks(app)
    _add_responses(app)
    return app


def _register(page: Page, order: int) -> None:
    path: dict[str, Any] = {"path_template": page.PATH} if "<" in page.PATH else {"path": page.PATH}
    dash.register_page(
        page.__name__,
        **path,
        title=_title_of(page),
        layout=_safe(page),
        order=order,
        drawn=page.DRAWN,
        bare=getattr(page, "BARE", False),
        known=_known_to(page),
    )


def _known_to(page: Page) -> Callable[..., bool]:
    """Return what says whether there is what the variables of the page's path name; a page without any is always there."""
    exists: Callable[..., bool] | None = getattr(page, "exists", None)

    def known(**variables: str) -> bool:
        return exists is None or exists(store(), **{name: unquote(value) for name, value in variables.items()})

    return known


def _title_of(page: Page | None) -> Callable[..., str]:
    subject: Callable[..., str] | None = getattr(page, "subject", None)

    def title(**variables: str) -> str:
        lang = language(_query(_requested()))
        own = page.TITLE[lang] if page else word("not_found", lang)
        if page and not _known_to(page)(**variables):
            return _title_of(None)()
        about = subject(lang, **{name: unquote(value) for name, value in variables.items()}) if subject else ""
        return " · ".join(part for part in (about, own, word("brand", lang)) if part)

    return title


def _safe(page: Page) -> Callable[..., Any]:
    """Return the page's layout with single, decoded values only, and an alert where it fails: a page is never a 500.

    A layout follows from the snapshot, the day and the query alone, so the latest ones are kept.
    """
    variables = re.findall("<(.*?)>", page.PATH)
    known, unknown_kind = _known_to(page), getattr(page, "KIND", "page")
    strange: Callable[..., list[str]] = getattr(page, "strange", lambda _query, _data: [])

    @lru_cache(maxsize=_LAYOUTS_KEPT)
    def made(_snapshot: str, _today: dt.date, query: tuple[tuple[str, str], ...]) -> Any:
        asked = dict(query)
        named = {name: asked.get(name, "") for name in variables}
        if not known(**named):
            return not_here(unknown_kind, "".join(named.values()), lang=language(asked), as_of=day(asked))
        return html.Div([*notice(strange(asked, store())), page.layout(**asked)])

    def safe(**query: Any) -> Any:
        single = {name: value if isinstance(value, str) else value[0] for name, value in query.items()}
        decoded = {name: unquote(value) if name in variables else value for name, value in single.items()}
        snapshot = store().id
        try:
            return made(snapshot, dt.date.today(), tuple(sorted(decoded.items())))
        except Exception:
            _logger.exception("page failed: %s %s", page.__name__, decoded)
            return _failed(language(single))

    return safe


def _failed(lang: str) -> Component:
    return html.Div([html.H1(word("failed", lang)), html.P(word("failed_note", lang))], role="alert", className="failed")


def _not_found(**query: str) -> Component:
    return not_here("page", "", lang=language(query), as_of=day(query))


def _layout() -> Component:
    """Return the frame with the page in it, so that the first chart is in the layout and needs no callback.

    Where the browser withheld the referrer, the page is left to Dash's router, which asks for it at the cost of another
    round trip.
    """
    if flask.request.path != _LAYOUT_PATH:
        # Dash looks at the layout once, in the first request, which is made before the server forks: no store may open.
        return html.Div()
    asked = _requested()
    query = _query(asked)
    lang = language(query)
    content = copy.deepcopy(dash.page_container)
    bare = False
    if asked.path:
        page, variables = _page_at(asked.path)
        bare = page.get("bare", False)
        content["_pages_content"].children = page["layout"](**{**query, **variables})
        content["_pages_store"].data = {"title": page["title"](**variables)}
        content["_pages_location"].pathname = asked.path
        content["_pages_location"].search = f"?{asked.query}" if asked.query else ""
    if bare:
        return shell.bare(content, lang=lang)
    return shell.frame(content, lang=lang, path=asked.path or "/", query=query, store=store())


def _requested() -> SplitResult:
    """Return the address of the page that this request is for; its path is empty where the browser did not say."""
    if flask.request.path.startswith("/_dash-"):
        return urlsplit(flask.request.referrer or "")
    return urlsplit(flask.request.full_path)


def _query(asked: SplitResult) -> dict[str, str]:
    return dict(reversed(parse_qsl(asked.query, keep_blank_values=True)))


def _page_at(path: str) -> tuple[Mapping[str, Any], dict[str, str]]:
    """Return the registered page at a path, or else the one that says there is none, and the path's variables."""
    page, variables = dash._pages._path_to_page(path.strip("/"))
    return page or dash.page_registry[_MISSING], variables or {}


def _is_there(path: str) -> bool:
    page, variables = _page_at(path)
    return page["module"] != _MISSING and page["known"](**variables)


def _head() -> Head:
    page, variables = _page_at(flask.request.path)
    lang = language(flask.request.args)
    return Head(
        lang=lang,
        title=page["title"](**variables),
        description=word("method_note", lang),
        drawn=page.get("drawn", False),
    )


def _on_error(error: Exception) -> None:
    context = dash.callback_context
    _logger.error("callback failed: %s %s", context.outputs_list, context.inputs, exc_info=error)
    lang = language(_query(_requested()))
    dash.set_props("alerts", {"children": html.P(word("error", lang), role="alert")})


def _add_routes(app: Dashboard) -> None:
    @app.server.get("/healthz")
    def healthz() -> str:
        return "ok\n"

    @app.server.get("/readyz")
    def readyz() -> Any:
        return flask.jsonify(snapshot=store().id)

    @app.server.errorhandler(NoSnapshotError)
    def no_snapshot(error: NoSnapshotError) -> Any:
        return flask.jsonify(title="No snapshot", detail=str(error), status=503), 503


def _add_responses(app: Dashboard) -> None:
    app.server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.server.config["COMPRESS_MIMETYPES"] = ["text/html", "text/css", "text/csv", "text/plain", *_JSON]
    Compress(app.server)

    @app.server.after_request
    def finish(response: flask.Response) -> flask.Response:
        framed = flask.request.path.rstrip("/") == embed.PATH
        for name, value in security_headers(app, framed=framed).items():
            response.headers.setdefault(name, value)
        if flask.request.path in _NEVER_KEPT:
            response.headers["Cache-Control"] = "no-store"
        elif str(flask.request.url_rule) in _INDEX_RULES:
            response.headers["Cache-Control"] = "no-cache"
            if response.status_code == 200 and not _is_there(flask.request.path):
                response.status_code = 404
        return response
