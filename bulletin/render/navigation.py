"""MkDocs' navigation, as the theme's templates need it."""

from __future__ import annotations

import copy
from typing import Any


def make_links_relative(nav: Any) -> Any:
    """Make the links of MkDocs' navigation relative to the site's root; return the navigation."""
    for item in nav.items:
        if item.is_link:
            item.url = item.url.removeprefix("/")
    return nav


def activate_section(nav: Any, section: str) -> Any:
    """Return a copy of MkDocs' navigation in which the link to `section` is the active one."""
    nav = copy.copy(nav)
    nav.items = [copy.copy(item) for item in nav.items]
    for item in nav.items:
        item.active = f"/{item.url}" == section
    return nav
