"""A browser, and the built sites behind a web server of this machine."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bulletin.release.host_headers import POLICY as CSP
from bulletin.release.host_headers import read_headers
from tests.site.built import ROOT, Site, commune, crowded, real

__all__ = ["ROOT", "browser", "commune", "crowded", "real"]

NPM = ROOT / ".cache/npm/node_modules"

# Debian's name, Ubuntu's, and that of the browser which CI machines of forges carry.
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Milliseconds after which something that does not come is given up: a busy machine is no fault.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

# The strictest under which the site must work; hosts get it from the same file.
POLICY = read_headers()[CSP]

# To look into a store that was just deleted makes it anew, so this is no way to wait for its end.
# What the device holds: the paths of all it keeps, the store of stories in the order of reading.
STORES = """async () => {
    const found = {}
    for (const name of await caches.keys()) {
        const keys = await (await caches.open(name)).keys()
        found[name] = keys.map(it => new URL(it.url).pathname)
    }
    return found
}"""

# A busy machine may paint a page before all of it is read; what moves until it is painted whole,
# the frame after its foot came, says something of the machine alone.
WATCH = """
    window.shift = 0
    let whole = Infinity
    new MutationObserver((_, observer) => {
        if (!document.querySelector("footer")) return
        observer.disconnect()
        requestAnimationFrame(() => requestAnimationFrame(now => { whole = now }))
    }).observe(document, {childList: true, subtree: true})
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            if (entry.startTime >= whole) window.shift += entry.value
        }
    }).observe({type: "layout-shift", buffered: true})
    window.refused = []
    document.addEventListener("securitypolicyviolation",
        event => window.refused.push(`${event.violatedDirective}: ${event.blockedURI}`))
"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium; skip loudly where it is missing."""
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        reason = "no Chromium to walk through the site with: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


def npm_file(path: str) -> Path:
    """Return a file of the tools that `make test` installs by npm; skip loudly where it is not."""
    file = NPM / path
    if not file.is_file():
        reason = f"no {path} to look at pages with: install npm and run make test"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return file


class Quiet(SimpleHTTPRequestHandler):
    """Serve a site under a strict content policy, as its own host would."""

    not_found = b""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Send the policy along."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page where there is nothing."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.not_found)


@contextmanager
def served(site: Site, folder: Path, kind: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a site below the path at which it belongs; give its address, which ends in a slash."""
    mount = folder / urlsplit(site.root).path.strip("/")
    if mount == folder:
        directory = site.folder
    else:
        directory = folder
        mount.symlink_to(site.folder)
    handler = type("Handler", (kind,), {"not_found": site.files["404.html"]})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(directory)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{urlsplit(site.root).path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait until something is so: a worker does its part after the page has come."""
    for _ in range(PATIENCE // 50):
        if is_so():
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate(STORES))
