"""Fetching a page that an editor asks for: http and https, public addresses only, bounded in time and size."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from dashboard.pipeline.reader.faults import DocumentTooLarge, FetchFailed, ForbiddenAddress

LARGEST_PAGE = 20_000_000
SECONDS = 20.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_CHUNK = 65_536

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the address after redirects, the bytes, and the content type the server states."""

    url: str
    content: bytes
    content_type: str


def resolved_addresses(host: str, port: int) -> list[str]:
    """Return the addresses that a host name stands for now; raises FetchFailed where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(
            f"找不到网站 {host}；请检查链接或网络，或粘贴正文。",
            f"No site {host} was found; check the link and the network, or paste the text.",
        ) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _public(address: str) -> bool:
    """True for an address of the public internet, also behind the IPv6 forms that embed an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return _public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return _public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _checked(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise ForbiddenAddress(f"链接写法有误：{url}", f"The link is not well formed: {url}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ForbiddenAddress("只能读取 http 或 https 链接。", "Only http and https links are read.")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress("链接里不能带用户名或密码。", "A link must not hold a user name or a password.")
    port = port or _PORTS[parts.scheme]
    if port not in _PORTS.values():
        raise ForbiddenAddress(
            f"只能读取 80 和 443 端口，链接写的是 {port}。", f"Only ports 80 and 443 are read; the link names {port}."
        )
    return parts, parts.hostname, port


def allowed_address(url: str, *, resolve: Resolver = resolved_addresses) -> str:
    """Return the one address to connect to for `url`; every address of the host must be public.

    Raises ForbiddenAddress or FetchFailed. The caller connects to this address, so that a second look-up
    cannot lead elsewhere.
    """
    _, host, port = _checked(url)
    addresses = resolve(host, port)
    if not addresses or not all(_public(address) for address in addresses):
        raise ForbiddenAddress(
            f"{host} 不是公开网站（指向内部或保留地址），未予读取。",
            f"{host} is no public site (its address is internal or reserved); it was not read.",
        )
    return addresses[0]


class _PinnedConnection(http.client.HTTPConnection):
    """Connects to an address that was checked, and names the host only in headers and in the TLS handshake."""

    def __init__(self, host: str, port: int, *, address: str, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _request(url: str, address: str, deadline: float) -> tuple[int, http.client.HTTPMessage, bytes]:
    parts, host, port = _checked(url)
    connection = _PinnedConnection(
        host, port, address=address, secure=parts.scheme == "https", timeout=max(deadline - time.monotonic(), 0.1)
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", path, headers={"User-Agent": "innovation-dashboard", "Accept-Encoding": "identity"})
        response = connection.getresponse()
        body = b"" if response.status in _REDIRECTS else _body(response, connection, deadline)
        return response.status, response.headers, body
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchFailed(
            f"读取 {host} 失败（{type(error).__name__}）；请稍后再试，或粘贴正文。",
            f"Reading {host} failed ({type(error).__name__}); try again later, or paste the text.",
        ) from error
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, connection: http.client.HTTPConnection, deadline: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchFailed(
                f"读取超过 {SECONDS:g} 秒，已停止；请粘贴正文。",
                f"Reading took more than {SECONDS:g} seconds and was stopped; paste the text.",
            )
        if connection.sock is not None:
            connection.sock.settimeout(left)
        piece = response.read1(_CHUNK)
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        if size > LARGEST_PAGE:
            raise DocumentTooLarge(
                f"网页超过 {LARGEST_PAGE // 1_000_000} MB，已停止；请下载后截取需要的部分。",
                f"The page has more than {LARGEST_PAGE // 1_000_000} MB; download it and take the part you need.",
            )
        pieces.append(piece)


def fetch_page(url: str, *, resolve: Resolver = resolved_addresses, seconds: float = SECONDS) -> Page:
    """Return the page at `url`, following redirects, each of which is checked like the first address.

    Raises ForbiddenAddress, FetchFailed or DocumentTooLarge.
    """
    deadline = time.monotonic() + seconds
    for _ in range(_MOST_REDIRECTS + 1):
        status, headers, body = _request(url, allowed_address(url, resolve=resolve), deadline)
        if status in _REDIRECTS and headers.get("Location"):
            url = urljoin(url, headers["Location"])
            continue
        if status != http.client.OK:
            raise FetchFailed(
                f"网站回应 {status}；请检查链接，或粘贴正文。",
                f"The site answered {status}; check the link, or paste the text.",
            )
        return Page(url, body, headers.get("Content-Type", ""))
    raise FetchFailed(
        f"网站连续转向超过 {_MOST_REDIRECTS} 次，已停止。", f"The site redirected more than {_MOST_REDIRECTS} times; stopped."
    )
