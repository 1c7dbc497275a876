"""What the sanitizer's parser sees in HTML that it has not cleaned yet, in the order of the text.

nh3 reads HTML as browsers do. It calls its filter for each attribute of each tag it knows: this is
used here to look at a text, and what it returns is thrown away.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

import nh3

from bulletin.prose.safe_html import TAGS, TAGS_REMOVED_WITH_CONTENT, shown_target

LABEL = "-m4rk-"
"""What lines.py puts before a number behind something in a text, to find it again in the HTML."""

UNSAFE_TAGS = frozenset(
    "script style iframe object embed form input button svg base meta link audio video".split()
)
_UNSAFE_ATTRIBUTE = rf"(?:on[a-z]+|style)(?:{LABEL}\d+)?"


class DetectionKind(Enum):
    """What was seen."""

    LINK = "link"
    PICTURE = "picture"
    TAG = "tag"
    ATTRIBUTE = "attribute"


class Detection(NamedTuple):
    """One thing in HTML: the target of a link or a picture, or the name of a tag or attribute."""

    kind: DetectionKind
    name: str


# Without these signs there is no such tag or attribute: most texts need not be looked at again.
# `image` is an old name of `img`.
_MAY_LINK = re.compile(r"<(?:a|im)", re.IGNORECASE)
_MAY_BE_UNSAFE = re.compile(
    rf"<(?:{'|'.join(sorted(UNSAFE_TAGS))})|\b{_UNSAFE_ATTRIBUTE}\s*=", re.IGNORECASE
)
_TAG_NAME = re.compile(r"<([a-z][^\s/>]*)", re.IGNORECASE)

# nh3 judges the schemes of `href` and `src` before it calls its filter. Under other names it lets
# every target pass: `-` is put behind both words wherever they stand, and taken away again.
_JUDGED = re.compile(r"href|src", re.IGNORECASE)
_RENAMED = re.compile(r"(href|src)-", re.IGNORECASE)


def find_links(html: str) -> list[Detection]:
    """Return the links and pictures of `html`, but what goes with a forbidden tag."""
    if not _MAY_LINK.search(html):
        return []
    found: list[Detection] = []

    def note(tag: str, attribute: str, value: str) -> None:
        # Of a tag that is taken out, nh3 asks for every attribute.
        target = _RENAMED.sub(r"\1", value)
        if (tag, attribute) == ("a", "href-"):
            found.append(Detection(DetectionKind.LINK, shown_target(target)))
        elif (tag, attribute) == ("img", "src-"):
            found.append(Detection(DetectionKind.PICTURE, target))

    nh3.clean(
        _JUDGED.sub(r"\g<0>-", html),
        tags={*TAGS, "img"},
        attributes={"*": set(), "a": {"href-"}, "img": {"src-"}},
        clean_content_tags=set(TAGS_REMOVED_WITH_CONTENT),
        attribute_filter=note,
        link_rel=None,
    )
    return found


def find_unsafe(html: str) -> list[Detection]:
    """Return the tags and attributes of `html` that could run, load or style something.

    The attributes of an unsafe tag are left out, and attributes without a value, which do nothing.
    """
    if not _MAY_BE_UNSAFE.search(html):
        return []
    found: list[Detection] = []
    marks: list[str] = []

    def note(tag: str, attribute: str, value: str) -> None:
        if attribute == "seen-":
            found.append(Detection(DetectionKind.TAG, "".join([tag, *marks])))
            marks.clear()
        elif attribute.startswith(LABEL):
            marks.append(attribute)
        elif value and tag not in UNSAFE_TAGS and re.fullmatch(_UNSAFE_ATTRIBUTE, attribute):
            found.append(Detection(DetectionKind.ATTRIBUTE, attribute))

    nh3.clean(
        html,
        tags={name.lower() for name in _TAG_NAME.findall(html)},
        attributes={"*": set()},
        generic_attribute_prefixes={"on", "style", LABEL},
        clean_content_tags=set(),
        attribute_filter=note,
        set_tag_attribute_values={tag: {"seen-": ""} for tag in UNSAFE_TAGS},
        link_rel=None,
    )
    return found
