"""The body of a Word document as paragraphs and tables of pieces of text.

Deleted and hidden text, comments and the results of nothing never come in; insertions, text boxes,
content controls and footnotes do. What is left out is noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from bulletin.office.word.parts import WordParts
from bulletin.office.word.styles import Look, Numbering, Styles, is_number

MOST_CELLS: Final = 20_000
"""Cells of all tables: a span of a million columns is one attribute."""

_WIDEST: Final = 40
_INSIDE: Final = {
    "w_customXml", "w_dir", "w_bdo", "w_fldSimple", "w_ins", "w_moveTo", "w_sdtContent",
    "w_smartTag",
}  # fmt: skip
_DELETED: Final = {"w_del", "w_moveFrom"}
_MADE_BY_A_MACHINE: Final = re.compile(r"automatically generated|tự động", re.IGNORECASE)
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+"(https?://[^"\s]+)"')
PAGE: Final = "\f"
"""Stands for the end of a page in the text of a piece."""


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look; `link` is the address behind it, `note` the footnote at its end."""

    text: str
    look: Look = PLAIN
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its pieces, its level as a heading, its list, whether it is centred."""

    pieces: tuple[Piece, ...]
    heading: int | None = None
    numbering: Numbering | None = None
    is_centred: bool = False

    @property
    def text(self) -> str:
        """The text without look."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each a list of paragraphs; a cell that is merged with another is empty."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a document: its bytes, and how its author described it, if he did."""

    data: bytes
    alt: str = ""


@dataclass(slots=True)
class Body:
    """All that a document shows, and how often something was left out, by its Vietnamese name."""

    blocks: list[Block]
    footnotes: dict[str, list[Paragraph]]
    left_out: dict[str, int]
    pictures: list[Picture] = field(default_factory=list)

    def map_paragraphs(self, change: Callable[[Paragraph], Paragraph]) -> Body:
        """Return the body with every paragraph changed, in tables and footnotes too."""

        def change_block(block: Block) -> Block:
            if isinstance(block, Paragraph):
                return change(block)
            return Table(tuple(tuple(tuple(map(change, c)) for c in row) for row in block.rows))

        return Body(
            [change_block(block) for block in self.blocks],
            {key: [change(one) for one in note] for key, note in self.footnotes.items()},
            self.left_out,
            self.pictures,
        )


def read_body(parts: WordParts) -> Body:
    """Return what a document shows."""
    reader = _Reader(parts, Styles(parts))
    root = parts.document.find("w_body")
    blocks = list(reader.iter_blocks(root)) if root is not None else []
    footnotes = {
        note.get("w_id", ""): [
            block for block in reader.iter_blocks(note) if isinstance(block, Paragraph)
        ]
        for note in parts.footnotes.iter("w_footnote")
        if note.get("w_type") is None
    }
    return Body(_join_deleted_marks(blocks), footnotes, reader.left_out, reader.pictures)


@dataclass(frozen=True, slots=True)
class _Joined(Paragraph):
    """A paragraph whose end was deleted: the next one goes on in it."""


def _join_deleted_marks(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(before, _Joined) and isinstance(block, Paragraph):
            joined[-1] = replace(block, pieces=(*before.pieces, *block.pieces))
        else:
            joined.append(block)
    return joined


@dataclass(slots=True)
class _Reader:
    parts: WordParts
    styles: Styles
    left_out: dict[str, int] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _fields: list[str | None] = field(default_factory=list)
    _cells: int = 0

    def iter_blocks(self, container: Element) -> Iterator[Block]:
        """Yield the blocks in an element, those in its text boxes behind the paragraph."""
        for child in container:
            if child.tag == "w_p":
                yield self._read_paragraph(child)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.iter_blocks(box)
            elif child.tag == "w_tbl":
                yield self._read_table(child)
            elif child.tag in _INSIDE or child.tag == "w_sdt":
                yield from self.iter_blocks(child)
            elif child.tag == "mc_AlternateContent":
                yield from self.iter_blocks(_choose(child))
            elif child.tag == "w_altChunk":
                self._leave_out("đoạn chèn từ tệp khác")

    def _read_paragraph(self, element: Element) -> Paragraph:
        properties = element.find("w_pPr")
        pieces = tuple(self._iter_pieces(element, properties, ""))
        is_centred, kind = False, Paragraph
        if properties is not None:
            centre = properties.find("w_jc")
            is_centred = centre is not None and centre.get("w_val") == "center"
            if any(properties.find(f"w_rPr/{one}") is not None for one in _DELETED):
                kind = _Joined
        heading = self.styles.find_heading(properties)
        numbering = self.styles.find_numbering(properties) if heading is None else None
        return kind(pieces, heading, numbering, is_centred)

    def _read_table(self, element: Element) -> Table:
        rows = []
        for row in _iter_deep(element, "w_tr"):
            if row.find("w_trPr/w_del") is not None:
                continue
            cells: list[tuple[Paragraph, ...]] = []
            for cell in _iter_deep(row, "w_tc"):
                merge = cell.find("w_tcPr/w_vMerge")
                is_covered = merge is not None and merge.get("w_val") != "restart"
                cells.append(() if is_covered else tuple(self._iter_cell(cell)))
                span = cell.find("w_tcPr/w_gridSpan")
                width = "1" if span is None else span.get("w_val", "1")
                cells += [()] * (min(int(width), _WIDEST) - 1 if is_number(width) else 0)
            self._cells += len(cells)
            if self._cells > MOST_CELLS:
                self._leave_out("dòng bảng (bảng quá lớn)")
                break
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def _iter_cell(self, cell: Element) -> Iterator[Paragraph]:
        for block in self.iter_blocks(cell):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (one for row in block.rows for inner in row for one in inner)

    def _iter_pieces(
        self, container: Element, properties: Element | None, link: str
    ) -> Iterator[Piece]:
        for child in container:
            tag = child.tag
            if tag == "w_r":
                yield from self._read_run(child, properties, link)
            elif tag == "w_hyperlink":
                target = self.parts.links.get(child.get("r_id", ""), "")
                yield from self._iter_pieces(child, properties, target or link)
            elif tag in _INSIDE or tag in ("w_sdt", "w_ruby", "w_rubyBase"):
                yield from self._iter_pieces(child, properties, link)
            elif tag in _DELETED:
                self._leave_out("chỗ đã xóa (theo dõi sửa đổi)")
            elif tag == "mc_AlternateContent":
                yield from self._iter_pieces(_choose(child), properties, link)
            elif tag in ("m_oMath", "m_oMathPara"):
                yield Piece("".join(one.text or "" for one in child.iter("m_t")))
            elif tag == "w_commentRangeStart":
                self._leave_out("lời bình luận")

    def _read_run(self, run: Element, properties: Element | None, link: str) -> Iterator[Piece]:
        look = self.styles.find_look(run, properties)
        text = ""
        for child in run:
            tag = child.tag
            if tag == "w_fldChar":
                self._turn_field(child.get("w_fldCharType"))
            elif tag == "w_instrText":
                self._read_instruction(child.text or "")
            elif self._is_in_instruction:
                continue
            elif tag == "w_footnoteReference":
                yield self._make_piece(text, look, link)
                yield Piece("", note=child.get("w_id", ""))
                text = ""
            elif tag == "mc_AlternateContent":
                self._read_drawing(_choose(child))
            elif tag in ("w_drawing", "w_pict", "w_object"):
                self._read_drawing(child)
            elif tag == "w_ruby":
                yield from self._iter_pieces(child, properties, link)
            else:
                text += _read_text(child)
        if text:
            yield self._make_piece(text, look, link)

    def _make_piece(self, text: str, look: Look, link: str) -> Piece:
        if look.is_hidden and text.strip():
            self._leave_out("đoạn chữ ẩn")
            return Piece("")
        if look.is_struck and text.strip():
            self._leave_out("đoạn chữ gạch bỏ")
            return Piece("")
        return Piece(text, look, link or next((one for one in self._fields[::-1] if one), ""))

    def _read_drawing(self, drawing: Element) -> None:
        """Keep text boxes and pictures of a drawing; other drawings are left out, and noted."""
        boxes = list(_iter_boxes(drawing))
        self._boxes += boxes
        if boxes:
            return
        names = (one.get("r_embed") or one.get("r_id") or "" for one in drawing.iter())
        data = next((found for name in names if (found := self.parts.pictures.get(name))), None)
        if data is None:
            self._leave_out("ảnh, hình vẽ")
            return
        words = next((one.get("descr", "") for one in drawing.iter() if one.get("descr")), "")
        alt = "" if _MADE_BY_A_MACHINE.search(words) else " ".join(words.split())
        self.pictures.append(Picture(data, alt))

    @property
    def _is_in_instruction(self) -> bool:
        return any(one is None for one in self._fields)

    def _turn_field(self, kind: str | None) -> None:
        """Follow a field: its instruction is no text, its result is."""
        if kind == "begin":
            self._fields.append(None)
        elif kind == "separate" and self._fields:
            self._fields[-1] = self._fields[-1] or ""
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_instruction(self, text: str) -> None:
        found = _HYPERLINK.match(text)
        if found and self._fields and self._fields[-1] is None:
            self._fields[-1] = found[1]

    def _leave_out(self, what: str) -> None:
        self.left_out[what] = self.left_out.get(what, 0) + 1


def _read_text(child: Element) -> str:
    match child.tag:
        case "w_t":
            return child.text or ""
        case "w_tab" | "w_ptab":
            return "\t"
        case "w_br":
            return PAGE if child.get("w_type") in ("page", "column") else "\n"
        case "w_cr":
            return "\n"
        case "w_softHyphen":
            return "\u00ad"
        case "w_noBreakHyphen":
            return "-"
        case _:
            return ""


def _choose(alternatives: Element) -> Element:
    """Return the first choice, which Word of today shows; else the fallback."""
    for name in ("mc_Choice", "mc_Fallback"):
        if (found := alternatives.find(name)) is not None:
            return found
    return Element("none")


def _iter_boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == "w_txbxContent":
            yield child
        elif child.tag == "mc_AlternateContent":
            yield from _iter_boxes(_choose(child))
        else:
            yield from _iter_boxes(child)


def _iter_deep(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows or cells in an element, in content controls too, and not those further in."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in _INSIDE or child.tag == "w_sdt":
            yield from _iter_deep(child, name)
