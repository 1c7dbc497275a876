"""Two presenters take turns; the plain text of a script knows nothing of it."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bulletin.radio.plain import format_rundown_text, format_spoken_text, spoken_parts
from bulletin.radio.script import Paragraph
from bulletin.radio.turns import assign_voices, format_marked_rundown
from bulletin.radio.word import render_rundown_docx
from tests.radio.samples import BROADCAST, EMPTY, script

LONG = "Bà con trong ấp họp nhau bàn chuyện giữ nước ngọt cho ruộng."
SHORT = "Chọn giống."


@pytest.mark.parametrize(
    ("paragraphs", "voices"),
    [
        # The lead, the body, the closing.
        ([LONG], [1, 2, 1]),
        ([LONG, LONG, LONG], [1, 2, 1, 2, 1]),
        # A headline and what follows it; the items of a list are one turn.
        ([LONG, SHORT, LONG], [1, 2, 1, 2, 1]),
        ([LONG, SHORT, SHORT, SHORT, LONG], [1, 2, 1, 1, 1, 2, 1]),
        ([SHORT, SHORT, LONG], [1, 2, 2, 1, 2]),
        ([], [1, 2]),
    ],
)
def test_presenters_take_turns(paragraphs: list[str], voices: list[int]) -> None:
    one = script(paragraphs=tuple(Paragraph((text,)) for text in paragraphs))
    assert assign_voices([one]) == [voices]


@given(st.lists(st.lists(st.sampled_from([LONG, SHORT]), max_size=6), max_size=4))
def test_every_paragraph_has_a_voice_and_no_presenter_reads_all(stories: list[list[str]]) -> None:
    scripts = [script(paragraphs=tuple(Paragraph((text,)) for text in story)) for story in stories]
    found = assign_voices(scripts)
    for one, voices in zip(scripts, found, strict=True):
        assert len(voices) == sum(len(some) for _, some in spoken_parts(one))
        assert set(voices) == {1, 2}
    # Who ended a script does not begin the next one.
    for before, after in pairwise(found):
        assert before[-1] != after[0]


def test_the_running_order_comes_with_its_scripts_and_their_turns() -> None:
    text = format_marked_rundown(BROADCAST)
    assert text.startswith(format_rundown_text(BROADCAST).removesuffix("hết\n").rstrip("\n"))
    assert text.endswith("\nhết\n")
    assert text.count("\nhết\n") == 1
    assert (
        "NƯỚC MẶN VÀO KÊNH MẪU [KHẨN CẤP; PHÁT LẠI]\n\n"
        "Giọng 1:\nKính thưa quý vị và bà con!\nSau đây là chuyện một tổ hợp tác.\n\n"
        "Giọng 2:\nTổ có mười hai hộ.\nCả tổ góp tiền đắp đập.\n\n"
        "Giọng 1:\nMùa khô vừa rồi, không nhà nào thiếu nước.\n\n"
        "Giọng 2:\nQuý vị và bà con vừa nghe bài viết của Ban biên tập.\n"
    ) in text
    assert "Giọng" not in format_marked_rundown(EMPTY)


def test_the_word_file_marks_turns_only_when_there_are_two() -> None:
    scripts = [airing.script for airing in BROADCAST.airings]
    plain, marked = (
        [p.text for p in Document(BytesIO(render_rundown_docx(BROADCAST, scripts, n))).paragraphs]
        for n in (1, 2)
    )
    assert not any("Giọng" in text for text in plain)
    assert [text for text in marked if not text.startswith("Giọng ")] == plain
    said = [n + 1 for n, text in enumerate(marked) if text == "Giọng 2"]
    assert marked[said[0]] == "Tổ có mười hai hộ."


def test_the_plain_text_stays_without_marks() -> None:
    assert "Giọng" not in format_spoken_text(BROADCAST.airings[0].script)
