"""Turns a story's HTML into paragraphs to read aloud; what cannot be spoken is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from bulletin.radio.pointers import (
    CLOSE,
    OPEN,
    drop_pointers,
    is_links_alone,
    leads_to_links,
    remove_signs,
)

_BLOCKS = set("p h2 h3 h4 h5 h6 hr li blockquote dt dd pre div details summary".split())
# Struck-out text (del, s) is text that its author took back.
_SILENT_TAGS = {"pre", "caption", "figcaption", "del", "s"}
_SILENT_CLASSES = {"footnote", "footnote-ref"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_AREA_CODE = re.compile(r"\((0\d{2,3})\)(?=[ .-]?\d)")
# A star in brackets is the mark of a note: Ông A (*).
_EMPTY_BRACKETS = re.compile(r"\([\s*]*\)|\[[\s*]*\]|\{[\s*]*\}")
# At the end of a sentence or of a quotation there is a pause anyway, so no comma is needed.
_BRACKET_AT_A_PAUSE = re.compile(r"(?<=[.!?…“‘])\s*[()\[\]{}]|[()\[\]{}](?=\s*[”’])")
_BRACKET = re.compile(r"[()\[\]{}]")
# Punctuation that ends the sentence is not part of the address. The lookbehind and the possessive
# quantifiers (++) make sure that a long run of characters is tried once, not from each position.
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.(?=\w))(?:[^\s()\[\]{}<>“”\"]*[^\s()\[\]{}<>“”\".,;:!?…])?"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
)
_ADDRESS_HINTS = ("://", "www.", "@")
_SPACE_BEFORE_PUNCTUATION = re.compile(r"\s+([,;:!?…]|\.(?!\w))")
_REPEATED_PUNCTUATION = re.compile(r"([,;:])(?:\s*[,;:])+")
_PUNCTUATION_BEFORE_END = re.compile(r"[,;:]+\s*([.!?…])")
_SPACE_IN_QUOTES = re.compile(r"(?<=[“‘])[\s,;:]+|\s+(?=[”’])")
# A quick test: matches wherever one of the four patterns above does, in text with single spaces.
_LOOSE_PUNCTUATION = re.compile(r"[,;:.!?…“‘”’](?:(?<=[ ,;:“‘][^“‘])|(?<=[“‘])(?= ))")
_ENDS = ".!?…"

OPEN_QUOTE = "Xin trích:"
CLOSE_QUOTE = "Hết trích."

# In HTML from the sanitiser every value is in double quotes, and every `<` begins a tag.
_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class HeardText(NamedTuple):
    """What of a page is heard: `paragraphs` as they are written, and what is left out of them.

    `left_out` is everything that is not read on purpose: code, captions, notes, text that was
    struck out, what only points to another page, and the headers of columns that no row needs.
    """

    paragraphs: list[str]
    left_out: list[str]


class _SpokenTextParser:
    """Collects the paragraphs of sanitised HTML (prose/safe_html.py), whose tags are balanced."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.left_out: list[str] = []
        self._text: list[str] = []
        self._silent_depth = 0
        self._silent_stack: list[str] = []
        self._headers: list[str] = []
        self._read_headers: set[int] = set()
        self._cells: list[tuple[str, str]] = []
        self._in_cell = False
        self._in_superscript = False
        self._under_lead = False

    def parse(self, html: str) -> HeardText:
        """Return the paragraphs of `html` and what is left out of them."""
        end = 0
        for found in _TAG.finditer(html):
            self._add_text(html[end : found.start()])
            closes, tag, attributes = found.groups()
            if closes:
                self._end_tag(tag)
            else:
                self._start_tag(tag, dict(_ATTRIBUTE.findall(attributes)).get("class", ""))
            end = found.end()
        self._add_text(html[end:])
        self._end_paragraph()
        self._set_headers([])
        return HeardText(self.paragraphs, self.left_out)

    def _start_tag(self, tag: str, classes: str) -> None:
        if self._silent_stack:
            if tag == self._silent_stack[-1]:
                self._silent_depth += 1
            return
        if tag in _SILENT_TAGS or not _SILENT_CLASSES.isdisjoint(classes.split()):
            self._silent_stack.append(tag)
            self._silent_depth = 1
            return
        if tag in _BLOCKS or tag == "tr":
            self._end_paragraph()
        self._in_cell = self._in_cell or tag in {"th", "td"}
        self._in_superscript = self._in_superscript or tag == "sup"
        if tag == "blockquote":
            self.paragraphs.append(OPEN_QUOTE)
        if tag == "table":
            self._end_paragraph()
            self._set_headers([])
        if tag == "br":
            self._text.append(" ")
        if tag == "a":
            self._text.append(OPEN)

    def _end_tag(self, tag: str) -> None:
        if self._silent_stack:
            if tag == self._silent_stack[-1]:
                self._silent_depth -= 1
                if self._silent_depth == 0:
                    self._silent_stack.pop()
            return
        if tag in {"th", "td"}:
            self._cells.append((tag, self._take_text()))
            self._in_cell = False
        elif tag == "sup":
            self._in_superscript = False
        elif tag == "a":
            self._text.append(CLOSE)
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS:
            self._end_paragraph()
        if tag == "blockquote":
            self._end_quote()

    def _add_text(self, text: str) -> None:
        if not text:
            return
        text = unescape(text)
        if self._silent_stack:
            self.left_out.append(text)
        else:
            self._text.append(text.translate(_SUPERSCRIPTS) if self._in_superscript else text)

    def _take_text(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text = []
        if not self._in_cell and is_links_alone(text) and self._after_lead():
            self.left_out.append(remove_signs(text))
            return ""
        text, left_out = drop_pointers(text)
        self.left_out += left_out
        return text

    def _after_lead(self) -> bool:
        """Return whether links stand here under a heading of links, which is then not read."""
        if self.paragraphs and leads_to_links(self.paragraphs[-1]):
            self.left_out.append(self.paragraphs.pop())
            self._under_lead = True
        return self._under_lead

    def _end_paragraph(self) -> None:
        if self._in_cell:
            # A paragraph within a cell does not end the row.
            self._text.append(" ")
        elif text := self._take_text():
            self.paragraphs.append(text)
            self._under_lead = False

    def _end_quote(self) -> None:
        """Announce the end of a quotation; remove the announcement of an empty one."""
        if self.paragraphs[-1] == OPEN_QUOTE:
            self.paragraphs.pop()
        else:
            self.paragraphs.append(CLOSE_QUOTE)

    def _end_row(self) -> None:
        """Add a row of a table: each cell but the first after the name of its column."""
        cells, self._cells = self._cells, []
        if cells and all(tag == "th" for tag, _ in cells):
            self._set_headers([text for _, text in cells])
            return
        spoken = []
        for column, (_, text) in enumerate(cells):
            if not text:
                continue
            header = self._headers[column] if column < len(self._headers) else ""
            # In a table of two columns the first cell names the second.
            needs_header = header and column > 0 and len(cells) > 2
            if needs_header:
                self._read_headers.add(column)
            spoken.append(f"{header} {text}" if needs_header else text)
        if spoken:
            first, *rest = spoken
            self.paragraphs.append(f"{first}: {', '.join(rest)}" if rest else first)

    def _set_headers(self, headers: list[str]) -> None:
        """Begin a table or a part of one; headers that no row has needed are left out."""
        unread = (n for n in range(len(self._headers)) if n not in self._read_headers)
        self.left_out += [self._headers[column] for column in unread]
        self._headers, self._read_headers = headers, set()


def hear(html: str) -> HeardText:
    """Return what of sanitised `html` is heard, in writing, and what is left out.

    Footnotes, captions and code are left out, lists and tables become sentences, quotations are
    announced. Brackets stay: one may be what says how an abbreviation is read, or that the text
    already explains it. They are taken out when the paragraph is verbalized (`make_speakable`).
    """
    return _SpokenTextParser().parse(html)


def make_speakable(text: str) -> str:
    """Return one paragraph without brackets and addresses, ended by a full stop or the like.

    Returns "" when nothing is left to be spoken.
    """
    # Most paragraphs hold neither; this test costs a tenth of what the patterns do.
    if any(map(text.__contains__, _ADDRESS_HINTS)):
        text = _ADDRESS.sub(" ", text)
    if any(map(text.__contains__, "()[]{}")):
        text = _EMPTY_BRACKETS.sub(" ", _AREA_CODE.sub(r"\1", text))
        text = _BRACKET.sub(", ", _BRACKET_AT_A_PAUSE.sub(" ", text))
    text = " ".join(text.split())
    if _LOOSE_PUNCTUATION.search(text):
        text = _REPEATED_PUNCTUATION.sub(r"\1", _SPACE_BEFORE_PUNCTUATION.sub(r"\1", text))
        text = _SPACE_IN_QUOTES.sub("", _PUNCTUATION_BEFORE_END.sub(r"\1", text))
    text = text.strip(" ,;")
    if text == OPEN_QUOTE:
        return text
    text = text.lstrip(" ,;:.!?").rstrip(" :")
    if not any(map(str.isalnum, text)):
        return ""
    return text if text.rstrip("”\"'’").endswith(tuple(_ENDS)) else f"{text}."


_PAUSE = re.compile(r"[.!?…][”\"’']*\s+")
_OPENING = "“\"‘'"


def split_sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences of a paragraph.

    A sentence must begin with a capital letter or a digit, so that a full stop inside a name or
    after an abbreviation ends no sentence.
    """
    start = 0
    for found in _PAUSE.finditer(paragraph):
        first = paragraph[found.end() : found.end() + 3].lstrip(_OPENING)[:1]
        if first.isupper() or first.isdigit():
            yield paragraph[start : found.end()].strip()
            start = found.end()
    if rest := paragraph[start:].strip():
        yield rest
