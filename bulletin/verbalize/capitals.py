"""Abbreviations, and codes of letters and figures such as QL61."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.meanings import NAMED_PLACE, meaning
from bulletin.verbalize.patterns import CAPITAL, CAPITALS
from bulletin.verbalize.roman_numerals import follows_cue
from bulletin.verbalize.spellout import spell_cardinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with
from bulletin.vietnamese.syllable import plausible_syllable

_JOINTS: Final = "[-–&]|[ ][-–&][ ]"
COMPOUND: Final = rf"{CAPITALS}(?:(?:{_JOINTS}){CAPITALS})*"

DEFINED: Final = rf"[^\S\n]?\((?P<defined>{COMPOUND})\)"
_CODE_END: Final = r"(?![\w/]|[.,-][0-9])"
CODE: Final = rf"(?<![\w-])[{CAPITAL}]+-?[0-9][{CAPITAL}0-9]*{_CODE_END}"
CODE_OF_FIGURES: Final = (
    rf"(?<![\w-])(?:[0-9]+[{CAPITAL}][{CAPITAL}0-9]*|[0-9]{{1,3}}[a-e]){_CODE_END}"
)
ABBREVIATION: Final = rf"(?<!\w)(?P<abbreviation>{COMPOUND})(?!\w|-[0-9])(?P<dot>{NAMED_PLACE})?"

_NUMBERED: Final = re.compile(rf"([{CAPITAL}]+)-?([0-9]{{1,4}})([{CAPITAL}]?)")
_SINGLE_LETTERS: Final = re.compile(r"(?:[^\W\d_](?![^\W\d_])-?|[0-9]{1,3}(?![0-9]))+")
_PIECE: Final = re.compile(r"[^\W\d_]|[0-9]+")
_JOINT: Final = re.compile(f"({_JOINTS})")
_WORD: Final = re.compile(r"\w+")

# How an abbreviation is said in the name of a council or a board (Law 06/2022/QH15).
_IN_NAMES: Final = {"TĐKT": "Thi đua - Khen thưởng"}
_NAME_OF_A_BODY: Final = re.compile(r"(?:Hội đồng|Ban)\s+$")

_UNKNOWN: Final = "chữ tắt chưa rõ nghĩa: viết đầy đủ, hoặc thêm vào content/data/abbreviations.yml"
_UNKNOWN_CODE: Final = (
    "chữ và số chưa rõ cách đọc: viết bằng chữ, hoặc thêm vào content/data/pronunciations.yml"
)


def speak_abbreviation(token: TokenContext) -> Verbalization:
    """Say an abbreviation, or several joined ones: UBND, KT-XH, GD&ĐT, THCS-THPT."""
    written = token["abbreviation"]
    after = token["dot"] + token.after
    result = _compound(written, token.before, after, token)
    if not token["dot"] or result.spoken is None:
        return result
    if _is_abbreviated_with_dot(written, after, token):
        space = "" if token.written_after[:1].isspace() else " "
        return replace_with(f"{result.spoken}{space}", why=result.why)
    return replace_with(f"{result.spoken}.", why=result.why)


def speak_defined(token: TokenContext) -> Verbalization:
    """Leave out an abbreviation that only repeats the words before it: thi đua yêu nước (TĐYN)."""
    written = token["defined"]
    said = _WORD.findall(token.before.casefold())
    letters = "".join(_WORD.findall(written.casefold()))
    initials = "".join(word[0] for word in said[-len(letters) :])
    result = _compound(written, token.before, token.after, token)
    meanings = [result.spoken or "", *token.lexicon.ambiguous.get(written, ())]
    words = [_WORD.findall(text.casefold()) for text in meanings]
    if initials == letters or any(said[-len(those) :] == those for those in words if those):
        return replace_with("")
    if result.spoken is None:
        return result
    return replace_with(token.written.replace(written, result.spoken), why=result.why)


def speak_code(token: TokenContext) -> Verbalization:
    """Say a code: QL61 if QL is known, and single letters with their numbers: 9A1, 5G, 1A, 02b."""
    written = token.written
    numbered = _NUMBERED.fullmatch(written)
    if numbered and numbered[1] in token.spoken_forms:
        number = spell_cardinal(int(numbered[2]), token.style)
        return replace_with(f"{token.spoken_forms[numbered[1]]} {number} {numbered[3]}".rstrip())
    # After a cue for Roman numerals a letter would be taken for one: khóa I2.
    if not _SINGLE_LETTERS.fullmatch(written) or follows_cue(token):
        return keep_written(_UNKNOWN_CODE)
    words = [
        spell_cardinal(int(piece), token.style) if piece.isdecimal() else piece
        for piece in _PIECE.findall(written)
    ]
    return replace_with(" ".join(words))


def _compound(written: str, before: str, after: str, token: TokenContext) -> Verbalization:
    """Say one abbreviation, or joined ones: the longest known run as one, the rest word by word."""
    if written in _IN_NAMES and written in token.spoken_forms and _NAME_OF_A_BODY.search(before):
        return replace_with(_IN_NAMES[written])
    pieces = _JOINT.split(written)
    words, joints = pieces[::2], [*pieces[1::2], ""]
    parts: list[tuple[str, Verbalization]] = []
    ends: list[str] = []
    start = 0
    while start < len(words):
        end, result = _longest_known(words, start, token)
        if result is None:
            result = _single(words[start], before, after, token)
        run = "".join(f"{words[at]}{joints[at]}" for at in range(start, end))
        parts.append((run.removesuffix(joints[end - 1]), result))
        ends.append(joints[end - 1])
        start = end
    whys = [f"“{word}”: {result.why}" for word, result in parts if result.why]
    why = parts[0][1].why if len(parts) == 1 else "; ".join(whys)
    if all(result.spoken is None for _, result in parts):
        return keep_written(why)
    return replace_with(
        "".join(
            f"{word if result.spoken is None else result.spoken}{_said_joint(joint)}"
            for (word, result), joint in zip(parts, ends, strict=True)
        ),
        why=why,
    )


def _longest_known(
    words: list[str], start: int, token: TokenContext
) -> tuple[int, Verbalization | None]:
    """Return where the longest known run of words ends, and how it is said."""
    for end in range(len(words), start, -1):
        spoken = token.spoken_forms.get("".join(words[start:end]))
        if spoken is not None:
            return end, replace_with(spoken)
    return start + 1, None


def _said_joint(joint: str) -> str:
    """Return what stands between two abbreviations once they are words: & is said và."""
    return {"": "", "&": " và "}.get(joint.strip(), f" {joint.strip()} ")


def _single(word: str, before: str, after: str, token: TokenContext) -> Verbalization:
    """Say one word in capitals; what is no abbreviation, or has several meanings, stays."""
    if word in token.spoken_forms:
        return replace_with(token.spoken_forms[word])
    if token.stands_in_heading(word):
        return keep_written()
    if meanings := token.lexicon.ambiguous.get(word):
        if spoken := meaning(word, before, after, token):
            return replace_with(spoken)
        return keep_written(f"chữ tắt có thể là {', '.join(meanings)}: viết đầy đủ")
    if plausible_syllable(word):
        return keep_written()
    return keep_written(_UNKNOWN)


def _is_abbreviated_with_dot(written: str, after: str, token: TokenContext) -> bool:
    if written in token.spoken_forms or written not in token.lexicon.ambiguous:
        return False
    return meaning(written, "", after, token) is not None
