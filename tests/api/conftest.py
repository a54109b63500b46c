"""The API over the small data, on a server of its own with a page that answers everything else, as Dash does."""

from __future__ import annotations

from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from dashboard.api import register_api
from dashboard.pipeline.build import build
from dashboard.pipeline.register.layout import read_layout
from dashboard.pipeline.register.template import templates
from dashboard.store import Store, open_store
from tests.authored import TINY
from tests.conftest import SHIPPED


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder with one snapshot of the small data, which have no register, and the shipped template of one."""
    folder = tmp_path_factory.mktemp("tiny")
    build(TINY, folder)
    for name, content in templates(read_layout(SHIPPED)).items():
        (open_store(folder).folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def tiny(tiny_store: Path) -> Store:
    """The snapshot of the small data."""
    return open_store(tiny_store)


def server_over(folder: Path) -> flask.Flask:
    """Return a server with the API over a store folder."""
    server = flask.Flask("api_under_test")
    server.add_url_rule("/", "page", lambda: "a page")
    server.add_url_rule("/<path:path>", "any_page", lambda path: "a page")
    register_api(server, lambda: open_store(folder))
    return server


@pytest.fixture(scope="session")
def server(tiny_store: Path) -> flask.Flask:
    """A server with the API over the small data."""
    return server_over(tiny_store)


@pytest.fixture
def client(server: flask.Flask) -> FlaskClient:
    """A client of that server."""
    return server.test_client()
