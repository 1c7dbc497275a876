"""The corpus as a project of Material for MkDocs: its blog plugin and its search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import linked, quoted
from benchmarks.labels import labels
from benchmarks.stories import Heading, Story

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


def files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the project.

    Categories are the story's fields, unit and campaigns, as the bulletin's lists are; the summary
    is the excerpt.
    """
    yield "mkdocs.yml", _SETTINGS
    yield "docs/index.md", "# Bản tin\n"
    yield "docs/blog/index.md", "# Bài\n"
    for story in corpus:
        head = story.heading
        categories = ", ".join(quoted(label) for group in labels(story).values() for label in group)
        yield (
            f"docs/blog/posts/{head.slug}.md",
            f"---\ntitle: {quoted(head.title)}\ndate: {head.day}\nslug: {head.slug}\n"
            f"categories: [{categories}]\n---\n\n{story.summary}\n\n<!-- more -->\n\n"
            f"{linked(story.body, years, _beside)}\n",
        )


def _beside(head: Heading) -> str:
    return f"{head.slug}.md"
