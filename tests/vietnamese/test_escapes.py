"""Codes in the place of Vietnamese letters are read; what only looks like them is left alone."""

from __future__ import annotations

import quopri
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.escapes import find_escaped


@pytest.mark.parametrize(
    ("line", "written", "meant"),
    [
        (r"T\u1ed5 h\u1ee3p t\u00e1c", r"\u1ed5", "Tổ hợp tác"),
        (r"T\u1ED5 h\u1EE3p", r"\u1ED5", "Tổ hợp"),
        (r"Ch\u{1EE3} qu\u{ea}", r"\u{1EE3}", "Chợ quê"),
        ("T%u1ED5 h%u1EE3p", "%u1ED5", "Tổ hợp"),
        ("tu1ed5 hu1ee3p tu00e1c", "tu1ed5", "tổ hợp tác"),
        (r"T\xe1\xbb\x95 h\xe1\xbb\xa3p", r"\xe1\xbb\x95", "Tổ hợp"),
        ("T=E1=BB=95 h=E1=BB=A3p t=C3=A1c,=20", "=E1=BB=95", "Tổ hợp tác, "),
        ("n=C4=83m nay c=E1=BA=A3 t=E1=BB=95 c=C3=B3 l=", "=C4=83", "năm nay cả tổ có l"),
        ("Ch%E1%BB%A3 qu%C3%AA", "%E1%BB%A3", "Chợ quê"),
        (r"\ud83d\ude00 vui \u0111\u1eb9p", r"\ud83d\ude00", "😀 vui đẹp"),
        (r"Ba\u0300i", r"\u0300", "Bài"),
    ],
)
def test_codes_are_read(line: str, written: str, meant: str) -> None:
    found = find_escaped(line)
    assert found is not None
    assert (found.written, found.line) == (written, meant)


@pytest.mark.parametrize(
    "line",
    [
        "Năm nay cả tổ có lãi, a=b, 5=5, x=10=20, giảm 20%, 30%ha.",
        "Xem [bài](/dien-hinh/ch%E1%BB%A3/) và https://a.example/?q=ch%E1%BB%A3",
        "Xem <https://a.example/ch%E1%BB%A3>",
        "mã hàng MU1E23, xe 65u1234, lớp u1eab",
        r"thư mục C:\users\xe và \u",
        "=== =E1 =BB",
        "",
    ],
)
def test_what_is_no_code_of_a_letter_stays(line: str) -> None:
    assert find_escaped(line) is None


_SENTENCES = st.lists(
    st.sampled_from("Tổ hợp tác xã Đông bà con được mùa, vui lắm! 12% (2026)".split()), min_size=3
).map(" ".join)


@given(_SENTENCES)
def test_what_machines_write_is_read_back(text: str) -> None:
    forms = {
        quopri.encodestring(text.encode()).decode().replace("=\n", ""),
        text.encode("ascii", "backslashreplace").decode(),
        " ".join(quote(word, safe="!%(),") for word in text.split()),
    }
    for form in forms:
        found = find_escaped(form)
        assert (found.line if found else form) == text


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    found = find_escaped(text)
    assert found is None or found.written
