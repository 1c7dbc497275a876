"""Headings that follow from the page's own title, whatever level an editor began with."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_HEADING = re.compile(r"h[1-6]")


class _InOrder(Treeprocessor):
    """The first level becomes 2 and no level is skipped: the page's title is the only h1."""

    def run(self, root: Element) -> None:
        open_levels: list[int] = []
        for element in root.iter():
            if isinstance(element.tag, str) and _HEADING.fullmatch(element.tag):
                level = int(element.tag[1])
                while open_levels and open_levels[-1] >= level:
                    open_levels.pop()
                open_levels.append(level)
                element.tag = f"h{min(len(open_levels) + 1, 6)}"


class HeadingsInOrder(Extension):
    """Registers the rule just before `toc` gives the headings their ids."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the rule to `md`."""
        md.treeprocessors.register(_InOrder(md), "headings-in-order", 6)
