"""Letters of other alphabets, digits and signs that look like those of a key or a date.

An editor cannot see that "xа-moi" holds a Cyrillic letter. A message that quotes such a value has
to name the character (Unicode Technical Standard 39, "Unicode Security Mechanisms").
"""

from __future__ import annotations

import unicodedata
from typing import Final

_CYRILLIC: Final = dict(
    zip("аеорсухіјѕһԁԛԝӏьАВЕКМНОРСТХІЈЅҺԚԜУЗ", "aeopcyxijshdqwlbABEKMHOPCTXIJSHQWY3", strict=True)
)
_GREEK: Final = dict(zip("αικνορτυχγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aikvoptuxywABEZHIKMNOPTYX", strict=True))
_LATIN: Final = {"ı": "i", "ɑ": "a", "ɡ": "g", "ǀ": "l", "ⅰ": "i", "ℓ": "l"}
_HYPHENS: Final = dict.fromkeys("‒–—―−﹘﹣－ー", "-")
_SLASHES: Final = dict.fromkeys("⁄∕／⧸", "/")
_COLONS: Final = dict.fromkeys("：∶﹕︰꞉ː﹒", ":") | {"﹒": "."}
COLONS: Final = "：∶﹕︰꞉ː"
"""Signs that look like a colon and are none to a program."""

_OTHERS: Final = _CYRILLIC | _GREEK | _LATIN | _HYPHENS | _SLASHES | _COLONS

_SIGNS: Final = "".join(_HYPHENS | _SLASHES | _COLONS)
_SCRIPTS: Final = {"CYRILLIC": "chữ Kirin (Nga)", "GREEK": "chữ Hy Lạp"}


def plain_form(text: str) -> str:
    """Return `text` with the letters, digits and signs that its look-alikes stand for.

    "２０２６–11–18" gives "2026-11-18". Vietnamese letters and all other characters stay.
    """
    if text.isascii():
        return text
    return "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text))


def name_look_alike(text: str) -> str | None:
    """Return what an editor cannot see in `text`, or None if there is nothing of the kind.

    The first one is named: "ký tự thứ 2 'а' là chữ Kirin (Nga) (U+0430), không phải 'a'". Dashes
    and other signs are named only in text that would be ASCII without them: in Vietnamese text they
    are as usual as the others.
    """
    text = unicodedata.normalize("NFC", text)
    signs = "" if is_written_by_look_alikes(text) else _SIGNS
    for position, letter in enumerate(text, start=1):
        if not letter.isascii() and letter not in signs and (plain := _plain(letter)) != letter:
            return f"ký tự thứ {position} '{letter}' là {_kind(letter)}, không phải '{plain}'"
        if _is_unseen(letter):
            return f"ký tự thứ {position} không nhìn thấy (U+{ord(letter):04X})"
    return None


def is_written_by_look_alikes(text: str) -> bool:
    """Return whether `text` would be ASCII if its look-alikes were what they look like."""
    return not text.isascii() and plain_form(text).isascii()


def _plain(letter: str) -> str:
    if letter in _OTHERS:
        return _OTHERS[letter]
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    wide = unicodedata.normalize("NFKC", letter)
    name = unicodedata.name(letter, "")
    is_styled = name.startswith(("FULLWIDTH", "MATHEMATICAL")) or wide == "..."
    return wide if is_styled and wide.isascii() else letter


def _kind(letter: str) -> str:
    code = f"(U+{ord(letter):04X})"
    if letter in _HYPHENS:
        return f"dấu gạch ngang {code}"
    name = unicodedata.name(letter, "")
    for script, vietnamese in _SCRIPTS.items():
        if name.startswith(script):
            return f"{vietnamese} {code}"
    if letter.isdecimal():
        return f"chữ số lạ {code}"
    return f"ký tự lạ {code}"


def _is_unseen(letter: str) -> bool:
    """Return whether a letter takes no room on the screen: what `normalise` did not drop."""
    return (
        unicodedata.category(letter) in {"Cf", "Cc", "Co", "Cn"} or letter in "\u3164\u115f\u1160"
    )
