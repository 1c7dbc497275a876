"""Abbreviations with dots that can mean one thing only: đ.c, v.v., T.P. Rạch Giá, P.CT, Ths.

Their dots end no sentence. A letter for a kind of place is read inside an address only; alone it
may be the initial of a person, and `leftovers` reports it.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.leftovers import DOTTED
from bulletin.verbalize.patterns import LOWER, UPPER
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

_NAME: Final = rf"(?:HCM(?!\w)|[{UPPER}][{LOWER}])"
_BODY: Final = r"(?:Ủy ban|UBND|HĐND|Ban|BCH|BTV|Đảng|Chi|Hội|Đoàn|Mặt trận|Tập thể|Công đoàn)"

_WORDS: Final = {
    "đ.c": "đồng chí",
    "k.g": "kính gửi",
    "t.m": "thay mặt",
    "v.v": "vân vân",
    "p": "phó",
    "p.ct": "phó chủ tịch",
    "p.gđ": "phó giám đốc",
    "p.bt": "phó bí thư",
    "p.ht": "phó hiệu trưởng",
    "t.p": "thành phố",
    "t.t": "thị trấn",
    "t.x": "thị xã",
    "tx": "thị xã",
    "ths": "thạc sĩ",
    "bs": "bác sĩ",
    "ts": "tiến sĩ",
    "gs": "giáo sư",
    "pgs": "phó giáo sư",
    "ks": "kỹ sư",
    "ds": "dược sĩ",
    "ls": "luật sư",
}
"""What the forms of DOTTED_FORM mean, in small letters and without the last dot."""

_PLACES: Final = {"X": "xã", "P": "phường", "Q": "quận", "H": "huyện", "T": "tỉnh"}

_DEPUTIES: Final = "Chủ tịch|Bí thư|Giám đốc|Hiệu trưởng|Trưởng|Chủ nhiệm|Chánh"

DOTTED_FORM: Final = (
    r"(?<![\w/-])(?P<dotted_form>(?<!\.)(?:"
    r"[Đđ]\.c(?!\w)|[Kk]\.g(?!\w)"
    rf"|[Tt]\.[Mm](?=\.?\s{_BODY})"
    r"|v\.v(?!\w)"
    r"|P\.(?:CT|GĐ|BT|HT)(?!\w)"
    # With one word after it the dot may end a sentence, or the letters may be initials.
    rf"|T\.[PX](?=\.?\s?{_NAME})|T\.T(?=\.?\s?{_NAME}\w* [{UPPER}])|Tx(?=\.\s?{_NAME})"
    rf"|P(?=\.\s?(?:{_DEPUTIES})(?!\w))"
    rf")|(?:Ths|Bs|Ts|Gs|Pgs|Ks|Ds|Ls)(?=\.?\s?[{UPPER}][{LOWER}]))"
    r"(?:(?P<form_dot>\.)(?!\.))?"
)
"""An abbreviation with dots, with the dot after it."""

_ADDRESS_GOES_ON: Final = (
    r"\s?[,–-]\s*(?:[XPQHT]\.\s?(?=[A-ZĐ0-9])|T\.?P\.?\s|Tp\.?\s|TX\.?\s|TT\.?\s"
    r"|(?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường)\s)"
)
PLACE_LETTER: Final = (
    rf"(?<![\w.])(?P<place_letter>[XPQHT])\.\s?(?=(?P<place_name>"
    rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)+"
    rf"|[{UPPER}][{LOWER}]+(?={_ADDRESS_GOES_ON})"
    rf"|(?<=[PQ]\.\s)[0-9]{{1,2}}(?![\w/])))"
)
"""A letter for a kind of place, before its name or number: X. Tây Yên, P. 5."""

DOTTED_STARTS: Final = (r"[đkvt]\.(?<!\w..)[cgvmM](?!\w)",)
"""Where a form in small letters may start; `leftovers` has those in capitals."""

_PLACE_WORDS: Final = (
    r"xã|phường|thị trấn|ấp|khóm|khu phố|thôn|tổ|huyện|quận|thị xã|thành phố|đường|kênh"
)
_ADDRESS_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:{_PLACE_WORDS})\s+(?:số\s+)?\w+(?:\s\w+){{0,4}}\s?[,–-]\s*$", re.IGNORECASE
)
_ADDRESS_AFTER: Final = re.compile(_ADDRESS_GOES_ON)
_SENTENCE_AFTER: Final = re.compile(rf"(?:\s+[“(]?[{UPPER}]|\s*\Z|\s*\n)")
_MANY: Final = re.compile(r"(?<!\w)(?:các|những|mấy|nhiều|một số)\s+$", re.IGNORECASE)
_SENTENCE_STARTS: Final = re.compile(rf"\s+[{UPPER}][{LOWER}]+\s[{LOWER}]")
_AND_SO_ON: Final = "v.v"


def verbalize_dotted_form(token: TokenContext) -> Verbalization:
    """Say an abbreviation with dots in words; after v.v. a capital letter starts a sentence.

    After "các đ.c." it does so too, unless a name of two words follows.
    """
    form = token["dotted_form"]
    spoken = _WORDS[form.lower()]
    dot = token["form_dot"]
    after = token.written_after
    if dot and form == _AND_SO_ON and _SENTENCE_AFTER.match(after):
        return replace_with(f"{spoken}.")
    if dot and form != _AND_SO_ON and (after.isspace() or not after):
        return replace_with(f"{spoken}.")
    if dot and _MANY.search(token.before[-12:]) and _SENTENCE_STARTS.match(after):
        return replace_with(f"{spoken}.")
    joins = bool(after) and after[0].isalnum()
    return replace_with(f"{spoken} " if joins else spoken)


def verbalize_place_letter(token: TokenContext) -> Verbalization:
    """Say the letter of a place inside an address: xã Tây Yên, H. An Biên; P. 5, Q. 1."""
    name = token["place_name"]
    following = token.written_after[len(name) :]
    if _ADDRESS_BEFORE.search(token.before[-60:]) or _ADDRESS_AFTER.match(following):
        return replace_with(f"{_PLACES[token['place_letter']]} ")
    return keep_written(DOTTED)
