"""What the renderer says of a text besides its HTML: its links and what was taken out, with lines.

There is one reading of Markdown: what is a link on the page is a link here, and nothing else is.
"""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from bulletin.prose import renderer as module
from bulletin.prose.renderer import BodyLink, MarkdownRenderer, NotRendered, Removed
from tests.trying import try_examples

RENDERER = MarkdownRenderer()


def links(text: str) -> list[tuple[str, int]]:
    """Return targets and lines of the links of a text."""
    return [(link.target, link.line) for link in RENDERER.render(text).links if not link.is_image]


def pictures(text: str) -> list[tuple[str, int]]:
    """Return targets and lines of the pictures of a text."""
    return [(link.target, link.line) for link in RENDERER.render(text).links if link.is_image]


def removed(text: str) -> list[tuple[str, int]]:
    """Return names and lines of the tags and attributes that the sanitizer took out."""
    return [(one.name, one.line) for one in RENDERER.render(text).removed]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Inline
        ("Xem [bài](a.md).", [("a.md", 1)]),
        ("a\n\n[x](b) và [y](c)", [("b", 3), ("c", 3)]),
        ("[bài]( a.md )", [("a.md", 1)]),
        ('[bài](a.md "Tên")', [("a.md", 1)]),
        ("[bài](<a b.md>)", [("a b.md", 1)]),
        ("[một [hai] ba](a.md)", [("a.md", 1)]),
        ("[một](a_(b).md)", [("a_(b).md", 1)]),
        ("[bài](#muc)", [("#muc", 1)]),
        ("[a](b.md) [c](b.md)\n[d](b.md)", [("b.md", 1), ("b.md", 1), ("b.md", 2)]),
        # Over two lines
        ("một\n[liên kết\nxuống dòng](a.md)", [("a.md", 3)]),
        ("một [liên kết](\na.md)", [("a.md", 2)]),
        ('một [liên kết](a.md\n"Tên")', [("a.md", 1)]),
        ("> [liên kết\n> xuống dòng](a.md)", [("a.md", 2)]),
        ("[bài](<a\nb.md>)", [("a\nb.md", 1)]),
        # Reference links: the target stands in the definition
        ("[bài][khac]\n\n[khac]: a.md", [("a.md", 3)]),
        ("[bài][khac]\n\n[khac]:a.md", [("a.md", 3)]),
        ("[bài][]\n\n[bài]: <a.md> 'Tên'", [("a.md", 3)]),
        ("[bài]\n\n  [bài]: a.md", [("a.md", 3)]),
        ("[bài]\n\n[bài]:\n  a.md", [("a.md", 4)]),
        ("[một][x] [hai][x]\n\n[x]: a.md", [("a.md", 3), ("a.md", 3)]),
        ("[x]: a.md\n\n[một](a.md)", [("a.md", 3)]),
        ("[bài\nhai][x]\n\n[x]: a.md", [("a.md", 4)]),
        ("[bài]: a.md", []),
        ("[một][không có]", []),
        # Autolinks
        ("một\n<https://vi-du.example/a>", [("https://vi-du.example/a", 2)]),
        ("một\n<ban@vi-du.example>", [("mailto:ban@vi-du.example", 2)]),
        ("https://vi-du.example/a", []),
        ("<tel://1> <tel://12>\n", [("tel://1", 1), ("tel://12", 1)]),
        # Raw HTML
        ('một\n<a href="a.md">x</a>', [("a.md", 2)]),
        ("<a href='a.md'>x</a>", [("a.md", 1)]),
        ("<A\nHREF = a.md>x</A>", [("a.md", 2)]),
        ("<p>một</p>\n\n<p><a title='t'\nhref='a.md'>x</a></p>", [("a.md", 4)]),
        ('<div>\n<a href=" a.md ">x</a>\n</div>', [(" a.md ", 2)]),
        ('<a name="x">x</a>', []),
        ('<a href="">x</a>', [("", 1)]),
        ("<!-- <a href='a.md'>x</a> -->", []),
        ("<script><a href='a.md'>x</a></script>", []),
        ("<svg><a href='a.md'>x</a></svg>", []),
        # Inside of something
        ("| A | B |\n|---|---|\n| [x](a.md) | <a href='b.md'>y</a> |", [("a.md", 3), ("b.md", 3)]),
        ("a[^1]\n\n[^1]: [x](a.md)\n\n    [y](b.md)",
         [("#fn:1", 1), ("a.md", 3), ("b.md", 5), ("#fnref:1", 1)]),
        ("- một\n- [x](a.md)\n    - [y](b.md)", [("a.md", 2), ("b.md", 3)]),
        ("1. một\n2. > [x](a.md)", [("a.md", 2)]),
        ("!!! note\n    [x](a.md)\n\n??? note\n    [y](b.md)", [("a.md", 2), ("b.md", 5)]),
        ("!!! note \"[x](a.md)\"\n    một", [("a.md", 1)]),
        ("## [x](a.md)\n\n[y](b.md)\n---", [("a.md", 1), ("b.md", 3)]),
        ("Từ\n: [x](a.md)", [("a.md", 2)]),
        ("**[x](a.md)** ~~[y](b.md)~~ _[z](c.md)_", [("a.md", 1), ("b.md", 1), ("c.md", 1)]),
        ("[![ảnh](a.jpg)](b.md)", [("b.md", 1)]),
        # Signs in a target
        ("một\n[x](a.md?b=1&amp;c=2)", [("a.md?b=1&c=2", 2)]),
        ("một\n[x](a.md?b=1&c=2)", [("a.md?b=1&c=2", 2)]),
        ("một\n[x](kh&#244;ng.md)", [("không.md", 2)]),
        ("một\n[x](kh&#xF4;ng.md)", [("không.md", 2)]),
        ("một\n[x](a\\_b.md)", [("a_b.md", 2)]),
        ("một\n[x](a_b_c.md)", [("a_b_c.md", 2)]),
        ("một\n[x](bài%20một.md)", [("bài%20một.md", 2)]),
        ("một\n<a href='a&#46;md'>x</a>", [("a.md", 2)]),
        ("một\n[x](http://[y)", [("http://[y", 2)]),
        ("một\n[x](javascript:alert)", [("javascript:alert", 2)]),
        ("một\n[x](java&#115;cript:alert)", [("javascript:alert", 2)]),
        ("một\n<a href='java&#10;script:x'>x</a>", [("java\nscript:x", 2)]),
        ("[href](href-src.md)", [("href-src.md", 1)]),
        # The same target elsewhere
        ("a.md (a.md) [a.md](a.md)\n\n[x](a.md)", [("a.md", 1), ("a.md", 3)]),
        ("(a.md)\n\n[x](a.md)", [("a.md", 3)]),
        ("`[x](a.md)`\n\n[y](a.md)", [("a.md", 3)]),
        ("```\n[x](a.md)\n```\n\n[y](a.md)", [("a.md", 5)]),
        ("    [x](a.md)\n\n[y](a.md)", [("a.md", 1), ("a.md", 3)]),
        ("<!-- [x](a.md) -->\n\n[y](a.md)", [("a.md", 3)]),
        ("tel:1 là\n[tel:1](tel:1)", [("tel:1", 2)]),
        ("[x](a.md#a) a.md\n\n[y](a.md)", [("a.md#a", 1), ("a.md", 3)]),
        ("`[x](a.md)` <b title='a.md'>t</b>\n\n[x][y] [z][y]\n\n[y]: a.md",
         [("a.md", 5), ("a.md", 5)]),
        ("`(a.md)`\n\n[x][y] [z][y]\n\n[y]: a.md", [("a.md", 5), ("a.md", 5)]),
        # No links
        ("", []),
        ("    [thụt vào như Word](a.md)", [("a.md", 1)]),
        ("\t[phím Tab](a.md)", [("a.md", 1)]),
        ("- một\n\n        [hai](a.md)", [("a.md", 3)]),
        ("```\n[a](b)\n```\n[c](d)", [("d", 4)]),
        ("~~~~ text\n[a](b)\n~~~\n[c](d)\n~~~~\n[e](f)", [("f", 6)]),
        ("`[a](b)` [c](d)", [("d", 1)]),
        ("`` ` [a](b) `` [c](d) ` e", [("d", 1)]),
        ("` [a](b) ``", [("b", 1)]),
        ("\\[a](b)", []),
        ("[^1]: chú thích", [("#fnref:1", 1)]),
        ("[a] (b)", []),
        ("](a.md)", []),
        ("[a](", []),
        ("[a]()\n\n[b]()", [("", 1), ("", 3)]),
        ("*[HĐND]: Hội đồng nhân dân", []),
        ("- [ ] việc (chưa xong)", []),
    ],
)  # fmt: skip
def test_links_are_those_of_the_page(text: str, found: list[tuple[str, int]]) -> None:
    assert links(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("một\n![ảnh](a.jpg) ! [bài](b.md)", [("a.jpg", 2)]),
        ("![ảnh\nhai dòng](a.jpg)", [("a.jpg", 2)]),
        ("![ảnh][x]\n\n[x]: a.jpg", [("a.jpg", 3)]),
        ("![ảnh]\n\n[ảnh]: <data:image/png;base64,AA==>", [("data:image/png;base64,AA==", 3)]),
        ("[![ảnh](a.jpg)](b.md)", [("a.jpg", 1)]),
        ("một\n\n![ảnh]()", [("", 3)]),
        ("một\n\n<img alt='ảnh'\nsrc='a.jpg'>", [("a.jpg", 4)]),
        ("<figure>\n<IMG SRC=a.jpg>\n<figcaption>ảnh</figcaption></figure>", [("a.jpg", 2)]),
        ("<image src=a.jpg>", [("a.jpg", 1)]),
        ("    ![ảnh](a.jpg)", [("a.jpg", 1)]),
        ("`<img src='a.jpg'>`", []),
        ("![ảnh][không có]", []),
    ],
)
def test_pictures_are_distinguished_from_links(text: str, found: list[tuple[str, int]]) -> None:
    assert pictures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5 < 7, a<b, <em>chữ</em>, <!-- <script> -->", []),
        ("một\n<script>x</script>", [("script", 2)]),
        ("một\n\n<script>x</script>\n", [("script", 3)]),
        ("<IFRAME src=x style='y'>", [("iframe", 1)]),
        ("<svg><svg onload=x>", [("svg", 1), ("svg", 1)]),
        ("<form>\n<input>\n</form>", [("form", 1), ("input", 2)]),
        ("<script>\n'<style>'\n</script>", [("script", 1)]),
        ('một\n<p style="color:red">x</p>', [("style", 2)]),
        ("một\n<p\nstyle='color:red' STYLE=x>x</p>", [("style", 3)]),
        ("<a href='#' onClick = 'x'>x</a>", [("onclick", 1)]),
        ("<video onplay=x></video>", [("video", 1)]),
        ("<p title='onclick=1 style=2'>x</p>", []),
        ("<p onclick style=''>x</p><script>", [("script", 1)]),
        ("on style <p>on style</p>", []),
        ("`<script>` là một thẻ", []),
        ("```\n<script>\n```", []),
        ("    <script>", [("script", 1)]),
        ("`<script>` là một thẻ\n\n<script>x</script>", [("script", 3)]),
        ("onclick\n\n<p onclick=x>một</p>", [("onclick", 3)]),
        ("<linker>x</linker>\n\n<link>", [("link", 3)]),
    ],
)
def test_what_is_taken_out_is_reported(text: str, found: list[tuple[str, int]]) -> None:
    assert removed(text) == found


def test_a_text_without_words_has_nothing() -> None:
    assert RENDERER.render(" \n\n") == RENDERER.render("")
    assert RENDERER.render("").html == ""


def test_what_is_found_says_what_it_is() -> None:
    text = RENDERER.render("[a](b) ![c](d)\n<p style=x onclick=y>z</p>\n\n<script>z</script>")
    assert text.links == (BodyLink("b", 1), BodyLink("d", 1, is_image=True))
    assert text.removed == (
        Removed("style", 2, is_attribute=True),
        Removed("onclick", 2, is_attribute=True),
        Removed("script", 4, is_attribute=False),
    )


@pytest.mark.parametrize(
    "target",
    ["javascript:x", "java\nscript:x", "ftp://a.example", "http://[x", "https://", "https://a b/"],
)
def test_a_link_that_lost_its_target_is_known(target: str) -> None:
    text = RENDERER.render(f"[a](b.md) [c](<{target}>)")
    assert text.links == (BodyLink("b.md", 1), BodyLink(target, 1, is_refused=True))
    assert text.html == '<p><a href="b.md">a</a> <a>c</a></p>'


# --- laws ---------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "a b.md ../c.md #d https://a.example/ //b javascript:x a&b &amp; [ ]( ) [x]( [x][y] [y]:"
    " ![ <a <a\thref= <img\tsrc= > </a> ' \" < <https://a.example> ` ``` ~~~ * ** _ \\ ! | # -"
    " <div> </div> <p> <script> </script> <svg> <!-- --> <b\ttitle= [^1] [^1]: !!!\tnote : 1."
    " <table> <td> <li> <details>".replace("\t", "\u00a0").split()
).map(lambda piece: piece.replace("\u00a0", " "))
SPACES = st.sampled_from(["", " ", "\n", "\n\n", "    ", "\n    ", "\n> ", "\n- "])
TEXTS = st.lists(PIECES | SPACES, max_size=24).map("".join)


def hrefs(text: str) -> list[str]:
    """Return the targets of the links in a piece of clean HTML."""
    if not text:
        return []
    return [str(it) for it in html.fragment_fromstring(text, create_parent=True).xpath("//@href")]


@try_examples(500)
@given(TEXTS)
@example("[x](a.md)\n\n<a href='b.md'>y</a> <https://a.example/>[^1]\n\n[^1]: [z](c.md)")
@example("<a href='a.md'><table><a href='b.md'>")
def test_every_link_of_the_page_is_known_and_every_known_link_is_on_the_page(text: str) -> None:
    found = RENDERER.render(text)
    known = [link for link in found.links if not link.is_image]
    shown = hrefs(found.html)
    assert Counter(shown) == Counter(link.target for link in known if not link.is_refused)
    refused = {link.target for link in known if link.is_refused}
    assert {target for target in refused if not target.startswith("javascript:")} == set()


@try_examples(300)
@given(TEXTS)
def test_what_is_found_is_on_a_line_that_names_it(text: str) -> None:
    lines = text.split("\n")
    for link in RENDERER.render(text).links:
        named = [number for number, line in enumerate(lines, 1) if link.target in line]
        first = len(text[: len(text) - len(text.lstrip())].split("\n"))
        assert link.line in named or link.line == first or "\n" in link.target


PARTS: dict[str, list[str | None]] = {
    "[x](a.md)": ["a.md"],
    "[x\nx](a.md)": [None, "a.md"],
    "[x](\na.md 'a.md')": [None, "a.md"],
    "<a href='a.md'>x</a>": ["a.md"],
    "![x](a.md)": ["a.md"],
    "<p>\n<img src=a.md alt='(a.md)'>\n</p>": [None, "a.md", None],
    "`[x](a.md)` (a.md)": [None],
    "    [x](a.md)": ["a.md"],
    "```\n(a.md)\n```": [None, None, None],
    "<!-- (a.md)\na.md -->": [None, None],
    "<b title='a.md'>x</b> a.md": [None],
}


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(PARTS)), max_size=8))
def test_the_parser_decides_which_of_the_same_words_are_a_link(parts: list[str]) -> None:
    expected: list[int] = []
    line = 1
    for part in parts:
        for target in PARTS[part]:
            expected += [line] if target else []
            line += 1
        line += 1  # the empty line between two parts
        expected.sort()
    found = RENDERER.render("\n\n".join(parts)).links
    assert sorted(link.line for link in found) == expected


# --- hostile texts ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["](", "[](", "[](<", "![[", "[]( ", "]: ", "[[]"])
def test_a_text_with_many_brackets_takes_no_more_time_than_a_long_one(piece: str) -> None:
    start = time.process_time()
    RENDERER.render("[](a)" + piece * 400)
    assert time.process_time() - start < 20


@pytest.mark.slow
def test_many_targets_in_a_long_text_take_no_more_time_than_a_long_text() -> None:
    text = "".join(f"<a href=a{n}>x</a>\n" for n in range(2_000)) + "a b c d e f g\n\n" * 20_000
    start = time.process_time()
    assert len(RENDERER.render(text).links) == 2_000
    assert time.process_time() - start < 20


def test_a_text_nested_too_deeply_is_an_error() -> None:
    renderer = MarkdownRenderer()
    with pytest.raises(NotRendered, match="lồng nhiều tầng"):
        renderer.render("> " * 3_000 + "a")
    assert renderer.render("lời").html == "<p>lời</p>"


@pytest.mark.slow
def test_a_text_that_takes_too_long_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.2)
    renderer = MarkdownRenderer()
    start = time.process_time()
    with pytest.raises(NotRendered, match="quá lâu"):
        renderer.render("# a\n" * 20_000)
    assert time.process_time() - start < 10
    assert renderer.render("lời").html == "<p>lời</p>"


def test_whatever_fails_in_the_library_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("hỏng")

    monkeypatch.setattr("markdown.Markdown.convert", fail)
    with pytest.raises(NotRendered, match="ValueError: hỏng"):
        MarkdownRenderer().render("**lời**")
