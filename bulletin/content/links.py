"""Where the links of a content file lead: which page or file of the site a target means."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit


class SiteLink(NamedTuple):
    """A link to something of this site: its target as it is written, and the line in the file.

    `meaning` is the content path or the site address that the target means, whether it exists or
    not; it is empty when the target is no address at all.
    """

    target: str
    line: int
    meaning: str


def find_meaning(target: str, path: str, address: str) -> str | None:
    """Return the content path or the site address that `target` means, whether it exists or not.

    The target stands on the page of `path`, which is shown at `address`. None means another site,
    another scheme or the same page. Raises ValueError for what urllib cannot parse.
    """
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    meant = unquote(parts.path)
    if meant.endswith(".md"):
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), meant))
    return urljoin(address, meant)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a link inside the site can mean.

    `pages` maps content paths to site addresses; `addresses` holds every address of the site.
    """

    pages: Mapping[str, str]
    addresses: Set[str]

    def resolve(self, target: str, path: str, address: str) -> str | None:
        """Return the site path that `target` means on the page of `path` shown at `address`.

        A target of another site, another scheme or the same page comes back as it is. None means
        that nothing of the site is there, or that the target is no address at all.
        """
        try:
            meaning = find_meaning(target, path, address)
        except ValueError:
            return None
        if meaning is None:
            return target
        found = self.address_of(meaning)
        parts = urlsplit(target)
        tail = (f"?{parts.query}" if parts.query else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        return None if found is None else found + tail

    def address_of(self, meaning: str) -> str | None:
        """Return the site address of a content path or a site address, None where nothing is.

        No address is a content path as well: addresses begin with a slash.
        """
        return self.pages.get(meaning, meaning if meaning in self.addresses else None)
