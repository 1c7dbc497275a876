"""Small bulletins for portals: the files that one publishes, as a site in memory or on loopback."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bulletin.feeds.catalog_files import encode_rows
from bulletin.model.addresses import WITHDRAWN_LIST
from bulletin.model.catalog import CATALOG, PartitionKind
from bulletin.portal.fetching import NEVER_SEEN, Fetched, Validators

ROOT = "https://thidua.hoa-sen.example/"
NAMES = ("Xã Hoa Sen", "Xã Hoa Súng", "Xã Sông Cái")
RURAL = "Cả nước chung sức xây dựng nông thôn mới"


def story(number: int, **changes: Any) -> dict[str, Any]:
    """Return the row of a story; stories with greater numbers are newer."""
    return {
        "id": f"exemplars/2026/chuyen-{number}",
        "address": f"/dien-hinh/2026/chuyen-{number}/",
        "title": f"Chuyện thứ {number} của tổ hợp tác",
        "date": f"2026-{1 + number // 28:02}-{1 + number % 28:02}T07:30:00+07:00",
        "summary": f"Tóm tắt chuyện thứ {number}.",
        "unit": "xa-hoa-sen",
        "fields": ["kinh-te"],
        **changes,
    }


def files_of(
    stories: Sequence[Mapping[str, Any]],
    *,
    withdrawn: Sequence[Mapping[str, Any]] = (),
    others: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    root: str = ROOT,
    **heading: Any,
) -> dict[str, bytes]:
    """Return what a bulletin with these rows publishes for portals, by address."""
    years: dict[int | None, list[Mapping[str, Any]]] = {}
    for row in stories:
        years.setdefault(int(row["date"][:4]), []).append(row)
    parts = [(PartitionKind.STORIES, year, rows) for year, rows in sorted(years.items(), key=str)]
    units = [{"key": "xa-hoa-sen", "name": "Xã Hoa Sen", "type": "Xã"}]
    given = {"units": units, "fields": [{"key": "kinh-te", "name": "Kinh tế"}], **(others or {})}
    for name, rows in given.items():
        if name == "events":
            of_year: dict[int, list[Mapping[str, Any]]] = {}
            for row in rows:
                of_year.setdefault(int(row["start"][:4]), []).append(row)
            parts += [(PartitionKind.EVENTS, year, found) for year, found in of_year.items()]
        else:
            parts.append((PartitionKind(name), None, list(rows)))
    files = {}
    links = []
    for kind, year, found in parts:
        summary, data = encode_rows(kind, year, found)
        files[summary.address] = data
        links.append(
            {"kind": kind, "path": summary.address, "sha256": summary.sha256}
            | {"bytes": summary.size, "rows": summary.rows}
            | ({"year": year} if year else {})
        )
    catalog = {
        "format": "ban-tin/danh-muc",
        "version": 1,
        "name": "Bản tin xã Hoa Sen",
        "publisher": "Ủy ban nhân dân xã Hoa Sen",
        "url": root,
        "authority": "thidua.hoa-sen.example",
        "own_units": ["xa-hoa-sen"],
        "since": "2025-07-01",
        "changed": "2026-11-18",
        "partitions": links,
        **heading,
    }
    files[CATALOG] = json.dumps(catalog, ensure_ascii=False).encode()
    files[WITHDRAWN_LIST] = json.dumps(list(withdrawn), ensure_ascii=False).encode()
    return files


def full_bulletin(number: int, root: str, count: int = 4) -> dict[str, bytes]:
    """Return what one of the bulletins NAMES publishes, with one of everything."""
    rows = [
        story(
            10 * n + number,
            title=f"Chuyện {n} ở {NAMES[number]}",
            campaigns=["ntm" if number == 2 else "nong-thon-moi"],
            awards=[{"title": "Giấy khen", "issuer": "Chủ tịch Ủy ban nhân dân xã"}],
            recording={"file": "a.mp3", "bytes": 100, "seconds": 61},
        )
        for n in range(count)
    ]
    return files_of(
        [*rows, story(55, title="Chuyện đặt ra", mark="Bài mẫu")],
        root=root,
        others={
            "units": [
                {
                    "key": "xa-hoa-sen",
                    "name": NAMES[number],
                    "type": "Xã",
                    "predecessors": ["xa-dong-cu"],
                },
                {"key": "xa-dong-cu", "name": "Xã Đông Cũ", "type": "Xã", "to": "2025-06-30"},
            ],
            "campaigns": [
                {
                    "key": "ntm" if number == 2 else "nong-thon-moi",
                    "address": "/phong-trao/ntm/",
                    "title": "Nông thôn mới" if number == 2 else RURAL,
                    "other_names": [RURAL] if number == 2 else [],
                }
            ],
            "events": [
                {
                    "id": "events/2026/hop",
                    "address": "/su-kien/2026/hop/",
                    "title": "Gặp gỡ điển hình",
                    "kind": "Gặp gỡ",
                    "start": "2026-12-18T07:30",
                    "place": "Hội trường",
                    "unit": "xa-hoa-sen",
                }
            ],
            "documents": [
                {
                    "key": "luat",
                    "address": "/van-ban/luat/",
                    "type": "Luật",
                    "number": "06/2022/QH15",
                    "title": "Luật Thi đua, khen thưởng",
                    "issuer": "Quốc hội",
                    "issued": "2022-06-15",
                    "status": "Còn hiệu lực",
                    "checked": "2026-01-01",
                }
            ],
        },
    )


def withdrawal_of(row: Mapping[str, Any], root: str = ROOT, **changes: Any) -> dict[str, Any]:
    """Return the entry of the list of withdrawals for a story."""
    return {
        "id": row["id"],
        "url": root.rstrip("/") + row["address"],
        "date": "2026-11-19",
        "reason": "theo đề nghị của người được nêu tên",
        **changes,
    }


@dataclass
class MemorySite:
    """A site in memory; `asked` are the addresses that were asked for."""

    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    certificate_until: str = ""

    def get(self, address: str, most_bytes: int, before: Validators = NEVER_SEEN) -> Fetched:
        """Return the file at `address`."""
        self.asked.append(address)
        data = self.files.get(address)
        if data is None:
            return Fetched(None, is_missing=True)
        etag = f'"{sha256(data).hexdigest()[:8]}"'
        if before.etag == etag:
            return Fetched(None, before)
        return Fetched(data, Validators(etag))


Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """A web server on loopback; `answers` take the place of `files`, by address."""

    port: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The URL of the site's root."""
        return f"http://127.0.0.1:{self.port}/"


def answer_with(
    data: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return an answer with these headers alone."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response_only(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def drip(request: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, for ever."""
    request.send_response_only(200)
    request.end_headers()
    for _ in range(10_000):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.05)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    """Send a header that never ends."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(10_000):
        request.wfile.write(b"a")
        request.wfile.flush()
        time.sleep(0.05)


def send_bomb(request: BaseHTTPRequestHandler) -> None:
    """Send much out of little."""
    answer_with(gzip.compress(bytes(9_000_000), 1), 200, {"Content-Encoding": "gzip"})(request)


@contextmanager
def serve(files: dict[str, bytes], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve files on loopback for as long as the context lasts, over TLS if it is given."""
    server = Server(files=files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            server.asked.append(path)
            answer = server.answers.get(path, server.answers.get("*"))
            try:
                if answer is not None:
                    answer(self)
                elif path in server.files:
                    self._send(server.files[path])
                else:
                    self.send_error(404)
            except OSError:  # the other side has gone away
                self.close_connection = True

        def _send(self, data: bytes) -> None:
            etag = f'"{sha256(data).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == etag:
                answer_with(status=304, headers={"ETag": etag})(self)
                return
            packed = gzip.compress(data)
            headers = {"ETag": etag, "Content-Encoding": "gzip", "Content-Length": str(len(packed))}
            answer_with(packed, 200, headers)(self)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *arguments: object) -> None:
            """Say nothing."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        server.port = http.server_address[1]
        if tls is not None:
            http.socket = tls.wrap_socket(http.socket, server_side=True)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
