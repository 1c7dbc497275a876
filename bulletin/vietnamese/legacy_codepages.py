"""Text that was UTF-8, was read in a code page of Windows, DOS or Mac, and was saved again.

Each byte became a character of its own: "Năm" -> "NÄƒm" (Windows-1252), "NƒÉm" (Mac Roman). What is
left is valid UTF-8, so only the letters show it. Every spelling here decodes back to one character
that Vietnamese text holds. The tables are those of Python's codecs; a byte that a code page leaves
free becomes the control character of the same number, as in Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bulletin.vietnamese.syllable import plausible_syllable

# The usual one first: where two code pages explain a line equally well, it is the first.
_CODECS: Final = {
    "cp1252": "Windows-1252",
    "cp1258": "Windows-1258",
    "mac_roman": "Mac Roman",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1254": "Windows-1254",
    "cp874": "Windows-874",
    "latin-1": "ISO 8859-1",
}
_MOST_TIMES: Final = 3
"""A text can go through a code page more than once; a fourth time has not been seen."""

# Lower-case and capital letters with marks, and the signs that Word and keyboards make.
_SIGNS: Final = "“”‘’‚„«»‹›–—‐‑…•·°²³×÷±§©®™€₫½¼¾→←≥≤−\u00a0\ufeff\u200b\u00ad"
_MARKS: Final = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"


def _letters() -> Iterator[str]:
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY":
        for mark in ("", *"\u0300\u0301\u0303\u0309\u0323"):
            letter = unicodedata.normalize("NFC", vowel + mark)
            if not letter.isascii():
                yield letter
    yield from "đĐ"


@dataclass(frozen=True, eq=False, slots=True)
class CodePage:
    """A code page that UTF-8 was read in: its name, and the byte of each of its characters.

    `pattern` finds what could be one character of UTF-8; `letters` are those that it may be.
    """

    name: str
    bytes_of: dict[str, int]
    pattern: re.Pattern[str]
    letters: frozenset[str]

    def decode(self, text: str) -> str:
        """Return the text with each spelling replaced by the character that it stands for."""
        return self.pattern.sub(self._meaning, text)

    def count(self, text: str) -> int:
        """Return how many characters of the text are spelled in this code page."""
        return sum(self._meaning(found) in self.letters for found in self.pattern.finditer(text))

    def spell(self, character: str) -> str:
        """Return how the code page writes a character."""
        of_byte = {byte: one for one, byte in self.bytes_of.items()}
        return "".join(of_byte[byte] for byte in character.encode())

    def _meaning(self, found: re.Match[str]) -> str:
        spelling = found.group()
        try:
            return bytes(map(self.bytes_of.__getitem__, spelling)).decode()
        except UnicodeDecodeError:
            return spelling


# The first bytes of the characters above in UTF-8, of two and of three bytes, and all others.
_FIRST_OF_TWO: Final = bytes(range(0xC2, 0xCD))
_FIRST_OF_THREE: Final = b"\xe1\xe2\xef"
_FOLLOWING: Final = bytes(range(0x80, 0xC0))


def _read_in(codec: str, data: bytes) -> str:
    """Return bytes as a code page shows them; it may leave some of them free."""
    return "".join(
        data[at : at + 1].decode(codec, "ignore") or chr(data[at]) for at in range(len(data))
    )


def _make(codec: str, name: str) -> CodePage:
    characters = _read_in(codec, bytes(range(256)))
    two, three, following = (
        re.escape(_read_in(codec, some)) for some in (_FIRST_OF_TWO, _FIRST_OF_THREE, _FOLLOWING)
    )
    # The characters of a code page are themselves spelled where a text was read twice.
    twice = [one for one in characters if ord(one) > 0xA0]
    return CodePage(
        name,
        {one: byte for byte, one in enumerate(characters)},
        re.compile(f"[{two}][{following}]|[{three}][{following}]{{2}}"),
        frozenset([*_letters(), *_SIGNS, *_MARKS, *twice]),
    )


@cache
def _code_pages() -> tuple[CodePage, ...]:
    """Return all code pages: made when the first doubtful line asks for them, which is rare."""
    return tuple(_make(codec, name) for codec, name in _CODECS.items())


# Most lines have no pair with which a spelling could begin, and are not looked at again.
_FIRSTS: Final = {one for c in _CODECS for one in _read_in(c, _FIRST_OF_TWO + _FIRST_OF_THREE)}
_SECONDS: Final = {one for c in _CODECS for one in _read_in(c, _FOLLOWING)}
_MAY_BE_MISREAD: Final = re.compile(
    f"[{re.escape(''.join(sorted(_FIRSTS)))}][{re.escape(''.join(sorted(_SECONDS)))}]"
)
_STRANGE: Final = re.compile(f"[^\x20-\x7e\t{''.join(_letters())}{_SIGNS}]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# A no-break space is half of a letter.
_PIECE: Final = re.compile(r"[^ \t]+")
_NO_LETTERS_AT_ENDS: Final = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Misread:
    """A line that was read in a code page: its name, the first word, and the line as it was meant.

    `line` is None where bytes were lost on the way.
    """

    code_page: str
    word: str
    line: str | None


def may_be_misread(text: str) -> bool:
    """Return whether a text has a pair of characters with which a spelling could begin."""
    return _MAY_BE_MISREAD.search(text) is not None


def find_misread(line: str) -> Misread | None:
    """Return what was meant by a line of UTF-8 that was read in a code page; None if it was not.

    `line` is as it was stored, or in NFC. One word is enough, if it is no Vietnamese word as it is
    written and one when it is decoded.
    """
    if not may_be_misread(line):
        return None
    best: tuple[tuple[int, int, int], CodePage] | None = None
    for page in _code_pages():
        words = sum(_is_misread(piece, page) for piece in _PIECE.findall(line))
        if words:
            decoded = unicodedata.normalize("NFC", _decode_all(line, page))
            # Each spelling becomes one character, so the shortest line has the fewest left.
            score = words, -len(_STRANGE.findall(decoded)), -len(decoded)
            if best is None or score > best[0]:
                best = score, page
    if best is None:
        return None
    page = best[1]
    word = next(piece for piece in _PIECE.findall(line) if _is_misread(piece, page))
    return Misread(page.name, word, _mend(line, page))


def _is_misread(piece: str, page: CodePage) -> bool:
    """Return whether a text without spaces is one that was read in this code page."""
    count = page.count(piece)
    if not count or _is_good(piece, page):
        return False
    words = _WORD.findall(unicodedata.normalize("NFC", _decode_all(piece, page)))
    if all(plausible_syllable(word) or word.isupper() for word in words):
        return True
    # Other words may stand in the same piece (a link, a name): two letters will do.
    return count > 1 and any(plausible_syllable(word) and not word.isascii() for word in words)


def _is_good(piece: str, page: CodePage) -> bool:
    """Return whether it is a good word with a sign behind it that a spelling could end with: “MÃ”.

    A spelling of three characters is none, but where a quotation ends: «bà má»….
    """
    written = _NO_LETTERS_AT_ENDS.sub("", piece)
    one_case = written.islower() or written.isupper() or written.istitle()
    if not (written.isalpha() and one_case and plausible_syllable(written)):
        return False
    found = page.pattern.search(piece)
    return "«" in piece or (found is not None and len(found.group()) < 3)


def _decode_all(text: str, page: CodePage) -> str:
    for _ in range(_MOST_TIMES):
        decoded = page.decode(text)
        if decoded == text:
            break
        text = decoded
    return text


def _mend(line: str, page: CodePage) -> str | None:
    """Return the line as it was meant; None where a byte was lost on the way."""
    # Editors make a space of the no-break space that is half of "à".
    first_of_two = re.escape(page.spell("à")[0])
    mended = _decode_all(re.sub(f"(?<={first_of_two}) ", "\u00a0", line), page)
    mended = unicodedata.normalize("NFC", mended).replace("\ufeff", "")
    # The beginnings of spellings; in DOS 850 one is the letter ã, which proves nothing.
    starts = {page.spell(letter)[:-1] for letter in "ạềđưà"}
    remains = "|".join(re.escape(start) for start in starts if not _is_letter(start))
    lost = re.search(f"(?:{remains})(?=[a-zà-ỹ])|{re.escape(page.spell('ạ')[:2])}", mended)
    return None if lost else mended


def _is_letter(start: str) -> bool:
    return len(start) == 1 and start.islower()
