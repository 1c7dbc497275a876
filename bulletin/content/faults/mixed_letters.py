"""Words of Latin letters with a letter of another alphabet in them: right to the eye, and to no one
who searches, sorts or reads aloud.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.content.source import BODY
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.yaml.edits import split_comment
from bulletin.errors import LineFix, Problem, Severity
from bulletin.vietnamese.look_alikes import name_look_alike, plain_form

# Cyrillic letters, Greek capitals, full-width letters. Small Greek letters stand in formulas. The
# letters of mathematics are those by which telephones write "bold": no screen reader knows them.
_FOREIGN = "\u0391-\u03a9\u0400-\u052f\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
_SUSPICIOUS = re.compile(f"[{_FOREIGN}]")
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+|[\U0001d7ce-\U0001d7ff]+")
# Also those of full width and of mathematics: they are Latin letters in another dress.
_LATIN = re.compile(
    "[A-Za-z\u00c0-\u01b0\u1ea0-\u1ef9\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+\s*:\s)?(.*)")


def mixed_letter_problems(path: str, text: str, body_line: int) -> Iterator[Problem]:
    """Yield the words of a content file that mix alphabets; `text` is the whole file in NFC.

    In titles, names and other values so are words wholly of look-alikes; in a body those may be of
    another language. Keys, and values of one word that are no names, are judged as what they are: a
    message on them names the letter.
    """
    if not _SUSPICIOUS.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not _SUSPICIOUS.search(line):
            continue
        start, end = 0, len(line)
        if number < body_line:
            code, _ = split_comment(line)
            found = _VALUE.fullmatch(code)
            if found is None or not _is_words(found[1].strip()):
                continue
            start, end = found.start(1), len(code)
        right = line[:start] + _WORD.sub(_replace, line[start:end]) + line[end:]
        words = [
            word
            for word in _WORD.findall(line[start:end])
            if _plain(word) != word and (number < body_line or _LATIN.search(word))
        ]
        if not words:
            continue
        message = f"từ '{words[0]}' lẫn chữ lạ ({name_look_alike(words[0])}); {_cure(words)}"
        field = BODY if number >= body_line else WHOLE_FILE
        # A word that has no Latin letter at all may be meant: that is for a person to say.
        fix = LineFix(number, line, right) if right != line else None
        yield Problem(path, number, field, message, Severity.WARNING, fix)


def _is_words(value: str) -> bool:
    """Return whether a value is no key, day or number: several words, or one that is a name."""
    return " " in value or plain_form(value.strip("\"'"))[:1].isupper()


def _cure(words: list[str]) -> str:
    more = f"; trong dòng còn {len(words) - 1} từ như vậy" if len(words) > 1 else ""
    return f"gõ lại '{_plain(words[0])}'{more}"


def _replace(found: re.Match[str]) -> str:
    return _plain(found[0]) if _LATIN.search(found[0]) else found[0]


def _plain(word: str) -> str:
    """Return a word in Latin letters alone where it looks so; a word of another language stays.

    A word wholly of look-alikes, such as a Cyrillic "НОТ", is to the eye a Latin one.
    """
    if not _SUSPICIOUS.search(word):
        return word
    plain = "".join(plain_form(letter) if _SUSPICIOUS.match(letter) else letter for letter in word)
    plain = unicodedata.normalize("NFC", plain)
    return word if _SUSPICIOUS.search(plain) or not plain.isalnum() else plain
