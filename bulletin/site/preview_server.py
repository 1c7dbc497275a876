"""What a preview shows: the site, or a report as long as the site cannot be built.

MkDocs rebuilds in one thread and answers browsers in others. A build that fails leaves MkDocs
waiting, and every browser with it. So the failure becomes a page, and the build counts as done: the
browsers reload and show it, at whatever address, and reload again when the next build is done.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from bulletin.render.problem_report import render_failure

_REPORT = "bao-loi.html"
_STATUS = "503 Service Unavailable"
"""The status of a report, so that no browser keeps it as the page of a story."""

Respond = Callable[..., Any]


class Server(Protocol):
    """The server of MkDocs: it serves the files of `root` at `mount_path`.

    `observer` tells it of changes; `_watched_paths` counts who asked to watch each path.
    """

    root: str
    mount_path: str
    builder: Callable[..., None]
    observer: Any
    _watched_paths: dict[str, int]

    def watch(self, path: str) -> None:
        """Watch a path once more."""
        ...

    def unwatch(self, path: str) -> None:
        """Take back one call of `watch`."""
        ...

    def serve_request(self, environ: dict[str, Any], start_response: Respond) -> Iterable[bytes]:
        """Answer a request; waits until the build under way is done."""
        ...

    def set_app(self, application: Any) -> None:
        """Let `application` answer all requests."""
        ...


class PreviewServer:
    """Serves the folder `output`, or a report that lies in a folder of its own."""

    def __init__(self, output: Path, theme: Path) -> None:
        self._output, self._theme = output, theme
        self._folder = TemporaryDirectory(prefix="ban-tin-")
        self._server: Server | None = None
        self._report: object = None

    def attach(self, server: Server) -> None:
        """Answer what `server` is asked, and let no build of it fail."""
        self._server = server
        self._set_root()
        build = server.builder

        def build_or_report(*arguments: Any) -> None:
            try:
                build(*arguments)
            except SystemExit as failure:  # a sentence for people
                print(failure, file=sys.stderr)
                self.show(render_failure(self._theme, str(failure)))
            except Exception as failure:
                traceback.print_exc()
                message = f"Chương trình gặp lỗi khi dựng trang: {type(failure).__name__}"
                self.show(render_failure(self._theme, message, traceback.format_exc()))

        server.builder = build_or_report
        server.set_app(self._answer)

    def show(self, report: str) -> None:
        """Show the page `report` instead of the site."""
        (Path(self._folder.name) / _REPORT).write_text(report, encoding="utf-8")
        self._report = object()
        self._set_root()

    def clear(self) -> None:
        """Show the site."""
        self._report = None
        self._set_root()

    def _set_root(self) -> None:
        if self._server is not None:
            self._server.root = str(self._output) if self._report is None else self._folder.name

    def _answer(self, environ: dict[str, Any], start_response: Respond) -> Iterable[bytes]:
        """Answer a request as MkDocs does, which makes a page of it reload after a build."""
        server = self._server
        assert server is not None
        is_page = not environ["PATH_INFO"].startswith("/livereload/")
        while True:
            report = self._report if is_page else None
            heads: list[tuple[Any, ...]] = []
            asked = dict(environ)
            if report is not None:
                asked["PATH_INFO"] = server.mount_path + _REPORT
            body = server.serve_request(asked, lambda *head, into=heads: into.append(head))
            if not is_page or self._report is report:
                break
            # A build was done meanwhile, and what it made is to be shown.
            if hasattr(body, "close"):
                body.close()
        status, *others = heads[-1]
        start_response(_STATUS if report is not None else status, *others)
        return body
