"""An editor is told of codes in the place of letters, with the words that were meant."""

from __future__ import annotations

from tests.content.builder import find_messages, story


def test_codes_in_a_body_are_reported_with_the_line_as_meant() -> None:
    first = story("").count("\n")
    assert find_messages(story("Lời văn.\n\nT\\u1ed5 h\\u1ee3p t\\u00e1c.")) == [
        f"{first + 3}: nội dung: chữ bị đổi thành mã máy: '\\u1ed5'; có phải 'Tổ hợp tác.'?"
    ]


def test_many_lines_of_codes_are_reported_once() -> None:
    (said,) = find_messages(story("B=C3=A0 con =C4=91i ch=E1=BB=A3.\n\n" * 9))
    assert "có phải 'Bà con đi chợ.'?" in said
    assert "còn 8 dòng nữa" in said


def test_codes_in_the_front_matter_are_reported_at_their_key() -> None:
    said, *_ = find_messages(story("Lời văn.", title="Chuy=E1=BB=87n t=E1=BB=95"))
    assert said.startswith("2: title: ")
    assert "có phải 'Chuyện tổ'?" in said


def test_codes_that_yaml_reads_are_right() -> None:
    text = story("Lời văn.").replace("title: Đường hoa ấp Mẫu", 'title: "T\\u1ed5 h\\u1ee3p"')
    assert "T\\u1ed5" in text
    assert find_messages(text) == []
