"""Addresses of pages, which nobody can note down by ear, and of mailboxes, which are said."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.spellout import spell_digits
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

WEB_ADDRESS: Final = (
    r"(?<!\w)(?:https?://|www\.)[^\s<>“”\"]*[^\s<>“”\".,;:!?…)\]}]"
    r"|(?<![\w.+-])(?P<mailbox>[A-Za-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)+)"
)

DOMAIN_END: Final = (
    r"(?<=[A-Za-z0-9])(?P<domain_end>(?:\.(?:com|net|org|gov|edu|vn))+)(?!\w|\.\w|/\w)"
)
DOMAIN_END_START: Final = r"\.(?:com|net|org|gov|edu|vn)(?!\w)"
DOMAIN_DOT: Final = (
    r"\.(?<=[A-Za-z0-9].)(?!(?:com|net|org|gov|edu|vn)\.)"
    r"(?=(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|net|org|gov|edu|vn)(?!\w|\.\w|/\w))"
)
"""A dot within the name of a site: the first one of tayyen.angiang.gov.vn."""

_PIECE: Final = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_DOMAINS: Final = {
    "com": "com",
    "net": "nét",
    "org": "o-rờ-gờ",
    "gov": "gốp",
    "edu": "e-đu",
    "vn": "vi-en",
}
_DOMAIN_ENDS: Final = re.compile(rf"(?:\.(?:{'|'.join(_DOMAINS)}))+$")
_SIGNS: Final = {
    "@": "a còng",
    ".": "chấm",
    "-": "gạch ngang",
    "_": "gạch dưới",
    "+": "cộng",
}


def verbalize_web_address(token: TokenContext) -> Verbalization:
    """Say a mailbox sign by sign; keep the address of a page, with a doubt."""
    if not token["mailbox"]:
        return keep_written("đài không đọc địa chỉ trang mạng: bỏ đi, hoặc viết thành lời")
    written = token["mailbox"].lower()
    name = _DOMAIN_ENDS.sub("", written)
    said = " ".join(_say_piece(piece, token) for piece in _PIECE.findall(name))
    return replace_with(said + _say_ends(written[len(name) :]))


def verbalize_domain_end(token: TokenContext) -> Verbalization:
    """Say the end of the name of a site: Vietnam.vn, kiengiang.gov.vn."""
    return replace_with(_say_ends(token["domain_end"]))


def verbalize_domain_dot(_: TokenContext) -> Verbalization:
    """Say a dot within the name of a site."""
    return replace_with(" chấm ")


def _say_ends(written: str) -> str:
    return "".join(f" chấm {_DOMAINS[end]}" for end in written.split(".")[1:])


def _say_piece(piece: str, token: TokenContext) -> str:
    if piece in _SIGNS:
        return _SIGNS[piece]
    if piece.isdecimal():
        return spell_digits(piece)
    return token.spoken_forms.get(piece, piece)
