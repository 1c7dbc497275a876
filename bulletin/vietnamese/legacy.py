"""Finds text that was damaged on its way from Word; proposes a repair, but changes nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bulletin.engine.memo import Memo
from bulletin.vietnamese.legacy_codepages import find_misread, may_be_misread
from bulletin.vietnamese.legacy_encodings import from_tcvn3, from_viscii, from_vni
from bulletin.vietnamese.legacy_evidence import (
    ENCODINGS,
    TCVN3,
    VISCII,
    VNI,
    WORD,
    Encoding,
    convert_line,
    detect_encodings,
    find_strange_word,
    has_strange_word,
    is_evidence_for,
)
from bulletin.vietnamese.syllable import plausible_syllable

__all__ = [
    "CONTROL",
    "Damage",
    "DamageKind",
    "find_damage",
    "from_tcvn3",
    "from_viscii",
    "from_vni",
]


class DamageKind(Enum):
    """The kind of damage; the value is the message to the editor."""

    TCVN3 = "chữ gõ bằng bảng mã cũ TCVN3 (phông .VnTime)"
    VNI = "chữ gõ bằng bảng mã cũ VNI (phông VNI-Times)"
    VISCII = "chữ gõ bằng bảng mã cũ VISCII"
    OLD_ENCODING = "chữ gõ bằng một bảng mã cũ khác, như VPS"
    CODE_PAGE = "chữ UTF-8 bị đọc nhầm bằng bảng mã khác rồi lưu lại"
    LOST_LETTERS = "chữ có dấu đã mất, chỉ còn dấu hỏi"
    LOST_TO_BOX = "chữ đã mất, chỉ còn ô vuông"
    ETH = "chữ Ð lạ đứng thay chữ Đ"
    CONTROL = "ký tự điều khiển hoặc ký tự hỏng"


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage in one line.

    `excerpt` is the text around it, about 70 characters, with control characters as `<U+000B>`.
    `code_page` is the name of the one in which UTF-8 was read.
    `proposal` is the whole line as it was probably meant, for a person to accept, or None where
    what was lost cannot be known.
    """

    line: int
    kind: DamageKind
    excerpt: str
    proposal: str | None
    code_page: str | None = None


_KINDS: Final = {
    TCVN3: DamageKind.TCVN3,
    VNI: DamageKind.VNI,
    VISCII: DamageKind.VISCII,
}

_LINE_END: Final = re.compile(r"\r\n|\r|\n")

# C0 except tab and line ends, C1, surrogates (in a Python string they are always unpaired), the
# replacement character, and the two code points that XML forbids. Then what shows a reviewer
# another text than the file holds (UTS 55): overrides, embeddings and isolates of direction, their
# deprecated kin, annotations, tag characters, more than one variation selector. Then private use,
# of which only U+F000 to U+F0FF, the bullets of Word, can be recognised.
CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff"
    "\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010ffff]"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"
)
"""Characters that no text may hold, and that nobody sees."""

# Code spans, URLs, e-mail addresses, link targets, query strings, tags. The lookbehinds let each
# begin only where a word can, or a long line without spaces would take quadratic time.
_NOT_PROSE: Final = re.compile(
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

_BOXES: Final = "\u25a0-\u25a2\u25ae\u25af\u25fb\u25fc\u2610\u2b1c"
_WITH_BOXES: Final = re.compile(rf"(?:[^\W\d_]|[{_BOXES}])+")
_BOX: Final = re.compile(f"[{_BOXES}]+")

# Text with none of these can have no damage but control characters: both old encodings use only
# ASCII and the upper half of Latin-1.
_SUSPICIOUS: Final = re.compile(
    f"[?\u00a1-\u00ff\u0189\u0256{_BOXES}\u0192\u2020\u2021\u2022\u2030\u2039\u203a\u201a\u201e"
    "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u02c6\u02dc\u2122]"
)

# Eth and the African D look like Đ, and old converters wrote them instead of it.
_ETH: Final = str.maketrans("\u00d0\u0189\u00f0\u0256", "ĐĐđđ")


def find_damage(text: str, first_line: int = 1) -> Iterator[Damage]:
    """Yield the damage in `text` in the order of its lines, each kind at most once a line.

    `text` must not have passed `normalise`, because in TCVN3 a soft hyphen is a letter. Its first
    line has the number `first_line`. Correct Vietnamese, other languages, units and trade marks
    yield nothing. Code spans, addresses and tags are searched for control characters only.
    """
    lines = list(enumerate(_LINE_END.split(text), start=first_line))
    misread = dict(_find_misread(lines)) if may_be_misread(text) else {}
    # Nearly every text is undamaged, and nearly every word is in the cache.
    has_control = any(space in text for space in _CONTROL_SPACES)
    if not (has_control or misread) and all(map(_IS_SOUND.__getitem__, text.split())):
        return
    suspects = {
        line_number: unicodedata.normalize("NFC", line)
        for line_number, line in lines
        if line_number not in misread and not all(map(_IS_UNDAMAGED.__getitem__, line.split()))
    }
    has_control = has_control or CONTROL.search(text) is not None
    prose = {line_number: _NOT_PROSE.sub(" ", line) for line_number, line in suspects.items()}
    encodings = detect_encodings(prose)
    for line_number, line in lines:
        if line_number in misread:
            # Its control characters are halves of letters.
            yield misread[line_number]
            continue
        # In VISCII capitals are control characters.
        is_letter = encodings.get(line_number) is VISCII
        if has_control and not is_letter and (control := CONTROL.search(line)):
            yield Damage(line_number, DamageKind.CONTROL, _excerpt(line, control.group()), None)
        if line_number in suspects:
            encoding = encodings.get(line_number)
            yield from _damage_in(line_number, suspects[line_number], prose[line_number], encoding)


def _find_misread(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Damage]]:
    for line_number, line in lines:
        if found := find_misread(line):
            excerpt = _excerpt(line, found.word)
            kind = DamageKind.CODE_PAGE
            yield line_number, Damage(line_number, kind, excerpt, found.line, found.code_page)


def _damage_in(
    line_number: int, line: str, prose: str, encoding: Encoding | None
) -> Iterator[Damage]:
    """Yield the damage to letters of one line; `prose` is the part of it that is searched."""
    if encoding is not None:
        first = next(word for word in WORD.findall(prose) if is_evidence_for(word, encoding))
        yield Damage(
            line_number, _KINDS[encoding], _excerpt(line, first), convert_line(line, encoding)
        )
    elif strange := find_strange_word(prose):
        kind = DamageKind.OLD_ENCODING
        yield Damage(line_number, kind, _excerpt(line, strange), None)
        return
    # In TCVN3 the character eth is the letter é, in VISCII it is đ.
    eth = None if encoding in (TCVN3, VISCII) else _first_eth(prose)
    if eth is not None:
        yield Damage(line_number, DamageKind.ETH, _excerpt(line, eth), WORD.sub(_replace_eth, line))
    lost = _first_lost_letter(prose)
    if lost is not None:
        yield Damage(line_number, DamageKind.LOST_LETTERS, _excerpt(line, lost), None)
    boxed = _first_boxed(prose)
    if boxed is not None:
        yield Damage(line_number, DamageKind.LOST_TO_BOX, _excerpt(line, boxed), None)


def _is_undamaged(piece: str) -> bool:
    """Return whether `piece`, a text without white space, shows no damage to letters."""
    if piece.isascii() and "?" not in piece:
        return True
    piece = unicodedata.normalize("NFC", piece)
    if not _SUSPICIOUS.search(piece):
        return True
    if any(first(piece) is not None for first in (_first_eth, _first_lost_letter, _first_boxed)):
        return False
    if has_strange_word(piece):
        return False
    words = WORD.findall(piece)
    return not any(is_evidence_for(word, encoding) for word in words for encoding in ENCODINGS)


_IS_UNDAMAGED: Final = Memo(_is_undamaged)
_IS_SOUND: Final = Memo(lambda piece: _is_undamaged(piece) and not CONTROL.search(piece))
_CONTROL_SPACES: Final = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
"""The control characters that separate words."""


def _first_eth(prose: str) -> str | None:
    """Return the first word that has a look-alike instead of Đ: "Ðảng", "HÐND"."""
    return next((word for word in WORD.findall(prose) if _has_eth(word)), None)


def _has_eth(word: str) -> bool:
    replaced = word.translate(_ETH)
    if replaced == word:
        return False
    return plausible_syllable(replaced) or (len(replaced) > 1 and replaced.isupper())


def _replace_eth(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_ETH) if _has_eth(word) else word


def _first_lost_letter(prose: str) -> str | None:
    """Return the first word with question marks in place of letters: "m?i", "ph??ng"."""
    return next((word for word in _LETTERS_LOST.findall(prose) if _has_lost_letter(word)), None)


def _has_lost_letter(word: str) -> bool:
    """Return whether a "?" replaces a letter, and is not a question mark without a space after it.

    It is a question mark ("khỏe?tôi") when every part is a syllable of two letters or more, or when
    a capital letter follows.
    """
    if not any(letter.islower() for letter in _LETTER_AFTER_LOST.findall(word)):
        return False
    parts = filter(None, word.split("?"))
    return not all(len(part) > 1 and plausible_syllable(part) for part in parts)


def _first_boxed(prose: str) -> str | None:
    """Return the first word with boxes in place of letters: "th□ng", "□□ng"."""
    if not _BOX.search(prose):
        return None
    return next((word for word in _WITH_BOXES.findall(prose) if _has_box_for_letter(word)), None)


def _has_box_for_letter(word: str) -> bool:
    """Return whether a box replaces a letter, and is not the box of a form beside a word.

    A box of a form stands before or after whole words: "□Nam", "Có□ Không□", "Nam□Nữ".
    """
    parts = [part for part in _BOX.split(word) if part]
    if not _BOX.search(word) or not parts:
        return False
    if len(parts) == 1:
        return parts[0].islower() and not plausible_syllable(parts[0])
    return not all(len(part) > 1 and plausible_syllable(part) for part in parts)


def _excerpt(line: str, found: str) -> str:
    """Return the part of the line around `found`."""
    position = line.find(found)
    start = max(0, position - 20)
    if start:
        # Begin with a whole word.
        start = line.find(" ", start, position) + 1 or start
    end = start + 70
    piece = CONTROL.sub(lambda match: f"<U+{ord(match.group()[0]):04X}>", line[start:end])
    return ("…" if start else "") + piece.strip() + ("…" if end < len(line) else "")
