"""Personal data in any text of a file is told on its line, with what to do, and not repeated."""

from __future__ import annotations

import pytest

from bulletin.content.hand_written import hand_written_problems
from bulletin.prose.renderer import MarkdownRenderer
from tests.content.builder import EVENT, EVENT_KEYS, PERSON, find_messages, page, story

PHONE = "số điện thoại '091…78' của cá nhân không được đăng; xóa số này"
CHILD = {**PERSON, "name": "Trần Thị Thử", "child": "true"}
CHILD["consent"] = {**PERSON["consent"], "guardian_form": "văn bản"}


def test_a_number_in_the_body_is_reported_on_its_line() -> None:
    [found] = find_messages(story("Lời.\n\nGọi chị\n0912 345 678.\n"))
    assert found.startswith("15: nội dung: ")
    assert PHONE in found


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("title", {"title": "Gọi 0912345678"}),
        ("summary", {"summary": "Gọi 0912345678."}),
        ("source", {"source": "Chị Tư, 0912345678"}),
        ("broadcast.text", {"broadcast": {"text": "Gọi 0912345678."}}),
        ("broadcast.lead", {"broadcast": {"lead": "Gọi 0912345678."}}),
        ("people[1].role", {"people": [{**PERSON, "role": "nông dân, 0912345678"}]}),
        ("corrections[1].text", {"corrections": [{"date": "2026-11-19", "text": "0912345678"}]}),
    ],
)
def test_a_number_in_the_front_matter_is_reported_at_its_key(key: str, changes: object) -> None:
    assert isinstance(changes, dict)
    [found] = find_messages(story(**changes))
    assert f": {key}: {PHONE}" in found


def test_places_of_events_are_texts_too() -> None:
    [found] = find_messages(page(EVENT_KEYS, {"place": "Nhà chị Tư, ĐT 0912345678"}), EVENT)
    assert f": place: {PHONE}" in found


@pytest.mark.parametrize(
    "body",
    ["Gọi **0912**345678", "0912&nbsp;345&nbsp;678", "0912\\.345\\.678", "- `0912345678`"],
)
def test_markup_hides_no_number(body: str) -> None:
    assert any(PHONE in one for one in find_messages(story(f"{body}\n")))


def test_the_head_of_a_column_says_what_its_cells_are() -> None:
    body = (
        "| Họ tên | Ngày sinh | CMND | Số tài khoản |\n| --- | --- | --- | --- |\n"
        "| A | 12/3/1980 | 971234567 | 12345678 |\n| B | 1980 | | |\n"
    )
    found = find_messages(story(body))
    assert [one.split(":")[0] for one in found] == ["14"] * 3
    for what in ("ngày sinh đầy đủ", "số giấy tờ cá nhân", "số tài khoản '123…78'"):
        assert any(what in one for one in found)


@pytest.mark.parametrize(
    ("people", "count"), [([PERSON], 1), ([{**CHILD, "child": "false"}], 1), ([CHILD], 0)]
)
def test_a_named_child_must_be_among_people(people: list[object], count: int) -> None:
    found = find_messages(story("Em Trần Thị Thử, học sinh lớp 5, vui.\n", people=people))
    assert len(found) == count
    assert all("'Trần Thị Thử' là trẻ em" in one for one in found)


def test_a_title_names_only_people_who_agreed() -> None:
    title = "Ông Trần Văn Thử hiến đất"
    [found] = find_messages(story(title=title))
    assert ": title: cảnh báo: 'Trần Văn Thử' được nêu tên mà không có trong people" in found
    assert find_messages(story(title=title, people=[{**PERSON, "name": "Trần Văn Thử"}])) == []


def test_a_poor_household_is_not_named_with_its_house() -> None:
    body = "Bà Trần Thị Thử, ấp Mẫu, là hộ nghèo.\n"
    [found] = find_messages(story(body))
    assert ": cảnh báo: 'Trần Thị Thử' là hộ nghèo" in found
    people = [{**PERSON, "name": "Trần Thị Thử"}]
    assert find_messages(story(body, people=people)) == []
    assert len(find_messages(story(body.replace("ấp", "nhà số 2, ấp"), people=people))) == 1


def test_an_award_needs_its_decision() -> None:
    award = {"title": "Giấy khen", "issuer": "Ủy ban nhân dân Xã Mẫu"}
    [found] = find_messages(story(awards=[award]))
    assert "awards[1]: cảnh báo: 'Giấy khen' chưa có số quyết định, ngày quyết định" in found
    assert (
        find_messages(story(awards=[{**award, "decision": "01/QĐ-UBND", "date": "2026-01-02"}]))
        == []
    )


def test_a_page_by_hand_may_name_offices_and_officials() -> None:
    text = (
        "# Liên hệ\n\nVăn phòng: 0297 3861 234\n\nĐiện thoại 0297 3861 235\n\n"
        "Ông Trần Văn Thử, Trưởng ban: 0912 345 678\n\nCCCD 091080012345\n"
    )
    problems = hand_written_problems("docs/lien-he.md", text.encode(), MarkdownRenderer())
    found = [str(problem) for problem in problems]
    assert len(found) == 2
    assert found[0].startswith("docs/lien-he.md:7: nội dung: cảnh báo: số điện thoại")
    assert found[1].startswith("docs/lien-he.md:9: nội dung: số giấy tờ cá nhân '091…45'")
