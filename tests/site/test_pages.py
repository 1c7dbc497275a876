"""What every page must have, and what the pages of each sort show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import urljoin

import material
import pytest
from lxml import html

from tests.narrowing import require
from tests.site import written
from tests.site.built import Site, build, copy_of_the_commune

pytestmark = pytest.mark.slow

BOAT = "/dien-hinh/2026/nguoi-dua-do/"
BOOKS = "/phong-trao/hoc-tap-suot-doi/tu-sach-ben-do/"
FLOWERS = "/phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/"
BRIDGE = "/dien-hinh/2025/cau-moi-cuoi-song/"


def words(element: html.HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())


def one(page: html.HtmlElement, path: str) -> html.HtmlElement:
    """Return the one element of a page that an XPath finds."""
    (found,) = page.xpath(path)
    element: html.HtmlElement = found
    return element


def has_class(name: str) -> str:
    """Return the XPath condition of an element that bears a class."""
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def facts(page: html.HtmlElement) -> dict[str, list[str]]:
    """Return what the page's definition list says."""
    return {
        words(term): [words(value) for value in term.itersiblings("dd")]
        for term in page.xpath(f"//dl[{has_class('bt-facts')}]/div/dt")
    }


def titles(page: html.HtmlElement) -> list[str]:
    """Return the titles of the cards on a page or in a part of it."""
    return [words(link) for link in page.xpath(f".//*[{has_class('bt-card__title')}]/a")]


# --- every page ---------------------------------------------------------------------------------


def test_every_page_says_what_it_is(site: Site) -> None:
    for address, page in {**site.pages, "404.html": site.not_found}.items():
        assert page.get("lang") == "vi", address
        assert words(one(page, "//h1")), address
        title = words(one(page, "//head/title"))
        assert title.endswith(site.name), address
        assert title != site.name or address == "/", address
        assert one(page, "//head/meta[@name='description']").get("content", "").strip(), address
        assert one(page, "//meta[@charset]").get("charset") == "utf-8", address


def test_every_page_knows_its_one_address(site: Site) -> None:
    for address, page in site.listed.items():
        canonical = one(page, "//link[@rel='canonical']").get("href")
        assert canonical == site.root + address[1:]
    assert site.not_found.xpath("//link[@rel='canonical']") == []


def test_pages_are_distinguished_by_their_titles(site: Site) -> None:
    own = {story.address for story in written.stories(site.project)}  # these may well agree
    found = [words(one(page, "//head/title")) for at, page in site.listed.items() if at not in own]
    assert sorted(set(found)) == sorted(found)


def test_an_id_stands_once_on_a_page(site: Site) -> None:
    for address, page in site.pages.items():
        ids = page.xpath("//*/@id")
        assert sorted(set(ids)) == sorted(ids), address
        named = {name for value in page.xpath("//*/@aria-labelledby") for name in value.split()}
        assert named <= set(ids), address


def test_headings_skip_no_level(site: Site) -> None:
    for address, page in site.pages.items():
        tags = [str(element.tag) for element in one(page, "//main").iter()]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, address
        assert all(b <= a + 1 for a, b in pairwise(levels)), address


def test_a_keyboard_skips_to_the_heading(site: Site) -> None:
    for address, page in site.pages.items():
        if address == "/":
            continue
        target = require(one(page, f"//a[{has_class('bt-skip')}]").get("href")).removeprefix("#")
        assert page.xpath("//main//h1/@id") == [target], address


def test_the_section_of_a_page_is_marked_in_the_navigation(site: Site) -> None:
    for address, page in site.listed.items():
        here = site.root + address[1:]
        section = site.root + ("" if address == "/" else f"{address.split('/')[1]}/")
        tabs = [urljoin(here, a) for a in page.xpath(f"//nav[{has_class('bt-tabs')}]//a/@href")]
        assert len(tabs) > 5
        marked = page.xpath(f"//nav[{has_class('bt-tabs')}]//a[@aria-current]/@href")
        wanted = [section] if section in tabs else []  # some sections have no tab
        assert [urljoin(here, target) for target in marked] == wanted, address


def test_the_publisher_answers_for_every_page(site: Site) -> None:
    for page in [*site.pages.values(), site.not_found]:
        foot = words(one(page, "//footer"))
        for key in ("publisher", "governing_body", "attribution"):
            assert site.data[key] in foot


# --- nothing that a strict content policy would refuse ------------------------------------------


def test_no_page_dresses_itself(site: Site) -> None:
    for address, page in {**site.pages, "404.html": site.not_found}.items():
        assert page.xpath("//@style | //style") == [], address
        handlers = [name for e in page.iter() for name in e.attrib if name.startswith("on")]
        assert handlers == [], address


def test_no_script_stands_in_a_page(site: Site) -> None:
    for address, page in {**site.pages, "404.html": site.not_found}.items():
        scripts = page.xpath("//script[not(@type='application/ld+json')]")
        assert all(script.get("src") and not script.text for script in scripts), address


def test_nothing_of_materials_own_is_in_the_site(site: Site) -> None:
    theme = Path(next(iter(material.__path__))) / "templates"
    brought = {path.relative_to(theme).as_posix() for path in theme.rglob("assets/**/*.*")}
    assert len(brought) > 20
    assert brought.isdisjoint(site.files)


# --- Vietnamese, all of it ----------------------------------------------------------------------


def strings(path: Path) -> dict[str, str]:
    """Return the keys and words of one of Material's language files."""
    return dict(re.findall(r'^\s*"([a-z.]+)": "(.*?)",?$', path.read_text("utf-8"), re.MULTILINE))


LANGUAGES = Path(next(iter(material.__path__))) / "templates" / "partials" / "languages"
ENGLISH = strings(LANGUAGES / "en.html")
NOT_WORDS = {"direction", "language", "search.config.separator"}


def texts(page: html.HtmlElement) -> Iterator[str]:
    """Yield every text that a reader can see or hear on a page."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag != "script":
            yield element.text or ""
        yield element.tail or ""
        yield from (element.get(name, "") for name in ("title", "alt", "aria-label", "placeholder"))
        if element.tag == "meta":
            yield element.get("content", "")


def test_no_english_of_materials_is_left_over(site: Site) -> None:
    english = {text for key, text in ENGLISH.items() if key not in NOT_WORDS}
    sentences = {text for text in english if " " in text} | {"Made with", "404 - Not found"}
    assert len(sentences) > 10
    for address, page in {**site.pages, "404.html": site.not_found}.items():
        found = {" ".join(text.split()) for text in texts(page)}
        assert found & english == set(), address
        assert {text for text in found if any(each in text for each in sentences)} == set(), address


# --- feeds that concern a page ------------------------------------------------------------------


def feeds_by_page(site: Site) -> dict[str, list[str]]:
    """Return, for pages with feeds of their own, the site paths of these."""
    table: dict[str, list[str]] = {}
    for story in written.stories(site.project):
        table[story.address] = [
            *(f"/rss/phong-trao/{key}.xml" for key in story.campaigns),
            f"/rss/don-vi/{story.front['unit']}.xml",
            *(f"/rss/linh-vuc/{key}.xml" for key in story.front["fields"]),
            f"/rss/nam/{story.published.year}.xml",
        ]
    for address in site.pages:
        if year := re.match(r"/luu-tru/(\d{4})/", address):
            table[address] = [f"/rss/nam/{year[1]}.xml"]
        for section in ("phong-trao", "don-vi", "linh-vuc"):
            if found := re.fullmatch(rf"/{section}/([^/]+)/(?:trang/\d+/)?", address):
                table[address] = [f"/rss/{section}/{found[1]}.xml"]
    # The further pages of a section's own list look like pages of something named "trang".
    return {at: feeds for at, feeds in table.items() if not re.match(r"/[^/]+/trang/", at)}


def test_every_page_links_the_feeds_that_concern_it(site: Site) -> None:
    table = feeds_by_page(site)
    assert table
    for address, page in site.pages.items():
        links = page.xpath("//head/link[@rel='alternate'][@type='application/rss+xml']")
        found = [urljoin(site.root + address[1:], link.get("href")) for link in links]
        own = ["/rss/khen-thuong.xml"] if address == "/khen-thuong/" else []
        wanted = [*own, *table.get(address, []), "/rss/tat-ca.xml", "/rss/phat-thanh.xml"]
        assert found == [site.root + feed[1:] for feed in wanted], address
        assert all(link.get("title").endswith(site.name) for link in links)


def test_the_page_of_feeds_lists_every_feed_with_its_full_address(site: Site) -> None:
    page = site.pages["/rss/"]
    here = site.root + "rss/"
    links = page.xpath(f"//ul[{has_class('bt-feeds')}]//a")
    found = {urljoin(here, link.get("href")) for link in links}
    assert found == {site.root + address[1:] for address in site.feeds}
    assert {words(code) for code in page.xpath("//main//code")} == found


# --- stories ------------------------------------------------------------------------------------


def test_every_story_shows_its_words(site: Site) -> None:
    for story in written.stories(site.project):
        page = site.pages[story.address]
        assert words(one(page, "//h1")) == story.front["title"]
        lead = one(page, f"//header/p[{has_class('bt-lead')}]")
        assert words(lead) == " ".join(story.front["summary"].split())
        description = one(page, "//meta[@name='description']").get("content")
        mark = "[Bài mẫu] " if story.front.get("sample") else ""
        assert description == mark + words(lead)
        day = one(page, f"//header[{has_class('bt-story__head')}]//time").get("datetime")
        assert day == story.published.date().isoformat()


def test_a_story_has_its_facts_in_a_definition_list(commune: Site) -> None:
    assert facts(commune.pages[BOAT]) == {
        "Đơn vị": ["Ấp Bến Đò"],
        "Lĩnh vực": ["Học tập"],
        "Phong trào": ["Học tập suốt đời"],
        "Đối tượng": ["Cá nhân"],
        "Bước xây dựng điển hình": ["Nhân rộng"],
        "Người được nêu": ["Nhân vật An", "Nhân vật Một, người đưa đò"],
        "Người viết": ["Văn phòng Ủy ban nhân dân xã Hoa Sen"],
    }
    assert facts(commune.pages[FLOWERS])["Người duyệt"] == ["Trưởng ban biên tập, 18/5/2026"]


def test_a_forge_that_is_only_an_example_is_not_linked(site: Site) -> None:
    """Whoever finds a mistake is led to the page that says how to tell it."""
    assert ".example/" in site.data["edit_url"]
    for item in written.stories(site.project) + written.campaigns(site.project):
        page = site.pages[item.address]
        link = one(page, "//a[text()='Báo chỗ sai trong trang này']")
        assert urljoin(site.root + item.address[1:], link.get("href")) == f"{site.root}lien-he/"
        assert not page.xpath("//a[@rel='edit']")


def test_a_bulletin_without_a_forge_has_no_edit_link(changed: Site) -> None:
    assert [at for at, page in changed.pages.items() if page.xpath("//a[@rel='edit']")] == []


def test_samples_and_only_samples_say_that_they_are_invented(site: Site) -> None:
    for story in written.stories(site.project):
        notices = site.pages[story.address].xpath(f"//main//p[{has_class('bt-notice')}]")
        assert ["Bài mẫu." in words(notice) for notice in notices] == (
            [True] if story.front.get("sample") else []
        )


def test_a_sample_is_marked_in_lists(commune: Site) -> None:
    cards = commune.pages["/dien-hinh/"].xpath(f"//li[{has_class('bt-card')}]")
    marked = [words(card) for card in cards if card.xpath(f".//*[{has_class('bt-label--sample')}]")]
    assert len(marked) == 1
    assert "Cầu mới ở Cuối Sông" in marked[0]


def test_corrections_are_shown(commune: Site) -> None:
    section = one(commune.pages[BOOKS], "//section[@aria-labelledby='_dinh-chinh']")
    assert "12/10/2026: Bài đăng ngày 10/10 viết tủ có 300 cuốn" in words(section)
    assert "trẻ < 6 tuổi" in words(section)
    assert commune.pages[BOAT].xpath("//section[@aria-labelledby='_dinh-chinh']") == []


def test_awards_are_shown_and_a_revoked_one_says_so(commune: Site) -> None:
    first, second = commune.pages[FLOWERS].xpath(f"//ul[{has_class('bt-awards')}]/li")
    assert words(first) == (
        "Giấy khen; Chủ tịch Ủy ban nhân dân xã Hoa Sen; quyết định số 07/QĐ-UBND, "
        "ngày 02 tháng 6 năm 2026"
    )
    assert words(second).startswith("Ấp kiểu mẫu Đã thu hồi")


def test_picture_and_recording_come_with_their_words(commune: Site) -> None:
    page = commune.pages[FLOWERS]
    picture = one(page, "//article//img")
    assert picture.get("alt") == 'Hàng mười giờ nở dọc con đường "bê tông" trước nhà văn hóa ấp'
    assert "Ảnh: Tổ truyền thông ấp Gò Dừa" in words(one(page, "//figcaption"))
    assert one(page, "//audio").get("controls") is not None
    assert re.search(r"\(mp3, .*4,6 kB\)", words(one(page, "//article")))
    assert page.xpath("//a[text()='Bản chữ của bài nghe']")


def test_a_story_can_be_heard_from_its_top_and_read_aloud_from_its_foot(site: Site) -> None:
    """By its recording, and by its script if everybody in it agreed to be read aloud."""
    for story in written.stories(site.project):
        page = site.pages[story.address]
        links = page.xpath(f"//header[{has_class('bt-story__head')}]//a/@href")
        script = f"{site.root}phat-thanh{story.address}"
        assert links == (["#_nghe"] if "audio" in story.front else [])
        if "audio" in story.front:
            assert one(page, "//*[@id='_nghe']").xpath("audio[@controls]")
        scripts = page.xpath("//a[text()='Bản dành cho phát thanh viên']/@href")
        wanted = [script] if story.cleared_for_radio else []
        assert [urljoin(site.root + story.address[1:], link) for link in scripts] == wanted
        assert (script.removeprefix(site.root) + "index.html" in site.files) == (
            story.cleared_for_radio
        )


def test_words_are_text_and_never_html(commune: Site) -> None:
    """A title, a summary or a name with `<`, `&` or quotation marks is shown as it was typed."""
    wanted = 'Tủ sách bến đò: "đọc & kể" cho trẻ < 12 tuổi'
    summary = 'Chờ đò mươi phút, đọc được "vài trang" sách. Tủ sách <nhỏ> & gọn, ai mượn cũng được.'
    for address in ("/phong-trao/hoc-tap-suot-doi/", "/don-vi/ap-ben-do/", "/linh-vuc/moi-truong/"):
        assert wanted in titles(commune.pages[address])
        assert summary in words(commune.pages[address])
    assert words(one(commune.pages["/linh-vuc/moi-truong/"], "//h1")) == "Môi trường & cảnh quan"
    about = commune.pages["/gioi-thieu/"]
    assert one(about, "//meta[@name='description']").get("content") == (
        'Bản tin "nhỏ" của xã & các ấp, ai viết cũng được.'
    )
    assert words(one(about, "//head/title")).startswith('Giới thiệu "bản tin" & ban biên tập - ')


# --- lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/don-vi/ap-rach-sau/", "/phong-trao/nha-nha-doc-sach/"])
def test_an_empty_list_says_so(commune: Site, address: str) -> None:
    page = commune.pages[address]
    assert titles(page) == []
    assert words(one(page, f"//p[{has_class('bt-empty')}]")) == "Chưa có tin, bài nào."


def test_a_list_that_is_not_empty_does_not(commune: Site) -> None:
    page = commune.pages["/linh-vuc/an-ninh/"]
    assert titles(page) == ["Cầu mới ở Cuối Sông (bài mẫu)"]
    assert page.xpath(f"//p[{has_class('bt-empty')}]") == []


def test_lists_hold_every_story_newest_first(crowded: Site) -> None:
    stories = written.stories(crowded.project)
    wanted = [story.front["title"] for story in stories if story.front["unit"] == "ap-cho"]
    pages = ["/don-vi/ap-cho/", "/don-vi/ap-cho/trang/2/", "/don-vi/ap-cho/trang/3/"]
    shown = [titles(crowded.pages[address]) for address in pages]
    assert [len(each) for each in shown] == [20, 20, len(wanted) - 40]
    assert list(chain(*shown)) == wanted


@pytest.mark.parametrize(
    ("number", "rel", "wanted"),
    [
        (1, "prev", []),
        (1, "next", ["/don-vi/ap-cho/trang/2/"]),
        (2, "prev", ["/don-vi/ap-cho/"]),
        (2, "next", ["/don-vi/ap-cho/trang/3/"]),
        (3, "prev", ["/don-vi/ap-cho/trang/2/"]),
        (3, "next", []),
    ],
)
def test_pages_of_a_list_link_to_each_other(
    crowded: Site, number: int, rel: str, wanted: list[str]
) -> None:
    address = "/don-vi/ap-cho/" + (f"trang/{number}/" if number > 1 else "")
    page = crowded.pages[address]
    links = page.xpath(f"//nav[{has_class('bt-paging')}]//a[@rel=$rel]/@href", rel=rel)
    here = crowded.root + address[1:]
    assert [urljoin(here, link) for link in links] == [crowded.root + at[1:] for at in wanted]
    assert words(one(page, "//*[@aria-current='page']")) == str(number)
    assert f"Trang {number}/3" in words(page)


def test_facts_and_lead_stand_on_the_first_page_of_a_list_only(crowded: Site) -> None:
    first = crowded.pages["/phong-trao/hoc-tap-suot-doi/"]
    second = crowded.pages["/phong-trao/hoc-tap-suot-doi/trang/2/"]
    assert facts(first)["Nơi phát động"] == ["Hội Khuyến học xã Hoa Sen"]
    assert facts(second) == {}
    assert words(one(second, "//h1")) == "Học tập suốt đời – trang 2"


def test_a_short_list_has_no_paging(commune: Site) -> None:
    assert commune.pages["/dien-hinh/"].xpath(f"//nav[{has_class('bt-paging')}]") == []


def test_units_of_one_name_are_distinguished_by_their_years(commune: Site) -> None:
    rows = [words(a) for a in commune.pages["/don-vi/"].xpath(f"//ul[{has_class('bt-rows')}]//a")]
    assert rows == [
        "Ấp Bến Đò", "Ấp Chợ (từ năm 2025)", "Ấp Gò Dừa", "Xã Hoa Sen", "Ấp Rạch Sâu",
        "Ấp Chợ (đến năm 2025)", "Xã Cuối Sông", "Xã Đầu Sông",
    ]  # fmt: skip
    headings = [words(h) for h in commune.pages["/don-vi/"].xpath("//h2")]
    assert headings == ["Đơn vị hiện nay", "Trước 01/7/2025"]


def test_a_unit_stands_between_those_before_and_after_it(commune: Site) -> None:
    def line(address: str) -> list[str]:
        (section,) = commune.pages[address].xpath(f"//section[{has_class('bt-lineage')}]")
        return [words(box) for box in section.xpath("./div")]

    assert line("/don-vi/xa-hoa-sen/") == [
        "Hợp thành từ Xã Đầu Sông đến 30/6/2025 Xã Cuối Sông đến 30/6/2025",
        "Đơn vị này Xã Hoa Sen từ 01/7/2025",
    ]
    assert line("/don-vi/xa-dau-song/") == [
        "Đơn vị này Xã Đầu Sông đến 30/6/2025",
        "Nay thuộc Xã Hoa Sen từ 01/7/2025",
    ]
    assert commune.pages["/don-vi/ap-rach-sau/"].find_class("bt-lineage") == []


def test_a_story_with_a_picture_shows_it_in_lists(commune: Site) -> None:
    for address in ("/", "/phong-trao/duong-hoa-xanh-sach/", "/don-vi/ap-go-dua/"):
        (picture,) = commune.pages[address].find_class("bt-card__picture")
        (image,) = picture.iter("img")
        assert urljoin(address, image.get("src")).startswith(FLOWERS)
        assert (image.get("width"), image.get("loading"), image.get("alt")) == ("480", "lazy", "")


# --- campaigns in the course of time ------------------------------------------------------------

FLOWER_CAMPAIGN, LEARNING, READING = (
    "/phong-trao/duong-hoa-xanh-sach/",
    "/phong-trao/hoc-tap-suot-doi/",
    "/phong-trao/nha-nha-doc-sach/",
)


RUNNING, COMING, ENDED = "Đang diễn ra", "Sắp bắt đầu", "Đã kết thúc"


@dataclass(frozen=True)
class Day:
    """A moment of a build, and what the commune's site must say then."""

    now: str
    states: dict[str, str]
    running: list[str]
    newest: str


DAYS = [
    Day(
        # The last minute of the last day in Vietnam, told by a clock in London.
        now="2026-06-30T16:59:00+00:00",
        states={FLOWER_CAMPAIGN: RUNNING, LEARNING: RUNNING, READING: COMING},
        running=["Học tập suốt đời", "Đường hoa xanh, sạch"],
        newest="Đường hoa ấp Gò Dừa",
    ),
    Day(
        now="2026-06-30T17:00:00+00:00",
        states={FLOWER_CAMPAIGN: ENDED, LEARNING: RUNNING, READING: COMING},
        running=["Học tập suốt đời"],
        newest="Đường hoa ấp Gò Dừa",
    ),
    Day(
        # The minute of the story that is still to come.
        now="2027-02-01T07:30:00+07:00",
        states={FLOWER_CAMPAIGN: ENDED, LEARNING: RUNNING, READING: RUNNING},
        running=["Nhà nhà đọc sách", "Học tập suốt đời"],
        newest="Đêm hội đua ghe sắp tới",
    ),
]


@pytest.mark.parametrize("day", DAYS, ids=["last-minute", "first-minute-after", "long-after"])
def test_a_campaign_runs_to_the_end_of_its_last_day(day: Day, tmp_path: Path) -> None:
    project = copy_of_the_commune(tmp_path / "project")
    site = build(project, tmp_path / "site", now=day.now)
    states = {at: facts(site.pages[at])["Tình trạng"][0] for at in day.states}
    assert states == day.states
    running = one(site.pages["/"], "//section[@aria-labelledby='_phong-trao']")
    assert titles(running) == day.running
    newest = one(site.pages["/"], "//section[@aria-labelledby='_moi-nhat']")
    assert titles(newest)[0] == day.newest


def test_running_campaigns_stand_first_in_the_list(commune: Site) -> None:
    assert titles(commune.pages["/phong-trao/"]) == [
        "Học tập suốt đời", "Nhà nhà đọc sách", "Đường hoa xanh, sạch",
    ]  # fmt: skip
