"""What HTML a story may carry. Everything else is taken out, whoever wrote it.

The list holds what Markdown, its tables, footnotes and boxes need, and no attribute that can run,
load or dress anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from bulletin.prose.tables import ALIGNED

_TAGS = set(
    "a abbr blockquote br caption cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr ins kbd"
    " li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead tr"
    " ul".split()
)
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
    "td": set(ALIGNED),
    "th": set(ALIGNED),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
# The contents go with these tags; of other forbidden tags only the tag goes.
_WITH_CONTENT = set("script style iframe object embed form template noscript svg math".split())
# What begins with an underscore belongs to the page: its headings are named and skipped to by it.
_ID = re.compile(r"[^\W_]\S{0,199}")

# Two do for almost anything that can be typed; nobody's text shall keep a build from ending.
_ROUNDS = 8

Place = Callable[[str], str | None]
"""Maps the target of a link to the address to print; None takes the link's target away."""


def cleaned(html: str, place: Place) -> str:
    """Return `html` without anything dangerous and with each link's target put through `place`.

    Every browser reads the result in the one way in which it was checked: cleaning it again
    changes nothing.
    """
    found = placed(html, place)
    # Where a tag was taken out, what stood around it may nest in a way that is read otherwise.
    for _ in range(_ROUNDS):
        before, found = found, placed(found, lambda target: target)
        if found == before:
            break
    return found


def placed(html: str, place: Place) -> str:
    """Return clean `html` with each link's target put through `place`."""

    def judge(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            target = place(value)
            return f"#{_joined(target[1:])}" if target and target[0] == "#" else target
        if attribute == "id":
            name = _joined(value)
            return name if _ID.fullmatch(name) else None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        clean_content_tags=_WITH_CONTENT,
        attribute_filter=judge,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _joined(name: str) -> str:
    """Return a name without spaces: a footnote's label may have some, an id may not."""
    return "-".join(name.split())
