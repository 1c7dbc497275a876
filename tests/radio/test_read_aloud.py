"""What an editor is told of the reading aloud of a story: doubts and their lines, length, void."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.content.assembly import Library
from bulletin.content.item import Item
from bulletin.engine.cache import DictCache
from bulletin.errors import Problem
from bulletin.model.story import Story
from bulletin.radio.read_aloud import Station, find_story_problems, read_aloud_problems
from tests.content.builder import BULLETIN_FILE, DATA, STORY, read, story

ABBREVIATIONS = (Path(__file__).parents[2] / "content/data/abbreviations.yml").read_bytes()


def find_messages(body: str, **keys: object) -> list[str]:
    library = read({STORY: story(body, **keys), f"{DATA}/abbreviations.yml": ABBREVIATIONS})
    return [str(problem).removeprefix(f"{STORY}:") for problem in read_aloud_problems(library)]


def doubted(body: str, **keys: object) -> list[tuple[int, str]]:
    """Return the lines of the body, counted from 1, and the words that are in doubt there."""
    first = story("", **keys).count("\n")
    found = [one.split(": ", 4) for one in find_messages(body, **keys)]
    assert all(field == "nội dung" and aloud == "bài đọc" for _, field, _, aloud, _ in found)
    return [(int(line) - first, words.split("'")[1]) for line, _, _, _, words in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Câu rõ ràng.\n\nHọp với CĐ xã.", [(3, "CĐ")]),
        ("Câu rõ ràng, ngày 18/11/2026, có 12 hộ (5%).", []),
        # What is never read.
        ("Lời văn.\n\n[lời](https://a.example/CĐ)", []),
        ("Lời văn.\n\n```\nCĐ\n```", []),
        ("Lời văn.[^1]\n\n[^1]: Theo CĐ xã.", []),
        ("Có ~~CĐ~~ công đoàn xã.", []),
        ("| Hộ | CĐ |\n| --- | --- |\n| Tư | 3 |", []),
        ("<!-- CĐ -->\n\nLời văn.", []),
        # The script takes them for one thing, whatever signs stand between.
        ("## II. Nội dung\n\nLời văn.", []),
        ("**III. Tổ chức**\n\nLời văn.", []),
        ("Kế hoạch số: *62* /KH-UBND.", []),
        ("Về *TP*. Rạch Giá.", []),
        ("Về **TP.** Rạch Giá.", []),
        ("Ngày *18/11*/2026.", []),
        # What is read is doubted where it is written.
        ("Có mục `CĐ` ở đây.", [(1, "CĐ")]),
        ("| Hộ | CĐ | Số |\n| --- | --- | --- |\n| Tư | 3 | 4 |\n| Năm | 3 | 4 |", [(1, "CĐ")]),
        ("Ông Tư,\nbà Năm ở\n*CĐ* xã.", [(3, "CĐ")]),
        ("- một\n- hai CĐ\n- ba CĐ", [(2, "CĐ"), (3, "CĐ")]),
        ("CĐ xã.\n\n> CĐ huyện.\n\n## CĐ tỉnh", [(1, "CĐ"), (3, "CĐ"), (5, "CĐ")]),
        ("CĐ, CĐ và CĐ.", [(1, "CĐ")]),
        (
            "Ghi `TV` nhé.\n\n[TV](https://a.example/TV)\n\nTV mới.",
            [(1, "TV"), (3, "TV"), (5, "TV")],
        ),
        ("Lời.[^1]\n\n[^1]: Theo CĐ.\n\nHọp CĐ xã.", [(5, "CĐ")]),
        ("Lời\nvăn.\n\nĐạt ≥ 90%.", [(4, "≥")]),
        ("Xem https://a.example/x nhé.", [(1, "https://a.example/x")]),
        ("Xem <https://a.example/x> nhé.", [(1, "https://a.example/x")]),
        ("Rộng 15 200 m<sup>2</sup>.", [(1, "15 200")]),
        ("Lời.\n\nHọp &#67;Đ xã.", [(3, "CĐ")]),
        ("Lời.\n\nHọp C**Đ** xã.", [(3, "CĐ")]),
    ],
)
def test_doubts_are_those_of_the_script(body: str, expected: list[tuple[int, str]]) -> None:
    assert doubted(body) == expected


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ({"title": "Chuyện của CĐ xã"}, "title"),
        ({"summary": "Họp với CĐ xã."}, "summary"),
        ({"author": "CĐ xã", "source": "Báo cáo"}, "author"),
        ({"broadcast": {"lead": "Họp với CĐ xã."}}, "broadcast.lead"),
        ({"broadcast": {"text": "Một câu.\n\nHọp với CĐ xã."}}, "broadcast.text"),
        ({"summary": "Họp với CĐ xã.", "broadcast": {"lead": "Họp xã."}}, None),
        ({"source": "CĐ xã"}, None),
    ],
)
def test_other_parts_of_a_script_are_doubted_at_their_keys(
    keys: dict[str, object], field: str | None
) -> None:
    written = story("Lời văn.", **keys).split("\n")
    found = find_messages("Lời văn.", **keys)
    if field is None:
        assert found == []
        return
    (said,) = found
    line, name, _ = said.split(": ", 2)
    assert name == field
    assert "CĐ" in written[int(line) - 1]


def test_the_body_is_not_doubted_when_another_text_is_read() -> None:
    assert find_messages("Họp với CĐ xã.", broadcast={"text": "Họp với công đoàn xã."}) == []


@pytest.mark.parametrize("body", ["Gửi về <ban-tin@vi-du.example> trước ngày 20/12."])
def test_a_mailbox_is_read(body: str) -> None:
    assert find_messages(body) == []


def test_a_story_too_long_for_the_programme_is_reported() -> None:
    (said,) = find_messages("Bà con vui. " * 1_000)
    assert "quá chương trình 15 phút" in said
    assert find_messages("Bà con vui. " * 1_000, broadcast={"text": "Bà con vui."}) == []
    (said,) = find_messages("Vui.", broadcast={"text": "Bà con vui. " * 1_000})
    assert "quá chương trình 15 phút" in said


def test_the_length_is_that_of_what_is_read() -> None:
    code = "```\n" + "Bà con vui.\n" * 1_000 + "```"
    assert find_messages(f"Lời văn.\n\n{code}") == []


@pytest.mark.parametrize("body", ["", "```\nmã\n```", "[^1]: Lời.", "---"])
def test_a_story_without_words_is_reported(body: str) -> None:
    assert ["không có lời văn để đọc" in said for said in find_messages(body)] == [True]


def test_a_story_that_is_not_for_the_radio_is_left_alone() -> None:
    assert find_messages("Họp với CĐ xã.", broadcast={"skip": True}) == []
    assert find_messages("Họp với CĐ xã.", draft=True) == []


# --- the cache ----------------------------------------------------------------------------------


def library_of(body: str, minutes: int = 15) -> Library:
    bulletin = BULLETIN_FILE.replace("minutes: 15", f"minutes: {minutes}")
    return read({STORY: story(body), f"{DATA}/bulletin.yml": bulletin})


def test_a_story_is_read_once_until_it_or_the_lexicon_or_a_programme_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_stories: list[str] = []
    original = find_story_problems

    def count(station: Station, item: Item[Story]) -> tuple[Problem, ...]:
        read_stories.append(item.path)
        return original(station, item)

    monkeypatch.setattr("bulletin.radio.read_aloud.find_story_problems", count)
    cache = DictCache()
    steps = [
        (library_of("Họp CĐ."), 1),
        (library_of("Họp CĐ."), 0),
        (library_of("Họp CĐ xã."), 1),
        (library_of("Họp CĐ xã.", minutes=20), 1),
        (library_of("Họp CĐ."), 0),
    ]
    for library, expected in steps:
        read_stories.clear()
        assert read_aloud_problems(library, cache) == read_aloud_problems(library)
        assert len(read_stories) - 1 == expected
