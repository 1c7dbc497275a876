"""A reader walks through the site: on a phone and at a desk, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.browser.conftest import PAINTED, PATIENCE, WATCH, served
from tests.site.built import Site

pytestmark = pytest.mark.browser

PHONE, DESK = (360, 740), (1280, 800)
WAYS = pytest.mark.parametrize(
    ("size", "script"),
    [(PHONE, True), (PHONE, False), (DESK, True), (DESK, False)],
    ids=["phone", "phone-without-js", "desk", "desk-without-js"],
)

# Where a way with JavaScript on one window and without it on the other shows all there is.
TWO_WAYS = pytest.mark.parametrize(
    ("size", "script"), [(PHONE, False), (DESK, True)], ids=["phone-without-js", "desk"]
)


@pytest.fixture(scope="module")
def real_address(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site."""
    with served(real, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="module")
def crowded_address(crowded: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's site with its many stories, below its path."""
    with served(crowded, tmp_path_factory.mktemp("served")) as address:
        yield address


class Visit:
    """A reader's visit: one window, and everything that went wrong in it."""

    def __init__(self, browser: Browser, size: tuple[int, int], script: bool) -> None:
        width, height = size
        self.is_narrow = size == PHONE
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="vi-VN",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # What is still on its way when the reader goes on to another page is given up.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def open_menu(self) -> None:
        """Open the menu that holds the sections on a narrow window."""
        self.page.locator(".bt-menu summary").click()

    def section(self, name: str) -> None:
        """Go to a section by its name: in the menu or in the tabs."""
        if self.is_narrow:
            self.open_menu()
            link = self.page.locator(".bt-menu a", has_text=name)
        else:
            link = self.page.locator(".bt-tabs a", has_text=name)
        link.click()


@pytest.fixture
def visit(browser: Browser, size: tuple[int, int], script: bool) -> Iterator[Visit]:
    """Give a visit; in the end nothing may have gone wrong and nobody else have been asked."""
    found = Visit(browser, size, script)
    yield found
    found.context.close()
    assert found.complaints == []
    assert len(found.hosts) == 1, found.hosts


@WAYS
def test_from_the_front_page_to_page_two(crowded_address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(crowded_address)
    page.get_by_role("link", name="Học tập suốt đời").click()
    expect(page).to_have_url(f"{crowded_address}phong-trao/hoc-tap-suot-doi/")
    page.get_by_role("link", name="Chuyện thứ 45", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chuyện thứ 45")
    page.locator("dl.bt-facts").get_by_role("link", name="Ấp Chợ").click()
    expect(page).to_have_url(f"{crowded_address}don-vi/ap-cho/")
    expect(page.locator("li.bt-card")).to_have_count(20)
    page.get_by_role("link", name="Cũ hơn").click()
    expect(page).to_have_url(f"{crowded_address}don-vi/ap-cho/trang/2/")
    page.get_by_role("link", name="Trang 3").click()
    expect(page.locator("[aria-current='page']")).to_have_text("3")
    page.get_by_role("link", name="Mới hơn").click()
    expect(page).to_have_url(f"{crowded_address}don-vi/ap-cho/trang/2/")


@TWO_WAYS
def test_the_real_site_can_be_walked(real_address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(real_address)
    page.get_by_role("link", name="Xem tất cả phong trào").click()
    expect(page).to_have_url(f"{real_address}phong-trao/")
    page.locator(".bt-card__title a", has_text="Chung tay vì người nghèo").first.click()
    campaign = f"{real_address}phong-trao/chung-tay-vi-nguoi-ngheo/"
    expect(page).to_have_url(campaign)
    page.locator(".bt-card__title a").first.click()
    expect(page).not_to_have_url(campaign)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("dl.bt-facts a[href*='/don-vi/']").first.click()
    expect(page).to_have_url(re.compile("/don-vi/"))
    visit.section("Điển hình")
    expect(page).to_have_url(f"{real_address}dien-hinh/")
    page.get_by_role("link", name="Cũ hơn").click()
    expect(page).to_have_url(f"{real_address}dien-hinh/trang/2/")


@TWO_WAYS
def test_every_section_is_within_reach_from_anywhere(crowded_address: str, visit: Visit) -> None:
    for start in ("", "dien-hinh/2026/chuyen-01/", "gioi-thieu/"):
        visit.page.goto(crowded_address + start)
        visit.section("Đơn vị")
        expect(visit.page).to_have_url(f"{crowded_address}don-vi/")


@pytest.mark.parametrize(("size", "script"), [(PHONE, True), (DESK, False)])
def test_where_there_is_nothing_a_reader_finds_the_way_back(
    crowded_address: str, visit: Visit
) -> None:
    page = visit.page
    page.goto(f"{crowded_address}dien-hinh/1999/khong/co/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
    # Chromium itself notes on its console that this address answered 404.
    visit.complaints = [text for text in visit.complaints if "404" not in text]
    page.locator("article").get_by_role("link", name="Phong trào thi đua").click()
    expect(page).to_have_url(f"{crowded_address}phong-trao/")


@pytest.mark.parametrize(("size", "script"), [(DESK, True)])
def test_a_reader_at_the_keyboard_skips_to_the_heading(crowded_address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{crowded_address}don-vi/ap-cho/")
    page.keyboard.press("Tab")
    expect(page.locator("a.bt-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#_noi-dung$"))


@pytest.mark.parametrize(("size", "script"), [(DESK, True)])
def test_dark_colours_are_chosen_and_kept(crowded_address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(crowded_address)
    root = page.locator("html")
    expect(root).not_to_have_attribute("data-colours", "dark")
    page.get_by_role("button", name="Nền tối").click()
    expect(root).to_have_attribute("data-colours", "dark")
    page.goto(f"{crowded_address}don-vi/")
    expect(root).to_have_attribute("data-colours", "dark")
    expect(page.get_by_role("button", name="Nền sáng")).to_be_visible()


# What reaches beyond the right edge of the window.
TOO_WIDE = """() => {
    const root = document.scrollingElement
    if (root.scrollWidth <= root.clientWidth) return []
    return [...document.querySelectorAll("main *, header *, footer *")]
        .filter(it => it.getBoundingClientRect().right > root.clientWidth + 1)
        .map(it => `${it.tagName}.${it.className}: ${it.textContent.trim().slice(0, 40)}`)
        .slice(-3)
}"""


def one_of_each_sort(site: Site) -> list[str]:
    """Return the longest page of each sort: there things are most likely to stick out."""
    longest: dict[tuple[str, int], str] = {}
    for address in sorted(site.listed, key=lambda at: len(site.files[f"{at[1:]}index.html"])):
        longest[address.split("/")[1], address.count("/")] = address
    return list(longest.values())


def test_on_a_phone_the_first_story_is_in_the_first_screen(
    browser: Browser, real_address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, service_workers="block")
    page.goto(real_address)
    header = page.locator(".bt-top").bounding_box()
    title = page.locator(".bt-home__news .bt-card__title").first.bounding_box()
    page.goto(f"{real_address}van-ban/")
    document = page.locator("tbody a").first.bounding_box()
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".bt-table__title")].map(it =>
            Math.round(it.clientHeight / parseFloat(getComputedStyle(it).lineHeight)))"""
    )
    page.goto(f"{real_address}phong-trao/chung-tay-vi-nguoi-ngheo/")
    of_campaign = page.locator(".bt-card__title").first.bounding_box()
    page.set_viewport_size({"width": 768, "height": 1024})
    rows = page.evaluate(
        """() => new Set([...document.querySelectorAll(".bt-tabs li")]
            .map(it => it.getBoundingClientRect().top)).size"""
    )
    page.close()
    assert header is not None
    assert title is not None
    assert header["height"] <= 100
    assert title["y"] < 420
    assert document is not None
    assert document["y"] < 360
    assert lines
    assert max(lines) <= 2
    assert of_campaign is not None
    assert of_campaign["y"] < 2 * 740
    assert rows == 1


LONG_TITLE = "Bà con cùng nhau làm con đường trước nhà, mỗi sáng thứ Bảy một buổi, " * 2
REMEMBERED = """title => {
    const rows = [{ href: "/a/", text: title }, { href: "/b/", text: "Ngắn" }]
    const unit = { path: "/don-vi/x/", name: "X", rows }
    localStorage["bulletin-unit"] ||= JSON.stringify(unit)
}"""


def test_long_titles_of_the_readers_unit_are_whole_and_move_nothing_again(
    browser: Browser, crowded_address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({REMEMBERED})({LONG_TITLE!r})")
    context.add_init_script(WATCH)
    context.route("**/don-vi/**", lambda route: route.abort())
    page = context.new_page()
    for _ in range(2):
        page.goto(crowded_address)
        row = page.locator(".bt-mine a").first
        expect(row).to_have_text(LONG_TITLE.strip(), use_inner_text=True)
        assert row.evaluate("it => it.scrollHeight <= it.clientHeight + 1 || !it.clientHeight")
    page.evaluate(PAINTED)
    assert page.evaluate("window.shift") == 0
    context.close()


def test_the_readers_unit_is_remembered_on_the_device(
    browser: Browser, crowded_address: str
) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{crowded_address}don-vi/ap-cho/")
    page.get_by_role("button", name="Nhớ đây là đơn vị của tôi").click()
    expect(page.get_by_role("button", name="Bỏ nhớ đơn vị này")).to_be_visible()
    for _ in range(2):
        page.goto(crowded_address)
        expect(page.get_by_role("heading", name="Tin của Ấp Chợ")).to_be_visible()
    page.get_by_role("link", name="Chuyện thứ 45").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chuyện thứ 45")
    page.goto(crowded_address)
    page.locator("[data-my-unit]").click()
    page.get_by_role("button", name="Bỏ nhớ đơn vị này").click()
    page.goto(crowded_address)
    expect(page.get_by_role("link", name="Đơn vị của tôi")).to_be_visible()
    assert not context.cookies()
    context.close()
