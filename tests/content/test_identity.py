"""A story or an event that has another address keeps its identity, or the editor is told how."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check import main
from tests.content.builder import EVENT, EVENT_KEYS, STORY_KEYS, page, problems, read, write

OLD, NEW = "/dien-hinh/2026/gio-sang/", "content/exemplars/2026/gio-sang-moi.md"
OLD_EVENT, NEW_EVENT = "/su-kien/2026/hop-ap/", "content/events/2026/hop-ap-mau.md"


@pytest.mark.parametrize(
    ("path", "changes", "told"),
    [
        (NEW, {"aliases": [OLD]}, "exemplars/2026/gio-sang"),
        (NEW, {"aliases": [OLD], "id": "exemplars/2026/gio-sang"}, None),
        # The editor says that the old story only came into this one.
        (NEW, {"aliases": [OLD], "id": "exemplars/2026/gio-sang-moi"}, None),
        # To another year's folder, and into a campaign.
        (NEW, {"aliases": ["/dien-hinh/2025/gio-sang/"]}, "exemplars/2025/gio-sang"),
        (NEW, {"aliases": ["/phong-trao/xanh/gio-sang/"]}, "campaigns/xanh/gio-sang"),
        ("content/campaigns/xanh-sach/gio.md", {"aliases": [OLD]}, "exemplars/2026/gio-sang"),
        # Renamed twice: the last address was in use last.
        (NEW, {"aliases": ["/dien-hinh/2026/gio/", OLD]}, "exemplars/2026/gio-sang"),
        # An address of a site before this one gave no identity here.
        (NEW, {"aliases": ["/tin-tuc/gio-sang/", "/dien-hinh/", "/van-ban/gio-sang/"]}, None),
        (NEW, {"aliases": [OLD_EVENT]}, None),
        (NEW_EVENT, {"aliases": [OLD_EVENT]}, "events/2026/hop-ap"),
        (NEW_EVENT, {"aliases": [OLD_EVENT], "id": "events/2026/hop-ap"}, None),
        (NEW_EVENT, {"aliases": [OLD]}, None),
    ],
)
def test_the_identity_of_a_renamed_file_is_named(
    path: str, changes: dict[str, object], told: str | None
) -> None:
    keys = EVENT_KEYS if path == NEW_EVENT else STORY_KEYS
    found = [p for p in problems({path: page(keys, changes)}) if "thêm dòng 'id" in p.message]
    assert [f"thêm dòng 'id: {told}'" in p.message for p in found] == ([True] if told else [])
    assert not any(p.is_error or p.path != path for p in found)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("aliases", [f"aliases: [{OLD}] # cũ", f"aliases:\n  - {OLD}"])
def test_the_line_is_written(tmp_path: Path, aliases: str, end: str) -> None:
    text = page(STORY_KEYS, {}).replace("---\n\n", f"{aliases}\n---\n\n", 1)
    root = write(tmp_path, {NEW: text})
    (root / NEW).write_bytes(text.replace("\n", end).encode())
    main([str(root), "--fix"])
    written = (root / NEW).read_bytes().decode()
    assert f"{end}id: exemplars/2026/gio-sang{end}" in written
    assert written.count("id: ") == 1
    assert aliases.replace("\n", end) in written
    # The guid of feeds is made of it: LibreTime takes the recording once (tests/feeds).
    assert [item.id for item in read({NEW: written}).items if item.path == NEW] == [
        "exemplars/2026/gio-sang"
    ]


SPOKEN = {"file": "doc.mp3"}


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2026-11-21T07:30", "2026-11-21"), ["như 2026-11-21T07:31"]),
        (("2026-11-21", "2026-11-21"), []),
        (("2026-11-21T07:30", "2026-11-21T06:00"), []),
        (("2026-11-21T07:30", "2026-11-20"), []),
        (("2026-11-21T23:59", "2026-11-21"), ["như 2026-11-21T23:59"]),
    ],
)
def test_a_recording_without_its_hour_on_a_day_of_hours_is_reported(
    dates: tuple[str, str], told: list[str]
) -> None:
    spoken = [page(STORY_KEYS, {"date": date, "audio": SPOKEN}) for date in dates]
    first, second = f"{NEW[:-3]}-1.md", f"{NEW[:-3]}-2.md"
    files: dict[str, str | bytes | None] = {
        first: spoken[0],
        second: spoken[1],
        f"{NEW.rpartition('/')[0]}/doc.mp3": b"",
    }
    found = [p for p in problems(files) if "máy của đài bỏ qua" in p.message]
    assert [p.path for p in found] == [second] * len(told)
    assert all(p.message.endswith(words) for p, words in zip(found, told, strict=True))
    not_spoken = page(STORY_KEYS, {"date": dates[1]})
    assert not any("bỏ qua" in p.message for p in problems({**files, second: not_spoken}))


def test_an_event_at_an_old_address_is_judged_like_a_story() -> None:
    event = page(EVENT_KEYS, {"aliases": ["/su-kien/2026/hop-mat/", "/rss/"]})
    found = problems({EVENT: page(EVENT_KEYS, {}), NEW_EVENT: event})
    assert [p.message.partition(";")[0] for p in found if p.is_error] == [
        f"địa chỉ /su-kien/2026/hop-mat/ đang là địa chỉ của {EVENT}",
        "địa chỉ /rss/ đang là địa chỉ của trang nguồn tin RSS",
    ]
