"""Brings text into one form, so that texts that look equal are equal."""

from __future__ import annotations

import re
import unicodedata

_SPACES = ["\u00a0", "\u1680", "\u202f", "\u205f", "\u3000", *map(chr, range(0x2000, 0x200B))]
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
# Signs for the direction of writing, which chat programs put around copied text; no language of
# the bulletin is written from right to left. U+2061 to U+2064 stand between parts of a formula.
_DIRECTION = ["\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F))]
_DIRECTION += [*map(chr, range(0x2061, 0x2065)), *map(chr, range(0x2066, 0x2070))]
# Word's no-break hyphen, and the hyphen that Unicode tells from the minus sign.
_HYPHENS = "\u2010\u2011"
_SYMBOL_FONT = map(chr, range(0xF000, 0xF100))

_REPLACEMENTS = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_INVISIBLE, "")
    | dict.fromkeys(_DIRECTION, "")
    | dict.fromkeys(_HYPHENS, "-")
    # Word stores a bullet of the fonts Symbol and Wingdings as a private-use character, which no
    # other font has. The text does not say which bullet it was; a dash does for a list.
    | dict.fromkeys(_SYMBOL_FONT, "-")
)
_REPLACED = re.compile(f"[{''.join(map(chr, _REPLACEMENTS))}]")


def normalise(text: str) -> str:
    """Return `text` in NFC, with plain spaces and line ends, and without invisible characters.

    No-break and typographic spaces become a space, no-break hyphens a hyphen; zero-width
    characters, signs of direction and soft hyphens go, CRLF and CR become LF, private-use bullets
    (U+F000-U+F0FF) become "-". Tone placement (hòa, hoà), quotation marks and dashes stay as the
    author wrote them. Calling it again changes nothing.

    Run `bulletin.vietnamese.legacy.find_damage` before this function, not after: in the old TCVN3
    encoding a soft hyphen is the letter ư. A misused Ð is not changed here.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    # Hardly any text holds one of these, and searching costs a twentieth of replacing.
    if _REPLACED.search(unified):
        unified = unified.translate(_REPLACEMENTS)
    # NFC comes last: a zero-width character may have been between a letter and its mark.
    return unicodedata.normalize("NFC", unified)
