"""Lines as people type them, put into the form in which Python-Markdown reads what was meant.

Editors write in Word, on phones and in web forms, and nobody among them writes code. So

* an indented line is a paragraph, as in Word, and never code;
* a list or a table may follow a line of text at once, and text may follow a table at once;
* two spaces are enough to nest a list, and dashes below a numbered line belong to it;
* the bullets of Word (`•`, `▪`, those of Wingdings, `o` and two spaces) are bullets, and so are
  `\\-` and two or more lines of `-chữ`;
* a line that begins with `a)`, `1)`, `1\\.`, `–`, `—` or a picture sign begins a new line on the
  page, and so do lines that begin with `|` and hold no other (the verses of pandoc);
* several short lines that all begin with a capital letter keep their line ends (verses, addresses);
* `\\` at the end of a line is a line end; `#chu` is a hashtag; `!!!` and `???` without the name of
  a box are text.

This runs after fenced code and blocks of HTML have been taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import STX

from bulletin.prose.admonitions import BOX_KINDS

LONGEST_VERSE: Final = 60
"""Characters of a line that may be a verse. Prose that is wrapped by hand has longer lines."""

_TAB: Final = 4
"""Columns by which Python-Markdown nests."""

_ENOUGH: Final = 2
"""Columns by which an editor nests."""

_LISTS: Final = ("ul", "ol")

_BULLET: Final = re.compile(
    r"(?:[-*+]|[•·▪●○◦‣►❖✓✔➢■□◆◇➤⁃∙]|\\-)[ ]+(?=\S)|[•▪●◦‣►❖➢■◆➤⁃∙](?=\w)"
    # Wingdings and Symbol, as the signs of the font and as the letters that stand for them
    "|[\uf020-\uf0ff] *(?=\\S)|[§Ø][ ]+(?=[^\\W\\d])|[oüvq][ ]{2,}(?=\\S)"
)
_NUMBER: Final = re.compile(r"(\d+)\.[ ]+(?=\S)")
_TIGHT_BULLET: Final = re.compile(r"-(?=[^\W\d_])")
_RULE: Final = re.compile(r"(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})")
_UNDERLINE: Final = re.compile(r"=+|-+")
_DELIMITERS: Final = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")
_BOX: Final = re.compile(r"(?:!!!|\?\?\?\+?) ?([\w-]+)(?: +[\w-]+)*( +\"[^\"]*\")? *")
_BOX_SIGN: Final = re.compile(r"!!!|\?\?\?")
_FOOTNOTE: Final = re.compile(r"\[\^[^\]]+\]:")
_REFERENCE: Final = re.compile(r"\[[^\[\]]+\]:")
_DEFINITION: Final = re.compile(r":[ ]{1,3}\S")
_HASHTAGS: Final = re.compile(r"#(?=[^\W_])")
_ENUMERATOR: Final = re.compile(
    r"(?:[–—] |(?:\d{1,2}|[a-zđA-ZĐ])\\?\) |\d{1,2}\\\. |[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_LINE_BLOCK: Final = re.compile(r"\|[ ]+(?=[^|]+$)")
_SENTENCE_END: Final = re.compile(r"[.!?…:;][”’\"'»)]*\s*$")
_VERSE_START: Final = re.compile(r"[“‘\"'«(*_…]*(\w)")
_SPACED_BOLD: Final = re.compile(
    r"`[^`]*`|(?<![\\*])\*\*(?!\*)( *)((?:[^*`\n]|\n(?!\s*\n))+?)( *)(?<![\\*])\*\*(?!\*)"
)
"""Code, or bold text with spaces inside of its stars, as Word and Google Docs export it."""


@dataclass(slots=True)
class _Container:
    """What later lines can belong to.

    `kind` is `ul` or `ol` for an item of a list, `box`, `note` (of a footnote) or `definition`.
    `column` is where its first line began, `content` the column from which a line is inside.
    """

    kind: str
    column: int
    content: int
    hosts: bool = False


@dataclass(slots=True)
class _Tidier:
    """Goes through the lines once. `out` is the text so far.

    `plain` holds the lines of the paragraph that is open, by their index in `out`; `is_block` says
    that a blank line went before it.
    """

    lines: Sequence[str]
    out: list[str] = field(default_factory=list)
    stack: list[_Container] = field(default_factory=list)
    after_blank: bool = True
    plain: list[int] = field(default_factory=list)
    is_block: bool = True
    in_table: bool = False

    def run(self) -> list[str]:
        """Return the lines as Python-Markdown wants them."""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            text = line.strip()
            if not text:
                self._end_paragraph()
                self.out.append("")
                self.after_blank, self.in_table = True, False
                index += 1
                continue
            indent = len(line) - len(line.lstrip())
            if text.startswith(">"):
                index = self._quote(index, indent)
            else:
                self._line(index, indent, text + "  " * line.endswith("  "))
                index += 1
            self.after_blank = False
        self._end_paragraph()
        return self.out

    # --- one line -------------------------------------------------------------------------------

    def _line(self, index: int, indent: int, text: str) -> None:
        if text.startswith(STX):
            self._start_block(indent, text)
        elif self.in_table and "|" in text:
            self._put(text)
        elif self._is_table(index):
            self._leave(indent)
            self._separate()
            self._put(text)
            self.in_table = True
        elif text.startswith("#"):
            self._heading(index, indent, text)
        elif _RULE.fullmatch(text.rstrip()) or _UNDERLINE.fullmatch(text.rstrip()):
            self._start_block(indent, text)
        elif _BOX_SIGN.match(text):
            self._box(index, indent, text)
        elif _FOOTNOTE.match(text) or _DEFINITION.match(text):
            self._start_block(indent, text)
            kind = "note" if text.startswith("[") else "definition"
            self.stack.append(_Container(kind, indent, indent + _ENOUGH))
        elif not self._bullet(index, indent, text) and not self._number(indent, text):
            self._text(index, indent, text)

    def _text(self, index: int, indent: int, text: str) -> None:
        if self.in_table:
            self._separate()
        if self.after_blank:
            self._leave(indent)
        else:
            self._leave_boxes(index, indent)
        new = (
            not self.after_blank
            and not self.stack
            and indent >= _TAB
            and bool(self.plain)
            and bool(_SENTENCE_END.search(self.out[-1]))
        )
        if new:
            self._separate()
        if _LINE_BLOCK.match(text) and self._is_in_line_block(index):
            text = _LINE_BLOCK.sub("", text, count=1).rstrip() + "\\"
        if text.endswith("\\") and not text.endswith("\\\\"):
            ends = index + 1 < len(self.lines) and self.lines[index + 1].strip()
            text = text[:-1].rstrip() + ("  " if ends else "")
        if _ENUMERATOR.match(text) and not self.after_blank and self.plain:
            self.out[-1] = self.out[-1].rstrip() + "  "
        if _REFERENCE.match(text):
            self._end_paragraph()
            self._put(text)
            return
        if not self.plain:
            self.is_block = self.after_blank
        if self.after_blank:
            margin = _TAB * len(self.stack)
        else:
            # Later lines of an item: less than a level, so that they stay in its paragraph.
            inside = self._boxes()
            if inside and indent < self.stack[inside - 1].content:
                inside -= 1
            margin = _TAB * inside
            if self._is_in_item():
                margin += max(0, min(indent - margin, _TAB - 1))
        self.plain.append(len(self.out))
        self.out.append(" " * margin + text)

    def _heading(self, index: int, indent: int, text: str) -> None:
        """A heading, or a line that begins with a hashtag."""
        if _HASHTAGS.match(text) and _is_hashtag(text):
            self._text(index, indent, "\\" + text)
        else:
            self._start_block(indent, text)

    def _box(self, index: int, indent: int, text: str) -> None:
        found = _BOX.fullmatch(text.rstrip())
        if found and (found[1].lower() in BOX_KINDS or found[2]):
            if not self.after_blank:
                self._leave(indent)
                self._separate()
            self._start_block(indent, text)
            self.stack.append(_Container("box", indent, indent + _ENOUGH))
        else:
            self._text(index, indent, "\\" + text)

    def _bullet(self, index: int, indent: int, text: str) -> bool:
        found = _BULLET.match(text)
        if found is None:
            if not (_TIGHT_BULLET.match(text) and self._has_tight_neighbour(index)):
                return False
            found = _TIGHT_BULLET.match(text)
            assert found is not None
        self._item("ul", indent, f"- {text[found.end() :]}")
        return True

    def _number(self, indent: int, text: str) -> bool:
        found = _NUMBER.match(text)
        if found is None:
            return False
        before = self.out[-1].rstrip() if self.out else ""
        follows = self.after_blank or not self.plain or found[1] == "1" or before.endswith(":")
        if not follows:
            return False
        self._item("ol", indent, text)
        return True

    def _item(self, kind: str, indent: int, text: str) -> None:
        """Add an item of a list, at the level to which it is indented."""
        popped: _Container | None = None
        was_in_item = self._is_in_item()
        while self.stack and not self._holds(self.stack[-1], kind, indent):
            popped = self.stack.pop()
        if self.stack and self.stack[-1].kind == "ol" and indent < self.stack[-1].content:
            self.stack[-1].hosts = True
        is_sibling = popped is not None and popped.kind == kind
        if (
            self.in_table
            or (self.plain and (self.is_block or not was_in_item))
            or (popped is not None and not is_sibling and not self.after_blank)
        ):
            self._separate()
        self._end_paragraph()
        self._put(text)
        self.stack.append(_Container(kind, indent, indent + _ENOUGH))

    def _holds(self, container: _Container, kind: str, indent: int) -> bool:
        if indent >= container.content:
            return True
        return (
            container.kind == "ol"
            and kind == "ul"
            and indent >= container.column
            and (container.hosts or not self.after_blank)
        )

    def _quote(self, index: int, indent: int) -> int:
        """Tidy the text of a quotation by itself; return the line after it."""
        inner = []
        while index < len(self.lines) and (text := self.lines[index].strip()).startswith(">"):
            inner.append(text[1:].removeprefix(" "))
            index += 1
        self._end_paragraph()
        if self.after_blank:
            self._leave(indent)
        if self.in_table:
            self._separate()
        for line in _Tidier(inner).run():
            self._put(f"> {line}" if line else ">")
        return index

    # --- what is open ---------------------------------------------------------------------------

    def _start_block(self, indent: int, text: str) -> None:
        """Add a line that is no part of a paragraph and needs no blank line before it."""
        self._end_paragraph()
        self._leave(indent)
        if self.in_table:
            self._separate()
        self._put(text)

    def _put(self, text: str) -> None:
        self.out.append(" " * (_TAB * len(self.stack)) + text)

    def _leave(self, indent: int) -> None:
        while self.stack and indent < self.stack[-1].content:
            self.stack.pop()

    def _leave_boxes(self, index: int, indent: int) -> None:
        """Leave a box whose text has ended without a blank line, or a definition at a new term.

        Other text that is not indented goes on with the note or the definition.
        """
        inside = self._boxes()
        if not inside or indent >= self.stack[inside - 1].content:
            return
        kind = self.stack[inside - 1].kind
        under = self.lines[index + 1].strip() if index + 1 < len(self.lines) else ""
        if kind == "box" or (kind == "definition" and _DEFINITION.match(under)):
            del self.stack[inside - 1 :]
            self._separate()

    def _boxes(self) -> int:
        """Return how many containers there are down to the innermost box."""
        for index in range(len(self.stack), 0, -1):
            if self.stack[index - 1].kind not in _LISTS:
                return index
        return 0

    def _is_in_item(self) -> bool:
        return bool(self.stack) and self.stack[-1].kind in _LISTS

    def _separate(self) -> None:
        self._end_paragraph()
        if self.out and self.out[-1]:
            self.out.append("")
        self.after_blank, self.in_table = True, False

    def _end_paragraph(self) -> None:
        """Keep the line ends of the paragraph that ends here, if its lines are verses."""
        some, self.plain = self.plain, []
        if len(some) > 1 and all(_is_verse(self.out[index]) for index in some):
            for index in some[:-1]:
                self.out[index] = self.out[index].rstrip() + "  "

    # --- what a line is -------------------------------------------------------------------------

    def _is_table(self, index: int) -> bool:
        if "|" not in self.lines[index] or index + 1 >= len(self.lines):
            return False
        under = self.lines[index + 1].strip()
        return "|" in under and bool(_DELIMITERS.fullmatch(under))

    def _is_in_line_block(self, index: int) -> bool:
        return any(
            0 <= other < len(self.lines) and bool(_LINE_BLOCK.match(self.lines[other].strip()))
            for other in (index - 1, index + 1)
        )

    def _has_tight_neighbour(self, index: int) -> bool:
        return any(
            0 <= other < len(self.lines) and bool(_TIGHT_BULLET.match(self.lines[other].strip()))
            for other in (index - 1, index + 1)
        )


def _is_verse(line: str) -> bool:
    text = line.strip()
    found = _VERSE_START.match(text)
    return len(text) <= LONGEST_VERSE and found is not None and found[1].isupper()


def _is_hashtag(text: str) -> bool:
    """Whether a line that begins with # and a letter is no heading: `#thidua`, `#AnBien #XeoRo`."""
    words = text.split()
    first = words[0][1:]
    return (
        not first[0].isupper()
        or (any(letter.isupper() for letter in first[1:]) and not first.isupper())
        or (all(word.startswith("#") for word in words) and len(words) > 1)
    )


def tidy_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text as Python-Markdown reads them in the sense that was meant."""
    return _Tidier(lines).run()


def move_spaces_out_of_bold(text: str) -> str:
    """Return `text` with `**Kết quả: **mười` as `**Kết quả:** mười`."""

    def move(found: re.Match[str]) -> str:
        before, words, after = found[1], found[2], found[3]
        if words is None or bool(before) == bool(after) or not words.strip():
            return found[0]
        return f"{before}**{words}**{after}"

    return _SPACED_BOLD.sub(move, text) if "** " in text or " **" in text else text


class _Tidy(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = move_spaces_out_of_bold("\n".join(tidy_lines(lines)))
        return text.split("\n")


class LenientBlocks(Extension):
    """Registers the rule behind `html_block`, and takes away code by indentation."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the rule to `md`."""
        md.preprocessors.register(_Tidy(md), "lenient-blocks", 10)
        md.parser.blockprocessors.deregister("code")
