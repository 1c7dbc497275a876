"""Everything that has an address answers at it, and every link inside the site leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from tests.narrowing import require
from tests.site import written
from tests.site.built import Site

pytestmark = pytest.mark.slow

LISTS = ("/", "/dien-hinh/", "/phong-trao/", "/don-vi/", "/linh-vuc/", "/rss/")
PER_PAGE, FURTHER = 20, 60
"""Entries of each of the first two pages of a list, and of each page after them."""


def addresses_by_the_contract(site: Site) -> Iterator[str]:
    """Yield the paths of docs-dev/contract.md, "Addresses", that content leads to; page 1 only."""
    yield from LISTS
    project = site.project
    yield from (item.address for item in written.stories(project) + written.campaigns(project))
    yield from (f"/don-vi/{key}/" for key in written.keys(project, "units"))
    yield from (f"/linh-vuc/{key}/" for key in written.keys(project, "fields"))
    for page in sorted((project / "docs").glob("*.md")):
        if page.stem != "index":
            yield f"/{page.stem}/"


def lengths_of_lists(site: Site) -> dict[str, int]:
    """Return how many entries each list must have."""
    project = site.project
    stories = written.stories(project)
    lengths = {
        "/dien-hinh/": sum("content/exemplars/" in story.path for story in stories),
        "/phong-trao/": len(written.campaigns(project)),
        "/don-vi/": len(written.keys(project, "units")),
        "/linh-vuc/": len(written.keys(project, "fields")),
    }
    for key in written.keys(project, "units"):
        line = written.line_of_units(project, key)
        lengths[f"/don-vi/{key}/"] = sum(story.front["unit"] in line for story in stories)
    for key in written.keys(project, "fields"):
        lengths[f"/linh-vuc/{key}/"] = sum(key in story.front["fields"] for story in stories)
    for campaign in written.campaigns(project):
        key = campaign.path.split("/")[2]
        lengths[campaign.address] = sum(key in story.campaigns for story in stories)
    return lengths


def test_every_address_of_the_contract_answers(site: Site) -> None:
    wanted = set(addresses_by_the_contract(site))
    assert len(wanted) > 20
    assert wanted - set(site.pages) == set()
    assert {"404.html", "sitemap.xml"} <= set(site.files)


@pytest.mark.parametrize("name", ["real", "commune", "crowded"])
def test_a_list_has_as_many_pages_as_it_needs(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    for address, length in lengths_of_lists(site).items():
        total = max(1, -(-min(length, 2 * PER_PAGE) // PER_PAGE))
        total += -(-max(0, length - 2 * PER_PAGE) // FURTHER)
        numbered = {path for path in site.pages if path.startswith(f"{address}trang/")}
        assert numbered == {f"{address}trang/{number}/" for number in range(2, total + 1)}
    if name == "crowded":
        assert "/don-vi/ap-cho/trang/3/" in site.pages


def test_the_sitemap_names_every_page_once_and_nothing_else(site: Site) -> None:
    lines = site.files["sitemap.xml"].decode().split("<loc>")[1:]
    found = [line.partition("</loc>")[0] for line in lines]
    assert found == sorted(site.root + address[1:] for address in site.listed)


# --- links --------------------------------------------------------------------------------------


def references(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield every address that a page names, with the element that names it."""
    for name in ("href", "src", "action", "poster"):
        for element in page.iterfind(f".//*[@{name}]"):
            yield str(element.tag), require(element.get(name))
    for element in page.iterfind(".//*[@srcset]"):
        for choice in require(element.get("srcset")).split(","):
            yield str(element.tag), choice.split()[0]


def file_at(site: Site, address: str) -> str:
    """Return the path below the site's root of what a server gives for an absolute address."""
    path = unquote(urlsplit(address).path).removeprefix(urlsplit(site.root).path)
    return f"{path}index.html" if not path or path.endswith("/") else path


def dead_links(site: Site, address: str, page: html.HtmlElement) -> Iterator[str]:
    """Yield what is wrong with the links of the page shown at `address`."""
    host = urlsplit(site.root).netloc
    for tag, target in references(page):
        # A calendar that is subscribed to is a file of the site like any other.
        named = target.replace("webcal:", f"{urlsplit(site.root).scheme}:", 1)
        found, fragment = urldefrag(urljoin(address, named))
        parts = urlsplit(found)
        if target.startswith("#"):
            if fragment and not page.xpath("//*[@id=$id]", id=unquote(fragment)):
                yield f"{address}: {target} leads to a part that is not there"
            continue
        if parts.scheme in {"mailto", "tel"}:
            continue
        if parts.netloc != host:
            if tag != "a":
                yield f"{address}: <{tag}> loads {found} from elsewhere"
            continue
        if not found.startswith(site.root):
            yield f"{address}: {target} leaves the site for the rest of its host"
            continue
        path = file_at(site, found)
        if path not in site.files:
            yield f"{address}: {target} leads to nothing"
        elif fragment and path.endswith(".html"):
            there = site.pages["/" + path.removesuffix("index.html")]
            if not there.xpath("//*[@id=$id]", id=unquote(fragment)):
                yield f"{address}: {target} leads to a part that is not there"


def test_every_link_inside_the_site_leads_somewhere(site: Site) -> None:
    complaints = [
        complaint
        for address, page in site.pages.items()
        for complaint in dead_links(site, site.root + address[1:], page)
    ]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("depth", ["khong-co", "khong-co/", "dien-hinh/2026/khong/co/gi/het/"])
def test_the_page_for_nothing_works_from_any_depth(site: Site, depth: str) -> None:
    complaints = list(dead_links(site, site.root + depth, site.not_found))
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ('<a href="../khong-co/">x</a>', "leads to nothing"),
        ('<a href="../dien-hinh">x</a>', "leads to nothing"),
        ('<a href="../../dien-hinh/">x</a>', "leaves the site"),
        ('<a href="/dien-hinh/">x</a>', "leaves the site"),
        ('<a href="../dien-hinh/#khong-co">x</a>', "a part that is not there"),
        ('<img src="https://elsewhere.example/a.png">', "from elsewhere"),
    ],
)
def test_a_dead_link_is_found(commune: Site, link: str, complaint: str) -> None:
    page = html.document_fromstring(f"<p>{link}</p>")
    assert complaint in "".join(dead_links(commune, commune.root + "rss/", page))


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../dien-hinh/">x</a>',
        '<a href="..">x</a>',
        '<a href="#">x</a>',
        '<a href="https://elsewhere.example/">x</a>',
        '<a href="mailto:a@b.example">x</a>',
    ],
)
def test_a_good_link_is_left_in_peace(commune: Site, link: str) -> None:
    page = html.document_fromstring(f"<p>{link}</p>")
    assert not list(dead_links(commune, commune.root + "rss/", page))
