"""A script on paper and in the clipboard: printed by Chromium, copied by a click."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PATIENCE, served
from tests.site.built import Site, build, copy_of_the_commune

pytestmark = pytest.mark.browser

SHEET = "phat-thanh/dien-hinh/2026/ky-su/"
STORY = """\
---
title: Ký sự một dòng kênh
date: 2026-11-20
summary: Một dòng kênh, một xóm nhỏ và nhiều mùa nước.
unit: ap-cho
fields: [moi-truong]
subject: collective
author: Văn phòng Ủy ban nhân dân xã Hoa Sen
approved_by: Trưởng ban biên tập
approved_on: 2026-11-19
---
"""
LONGER = ", bà con đắp đập, trồng hoa, giữ nước ngọt cho ruộng"


def body() -> str:
    """Return eighty sentences, each another one, of one line to five."""
    sentences = [f"Mùa thứ {number}{LONGER * (number % 5)}." for number in range(1, 81)]
    return "\n\n".join(" ".join(sentences[start : start + 8]) for start in range(0, 80, 8))


PARAGRAPH = (
    "Bà con trong ấp họp nhau bàn chuyện giữ nước ngọt cho ruộng. Mỗi nhà góp một ngày công, "
    "cùng đắp bờ, dọn cỏ, vét kênh. Tới mùa khô, nước vẫn về đủ cho cả xóm."
)


def shorter(paragraphs: int, more: str) -> str:
    """Return the text of a story with so many paragraphs and a sentence more."""
    return "\n\n".join([*[PARAGRAPH] * paragraphs, more])


LENGTHS = {
    "mot-phut-ruoi": (
        shorter(
            7,
            "Việc nhỏ mà bền, già trẻ ai cũng vui. Mùa sau, bà con lại hẹn cùng nhau làm thêm "
            "một lần nữa.",
        ),
        313,
        1,
    ),
    "ba-phut": (
        shorter(
            15,
            "Việc ấy nay còn làm tiếp, mùa nào cũng vậy. Mùa sau, bà con lại hẹn nhau cùng làm "
            "thêm nữa.",
        ),
        600,
        2,
    ),
}
"""Stories by slug: their text, its syllables (at 200 a minute 94 seconds and three minutes) and the
pages of their sheets."""


@pytest.fixture(scope="module")
def long_script(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the commune's site with a story of several pages, and two of usual lengths."""
    folder = tmp_path_factory.mktemp("printed")
    project = copy_of_the_commune(folder / "project")
    file = project / "content/exemplars/2026/ky-su.md"
    file.write_text(f"{STORY}\n{body()}\n", encoding="utf-8")
    for slug, (text, _, _) in LENGTHS.items():
        told = STORY.replace("---\ntitle", "---\nsource: Lời kể của bà con ấp Chợ\ntitle", 1)
        file.with_name(f"{slug}.md").write_text(f"{told}\n{text}\n", encoding="utf-8")
    return build(project, folder / "site")


@pytest.fixture(scope="module")
def address(long_script: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of that story's script."""
    with served(long_script, tmp_path_factory.mktemp("served")) as root:
        yield urljoin(root, SHEET)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a window whose page may use the clipboard."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def paper(browser: Browser, address: str) -> PdfReader:
    """Give the printed script."""
    page = browser.new_page(locale="vi-VN", service_workers="block")
    page.goto(address)
    found = printed(page)
    page.close()
    return found


@pytest.fixture(scope="module")
def sheets(paper: PdfReader) -> list[str]:
    """Give the text of each of its sheets."""
    return texts(paper)


def printed(page: Page) -> PdfReader:
    """Print a page as a reader would, on A4."""
    return PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def sentences(site: Site) -> list[str]:
    """Return the sentences of the sheet, without spaces."""
    sheet = html.document_fromstring(site.files[f"{SHEET}index.html"].decode())
    return [_close(span.text_content()) for span in sheet.xpath("//*[@id='_loi-doc']//span")]


def texts(paper: PdfReader) -> list[str]:
    """Return the text of each sheet."""
    return [sheet.extract_text() for sheet in paper.pages]


def broken(site: Site, sheets: list[str]) -> list[str]:
    """Return the sentences that stand on no sheet as a whole."""
    pages = [_close(text) for text in sheets]
    return [one for one in sentences(site) if not any(one in page for page in pages)]


def _close(text: str) -> str:
    # Where a line ends, the paper has no space.
    return "".join(text.split())


# --- paper ----------------------------------------------------------------------------------------


def test_no_sentence_goes_on_overleaf(long_script: Site, sheets: list[str]) -> None:
    assert len(sentences(long_script)) == 83
    assert 4 <= len(sheets) <= 12
    assert broken(long_script, sheets) == []


@pytest.mark.parametrize("slug", LENGTHS)
def test_a_sheet_takes_as_few_pages_as_its_length_allows(
    page: Page, address: str, slug: str
) -> None:
    _, syllables, pages = LENGTHS[slug]
    page.goto(urljoin(address, f"../{slug}/"))
    sheet = printed(page)
    said = re.search(r"\((\d+) âm\s+tiết", sheet.pages[0].extract_text())
    assert said
    assert 0 <= int(said[1]) - syllables <= 6
    assert len(sheet.pages) == pages


def test_without_the_rule_for_printing_some_sentence_would_go_on_overleaf(
    long_script: Site, page: Page, address: str
) -> None:
    page.goto(address)
    page.evaluate(
        """() => document.querySelectorAll("#_loi-doc span").forEach((span) => {
            span.style.setProperty("display", "inline", "important")
            span.style.setProperty("break-inside", "auto", "important")
        })"""
    )
    assert broken(long_script, texts(printed(page)))


def test_no_heading_is_left_at_the_foot_of_a_page(sheets: list[str]) -> None:
    for sheet in sheets:
        text = _without_number(sheet)
        assert not text.endswith(("Lời dẫn", "Nội dung", "Kết", "Từ cần chú ý")), text[-40:]


def test_every_page_says_which_of_how_many_it_is(sheets: list[str]) -> None:
    total = len(sheets)
    for number, sheet in enumerate(sheets, 1):
        assert re.search(rf"(?<!\d){number}\s*/\s*{total}(?!\d)", sheet), number


def test_the_last_words_on_paper_are_the_end(sheets: list[str]) -> None:
    *others, last = (_without_number(sheet) for sheet in sheets)
    assert last.endswith("hết")
    assert not any(text.endswith("hết") for text in others)


def _without_number(text: str) -> str:
    # Of the margin and the text, either may be drawn first.
    return re.sub(r"^\s*\d+\s*/\s*\d+|\d+\s*/\s*\d+\s*$", "", text.strip()).strip()


def test_everything_on_paper_is_large_enough_to_read_aloud_from(paper: PdfReader) -> None:
    small: dict[str, float] = {}
    for sheet in paper.pages:

        def look(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
            points = abs(size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
            if text.strip() and not re.fullmatch(r"[\d\s/]+", text) and points < 13.9:
                small[text.strip()] = points

        sheet.extract_text(visitor_text=look)
    assert small == {}


def test_the_lines_to_read_are_far_enough_apart(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    found = page.evaluate(
        """() => [...document.querySelectorAll("#_loi-doc p span")].map((element) => {
            const style = getComputedStyle(element)
            return [parseFloat(style.fontSize), parseFloat(style.lineHeight)]
        })"""
    )
    assert len(found) == 83
    for size, line in found:
        assert size >= 14 * 96 / 72
        assert line >= 1.5 * size


def test_what_is_of_no_use_on_paper_is_not_printed(sheets: list[str]) -> None:
    text = " ".join(" ".join(sheets).split())
    assert text.count("Ký sự một dòng kênh") == 3  # heading, name of the item, farewell
    for useless in ("Chép lời đọc", ".txt", "Điển hình", "Chuyển đến nội dung"):
        assert useless not in text
    assert "Trưởng ban biên tập" in text


# --- clipboard ------------------------------------------------------------------------------------


def test_a_click_copies_what_the_text_file_holds(
    long_script: Site, page: Page, address: str
) -> None:
    page.goto(address)
    page.get_by_role("button", name="Chép lời đọc").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == long_script.files[f"{SHEET}bai-doc.txt"].decode()


def test_when_copying_fails_the_button_points_to_the_file(page: Page, address: str) -> None:
    page.add_init_script("Clipboard.prototype.writeText = () => Promise.reject(new Error('no'))")
    page.goto(address)
    page.get_by_role("button", name="Chép lời đọc").click()
    expect(page.get_by_role("button", name="Không chép được")).to_be_visible()
    expect(page.get_by_role("link", name="Lời đọc (.txt)")).to_be_visible()


def test_where_there_is_no_clipboard_there_is_no_button(page: Page, address: str) -> None:
    # As on a site without https.
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address)
    expect(page.get_by_role("link", name="Lời đọc (.txt)")).to_be_visible()
    expect(page.get_by_role("button", name="Chép lời đọc")).to_have_count(0)


def test_without_javascript_there_is_no_dead_button(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("link", name="Lời đọc (.txt)")).to_be_visible()
    expect(page.locator("article button:visible")).to_have_count(0)
    context.close()
