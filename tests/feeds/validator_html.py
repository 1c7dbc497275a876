"""The W3C feed validator's rules for the HTML inside a feed, where they concern this project.

Written anew from the service's rules (safeHtml, absUrlMixin, nonhtml of its sources), stricter in
three places: no `style` attribute at all, every attribute that holds an address is looked at, and
elements must be closed in so many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from html.parser import HTMLParser

VOID = frozenset("area br col hr img input source track wbr".split())
# Elements that end an open paragraph: the paragraph's own end tag then has nothing to close.
BLOCK = frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr main nav ol p pre section table ul".split()
)
PHRASE = frozenset(
    "a abbr audio b bdi button caption cite code col colgroup data dd del dfn dt em i img "
    "input ins kbd label legend li map area mark meter option output picture progress q rp rt "
    "ruby s samp select small source span strong sub summary sup tbody td template textarea tfoot "
    "th thead time tr track u var video wbr br".split()
)
SAFE = BLOCK | PHRASE
# Known to HTML, and refused by the validator: they run, embed, restyle or take over the page.
RISKY = frozenset(
    "applet base bdo body embed frame frameset head html iframe link math meta noframes object "
    "param plaintext script slot style svg title xmp".split()
)
# `controls`, `role` and `aria-*` are not among them: the validator's list is older than those.
ATTRIBUTES = frozenset(
    "abbr align alt cite class cols colspan datetime dir disabled download for headers "
    "height href hreflang id ismap itemid itemprop itemref itemscope itemtype kind label lang "
    "loading loop max media min name open poster preload rel reversed rows rowspan scope "
    "shape sizes span src srclang srcset start summary tabindex target title translate type "
    "usemap value width".split()
)
ADDRESSES = frozenset("cite href itemid itemtype poster src srcset usemap".split())
ABSOLUTE = re.compile(r"(?:https?://[^/\s]|mailto:|tel:)", re.IGNORECASE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

Found = Iterator[tuple[str, str]]


def plain_text(text: str) -> Found:
    """Yield message and detail for HTML in an element that is shown as it stands."""
    if tag := re.search(r"<[a-zA-Z/]\w*", text):
        yield "ContainsHTML", tag.group()
    # Readers resolve many entities without the semicolon as well.
    for entity in re.findall(r"&(#?\w+)", text):
        if entity in name2codepoint or entity == "apos" or not entity.isalpha():
            yield "ContainsHTML", f"&{entity}"


def html(text: str) -> Found:
    """Yield message and detail for HTML that a reader of feeds would refuse, change or break."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    yield from reader.found
    for tag in reader.open:
        yield "NotHtml", f"<{tag}> is not closed"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RISKY:
            self.found.append(("SecurityRisk", f"<{tag}>"))
        elif tag not in SAFE:
            self.found.append(("NotHtml", f"<{tag}> is no element of HTML"))
        if tag in BLOCK and "p" in self.open:
            self.found.append(("NotHtml", f"<{tag}> inside <p>"))
        if tag == "a" and "a" in self.open:
            self.found.append(("NotHtml", "<a> inside <a>"))
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.found.append(("NotHtml", f"<{tag}> has an attribute twice"))
        for name, value in attrs:
            self.found.extend(_attribute(name, value or ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # `<br/>` is `<br>`, but `<div/>` is an open `<div>` to HTML.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.found.append(("NotHtml", f"</{tag}> closes nothing"))

    def handle_pi(self, data: str) -> None:
        self.found.append(("SecurityRisk", f"<?{data}>"))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("NotHtml", f"<!{decl}>"))


def _attribute(name: str, value: str) -> Found:
    if name == "style":
        yield "DangerousStyleAttr", value
    elif name not in ATTRIBUTES and not name.startswith("data-"):
        yield "SecurityRiskAttr", name
    if name not in ADDRESSES:
        return
    # A browser drops white space and control characters before it looks for the scheme.
    places = value.split(",") if name == "srcset" else [value]
    for place in ("".join(filter(str.isprintable, each)).strip() for each in places):
        if ABSOLUTE.match(place):
            continue
        if scheme := SCHEME.match(place):
            yield "SecurityRiskAttr", f"{name} has the scheme {scheme[1]}"
        else:
            yield "ContainsRelRef", f"{name}={place!r}"
