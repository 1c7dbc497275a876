"""What no rule understands and no presenter can say: it is kept, and always reported.

The characters that may pass are listed, not those that may not: letters of the Latin script,
figures (which other rules report) and the punctuation of sentences.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import LOWER, UPPER
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written

UNREADABLE: Final = "ký hiệu không đọc được: viết bằng chữ, hoặc bỏ đi"
_FOREIGN: Final = "chữ nước ngoài: viết phiên âm, hoặc bỏ đi"
_SLASH: Final = "dấu gạch chéo: viết bằng chữ, như “hoặc”, “trên”, “một”"
_SHORT: Final = "chữ viết tắt hoặc đơn vị không đọc được: viết đầy đủ"
DOTTED: Final = "chữ viết tắt có dấu chấm: viết đầy đủ"

_INVISIBLE: Final = "\u00ad\u200b-\u200d\u2060\ufeff\ufe0f"
SAYABLE: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff0-9\s"
    r".,;:!?…()\[\]\"'“”‘’«»‹›„‚\-\u2010-\u2015\u2212" + _INVISIBLE
)
"""The characters that may stand in a spoken text, for use between brackets."""

UNSAYABLE_SIGN: Final = rf"[$€£¥₫] ?[0-9][0-9.,]*[0-9]|[^{SAYABLE}]+"

_CONSONANTS: Final = "bcdfghjklmnpqrstvwxzđ"
SHORT_WORD: Final = (
    # Th.S, Ph.D
    rf"(?<![\w.])[{UPPER}][{LOWER}]{{1,2}}\.[{UPPER}][{LOWER}]{{0,2}}(?!\w)"
    # T.p
    rf"|(?<![\w.])[{UPPER}]\.[{_CONSONANTS}]{{1,2}}(?!\w)"
    # T.P, N.V
    rf"|(?<![\w.])[{UPPER}]\.[{UPPER}](?![\w&]|\.\w)"
    # máu A-
    rf"|(?<![\w-])[{UPPER}]-(?![\w-])"
    # Cty, tr, bps; words in capitals have a rule of their own.
    rf"|(?<![\w'’&-])[{_CONSONANTS}{_CONSONANTS.upper()}][{_CONSONANTS}]+(?!\w|[-'’]\w)"
    # 15 k, 20 s
    r"|(?<=[0-9] )[bcdđghjkmnpqrstvxz](?![\w)'’-])"
    # 1.010 hPa, 90 mmHg
    r"|(?<=[0-9] )[b-df-hj-np-tv-z]{1,2}[A-Z][A-Za-z]{0,2}(?!\w)"
)
DOTTED_NAME: Final = (
    # H. An Biên, X. Tây Yên: a letter for a kind of place.
    rf"(?<![\w.])[HXPQTK]\.\s?(?=[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}])"
    # P. 5, Q. 1
    r"|(?<![\w.])[PQK]\.\s(?=[0-9])"
    # Ô. Sáu
    rf"|(?<![\w.])Ô\.\s?(?=[{UPPER}][{LOWER}])"
    # P.GD&ĐT
    rf"|(?<![\w.])[HXPQTK]\.(?=[{UPPER}]{{2}})"
    # No. 12
    r"|(?<![\w.])N[oO]\.\s(?=[0-9])"
    # T.S. Nguyễn
    rf"|(?<![\w.])[{UPPER}]\.[{UPPER}]\.?(?=\s[{UPPER}][{LOWER}])"
)
MINUTE_MARK: Final = (
    r"(?<=[0-9])['’](?:[0-9]{1,2}(?:''|[\"”])?)?(?![\w’'])|(?<=[0-9])\"(?:[0-9]{1,2})?(?!\w)"
)

LEFTOVER_STARTS: Final = (
    rf"[^{SAYABLE}]",
    rf"[{_CONSONANTS}{_CONSONANTS.upper()}](?<!\w.)(?:[{_CONSONANTS}]+|(?<=[0-9] .))(?!\w)",
    "[a-z](?<=[0-9] .)(?=[a-z]?[A-Z])",
    rf"[{UPPER}](?<![\w.].)[{LOWER}]{{0,2}}\.",
    rf"[{UPPER}](?<![\w-].)-(?![\w-])",
    r"['’\"](?<=[0-9].)",
)
"""Patterns for the indexes where one of these may start."""

BULLET: Final = r"[+*•●▪■◆·○➢✓√]\ufe0f?"
"""A sign that starts a line of a list and is not said."""

_BULLET: Final = re.compile(BULLET)
_QUOTE_OPENS: Final = re.compile(r"(?<!\w)[‘'][^‘'’]*$")


def keep_unsayable_sign(token: TokenContext) -> Verbalization:
    """Keep a sign or foreign letters; a bullet at the start of a line is no doubt."""
    written = token.written
    if _BULLET.fullmatch(written) and token.starts_line and token.written_after[:1].isspace():
        return keep_written()
    if written == "/":
        return keep_written(_SLASH)
    return keep_written(_FOREIGN if any(map(str.isalpha, written)) else UNREADABLE)


def keep_short_word(_: TokenContext) -> Verbalization:
    """Keep a word without a vowel, which cannot be said: Cty, tr, bps."""
    return keep_written(_SHORT)


def keep_dotted_name(_: TokenContext) -> Verbalization:
    """Keep a letter with a dot before a name, which may stand for a kind of place or a title."""
    return keep_written(DOTTED)


def keep_minute_mark(token: TokenContext) -> Verbalization:
    """Keep the sign of minutes, feet or inches, 30', 32", unless it closes a quotation."""
    if token.written == '"':
        before = token.match.string[: token.match.start()]
        is_closing = before.count('"') % 2 or before.count("“") > before.count("”")
        return keep_written("" if is_closing else UNREADABLE)
    if _QUOTE_OPENS.search(token.match.string[: token.match.start()][-200:]):
        return keep_written()
    return keep_written(UNREADABLE)
