"""A portal over three bulletins on loopback, from the command to the pages, run after run."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from icalendar import Calendar
from lxml import html

from bulletin.model.addresses import WITHDRAWN_LIST
from bulletin.model.catalog import CATALOG
from scripts.portal import main
from tests.portal.bulletins import (
    NAMES,
    Server,
    answer_with,
    files_of,
    full_bulletin,
    serve,
    story,
    withdrawal_of,
)

pytestmark = pytest.mark.slow

URL = "https://cong.tinh-mau.example/"


@dataclass
class Portal:
    """A portal in a folder and the servers of its bulletins."""

    folder: Path
    servers: list[Server]
    said: list[str] = field(default_factory=list)

    def run(self, *more: str, day: str = "2026-11-23") -> int:
        """Make the portal anew."""
        os.environ["BULLETIN_NOW"] = f"{day}T08:00:00+07:00"
        try:
            return main([str(self.folder / "SOURCES.yml"), str(self.output), *more])
        finally:
            del os.environ["BULLETIN_NOW"]

    def read(self) -> int:
        """Make the portal anew from what its bulletins publish."""
        return self.run("--allow-private")

    @property
    def output(self) -> Path:
        """The folder of the pages."""
        return self.folder / "cong"

    def files(self) -> dict[str, bytes]:
        """Return every file by its path."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def text(self, address: str) -> str:
        """Return the page at an address."""
        text = (self.output / address.strip("/") / "index.html").read_text("utf-8")
        return _break_anywhere(text)

    def holds(self, words: str) -> list[str]:
        """Return the files that hold these words."""
        files = self.files().items()
        return [
            path
            for path, data in files
            if words in _break_anywhere(data.decode("utf-8", "replace"))
        ]


def _break_anywhere(text: str) -> str:
    """Return the HTML of a text without the elements in which no line is broken."""
    return re.sub('<span class="bt-whole">(.*?)</span>', r"\1", text)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Give a portal over three bulletins, made once; each test leaves its bulletins well."""
    folder = tmp_path_factory.mktemp("portal")
    with serve({}) as one, serve({}) as two, serve({}) as three:
        servers = [one, two, three]
        for number, server in enumerate(servers):
            server.files = full_bulletin(number, server.url)
        entries = (
            f"- name: {name}\n  url: {server.url}\n  unit: xa-hoa-sen\n"
            for name, server in zip(NAMES, servers, strict=True)
        )
        (folder / "SOURCES.yml").write_text("".join(entries), encoding="utf-8")
        settings = f"name: Cổng tỉnh Mẫu\nurl: {URL}\npublisher: Sở Nội vụ tỉnh Mẫu\n"
        (folder / "portal.yml").write_text(settings, encoding="utf-8")
        made = Portal(folder, servers)
        assert made.read() == 0
        yield made


@pytest.fixture
def well(portal: Portal) -> Portal:
    """Give the portal after a run in which all bulletins were well."""
    for number, server in enumerate(portal.servers):
        server.files, server.answers = full_bulletin(number, server.url), {}
    # The list of withdrawals of an earlier test is gone, and that is right.
    accepted = [word for name in NAMES for word in ("--accept", name)]
    assert portal.run("--allow-private", *accepted) == 0
    return portal


def test_every_link_leads_to_a_file_or_to_a_bulletin(portal: Portal) -> None:
    files = portal.files()
    roots = tuple(server.url for server in portal.servers)
    outside = set()
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        page = html.document_fromstring(data.decode())
        for value in page.xpath("//*[not(self::link[@rel='canonical'])]/@href | //@src"):
            target = urljoin(URL + path, value).partition("#")[0].partition("?")[0]
            if target.startswith(URL):
                name = target.removeprefix(URL)
                assert name in files or f"{name}index.html" in files, (path, value)
            elif not target.startswith((*roots, "webcal://")):
                outside.add(target)
    assert outside == set()


def test_pages_have_no_script_or_style_in_them_and_no_word_of_a_bulletins_desk(
    portal: Portal,
) -> None:
    for path, data in portal.files().items():
        if path.endswith(".html"):
            found = re.search(rb"<style|style=|<script(?! (src|type=.application/ld))", data)
            assert found is None, path
            assert b"/soan-bai/" not in data, path


def test_samples_are_nowhere(portal: Portal) -> None:
    assert portal.holds("Chuyện đặt ra") == []


def test_the_latest_stories_of_all_bulletins_come_first(portal: Portal) -> None:
    page = html.fromstring(portal.text("/"))
    titles = [link.text_content() for link in page.xpath("//h3[@class='bt-card__title']/a")]
    assert titles[:3] == [f"Chuyện 3 ở {name}" for name in reversed(NAMES)]
    assert len(titles) == 12


def test_campaigns_of_one_name_are_one(portal: Portal) -> None:
    page = portal.text("/phong-trao/nong-thon-moi/")
    assert all(f"Chuyện 0 ở {name}" in page for name in NAMES)
    assert not (portal.output / "phong-trao/ntm").exists()


def test_old_names_lead_to_new(portal: Portal) -> None:
    page = portal.text("/don-vi/ten-cu/")
    assert page.count("Xã Đông Cũ") == 3
    assert all(f"Nay thuộc: {name}" in page for name in NAMES)


def test_feeds_and_calendars_can_be_read_by_programs(portal: Portal) -> None:
    for path, data in portal.files().items():
        if path.startswith("rss/") and path.endswith(".xml"):
            feed = feedparser.parse(data)
            assert not feed.bozo, path
            assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    podcast = feedparser.parse(portal.files()["rss/am-thanh.xml"])
    assert podcast.entries[0].enclosures[0].href.startswith(portal.servers[2].url)
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for path, data in portal.files().items():
        if path.startswith("rss/am-thanh/"):
            found = {entry.link for entry in feedparser.parse(data).entries}
            assert found, path
            assert path in portal.text("/rss/")
            by_kind[path.split("/")[2]] |= found
    every = {entry.link for entry in podcast.entries}
    assert by_kind == dict.fromkeys(("don-vi", "linh-vuc", "nam", "phong-trao"), every)
    calendar = Calendar.from_ical(portal.files()["su-kien/lich.ics"])
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == 3


def test_numbers_are_added_up(portal: Portal) -> None:
    table = json.loads(portal.files()["du-lieu/so-lieu-2026.json"])["rows"]
    counts = [(row["tin_bai"], row["khen_thuong"], row["su_kien"]) for row in table]
    assert counts == [(4, 4, 1)] * 3
    (total,) = html.fromstring(portal.text("/so-lieu/")).xpath("//tfoot")
    assert total.text_content().split()[:4] == ["Cộng", "12", "12", "3"]


def test_search_finds_stories_of_every_bulletin(portal: Portal) -> None:
    found = [
        json.loads(data)
        for path, data in portal.files().items()
        if path.startswith("tim-kiem/chi-muc/bai/")
    ]
    addresses = [one["address"] for one in found]
    for server in portal.servers:
        assert sum(one.startswith(f"{server.url}dien-hinh/") for one in addresses) == 4
    assert "/don-vi/xa-hoa-sen/" in addresses


def test_nothing_is_written_when_nothing_changed(well: Portal) -> None:
    before = {path: path.stat().st_mtime_ns for path in well.output.rglob("*") if path.is_file()}
    assert well.read() == 0
    after = {path: path.stat().st_mtime_ns for path in well.output.rglob("*") if path.is_file()}
    assert after == before


def test_a_run_gives_the_same_bytes_as_one_from_nothing(well: Portal, tmp_path: Path) -> None:
    well.servers[0].files = full_bulletin(0, well.servers[0].url, 6)
    well.read()
    fresh = Portal(tmp_path, well.servers)
    for name in ("SOURCES.yml", "portal.yml"):
        (tmp_path / name).write_bytes((well.folder / name).read_bytes())
    assert fresh.read() == 0
    assert fresh.files() == well.files()


def test_a_bulletin_that_is_down_keeps_its_stories_with_their_day(
    well: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    well.servers[0].answers = {"*": answer_with(status=500)}
    assert well.run("--allow-private", day="2026-11-25") == 0
    assert "Xã Hoa Sen: giữ bản chép của ngày 23/11/2026" in capsys.readouterr().err
    page = well.text("/don-vi/xa-hoa-sen/")
    assert "bản chép của ngày 23/11/2026" in page
    assert "Chuyện 3 ở Xã Hoa Sen" in page
    assert "Không đọc được" in well.text("/ban-tin/")


def test_a_withdrawal_is_out_with_the_next_run_and_passed_on(well: Portal) -> None:
    server = well.servers[1]
    title = "Chuyện 3 ở Xã Hoa Súng"
    assert well.holds(title)
    gone = next(
        row
        for path, data in server.files.items()
        if "stories" in path
        for row in json.loads(data)["rows"]
        if row["title"] == title
    )
    # The list alone is new: the catalog still has the story, and then everything is down.
    entry = withdrawal_of(gone, server.url)
    server.files[WITHDRAWN_LIST] = json.dumps([entry]).encode()
    server.answers = {CATALOG: answer_with(status=500)}
    well.read()
    assert well.holds(title) == []
    server.answers = {"*": answer_with(status=500)}
    well.read()
    assert well.holds(title) == []
    told = json.loads(well.files()["rss/rut-bai.json"])
    assert [(one["url"], one["ban_tin"]) for one in told] == [(entry["url"], "Xã Hoa Súng")]


def test_a_bulletin_that_lies_harms_nobody(well: Portal) -> None:
    liar = well.servers[2]
    before = {path: data for path, data in well.files().items() if "xa-hoa-sen" in path}
    liar.files = files_of(
        [
            story(1, title="<script>alert(1)</script>", address="/dien-hinh/2026/a/"),
            story(2, title="{{ config }}", summary="\ue000content\ue001"),
            story(3, address="//khac.example/a/"),
            *(story(n, title=f"Chuyện {n}") for n in range(4, 12)),
        ],
        root="https://khac.example/",
        name="</title><img src=x>",
        others={
            "units": [{"key": "xa-hoa-sen", "name": "Xã Hoa Sen", "type": "Xã"}],
            "fields": [{"key": "kinh-te", "name": "<b>Kinh tế</b>"}],
        },
    )
    assert well.read() == 0
    # The results of search are JSON, and the client puts them in as text.
    shown = [*well.holds("<script>alert"), *well.holds("<b>Kinh")]
    assert [path for path in shown if not path.endswith(".json")] == []
    assert well.holds("khac.example") == []
    after = {path: data for path, data in well.files().items() if "xa-hoa-sen" in path}
    assert after == before


def test_a_bulletin_is_added_by_one_entry_and_shown_within_a_run(
    well: Portal, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    for path, data in full_bulletin(0, "https://thidua.them.example/").items():
        file = folder / path.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    sources = well.folder / "SOURCES.yml"
    text = sources.read_text("utf-8")
    sources.write_text(f"{text}- name: Xã Thêm\n  url: {folder}\n", encoding="utf-8")
    try:
        well.read()
        assert "https://thidua.them.example/dien-hinh/2026/chuyen-0/" in well.text(
            "/don-vi/xa-them/"
        )
    finally:
        sources.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.yml", "out"], "Không thấy tệp 'nowhere.yml'"),
        (["--unknown"], "Không hiểu lệnh"),
        (["{folder}/SOURCES.yml", "{folder}/x", "--accept", "Xã Không Có"], "Không có bản tin nào"),
    ],
)
def test_mistakes_of_the_office_end_in_a_sentence(
    portal: Portal, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main([one.format(folder=portal.folder) for one in arguments])
    except SystemExit as end:
        status = int(end.code or 0)
    assert status == 1
    assert words in capsys.readouterr().err
