"""The words of a page are the words of its script, but those that are left out on purpose."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.prose.words import words_of_html, words_of_text
from bulletin.radio.losses import find_unread, find_unspoken
from bulletin.radio.reading import Passage, make_reading
from bulletin.radio.speech import CLOSE_QUOTE, OPEN_QUOTE, HeardText, hear, make_speakable
from bulletin.verbalize.verbalizer import Verbalizer
from tests.prose.setting import FRONT, set_as_html
from tests.trying import try_examples


@pytest.mark.parametrize(
    ("markdown", "left_out"),
    [
        ("Một câu. **Hai** câu.", ""),
        ("Bến đò[^1] cũ.\n\n[^1]: Lời chú.", "1 Lời chú"),
        ("```\nmã\n```\n\nLời.", "mã"),
        ("Có ~~300~~ 230 cuốn.", "300"),
        ("Chữ~~xóa~~liền.", "xóa"),
        ("![ảnh](a.jpg)\n\nLời.", ""),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A B"),
        ("| A | B | C |\n|---|---|---|\n| 1 | 2 | |", "A C"),
        ("| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |", "A"),
        ("<table><caption>Bảng</caption><tr><td>1</td></tr></table>", "Bảng"),
        ("Rộng 5 m<sup>2</sup>, 7 km².", ""),
        ("<u>gạch</u> **T**rên *5*3", ""),
        ('??? note "Hỏi"\n    Đáp.', ""),
    ],
)
def test_what_is_left_out_is_known(markdown: str, left_out: str) -> None:
    html = set_as_html(markdown)
    heard = hear(html)
    assert find_unread(html, heard) == []
    assert [word for text in heard.left_out for word in words_of_text(text)] == left_out.split()


@pytest.mark.parametrize(
    ("html", "paragraphs", "unread"),
    [
        ("<p>một hai ba</p>", ["một ba"], ["hai"]),
        ("<p>một một</p>", ["một"], ["một"]),
        ("<p>5<em>3</em>2</p>", ["52"], ["3"]),
        ("<p>một</p><p>hai</p>", [], ["một", "hai"]),
    ],
)
def test_a_word_that_gets_lost_is_seen(html: str, paragraphs: list[str], unread: list[str]) -> None:
    assert find_unread(html, HeardText(paragraphs, [])) == unread


def test_what_is_verbalized_and_not_said_is_seen_unless_a_doubt_speaks_of_it() -> None:
    text = "Xem https://a.example/x nhé"
    doubts = Verbalizer().verbalize(text).doubts
    assert find_unspoken(Passage(text, text, make_speakable(text), doubts, ())) == []
    assert find_unspoken(Passage(text, text, "Xem nhé.", (), ())) == ["https", "a", "example", "x"]


_WORDS = st.sampled_from(
    "bà con ấp Mẫu Đông 12 3.500 xã năm 2026 sạch, đẹp. “vui” (cả tổ) nhé! 5% m² UBND a@b.example "
    "– - * 1. a) > # • ** __ ~~ | ` < & : ; … [1] \\ TP. II 21-3 :// www. !!! ???".split()
)
_LINE_ENDS = st.sampled_from(["\n", "\n\n", "  \n", "\n    "])
_LINES = st.lists(st.lists(_WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return lines of words and signs, in whatever form."""
    return draw(_LINE_ENDS).join(draw(_LINES))


@given(texts())
@example("| a | b |\n|---|---|\n| 1 | 2 |")
@example("> một\n>> hai\n\n- ba\n    - bốn")
@try_examples(150)
def test_the_words_of_a_page_are_the_words_of_its_script(text: str) -> None:
    """Counted before anything is put into words; what is said afterwards loses nothing either."""
    html = set_as_html(text)
    reading = make_reading(FRONT, html, Verbalizer())
    assert find_unread(html, reading.heard) == []
    for passage in reading.body:
        assert find_unspoken(passage) == []
    if not reading.heard.left_out and "|" not in text:
        announced = sum(p in {OPEN_QUOTE, CLOSE_QUOTE} for p in reading.heard.paragraphs) * 2
        heard = words_of_text("\n".join(reading.heard.paragraphs))
        assert len(heard) - announced <= len(words_of_html(html))


_PLAIN = st.lists(
    st.lists(
        st.sampled_from("bà con ấp Mẫu Đông xã, sạch, đẹp. “vui” (cả tổ) nhé! rồi; thôi…".split()),
        min_size=1,
        max_size=9,
    ).map(" ".join),
    min_size=1,
    max_size=6,
).map("\n".join)


@given(_PLAIN)
@try_examples(100)
def test_the_words_of_plain_text_are_those_of_page_and_script(text: str) -> None:
    html = set_as_html(text)
    reading = make_reading(FRONT, html, Verbalizer())
    written = words_of_text(text)
    assert words_of_html(html) == written
    assert words_of_text("\n".join(reading.heard.paragraphs)) == written
    said = [word.lower() for part in reading.body for word in words_of_text(part.spoken)]
    assert said == [word.lower() for word in written]
