"""Bytes as they come from Word, Notepad and a Mac: clean text, or what to do about it."""

from __future__ import annotations

import pytest

from bulletin.content.source import MOST_DAMAGES, read_text
from bulletin.content.texts import LARGEST_TEXT

PATH = "content/exemplars/2026/bai.md"
TCVN3 = "ChiÕn sÜ thi ®ua c¬ së\n"
VNI = "Chieán só thi ñua cô sôû\n"


def said(data: bytes) -> list[str]:
    """Return what is said of a file with these bytes, from its line on."""
    return [str(problem).removeprefix(f"{PATH}:") for problem in read_text(PATH, data)[1]]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\n", "a\n"),
        ("\ufeffa\n".encode(), "a\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        ("Thi\u0300 đua\n".encode(), "Thì đua\n"),
        ("thi\u00a0đua\u200b\n".encode(), "thi đua\n"),
        ("a\u2028b\u2029c\n".encode(), "a b c\n"),
        (b"", ""),
    ],
)
def test_good_text_comes_out_clean(data: bytes, text: str) -> None:
    assert read_text(PATH, data) == (text, [])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("Điển hình\n".encode("utf-16"), "1: tệp: tệp lưu bằng mã UTF-16; mở bằng Notepad"),
        (b"\xfe\xff\x00a", "1: tệp: tệp lưu bằng mã UTF-16; mở bằng Notepad"),
        (b"PK\x03\x04 [Content_Types].xml", "1: tệp: đây là tệp Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "1: tệp: đây là tệp Word"),
        (b"{\\rtf1\\ansi}", "1: tệp: đây là tệp Word (RTF)"),
        (b"%PDF-1.7", "1: tệp: đây là tệp PDF"),
        (b"a\nb\nhuy\xean\n", "3: tệp: tệp không phải mã UTF-8; mở bằng Notepad"),
        (TCVN3.encode("cp1252"), "1: tệp: tệp không phải mã UTF-8 mà là chữ mã TCVN3"),
        (VNI.encode("cp1252"), "1: tệp: tệp không phải mã UTF-8 mà là chữ mã VNI"),
        (b"a" * (LARGEST_TEXT + 1), "1: tệp: tệp lớn quá 2 MB; tách thành nhiều bài"),
    ],
)
def test_what_is_not_text_is_named_and_not_read_on(data: bytes, problem: str) -> None:
    text, problems = read_text(PATH, data)
    assert text is None
    assert [str(found).removeprefix(f"{PATH}:")[: len(problem)] for found in problems] == [problem]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"a\n{TCVN3}", "2: tệp: chữ mã TCVN3 (phông .VnTime): 'ChiÕn sÜ thi ®ua c¬ së'; "),
        (f"a\n\n{VNI}", "3: tệp: chữ mã VNI (phông VNI-Times): 'Chieán só thi ñua cô sôû'; "),
        ("Nông thôn m?i\n", "1: tệp: mất chữ có dấu, còn lại dấu hỏi: 'Nông thôn m?i'; "),
        ("a\nÐảng viên\n", "2: tệp: chữ Ð (U+00D0) không phải chữ Đ tiếng Việt: 'Ðảng'; "),
        ("a\x0bb\n", "1: tệp: có ký tự điều khiển không nhìn thấy: 'a<U+000B>b'; "),
    ],
)
def test_damaged_text_is_named_with_its_line(text: str, problem: str) -> None:
    assert [found[: len(problem)] for found in said(text.encode())] == [problem]


def test_the_cure_of_an_old_encoding_is_proposed() -> None:
    assert said(TCVN3.encode())[0].endswith("; có phải 'Chiến sĩ thi đua cơ sở'?")
    assert said("Ðảng viên\n".encode())[0].endswith("; có phải 'Đảng'?")


def test_control_characters_are_reported_and_left_out_so_that_the_rest_can_be_read() -> None:
    text, problems = read_text(PATH, b"title: a\x0bb\x00\nda\x1bte: c\n")
    assert text == "title: ab\ndate: c\n"
    assert [problem.line for problem in problems] == [1, 2]


def test_a_proposal_brings_no_control_character_into_the_report() -> None:
    assert all(found.isprintable() for found in said(TCVN3.strip().encode() + b"\x1b[31m\n"))


def test_a_file_that_is_damaged_all_over_is_not_reported_line_by_line() -> None:
    found = said(b"a\x00\n" * (MOST_DAMAGES + 7))
    assert len(found) == MOST_DAMAGES + 1
    assert found[-1] == (
        f"{MOST_DAMAGES + 1}: tệp: còn 7 chỗ hỏng nữa từ dòng này; lấy lại tệp gốc"
    )
    assert len(said(b"a\x00\n" * MOST_DAMAGES)) == MOST_DAMAGES


def test_a_text_may_be_as_large_as_is_said() -> None:
    text, problems = read_text(PATH, b"a" * LARGEST_TEXT)
    assert text is not None
    assert problems == []
