"""The targets of links in HTML from the sanitizer: replaced, and written for a page or a feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin

# In HTML from the sanitizer every value stands in double quotes, and `<` begins a tag.
_LINK = re.compile(r'(<a(?: [a-z]+="[^"]*")*?) href="([^"]*)"')


def find_targets(html: str) -> list[str]:
    """Return the targets of the links in safe `html`, in its order."""
    return [unescape(found[2]) for found in _LINK.finditer(html)]


def replace_targets(html: str, replace: Callable[[str], str | None]) -> str:
    """Return safe `html` in which `replace` gives each link's target.

    Where it gives None the link keeps its words and loses its target.
    """

    def write(found: re.Match[str]) -> str:
        target = replace(unescape(found[2]))
        return found[1] if target is None else f'{found[1]} href="{_quote(target)}"'

    return _LINK.sub(write, html) if "<a " in html else html


def _quote(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def make_relative_resolver(base: str) -> Callable[[str], str]:
    """Return how a page writes site paths; `base` is its way up to the site's root ('../..')."""
    return lambda target: base.rstrip("/") + target if _is_site_path(target) else target


def _is_site_path(target: str) -> bool:
    return target.startswith("/") and not target.startswith("//")


def make_absolute_resolver(page_url: str, site_url: str) -> Callable[[str], str]:
    """Return how a feed writes targets: site paths below `site_url`, `#muc` on `page_url`."""

    def write(target: str) -> str:
        if _is_site_path(target):
            return site_url.rstrip("/") + target
        return urljoin(page_url, target)

    return write
