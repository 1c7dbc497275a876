r"""Letters that were written as codes for machines and never read back: T\u1ed5, T=E1=BB=95.

JSON and programs write `\u1ed5` (sometimes the backslash is lost on the way) or `\xe1\xbb\x95`,
e-mail writes `=E1=BB=95` (quoted-printable) and ends lines with `=`, browsers write `%E1%BB%95`.
Only codes of letters that Vietnamese text holds count, so sums and codes of goods stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bulletin.vietnamese.syllable import plausible_syllable

_QUOTED: Final = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
_BYTES: Final = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")
_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNICODE: Final = re.compile(r"(?:[\\%]u[0-9A-Fa-f]{4})+|(?:\\u\{[0-9A-Fa-f]{2,6}\})+")
_BARE: Final = re.compile(
    r"[^\W\d_]*(?:u(?:1e[a-fA-F][0-9a-fA-F]|0(?:0[c-fC-F]|1[0-9aAbB])[0-9a-fA-F])[^\W\d_]*)+"
)
"""A word in which the backslashes of its codes are lost: `tu1ed5`."""
_BARE_CODE: Final = re.compile(r"u([0-9a-fA-F]{4})")
_RUN: Final = re.compile(r"\S+")
_IN_AN_ADDRESS: Final = frozenset("/:?<(")
_MAY_BE: Final = re.compile(r"[=%]u?[0-9A-Fa-f]{2}|\\[xu]|u[01][0-9a-fA-F]{3}")
_SOFT_LINE_END: Final = re.compile(r"=$")
_SIGNS: Final = frozenset("“”‘’–—…•\u00a0")


@dataclass(frozen=True, slots=True)
class Escaped:
    """A line with codes in the place of letters: the first of them, and the line as meant."""

    written: str
    line: str


def find_escaped(line: str) -> Escaped | None:
    """Return what was meant by a line that holds codes of Vietnamese letters; None if none."""
    if not _MAY_BE.search(line):
        return None
    first: list[str] = []

    def note(found: re.Match[str], meant: str | None) -> str:
        if meant is None:
            return found[0]
        first.append(found[0])
        return meant

    mended = _UNICODE.sub(lambda found: note(found, _read_unicode(found[0])), line)
    mended = _BYTES.sub(lambda found: note(found, _read_program(found[0])), mended)
    mended = _BARE.sub(lambda found: note(found, _read_bare(found[0])), mended)
    mended = _RUN.sub(lambda run: _read_percent(run[0], note), mended)
    if _is_quoted_printable(mended):
        mended = _QUOTED.sub(
            lambda found: note(found, _read_bytes(found[0], "=", strict=False)), mended
        )
        mended = _SOFT_LINE_END.sub("", mended)
    return Escaped(first[0], unicodedata.normalize("NFC", mended)) if first else None


def _is_quoted_printable(line: str) -> bool:
    return any(_read_bytes(found, "=") is not None for found in _QUOTED.findall(line))


def _read_bytes(written: str, sign: str, *, strict: bool = True) -> str | None:
    """Return the text of bytes in hexadecimal; None if `strict` and it is no Vietnamese."""
    try:
        text = bytes.fromhex(written.replace(sign, "")).decode()
    except UnicodeDecodeError:
        return None
    if strict and not _has_vietnamese(text):
        return None
    return text if text.isprintable() else None


def _read_program(written: str) -> str | None:
    r"""Return the text of `\xe1…`: bytes of UTF-8, or single letters of Latin-1."""
    text = _read_bytes(written, r"\x")
    if text is None:
        text = bytes.fromhex(written.replace(r"\x", "")).decode("latin-1")
    return text if all(map(_is_vietnamese, text)) else None


def _read_unicode(written: str) -> str | None:
    codes = re.findall(r"[0-9A-Fa-f]{2,}", written)
    try:
        data = b"".join(int(code, 16).to_bytes(4, "big") for code in codes)
        text = data.decode("utf-32-be", "surrogatepass").encode("utf-16", "surrogatepass")
        read = text.decode("utf-16")
    except (UnicodeError, OverflowError):
        return None
    return read if read.isprintable() and not read.isascii() else None


def _read_bare(written: str) -> str | None:
    read = _BARE_CODE.sub(lambda code: chr(int(code[1], 16)), written)
    return read if _has_vietnamese(read) and plausible_syllable(read.lower()) else None


def _read_percent(run: str, note: Callable[[re.Match[str], str | None], str]) -> str:
    if "%" not in run or not _IN_AN_ADDRESS.isdisjoint(run):
        return run
    return _PERCENT.sub(lambda found: note(found, _read_bytes(found[0], "%")), run)


def _has_vietnamese(text: str) -> bool:
    """Return whether a text holds a letter with a mark of Vietnamese, or a sign of its print."""
    return any(_is_vietnamese(letter) for letter in text)


def _is_vietnamese(letter: str) -> bool:
    if letter.isascii():
        return False
    plain = unicodedata.normalize("NFD", letter)
    return letter in _SIGNS or letter in "đĐ" or (plain[0].isascii() and plain[0].isalpha())
