"""The links of a Markdown text: where they stand, and which page or file they mean."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_INLINE = re.compile(r"(?P<image>!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*(?:<(?P<angled>[^>]*)>|(?P<bare>[^)\s]+))")
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
    fence: str | None = None
    for line, text in enumerate(body.split("\n"), first_line):
        if opened := _FENCE.match(text):
            mark = opened[1]
            if fence is None:
                fence = mark
            elif mark[0] == fence[0] and len(mark) >= len(fence):
                fence = None
            continue
        if fence is not None or "]" not in text:
            continue
        bare = _CODE_SPAN.sub("", text)
        for found in _INLINE.finditer(bare):
            yield Link(found["angled"] or found["bare"] or "", line, bool(found["image"]))
        if found := _DEFINITION.match(bare):
            yield Link(found["target"], line, is_image=False)


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
        that nothing of the site is there.
        """
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return target
        tail = (f"?{parts.query}" if parts.query else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        meant = unquote(parts.path)
        if meant.endswith(".md"):
            found = self.pages.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), meant)))
        else:
            joined = urljoin(address, meant)
            found = joined if joined in self.addresses else None
        return None if found is None else found + tail
