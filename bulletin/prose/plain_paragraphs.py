"""Plain paragraphs, headings, quotations, lists and links as HTML, without Markdown's machinery.

Most stories hold no sign that Markdown gives another meaning to. Their HTML is written here at
once, with the same result: a text with anything else in it is left to Markdown as a whole.
"""

from __future__ import annotations

import re
from typing import Final

from markdown.extensions.toc import unique

from bulletin.vietnamese.slug import heading_id

_HEADING: Final = "## "
_QUOTE: Final = "> "
_ITEM: Final = "- "
_LONGEST_HEADING: Final = 150
"""Characters: the sanitizer keeps no longer names of headings."""

# Neither a sign of Markdown nor one that HTML writes in another way.
_CHARACTER: Final = r"[\w.,;:!?…()“”‘’\"'/%–—-]"
# Ø is a bullet of Wingdings, and a number with a dot begins a list, unless thousands follow.
_START: Final = r"[“(]?[^\W\d_Ø]|\d+(?:\.\d{3})*[^\d.]"
# A link to another file, to a place of the site or to another site; after "!" it is a picture.
_TARGET: Final = (
    r"(?:\.\./)*[a-z0-9-]+(?:/[a-z0-9-]+)*(?:\.md|/)"
    r"|https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9-]+)*(?:\.html?|/)?"
)
_TEXT: Final = f"{_CHARACTER}+(?: {_CHARACTER}+)*"
_LINK: Final = re.compile(rf"(?<!!)\[({_TEXT})\]\(({_TARGET})\)")
_LINE: Final = re.compile(rf"(?P<sign>{_HEADING}|{_QUOTE}|{_ITEM})?(?P<words>(?={_START}){_TEXT})")


def render_plain(text: str) -> str | None:
    """Return the safe HTML of a text of plain lines; None for any other.

    Blank lines stand around each line that is a paragraph, a heading, or a quotation, and around
    each list, whose items are one line each.
    """
    if "_" in text:
        return None
    blocks: list[str] = []
    names: set[str] = set()
    sign_before: str | None = None
    after_blank = True
    for line in text.split("\n"):
        if not line:
            after_blank = True
            continue
        # In the place of its links a line has their texts, which may stand for themselves.
        has_links = "[" in line
        found = _LINE.fullmatch(_LINK.sub(r"\1", line) if has_links else line)
        if found is None:
            return None
        sign, words = found["sign"], found["words"]
        if has_links:
            # The text of a link at the start could look like a sign, and that of one in a heading
            # is a part of its name.
            if sign == _HEADING or line.startswith("[", len(sign or "")) or line[0] == "[":
                return None
            words = _LINK.sub(r'<a href="\2">\1</a>', line[len(sign or "") :])
        goes_on = not after_blank
        if goes_on and not (sign == sign_before == _ITEM):
            return None
        if sign is None:
            blocks.append(f"<p>{words}</p>")
        elif sign == _ITEM:
            # What stands below a list after a blank line may be a part of its last item.
            if goes_on:
                blocks[-1] = f"{blocks[-1].removesuffix('</ul>')}<li>{words}</li>\n</ul>"
            elif sign_before == _ITEM:
                return None
            else:
                blocks.append(f"<ul>\n<li>{words}</li>\n</ul>")
        elif sign == _QUOTE:
            if sign_before == _QUOTE:  # both are one quotation
                return None
            blocks.append(f"<blockquote>\n<p>{words}</p>\n</blockquote>")
        else:
            if len(words) > _LONGEST_HEADING:
                return None
            name = unique(heading_id(words), names)
            blocks.append(f'<h2 id="{name}">{words}</h2>')
        sign_before, after_blank = sign, False
    return "\n".join(blocks)
