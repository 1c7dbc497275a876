"""Where the pages and files of the site lie in the output folder."""

from __future__ import annotations


def file_path(address: str) -> str:
    """Return the path in the output folder of the file at a site address (`/rss/tat-ca.xml`)."""
    return address.removeprefix("/")


def page_path(address: str) -> str:
    """Return the path in the output folder of the page at a site address (`/dien-hinh/`)."""
    return file_path(address) + "index.html"


def relative_root(address: str) -> str:
    """Return the relative way from the page at `address` to the site's root: `../..`, or `.`."""
    return "/".join([".."] * (address.count("/") - 1)) or "."
