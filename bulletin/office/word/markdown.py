"""A Word document's body as Markdown, without what a story does not have.

The letterhead, the list of recipients with the signature below, and lines to fill in are left out,
and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from bulletin.office.word.body import PAGE, Block, Body, Paragraph, Picture, Piece, Table
from bulletin.vietnamese.fold import fold

LONGEST_HEADING: Final = 120
"""Letters of a line that is a heading only because all of it is bold."""

_DEEPEST_HEADING: Final = 4
_LETTERHEAD: Final = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
_NEAR_TOP: Final = 8
_LONGEST_NAME: Final = 40
_FILL_LINE: Final = re.compile(r"[\s.…_\-–—=*~]{3,}")
_BULLET: Final = re.compile(r"^\s*[-–—+•●▪◦*·][ \t]+(?=\S)")
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})[.)][ \t]+(?=\S)")
_ENDS_SENTENCE: Final = re.compile(r"[.,;:!]$")
_AT_START: Final = re.compile(r"^(\s*)(#|[-+:=](?=\s|[-=]{2})|[!?]{3}|\d+(?=[.)]\s))")
_SPECIAL: Final = re.compile(r"[\\`*\[\]<>~^]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word document: its title, if it has one, the Markdown below, what was left out.

    `notes` are Vietnamese sentences for who sent it.
    """

    title: str
    body: str
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()


def write_markdown(body: Body) -> WordText:
    """Return the text of a document."""
    notes = [f"đã bỏ {count} {what}" for what, count in body.left_out.items()]
    blocks, dropped = _drop_office_parts([*_split_pages(body.blocks)])
    notes += [f"đã bỏ {what}" for what in dropped]
    title, blocks = _take_title(blocks)
    writer = _Writer(body)
    parts = [*writer.iter_parts(blocks), *writer.iter_footnotes()]
    text = "".join(parts).strip("\n")
    return WordText(title, f"{text}\n" if text else "", tuple(notes), tuple(body.pictures))


def _split_pages(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks without empty ones; the end of a page ends a paragraph."""
    for block in blocks:
        if isinstance(block, Table):
            if any(one.text.strip() for row in block.rows for cell in row for one in cell):
                yield block
            continue
        current: list[Piece] = []
        for piece in block.pieces:
            first, *others = piece.text.split(PAGE)
            current.append(replace(piece, text=first))
            for text in others:
                yield replace(block, pieces=tuple(current))
                current = [replace(piece, text=text)]
        if any(piece.text.strip() or piece.note for piece in current):
            yield replace(block, pieces=tuple(current))


def _text_of(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(one.text for row in block.rows for cell in row for one in cell)


def _drop_office_parts(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """Return the blocks of the story, and what was dropped."""
    dropped = []
    folded = [" ".join(fold(_text_of(block)).replace("–", "-").split()) for block in blocks]
    last = max(
        (n for n in range(min(_NEAR_TOP, len(blocks))) if any(w in folded[n] for w in _LETTERHEAD)),
        default=-1,
    )
    if last >= 0:
        # The office's name stands to the left of the state's, or above it.
        first = next(n for n in range(len(blocks)) if any(w in folded[n] for w in _LETTERHEAD))
        blocks, folded = [*blocks[:first], *blocks[last + 1 :]], folded[:first] + folded[last + 1 :]
        dropped.append("phần quốc hiệu, tên cơ quan ở đầu")
    start = next((n for n, words in enumerate(folded) if words.startswith("noi nhan")), None)
    if start is not None:
        end = start + 1
        while end < len(blocks) and _is_of_signature(blocks[end]):
            end += 1
        blocks = blocks[:start] + blocks[end:]
        dropped.append("phần “Nơi nhận” và chữ ký")
    kept = [one for one in blocks if not _FILL_LINE.fullmatch(_text_of(one))]
    if len(kept) < len(blocks):
        dropped.append(f"{len(blocks) - len(kept)} dòng chấm, dòng kẻ")
    return kept, dropped


def _is_of_signature(block: Block) -> bool:
    """Return whether a block below "Nơi nhận" is a recipient, an office, or a name alone."""
    text = _text_of(block)
    words = text.split()
    is_name = len(text) <= _LONGEST_NAME and all(word[0].isupper() for word in words)
    return (
        isinstance(block, Table)
        or "\t" in text
        or bool(_BULLET.match(text))
        or text.isupper()
        or is_name
    )


def _take_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return the first line if it is a heading, and what comes below it."""
    if blocks and isinstance(first := blocks[0], Paragraph):
        is_alone = first.is_centred or _is_bold(first)
        if first.heading is not None or (is_alone and len(first.text.strip()) <= LONGEST_HEADING):
            return " ".join(first.text.split()), blocks[1:]
    return "", blocks


def _is_bold(paragraph: Paragraph) -> bool:
    return all(piece.look.is_bold for piece in paragraph.pieces if piece.text.strip())


@dataclass(slots=True)
class _Writer:
    body: Body
    _notes: list[str] | None = None

    def iter_parts(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Yield the blocks with the line ends between them."""
        counts: dict[tuple[str, int], int] = {}
        before = ""
        for block in blocks:
            item = self._format_item(block, counts) if isinstance(block, Paragraph) else None
            kind = ""
            if item is not None:
                # Items further in belong to the list before; another mark begins another list.
                kind = before if before and item[0] == " " else "-" if item[0] == "-" else "1"
                yield ("" if kind == before else "\n") + f"{item}\n"
            elif isinstance(block, Paragraph):
                yield f"\n{self._format_paragraph(block)}\n"
            else:
                yield f"\n{self._format_table(block)}\n"
            before = kind

    def iter_footnotes(self) -> Iterator[str]:
        """Yield the footnotes that were referred to."""
        for number, key in enumerate(self._notes or [], 1):
            texts = [self._inline(one.pieces) for one in self.body.footnotes.get(key, [])]
            yield f"\n[^{number}]: {' '.join(' '.join(texts).split())}\n"

    def _format_paragraph(self, paragraph: Paragraph) -> str:
        text = paragraph.text.strip()
        level = paragraph.heading
        is_short = len(text) <= LONGEST_HEADING and "\n" not in text
        if level is None and is_short and _is_bold(paragraph) and not _ENDS_SENTENCE.search(text):
            level = 1
        if level is not None and is_short:
            plain = [replace(p, look=replace(p.look, is_bold=False)) for p in paragraph.pieces]
            mark = "#" * min(max(level, 1) + 1, _DEEPEST_HEADING)
            return f"{mark} {' '.join(self._inline(plain).split())}"
        lines = (_AT_START.sub(r"\1\\\2", line) for line in self._lines(paragraph.pieces))
        return "\\\n".join(_escape_number(line) for line in lines)

    def _format_item(self, paragraph: Paragraph, counts: dict[tuple[str, int], int]) -> str | None:
        """Return a paragraph as an item of a list, which a person may have typed."""
        found = paragraph.numbering
        if found is None:
            text = paragraph.text
            if match := _BULLET.match(text):
                return f"- {self._item_text(paragraph, match.end())}"
            if match := _NUMBERED.match(text):
                return f"{match[1]}. {self._item_text(paragraph, match.end())}"
            return None
        key = found.number, found.level
        for other in [one for one in counts if one[0] == found.number and one[1] > found.level]:
            del counts[other]
        counts[key] = counts.get(key, found.start - 1) + 1
        indent = "    " * min(found.level, 3)
        if found.format in ("bullet", "none"):
            return f"{indent}- {self._item_text(paragraph, 0)}"
        if found.format == "decimal":
            return f"{indent}{counts[key]}. {self._item_text(paragraph, 0)}"
        label = _format_label(found.format, counts[key])
        # Markdown has no such lists; the text may refer to the letter.
        return f"{indent}- {label} {self._item_text(paragraph, 0)}"

    def _item_text(self, paragraph: Paragraph, skip: int) -> str:
        pieces = []
        for piece in paragraph.pieces:
            cut = min(skip, len(piece.text))
            skip -= cut
            pieces.append(replace(piece, text=piece.text[cut:]))
        return " ".join(self._inline(pieces).split())

    def _format_table(self, table: Table) -> str:
        rows = [
            [" ".join(" ".join(self._inline(one.pieces) for one in cell).split()) for cell in row]
            for row in table.rows
        ]
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width <= 1 or len(rows) == 1:
            return "\n\n".join(cell for row in rows for cell in row if cell)
        head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = [head, ["---"] * width, *body]
        return "\n".join(
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
        )

    def _lines(self, pieces: Sequence[Piece]) -> list[str]:
        """Return the lines of a paragraph; a tab is a space."""
        lines = [" ".join(line.split()) for line in self._inline(pieces).split("\n")]
        return [line for line in lines if line]

    def _inline(self, pieces: Sequence[Piece]) -> str:
        """Return pieces as Markdown, the spaces at the ends of emphasis outside of it."""
        self._notes = [] if self._notes is None else self._notes
        out = []
        for (bold, italic, vertical, link), same in groupby(_level(pieces), key=_shape):
            text = ""
            for piece in same:
                text += _escape(piece.text)
                if piece.note:
                    self._notes.append(piece.note)
                    text += f"[^{len(self._notes)}]"
            out.append("\n".join(_wrap(t, bold, italic, vertical, link) for t in text.split("\n")))
        return "".join(out)


def _shape(piece: Piece) -> tuple[bool, bool, str, str]:
    look = piece.look
    return look.is_bold, look.is_italic, look.vertical, piece.link


def _level(pieces: Sequence[Piece]) -> list[Piece]:
    """Give neighbours without a space between them the emphasis that both have.

    Markdown has no form for half a word in bold beside another half in italic.
    """
    levelled = [piece for piece in pieces if piece.text or piece.note]
    for _ in range(2):
        for n in range(len(levelled) - 1):
            one, two = levelled[n], levelled[n + 1]
            if one.look == two.look or not (one.text and two.text):
                continue
            has = [p.look.is_bold or p.look.is_italic for p in (one, two)]
            if all(has) and not one.text[-1].isspace() and not two.text[0].isspace():
                bold = one.look.is_bold and two.look.is_bold
                italic = one.look.is_italic and two.look.is_italic
                for at in (n, n + 1):
                    look = replace(levelled[at].look, is_bold=bold, is_italic=italic)
                    levelled[at] = replace(levelled[at], look=look)
    return [
        # Emphasis of a space alone is none.
        replace(p, look=replace(p.look, is_bold=False, is_italic=False))
        if not p.text.strip()
        else p
        for p in levelled
    ]


_VERTICAL: Final = {"superscript": "^", "subscript": "~"}


def _wrap(text: str, bold: bool, italic: bool, vertical: str, link: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    raised = _VERTICAL.get(vertical, "")
    if raised and " " not in inner:
        inner = f"{raised}{inner}{raised}"
    if link:
        inner = f"[{inner}]({_escape_link(link)})"
    mark = "*" * (2 * bold + italic)
    return f"{start}{mark}{inner}{mark}{end}"


def _escape(text: str) -> str:
    text = text.replace("\t", " ").replace("\u00a0", " ")
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", text))


def _escape_link(link: str) -> str:
    return re.sub(r"[()\s<>\\]", lambda found: f"%{ord(found.group()):02X}", link)


def _escape_number(line: str) -> str:
    """Put the backslash behind the number: only a dot or a bracket can be escaped."""
    return re.sub(r"^(\s*)\\(\d+)([.)])", r"\1\2\\\3", line)


def _format_letter(number: int) -> str:
    return f"{chr(ord('a') + (number - 1) % 26)})"


def _format_roman(number: int) -> str:
    values = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out, left = "", number % 50
    for value, letters in values:
        while left >= value:
            out, left = out + letters, left - value
    return f"{out}."


def _format_label(kind: str, number: int) -> str:
    match kind:
        case "upperRoman":
            return _format_roman(number)
        case "lowerRoman":
            return _format_roman(number).lower()
        case "upperLetter":
            return _format_letter(number).upper()
        case _:
            return _format_letter(number)
