"""The service worker, with which a reader's device keeps the last stories read, and its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.engine.fingerprint import fingerprint, fingerprint_dir
from bulletin.engine.target import Target
from bulletin.model import addresses
from bulletin.render.paths import file_path
from bulletin.site.joined_scripts import DESK_FOLDER, DESK_SCRIPTS, PAGE_SCRIPT, PUBLISHED_MODULES
from bulletin.site.style_sheet import STYLE_SHEET

if TYPE_CHECKING:
    from bulletin.render.page_renderer import PageRenderer

WORKER = "sw.js"
"""At the site's root: a worker controls only what lies below it. Its source is in theme/."""

PAGE = "ngoai-tuyen.html"
"""The page that the worker shows when there is neither a network nor a copy."""

SHELL = (
    STYLE_SHEET,
    "assets/fonts/noto-sans-latin.woff2",
    "assets/fonts/noto-sans-vietnamese.woff2",
    "assets/hinh.svg",
    "assets/logo.svg",
    "assets/my-unit.js",
    "assets/offline.js",
    "assets/share.js",
    "assets/speech.js",
    PAGE_SCRIPT,
)
"""The files of the theme that the pages need which are kept."""

DESK_FILES = (
    *DESK_SCRIPTS,
    f"{DESK_FOLDER}/desk.css",
    *PUBLISHED_MODULES,
    file_path(addresses.DESK_FORM),
)
"""What the editors' desk needs besides its page and what all pages need."""


def offline_targets(page_renderer: PageRenderer, theme: Path) -> Iterator[Target]:
    """Yield the worker, whose source lies in the folder `theme`, and its page.

    Where the bulletin sets `offline: false`, there is still a worker: it removes itself from the
    devices that have an older one.
    """
    dependencies = (("theme", page_renderer.theme_key),)
    yield Target(WORKER, dependencies, partial(_worker, page_renderer, theme))
    if page_renderer.bulletin.offline:
        yield Target(PAGE, dependencies, partial(_page, page_renderer))


def _worker(page_renderer: PageRenderer, theme: Path) -> bytes:
    """Return the worker; its version changes with the theme and with the layout."""
    shell = None
    if page_renderer.bulletin.offline:
        shell = {
            "version": fingerprint(fingerprint_dir(theme, ""), _page(page_renderer)).hex()[:12],
            "files": [*SHELL, PAGE],
            "page": PAGE,
            "withdrawn": file_path(addresses.WITHDRAWN_LIST),
            "desk": {"page": addresses.DESK.removeprefix("/"), "files": list(DESK_FILES)},
        }
    return f"const shell = {json.dumps(shell)};\n".encode() + (theme / WORKER).read_bytes()


def _page(page_renderer: PageRenderer) -> bytes:
    return page_renderer.render_anywhere("offline.html", addresses.HOME)
