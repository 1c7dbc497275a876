"""Formats the corpus as a project of Pelican: its theme `simple`, tags, pagination and RSS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import resolve_links
from benchmarks.stories import Story, StoryHead
from benchmarks.taxonomies import taxonomy_keys

_SETTINGS = """\
SITENAME = "Bản tin"
SITEURL = "https://kho-gia.example"
PATH = "content"
OUTPUT_PATH = "site"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "simple"
DEFAULT_PAGINATION = 20
ARTICLE_SAVE_AS = "{date:%Y}/{slug}/index.html"
ARTICLE_URL = "{date:%Y}/{slug}/"
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 30
FEED_ALL_RSS = "rss/all.xml"
CATEGORY_FEED_RSS = "rss/category/{slug}.xml"
TAG_FEED_RSS = "rss/tag/{slug}.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def iter_files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of the project; tags are fields, unit and campaigns."""
    yield "pelicanconf.py", _SETTINGS
    for story in corpus:
        head = story.head
        tags = ", ".join(label for group in taxonomy_keys(story).values() for label in group)
        yield (
            f"content/{head.day.year}/{head.slug}.md",
            f"Title: {head.title}\nDate: {head.day}\nSlug: {head.slug}\nAuthor: Ban biên tập\n"
            f"Category: {story.fields[0]}\nTags: {tags}\nSummary: {story.summary}\n\n"
            f"{resolve_links(story.body, years, _address)}\n",
        )


def _address(head: StoryHead) -> str:
    return f"{{filename}}/{head.day.year}/{head.slug}.md"
