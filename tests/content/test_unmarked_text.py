"""Lines without diacritics are told once, in the body and in what is read of the front matter."""

from __future__ import annotations

from tests.content.builder import find_messages, story

LINE = "Nam nay ca to co lai, ba con phan khoi, ai cung vui.\n"


def test_a_body_without_diacritics_is_reported_once() -> None:
    [found] = find_messages(story(f"Lời có dấu.\n\n{LINE}\n{LINE}"))
    assert found.startswith("14: nội dung: cảnh báo: lời văn không có dấu tiếng Việt: 'Nam nay ca")
    assert found.endswith("gõ lại có dấu (còn 1 dòng nữa như vậy)")


def test_values_are_judged_too() -> None:
    [found] = find_messages(story(summary="Nawm nay car toor cos laxi, baf con phaasn khowri."))
    assert ": summary: cảnh báo: chữ gõ khi bộ gõ tiếng Việt đang tắt (kiểu Telex)" in found
    [found] = find_messages(story(broadcast={"text": LINE.strip()}))
    assert ": broadcast.text: cảnh báo: lời văn không có dấu" in found
