"""What pages say to search engines and to those they are sent to."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import etree, html
from PIL import Image

from tests.site import written
from tests.site.built import Site, build, copy_of_the_commune
from tests.site.test_pages import has_class, one, words

pytestmark = pytest.mark.slow

FLOWERS = "/phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/"


def find_messages(page: html.HtmlElement) -> dict[str, dict[str, Any]]:
    """Return what a page says of itself in JSON, by type."""
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    graph = json.loads(text)
    assert graph["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in graph["@graph"]}


def meta(page: html.HtmlElement, name: str) -> str:
    """Return the content of a property of a page's head."""
    return str(one(page, f"//head/meta[@property='{name}']").get("content"))


def test_every_page_can_be_shared(site: Site) -> None:
    for address, page in site.listed.items():
        title = words(one(page, "//head/title"))
        assert title == meta(page, "og:title") + ("" if address == "/" else f" - {site.name}")
        assert meta(page, "og:url") == site.root + address[1:]
        description = one(page, "//head/meta[@name='description']").get("content")
        assert meta(page, "og:description") == description
        assert meta(page, "og:locale") == "vi_VN"
        picture = meta(page, "og:image")
        assert picture.startswith(site.root)
        assert picture.removeprefix(site.root) in site.files
        assert int(meta(page, "og:image:width")) >= 600


def test_a_page_for_nobody_to_find_says_nothing_of_itself(site: Site) -> None:
    """Sheets for the station, pages that moved, pages taken down: they ask not to be indexed."""
    unlisted = {at: page for at, page in site.pages.items() if at not in site.listed}
    assert any(at.startswith("/phat-thanh/") for at in unlisted)
    marked = "//head/meta[@property='og:title'][starts-with(@content, '[')]"
    samples = {at for at, page in unlisted.items() if page.xpath(marked)}
    for address in samples:
        assert unlisted.pop(address).xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    for address, page in unlisted.items():
        assert page.xpath("//head/meta[@property or starts-with(@name, 'twitter:')]") == [], address
        assert page.xpath("//script[@type='application/ld+json']") == [], address
        moved = page.xpath("//head/meta[@http-equiv='refresh']")
        assert len(page.xpath("//head/link[@rel='canonical']")) == len(moved), address


def test_a_story_is_sent_with_a_card_of_its_own(commune: Site) -> None:
    """Also the one with a picture: that is too small to be shown across a telephone."""
    for story in written.stories(commune.project):
        page = commune.pages[story.address]
        assert meta(page, "og:image") == f"{commune.root}{story.address[1:]}the-chia-se.png"
        assert meta(page, "og:type") == "article"


def test_a_bulletin_may_do_with_one_card(tmp_path: Path) -> None:
    project = copy_of_the_commune(tmp_path / "project")
    with (project / "content/data/bulletin.yml").open("a", encoding="utf-8") as data:
        data.write("\nshare_cards: false\n")
    site = build(project, tmp_path / "site")
    assert [path for path in site.files if path.endswith("the-chia-se.png")] == ["the-chia-se.png"]
    assert meta(site.pages[FLOWERS], "og:image") == f"{site.root}the-chia-se.png"


def test_a_large_picture_goes_instead_of_the_card(tmp_path: Path) -> None:
    project = copy_of_the_commune(tmp_path / "project")
    picture = project / "content/campaigns/duong-hoa-xanh-sach/duong-hoa.jpg"
    Image.effect_noise((1200, 800), 90).convert("RGB").save(picture, quality=60)
    page = build(project, tmp_path / "site").pages[FLOWERS]
    assert meta(page, "og:image").endswith(f"{FLOWERS}duong-hoa-960.jpg")
    assert meta(page, "og:image:width") == "960"


def test_an_upright_picture_is_cropped_to_the_card(tmp_path: Path) -> None:
    project = copy_of_the_commune(tmp_path / "project")
    picture = project / "content/campaigns/duong-hoa-xanh-sach/duong-hoa.jpg"
    Image.effect_noise((800, 1200), 90).convert("RGB").save(picture, quality=60)
    site = build(project, tmp_path / "site")
    page = site.pages[FLOWERS]
    assert meta(page, "og:image").endswith(f"{FLOWERS}the-chia-se.jpg")
    shown = Image.open(BytesIO(site.files[f"{FLOWERS[1:]}the-chia-se.jpg"]))
    told = tuple(int(meta(page, f"og:image:{side}")) for side in ("width", "height"))
    assert shown.size == told == (800, 420)


def test_a_question_is_described_by_its_answer(real: Site) -> None:
    pages = [p for at, p in real.listed.items() if re.fullmatch("/hoi-dap/[^/]+/", at)]
    for page in pages:
        told = meta(page, "og:description").removesuffix("…")
        assert 10 < len(told) <= 220
        answer = words(one(page, f"//div[{has_class('bt-body')}]"))
        assert "".join(answer.split()).startswith("".join(told.split()))


def test_the_way_up_is_shown_and_described(site: Site) -> None:
    for address, page in site.listed.items():
        steps = page.xpath(f"//nav[{has_class('bt-trail')}]//a")
        shown = [(words(a), urljoin(site.root + address[1:], a.get("href"))) for a in steps]
        assert [name for name, _ in shown[:1]] == ([] if address == "/" else ["Trang chủ"])
        assert all(link.removeprefix(site.root) in {"", *(a[1:] for a in site.pages)}
                   for _, link in shown)  # fmt: skip
        if page.xpath("//script[@type='application/ld+json']") and address != "/":
            crumbs = find_messages(page)["BreadcrumbList"]["itemListElement"]
            assert [(it["name"], it["item"]) for it in crumbs[:-1]] == shown
            assert [it["position"] for it in crumbs] == list(range(1, len(crumbs) + 1))
            assert crumbs[-1]["item"] == site.root + address[1:]


def test_a_story_of_a_campaign_stands_below_it(commune: Site) -> None:
    steps = commune.pages[FLOWERS].xpath(f"//nav[{has_class('bt-trail')}]//a")
    assert [words(a) for a in steps] == ["Trang chủ", "Phong trào", "Đường hoa xanh, sạch"]


def test_true_stories_are_news_and_samples_are_not(site: Site) -> None:
    for story in written.stories(site.project):
        found = find_messages(site.pages[story.address])
        assert ("NewsArticle" in found) == (not story.front.get("sample")), story.address
        if article := found.get("NewsArticle"):
            assert article["headline"] == story.front["title"]
            assert article["datePublished"] == story.published.isoformat()
            assert article["dateModified"] >= article["datePublished"]
            assert article["creditText"] == story.front["author"]
            assert article["image"].removeprefix(site.root) in site.files
            assert found["GovernmentOrganization"]["name"] == site.data["publisher"]
            assert article["publisher"]["@id"] == found["GovernmentOrganization"]["@id"]


def test_questions_are_printed_with_their_answers(real: Site) -> None:
    pages = [p for at, p in real.listed.items() if re.fullmatch("/hoi-dap/[^/]+/", at)]
    assert len(pages) > 10
    for page in pages:
        (question,) = find_messages(page)["FAQPage"]["mainEntity"]
        assert question["name"] == words(one(page, "//h1"))
        answer = html.fromstring(f"<div>{question['acceptedAnswer']['text']}</div>")
        assert words(answer) == words(one(page, f"//div[{has_class('bt-body')}]"))


# What Google's pages on structured data ask for, and of what they recommend all that the bulletin
# knows: an event has no price and no performer. One name below another is a property of a property.
ASKED_FOR = {
    "NewsArticle": [
        "author.name", "author.url", "dateModified", "datePublished", "headline", "image",
    ],
    "Event": [
        "description", "endDate", "eventStatus", "image", "location.address", "location.name",
        "name", "organizer.name", "startDate",
    ],
    "FAQPage": ["mainEntity.acceptedAnswer.text", "mainEntity.name"],
    "BreadcrumbList": ["itemListElement.item", "itemListElement.name", "itemListElement.position"],
    "GovernmentOrganization": ["logo", "name", "url"],
    "WebSite": ["name", "url"],
}  # fmt: skip


def missing(page: html.HtmlElement) -> list[str]:
    """Return what a page does not say of itself though it is asked for."""
    things = find_messages(page)
    by_name = {thing["@id"]: thing for thing in things.values() if "@id" in thing}
    found = []
    for kind, thing in things.items():
        for path in ASKED_FOR[kind]:
            values = [thing]
            for name in path.split("."):
                below = [value.get(name, ()) for value in values]
                values = [one for it in below for one in (it if isinstance(it, list) else [it])]
                values = [by_name[it["@id"]] if isinstance(it, dict) and set(it) == {"@id"} else it
                          for it in values]  # fmt: skip
            if not values or not all(values):
                found.append(f"{kind}: {path}")
    return found


def test_search_engines_get_what_they_ask_for(site: Site, with_an_event: Site) -> None:
    for address, page in {**site.listed, **with_an_event.listed}.items():
        if page.xpath("//script[@type='application/ld+json']"):
            assert missing(page) == [], address
    event = find_messages(with_an_event.pages["/su-kien/2026/gap-go-o-ap/"])["Event"]
    assert event["startDate"] == "2026-12-01T08:00:00+07:00"
    assert event["image"].removeprefix(with_an_event.root) in with_an_event.files


@pytest.fixture(scope="module")
def with_an_event(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the commune's site with an event that is none of the samples."""
    folder = tmp_path_factory.mktemp("event")
    project = copy_of_the_commune(folder / "project")
    kinds = project / "content/data/event-kinds.yml"
    kinds.write_text("- {key: gap-go, name: Gặp gỡ}\n", encoding="utf-8")
    path = project / "content/events/2026/gap-go-o-ap.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\ntitle: Gặp gỡ ở ấp\nkind: gap-go\nstart: 2026-12-01T08:00\nend: 2026-12-01T11:00\n"
        "place: Nhà văn hóa ấp Chợ\nunit: ap-cho\nsummary: Gặp gỡ các điển hình.\n---\n\nLời.\n",
        encoding="utf-8",
    )
    return build(project, folder / "site")


def test_the_front_page_says_who_publishes(site: Site) -> None:
    found = find_messages(site.pages["/"])
    assert found["GovernmentOrganization"]["name"] == site.data["publisher"]
    assert found["WebSite"]["name"] == site.name


def test_the_news_are_the_latest_true_stories(site: Site) -> None:
    tree = etree.fromstring(site.files["sitemap-tin.xml"])
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    found = [element.text for element in tree.iter("{*}loc")]
    true = [s for s in written.stories(site.project) if not s.front.get("sample")]
    assert found == [site.root + story.address[1:] for story in true][:30]
    assert [e.text for e in tree.iter(f"{news}title")] == [s.front["title"] for s in true][:30]
    assert {e.text for e in tree.iter(f"{news}name")} == {site.name}


def test_crawlers_are_shown_the_way(site: Site) -> None:
    lines = site.files["robots.txt"].decode().splitlines()
    maps = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert maps == [f"{site.root}sitemap.xml", f"{site.root}sitemap-tin.xml"]
    assert "Disallow: /" not in lines


def test_words_in_the_head_cannot_end_it(commune: Site) -> None:
    """A title with `<` and quotation marks stays a title, in attributes and in JSON."""
    address = "/phong-trao/hoc-tap-suot-doi/tu-sach-ben-do/"
    page = commune.pages[address]
    wanted = 'Tủ sách bến đò: "đọc & kể" cho trẻ < 12 tuổi'
    assert meta(page, "og:title") == wanted
    assert find_messages(page)["NewsArticle"]["headline"] == wanted
