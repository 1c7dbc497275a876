"""The HTML of a body as blocks of text, for programs that know no HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import html as parser
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look the same; `look` is of the letters b, i, s (struck), u (raised), d (lowered).

    `href` is a whole web address, or empty. A line break is "\\n".
    """

    text: str
    look: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text. What it holds depends on `kind`:

    p, h (a heading, `level` 2 to 6) and pre have `runs`; quote and box have `blocks`, a box its
    title in `runs`; ul and ol have an `item` with `blocks` for each item, ol its first number as
    `level`; table has `rows` of cells, of which the first `level` are its head; rule has nothing.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    blocks: tuple[Block, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


_LOOKS: Final = {
    "strong": "b", "th": "b", "dt": "b", "summary": "b",
    "em": "i", "cite": "i", "q": "", "mark": "", "small": "",
    "del": "s", "s": "s", "sup": "u", "sub": "d",
}  # fmt: skip
_BLOCKS: Final = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote div details summary table pre hr".split()
)
_BREAK: Final = "\u2028"
_LEFT_OUT: Final = frozenset({"footnote-backref"})

Absolute = Callable[[str], str | None]
"""Gives the whole web address of a link; None for one that means nothing on paper."""


def make_blocks(html: str, absolute: Absolute) -> tuple[Block, ...]:
    """Return the blocks of safe HTML (see prose/safe_html.py), in their order, no word lost."""
    if not html.strip():
        return ()
    root = parser.fragment_fromstring(html, create_parent="div")
    return tuple(_iter_blocks(root, absolute))


def _iter_blocks(parent: HtmlElement, absolute: Absolute) -> Iterator[Block]:
    """Yield what an element holds; words that stand beside blocks are paragraphs of their own."""
    loose: list[Run] = [Run(parent.text)] if parent.text else []
    for child in parent:
        if child.tag in _BLOCKS:
            yield from _make_paragraph(loose)
            loose = []
            yield from _iter_element(child, absolute)
        else:
            loose += _iter_inline(child, "", "", absolute)
        if child.tail:
            loose.append(Run(child.tail))
    yield from _make_paragraph(loose)


def _iter_element(element: HtmlElement, absolute: Absolute) -> Iterator[Block]:
    tag = str(element.tag)
    match tag:
        case "h2" | "h3" | "h4" | "h5" | "h6":
            runs = _join(_iter_content(element, "", "", absolute))
            if runs:
                yield Block("h", runs, level=int(tag[1]))
        case "ul" | "ol":
            items = tuple(
                Block("item", blocks=tuple(_iter_blocks(item, absolute)))
                for item in element
                if item.tag == "li"
            )
            start = element.get("start", "1")
            yield Block(tag, blocks=items, level=int(start) if start.isdecimal() else 1)
        case "dt" | "summary":
            yield from _make_paragraph(_iter_content(element, "b", "", absolute))
        case "dd" | "blockquote":
            yield Block("quote", blocks=tuple(_iter_blocks(element, absolute)))
        case "details":
            yield from _make_box(element, "summary", absolute)
        case "div" if "admonition" in element.get("class", "").split():
            yield from _make_box(element, "admonition-title", absolute)
        case "table":
            yield from _make_table(element, absolute)
        case "pre":
            yield Block("pre", (Run("".join(element.itertext()).strip("\n")),))
        case "hr":
            yield Block("rule")
        case "p":
            yield from _iter_blocks(element, absolute)
        case _:
            yield from _iter_blocks(element, absolute)


def _make_box(element: HtmlElement, title: str, absolute: Absolute) -> Iterator[Block]:
    """Yield the box of a note; its title is the child of that tag or class."""
    first = element[0] if len(element) else None
    is_title = first is not None and title in (first.tag, first.get("class", ""))
    runs: tuple[Run, ...] = ()
    if first is not None and is_title:
        runs = _join(_iter_content(first, "", "", absolute))
        element.remove(first)
    yield Block("box", runs, tuple(_iter_blocks(element, absolute)))


def _make_table(element: HtmlElement, absolute: Absolute) -> Iterator[Block]:
    """Yield the table with as many cells in each row; a caption stands above it."""
    for caption in element.iter("caption"):
        yield from _make_paragraph(_iter_content(caption, "i", "", absolute))
    lines = list(element.iter("tr"))
    rows = [
        [_join(_iter_content(cell, "", "", absolute)) for cell in line if cell.tag in ("td", "th")]
        for line in lines
    ]
    width = max(map(len, rows), default=0)
    if not width:
        return
    head = 0
    while head < len(lines) and all(cell.tag == "th" for cell in lines[head]):
        head += 1
    yield Block(
        "table",
        level=head,
        rows=tuple((*row, *(((),) * (width - len(row)))) for row in rows),
    )


def _iter_content(element: HtmlElement, look: str, href: str, absolute: Absolute) -> Iterator[Run]:
    if element.text:
        yield Run(element.text, look, href)
    for child in element:
        yield from _iter_inline(child, look, href, absolute)
        if child.tail:
            yield Run(child.tail, look, href)


def _iter_inline(element: HtmlElement, look: str, href: str, absolute: Absolute) -> Iterator[Run]:
    """Yield the words of an element inside a paragraph."""
    tag = str(element.tag)
    if _LEFT_OUT & set(element.get("class", "").split()):
        return
    if tag == "br":
        yield Run(_BREAK, look, href)
        return
    if tag == "a":
        href = absolute(element.get("href", "")) or href
    more = _LOOKS.get(tag, "")
    if tag in _BLOCKS:
        yield Run(" ", look, href)
    opening, closing = ("“", "”") if tag == "q" else ("", "")
    if opening:
        yield Run(opening, look, href)
    yield from _iter_content(element, look if more in look else look + more, href, absolute)
    if closing:
        yield Run(closing, look, href)


def _make_paragraph(runs: Iterable[Run]) -> Iterator[Block]:
    if joined := _join(runs):
        yield Block("p", joined)


def _join(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with single spaces, those that look the same as one; () for spaces alone."""
    found: list[Run] = []
    for run in runs:
        text = re.sub(r"[ \t\r\n\f]+", " ", run.text).replace(_BREAK, "\n")
        before = found[-1].text if found else "\n"
        if before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text:
            continue
        if found and (found[-1].look, found[-1].href) == (run.look, run.href):
            found[-1] = replace(found[-1], text=before + text)
        else:
            found.append(replace(run, text=text))
    while found and not (text := found[-1].text.rstrip(" \n")):
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" \n"))
    return tuple(found)


def count_letters(blocks: Iterable[Block]) -> int:
    """Return how many characters the blocks have."""
    return sum(
        sum(len(run.text) for run in block.runs)
        + count_letters(block.blocks)
        + sum(len(run.text) for row in block.rows for cell in row for run in cell)
        for block in blocks
    )
