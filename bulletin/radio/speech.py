"""A story's HTML as paragraphs for the ear: what cannot be heard is dropped or said in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_BLOCKS = set("p h2 h3 h4 h5 h6 li blockquote dt dd pre div summary".split())
_SILENT = {"pre", "figcaption", "sup"}
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_BEFORE_MARK = re.compile(r"\s+([,.;:!?…])")
_REPEATED_MARK = re.compile(r"([,;:])(?:\s*[,;:])+")
_MARK_BEFORE_END = re.compile(r"[,;:]+\s*([.!?…])")
_ENDS = ".!?…"

OPEN_QUOTE = "Xin trích:"
CLOSE_QUOTE = "Hết trích."


class _Ear(HTMLParser):
    """Collects the paragraphs of safe HTML (prose/safe_html.py): its tags are balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._text: list[str] = []
        self._silent = 0
        self._silent_tags: list[str] = []
        self._headers: list[str] = []
        self._cells: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if self._silent_tags:
            if tag == self._silent_tags[-1]:
                self._silent += 1
            return
        if tag in _SILENT or "footnote" in classes.split():
            self._silent_tags.append(tag)
            self._silent = 1
            return
        if tag in _BLOCKS or tag == "tr":
            self._close()
        if tag == "blockquote":
            self.paragraphs.append(OPEN_QUOTE)
        if tag == "table":
            self._close()
            self._headers = []
        if tag == "br":
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent_tags:
            if tag == self._silent_tags[-1]:
                self._silent -= 1
                if self._silent == 0:
                    self._silent_tags.pop()
            return
        if tag in {"th", "td"}:
            self._cells.append((tag, self._taken()))
        elif tag == "tr":
            self._row()
        elif tag in _BLOCKS:
            self._close()
        if tag == "blockquote":
            self.paragraphs.append(CLOSE_QUOTE)

    def handle_data(self, data: str) -> None:
        if not self._silent_tags:
            self._text.append(data)

    def finish(self) -> list[str]:
        """Return the paragraphs."""
        self.close()
        self._close()
        return self.paragraphs

    def _taken(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text = []
        return text

    def _close(self) -> None:
        if text := self._taken():
            self.paragraphs.append(text)

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
            said.append(f"{header} {text}" if header and place > 0 else text)
        if said:
            first, *rest = said
            self.paragraphs.append(f"{first}: {', '.join(rest)}" if rest else first)


def paragraphs(html: str) -> list[str]:
    """Return the paragraphs of safe `html` as one hears them, not yet with numbers in words.

    Footnotes, captions, code and addresses of pages are dropped, lists and tables said as
    sentences, quotations announced, brackets resolved into the sentence.
    """
    ear = _Ear()
    ear.feed(html)
    spoken = (for_the_ear(text) for text in ear.finish())
    return [text for text in spoken if text.strip(_ENDS + ",;: ")]


def for_the_ear(text: str) -> str:
    """Return one paragraph without brackets and addresses, ending as a sentence ends."""
    text = _ADDRESS.sub("", text)
    before = ""
    while before != text:
        before, text = text, _BRACKETS.sub(_aside, text)
    text = _BEFORE_MARK.sub(r"\1", " ".join(text.split()))
    text = _MARK_BEFORE_END.sub(r"\1", _REPEATED_MARK.sub(r"\1", text)).strip(" ,;")
    if not text or text == OPEN_QUOTE:
        return text
    closed = text.rstrip("”\"'’")
    if closed.endswith(tuple(_ENDS)):
        return text
    return f"{text.rstrip(':')}."


def _aside(found: re.Match[str]) -> str:
    """Say what stood in brackets between commas; empty brackets are nothing."""
    return f", {found[1]}, " if found[1] else " "


_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"'’]?\s+(?=[\"“'‘]?[^\W\d_a-zà-ỹđ]|[\"“'‘]?\d)")


def sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; a full stop inside a number or name ends none."""
    start = 0
    for found in _SENTENCE_END.finditer(paragraph):
        piece = paragraph[start : found.end()].strip()
        if piece:
            yield piece
        start = found.end()
    if rest := paragraph[start:].strip():
        yield rest
