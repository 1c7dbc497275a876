"""What is read as one stays on one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.render.unbroken import keep_whole

WHOLE = re.compile('<span class="bt-whole">(.*?)</span>', re.DOTALL)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Nghị định số 98/2023/NĐ-CP về", ["98/2023/NĐ-CP"]),
        ("theo 62/KH-UBND, ký hiệu KH-UBND.", ["62/KH-UBND", "KH-UBND"]),
        ("Chỉ thị 41-CT/TW và Luật 06/2022/QH15", ["41-CT/TW", "06/2022/QH15"]),
        ("số 88/NQLT/CP-ĐCTUBTWMTTQVN", ["88/NQLT/CP-ĐCTUBTWMTTQVN"]),
        ("Quyết định 1258/QĐ-TTg", ["1258/QĐ-TTg"]),
        ("ngày 18/11/2026; tháng 3/2025", ["18/11/2026", "3/2025"]),
        ("giai đoạn 2021–2025, 2016-2020", ["2021–2025", "2016-2020"]),
        ("1.500 hộ, 41,89 triệu đồng, 30 ha", ["1.500 hộ", "41,89 triệu", "30 ha"]),
        ("năm 2025 huyện", []),
        ("Tổ tự quản; ông A-B; Hà Nội - Huế", []),
        ("https://a.example/AB-CD/ và a@AB-CD.example", []),
        ('<a title="62/KH-UBND">x</a><code>62/KH-UBND</code>', []),
        ("<b>62</b>/KH-UBND", []),
    ],
)
def test_numbers_symbols_and_days_are_kept_whole(text: str, whole: list[str]) -> None:
    assert WHOLE.findall(keep_whole(text)) == whole


@given(st.text(alphabet="aĐNC 0123456789/-–.,<b>&;\n", max_size=60))
def test_no_letter_is_added_or_lost(text: str) -> None:
    marked = keep_whole(text)
    assert WHOLE.sub(r"\1", marked) == text
    assert keep_whole(text) == marked
