"""What lets a reader's device keep the last stories read: the service worker and its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bulletin.model import addresses
from bulletin.press.leaf import Leaf, path_of
from bulletin.press.printer import Printer
from bulletin.press.program import code_in
from bulletin.workshop.memory import fingerprint

WORKER = "sw.js"
"""At the site's root, because a worker sees only what lies below it; its source in the theme."""

PAGE = "ngoai-tuyen.html"
"""What the worker shows where there is neither a network nor a copy."""

SHELL = (
    "assets/bulletin.css",
    "assets/colours.js",
    "assets/fonts/noto-sans-latin.woff2",
    "assets/fonts/noto-sans-vietnamese.woff2",
    "assets/logo.svg",
    "assets/offline.js",
    "assets/search/loader.js",
)
"""The files of the theme that every page needs."""


def offline_files(printer: Printer, theme: Path) -> Iterator[Leaf]:
    """Yield the worker, whose source lies in the folder `theme`, and its page.

    Where the bulletin does without, the worker remains: one that removes itself from the devices
    that have it.
    """
    depends = (("look", printer.look),)
    yield Leaf(WORKER, depends, partial(_worker, printer, theme))
    if printer.bulletin.offline:
        yield Leaf(PAGE, depends, partial(_page, printer))


def _worker(printer: Printer, theme: Path) -> bytes:
    """Return the worker; a change of the theme or of the frame makes it another version."""
    shell = None
    if printer.bulletin.offline:
        shell = {
            "version": fingerprint(code_in(theme, ""), _page(printer)).hex()[:12],
            "files": [*SHELL, PAGE],
            "page": PAGE,
            "withdrawn": path_of(addresses.WITHDRAWN_LIST),
        }
    return f"const shell = {json.dumps(shell)};\n".encode() + (theme / WORKER).read_bytes()


def _page(printer: Printer) -> bytes:
    """Return the page's HTML; it is shown at any address, so its links begin at the host's root."""
    context = printer.surroundings(None, addresses.HOME)
    context |= {"base_url": urlsplit(printer.site_url).path or "/", "unlisted": True}
    return printer.environment.get_template("offline.html").render(context).encode()
