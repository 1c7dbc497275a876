"""The registry of the kinds of content files.

`KINDS` is the one list of kinds. Whatever can be derived from it is: addresses, sections, the guide
of keys, JSON Schemas, which bodies are rendered, what cache keys stand for. What cannot be derived
stands in a table by kind (rules, search entries, page groups), and `tests/test_kinds.py` names a
kind that one of them forgets. docs-dev/add-a-kind.md walks through it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from bulletin.engine.safe_pickle import restores_values
from bulletin.model.addresses import PAGE_WORD
from bulletin.model.campaign import Campaign
from bulletin.model.document import Document
from bulletin.model.event import Event
from bulletin.model.question import Question
from bulletin.model.record import Record
from bulletin.model.story import CampaignStory, Exemplar
from bulletin.model.values import KEY_PATTERN

Front = TypeVar("Front", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Front]):
    """A kind of content file.

    `pattern` matches the paths of its files below the project root and names their variable parts.
    `address` is the site path with those parts in braces. `example` is a valid path, for editors.
    `category` is the key by which readers filter search results, `title` the name that readers and
    the editors' guide see; `note` is what the guide says after the path.
    """

    name: str
    pattern: re.Pattern[str]
    address: str
    model: type[Front]
    example: str
    category: str
    title: str
    note: str = ""

    def __reduce__(self) -> tuple[Callable[[str], Kind[Record]], tuple[str]]:
        """Pickle the name only: there is one object for each kind."""
        return kind_by_name, (self.name,)

    @property
    def section(self) -> str:
        """The address of the section in which pages of this kind are shown."""
        return f"/{self.address.split('/')[1]}/"

    def address_of(self, parts: Mapping[str, str]) -> str:
        """Return the site path for the variable parts of a content path.

        It is asked for in several places, which then hold one string.
        """
        return sys.intern(self.address.format(**parts))


def _path(text: str) -> re.Pattern[str]:
    # The word in the addresses of list pages is no key: /phong-trao/trang/2/ is a page of a list.
    key = rf"(?!{PAGE_WORD}[/.]){KEY_PATTERN}"
    return re.compile(text.replace("KEY", key).replace("YEAR", "[0-9]{4}"))


EXEMPLAR = Kind(
    "exemplar",
    _path(r"content/exemplars/(?P<year>YEAR)/(?P<slug>KEY)\.md"),
    "/dien-hinh/{year}/{slug}/",
    Exemplar,
    "content/exemplars/2026/ten-bai.md",
    "tin-bai",
    "Tin, bài",
    ", hoặc bài của phong trào `content/campaigns/ten-phong-trao/ten-bai.md` "
    "(khi đó `subject` không bắt buộc).",
)
CAMPAIGN = Kind(
    "campaign",
    _path(r"content/campaigns/(?P<campaign>KEY)/index\.md"),
    "/phong-trao/{campaign}/",
    Campaign,
    "content/campaigns/ten-phong-trao/index.md",
    "phong-trao",
    "Phong trào",
)
CAMPAIGN_STORY = Kind(
    "campaign-story",
    _path(r"content/campaigns/(?P<campaign>KEY)/(?P<slug>(?!index\.md)KEY)\.md"),
    "/phong-trao/{campaign}/{slug}/",
    CampaignStory,
    "content/campaigns/ten-phong-trao/ten-bai.md",
    "tin-bai",
    "Tin, bài",
)
DOCUMENT = Kind(
    "document",
    _path(r"content/documents/(?P<slug>KEY)\.md"),
    "/van-ban/{slug}/",
    Document,
    "content/documents/ten-van-ban.md",
    "van-ban",
    "Văn bản",
)
QUESTION = Kind(
    "question",
    _path(r"content/questions/(?P<slug>KEY)\.md"),
    "/hoi-dap/{slug}/",
    Question,
    "content/questions/cau-hoi.md",
    "hoi-dap",
    "Hỏi đáp",
    "; lời văn là câu trả lời.",
)
EVENT = Kind(
    "event",
    _path(r"content/events/(?P<year>YEAR)/(?P<slug>KEY)\.md"),
    "/su-kien/{year}/{slug}/",
    Event,
    "content/events/2026/ten-su-kien.md",
    "su-kien",
    "Sự kiện",
)
KINDS: tuple[Kind[Record], ...] = (
    EXEMPLAR,
    CAMPAIGN,
    CAMPAIGN_STORY,
    DOCUMENT,
    QUESTION,
    EVENT,
)


STORY_KINDS: tuple[Kind[Record], ...] = (EXEMPLAR, CAMPAIGN_STORY)
"""The kinds whose items are stories: dated, listed newest first, and each on pages by itself."""

OTHER_KINDS: tuple[Kind[Record], ...] = tuple(kind for kind in KINDS if kind not in STORY_KINDS)
"""The kinds of which there are few items: all pages may show what they say of themselves."""


@restores_values
def kind_by_name(name: str) -> Kind[Record]:
    """Return the kind with this name."""
    return next(kind for kind in KINDS if kind.name == name)


def find_address(path: str) -> str | None:
    """Return the site path for `path` as an editor wrote it; None if there is none.

    `path` is either a site path, which is returned as it is, or the path of a content file, with or
    without content/ at its beginning.
    """
    if path.startswith("/"):
        return path
    found = kind_of(path if path.startswith("content/") else f"content/{path}")
    return None if found is None else found[0].address_of(found[1])


def find_path(address: str) -> str | None:
    """Return the path of the content file whose page is at the site path `address`, if a file can
    have it; None for other addresses.
    """
    for kind in KINDS:
        if address.startswith(kind.section):
            folder = "/".join(kind.example.split("/")[:2])
            path = f"{folder}/{address.removeprefix(kind.section).strip('/')}.md"
            if find_address(path) == address:
                return path
    return None


@cache
def kind_of(path: str) -> tuple[Kind[Record], Mapping[str, str]] | None:
    """Return the kind of the file at `path` and the variable parts of the path, or None.

    Results are kept, because a build calls this several times for each path.
    """
    for kind in KINDS:
        if found := kind.pattern.fullmatch(path):
            return kind, found.groupdict()
    return None
