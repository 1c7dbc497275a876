import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.normalise import normalise


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (unicodedata.normalize("NFD", "Điển hình tiên tiến"), "Điển hình tiên tiến"),
        ("huyê\u0323n", "huyện"),  # as the Windows Vietnamese keyboard writes it
        ("20\u00a0%\u202f;\u2009hết", "20 % ; hết"),
        ("\ufeffthi\u200b đua\u2060, khen\u200d thưởng", "thi đua, khen thưởng"),
        ("gia\u00ad đình", "gia đình"),
        ("\u200e2026-11-18\u202c", "2026-11-18"),
        ("\u2068xa-moi\u2069 \u202aấp\u202e \u061cMẫu\u200f", "xa-moi ấp Mẫu"),
        ("xa\u2011moi, 62/KH\u2011UBND, 2026\u201011", "xa-moi, 62/KH-UBND, 2026-11"),
        ("một\u3000hai\u205fba", "một hai ba"),
        ("e\u200b\u0302\u0301", "ế"),
        ("một\r\nhai\rba\n", "một\nhai\nba\n"),
        ("\uf0b7 Ban, ngành\n\uf0d8 UBND xã", "- Ban, ngành\n- UBND xã"),
    ],
)
def test_writes_the_same_text_one_way(before: str, after: str) -> None:
    assert normalise(before) == after


@pytest.mark.parametrize(
    "text",
    ["hoà bình, hòa bình", "“Học tập” \"làm theo\" 'tôi' ‘bạn’", "2016-2020 2016–2020 —", "Ðảng…"],
)
def test_leaves_what_authors_choose(text: str) -> None:
    assert normalise(text) == text


@given(
    st.text(st.sampled_from("aeơ\u0301\u0323\u200b\r\n\u00a0\u2000\u00ad\uf0b7đ") | st.characters())
)
def test_a_second_time_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
