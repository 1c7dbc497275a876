"""withdrawn.yml: what an entry has to be, what it leaves, and what it may not hide."""

from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bulletin.pages.old_address_pages import TombstoneView, format_withdrawn_table
from bulletin.pages.radio_pages import RadioView, make_radio_page
from bulletin.site.radio_output import recordings
from bulletin.site.withdrawn_list import withdrawn_list
from tests.content.builder import DATA, PERSON, STORY, STORY_KEYS, page, picture, problems
from tests.media.samples import mp3
from tests.opened import SITE, Changes, opened, pages_of, stories

ROOT = Path(__file__).parents[3]

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
    ("text", "messages"),
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
def test_a_wrong_entry_is_reported_on_its_line(text: str, messages: list[str] | int) -> None:
    found = problems({FILE: text})
    assert {problem.path for problem in found} == {FILE}
    assert all(problem.is_error for problem in found)
    if isinstance(messages, int):
        assert len(found) == messages
    else:
        assert [f"{p.line}: {p.field}: {p.message}" for p in found] == messages


@pytest.mark.parametrize("only", [{}, {"only": "radio"}])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/phat-thanh/dien-hinh/2026/duong-hoa/",
            "viết địa chỉ của bài (/dien-hinh/2026/duong-hoa/)",
        ),
        ("/rss/cu/", "không phải của một bài"),
        (f"/{'a' * 300}/", "không được dài quá 200 ký tự"),
    ],
)
def test_what_is_made_of_stories_is_not_withdrawn_itself(
    path: str, words: str, only: dict[str, str]
) -> None:
    [found] = problems({FILE: entry(path, **only)})
    assert words in found.message


def test_a_script_at_an_old_address_has_one_maker() -> None:
    changes = {FILE: entry("/cu/", only="radio"), STORY: page(STORY_KEYS, {"aliases": ["/cu/"]})}
    [found] = problems(changes)
    assert f"địa chỉ /cu/ là địa chỉ cũ của {STORY}; viết địa chỉ hiện nay" in found.message


def test_an_old_address_of_a_living_story_cannot_be_withdrawn() -> None:
    files = {
        STORY: page(STORY_KEYS, {"aliases": ["/dien-hinh/2024/cu/"]}),
        FILE: entry(),
    }
    (messages,) = problems(files)
    assert messages.message == f"địa chỉ /dien-hinh/2024/cu/ đang là địa chỉ của {STORY} (aliases)"


@pytest.mark.parametrize(
    "target",
    ["/dien-hinh/2024/cu/", "../../2024/cu", "../2024/cu.md", "/phat-thanh/dien-hinh/2024/cu/#a"],
)
def test_a_link_to_a_withdrawn_story_is_doubtful_and_stops_nothing(target: str) -> None:
    files = {STORY: page(STORY_KEYS, {}, f"Xem [bài trước]({target}).\n")}
    (dead,) = problems(files)
    assert dead.is_error
    (messages,) = problems({**files, FILE: entry()})
    assert not messages.is_error
    assert (
        messages.message == f"liên kết '{target}' dẫn đến bài đã rút, chỉ còn hiện chữ; bỏ liên kết"
    )


MANY: Changes = {
    FILE: entry("/dien-hinh/2024/b/", "exemplars/2024/b")
    + entry("/dien-hinh/2024/a/", "exemplars/2024/a", reason="Theo quyết định.")
    + entry("/su-kien/2024/hop/", "events/2024/hop", date="2026-11-21")
}


def test_tombstones_tell_the_day_and_the_reason_and_stay_out_of_every_list() -> None:
    pages = pages_of({**MANY, **stories({"mot": {}})})
    stone = pages["/dien-hinh/2024/a/"]
    assert stone.view == TombstoneView("Bài", dt.date(2026, 11, 20), "Theo quyết định.")
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


def test_a_site_without_withdrawals_ships_a_list_to_append_to() -> None:
    shipped = (ROOT / FILE).read_text("utf-8")
    assert problems({FILE: shipped}) == []
    assert problems({FILE: shipped + entry()}) == []


# --- a part of a story --------------------------------------------------------------------------

ADDRESS = "/dien-hinh/2026/duong-hoa/"
SCRIPT = f"/phat-thanh{ADDRESS}"
SCOPES = ["web", "image", "radio"]
WHOLE: dict[str, Any] = {
    "people": [{**PERSON, "consent": {**PERSON["consent"], "scope": SCOPES}}],
    "image": {"file": "a.jpg", "alt": "Hai bên đường trồng hoa", "credit": "Ban biên tập Mẫu"},
    "audio": {"file": "a.mp3", "transcript": "a.txt"},
}
MEDIA: Changes = {
    "content/exemplars/2026/a.jpg": picture(),
    "content/exemplars/2026/a.mp3": mp3(60),
    "content/exemplars/2026/a.txt": "Lời.\n",
}


def of_story(only: str, **keys: str) -> str:
    """Return the entry that withdraws a part of the tiny bulletin's story."""
    return entry(ADDRESS, "exemplars/2026/duong-hoa", only=only, **keys)


@pytest.mark.parametrize(
    ("only", "audio", "image", "is_read"),
    [(None, True, True, True), ("radio", False, True, False), ("image", True, False, True)],
)
def test_a_part_is_gone_and_the_story_stays(
    only: str | None, audio: bool, image: bool, is_read: bool
) -> None:
    changes = {STORY: page(STORY_KEYS, WHOLE), **MEDIA}
    edition = opened(changes | ({FILE: of_story(only)} if only else {}))
    story = edition.by_address[ADDRESS]
    assert (story.front.audio is not None, story.audio_path is not None) == (audio, audio)
    assert (story.front.image is not None) == image
    assert edition.is_cleared(story) == is_read
    assert bool(list(recordings(edition))) == audio


def test_the_script_of_what_is_off_the_air_is_a_tombstone_and_stations_hear_of_it() -> None:
    changes = {STORY: page(STORY_KEYS, WHOLE), **MEDIA, FILE: of_story("radio")}
    pages = pages_of(changes)
    assert pages[SCRIPT].view == TombstoneView("Bài đọc", dt.date(2026, 11, 20), "Theo yêu cầu.")
    assert pages[ADDRESS].template != "tombstone.html"
    (messages,) = json.loads(withdrawn_list(opened(changes), SITE))
    assert (messages["id"], messages["url"]) == ("exemplars/2026/duong-hoa", f"{SITE[:-1]}{SCRIPT}")
    assert messages["only"] == "radio"


def test_a_picture_leaves_no_tombstone() -> None:
    changes = {STORY: page(STORY_KEYS, WHOLE), **MEDIA, FILE: of_story("image")}
    assert [one for one in pages_of(changes).values() if one.template == "tombstone.html"] == []
    (messages,) = json.loads(withdrawn_list(opened(changes), SITE))
    assert (messages["url"], messages["only"]) == (f"{SITE[:-1]}{ADDRESS}", "image")


def test_a_recording_needs_the_consent_of_all_to_radio() -> None:
    people = [*WHOLE["people"], {**PERSON, "name": "Người thứ hai"}]
    changes = {STORY: page(STORY_KEYS, {**WHOLE, "people": people, "image": None}), **MEDIA}
    changes["content/exemplars/2026/a.jpg"] = None
    (messages,) = problems(changes)
    assert not messages.is_error
    assert "'Người thứ hai' chưa đồng ý đọc trên đài" in messages.message
    edition = opened(changes)
    assert edition.by_address[ADDRESS].audio_files == ()
    assert list(recordings(edition)) == []


def test_only_a_story_has_parts() -> None:
    (messages,) = problems({FILE: entry("/van-ban/ke-hoach-mot/", "documents/a", only="radio")})
    assert messages.message == "chỉ bài mới rút được một phần; rút cả trang thì bỏ dòng này"


def test_part_and_whole_may_be_withdrawn_one_after_the_other() -> None:
    pages = pages_of({FILE: entry(only="radio") + entry(reason="Cả bài.")})
    view = TombstoneView("Bài", dt.date(2026, 11, 20), "Cả bài.")
    assert pages["/dien-hinh/2024/cu/"].view == view
    assert pages["/phat-thanh/dien-hinh/2024/cu/"].view == view


# --- a name in the address ----------------------------------------------------------------------


def test_a_hidden_address_answers_and_is_printed_in_no_list() -> None:
    changes = {FILE: entry(hide="true")}
    pages = pages_of(changes)
    assert pages["/dien-hinh/2024/cu/"].template == "tombstone.html"
    assert not any("2024/cu" in repr(one.view) for one in pages.values())
    edition = opened(changes)
    listed = withdrawn_list(edition, SITE).decode()
    assert "2024" not in listed
    # Readers can open the table of the web server.
    assert format_withdrawn_table(edition, SITE) == b""
    (messages,) = json.loads(listed)
    assert messages["id"] == f"sha256:{sha256(b'exemplars/2024/cu').hexdigest()}"
    radio = make_radio_page(edition, [], [], ())
    assert isinstance(radio.view, RadioView)
    assert (radio.view.withdrawn, radio.view.unnamed) == ((), 1)
