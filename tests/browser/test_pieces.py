"""What single pages can do: the table sorts and filters, the menu opens, paper shows addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PATIENCE, served
from tests.browser.test_walk import PHONE
from tests.site.built import Site

pytestmark = pytest.mark.browser

TABLE = "van-ban/"
CAMPAIGN = "phong-trao/ca-nuoc-chung-suc-xay-dung-nong-thon-moi/"
STORY = "dien-hinh/2023/mo-hinh-tom-lua-an-bien/"


@pytest.fixture(scope="module")
def root(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site."""
    with served(real, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a window with JavaScript."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Give a telephone's window without JavaScript."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]}
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


# --- the table of documents -----------------------------------------------------------------------


def column(page: Page, number: int) -> list[str]:
    """Return the words of a column of the table, of the rows that are shown."""
    return page.locator(f"tbody tr:visible td:nth-child({number})").all_inner_texts()


def days(page: Page) -> list[str]:
    """Return the days of issue in the table, in order."""
    found: list[str] = page.locator("tbody time").evaluate_all("all => all.map(it => it.dateTime)")
    return found


def test_a_click_on_a_heading_sorts_and_another_turns_it_round(page: Page, root: str) -> None:
    page.goto(root + TABLE)
    assert days(page) == sorted(days(page), reverse=True)
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator("th[aria-sort='ascending']")).to_have_text("Ban hành")
    assert days(page) == sorted(days(page))
    page.get_by_role("button", name="Ban hành").click()
    assert days(page) == sorted(days(page), reverse=True)
    page.get_by_role("button", name="Cơ quan").click()
    found = column(page, 2)
    assert found[0] == "Ban Bí thư"
    assert found[-1] == "Văn phòng Chính phủ"
    expect(page.locator("th[aria-sort]")).to_have_count(1)


@pytest.mark.parametrize("words", ["luật thi đua 2003", "LUAT thi dua 2003"])
def test_words_filter_the_table_with_marks_and_without(page: Page, root: str, words: str) -> None:
    page.goto(root + TABLE)
    before = len(column(page, 1))
    page.get_by_label("Tìm nhanh trong danh sách").fill(words)
    expect(page.locator("output")).to_have_text(re.compile(r"^\d+ văn bản$"))
    found = column(page, 1)
    assert 0 < len(found) < before
    assert all("Luật" in text for text in found)
    page.get_by_label("Tìm nhanh trong danh sách").fill("không có văn bản nào như thế")
    expect(page.locator("output")).to_have_text("0 văn bản")
    page.get_by_label("Tìm nhanh trong danh sách").fill("")
    assert len(column(page, 1)) == before


def test_without_javascript_the_table_is_whole_and_promises_nothing(plain: Page, root: str) -> None:
    plain.goto(root + TABLE)
    assert len(column(plain, 1)) > 20
    # The box of search does work: it leads to the page of search.
    for promise in ("main button", ".bt-colours", ".bt-find"):
        expect(plain.locator(f"{promise}:visible")).to_have_count(0)
    plain.locator(".bt-choices summary").click()
    plain.locator(".bt-choices").get_by_role("link", name="Luật", exact=True).click()
    expect(plain).to_have_url(f"{root}van-ban/loai/luat/")


def test_without_javascript_the_menu_opens(plain: Page, root: str) -> None:
    plain.goto(root + STORY)
    link = plain.locator(".bt-menu").get_by_role("link", name="Hỏi đáp")
    expect(link).to_be_hidden()
    plain.locator(".bt-menu summary").click()
    link.click()
    expect(plain).to_have_url(f"{root}hoi-dap/")


def test_the_chart_can_be_read_as_numbers(plain: Page, root: str) -> None:
    plain.goto(root + CAMPAIGN)
    expect(plain.locator(".bt-chart svg rect").first).to_be_visible()
    plain.get_by_text("Xem số liệu").click()
    counts = [int(text) for text in plain.locator(".bt-chart td").all_inner_texts()]
    heights = plain.locator(".bt-chart rect").evaluate_all(
        "all => all.map(it => +it.getAttribute('height'))"
    )
    assert [round(100 * count / max(counts)) for count in counts] == heights
    assert f"(tổng cộng {sum(counts)})" in plain.locator(".bt-chart figcaption").inner_text()


# --- light, dark, contrast ------------------------------------------------------------------------


@pytest.mark.parametrize("device", ["light", "dark"])
def test_the_readers_choice_goes_before_the_devices(page: Page, root: str, device: Any) -> None:
    page.emulate_media(color_scheme=device)
    for chosen in (None, "light", "dark"):
        if chosen:
            page.evaluate("it => localStorage.setItem('bulletin-colours', it)", chosen)
        page.goto(root)
        ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        dark = (chosen or device) == "dark"
        assert ground == ("rgb(23, 20, 18)" if dark else "rgb(255, 253, 249)"), chosen


def test_more_contrast_and_forced_colours_lose_no_line(page: Page, root: str) -> None:
    page.goto(root + CAMPAIGN)
    page.emulate_media(contrast="more")
    soft, ink = page.evaluate(
        """() => [document.querySelector(".bt-facts dt"), document.body]
            .map(it => getComputedStyle(it).color)"""
    )
    assert soft == ink
    page.emulate_media(forced_colors="active")
    expect(page.locator(".bt-chart rect").first).to_be_visible()
    outline = page.locator(".bt-tabs [aria-current]").evaluate(
        "it => getComputedStyle(it).outlineStyle"
    )
    assert outline == "solid"


# --- paper ----------------------------------------------------------------------------------------


def test_a_story_on_paper_is_whole_and_says_where_it_is_from(
    real: Site, page: Page, root: str
) -> None:
    page.goto(root + STORY)
    paper = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert 1 <= len(paper.pages) <= 3
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    close = text.replace(" ", "")
    for line in real.pages[f"/{STORY}"].xpath("//div[@class='bt-body']//p/text()"):
        assert "".join(line.split()) in close, line
    assert "24/3/2023" in text
    assert (real.root + STORY).replace(" ", "") in close
    assert re.search(r"In ngày \d+/\d+/\d{4}\.", text)
    assert f"{root}phong-trao/" in close, "a link is spelled out"
    for useless in ("Chuyên mục", "Nền tối", "Trang chủ", "Dữ liệu mở", "Sửa trang này"):
        assert useless not in text


@pytest.mark.parametrize(
    "path", [TABLE, "su-kien/", "hoi-dap/", CAMPAIGN, "van-ban/ke-hoach-62-kh-ubnd-2020/"]
)
def test_nothing_is_cut_off_at_the_edge_of_paper(page: Page, root: str, path: str) -> None:
    page.goto(root + path)
    page.emulate_media(media="print")
    # A4 without the margins of the sheet.
    page.set_viewport_size({"width": round((210 - 25 - 15) / 25.4 * 96), "height": 1000})
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(it => it.checkVisibility()
            && it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(it => `${it.tagName}.${it.className}`)"""
    )
    assert wide == []
