"""What HTML a story may carry. Everything else is taken out, whoever wrote it.

The list holds what Markdown, its tables, footnotes and boxes need, and no attribute that can run,
load or style anything.
"""

from __future__ import annotations

import re

import nh3

from bulletin.prose.tables import ALIGN_CLASSES

TAGS = frozenset(
    "a abbr blockquote br caption cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr ins kbd"
    " li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead tr"
    " ul".split()
)
"""The tags that stay."""

TAGS_REMOVED_WITH_CONTENT = frozenset(
    "script style iframe object embed form template noscript svg math".split()
)
"""The contents go with these tags; of other forbidden tags only the tag goes."""

_ATTRIBUTES = {
    "*": {"id", "lang", "title"},
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
}
_ADMONITIONS = set(
    "abstract bug danger example failure info note question quote success tip warning".split()
)
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "details": _ADMONITIONS,
    "div": {"admonition", "footnote"} | _ADMONITIONS,
    "p": {"admonition-title"},
    "td": set(ALIGN_CLASSES),
    "th": set(ALIGN_CLASSES),
}
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Links of any other scheme lose their target."""

# What begins with an underscore belongs to the page: its headings are named and skipped to by it.
_ID = re.compile(r"[^\W_]\S{0,199}")

# Three are enough for almost anything that can be typed. No text may keep a build from ending.
_ROUNDS = 9


def sanitize(html: str) -> str:
    """Return `html` without anything dangerous; the targets of links stay as they were written.

    Every browser reads the result in the one way in which it was checked: sanitizing it again
    changes nothing.
    """
    # Where a tag was taken out, what stood around it may nest in a way that is read otherwise.
    for _ in range(_ROUNDS):
        before, html = html, _sanitize_once(html)
        if html == before:
            break
    return html


def _sanitize_once(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        clean_content_tags=set(TAGS_REMOVED_WITH_CONTENT),
        attribute_filter=_filter_attribute,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return shown_target(value)
    if attribute == "id":
        name = _join_words(value)
        return name if _ID.fullmatch(name) else None
    return value


def shown_target(target: str) -> str:
    """Return a link's target as the sanitizer writes it: no spaces in the names of headings."""
    return f"#{_join_words(target[1:])}" if target.startswith("#") else target


def _join_words(name: str) -> str:
    """Return a name without spaces: a footnote's label may have some, an id may not."""
    return "-".join(name.split())
