"""What the station gets of a built site: pages, scripts as files, feeds, recordings."""

from __future__ import annotations

import datetime as dt
import html as html_text
import json
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from docx import Document
from lxml import html

from bulletin.content.library import read_library
from bulletin.edition.edition import open_edition
from bulletin.media.recordings import clean_recording
from bulletin.office.broadcast.rundown import write_scripts as written_scripts
from bulletin.radio.plain import format_spoken_text
from bulletin.radio.script import Script
from bulletin.radio.word import render_script_docx
from scripts import rundown
from tests.content.builder import BULLETIN_FILE, DATA, PERSON, STORY, page, story
from tests.narrowing import require
from tests.opened import opened
from tests.site import written
from tests.site.built import NOW, Site, build, copy_of_the_commune
from tests.site.test_feeds import CONTENT, items, text

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 23)
LATEST = "am-thanh/moi-nhat.mp3"
TEXT, WORD = "bai-doc.txt", "bai-doc.docx"
KEYS: dict[str, Any] = {
    "title": "Nước mặn vào kênh",
    "date": "2026-11-22T04:30",
    "summary": "Bà con đóng cống, giữ nước ngọt.",
    "unit": "ap-cho",
    "fields": ["an-ninh"],
    "subject": "collective",
    "author": "Văn phòng Ủy ban nhân dân xã Hoa Sen",
}
WEB_ONLY = {"people": [PERSON], "subject": "individual"}
HEARD = {"audio": {"file": "nghe.mp3"}}
WITHDRAWN = {"hom-nay": "2026-11-23", "con-nhac": "2026-10-24", "da-lau": "2026-10-23"}
"""What was taken down today, thirty days ago, thirty-one days ago."""


def fresh_stories() -> Iterator[tuple[str, str]]:
    """Yield name and text of this month's stories: two for the station and three not for it."""
    orders = {"lead": "Nước mặn tới rồi.", "priority": "khan-cap", "pronounce": {"FB": "ép bê"}}
    yield "nuoc-man", page(KEYS, {"broadcast": orders}, "Đóng 3 cống (cống Một trước), xem FB.\n")
    morning = {"title": "Nghe kể chuyện", "date": "2026-11-20", **HEARD}
    yield "nghe-ke", page(KEYS, {**morning, "broadcast": {"slot": "sang"}}, "Lời kể.\n")
    yield "bo-qua", page(KEYS, {"title": "Bỏ qua", "broadcast": {"skip": True}, **HEARD})
    yield "khong-len-dai", page(KEYS, {"title": "Không lên đài", **WEB_ONLY, **HEARD})
    yield "con-nhap", page(KEYS, {"title": "Còn nháp", "draft": True, **HEARD})


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the commune's site in a busy month: fresh stories, recordings, withdrawals."""
    folder = tmp_path_factory.mktemp("station")
    project = copy_of_the_commune(folder / "project")
    sound = next(project.rglob("doc-bai.mp3")).read_bytes()
    for name, content in fresh_stories():
        (project / f"content/exemplars/2026/{name}.md").write_text(content, encoding="utf-8")
    # As long again, so that nobody takes the one for the other.
    (project / "content/exemplars/2026/nghe.mp3").write_bytes(sound + sound)
    entries = [
        f"- path: /dien-hinh/2024/{slug}/\n  id: exemplars/2024/{slug}\n  date: {day}\n"
        "  reason: Theo yêu cầu.\n"
        for slug, day in WITHDRAWN.items()
    ]
    (project / "content/data/withdrawn.yml").write_text("".join(entries), encoding="utf-8")
    return build(project, folder / "site")


@pytest.fixture(params=["real", "commune", "station"])
def aired(request: pytest.FixtureRequest) -> Site:
    """Give each site in turn."""
    found: Site = request.getfixturevalue(request.param)
    return found


def scripts_of(site: Site) -> dict[str, Script]:
    """Return the scripts as the office's commands write them: without MkDocs and its settings."""
    library = read_library(site.project)
    edition = open_edition(library, dt.datetime.fromisoformat(NOW))
    return written_scripts(library, edition)


def words(element: html.HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())


def spoken_paragraphs(site: Site, folder: str) -> list[str]:
    """Return the paragraphs of a script's text file."""
    return site.files[folder + TEXT].decode().rstrip("\n").split("\n\n")


# --- scripts --------------------------------------------------------------------------------------


def test_there_is_a_script_for_each_cleared_story_and_no_other(aired: Site) -> None:
    stories = [s for s in written.stories(aired.project) if s.cleared_for_radio]
    cleared = {s.address for s in stories if not s.front.get("broadcast", {}).get("skip")}
    # At the addresses of moved and withdrawn scripts there are pages too, but no sheets.
    pages = {path for path, page in aired.pages.items() if page.find_class("bt-script")}
    assert pages == {f"/phat-thanh{address}" for address in cleared}
    texts = {path for path in aired.files if path.endswith(f"/{TEXT}")}
    assert texts == {f"phat-thanh{address}{TEXT}" for address in cleared}
    assert len(cleared) >= 5


def test_a_script_as_a_file_is_utf8_in_nfc_with_lf(aired: Site) -> None:
    for path, data in aired.files.items():
        if path.startswith("phat-thanh/") and path.endswith(".txt"):
            found = data.decode("utf-8")
            assert found == unicodedata.normalize("NFC", found), path
            assert "\r" not in found, path
            assert "\ufeff" not in found, path
            assert found.endswith("\n"), path
            assert not found.endswith("\n\n"), path


def test_the_commands_of_the_office_write_what_the_site_shows(aired: Site) -> None:
    found = scripts_of(aired)
    assert found
    for address, script in found.items():
        folder = f"phat-thanh{address}"
        assert aired.files[folder + TEXT] == format_spoken_text(script).encode(), address
        fresh = (TODAY - script.published.date()).days <= 30
        assert (folder + WORD in aired.files) == fresh, address
        if fresh:
            assert aired.files[folder + WORD] == render_script_docx(script), address


def test_the_sheet_says_what_the_text_file_says_and_who_answers_for_it(aired: Site) -> None:
    for address, script in scripts_of(aired).items():
        folder = f"phat-thanh{address}"
        sheet = aired.pages[f"/{folder}"]
        spoken = [words(p) for p in sheet.xpath("//*[@id='_loi-doc']//p")]
        assert spoken == spoken_paragraphs(aired, folder)
        shown = words(sheet.xpath("//*[contains(@class, 'bt-script')]")[0])
        for part in (script.station, script.code, script.writer, script.closing):
            assert part in shown
        assert shown.endswith("hết")
        (name,) = sheet.xpath("//h1")
        assert words(name) == " ".join(f"Bài đọc: {script.title}".split())
        assert bool(sheet.xpath("//*[contains(@class, 'bt-notice')]")) == script.sample
        links = sheet.xpath("//*[contains(@class, 'bt-script__tools')]//a/@href")
        files = {link.rpartition("/")[2] for link in links}
        assert TEXT in files
        assert (WORD in files) == (folder + WORD in aired.files)


def test_a_sheet_has_the_ways_back_and_not_the_whole_frame(aired: Site) -> None:
    for address, script in scripts_of(aired).items():
        path = f"phat-thanh{address}"
        sheet = aired.pages[f"/{path}"]
        here = aired.root + path
        ways = {urljoin(here, link) for link in sheet.xpath("//header//a/@href | //nav//a/@href")}
        assert ways == {aired.root, f"{aired.root}phat-thanh/"}, script.title
        before, _, rest = aired.files[f"{path}index.html"].partition(b'<div class="bt-script">')
        _, _, after = rest.partition(b"</article>")
        assert after
        assert len(before + after) < 4_000


def test_each_sentence_stands_alone_so_that_no_page_breaks_it(station: Site) -> None:
    sheet = station.pages["/phat-thanh/dien-hinh/2026/nuoc-man/"]
    spans = sheet.xpath("//*[@id='_loi-doc']//span")
    assert [words(span) for span in spans] == [
        "Kính thưa quý vị và bà con!",
        "Nước mặn tới rồi.",
        "Đóng ba cống, cống Một trước, xem ép bê.",
        "Quý vị và bà con vừa nghe bài “Nước mặn vào kênh” "
        "của Văn phòng Ủy ban nhân dân xã Hoa Sen.",
    ]
    shown = words(sheet.xpath("//*[contains(@class, 'bt-script')]")[0])
    assert "khẩn cấp" in shown
    assert "FB: đọc là “ép bê”" in shown


def test_the_word_file_opens_and_has_the_title(station: Site) -> None:
    files = [path for path in station.files if path.endswith(WORD)]
    assert len(files) == 2
    for path in files:
        document = Document(BytesIO(station.files[path]))
        content = "\n".join(p.text for p in document.paragraphs)
        assert spoken_paragraphs(station, path.removesuffix(WORD))[-1] in content


# --- clearance ------------------------------------------------------------------------------------

AGREED = PERSON | {"consent": PERSON["consent"] | {"scope": ["web", "radio"]}}


@pytest.mark.parametrize(
    ("keys", "cleared"),
    [
        ({}, True),
        ({"people": [AGREED]}, True),
        ({"people": [AGREED, AGREED]}, True),
        ({"people": [PERSON]}, False),
        ({"people": [AGREED, PERSON]}, False),
        ({"broadcast": {"skip": True}}, False),
        ({"broadcast": {"skip": False, "lead": "Lời dẫn."}}, True),
        ({"draft": True}, False),
        ({"date": "2026-11-24"}, False),
        ({"sample": True}, True),
    ],
)
def test_what_may_be_read_aloud(keys: dict[str, Any], cleared: bool) -> None:
    assert len(opened({STORY: story(**keys)}).cleared) == cleared


@pytest.mark.parametrize(
    ("approval", "samples", "keys", "cleared"),
    [
        (False, False, {"sample": True}, False),
        (False, False, {}, True),
        (True, True, {}, False),
        (True, True, {"approved_by": "Trưởng ban", "approved_on": "2026-11-17"}, True),
        (False, True, {}, True),
    ],
)
def test_what_the_office_may_ask_for(
    approval: bool, samples: bool, keys: dict[str, Any], cleared: bool
) -> None:
    data = yaml.safe_load(BULLETIN_FILE)
    data["samples"] = samples
    data["station"]["approval"] = approval
    changes = {f"{DATA}/bulletin.yml": yaml.safe_dump(data), STORY: story(**keys)}
    assert len(opened(changes).cleared) == cleared


def test_what_is_not_cleared_leaves_no_trace_at_the_station(station: Site) -> None:
    for path, data in station.files.items():
        if path.startswith(("phat-thanh/", "am-thanh/", "rss/phat-thanh", "rss/am-thanh")):
            for slug, title in (
                ("bo-qua", "Bỏ qua"),
                ("khong-len-dai", "Không lên đài"),
                ("con-nhap", "Còn nháp"),
            ):
                assert slug not in path
                assert slug.encode() not in data, path
                assert title.encode() not in data, path
    assert "/dien-hinh/2026/khong-len-dai/" in station.pages


# --- withdrawals ----------------------------------------------------------------------------------


def test_the_station_reads_for_thirty_days_what_not_to_air_again(station: Site) -> None:
    front = station.pages["/phat-thanh/"]
    messages = [
        (words(item.find("code")), item.find("time").get("datetime"))
        for item in front.xpath("//section[@aria-labelledby='_khong-phat-lai']//li")
    ]
    assert messages == [
        ("exemplars/2024/hom-nay", "2026-11-23"),
        ("exemplars/2024/con-nhac", "2026-10-24"),
    ]
    headings = [words(h) for h in front.xpath("//h1 | //h2")]
    assert headings[:2] == ["Phát thanh", "Không phát lại"]


def test_machines_learn_of_every_withdrawal_for_good(station: Site) -> None:
    messages = json.loads(station.files["rss/rut-bai.json"])
    assert [entry["id"].rpartition("/")[2] for entry in messages] == [
        "hom-nay",
        "con-nhac",
        "da-lau",
    ]


def test_where_nothing_was_withdrawn_nothing_is_said(commune: Site) -> None:
    assert "Không phát lại" not in words(commune.pages["/phat-thanh/"])


# --- the running order ----------------------------------------------------------------------------


def slots_on_the_page(site: Site) -> list[tuple[str, list[str]]]:
    """Return the heading of each broadcast on the station's page and the titles below it."""
    return [
        (words(require(slot.find("h3"))), [words(link) for link in slot.xpath(".//ol//a")])
        for slot in site.pages["/phat-thanh/"].find_class("bt-slot")
    ]


def test_the_command_gives_out_the_order_that_the_page_shows(
    aired: Site, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shown = iter(slots_on_the_page(aired))
    programmes = sorted(aired.data["station"]["programmes"], key=lambda one: one["time"])
    programmes = [one for one in programmes if not one.get("example")]
    for ahead in range(3):
        day = TODAY + dt.timedelta(days=ahead)
        for programme in programmes:
            asked = ["--date", day.isoformat(), "--slot", programme["key"], "--format", "json"]
            assert rundown.main([*asked, str(aired.project)]) == 0
            messages = json.loads(capsysbinary.readouterr().out)
            if not messages["items"] and not messages["too_long"]:
                continue  # what has nothing in it is not on the page
            heading, titles = next(shown)
            assert heading.startswith(f"{programme['name']}: {programme['time']}, ")
            assert heading.endswith(f"{day.day:02}/{day.month:02}/{day.year}")
            assert titles == [item["title"] for item in messages["items"]]
    assert next(shown, None) is None


def test_a_story_airs_once_in_each_programme_it_may_air_in(station: Site) -> None:
    titles = {heading: titles for heading, titles in slots_on_the_page(station) if titles}
    # The urgent one of the 22nd was aired before today; so was the one of the 20th.
    assert titles == {}
    front = station.pages["/phat-thanh/"]
    assert words(front).count("Chưa có tin, bài mới để phát.") == 1
    past = [
        (words(require(slot.find("h3"))), [words(link) for link in slot.xpath(".//ol//a")])
        for slot in front.find_class("bt-past")
    ]
    assert [(heading.partition(",")[2][-10:], titles) for heading, titles in past] == [
        ("22/11/2026", ["Nước mặn vào kênh"]),
        ("22/11/2026", ["Nước mặn vào kênh"]),
        ("20/11/2026", ["Nghe kể chuyện"]),
    ]


def test_no_sample_is_offered_for_air(aired: Site) -> None:
    samples = {s.address for s in written.stories(aired.project) if s.front.get("sample")}
    assert samples
    front = aired.pages["/phat-thanh/"]
    assert (
        not {link.partition("phat-thanh")[2] for link in front.xpath("//main//a/@href")} & samples
    )
    podcast = items(aired.feeds["/rss/am-thanh.xml"])
    assert not {"/" + text(it, "link").removeprefix(aired.root) for it in podcast} & samples


def test_what_is_urgent_comes_first_and_a_slot_is_kept_to(
    station: Site, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    aired: dict[tuple[int, str], list[str]] = {}
    for day in (20, 21, 22):
        for slot in ("sang", "chieu"):
            asked = ["--date", f"2026-11-{day}", "--slot", slot, "--format", "json"]
            assert rundown.main([*asked, str(station.project)]) == 0
            messages = json.loads(capsysbinary.readouterr().out)
            if titles := [item["title"] for item in messages["items"]]:
                aired[day, slot] = titles
    assert aired == {
        (20, "sang"): ["Nghe kể chuyện"],
        (22, "sang"): ["Nước mặn vào kênh"],
        (22, "chieu"): ["Nước mặn vào kênh"],
    }


# --- feeds and recordings -------------------------------------------------------------------------


def test_the_station_s_feed_holds_the_script(aired: Site) -> None:
    found = scripts_of(aired)
    feed = items(aired.feeds["/rss/phat-thanh.xml"])
    assert 5 <= len(feed) <= 30
    for item in feed:
        address = "/" + text(item, "link").removeprefix(aired.root)
        script = found[address]
        spoken = spoken_paragraphs(aired, f"phat-thanh{address}")
        content = html.fragment_fromstring(text(item, CONTENT), create_parent="div")
        said = [words(p) for p in content.iterfind("p")]
        assert said[-1 - len(spoken) : -1] == spoken
        assert script.code in said[-2 - len(spoken)]
        assert "âm tiết" in said[-2 - len(spoken)]
        assert content.xpath(".//a/@href") == [f"{aired.root}phat-thanh{address}"]
        mark = "[Bài mẫu] " if script.sample else ""
        plain = html_text.unescape(text(item, "description"))
        assert plain == mark + " ".join(spoken)
        assert item.findall("category")[-1].text in {"thông thường", "ưu tiên", "khẩn cấp"}


def test_what_is_urgent_says_so_in_the_feed(station: Site) -> None:
    first = items(station.feeds["/rss/phat-thanh.xml"])[0]
    assert text(first, "title") == "Nước mặn vào kênh"
    assert first.findall("category")[-1].text == "khẩn cấp"


def test_recordings_lie_at_their_dated_address_and_the_newest_as_such(station: Site) -> None:
    folder = "content/exemplars/2026"
    newest = clean_recording((station.project / folder / "nghe.mp3").read_bytes())
    older = clean_recording(next(station.project.rglob("doc-bai.mp3")).read_bytes())
    found = {path: data for path, data in station.files.items() if path.startswith("am-thanh/")}
    assert found == {
        LATEST: newest,
        "am-thanh/2026/2026-11-20-nghe-ke.mp3": newest,
        "am-thanh/2026/2026-05-19-duong-hoa-ap-go-dua.mp3": older,
    }
    assert newest != older


def test_the_podcast_holds_the_recordings_and_the_words_for_each(station: Site) -> None:
    podcast = "{https://podcastindex.org/namespace/1.0}"
    feed = items(station.feeds["/rss/am-thanh.xml"])
    messages = []
    for item in feed:
        (sound,) = item.findall("enclosure")
        (transcript,) = item.findall(f"{podcast}transcript")
        path = require(sound.get("url")).removeprefix(station.root)
        assert int(sound.get("length", "")) == len(station.files[path])
        address = require(transcript.get("url")).removeprefix(station.root)
        assert address in station.files
        assert transcript.get("type") == "text/plain"
        messages.append((text(item, "title"), address))
    assert messages == [
        ("Nghe kể chuyện", "phat-thanh/dien-hinh/2026/nghe-ke/bai-doc.txt"),
        (
            "Đường hoa ấp Gò Dừa",
            "phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/doc-bai.txt",
        ),
    ]


def test_a_site_without_recordings_has_an_empty_podcast_and_no_newest(real: Site) -> None:
    if any(path.suffix == ".mp3" for path in Path(real.project, "content").rglob("*")):
        pytest.skip("the bulletin has recordings now; the tests above look at them")
    assert items(real.feeds["/rss/am-thanh.xml"]) == []
    assert LATEST not in real.files


def test_nobody_links_to_a_script_that_is_not_there(aired: Site) -> None:
    front = aired.pages["/phat-thanh/"]
    latest = front.xpath("//ul[contains(@class, 'bt-rows')]//a/@href")
    real = [script for script in scripts_of(aired).values() if not script.sample]
    assert len(latest) == min(20, len(real))
    for link in latest:
        assert f"/phat-thanh/{link.removeprefix('../phat-thanh/')}" in aired.pages
