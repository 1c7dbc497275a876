"""A content file that is valid: where it stands, where it is shown, what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple

from bulletin.content.links import SiteLink
from bulletin.model.document_number import Candidate
from bulletin.model.kind import Front, Kind


class FrontText(NamedTuple):
    """A front matter as it is written, and the line of the file on which it starts."""

    text: str = ""
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Item(Generic[Front]):
    """One file of content/ with its front matter and its Markdown body.

    `path` is relative to the project root; `parts` are the variable parts of it (year, slug,
    campaign); `body_line` is the line of the file on which the body starts. `fingerprint` stands
    for the file's path and bytes: it changes with them; `metadata_key` for what other pages may say
    of it: its path, its front matter and the `numbers`, what in the body may be the numbers of
    documents. `links` are the links of the body into the site. `address` is the site path of its
    page.

    `read_body` and `read_html` give the body and its HTML, `read_front` the front matter as it is
    written; they are read when somebody asks.
    """

    path: str
    kind: Kind[Front]
    parts: Mapping[str, str]
    front: Front
    read_body: Callable[[], str] = field(compare=False, repr=False)
    body_line: int
    fingerprint: bytes = field(default=b"", repr=False)
    metadata_key: bytes = field(default=b"", compare=False, repr=False)
    numbers: tuple[Candidate, ...] = field(default=(), compare=False, repr=False)
    links: tuple[SiteLink, ...] = field(default=(), compare=False, repr=False)
    read_html: Callable[[], str] = field(default=str, compare=False, repr=False)
    read_front: Callable[[], FrontText] = field(default=FrontText, compare=False, repr=False)
    address: str = field(init=False, compare=False, repr=False)
    _id: str = field(default="", init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out once what is asked for again and again."""
        object.__setattr__(self, "address", self.kind.address_of(self.parts))

    @property
    def id(self) -> str:
        """The permanent identity: the front matter's `id`, else the path below content/."""
        if not self._id:
            found = str(getattr(self.front, "id", None) or path_id(self.path))
            object.__setattr__(self, "_id", found)
        return self._id

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.read_body()

    @property
    def html(self) -> str:
        """The body as safe HTML, whose links hold their targets as the editor wrote them."""
        return self.read_html()

    @property
    def folder(self) -> str:
        """The folder of the file, where its pictures and recordings stand."""
        return self.path.rpartition("/")[0]


def path_id(path: str) -> str:
    """Return the identity that a content path gives: below content/, without .md."""
    return path.removeprefix("content/").removesuffix(".md")
