"""withdrawn.yml: what an entry has to be, what it leaves, and what it may not hide."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from bulletin.pages.old_address_pages import TombstoneView
from bulletin.site.target_groups import withdrawn_list
from tests.content.builder import DATA, STORY, STORY_KEYS, page, problems
from tests.opened import SITE, Changes, opened, pages_of, stories

FILE = f"{DATA}/withdrawn.yml"


def entry(path: str = "/dien-hinh/2024/cu/", id: str = "exemplars/2024/cu", **keys: str) -> str:
    """Return an entry of withdrawn.yml."""
    keys = {"date": "2026-11-20", "reason": "Theo yêu cầu.", **keys}
    lines = [f"- path: {path}", f"  id: {id}", *(f"  {key}: {keys[key]}" for key in keys)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "path",
    [
        "/dien-hinh/2024/cu/",
        "exemplars/2024/cu.md",
        "content/exemplars/2024/cu.md",
    ],
)
def test_an_address_or_the_deleted_file_says_what_was_withdrawn(path: str) -> None:
    assert problems({FILE: entry(path)}) == []
    (stone,) = opened({FILE: entry(path)}).tombstones
    assert stone.address == "/dien-hinh/2024/cu/"


@pytest.mark.parametrize("text", ["", "[]\n", "# chưa có\n"])
def test_nothing_withdrawn_is_nothing_wrong(text: str) -> None:
    assert problems({FILE: text}) == []
    assert opened({FILE: text}).tombstones == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            entry("/dien-hinh/2026/duong-hoa/", "exemplars/2026/duong-hoa"),
            [f"2: id: bài đã rút mà tệp {STORY} còn đó; xóa tệp"],
        ),
        # Moved to another file, the story would be back under another address.
        (
            entry("/dien-hinh/2024/cu/", "exemplars/2026/duong-hoa"),
            [f"2: id: bài đã rút mà tệp {STORY} còn đó; xóa tệp"],
        ),
        (
            entry("/dien-hinh/2026/duong-hoa/", "exemplars/2026/khac"),
            [f"1: path: địa chỉ /dien-hinh/2026/duong-hoa/ đang là địa chỉ của {STORY}"],
        ),
        (
            entry("/phong-trao/"),
            ["1: path: địa chỉ /phong-trao/ đang là địa chỉ của danh sách phong trào"],
        ),
        *(
            (
                entry(address),
                [f"1: path: địa chỉ {address} là của trang danh sách; viết địa chỉ của chính bài"],
            )
            for address in (
                "/luu-tru/2024/03/",
                "/dien-hinh/trang/2/",
                "/dien-hinh/don-vi/xa-moi/",
                "/van-ban/nam/2024/",
            )
        ),
        (entry() + entry(), ["5: path: địa chỉ /dien-hinh/2024/cu/ viết hai lần; bỏ một"]),
        (
            entry("content/linh-tinh.md"),
            ["1: path: không phải chỗ của một bài; viết địa chỉ đã đăng"],
        ),
        (
            entry("dien-hinh/2024/cu"),
            [
                "1: path: phải là địa chỉ đã đăng như /dien-hinh/2024/ten-bai/, "
                "đang là 'dien-hinh/2024/cu'"
            ],
        ),
        (
            entry(date="2026-02-30"),
            ["3: date: phải là ngày có thật dạng 2026-11-18, đang là '2026-02-30'"],
        ),
        ("- path: /dien-hinh/2024/cu/\n", 3),
        (
            "path: /dien-hinh/2024/cu/\n",
            ["1: tệp: tệp phải là một danh sách, mỗi mục bắt đầu bằng '- '"],
        ),
    ],
)
def test_a_wrong_entry_is_told_on_its_line(text: str, told: list[str] | int) -> None:
    found = problems({FILE: text})
    assert {problem.path for problem in found} == {FILE}
    assert all(problem.is_error for problem in found)
    if isinstance(told, int):
        assert len(found) == told
    else:
        assert [f"{p.line}: {p.field}: {p.message}" for p in found] == told


def test_an_old_address_of_a_living_story_cannot_be_withdrawn() -> None:
    files = {
        STORY: page(STORY_KEYS, {"aliases": ["/dien-hinh/2024/cu/"]}),
        FILE: entry(),
    }
    (told,) = problems(files)
    assert told.message == f"địa chỉ /dien-hinh/2024/cu/ đang là địa chỉ của {STORY} (aliases)"


def test_a_link_to_a_withdrawn_story_is_told_like_any_dead_link() -> None:
    text = page(STORY_KEYS, {}, "Xem [bài trước](/dien-hinh/2024/cu/).\n")
    (told,) = problems({STORY: text, FILE: entry()})
    assert told.is_error
    assert "'/dien-hinh/2024/cu/' không dẫn đến trang nào" in told.message


MANY: Changes = {
    FILE: entry("/dien-hinh/2024/b/", "exemplars/2024/b")
    + entry("/dien-hinh/2024/a/", "exemplars/2024/a", reason="Theo quyết định.")
    + entry("/su-kien/2024/hop/", "events/2024/hop", date="2026-11-21")
}


def test_tombstones_tell_the_day_and_the_reason_and_stay_out_of_every_list() -> None:
    pages = pages_of({**MANY, **stories({"mot": {}})})
    stone = pages["/dien-hinh/2024/a/"]
    assert stone.view == TombstoneView(dt.date(2026, 11, 20), "Theo quyết định.")
    assert not stone.listed
    assert (stone.body, stone.source, stone.feeds) == (None, None, ())
    others = [one for address, one in pages.items() if "/2024/" not in address]
    assert "/2024/" not in repr([one.view for one in others])


def test_the_list_for_machines_has_the_latest_first_and_the_addresses_in_full() -> None:
    found = json.loads(withdrawn_list(opened(MANY), SITE))
    assert found == [
        {
            "id": "events/2024/hop",
            "url": f"{SITE}su-kien/2024/hop/",
            "date": "2026-11-21",
            "reason": "Theo yêu cầu.",
        },
        {
            "id": "exemplars/2024/a",
            "url": f"{SITE}dien-hinh/2024/a/",
            "date": "2026-11-20",
            "reason": "Theo quyết định.",
        },
        {
            "id": "exemplars/2024/b",
            "url": f"{SITE}dien-hinh/2024/b/",
            "date": "2026-11-20",
            "reason": "Theo yêu cầu.",
        },
    ]
    assert json.loads(withdrawn_list(opened({}), SITE)) == []
