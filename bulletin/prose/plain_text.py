"""Text in which no sign has a meaning passes by the patterns of Markdown."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_PATTERNS = (
    "autolink automail backtick delimiter em_strong entity escape footnote html image_link"
    " image_reference linebreak link literal-sign reference short_image_ref short_reference"
).split()
# Each of those patterns finds nothing without one of these.
_SIGN = re.compile(r"[\\`\[<&*_^~]|  \n")


class _Skip(Treeprocessor):
    """Most paragraphs hold no sign; to try all patterns on them takes a third of the setting."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _SIGN.search(element.text):
                element.text = AtomicString(element.text)


class SkipPlainText(Extension):
    """Registers the rule before the patterns, when it knows all of them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the rule to `md`, after all extensions that bring patterns."""
        known = sum(name in md.inlinePatterns for name in _PATTERNS)
        if known == len(md.inlinePatterns):
            md.treeprocessors.register(_Skip(md), "skip-plain-text", 21)
