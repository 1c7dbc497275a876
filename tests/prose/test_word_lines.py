"""Words of a page are found on the lines where they are written."""

from __future__ import annotations

import pytest

from bulletin.prose.word_lines import WordLines
from bulletin.prose.words import WORD
from tests.growth import count_calls


def line_of(text: str, passage: str, word: str) -> int:
    words = [*WORD.finditer(passage)]
    index = [found[0] for found in words].index(word)
    return WordLines(text, 1).find_line(words, index)


@pytest.mark.parametrize(
    ("text", "passage", "word", "line"),
    [
        ("một\nhai\nba", "hai ba", "hai", 2),
        ("một **hai**\n\n[ba](x) bốn", "ba bốn", "ba", 3),
        ("xã họp\nấp họp", "ấp họp", "họp", 2),
        ("xã họp\n\nấp họp\n\nxã họp", "xã họp", "họp", 1),
        ("một\nm<sup>2</sup> đất", "m² đất", "m²", 2),
        ("một\n&#272;i chợ", "Đi chợ", "Đi", 2),
        ("một\nT**P** Huế", "TP Huế", "TP", 2),
        ("", "không", "không", 1),
        ("một\nhai", "khác hẳn", "hẳn", 1),
    ],
)
def test_a_word_is_found_by_those_around_it(text: str, passage: str, word: str, line: int) -> None:
    assert line_of(text, passage, word) == line


def test_words_that_are_found_in_turn_stand_behind_each_other() -> None:
    lines = WordLines("xã họp\n\nxã họp\n\nxã họp", 1)
    words = [*WORD.finditer("xã họp")]
    assert [lines.find_line(words, 1) for _ in range(3)] == [1, 3, 5]


@pytest.mark.parametrize("piece", ["CĐ ", "CĐ\n", "CĐ xã ", "CĐ. a b c d e f g "])
def test_a_text_twice_as_long_takes_twice_as_much_work(piece: str) -> None:
    def work(size: int) -> None:
        text = piece * size
        words = [*WORD.finditer(text)]
        lines = WordLines(text, 1)
        for index, word in enumerate(words):
            if word[0] == "CĐ":
                lines.find_line(words, index)

    assert count_calls(work, 400) < 2.5 * count_calls(work, 200)
