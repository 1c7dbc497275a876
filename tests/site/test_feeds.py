"""The feeds as they lie on the site: valid, complete, and silent about what is not public."""

from __future__ import annotations

import datetime as dt
import html as html_text
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

from tests.feeds.validator import violations
from tests.golden import check_golden
from tests.narrowing import require
from tests.site import written
from tests.site.built import NOW, Site
from tests.site.written import Written

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LIMIT = 30
ALL, RADIO, AUDIO = "/rss/tat-ca.xml", "/rss/phat-thanh.xml", "/rss/am-thanh.xml"
AWARDS = "/rss/khen-thuong.xml"


def items(feed: etree._Element) -> list[etree._Element]:
    """Return the items of a feed."""
    return list(feed.iterfind("channel/item"))


def text(item: etree._Element, name: str) -> str:
    """Return the text of a child of an item."""
    found = item.findtext(name)
    assert found is not None
    return found


def links(feed: etree._Element) -> list[str]:
    """Return the addresses of a feed's items, in its order."""
    return [text(item, "link") for item in items(feed)]


def contents_by_the_contract(site: Site) -> Iterator[tuple[str, list[Written]]]:
    """Yield each feed's address (docs-dev/contract.md, "Feeds") and the stories it must hold."""
    stories = written.stories(site.project)
    yield ALL, stories[:LIMIT]
    cleared = [story for story in stories if story.cleared_for_radio]
    yield RADIO, cleared[:LIMIT]
    yield AUDIO, [story for story in cleared if story.front.get("audio")][:LIMIT]
    for campaign in written.campaigns(site.project):
        key = campaign.path.split("/")[2]
        found = [story for story in stories if key in story.campaigns]
        yield f"/rss/phong-trao/{key}.xml", found[:LIMIT]
    for key in written.keys(site.project, "units"):
        line = written.line_of_units(site.project, key)
        found = [story for story in stories if story.front["unit"] in line]
        yield f"/rss/don-vi/{key}.xml", found[:LIMIT]
    for key in written.keys(site.project, "fields"):
        found = [story for story in stories if key in story.front["fields"]]
        yield f"/rss/linh-vuc/{key}.xml", found[:LIMIT]
    for year in {story.published.year for story in stories}:
        yield f"/rss/nam/{year}.xml", [s for s in stories if s.published.year == year]


@pytest.mark.parametrize("name", ["real", "commune", "crowded"])
def test_every_feed_holds_the_stories_it_should_in_order(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    wanted = dict(contents_by_the_contract(site))
    assert set(wanted) == set(site.feeds) - {AWARDS}
    for address, stories in wanted.items():
        found = links(site.feeds[address])
        assert found == [site.root + story.address[1:] for story in stories], address
    if name == "crowded":
        assert len(wanted[ALL]) == LIMIT < len(wanted["/rss/nam/2026.xml"])


def test_every_feed_is_valid(site: Site) -> None:
    now = dt.datetime.fromisoformat(NOW)
    complaints = {
        address: found
        for address in site.feeds
        if (found := violations(site.files[address[1:]], address=site.root + address[1:], now=now))
    }
    # No owner can be named while the mail address is only an example.
    if site.data["contact"]["email"].endswith(".example"):
        assert complaints.pop(AUDIO) == ["MissingItunesEmail: channel"]
    assert complaints == {}


def test_a_feed_reader_agrees(site: Site) -> None:
    for address in site.feeds:
        found = feedparser.parse(site.files[address[1:]])
        assert not found.bozo, address
        assert (found.version, found.encoding, found.feed.language) == ("rss20", "utf-8", "vi")
        assert found.feed.title.endswith(f" – {site.name}")
        assert found.feed.publisher == site.data["publisher"]
        dates = [entry.published_parsed for entry in found.entries]
        assert dates == sorted(dates, reverse=True), address


def test_the_page_of_a_feed_exists(site: Site) -> None:
    for feed in site.feeds.values():
        page = feed.findtext("channel/link") or ""
        assert page.removeprefix(site.root[:-1]) in site.pages


def test_a_feed_is_dated_by_its_newest_story_and_else_by_the_bulletin(site: Site) -> None:
    founded = dt.datetime.combine(site.data["since"], dt.time(), written.VIETNAM)
    for address, stories in contents_by_the_contract(site):
        changed = site.feeds[address].findtext("channel/lastBuildDate") or ""
        wanted = stories[0].published if stories else founded
        assert parsedate_to_datetime(changed) == wanted, address


# --- items --------------------------------------------------------------------------------------


def test_every_item_says_what_the_story_says(site: Site) -> None:
    stories = {site.root + story.address[1:]: story for story in written.stories(site.project)}
    looked_at = 0
    for address, feed in site.feeds.items():
        for item in items(feed) if address != AWARDS else ():
            story = stories[text(item, "link")]
            mark = "[Bài mẫu] " if story.front.get("sample") else ""
            title = text(item, "title")
            assert title.startswith(mark)
            assert title.endswith(story.front["title"])
            between = title.removeprefix(mark).removesuffix(story.front["title"])
            assert not between or (between[0] == "[" and address.startswith("/rss/don-vi/"))
            summary = mark + " ".join(story.front["summary"].split())
            described = html_text.unescape(text(item, "description")).replace(between, "")
            if address == RADIO:
                assert described.startswith(f"{mark}Kính thưa quý vị và bà con!")
            else:
                assert described == summary
            assert parsedate_to_datetime(text(item, "pubDate")) == story.published
            assert text(item, "pubDate").endswith(" +0700")
            assert ("Bài mẫu." in text(item, CONTENT)) == bool(mark)
            looked_at += 1
    assert looked_at > 10


def test_the_feed_of_commendations_has_an_item_for_each_award(site: Site) -> None:
    wanted = {
        f"tag:{site.data['authority']},{story.published.year}:{story.identity}/khen-thuong-{n}"
        for story in written.stories(site.project)
        for n, _ in enumerate(story.front.get("awards", []), 1)
    }
    found = [text(item, "guid") for item in items(site.feeds[AWARDS])]
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_an_item_keeps_its_identity(site: Site) -> None:
    authority = site.data["authority"]
    wanted = {
        site.root + story.address[1:]: f"tag:{authority},{story.published.year}:{story.identity}"
        for story in written.stories(site.project)
    }
    for address, feed in site.feeds.items():
        for item in items(feed) if address != AWARDS else ():
            assert text(item, "guid") == wanted[text(item, "link")]
            assert require(item.find("guid")).get("isPermaLink") == "false"


def test_a_renamed_story_keeps_its_identity(commune: Site, changed: Site) -> None:
    before, after = (
        {text(item, "guid"): text(item, "link") for item in items(built.feeds["/rss/nam/2026.xml"])}
        for built in (commune, changed)
    )
    assert before.keys() == after.keys()
    moved = {guid for guid in before if before[guid] != after[guid]}
    assert moved == {"tag:hoasen.example,2026:chuyen-do/2026"}


def test_an_enclosure_is_the_file_on_the_site(site: Site) -> None:
    stories = {site.root + story.address[1:]: story for story in written.stories(site.project)}
    for address, feed in site.feeds.items():
        for item in items(feed) if address != AWARDS else ():
            audio = stories[text(item, "link")].front.get("audio")
            sounds = item.findall("enclosure")
            assert len(sounds) == (1 if audio else 0)
            for sound in sounds:
                assert sound.get("url") == text(item, "link") + require(audio)["file"]
                data = site.files[require(sound.get("url")).removeprefix(site.root)]
                assert (sound.get("length"), sound.get("type")) == (str(len(data)), "audio/mpeg")
                assert data[:2] == b"\xff\xfb"


def test_one_story_of_the_commune_has_a_recording(commune: Site) -> None:
    assert len(commune.feeds[ALL].findall("channel/item/enclosure")) == 1


def test_corrections_stand_in_the_feed(commune: Site) -> None:
    (item,) = [item for item in items(commune.feeds[ALL]) if "Tủ sách" in text(item, "title")]
    found = html.fragment_fromstring(text(item, CONTENT), create_parent="div")
    first = " ".join(found[1].text_content().split())
    assert found[0].text_content() == "Đính chính"
    assert first.startswith("12/10/2026: Bài đăng ngày 10/10 viết tủ có 300 cuốn")
    assert first.endswith("cho trẻ < 6 tuổi.")


def test_everything_in_an_item_has_a_full_address_that_leads_somewhere(site: Site) -> None:
    looked_at = 0
    for address, feed in site.feeds.items():
        for item in items(feed) if address != AWARDS else ():
            content = html.fragment_fromstring(text(item, CONTENT), create_parent="div")
            for target in content.xpath("//@href | //@src"):
                parts = urlsplit(target)
                assert parts.scheme in {"http", "https", "mailto", "tel"}, target
                looked_at += 1
                if target.startswith(site.root):
                    page, _, part = target.removeprefix(site.root[:-1]).partition("#")
                    is_picture = page.endswith((".jpg", ".png"))
                    assert page[1:] in site.files if is_picture else page in site.pages, target
                    assert not part or site.pages[page].xpath("//*[@id=$id]", id=part), target
    assert looked_at > 20


def test_the_picture_of_a_story_comes_along(commune: Site) -> None:
    address = f"{commune.root}phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/"
    for feed in (ALL, "/rss/phong-trao/duong-hoa-xanh-sach.xml"):
        (item,) = (it for it in items(commune.feeds[feed]) if text(it, "link") == address)
        (shown,) = html.fragment_fromstring(text(item, CONTENT), create_parent="div").iter("img")
        found = item.findall("{http://search.yahoo.com/mrss/}content")
        assert [one.get("medium") for one in found] == ["audio", "image"]
        assert found[1].get("url") == shown.get("src")
        assert [found[1].get(key) for key in ("width", "height")] == [
            shown.get(key) for key in ("width", "height")
        ]
        assert shown.get("alt")


def test_who_did_not_agree_to_the_radio_is_not_read_aloud(commune: Site) -> None:
    household = f"{commune.root}dien-hinh/2026/nha-day-them-nghe/"
    assert household in links(commune.feeds[ALL])
    assert household not in links(commune.feeds[RADIO])
    assert "Căn nhà dạy nghề" not in commune.files["rss/phat-thanh.xml"].decode()
    assert f"{commune.root}dien-hinh/2026/nguoi-dua-do/" in links(commune.feeds[RADIO])


# --- what must not get out ----------------------------------------------------------------------

TEXTS = re.compile(r"\.(html|xml|json|txt|svg|ics|js|css)$")


def test_drafts_and_stories_to_come_are_nowhere(site: Site) -> None:
    hidden = written.hidden_stories(site.project)
    assert len(hidden) >= 2
    for story in hidden:
        slug = story.path.rpartition("/")[2].removesuffix(".md")
        sentences = [line for line in story.body.split("\n") if len(line) > 20]
        assert sentences, story.path
        for path, data in site.files.items():
            assert slug not in path
            if not TEXTS.search(path):
                continue
            everything = html_text.unescape(html_text.unescape(data.decode("utf-8")))
            for secret in (story.front["title"], f"/{slug}/", *sentences):
                assert secret not in everything, f"{path} tells of {story.path}"


def test_a_bulletin_without_samples_shows_none(commune: Site, changed: Site) -> None:
    assert len(items(changed.feeds[ALL])) == len(items(commune.feeds[ALL])) - 1
    assert "/dien-hinh/2025/cau-moi-cuoi-song/" in commune.pages
    assert [path for path, data in changed.files.items() if b"cau-moi-cuoi-song" in data] == []
    assert "/rss/nam/2025.xml" not in changed.feeds


def test_golden(commune: Site, update_goldens: bool) -> None:
    check_golden(GOLDEN / "tat-ca.xml", commune.files["rss/tat-ca.xml"], update_goldens)
