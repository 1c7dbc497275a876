"""The values of a front matter hold no markup: titles are printed and read as they are written."""

from __future__ import annotations

import pytest

from tests.content.builder import find_messages, story


@pytest.mark.parametrize(
    ("title", "sign"),
    [
        ("<b>Đường</b> hoa", "'<b>Đường</b> hoa'; xóa thẻ HTML"),
        ("Đường **hoa** ấp", "'Đường **hoa** ấp'; xóa dấu sao"),
        ("Đường &amp; hoa", "'Đường &amp; hoa'; viết thẳng ký tự đó ra"),
        ('Đường \\"hoa\\"', "xóa dấu \\"),
        ("Xem [hoa](/hoa/)", "chỉ viết chữ"),
        ("Đường *hoa* ấp", "cảnh báo: ở đây không dùng được dấu của Markdown: '*hoa*'"),
        ("## Đường hoa", "cảnh báo: ở đây không dùng được dấu của Markdown: '## Đường hoa'"),
    ],
)
def test_a_title_shows_no_signs(title: str, sign: str) -> None:
    [found] = find_messages(story(title=title))
    assert found.startswith("2: title: ")
    assert sign in found


def test_values_inside_of_others_are_judged_too() -> None:
    [found] = find_messages(story(summary="**Mỗi** nhà"))
    assert found.startswith("4: summary: ở đây không dùng được")
    [found] = find_messages(story(broadcast={"text": "Mỗi <i>nhà</i>."}))
    assert ": broadcast.text: ở đây không dùng được" in found


@pytest.mark.parametrize(
    "title",
    ["Ông A (*) và bà B (*)", "Đường 3*4*5 mét", "Tỉ số 2 < 3 > 1", "Tôm & lúa", "Bài [1] […]"],
)
def test_signs_that_are_text(title: str) -> None:
    assert find_messages(story(title=title)) == []
