"""HTML as it is heard: paragraphs, asides, tables, and whatever a keyboard can send."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.radio.speech import (
    CLOSE_QUOTE,
    OPEN_QUOTE,
    hear,
    make_speakable,
    split_sentences,
)
from tests.prose.setting import set_as_html
from tests.trying import try_examples


def extract_paragraphs(html: str) -> list[str]:
    """Return the paragraphs of sanitised HTML as they are said, with numbers as written."""
    spoken = map(make_speakable, hear(html).paragraphs)
    return [f"{text[0].upper()}{text[1:]}" for text in spoken if text]


TWO_COLUMNS = """
| Loại sách | Số cuốn |
|---|---|
| Truyện tranh | 120 |
| Sách cũ | |
"""
THREE_COLUMNS = """
| Hộ | Trước | Sau |
|---|---|---|
| Tổ 1 | 12 | 3 |
"""


@pytest.mark.parametrize(
    ("markdown", "heard"),
    [
        ("Một câu.\n\nHai câu.", ["Một câu.", "Hai câu."]),
        ("Câu\nxuống dòng  \ngiữa chừng.", ["Câu xuống dòng giữa chừng."]),
        ("## Đề mục\n\nLời.", ["Đề mục.", "Lời."]),
        ("## Ai giữ đường?\n\nLời.", ["Ai giữ đường?", "Lời."]),
        ("Gồm:\n\n- giống;\n- phân;\n- nước.", ["Gồm.", "Giống.", "Phân.", "Nước."]),
        ("- Cha\n    - Con\n- Chú", ["Cha.", "Con.", "Chú."]),
        (TWO_COLUMNS, ["Truyện tranh: 120.", "Sách cũ."]),
        (THREE_COLUMNS, ["Tổ 1: Trước 12, Sau 3."]),
        (
            "Trước.\n\n> Lời trích.\n\nSau.",
            ["Trước.", OPEN_QUOTE, "Lời trích.", CLOSE_QUOTE, "Sau."],
        ),
        ("> `pre`\n\n> Một.\n>\n> Hai.", [OPEN_QUOTE, "Pre.", "Một.", "Hai.", CLOSE_QUOTE]),
        (
            "Trước.\n\n>     thụt vào\n\nSau.",
            ["Trước.", OPEN_QUOTE, "Thụt vào.", CLOSE_QUOTE, "Sau."],
        ),
        ("Bến đò[^1] mở cửa.\n\n[^1]: Ở đầu ấp.", ["Bến đò mở cửa."]),
        ("Xem [bài này](/rss/) nhé.", ["Xem bài này nhé."]),
        # What only points to another page is not read.
        (
            "Bà con nuôi tôm. Cách làm ấy được kể trong bài [Một vụ tôm](a.md). Nay trúng mùa.",
            ["Bà con nuôi tôm. Nay trúng mùa."],
        ),
        ("Cách làm ấy đã được kể trong bài “[Một vụ tôm, một vụ lúa](a.md)”.\n\nSau.", ["Sau."]),
        ("Tổ có 20 hộ, như đã nói ở bài [Hùn vốn](a.md).", ["Tổ có 20 hộ."]),
        ("Tổ có 20 hộ (xem [Hùn vốn](a.md)) và 3 ha.", ["Tổ có 20 hộ và 3 ha."]),
        ("Mời bà con đọc thêm bài [Hùn vốn](a.md) để biết cách làm.\n\nHết.", ["Hết."]),
        ("Lời.\n\n## Đọc thêm\n\n- [Bài A](a.md)\n- [Bài B](b.md)\n\nHết.", ["Lời.", "Hết."]),
        ("Xem thêm: [Bài A](a.md), [Bài B](b.md)\n\nHết.", ["Hết."]),
        # What says more than that stays whole.
        ("Học trò mượn sách ở [ghe chở sách](a.md).", ["Học trò mượn sách ở ghe chở sách."]),
        ("Theo [Nghị định 98](/van-ban/a/), xã lập quỹ.", ["Theo Nghị định 98, xã lập quỹ."]),
        ("Các em đọc [Dế Mèn](a.md).", ["Các em đọc Dế Mèn."]),
        (
            "Nhờ đó, 30 hộ thoát nghèo, được kể trong bài [A](a.md), nay có nhà.",
            ["Nhờ đó, 30 hộ thoát nghèo, được kể trong bài A, nay có nhà."],
        ),
        ("Các tổ:\n\n- [Tổ Một](a.md)\n- [Tổ Hai](b.md)", ["Các tổ.", "Tổ Một.", "Tổ Hai."]),
        ("| Tổ | Hộ |\n|---|---|\n| [Tổ Một](a.md) | 12 |", ["Tổ Một: 12."]),
        ("![Ảnh con đò](do.jpg)\n\nLời.", ["Lời."]),
        ("Lời.\n\n    thụt vào\n\nHết.", ["Lời.", "Thụt vào.", "Hết."]),
        ("Rộng 100 m<sup>2</sup>.", ["Rộng 100 m²."]),
        ("Rộng 100 m^2^.", ["Rộng 100 m²."]),
        ("Có ~~300~~ 230 cuốn.", ["Có 230 cuốn."]),
        ('!!! note "Mượn sách"\n    Ghi tên.', ["Mượn sách.", "Ghi tên."]),
        ('??? tip "Góp sách"\n    Gửi ở ấp.', ["Góp sách.", "Gửi ở ấp."]),
        ("Chữ\n:   Nghĩa của chữ", ["Chữ.", "Nghĩa của chữ."]),
        ("Trên.\n\n---\n\nDưới.", ["Trên.", "Dưới."]),
        ("https://a.example/x\n\n<https://b.example>\n\n(…)", []),
        ("", []),
    ],
)
def test_what_an_editor_writes_is_heard_so(markdown: str, heard: list[str]) -> None:
    assert extract_paragraphs(set_as_html(markdown)) == heard


@pytest.mark.parametrize(
    ("html", "heard"),
    [
        ("<table><caption>Bảng 1</caption><tr><td>A</td><td>B</td></tr></table>", ["A: B."]),
        (
            "<table><tr><td><p>A</p><p>b</p></td><td><ul><li>C</li></ul></td></tr></table>",
            ["A b: C."],
        ),
        ("<table><tr><th>Chỉ</th><th>đầu</th></tr></table>", []),
        ("<table><tr><th>Ấp</th><td>3</td></tr></table>", ["Ấp: 3."]),
        ("<p>Trước<hr>Sau</p>", ["Trước.", "Sau."]),
        ("Không thẻ nào", ["Không thẻ nào."]),
        ("<pre>a<pre>b</pre>c</pre><p>Lời.</p>", ["Lời."]),
        ("<p>1 &lt; 2 &amp; 3</p>", ["1 < 2 & 3."]),
        ('<p title="a>b class=">Lời<a class="footnote-ref" href="#x">1</a>.</p>', ["Lời."]),
    ],
)
def test_raw_html_is_heard_so(html: str, heard: list[str]) -> None:
    assert extract_paragraphs(html) == heard


def test_the_columns_of_one_table_do_not_name_those_of_the_next() -> None:
    first = "<table><tr><th>A</th><th>B</th><th>C</th></tr></table>"
    second = "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    assert extract_paragraphs(first + second) == ["1: 2, 3."]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Ông Ba (tổ trưởng) đến", "Ông Ba, tổ trưởng, đến."),
        ("Ông Ba (tổ trưởng).", "Ông Ba, tổ trưởng."),
        ("Ông Ba [tổ trưởng], bà Tư", "Ông Ba, tổ trưởng, bà Tư."),
        ("Hộ (nghèo (cũ) và mới) ở ấp", "Hộ, nghèo, cũ, và mới, ở ấp."),
        ("Hết mùa. (Theo sổ của tổ.)", "Hết mùa. Theo sổ của tổ."),
        ("Chỗ trống () và [ ]", "Chỗ trống và."),
        ("Ông A (*) và bà B (**).", "Ông A và bà B."),
        ("1) Giống; 2) phân", "1, Giống; 2, phân."),
        ("Ngoặc quên đóng (ở đây", "Ngoặc quên đóng, ở đây."),
        ("Bài “(Kỳ 2) Về làng” hay", "Bài “Kỳ 2, Về làng” hay."),
        ("Bài “Về làng (kỳ 2)” hay", "Bài “Về làng, kỳ 2” hay."),
        ("“Mừng lắm,” bà nói", "“Mừng lắm,” bà nói."),
        ("Gọi (0297) 3881 234 nhé", "Gọi 0297 3881 234 nhé."),
        ("Xem https://a.example/x. Câu sau.", "Xem. Câu sau."),
        ("Xem (https://a.example/x?y=1) nhé", "Xem nhé."),
        ("Xem www.a.example, rồi thôi", "Xem, rồi thôi."),
        ("Gửi (ban-tin@a.example) nhé.", "Gửi nhé."),
        ("Việc cần làm:", "Việc cần làm."),
        ("Ai? ", "Ai?"),
        ("“Đi thôi!”", "“Đi thôi!”"),
        ("Đợi…", "Đợi…"),
        (", rồi thôi ;", "rồi thôi."),
        (" .,;: ", ""),
        ("", ""),
        ("—", ""),
        (OPEN_QUOTE, OPEN_QUOTE),
    ],
)
def test_brackets_and_addresses_become_a_sentence(text: str, heard: str) -> None:
    assert make_speakable(text) == heard
    assert make_speakable(heard) == heard


_TYPED = st.text(st.sampled_from("aB1 .,;:!?…()[]{}“”‘’\"'@/-\n") | st.characters(), max_size=40)
_PIECES = st.lists(
    st.sampled_from(["https://a.b", "www.", "a@b.c", "(", ")", "“", "”", ". ", ", "])
)


@given(_TYPED | _PIECES.map("".join) | _PIECES.map("x".join))
@try_examples(300)
def test_nothing_is_left_that_cannot_be_heard(text: str) -> None:
    heard = make_speakable(text)
    assert make_speakable(heard) == heard
    assert not set(heard) & set("()[]{}")
    assert "://" not in heard or "http" not in heard
    assert heard == "" or any(map(str.isalnum, heard))
    assert heard == " ".join(heard.split())
    assert not re.search("[“‘][ ,;:]| [,;:!?…”’]|[,;:][,;:.!?…]", heard)


@given(_TYPED)
@settings(deadline=None)
def test_words_are_neither_lost_nor_made(text: str) -> None:
    plain = text.translate(str.maketrans("@/[", "   "))
    kept = [letter for letter in make_speakable(plain) if letter.isalnum()]
    assert kept == [letter for letter in plain if letter.isalnum()]


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("Một. Hai! Ba? Bốn…", ["Một.", "Hai!", "Ba?", "Bốn…"]),
        ("Chị nói: “Đi!” Rồi đi.", ["Chị nói: “Đi!”", "Rồi đi."]),
        ("Xong. “Về thôi.” Cả tổ về.", ["Xong.", "“Về thôi.”", "Cả tổ về."]),
        ("Lúa, cá v.v. đều được.", ["Lúa, cá v.v. đều được."]),
        ("Chờ… rồi đi.", ["Chờ… rồi đi."]),
        ("Năm 2026. 12 hộ.", ["Năm 2026.", "12 hộ."]),
        ("Không dấu", ["Không dấu"]),
        ("", []),
    ],
)
def test_sentences_end_where_the_next_one_begins(paragraph: str, parts: list[str]) -> None:
    assert list(split_sentences(paragraph)) == parts


@given(_TYPED)
@settings(deadline=None)
def test_sentences_are_the_paragraph(text: str) -> None:
    assert " ".join(split_sentences(text)).split() == text.split()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "(" * 100_000 + ")" * 100_000,
        *(
            text * 50_000
            for text in ("Câu này. ", "a.b-", ",;", "www.", " “", "( ", "a@", "<blockquote>")
        ),
    ],
    ids=lambda text: text[:12],
)
def test_no_text_holds_up_the_station(text: str) -> None:
    # pytest has no clock here: what takes quadratic time would take minutes.
    heard = extract_paragraphs(text)
    assert sum(len(list(split_sentences(one))) for one in heard) <= len(text)
