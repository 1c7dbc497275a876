"""The tiny bulletin of tests/content/builder.py, opened on a day: its edition, pages and files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment

from bulletin.content.assembly import Library
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.target import TargetGroup
from bulletin.pages.all_pages import iter_pages
from bulletin.pages.card_list import ListView
from bulletin.pages.facts_view import FactsView
from bulletin.pages.page import Link, Page
from bulletin.pages.radio_pages import ScriptView
from bulletin.pages.story_page import StoryView
from bulletin.search.page_entries import HandWrittenPage
from bulletin.site.context import SiteContext
from bulletin.site.target_groups import make_target_groups
from tests.content.builder import (
    DOCUMENT_KEYS,
    EVENT_KEYS,
    QUESTION_KEYS,
    STORY_KEYS,
    page,
    read,
)

Changes = Mapping[str, str | bytes | None]

SITE = "https://thidua.mau.example/"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = dt.datetime(2026, 11, 23, 8, tzinfo=VIETNAM)


def opened(changes: Changes, now: dt.datetime = MORNING) -> Edition:
    """Return what of the tiny bulletin with `changes` is public at `now`."""
    return open_edition(read(changes), now)


def pages_of(changes: Changes, now: dt.datetime = MORNING) -> dict[str, Page]:
    """Return the pages of the tiny bulletin with `changes` by address; no address comes twice."""
    library = read(changes)
    edition = open_edition(library, now)
    found: dict[str, Page] = {}
    for one in iter_pages(edition, list(iter_channels(edition)), library.media):
        assert one.address not in found, one.address
        found[one.address] = one
    return found


def context_of(
    library: Library, edition: Edition | None = None, cache: Cache | None = None
) -> SiteContext:
    """Return what a build would know of `library`; without `edition` it is opened at `MORNING`."""
    settings: Any = SimpleNamespace(
        theme=SimpleNamespace(dirs=["theme"]),
        site_name="Bản tin Mẫu",
        site_url=SITE,
    )
    return SiteContext(
        Path("nowhere"),
        library,
        edition or open_edition(library, MORNING),
        cache or DictCache(),
        settings,
    )


def target_groups_of(context: SiteContext) -> Iterator[TargetGroup]:
    """Yield every file of a site as groups of targets; the targets of pages cannot be built."""

    def no_template(page: object, section: str) -> dict[str, Any]:
        raise AssertionError("no page is rendered here")

    return make_target_groups(
        context, Environment(autoescape=True), no_template, [HandWrittenPage("/", "Trang chủ")], b""
    )


def shown(one: Page) -> dict[str, list[str]]:
    """Return the words of the facts of a page by their terms, those below its text too."""
    view = one.view
    assert isinstance(view, StoryView | ListView | FactsView | ScriptView), one.address
    facts = [*view.facts, *(view.link_groups if isinstance(view, FactsView) else ())]
    return {
        fact.term: [value.text if isinstance(value, Link) else value for value in fact.values]
        for fact in facts
    }


def on(day: str, hour: int = 8, minute: int = 0) -> dt.datetime:
    """Return a moment of a day in Vietnam."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour, minute), tzinfo=VIETNAM)


def documents(written: Mapping[str, Mapping[str, Any]]) -> dict[str, str | bytes | None]:
    """Return the files of documents by slug, numbers left out unless written."""
    return {
        f"content/documents/{slug}.md": page(DOCUMENT_KEYS, {"number": None, **keys})
        for slug, keys in written.items()
    }


def stories(
    written: Mapping[str, Mapping[str, Any]], body: str = "Lời văn.\n"
) -> dict[str, str | bytes | None]:
    """Return the files of exemplars by slug, in the folder of the year of their date."""
    return {
        f"content/exemplars/{keys.get('date', STORY_KEYS['date'])[:4]}/{slug}.md": page(
            STORY_KEYS, keys, body
        )
        for slug, keys in written.items()
    }


def events(written: Mapping[str, Mapping[str, Any]]) -> dict[str, str | bytes | None]:
    """Return the files of events by slug, in the folder of the year of their start."""
    return {
        f"content/events/{keys.get('start', EVENT_KEYS['start'])[:4]}/{slug}.md": page(
            EVENT_KEYS, keys
        )
        for slug, keys in written.items()
    }


def questions(written: Mapping[str, Mapping[str, Any]]) -> dict[str, str | bytes | None]:
    """Return the files of questions by slug."""
    return {
        f"content/questions/{slug}.md": page(QUESTION_KEYS, keys) for slug, keys in written.items()
    }
