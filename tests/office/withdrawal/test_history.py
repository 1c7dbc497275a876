"""A bulletin published three times: with a story, with it renamed, with it taken down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from bulletin.site.outcome import find_lost_pages
from scripts.withdraw import main
from tests.content.builder import CAMPAIGN_STORY, STORY, STORY_KEYS, page, picture, write
from tests.media.samples import mp3
from tests.opened import events, stories
from tests.site.built import ROOT, Site, build

pytestmark = pytest.mark.slow

SETTINGS = f"""\
INHERIT: {ROOT}/mkdocs.yml
site_name: Bản tin Mẫu
site_url: https://mau.example/ban-tin/
docs_dir: docs
nav: [Trang chủ: index.md]
theme: {{custom_dir: {ROOT}/theme}}
hooks: [{ROOT}/hooks/publish.py]
"""

# What has to be gone in the end: none of these words stands anywhere else.
SECRETS = (
    "Quả Dừa Xiêm",
    "tóm tắt rất riêng",
    "lời kể rất riêng",
    "Nguyễn Văn Mẫu Vật",
    "người trồng dừa",
    "cây dừa bên kênh",
    "người chụp dừa",
    "nguồn rất riêng",
    "đính chính rất riêng",
    "Giấy khen dừa",
    "tiếng nói rất riêng",
    "Hội thi bổ dừa",
    "sân nhà trồng dừa",
)
CONSENT = {"form": "văn bản", "date": "2026-11-01", "scope": ["web", "image", "radio"]}
SECRET: dict[str, Any] = {
    "title": "Chuyện Quả Dừa Xiêm",
    "summary": "Một tóm tắt rất riêng.",
    "date": "2026-10-02",
    "subject": "individual",
    "people": [{"name": "Nguyễn Văn Mẫu Vật", "role": "người trồng dừa", "consent": CONSENT}],
    "image": {"file": "dua.jpg", "alt": "cây dừa bên kênh", "credit": "người chụp dừa"},
    "audio": {"file": "dua.mp3", "transcript": "dua.txt"},
    "source": "Một nguồn rất riêng",
    "corrections": [{"date": "2026-10-05", "text": "Một đính chính rất riêng."}],
    "awards": [{"title": "Giấy khen dừa"}],
    "campaigns": ["xanh-sach"],
    "stage": "phat-hien",
}
SECRET_BODY = "Một lời kể rất riêng.\n"
SECRET_EVENT = {
    "title": "Hội thi bổ dừa",
    "place": "sân nhà trồng dừa",
    "start": "2026-12-24T07:30",
}
BESIDE: dict[str, str | bytes | None] = {
    "content/exemplars/2026/dua.jpg": picture(),
    "content/exemplars/2026/dua.mp3": mp3(60),
    "content/exemplars/2026/dua.txt": "Một tiếng nói rất riêng.\n",
}
REST: dict[str, str | bytes | None] = {
    CAMPAIGN_STORY: page(STORY_KEYS, {}),
    **stories({"cung-thang": {"date": "2026-10-04"}}),
    **events({"hop-mat": {}}),
}

FIRST: dict[str, str | bytes | None] = {
    **REST,
    **BESIDE,
    **stories({"bai-mot": SECRET}, SECRET_BODY),
    **stories({"bai-hai": {"title": "Bài được đổi tên", "date": "2026-09-09"}}),
    **stories({"bai-ba": {"title": "Bài ở cùng tháng", "date": "2026-09-10"}}),
    **events({"hoi-thi": SECRET_EVENT}),
}
SECOND: dict[str, str | bytes | None] = {
    **REST,
    **BESIDE,
    **stories(
        {
            "bai-mot-moi": {
                **SECRET,
                "id": "exemplars/2026/bai-mot",
                "aliases": ["/dien-hinh/2026/bai-mot/"],
            }
        },
        SECRET_BODY,
    ),
    **stories(
        {
            "bai-hai-moi": {
                "title": "Bài được đổi tên",
                "date": "2026-09-09",
                "id": "exemplars/2026/bai-hai",
                "aliases": ["/dien-hinh/2026/bai-hai/"],
            }
        }
    ),
    **stories({"bai-ba": {"title": "Bài ở cùng tháng", "date": "2026-09-10"}}),
    **events({"hoi-thi": SECRET_EVENT}),
}
ADDRESS = "/dien-hinh/2026/bai-mot-moi/"
LINKING = """\
Đầu [bài *kia*](bai-mot-moi.md "x"), [nó](../../2026/bai-mot-moi/) và [trang][1].
<a href="/dien-hinh/2026/bai-mot-moi/">Bài đọc</a>, [còn đây](duong-hoa.md).

[1]: https://mau.example/ban-tin/dien-hinh/2026/bai-mot-moi/
"""
"""A text that leads to the story in every way that Markdown has."""

LINKED: dict[str, str | bytes | None] = {**SECOND, STORY: page(STORY_KEYS, {}, LINKING)}
TAKEN_DOWN = ((ADDRESS, "Một."), ("content/events/2026/hoi-thi.md", "Hai."))
"""What the command is given: an address or a file, and the reason."""


@dataclass(frozen=True)
class History:
    """The three publications, and what the command said before the third."""

    first: Site
    second: Site
    third: Site
    said: str

    def __iter__(self) -> Iterator[Site]:
        return iter((self.first, self.second, self.third))


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Give the three publications of one bulletin, each built as the office builds it."""
    folder = tmp_path_factory.mktemp("history")
    project = folder / "project"
    built = []
    for number, changes in enumerate((FIRST, LINKED), 1):
        shutil.rmtree(project / "content", ignore_errors=True)
        write(project, changes)
        (project / "docs").mkdir(exist_ok=True)
        (project / "docs/index.md").write_text("# Bản tin Mẫu\n", encoding="utf-8")
        (project / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        built.append(build(project, folder / f"site-{number}"))
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setenv("BULLETIN_NOW", "2026-11-20T08:00:00+07:00")
        for address, reason in TAKEN_DOWN:
            assert main([address, "--reason", reason, "--project", str(project)]) == 0
    third = build(project, folder / "site-3")
    return History(built[0], built[1], third, said.getvalue())


def readable(site: Site) -> dict[str, str]:
    """Return every file of a site as text, or as the letters that its bytes happen to be."""
    return {path: data.decode("utf-8", errors="replace") for path, data in site.files.items()}


def test_the_first_publication_says_what_the_last_must_not(history: History) -> None:
    # Otherwise the test below would prove nothing.
    texts = "\n".join(readable(history.first).values())
    assert [secret for secret in SECRETS if secret not in texts] == []
    files = {path.rpartition("/")[2] for path in history.first.files}
    assert {"dua-480.webp", "dua.mp3", "dua.txt"} <= files


def test_no_address_dies(history: History) -> None:
    for earlier, later in pairwise(history):
        assert find_lost_pages(set(earlier.files) - set(later.files)) == []
        assert set(earlier.pages) - set(later.pages) == set()
        assert set(earlier.feeds) - set(later.feeds) == set()


def test_the_old_words_are_nowhere(history: History) -> None:
    project = history.third.project
    here = {
        str(path): path.read_bytes().decode("utf-8", errors="replace")
        for path in project.rglob("*")
        if path.is_file()
    }
    assert any(".cache" in path for path in here)
    for path, text in {**readable(history.third), **here, "output": history.said}.items():
        for secret in SECRETS:
            assert secret.lower() not in text.lower(), (path, secret)


def test_other_texts_keep_their_words_and_lose_their_links(history: History) -> None:
    assert "Đầu bài kia, nó và trang. Bài đọc, còn đây." in text_of(
        history.third, "/dien-hinh/2026/duong-hoa/"
    )


def test_pictures_and_recordings_are_gone(history: History) -> None:
    before = {path: data for path, data in history.second.files.items() if "/dua" in path}
    assert len(before) >= 4
    assert not [path for path in history.third.files if "/dua" in path]
    assert not set(before.values()) & set(history.third.files.values())
    left = {path.read_bytes() for path in history.third.project.rglob("*") if path.is_file()}
    assert not set(before.values()) & left


def text_of(site: Site, address: str) -> str:
    """Return the words in the middle of a page."""
    main: html.HtmlElement = site.pages[address].xpath("//main")[0]
    return " ".join(main.text_content().split())


def test_a_renamed_story_is_found_at_its_old_address(history: History) -> None:
    for site in (history.second, history.third):
        page = site.pages["/dien-hinh/2026/bai-hai/"]
        (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
        wait, target = refresh.split("; url=")
        assert wait == "0"
        assert urljoin("/dien-hinh/2026/bai-hai/", target) == "/dien-hinh/2026/bai-hai-moi/"
        assert page.xpath("//main//a[contains(@href, 'bai-hai-moi')]/text()") == [
            "Bài được đổi tên"
        ]
        assert page.xpath("//link[@rel='canonical']/@href") == [
            "https://mau.example/ban-tin/dien-hinh/2026/bai-hai-moi/"
        ]


def test_the_web_server_gets_the_same_as_a_table(history: History) -> None:
    table = {site: site.files["chuyen-huong.map"].decode() for site in history}
    stories, scripts = "/ban-tin/dien-hinh/2026/", "/ban-tin/phat-thanh/dien-hinh/2026/"
    assert table[history.first] == ""
    assert table[history.second] == "".join(
        f"{below}{name}/ {below}{name}-moi/;\n"
        for below in (stories, scripts)
        for name in ("bai-hai", "bai-mot")
    )
    assert table[history.third] == "".join(
        f"{below}bai-hai/ {below}bai-hai-moi/;\n" for below in (stories, scripts)
    )
    gone = {site: site.files["da-rut.map"].decode() for site in history}
    assert gone[history.second] == ""
    assert gone[history.third] == "".join(
        f"/ban-tin/{path}/ 1;\n"
        for path in (
            "dien-hinh/2026/bai-mot-moi",
            "dien-hinh/2026/bai-mot",
            "phat-thanh/dien-hinh/2026/bai-mot-moi",
            "phat-thanh/dien-hinh/2026/bai-mot",
            "su-kien/2026/hoi-thi",
        )
    )


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/dien-hinh/2026/bai-mot/", "Một."),
        ("/dien-hinh/2026/bai-mot-moi/", "Một."),
        ("/su-kien/2026/hoi-thi/", "Hai."),
    ],
)
def test_a_tombstone_tells_day_and_reason_and_is_nothing_for_search_engines(
    history: History, address: str, reason: str
) -> None:
    page = history.third.pages[address]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    words = text_of(history.third, address)
    assert "Bài ở địa chỉ này đã được gỡ ngày 20/11/2026." in words
    assert reason in words
    assert not page.xpath("//main//a[contains(@href, 'edit')]")


def test_lists_feeds_calendar_archive_and_sitemap_forget_it(history: History) -> None:
    stones = {"/dien-hinh/2026/bai-mot/", "/dien-hinh/2026/bai-mot-moi/", "/su-kien/2026/hoi-thi/"}
    slugs = ("bai-mot", "hoi-thi")
    # What moved and what was withdrawn may name itself; the list of withdrawals is there to.
    may = {f"{address[1:]}index.html" for address in stones} | {"rss/rut-bai.json"}
    may |= {"da-rut.map"}  # the table of the web server
    may |= {f"phat-thanh/{address[1:]}index.html" for address in stones}
    # The station is told what not to air again.
    may |= {"phat-thanh/index.html"}
    for path, text in readable(history.third).items():
        if path not in may:
            assert [slug for slug in slugs if slug in text] == [], path
    for feed in history.third.feeds.values():
        assert not feed.xpath("//item[contains(guid, 'bai-mot')]")
    assert b"hoi-thi" in history.second.files["su-kien/lich.ics"]


def test_machines_learn_which_items_to_delete(history: History) -> None:
    found = json.loads(history.third.files["rss/rut-bai.json"])
    assert [(it["id"], it["url"], it["date"]) for it in found] == [
        (identity, f"https://mau.example/ban-tin{address}", "2026-11-20")
        for identity, address in (
            ("exemplars/2026/bai-mot", "/dien-hinh/2026/bai-mot-moi/"),
            ("exemplars/2026/bai-mot", "/dien-hinh/2026/bai-mot/"),
            ("events/2026/hoi-thi", "/su-kien/2026/hoi-thi/"),
        )
    ]
    for site in (history.first, history.second):
        guids = site.feeds["/rss/tat-ca.xml"].xpath("//item/guid/text()")
        assert any(guid.endswith(f":{found[0]['id']}") for guid in guids)
        uids = site.files["su-kien/lich.ics"].decode()
        assert f"UID:{found[2]['id']}@" in uids


def test_nothing_is_left_of_the_folder_in_which_it_was_made(history: History) -> None:
    parent: Path = history.third.folder.parent
    assert sorted(path.name for path in parent.iterdir()) == [
        "project",
        "site-1",
        "site-2",
        "site-3",
    ]
