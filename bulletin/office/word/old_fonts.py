"""Text in fonts from before Unicode, made Unicode where font, letters and evidence agree.

A font's name alone proves nothing: people change the font of Unicode text, and the letters stay.
What cannot be judged is refused: a wrong guess would put a wrong name into a story.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final
from unicodedata import normalize

from bulletin.office.refused import Refused
from bulletin.office.word.body import Body, Paragraph, Piece
from bulletin.vietnamese.legacy_evidence import (
    TCVN3,
    VNI,
    WORD,
    Encoding,
    convert_line,
    detect_encodings,
    is_evidence_for,
)
from bulletin.vietnamese.syllable import plausible_syllable

_SOFT_HYPHEN: Final = "\u00ad"
_FIRST_BEYOND_LATIN_1: Final = "\u0100"
_LONGEST_EXCERPT: Final = 60


def convert_old_fonts(body: Body) -> Body:
    """Return the body in Unicode, with capitals where fonts or formats make them; raises Refused.

    A soft hyphen is the letter ư in TCVN3, and nothing in other text.
    """
    merged = body.map_paragraphs(_merge)
    paragraphs: list[Paragraph] = []

    def collect(paragraph: Paragraph) -> Paragraph:
        paragraphs.append(paragraph)
        return paragraph

    merged.map_paragraphs(collect)
    unicode_fonts = {
        piece.look.font
        for piece in _iter_pieces(paragraphs)
        if any(one >= _FIRST_BEYOND_LATIN_1 and one.isalpha() for one in piece.text)
    }
    found: dict[Encoding, dict[int, str]] = {}
    for encoding in (TCVN3, VNI):
        lines = {
            number: line
            for number, paragraph in enumerate(paragraphs)
            if (line := _text_in(paragraph, encoding, unicode_fonts))
        }
        proved = {n for n, one in detect_encodings(lines).items() if one is encoding}
        if proved:
            for number in lines.keys() - proved:
                _check_unproved(lines[number], encoding)
            found[encoding] = {number: lines[number] for number in proved}
    numbers = iter(range(len(paragraphs)))

    def change(paragraph: Paragraph) -> Paragraph:
        number = next(numbers)
        pieces = []
        for piece in paragraph.pieces:
            encoding = _encoding_of(piece.look.font)
            text = piece.text
            if encoding in found and piece.look.font not in unicode_fonts:
                if line := found[encoding].get(number):
                    is_whole = convert_line(line, encoding) == encoding.convert(line)
                    text = encoding.convert(text) if is_whole else convert_line(text, encoding)
                # The names of fonts of capitals end with this letter.
                text = text.upper() if piece.look.font.upper().endswith("H") else text
            pieces.append(replace(piece, text=text.upper() if piece.look.is_capital else text))
        return _without_hyphens(replace(paragraph, pieces=tuple(pieces)))

    return merged.map_paragraphs(change)


def _encoding_of(font: str) -> Encoding | None:
    name = font.strip().casefold()
    return TCVN3 if name.startswith(".vn") else VNI if name.startswith("vni") else None


def _text_in(paragraph: Paragraph, encoding: Encoding, unicode_fonts: set[str]) -> str:
    return "".join(
        piece.text
        for piece in paragraph.pieces
        if piece.look.font not in unicode_fonts and _encoding_of(piece.look.font) is encoding
    )


def _check_unproved(line: str, encoding: Encoding) -> None:
    """Raise Refused for a line that no evidence explains, in a font whose other lines are old."""
    for word in WORD.findall(line):
        is_old = any(not one.isascii() and one in encoding.characters for one in word)
        if is_old and len(word) > 1 and not plausible_syllable(word):
            if is_evidence_for(word, encoding) and all(map(str.isascii, line.replace(word, ""))):
                continue
            excerpt = " ".join(line.split())[:_LONGEST_EXCERPT]
            after = " ".join(encoding.convert(line).split())[:_LONGEST_EXCERPT]
            raise Refused(
                f"không chắc chữ '{excerpt}' là bảng mã cũ {encoding.name} (thành '{after}') hay "
                "Unicode; trong Word chuyển cả bài sang Unicode rồi gửi lại"
            )


def _without_hyphens(paragraph: Paragraph) -> Paragraph:
    if _SOFT_HYPHEN not in paragraph.text or detect_encodings({0: paragraph.text}):
        return paragraph
    pieces = (replace(p, text=p.text.replace(_SOFT_HYPHEN, "")) for p in paragraph.pieces)
    return replace(paragraph, pieces=tuple(pieces))


def _merge(paragraph: Paragraph) -> Paragraph:
    """Join pieces of one look: a letter and its mark may stand in two runs."""
    pieces = [piece for piece in paragraph.pieces if piece.text or piece.note]
    merged: list[Piece] = []
    for _, same in groupby(pieces, key=lambda piece: (piece.look, piece.link, piece.note)):
        some = list(same)
        if some[0].note:
            merged += some
        else:
            text = "".join(piece.text for piece in some).replace("\ufeff", "").replace("\u200b", "")
            # A combining mark may stand in a run of its own; the letters of old fonts stay.
            merged.append(replace(some[0], text=normalize("NFC", text)))
    return replace(paragraph, pieces=tuple(merged))


def _iter_pieces(paragraphs: Iterable[Paragraph]) -> Iterable[Piece]:
    for paragraph in paragraphs:
        yield from paragraph.pieces
