"""Fetching: which addresses are refused, and that redirects and look-ups cannot lead round the check."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from dashboard.pipeline.reader import fetching
from dashboard.pipeline.reader.faults import DocumentTooLarge, FetchFailed, ForbiddenAddress

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "198.18.0.1",
    ],
)
def test_a_name_that_stands_for_an_inner_address_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddress):
        fetching.allowed_address("https://example.org/", resolve=lambda host, port: [PUBLIC, address])


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "//example.org",
        "http://",
        "http://user:pass@example.org/",
        "http://example.org:22/",
        "http://[::1",
        "gopher://x",
    ],
)
def test_only_plain_web_links_are_followed(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        fetching.allowed_address(url, resolve=lambda host, port: [PUBLIC])


def test_a_public_address_is_allowed_and_pinned() -> None:
    assert fetching.allowed_address("https://example.org/a", resolve=lambda host, port: [PUBLIC]) == PUBLIC


def test_an_address_written_as_a_number_is_judged_like_any_other() -> None:
    with pytest.raises(ForbiddenAddress):
        fetching.allowed_address("http://127.0.0.1/")


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://inner.example/secret")
            self.end_headers()
            return
        if self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"x" * 3000 if self.path == "/large" else b"<p>page</p>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this machine that stands in for a public one: only its own port and address are let through."""
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setitem(fetching._PORTS, "http", running.server_port)
    monkeypatch.setattr(fetching, "_public", lambda address: address == "127.0.0.1")
    yield f"http://example.org:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def resolve(host: str, port: int) -> list[str]:
    return ["10.0.0.1"] if host == "inner.example" else ["127.0.0.1"]


def test_a_page_comes_back_with_its_type(server: str) -> None:
    page = fetching.fetch_page(server + "/", resolve=resolve)
    assert (page.content, page.content_type) == (b"<p>page</p>", "text/html")


def test_a_redirect_to_an_inner_address_is_refused(server: str) -> None:
    with pytest.raises(ForbiddenAddress):
        fetching.fetch_page(server + "/moved", resolve=resolve)


def test_redirects_without_end_are_stopped(server: str) -> None:
    with pytest.raises(FetchFailed):
        fetching.fetch_page(server + "/round", resolve=resolve)


def test_an_error_of_the_server_is_named(server: str) -> None:
    with pytest.raises(FetchFailed, match="404"):
        fetching.fetch_page(server + "/none", resolve=resolve)


def test_a_page_beyond_the_limit_is_stopped(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST_PAGE", 1000)
    with pytest.raises(DocumentTooLarge):
        fetching.fetch_page(server + "/large", resolve=resolve)
