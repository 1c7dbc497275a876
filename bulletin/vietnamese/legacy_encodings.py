"""Three encodings of Vietnamese from before Unicode, which old files still contain.

Text in a font such as `.VnTime` (TCVN3) or `VNI-Times` (VNI) looks right only in that font; in any
other font the Latin-1 characters appear that are stored. VISCII (RFC 1456) was that of
e-mail. The tables were checked against iconv (TCVN, VISCII) and real texts; see the test vectors.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# TCVN 5712:1993, third character set: one byte a letter. The letter ư is byte AD, which other
# programs take for a soft hyphen, so it is the letter most often lost. Capitals with a tone exist
# only in a separate font.
_TCVN3_TABLE: Final = str.maketrans(
    "¸µ¶·¹" "¨¾»¼½Æ" "©ÊÇÈÉË" "®" "ÐÌÎÏÑ" "ªÕÒÓÔÖ" "Ý×ØÜÞ"
    "ãßáâä" "«èåæçé" "¬íêëìî" "óïñòô" "\u00adøõö÷ù" "ýúûüþ" "¡¢§£¤¥¦",
    "áàảãạ" "ăắằẳẵặ" "âấầẩẫậ" "đ" "éèẻẽẹ" "êếềểễệ" "íìỉĩị"
    "óòỏõọ" "ôốồổỗộ" "ơớờởỡợ" "úùủũụ" "ưứừửữự" "ýỳỷỹỵ" "ĂÂĐÊÔƠƯ",
)  # fmt: skip

# VISCII: bytes 80 to FF, one a letter. Capitals below A0 come as controls or as signs of cp1252.
_VISCII_LETTERS: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_TABLE: Final = {
    ord(shown): letter
    for byte, letter in enumerate(_VISCII_LETTERS, 0x80)
    for shown in {chr(byte), *bytes([byte]).decode("cp1252", "ignore")}
}

# VNI for Windows: a letter, followed by a character that stands for its marks.
_VNI_TONES: Final = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_CIRCUMFLEX: Final = {"â": "\u0302"} | {
    mark: "\u0302" + tone for mark, tone in zip("áàåãä", _VNI_TONES.values(), strict=True)
}
_VNI_BREVE: Final = {"ê": "\u0306"} | {
    mark: "\u0306" + tone for mark, tone in zip("éèúüë", _VNI_TONES.values(), strict=True)
}
_VNI_LETTERS: Final = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_MARKS_AFTER: Final = {
    "a": _VNI_TONES | _VNI_CIRCUMFLEX | _VNI_BREVE,
    "e": _VNI_TONES | _VNI_CIRCUMFLEX,
    "o": _VNI_TONES | _VNI_CIRCUMFLEX,
    "u": _VNI_TONES,
    "y": _VNI_TONES,
    "ô": _VNI_TONES,
    "ö": _VNI_TONES,
}


def _vni_table() -> dict[str, str]:
    """Return the Unicode letter of every VNI spelling of one or two characters, in both cases."""
    lower = dict(_VNI_LETTERS)
    for letter, marks in _VNI_MARKS_AFTER.items():
        for mark, combining in marks.items():
            plain = _VNI_LETTERS.get(letter, letter)
            lower[letter + mark] = unicodedata.normalize("NFC", plain + combining)
    table = dict(lower)
    for spelling, unicode_letter in lower.items():
        table[spelling.upper()] = unicode_letter.upper()
        # "Uûy": a capital with the mark of a small letter is common at the start of a word.
        table[spelling[0].upper() + spelling[1:]] = unicode_letter.upper()
    return table


_VNI_TABLE: Final = _vni_table()
_VNI_SPELLING: Final = re.compile(
    "|".join(sorted(map(re.escape, _VNI_TABLE), key=len, reverse=True))
)

TCVN3_CHARACTERS: Final = frozenset(map(chr, _TCVN3_TABLE))
VISCII_CHARACTERS: Final = frozenset(map(chr, _VISCII_TABLE))
VNI_CHARACTERS: Final = frozenset("".join(_VNI_TABLE))


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text, read as Latin-1 characters, in Unicode: "thi ®ua" -> "thi đua".

    Text in a font of capitals (`.VnTimeH`) becomes lower case, because the font is not known here.
    """
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Return VNI text, read as Latin-1 characters, in Unicode: "Keá hoaïch" -> "Kế hoạch"."""
    return _VNI_SPELLING.sub(lambda match: _VNI_TABLE[match.group()], text)


def from_viscii(text: str) -> str:
    """Return VISCII text, read as Latin-1, in Unicode: "Kª hoÕch" -> "Kế hoạch"."""
    return text.translate(_VISCII_TABLE)
