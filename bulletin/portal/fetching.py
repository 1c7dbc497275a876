"""Reads files of a bulletin's site, with bounds on addresses, redirects, size and time.

Nothing outside the site is asked for: a path is joined to the configured root, a redirect is
followed only within it. The host's addresses are looked up once, judged, and one of them is
connected to, so that a second look-up cannot give another one (DNS rebinding). Addresses of this
machine and of private networks are refused. Sources: OWASP SSRF Prevention Cheat Sheet; the IANA
special-purpose address registries, as Python's `ipaddress` knows them.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import socket
import ssl
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

USER_AGENT = "ban-tin-cong/1"
MOST_REDIRECTS = 3
_CHUNK = 1 << 16
_OVERHEAD = 1_000
"""Bytes by which a small file may grow when it is packed."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchFault(Exception):
    """A file could not be read; the message is a sentence in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a file, to ask later whether it changed."""

    etag: str = ""
    last_modified: str = ""


NEVER_SEEN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a file; None when it is the same as before, or is not there (`is_missing`)."""

    data: bytes | None
    validators: Validators = NEVER_SEEN
    is_missing: bool = False


class Site(Protocol):
    """A bulletin's site, of which files are read by their addresses.

    `certificate_until` is the last day of the server's certificate, as far as it is known.
    """

    certificate_until: str

    def get(self, address: str, most_bytes: int, before: Validators = NEVER_SEEN) -> Fetched:
        """Return the file at `address`; raises FetchFault."""
        ...


@dataclass(slots=True)
class FolderSite:
    """A built site in a folder of this machine."""

    root: Path
    certificate_until: str = ""

    def get(self, address: str, most_bytes: int, before: Validators = NEVER_SEEN) -> Fetched:
        """Return the file at `address`; a link that leads out of the folder is refused."""
        try:
            path = (self.root / address.removeprefix("/")).resolve()
            if not path.is_relative_to(self.root.resolve()):
                raise FetchFault(f"{address} dẫn ra ngoài thư mục")
            if not self.root.is_dir():
                raise FetchFault("không có thư mục này")
            if not path.is_file():
                return Fetched(None, is_missing=True)
            with path.open("rb") as file:
                data = file.read(most_bytes + 1)
        except OSError as error:
            raise FetchFault(f"không đọc được {address}: {error.strerror}") from None
        if len(data) > most_bytes:
            raise FetchFault(f"{address} lớn quá {most_bytes} byte")
        etag = sha256(data).hexdigest()
        return Fetched(None, before) if before.etag == etag else Fetched(data, Validators(etag))


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two parts of an answer, and for one answer as a whole."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 120.0


USUAL_LIMITS = Limits()

LookUp = Callable[[str, int], "list[str]"]
"""Returns the addresses of a host; raises OSError."""


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of `host` as the system knows them; raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(str(error)) from None
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public network, also behind a translation."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast and not found.is_reserved


@dataclass(slots=True)
class HttpSite:
    """A site on the network; `root` is its URL and ends with a slash."""

    root: str
    limits: Limits = USUAL_LIMITS
    allow_private: bool = False
    look_up: LookUp = look_up
    certificate_until: str = ""
    _pinned: dict[tuple[str, int], str] = field(default_factory=dict)

    def get(self, address: str, most_bytes: int, before: Validators = NEVER_SEEN) -> Fetched:
        """Return the file at `address`; raises FetchFault."""
        url = self.root.rstrip("/") + address
        for _ in range(MOST_REDIRECTS + 1):
            found = self._ask(url, address, most_bytes, before)
            if isinstance(found, Fetched):
                return found
            url = self._judge_redirect(url, found)
        raise FetchFault(f"{address} chuyển hướng quá {MOST_REDIRECTS} lần")

    def _judge_redirect(self, url: str, location: str) -> str:
        """Return where a redirect leads, if that is in the same site."""
        try:
            target = urljoin(url, location)
            parts, root = urlsplit(target), urlsplit(self.root)
            same_host = (parts.hostname, parts.port) == (root.hostname, root.port)
        except ValueError:
            raise FetchFault("chuyển hướng đến địa chỉ không đọc được") from None
        is_safe = parts.scheme == root.scheme or (root.scheme, parts.scheme) == ("http", "https")
        if not (same_host and is_safe and parts.username is None):
            raise FetchFault("chuyển hướng ra ngoài trang của bản tin")
        if not parts.path.startswith(root.path) or ".." in parts.path.split("/"):
            raise FetchFault("chuyển hướng ra ngoài trang của bản tin")
        return target

    def _ask(self, url: str, address: str, most_bytes: int, before: Validators) -> Fetched | str:
        """Return the file, or where the answer redirects to."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        watch = _Watch()
        pool = self._open_pool(parts.scheme, host, port, watch)
        headers = {
            "Host": parts.netloc,
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "gzip",
            **({"If-None-Match": before.etag} if before.etag else {}),
            **({"If-Modified-Since": before.last_modified} if before.last_modified else {}),
        }
        timer = Timer(self.limits.whole, watch.end)
        timer.daemon = True
        timer.start()
        try:
            response = pool.request(
                "GET",
                parts.path + (f"?{parts.query}" if parts.query else ""),
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=Timeout(connect=self.limits.connect, read=self.limits.read),
            )
            self.certificate_until = watch.certificate_until or self.certificate_until
            found = _read_answer(response, address, most_bytes)
            if watch.is_over:  # an answer without a length seems to end there
                raise ValueError
            return found
        except ssl.SSLError:
            raise FetchFault("chứng thư của máy chủ không dùng được") from None
        except (HTTPError, OSError, ValueError) as error:
            if watch.is_over:
                raise FetchFault(f"{address} trả lời lâu quá {self.limits.whole:g} giây") from None
            raise FetchFault(_explain(error)) from None
        finally:
            timer.cancel()
            watch.close()
            pool.close()

    def _open_pool(
        self, scheme: str, host: str, port: int, watch: _Watch
    ) -> HTTPConnectionPool | HTTPSConnectionPool:
        ip = self._find_address(host, port)
        if scheme == "https":
            pool = HTTPSConnectionPool(ip, port, server_hostname=host, assert_hostname=host)
            pool.ConnectionCls = _make_secure_class(watch)
            return pool
        plain = HTTPConnectionPool(ip, port)
        plain.ConnectionCls = _make_plain_class(watch)
        return plain

    def _find_address(self, host: str, port: int) -> str:
        """Return the address to connect to; raises FetchFault where any is private."""
        if (host, port) not in self._pinned:
            try:
                found = self.look_up(host, port)
            except OSError:
                raise FetchFault(f"không tìm thấy máy chủ {host}") from None
            if not found or not (self.allow_private or all(map(is_public, found))):
                raise FetchFault(f"máy chủ {host} nằm trong mạng riêng, cổng không đọc")
            self._pinned[host, port] = found[0]
        return self._pinned[host, port]


@dataclass(slots=True)
class _Watch:
    """Ends a connection from another thread, whatever it waits for.

    It holds a second descriptor of the connection: that of the connection itself moves into the
    TLS layer.
    """

    is_over: bool = False
    certificate_until: str = ""
    _second: socket.socket | None = None

    def see(self, opened: socket.socket) -> None:
        """Watch this connection."""
        self._second = socket.socket(fileno=os.dup(opened.fileno()))
        if self.is_over:
            self.end()

    def end(self) -> None:
        """End the connection."""
        self.is_over = True
        if self._second is not None:
            with suppress(OSError):
                self._second.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the second descriptor back."""
        if self._second is not None:
            self._second.close()


def _make_plain_class(watch: _Watch) -> type[HTTPConnection]:
    class Watched(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            watch.see(opened)
            return opened

    return Watched


def _make_secure_class(watch: _Watch) -> type[HTTPSConnection]:
    class Watched(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            watch.see(opened)
            return opened

        def connect(self) -> None:
            super().connect()
            if isinstance(self.sock, ssl.SSLSocket):
                certificate = self.sock.getpeercert() or {}
                watch.certificate_until = _find_last_day(str(certificate.get("notAfter", "")))

    return Watched


def _find_last_day(not_after: str) -> str:
    """Return the day of a certificate's `notAfter`, "" where it cannot be read."""
    try:
        moment = dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.date().isoformat()


def _read_answer(response: BaseHTTPResponse, address: str, most_bytes: int) -> Fetched | str:
    validators = Validators(
        _header(response, "ETag"),
        _header(response, "Last-Modified"),
    )
    if response.status == 304:
        return Fetched(None, validators)
    if response.status in {404, 410}:
        return Fetched(None, is_missing=True)
    if response.status in {301, 302, 303, 307, 308}:
        return _header(response, "Location")
    if response.status != 200:
        raise FetchFault(f"{address}: máy chủ trả lời {response.status}")
    encoding = _header(response, "Content-Encoding").lower()
    if encoding not in {"", "identity", "gzip"}:
        raise FetchFault(f"{address}: máy chủ nén theo cách không hỏi đến")
    inflate = zlib.decompressobj(31) if encoding == "gzip" else None
    data = bytearray()
    received = 0
    while chunk := response.read1(_CHUNK, decode_content=False):
        received += len(chunk)
        data += inflate.decompress(chunk, most_bytes + 1 - len(data)) if inflate else chunk
        if (
            len(data) > most_bytes
            or received > most_bytes + _OVERHEAD
            or (inflate and inflate.unconsumed_tail)
        ):
            raise FetchFault(f"{address} lớn quá {most_bytes} byte")
    if inflate is not None and not inflate.eof:
        raise FetchFault(f"{address}: câu trả lời bị đứt giữa chừng")
    return Fetched(bytes(data), validators)


def _header(response: BaseHTTPResponse, name: str) -> str:
    """Return a header, if it can be sent back: one line of printable ASCII, not long."""
    value = response.headers.get(name, "")
    return value if len(value) <= 1_000 and value.isascii() and value.isprintable() else ""


def _explain(error: Exception) -> str:
    cause = getattr(error, "reason", None) or error
    name = type(cause).__name__
    if isinstance(cause, ssl.SSLError) or name in {"CertificateError", "SSLError"}:
        return "chứng thư của máy chủ không dùng được"
    if "Timeout" in name:
        return "máy chủ không trả lời kịp"
    if "NewConnection" in name or isinstance(cause, ConnectionRefusedError):
        return "không kết nối được với máy chủ"
    return "câu trả lời của máy chủ bị đứt hoặc không đúng giao thức"
