"""The links of a Markdown text: where they stand, and which page or file they mean.

Editors send anything, and a text of two megabytes must not hang the check: every search here takes
time in proportion to the length of the line.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

_FENCE = re.compile(r"\s{0,3}(`{3,}(?=[^`]*$)|~{3,})\s*(\S?)")
_TICKS = re.compile(r"`+")
_BRACKET = re.compile(r"[\[\]]")
_TARGET = re.compile(r"\(\s*(?:<(?P<angled>[^<>]*)>|(?P<bare>[^)\s]+))")
_DEFINITION = re.compile(r"\s{0,3}\[(?!\^)[^\]]+\]:\s*<?(?P<target>[^\s>]+)>?")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture in a Markdown text and the line of the file on which it stands."""

    target: str
    line: int
    is_image: bool


def links_in(body: str, first_line: int) -> Iterator[Link]:
    """Yield the links and pictures of `body`, whose first line is line `first_line` of its file.

    Code blocks between fences and code spans are passed over.
    """
    if "](" not in body and "]:" not in body:
        return
    for line, text in prose_lines(body, first_line):
        if "]" not in text:
            continue
        yield from _inline(text, line)
        if definition := _DEFINITION.match(text):
            yield Link(definition["target"], line, is_image=False)


def prose_lines(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of `body` with their numbers, without code blocks and code spans."""
    fence: str | None = None
    for line, text in enumerate(body.split("\n"), first_line):
        mark = _FENCE.match(text)
        if fence is None:
            if mark:
                fence = mark[1]
            else:
                yield line, _without_code(text) if "`" in text else text
        elif mark and mark[1].startswith(fence) and not mark[2]:
            fence = None


def _without_code(text: str) -> str:
    """Return the line without its code spans: from some backticks to the next as many."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    nearest_closer: dict[int, int] = {}
    closer_of: list[int | None] = [None] * len(runs)
    for number in reversed(range(len(runs))):
        length = runs[number][1] - runs[number][0]
        closer_of[number] = nearest_closer.get(length)
        nearest_closer[length] = number
    kept, place, number = [], 0, 0
    while number < len(runs):
        closer = closer_of[number]
        if closer is not None:
            kept.append(text[place : runs[number][0]])
            place = runs[closer][1]
            number = closer
        number += 1
    return "".join([*kept, text[place:]])


def _inline(text: str, line: int) -> Iterator[Link]:
    """Yield what stands as [words](target) or ![words](target) in a line."""
    opened: list[int] = []
    place = 0
    while bracket := _BRACKET.search(text, place):
        place = bracket.end()
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if target := _TARGET.match(text, place):
                is_image = text[start - 1 : start] == "!"
                yield Link(target["angled"] or target["bare"] or "", line, is_image)
                place = target.end()


def meaning(target: str, path: str, address: str) -> str | None:
    """Return the content path or the site address that `target` means, whether it exists or not.

    The target stands on the page of `path`, which is shown at `address`. None means another site,
    another scheme or the same page. Raises ValueError for what urllib cannot take apart.
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
            meant = meaning(target, path, address)
        except ValueError:
            return None
        if meant is None:
            return target
        found = self.at(meant)
        parts = urlsplit(target)
        tail = (f"?{parts.query}" if parts.query else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        return None if found is None else found + tail

    def at(self, meant: str) -> str | None:
        """Return the site address of a content path or a site address, None where nothing is.

        No address is a content path as well: addresses begin with a slash.
        """
        return self.pages.get(meant, meant if meant in self.addresses else None)
