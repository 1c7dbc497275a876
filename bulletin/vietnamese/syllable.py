"""The spelling of Vietnamese syllables: closed sets of onsets, rhymes and tones.

The sets are those of the standard orthography, with a few rhymes of spoken words and loans (oong,
uyp). They distinguish Vietnamese from other text; they are not a dictionary.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import Final


class Tone(IntEnum):
    """The six tones in the order of Vietnamese dictionaries (CLDR `vi`)."""

    LEVEL = 0
    HUYEN = 1
    HOI = 2
    NGA = 3
    SAC = 4
    NANG = 5


COMBINING_TONES: Final = {
    "\u0300": Tone.HUYEN,
    "\u0309": Tone.HOI,
    "\u0303": Tone.NGA,
    "\u0301": Tone.SAC,
    "\u0323": Tone.NANG,
}

VOWELS: Final = "aăâeêioôơuưy"

TONED_VOWELS: Final = {
    unicodedata.normalize("NFC", vowel + mark): (vowel, tone)
    for vowel in VOWELS
    for mark, tone in COMBINING_TONES.items()
}

WITH_TONE: Final = {pair: letter for letter, pair in TONED_VOWELS.items()}

_ONSET_TABLE: Final = "ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x"
_RHYME_TABLE: Final = """
a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt
âc âm ân âng âp ât âu ây
e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt
oc oe oem oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt
uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt
ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
_ONSETS: Final = frozenset(["", *_ONSET_TABLE.split()])
_LONGEST_ONSET: Final = max(map(len, _ONSETS))
_RHYMES: Final = frozenset(_RHYME_TABLE.split())
_ONSETS_BEFORE_FRONT_VOWELS_ONLY: Final = frozenset({"k", "gh", "ngh"})
_ONSETS_BEFORE_OTHER_VOWELS_ONLY: Final = frozenset({"c", "ng"})
_ONSETS_BEFORE_Y: Final = frozenset({"", "h", "k", "l", "m", "s", "t", "v"})
_STOPS: Final = ("c", "ch", "p", "t")
_TONE_ON_EITHER_VOWEL: Final = frozenset({"oa", "oe", "uy"})


_WITHOUT_MARKS: Final = str.maketrans("ăâêôơưđ", "aaeooud")
_BARE_ONSETS: Final = frozenset(onset.translate(_WITHOUT_MARKS) for onset in _ONSETS)
_BARE_RHYMES: Final = frozenset(rhyme.translate(_WITHOUT_MARKS) for rhyme in _RHYMES)


def plausible_bare_syllable(word: str) -> bool:
    """Return whether `word` (lower case, ASCII) can be one syllable written without diacritics."""
    if word.startswith("qu"):
        return f"u{word[2:]}" in _BARE_RHYMES or f"o{word[2:]}" in _BARE_RHYMES
    return any(
        word[:length] in _BARE_ONSETS and word[length:] in _BARE_RHYMES
        for length in range(_LONGEST_ONSET + 1)
    )


def plausible_syllable(word: str, *, tone_in_place: bool = False) -> bool:
    """Return whether `word` (NFC, any case) can be one written Vietnamese syllable.

    A syllable that ends in a stop (c, ch, p, t) must have the tone sắc or nặng. The tone mark may
    be on any vowel, because people write "tòan" too; with `tone_in_place` it must be where one of
    the two accepted styles puts it (hòa or hoà, but only toàn).
    """
    letters, positions, tones = _strip_tones(word.lower())
    if len(tones) > 1:
        return False
    tone = tones[0] if tones else Tone.LEVEL
    if letters.endswith(_STOPS) and tone not in (Tone.SAC, Tone.NANG):
        return False
    # More than one onset may match: gia is gi + a, gìn is g + in.
    for length in range(_LONGEST_ONSET + 1):
        onset, rhyme = letters[:length], letters[length:]
        if onset not in _ONSETS or not _is_spelled(onset, rhyme):
            continue
        if not positions or not tone_in_place or positions[0] - length in _tone_positions(rhyme):
            return True
    return False


def _strip_tones(word: str) -> tuple[str, list[int], list[Tone]]:
    """Return the word without tone marks, the positions of the marks, and their tones."""
    letters: list[str] = []
    positions: list[int] = []
    tones: list[Tone] = []
    for position, letter in enumerate(word):
        vowel, tone = TONED_VOWELS.get(letter, (letter, Tone.LEVEL))
        letters.append(vowel)
        if tone:
            positions.append(position)
            tones.append(tone)
    return "".join(letters), positions, tones


def _is_spelled(onset: str, rhyme: str) -> bool:
    """Return whether the orthography allows this rhyme after this onset."""
    if onset == "qu":
        # The u of qu is the glide that other onsets write as o or u: quan has the rhyme of hoan.
        return "o" + rhyme in _RHYMES or "u" + rhyme in _RHYMES
    if rhyme not in _RHYMES:
        return False
    first = rhyme[0]
    if first == "y":
        return onset in _ONSETS_BEFORE_Y if rhyme == "y" else onset == ""
    if rhyme.startswith("iê"):
        return onset not in ("", "c", "ng")
    if onset in _ONSETS_BEFORE_FRONT_VOWELS_ONLY:
        return first in "eêi"
    if onset in _ONSETS_BEFORE_OTHER_VOWELS_ONLY:
        return first not in "eêi"
    if onset == "g":
        return first not in "eê"
    return True


def _tone_positions(rhyme: str) -> tuple[int, ...]:
    """Return the positions in the rhyme where the tone mark may be."""
    for letter in "ăâêôơ":
        if letter in rhyme:
            return (rhyme.index(letter),)
    if rhyme in _TONE_ON_EITHER_VOWEL:
        return (0, 1)
    vowels = len(rhyme.rstrip("chmngpt"))
    if vowels < len(rhyme):
        return (vowels - 1,)
    return (1,) if vowels == 3 else (0,)
