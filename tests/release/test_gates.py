"""Each gate stops the release for which it is there, and lets a whole one pass."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from bulletin.release import gates
from bulletin.release.built_site import BuiltSite
from bulletin.release.gates import Candidate, judge
from tests.release.sites import FEED, FILES, URL, make_site, page, withdraw
from tests.site.built import Site, commune

__all__ = ["commune"]


def problems(folder: Path, changes: dict[str, str | None], *last: str) -> list[str]:
    """Return what the gates say of a site with `changes`, where the last release had `last`."""
    return judge(Candidate(make_site(folder, changes), frozenset(last)))


def test_a_whole_site_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, {}, *FILES) == []


def test_a_built_site_passes(commune: Site) -> None:
    site = BuiltSite(commune.folder)
    assert site.url == commune.root
    assert sum(len(site.read_page(path).links) for path in site.pages) > 1000
    assert judge(Candidate(site, commune.files.keys())) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"404.html": None}, "đủ tệp: thiếu tệp 404.html"),
        ({"phien-ban.json": None}, "đủ tệp: thiếu tệp phien-ban.json"),
        (
            {"a/index.html": page('<a href="../khong/">x</a>')},
            "liên kết: /a/ dẫn đến /khong/, chỗ ấy không có",
        ),
        (
            {"a/index.html": page('<a href="#dau">x</a>')},
            "liên kết: /a/ dẫn đến /a/#dau, chỗ ấy không có",
        ),
        (
            {"a/index.html": page(f'<img srcset="../bai/anh.svg 1x, {URL}x.webp 2x" alt="">')},
            "liên kết: /a/ dẫn đến /x.webp, chỗ ấy không có",
        ),
        (
            {"sitemap.xml": f"<urlset><url><loc>{URL}mat/</loc></url></urlset>"},
            "liên kết: /sitemap.xml dẫn đến /mat/, chỗ ấy không có",
        ),
        ({"du-lieu/tin.json": "[1"}, "nguồn tin: du-lieu/tin.json: máy không đọc được"),
        ({"su-kien/lich.ics": "BEGIN:VCALENDAR"}, "nguồn tin: su-kien/lich.ics: máy không đọc"),
        ({"rss/x.xml": "<rss>"}, "nguồn tin: rss/x.xml: máy không đọc được"),
        (
            {"rss/x.xml": "<rss><guid>a</guid><guid>a</guid></rss>"},
            "nguồn tin: rss/x.xml: hai tin cùng một mã",
        ),
        ({"a/index.html": page("x" * gates.PAGE_LIMIT)}, "độ nặng: a/index.html nặng"),
    ],
)
def test_what_is_broken_is_not_published(
    tmp_path: Path, changes: dict[str, str | None], said: str
) -> None:
    (found,) = problems(tmp_path, changes)
    assert found.startswith(said)


GONE: dict[str, str | None] = {
    "index.html": page("Không có bài nào"),
    "bai/index.html": '<meta name="robots" content="noindex"><p>Bài đã rút</p>',
    "bai/anh.svg": None,
    "sitemap.xml": "<urlset/>",
    "rss/tat-ca.xml": "<rss/>",
    "rss/phat-thanh.xml": "<rss/>",
    "rss/rut-bai.json": withdraw("bai"),
}


def test_a_story_that_is_withdrawn_may_leave_a_tombstone(tmp_path: Path) -> None:
    assert problems(tmp_path, GONE, *FILES) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"bai/anh.svg": FILES["bai/anh.svg"]}, "bai/anh.svg"),
        ({"bai/index.html": page("Vẫn còn")}, "bai/index.html"),
        ({"phat-thanh/bai/index.html": page("Bài đọc")}, "phat-thanh/bai/index.html"),
        ({"phat-thanh/bai/bai.txt": "Bài đọc"}, "phat-thanh/bai/bai.txt"),
        ({"sitemap.xml": FILES["sitemap.xml"]}, "sitemap.xml (/bai/)"),
        (
            {"rss/tat-ca.xml": FEED.format(url="https://noi-khac.example/")},
            "rss/tat-ca.xml (tag:hoasen.example,2026:exemplars/2026/bai)",
        ),
    ],
)
def test_nothing_withdrawn_is_published(
    tmp_path: Path, changes: dict[str, str | None], place: str
) -> None:
    assert problems(tmp_path, GONE | changes) == [f"bài đã rút: bài đã rút còn ở {place}"]


def digest(name: str) -> str:
    """Return what the list of withdrawals has in place of a name that it hides."""
    return f"sha256:{sha256(name.encode()).hexdigest()}"


@pytest.mark.parametrize("changes", [{"bai/anh.svg": "x"}, {"phat-thanh/bai/bai.txt": "x"}])
def test_nothing_withdrawn_is_published_where_the_list_hides_its_name(
    tmp_path: Path, changes: dict[str, str | None]
) -> None:
    entry = {"id": digest("exemplars/2026/bai"), "url": digest(f"{URL}bai/")}
    hidden: dict[str, str | None] = {
        "phat-thanh/bai/index.html": GONE["bai/index.html"],
        "rss/rut-bai.json": json.dumps([entry]),
    }
    assert problems(tmp_path / "gone", GONE | hidden) == []
    (path,) = changes
    messages = [f"bài đã rút: bài đã rút còn ở {path}"]
    assert problems(tmp_path / "left", GONE | hidden | changes) == messages
    feed = FEED.format(url="https://noi-khac.example/")
    items: dict[str, str | None] = {"rss/tat-ca.xml": feed}
    assert len(problems(tmp_path / "listed", GONE | hidden | items)) == 1


def test_what_is_withdrawn_from_the_radio_alone_stays_elsewhere(tmp_path: Path) -> None:
    entry = {"id": "exemplars/2026/bai", "url": f"{URL}phat-thanh/bai/", "only": "radio"}
    changes: dict[str, str | None] = {
        "phat-thanh/bai/index.html": GONE["bai/index.html"],
        "rss/phat-thanh.xml": "<rss/>",
        "rss/rut-bai.json": json.dumps([entry]),
    }
    assert problems(tmp_path / "gone", changes) == []
    left = changes | {"rss/phat-thanh.xml": FILES["rss/phat-thanh.xml"]}
    assert len(problems(tmp_path / "left", left)) == 1


def test_no_address_is_lost_unasked(tmp_path: Path) -> None:
    last = {*FILES, "cu/index.html", "tin/trang/2/index.html", "luu-tru/2025/01/index.html"}
    site = make_site(tmp_path)
    messages = judge(Candidate(site, last))
    assert messages[0] == "địa chỉ cũ: địa chỉ /cu/ đã đăng nay không còn"
    assert "aliases" in messages[1]
    assert len(messages) == 2
    assert judge(Candidate(site, last, allow_loss=True)) == []


def test_a_loss_of_more_than_a_tenth_is_reported_as_such(tmp_path: Path) -> None:
    found = problems(tmp_path, {}, *FILES, *(f"bai-{n}/index.html" for n in range(60)))
    assert found[0].startswith("địa chỉ cũ: mất 60 trong 62 địa chỉ đã đăng")
    assert len(found) == 13
    assert found[-2] == "địa chỉ cũ: … và 50 chỗ khác như vậy"
