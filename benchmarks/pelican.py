"""The corpus as a project of Pelican: the bare theme it comes with, tags, pagination and RSS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import linked
from benchmarks.labels import labels
from benchmarks.stories import Heading, Story

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


def files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the project; a story's tags are all of its lists."""
    yield "pelicanconf.py", _SETTINGS
    for story in corpus:
        head = story.heading
        tags = ", ".join(label for group in labels(story).values() for label in group)
        yield (
            f"content/{head.day.year}/{head.slug}.md",
            f"Title: {head.title}\nDate: {head.day}\nSlug: {head.slug}\nAuthor: Ban biên tập\n"
            f"Category: {story.fields[0]}\nTags: {tags}\nSummary: {story.summary}\n\n"
            f"{linked(story.body, years, _address)}\n",
        )


def _address(head: Heading) -> str:
    return f"{{filename}}/{head.day.year}/{head.slug}.md"
