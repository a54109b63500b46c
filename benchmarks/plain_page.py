"""The overview as a plain Dash page: the same content, styles and callbacks, and everything else as Dash comes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import dash
from dash import Input, Output, dcc
from dash.development.base_component import Component

from dashboard.components import evidence, shell
from dashboard.components.choices import STORE_SETTING, store
from dashboard.index_document import ASSETS
from dashboard.pages import overview
from dashboard.server import run


def plain_app(store_folder: Path) -> WSGIApplication:
    """Return the app: the layout first, then the figures from a callback, as in Dash's own tutorial."""
    app = dash.Dash("plain", assets_folder=str(ASSETS), assets_ignore="^plotly", suppress_callback_exceptions=True)
    app.server.config[STORE_SETTING] = str(store_folder)

    def content() -> Any:
        return shell.frame(overview.layout(), lang="zh", path="/", query={}, store=store())

    def without_figures() -> Any:
        frame = content()
        for graph in _graphs(frame):
            graph.figure = {}
        return [dcc.Location(id="address"), frame]

    app.layout = without_figures
    assert evidence.update  # the same callback answers to a click on a number
    with app.server.test_request_context("/"):
        names = [graph.id for graph in _graphs(content())]

    @app.callback([Output(name, "figure") for name in names], Input("address", "pathname"))
    def figures(_path: str) -> list[Any]:
        return [graph.figure for graph in _graphs(content())]

    # Dash knows its files only once a worker has made the document; threads that ask meanwhile are refused.
    app.server.test_client().get("/")
    return app.server


def _graphs(tree: Component) -> list[dcc.Graph]:
    return [part for part in tree._traverse() if isinstance(part, dcc.Graph)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    chosen = parser.parse_args()
    run(
        lambda: plain_app(chosen.store),
        host="127.0.0.1",
        port=chosen.port,
        workers=2,
        ready=lambda address: print(f"Serving on {address}", flush=True),
    )


if __name__ == "__main__":
    main()
