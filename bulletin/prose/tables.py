"""Columns of tables set right or centred by a class: HTML knows no `align` any more."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

ALIGN_CLASSES = frozenset({"center", "right"})
"""The classes; to the left stands everything anyway."""


class _ByClass(Treeprocessor):
    """Markdown says `align`: as a class the same goes through the strictest content policy."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            align = cell.attrib.pop("align", "") if cell.tag in {"td", "th"} else ""
            if align in ALIGN_CLASSES:
                cell.set("class", align)


class AlignByClass(Extension):
    """Registers the rule after the tables have been made."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the rule to `md`."""
        md.treeprocessors.register(_ByClass(md), "aligned-by-class", 5)
