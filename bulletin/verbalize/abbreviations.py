"""Abbreviations, joined ones too, and abbreviations in brackets that a text defines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bulletin.verbalize.disambiguation import DOT_BEFORE_NAME, find_meaning
from bulletin.verbalize.patterns import ABBREVIATION_WORD
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with
from bulletin.vietnamese.syllable import plausible_syllable

_JOINERS: Final = "[-–&]|[ ][-–&][ ]"
COMPOUND: Final = rf"{ABBREVIATION_WORD}(?:(?:{_JOINERS}){ABBREVIATION_WORD})*"
"""One abbreviation, or several that are joined: UBND, KT-XH, GD&ĐT."""

ABBREVIATION: Final = (
    rf"(?<!\w)(?P<abbreviation>{COMPOUND})(?!\w|-[0-9])(?P<dot>{DOT_BEFORE_NAME})?"
)
DEFINITION: Final = rf"[^\S\n]?\((?P<defined>{COMPOUND})\)"

_JOINER: Final = re.compile(f"({_JOINERS})")
_WORD: Final = re.compile(r"\w+")

# The spoken form of an abbreviation in the name of a council or a board (Law 06/2022/QH15).
_IN_NAMES: Final = {"TĐKT": "Thi đua - Khen thưởng"}
_TITLES: Final = frozenset({"GS", "PGS", "TS", "ThS", "BS", "CKI", "CKII"})
"""Titles before names: their dot ends no sentence, PGS.TS. Nguyễn Văn An."""

_BODY_TRIGGER: Final = re.compile(r"(?:Hội đồng|Ban)\s+$")

_FLIGHT_NUMBER: Final = re.compile(r"[ ][0-9]{3,4}(?!\w|[.,/-][0-9])")
_NUMBER_AFTER: Final = re.compile(r"\s*[0-9]")
_SHORTEST: Final = 2
"""A syllable of two letters without a mark is rather an abbreviation: DA is dự án."""

_UNKNOWN: Final = "chữ tắt chưa rõ nghĩa: viết đầy đủ, hoặc thêm vào content/data/abbreviations.yml"


def verbalize_abbreviation(token: TokenContext) -> Verbalization:
    """Say an abbreviation, or several joined ones: UBND, KT-XH, GD&ĐT, THCS-THPT."""
    written = token["abbreviation"]
    after = token["dot"] + token.after
    if written == "VN" and _FLIGHT_NUMBER.match(after):
        return keep_written("nước ta hay số hiệu chuyến bay? viết bằng chữ")
    result = _verbalize_compound(written, after, token)
    if not token["dot"] or result.spoken is None:
        return result
    if _owns_dot(written, after, token):
        space = "" if token.written_after[:1].isspace() else " "
        return replace_with(f"{result.spoken}{space}", why=result.why)
    return replace_with(f"{result.spoken}.", why=result.why)


def verbalize_definition(token: TokenContext) -> Verbalization:
    """Drop an abbreviation in brackets after the words it stands for: thi đua yêu nước (TĐYN)."""
    written = token["defined"]
    before = _WORD.findall(token.before.casefold())
    letters = "".join(_WORD.findall(written.casefold()))
    initials = "".join(word[0] for word in before[-len(letters) :])
    result = _verbalize_compound(written, token.after, token)
    meanings = [result.spoken or "", *token.lexicon.ambiguous.get(written, ())]
    meanings_words = [_WORD.findall(meaning.casefold()) for meaning in meanings]
    if initials == letters or any(
        before[-len(words) :] == words for words in meanings_words if words
    ):
        return replace_with("")
    if result.spoken is None:
        return result
    return replace_with(token.written.replace(written, result.spoken), why=result.why)


def _verbalize_compound(written: str, after: str, token: TokenContext) -> Verbalization:
    """Say one abbreviation, or joined ones part by part; `after` is the text after it."""
    in_names = _IN_NAMES.get(written)
    if in_names and written in token.spoken_forms and _BODY_TRIGGER.search(token.before):
        return replace_with(in_names)
    parts = list(_iter_parts(written, after, token))
    reasons = [f"“{word}”: {result.why}" for word, result, _ in parts if result.why]
    why = parts[0][1].why if len(parts) == 1 else "; ".join(reasons)
    if all(result.spoken is None for _, result, _ in parts):
        return keep_written(why)
    spoken = [
        f"{word if result.spoken is None else result.spoken}{_spell_joiner(joiner)}"
        for word, result, joiner in parts
    ]
    return replace_with("".join(spoken), why=why)


def _iter_parts(
    written: str, after: str, token: TokenContext
) -> Iterator[tuple[str, Verbalization, str]]:
    """Yield each part of a compound as written, its verbalization and the joiner after it.

    A part is the longest run of words that has a spoken form, or else a single word. The joiner
    after the last part is "".
    """
    pieces = _JOINER.split(written)
    words, joiners = pieces[::2], [*pieces[1::2], ""]
    start = 0
    while start < len(words):
        end, result = _find_longest_known(words, start, token)
        if result is None:
            result = _verbalize_word(words[start], after, token)
        run = "".join(f"{words[at]}{joiners[at]}" for at in range(start, end))
        joiner = joiners[end - 1]
        yield run.removesuffix(joiner), result, joiner
        start = end


def _find_longest_known(
    words: list[str], start: int, token: TokenContext
) -> tuple[int, Verbalization | None]:
    """Return the end of the longest run of words that has a spoken form, and that form."""
    for end in range(len(words), start, -1):
        spoken = token.spoken_forms.get("".join(words[start:end]))
        if spoken is not None:
            return end, replace_with(spoken)
    return start + 1, None


def _spell_joiner(joiner: str) -> str:
    """Return the joiner between two abbreviations in words: & is và, a dash has spaces around."""
    return {"": "", "&": " và "}.get(joiner.strip(), f" {joiner.strip()} ")


def _verbalize_word(word: str, after: str, token: TokenContext) -> Verbalization:
    """Say one word in capitals; it is kept if it has several meanings or is no abbreviation."""
    if word in token.spoken_forms:
        return replace_with(token.spoken_forms[word])
    if token.stands_in_heading(word):
        return keep_written()
    if meanings := token.lexicon.ambiguous.get(word):
        if spoken := find_meaning(word, token.before, after, token):
            return replace_with(spoken)
        return keep_written(f"chữ tắt có thể là {', '.join(meanings)}: viết đầy đủ")
    is_short = word.isascii() and len(word) == _SHORTEST and not _NUMBER_AFTER.match(after)
    if plausible_syllable(word) and not is_short:
        return keep_written()
    return keep_written(_UNKNOWN)


def _owns_dot(written: str, after: str, token: TokenContext) -> bool:
    """Return whether the dot belongs to the abbreviation (TP. Rạch Giá) and not to the sentence."""
    if written in _TITLES:
        return True
    if written in token.spoken_forms or written not in token.lexicon.ambiguous:
        return False
    return find_meaning(written, "", after, token) is not None
