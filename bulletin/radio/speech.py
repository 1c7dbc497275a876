"""A story's HTML as paragraphs for the ear: what cannot be heard is dropped or said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

_BLOCKS = set("p h2 h3 h4 h5 h6 hr li blockquote dt dd pre div details summary".split())
# What was struck out was taken back by who wrote it.
_SILENT = {"pre", "caption", "figcaption", "del", "s"}
_SILENT_CLASSES = {"footnote", "footnote-ref"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_AREA_CODE = re.compile(r"\((0\d{2,3})\)(?=[ .-]?\d)")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}")
# Beside the end of a sentence or of a quotation there is a pause already.
_BRACKET_AT_A_PAUSE = re.compile(r"(?<=[.!?…“‘])\s*[()\[\]{}]|[()\[\]{}](?=\s*[”’])")
_BRACKET = re.compile(r"[()\[\]{}]")
# A mark that ends the sentence is not the address's; a run is tried once, from its beginning.
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.(?=\w))(?:[^\s()\[\]{}<>“”\"]*[^\s()\[\]{}<>“”\".,;:!?…])?"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
)
_SIGNS_OF_AN_ADDRESS = ("://", "www.", "@")
_BEFORE_MARK = re.compile(r"\s+([,;:!?…]|\.(?!\w))")
_REPEATED_MARK = re.compile(r"([,;:])(?:\s*[,;:])+")
_MARK_BEFORE_END = re.compile(r"[,;:]+\s*([.!?…])")
_SPACE_IN_QUOTES = re.compile(r"(?<=[“‘])[\s,;:]+|\s+(?=[”’])")
# Wherever one of the four finds something, where all space is single.
_LOOSE_MARK = re.compile(r"[,;:.!?…“‘”’](?:(?<=[ ,;:“‘][^“‘])|(?<=[“‘])(?= ))")
_ENDS = ".!?…"

OPEN_QUOTE = "Xin trích:"
CLOSE_QUOTE = "Hết trích."


# In HTML from the sanitiser every value stands in double quotes, and `<` begins a tag.
_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class _Ear:
    """Collects the paragraphs of safe HTML (prose/safe_html.py): its tags are balanced."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._text: list[str] = []
        self._silent = 0
        self._silent_tags: list[str] = []
        self._headers: list[str] = []
        self._cells: list[tuple[str, str]] = []
        self._in_cell = False
        self._raised = False

    def listen(self, html: str) -> list[str]:
        """Return the paragraphs of `html`."""
        end = 0
        for found in _TAG.finditer(html):
            self._hear(html[end : found.start()])
            closes, tag, attributes = found.groups()
            if closes:
                self._leave(tag)
            else:
                self._enter(tag, dict(_ATTRIBUTE.findall(attributes)).get("class", ""))
            end = found.end()
        self._hear(html[end:])
        self._close()
        return self.paragraphs

    def _enter(self, tag: str, classes: str) -> None:
        if self._silent_tags:
            if tag == self._silent_tags[-1]:
                self._silent += 1
            return
        if tag in _SILENT or not _SILENT_CLASSES.isdisjoint(classes.split()):
            self._silent_tags.append(tag)
            self._silent = 1
            return
        if tag in _BLOCKS or tag == "tr":
            self._close()
        self._in_cell = self._in_cell or tag in {"th", "td"}
        self._raised = self._raised or tag == "sup"
        if tag == "blockquote":
            self.paragraphs.append(OPEN_QUOTE)
        if tag == "table":
            self._close()
            self._headers = []
        if tag == "br":
            self._text.append(" ")

    def _leave(self, tag: str) -> None:
        if self._silent_tags:
            if tag == self._silent_tags[-1]:
                self._silent -= 1
                if self._silent == 0:
                    self._silent_tags.pop()
            return
        if tag in {"th", "td"}:
            self._cells.append((tag, self._taken()))
            self._in_cell = False
        elif tag == "sup":
            self._raised = False
        elif tag == "tr":
            self._row()
        elif tag in _BLOCKS:
            self._close()
        if tag == "blockquote":
            self._close_quote()

    def _hear(self, text: str) -> None:
        if not self._silent_tags:
            text = unescape(text)
            self._text.append(text.translate(_RAISED) if self._raised else text)

    def _taken(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text = []
        return text

    def _close(self) -> None:
        if self._in_cell:
            # Blocks within a cell are of one row still.
            self._text.append(" ")
        elif text := self._taken():
            self.paragraphs.append(text)

    def _close_quote(self) -> None:
        """Announce the end of a quotation, or take back that of one in which nothing is heard."""
        if self.paragraphs[-1] == OPEN_QUOTE:
            self.paragraphs.pop()
        else:
            self.paragraphs.append(CLOSE_QUOTE)

    def _row(self) -> None:
        """Say a row of a table: each cell after the name of its column, the first one alone."""
        cells, self._cells = self._cells, []
        if cells and all(tag == "th" for tag, _ in cells):
            self._headers = [text for _, text in cells]
            return
        said = []
        for place, (_, text) in enumerate(cells):
            if not text:
                continue
            header = self._headers[place] if place < len(self._headers) else ""
            # In a table of two columns the first cell already says what the second one is.
            names_it = header and place > 0 and len(cells) > 2
            said.append(f"{header} {text}" if names_it else text)
        if said:
            first, *rest = said
            self.paragraphs.append(f"{first}: {', '.join(rest)}" if rest else first)


def paragraphs(html: str, say: Callable[[str], str] = str) -> list[str]:
    """Return the paragraphs of safe `html` as one hears them.

    `say` puts numbers and abbreviations into words. It goes first: a bracket may be all that tells
    it what an abbreviation means, or that one is being explained and need not be said twice.

    Footnotes, captions, code and addresses of pages are dropped, lists and tables said as
    sentences, quotations announced, brackets resolved into the sentence.
    """
    # An item of a list is a sentence of its own.
    heard = (for_the_ear(say(text)) for text in _Ear().listen(html))
    return [f"{text[0].upper()}{text[1:]}" for text in heard if text]


def for_the_ear(text: str) -> str:
    """Return one paragraph without brackets and addresses, ending as a sentence ends.

    "" when nothing is left to be heard.
    """
    # Most paragraphs hold neither; to look costs a tenth of what the patterns do.
    if any(map(text.__contains__, _SIGNS_OF_AN_ADDRESS)):
        text = _ADDRESS.sub(" ", text)
    if any(map(text.__contains__, "()[]{}")):
        text = _EMPTY_BRACKETS.sub(" ", _AREA_CODE.sub(r"\1", text))
        text = _BRACKET.sub(", ", _BRACKET_AT_A_PAUSE.sub(" ", text))
    text = " ".join(text.split())
    if _LOOSE_MARK.search(text):
        text = _REPEATED_MARK.sub(r"\1", _BEFORE_MARK.sub(r"\1", text))
        text = _SPACE_IN_QUOTES.sub("", _MARK_BEFORE_END.sub(r"\1", text))
    text = text.strip(" ,;")
    if text == OPEN_QUOTE:
        return text
    text = text.lstrip(" ,;:.!?").rstrip(" :")
    if not any(map(str.isalnum, text)):
        return ""
    return text if text.rstrip("”\"'’").endswith(tuple(_ENDS)) else f"{text}."


_PAUSE = re.compile(r"[.!?…][”\"’']*\s+")
_OPENING = "“\"‘'"


def sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences of a paragraph.

    A sentence begins with a capital letter or a figure, so that a full stop inside a name or after
    an abbreviation ends none.
    """
    start = 0
    for found in _PAUSE.finditer(paragraph):
        first = paragraph[found.end() : found.end() + 3].lstrip(_OPENING)[:1]
        if first.isupper() or first.isdigit():
            yield paragraph[start : found.end()].strip()
            start = found.end()
    if rest := paragraph[start:].strip():
        yield rest
