"""Text damaged on its way from Word: found and shown to a person, never repaired in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from bulletin.vietnamese.legacy_encodings import from_tcvn3, from_vni
from bulletin.vietnamese.legacy_evidence import (
    ENCODINGS,
    TCVN3,
    VNI,
    WORD,
    Encoding,
    converted,
    encodings_of,
    speaks_for,
)
from bulletin.vietnamese.syllable import plausible_syllable

__all__ = ["Damage", "DamageKind", "find_damage", "from_tcvn3", "from_vni"]


class DamageKind(Enum):
    """What happened to the text; the value says it to an editor."""

    TCVN3 = "chữ gõ bằng bảng mã cũ TCVN3 (phông .VnTime)"
    VNI = "chữ gõ bằng bảng mã cũ VNI (phông VNI-Times)"
    LOST_LETTERS = "chữ có dấu đã mất, chỉ còn dấu hỏi"
    ETH = "chữ Ð lạ đứng thay chữ Đ"
    CONTROL = "ký tự điều khiển hoặc ký tự hỏng"


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage in one line.

    `excerpt` shows the place, with control characters as `<U+000B>`, in about 70 characters.
    `proposal` is the whole line as it was probably meant, for a person to accept, or None where
    nobody can know what was lost.
    """

    line: int
    kind: DamageKind
    excerpt: str
    proposal: str | None


_KINDS: Final = {TCVN3: DamageKind.TCVN3, VNI: DamageKind.VNI}

_LINE_END: Final = re.compile(r"\r\n|\r|\n")

# C0 but for tab and line ends, C1, unpaired surrogates (in a string all are), the replacement
# character, and the two code points that XML forbids.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")

# Code spans, addresses, e-mail, link targets, queries, tags. Each can begin only where a word can:
# without the lookbehinds a long line without spaces would take quadratic time.
_NO_PROSE: Final = re.compile(
    r"`[^`]*`"
    r"|(?<![\w+.-])[A-Za-z][A-Za-z0-9+.-]{1,15}://\S+"
    r"|(?<!\w)www\.\S+"
    r"|(?<![\w+.-])[\w+.-]+@[\w.-]+"
    r"|(?<=\]\()[^)\s]+"
    r"|(?<![^\s()\[\]<>\"'])[^\s()\[\]<>\"'?]*\?[\w.~-]+=\S*"
    r"|</?[A-Za-z][^<>]*>"
)

_LETTERS_LOST: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:\?{1,3}[^\W\d_]+)+")
_LETTER_AFTER_LOST: Final = re.compile(r"\?([^\W\d_])")

# Without one of these nothing but a control character can be wrong: both old encodings write all
# that is not ASCII in Latin-1.
_SUSPICIOUS: Final = re.compile("[?\u00a1-\u00ff\u0189\u0256]")

# Eth and the African D look like Đ, and old converters wrote them for it.
_ETH: Final = str.maketrans("\u00d0\u0189\u00f0\u0256", "ĐĐđđ")


def find_damage(text: str, first_line: int = 1) -> Iterator[Damage]:
    """Yield what is damaged in `text`, by line, each kind at most once a line.

    `text` is as it was read, before `normalise`, because in TCVN3 a soft hyphen is a letter; its
    first line has the number `first_line`. Good Vietnamese, other languages, units and trade
    marks yield nothing. Code spans, addresses and tags are searched for control characters only.
    """
    lines = list(enumerate(_LINE_END.split(text), start=first_line))
    # Nearly every line is clean, and nearly every word has been seen before.
    suspects = {
        number: unicodedata.normalize("NFC", line)
        for number, line in lines
        if not all(map(_is_innocent, line.split()))
    }
    prose = {number: _NO_PROSE.sub(" ", line) for number, line in suspects.items()}
    encodings = encodings_of(prose)
    has_control = _CONTROL.search(text) is not None
    for number, line in lines:
        if has_control and (control := _CONTROL.search(line)):
            yield Damage(number, DamageKind.CONTROL, _excerpt(line, control.group()), None)
        if number in suspects:
            encoding = encodings.get(number)
            yield from _damage_in(number, suspects[number], prose[number], encoding)


def _damage_in(number: int, line: str, prose: str, encoding: Encoding | None) -> Iterator[Damage]:
    """Yield the damage to letters of one line, of which `prose` is the part to judge by."""
    if encoding is not None:
        first = next(word for word in WORD.findall(prose) if speaks_for(word, encoding))
        yield Damage(number, _KINDS[encoding], _excerpt(line, first), converted(line, encoding))
    # In TCVN3 the character is the letter é.
    eth = None if encoding is TCVN3 else _first_eth(prose)
    if eth is not None:
        yield Damage(number, DamageKind.ETH, _excerpt(line, eth), WORD.sub(_mend_eth, line))
    lost = _first_lost_letter(prose)
    if lost is not None:
        yield Damage(number, DamageKind.LOST_LETTERS, _excerpt(line, lost), None)


@lru_cache(maxsize=1 << 15)
def _is_innocent(piece: str) -> bool:
    """Return whether text without white space can have no part in any damage to letters."""
    if piece.isascii() and "?" not in piece:
        return True
    piece = unicodedata.normalize("NFC", piece)
    if not _SUSPICIOUS.search(piece):
        return True
    if _first_eth(piece) is not None or _first_lost_letter(piece) is not None:
        return False
    words = WORD.findall(piece)
    return not any(speaks_for(word, encoding) for word in words for encoding in ENCODINGS)


def _first_eth(prose: str) -> str | None:
    """Return the first word in which a look-alike stands for Đ: "Ðảng", "HÐND"."""
    return next((word for word in WORD.findall(prose) if _has_eth(word)), None)


def _has_eth(word: str) -> bool:
    mended = word.translate(_ETH)
    if mended == word:
        return False
    return plausible_syllable(mended) or (len(mended) > 1 and mended.isupper())


def _mend_eth(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_ETH) if _has_eth(word) else word


def _first_lost_letter(prose: str) -> str | None:
    """Return the first word with question marks in place of letters: "m?i", "ph??ng"."""
    return next((word for word in _LETTERS_LOST.findall(prose) if _has_lost_letter(word)), None)


def _has_lost_letter(word: str) -> bool:
    """Return whether letters are missing, and not a space after a question ("khỏe?tôi").

    A space is missing where every part is a syllable of two letters or more, or where a capital
    follows.
    """
    if not any(letter.islower() for letter in _LETTER_AFTER_LOST.findall(word)):
        return False
    parts = filter(None, word.split("?"))
    return not all(len(part) > 1 and plausible_syllable(part) for part in parts)


def _excerpt(line: str, found: str) -> str:
    """Return the surroundings of what was found in the line."""
    place = line.find(found)
    start = max(0, place - 20)
    if start:
        # From the next whole word on.
        start = line.find(" ", start, place) + 1 or start
    end = start + 70
    piece = _CONTROL.sub(lambda match: f"<U+{ord(match.group()):04X}>", line[start:end])
    return ("…" if start else "") + piece.strip() + ("…" if end < len(line) else "")
