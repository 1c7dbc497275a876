"""What a reader prints: everything folded is open, nothing is cut, a short story is one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PATIENCE, served
from tests.site.built import Site

pytestmark = pytest.mark.browser

STORY = "phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/"

# A story of 130 words in the place of the text that the page has.
SHORT = """() => {
    const line = "Bà con cùng nhau làm con đường trước nhà, mỗi sáng thứ Bảy một buổi, "
        + "nhà neo người thì tổ làm giúp cho xong."
    document.querySelector(".bt-body").innerHTML = `<p>${line}</p>`.repeat(5)
}"""
WIDE = """() => {
    const cells = (tag, text) =>
        `<tr>${`<${tag}>${text}</${tag}>`.repeat(7)}<${tag}>Cuối</${tag}></tr>`
    document.querySelector(".bt-body").innerHTML =
        `<table>${cells("th", "Nội dung")}${cells("td", "1.234.567.890 đồng")}</table>`
        + "<details><summary>Cách tính</summary><p>Lời gấp lại.</p></details>"
        + '<p><a href="https://a.example/mot/">https://a.example/mot/</a></p>'
        + '<p><a href="https://a.example/hai/">Hai</a>, lại <a href="https://a.example/hai/">hai</a></p>'
}"""


@pytest.fixture(scope="module")
def root(commune: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's site."""
    with served(commune, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a window."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def printed(page: Page) -> PdfReader:
    """Print a page as a reader would, on A4."""
    return PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def words(paper: PdfReader) -> str:
    """Return what stands on all sheets, without spaces: a line's end has none."""
    return "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)


def test_a_short_story_with_its_photograph_is_one_sheet(page: Page, root: str) -> None:
    page.goto(root + STORY)
    page.evaluate(SHORT)
    paper = printed(page)
    assert len(paper.pages) == 1
    assert "Đọcthêm" not in words(paper)
    assert "Vềbàinày" in words(paper)


def test_the_front_page_is_two_sheets_at_most(page: Page, real: Site, tmp_path: Path) -> None:
    with served(real, tmp_path) as root:
        page.goto(root)
        paper = printed(page)
    assert len(paper.pages) <= 2
    text = words(paper)
    assert "Tin,bàimớinhất" in text
    assert "Nghetrênloa" in text
    assert "Xemtấtcả" not in text


@pytest.mark.parametrize("name", ["real", "commune"])
def test_the_sheet_for_notice_boards_is_one_page(
    request: pytest.FixtureRequest, page: Page, tmp_path: Path, name: str
) -> None:
    site: Site = request.getfixturevalue(name)
    with served(site, tmp_path) as root:
        page.goto(f"{root}bang-tin/")
        expect(page.get_by_role("button", name="In tờ này")).to_be_visible()
        paper = printed(page)
    assert len(paper.pages) == 1
    box = paper.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    text = words(paper)
    assert "".join(site.root.split("://")[1].strip("/").split()) in text
    assert "Intờnày" not in text
    assert text.count("/202") >= 3


def test_what_is_folded_or_wide_is_whole_and_an_address_is_said_once(page: Page, root: str) -> None:
    page.goto(root + STORY)
    page.evaluate(WIDE)
    text = words(printed(page))
    assert "Lờigấplại." in text
    assert text.count("1.234.567.890") == 7
    assert text.count("Cuối") == 2
    for address in ("https://a.example/mot/", "https://a.example/hai/"):
        assert text.count(address) == 1
    assert page.locator("details[open]").count() == 0
