"""Formats the corpus as a project of Material for MkDocs, with its blog and search plugins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import resolve_links
from benchmarks.district import quote_yaml
from benchmarks.stories import Story, StoryHead
from benchmarks.taxonomies import taxonomy_keys

_SETTINGS = """\
site_name: Bản tin
site_url: https://kho-gia.example/
theme:
  name: material
  language: vi
  font: false
  features: [navigation.tabs]
plugins:
  - search
  - blog:
      pagination_per_page: 20
markdown_extensions: [admonition, def_list, footnotes, sane_lists, tables, toc]
nav:
  - Trang chủ: index.md
  - Bài:
      - blog/index.md
"""


def iter_files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of the project.

    Categories are the story's fields, unit and campaigns, like the bulletin's lists; the excerpt is
    the summary.
    """
    yield "mkdocs.yml", _SETTINGS
    yield "docs/index.md", "# Bản tin\n"
    yield "docs/blog/index.md", "# Bài\n"
    for story in corpus:
        head = story.head
        categories = ", ".join(
            quote_yaml(label) for group in taxonomy_keys(story).values() for label in group
        )
        yield (
            f"docs/blog/posts/{head.slug}.md",
            f"---\ntitle: {quote_yaml(head.title)}\ndate: {head.day}\nslug: {head.slug}\n"
            f"categories: [{categories}]\n---\n\n{story.summary}\n\n<!-- more -->\n\n"
            f"{resolve_links(story.body, years, _beside)}\n",
        )


def _beside(head: StoryHead) -> str:
    return f"{head.slug}.md"
