"""A reader looks for something: in the header, on the page of search, and when things go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import PATIENCE, served
from tests.browser.test_weight import weight_of
from tests.site.built import Site

pytestmark = pytest.mark.browser

PHONE, DESK = (360, 740), (1280, 800)
INDEX = "**/tim-kiem/chi-muc/"


@pytest.fixture(scope="module")
def address(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site."""
    with served(real, tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def crowded_address(crowded: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's site with its many stories, below its path."""
    with served(crowded, tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture
def size() -> tuple[int, int]:
    """The window: a desk's, where a test says nothing else."""
    return DESK


@pytest.fixture
def script() -> bool:
    """Whether JavaScript runs."""
    return True


@pytest.fixture
def context(browser: Browser, size: tuple[int, int], script: bool) -> Iterator[BrowserContext]:
    """Give a reader's browser, in which no script may fail."""
    width, height = size
    found = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        locale="vi-VN",
        service_workers="block",
    )
    found.set_default_timeout(PATIENCE)
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Give a window, in which no script may fail."""
    found = context.new_page()
    failures: list[str] = []
    found.on("pageerror", lambda error: failures.append(str(error)))
    yield found
    assert failures == []


def look_for(page: Page, address: str, query: str) -> None:
    """Type a query on the page of search."""
    page.goto(f"{address}tim-kiem/")
    page.locator("#_tim-kiem").press_sequentially(query)


@pytest.mark.parametrize("query", ["chung tay vi nguoi ngheo", "chung tay vì người nghèo"])
def test_typing_with_and_without_marks(page: Page, address: str, query: str) -> None:
    look_for(page, address, query)
    first = page.locator("#_ket-qua .bt-card").first
    expect(first.locator(".bt-card__title mark").first).to_contain_text("người nghèo")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ kết quả\.$"))
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=chung"))


def test_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}dien-hinh/")
    page.keyboard.press("/")
    expect(page.locator("#_tim")).to_be_focused()
    page.keyboard.type("62 kh ubnd")
    panel = page.locator("#_tim-thay")
    expect(panel.locator(".bt-card").first).to_contain_text("62/KH-UBND")
    page.keyboard.press("ArrowDown")
    expect(panel.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#_tim")).to_be_focused()
    page.keyboard.type(" ")
    expect(panel.locator(".bt-card").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+k")
    expect(page.locator("#_tim")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}van-ban/ke-hoach-62-kh-ubnd-2020/")


def test_enter_leads_to_all_results(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Control+k")
    page.keyboard.type("khen thuong")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}tim-kiem/?q=khen+thuong")
    expect(page.locator("#_tim-kiem")).to_have_value("khen thuong")
    expect(page.locator("#_ket-qua .bt-card")).to_have_count(10)
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.locator("#_ket-qua .bt-card").nth(10).locator("a")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE])
def test_a_narrow_window_has_a_button_that_leads_to_the_page(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".bt-top").get_by_role("button", name="Tìm kiếm").click()
    expect(page).to_have_url(re.compile(r"/tim-kiem/(\?q=)?$"))
    look_for(page, address, "an bien")
    expect(page.locator("#_ket-qua .bt-card").first).to_contain_text("An Biên")
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wider


def test_on_a_phone_the_results_are_all_in_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    look_for(page, address, "an bien")
    # Each letter writes the results anew, so a card is found and measured in one step.
    found = page.wait_for_function(
        """() => {
            const card = document.querySelector("#_ket-qua .bt-card")
            const { left, right, width } = card?.getBoundingClientRect() ?? {}
            return width > 0 && [left, right]
        }"""
    )
    left, right = found.json_value()
    assert left >= 0
    assert right <= 360


def test_nothing_is_fetched_before_the_reader_turns_to_search(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [url for url in asked if "search" in url and "/loader.js" not in url]
    assert not [url for url in asked if "chi-muc" in url]


def test_filters_have_counts_and_stand_in_the_address(page: Page, crowded_address: str) -> None:
    page.goto(f"{crowded_address}tim-kiem/?q=chuyen")
    page.locator("summary", has_text="Lọc kết quả").click()
    units = page.get_by_label("Đơn vị", exact=True)
    status = page.get_by_role("status")
    expect(
        units.locator("option", has_text=re.compile(r"^Ấp Chợ \(từ năm 2025\) \(45\)$"))
    ).to_have_count(1)
    before = re.escape(status.inner_text())
    units.focus()
    units.select_option("ap-cho")
    # The address changes first, then the results come.
    expect(page).to_have_url(re.compile(r"q=chuyen&don-vi=ap-cho$"))
    expect(status).to_have_text(re.compile(rf"^(?!{before})\d+ kết quả\.$"))
    expect(units).to_be_focused()
    count = int(re.findall(r"\d+", status.inner_text())[0])
    page.reload()
    expect(page.get_by_label("Đơn vị", exact=True)).to_have_value("ap-cho")
    expect(status).to_have_text(f"{count} kết quả.")
    for text in page.locator("#_ket-qua .bt-card__meta").all_inner_texts():
        assert "Ấp Chợ" in text or "ấp" in text


def test_nothing_found_offers_the_nearest_spelling_and_the_lists(page: Page, address: str) -> None:
    look_for(page, address, "thuworngg")
    page.locator("#_tim-kiem").fill("nghoef")
    expect(page.locator("#_ket-qua")).to_contain_text("Có phải bạn muốn tìm")
    page.locator("#_ket-qua").get_by_role("link").first.click()
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()
    page.locator("#_tim-kiem").fill("qqqqqqqq")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Không tìm thấy kết quả cho “"))
    expect(page.get_by_role("link", name="Đơn vị, xếp theo tên riêng")).to_be_visible()


@pytest.mark.parametrize("script", [False])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_without_javascript_the_page_leads_to_the_lists(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".bt-top").get_by_role("button", name="Tìm kiếm").click()
    expect(page.locator("noscript p")).to_contain_text("cần JavaScript")
    page.get_by_role("link", name="Đơn vị, xếp theo tên riêng").click()
    expect(page).to_have_url(f"{address}don-vi/")


def test_a_query_is_text_and_nothing_else(page: Page, address: str) -> None:
    page.goto(f"{address}tim-kiem/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+ngheo")
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()
    assert page.locator("#_ket-qua img").count() == 0


def test_a_missing_shard_is_reported_and_the_rest_is_shown(page: Page, address: str) -> None:
    missing: list[str] = []

    def lose(route: Route) -> None:
        if not missing or route.request.url == missing[0]:
            missing.append(route.request.url)
            route.fulfill(status=404, body="")
        else:
            route.continue_()

    page.route(INDEX + "am/**", lose)
    # In the address and not typed: else the first list may be one of a word half typed.
    page.goto(f"{address}tim-kiem/?q=chung+tay+vì+người+nghèo")
    expect(page.locator("#_ket-qua")).to_contain_text("Một phần mục lục")
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()


def test_no_index_at_all_leads_to_the_lists(page: Page, address: str) -> None:
    page.route(INDEX + "**", lambda route: route.abort())
    look_for(page, address, "khen")
    expect(page.get_by_role("status")).to_contain_text("Chưa tìm được")
    expect(page.get_by_role("link", name="Đơn vị, xếp theo tên riêng")).to_be_visible()


def test_another_format_of_the_index_reloads_the_page_once(page: Page, address: str) -> None:
    """The page of search holds the head of the index as it was: of a site built anew since."""
    page.route(INDEX + "dau.json", lambda route: route.fulfill(body='{"format": 999}'))
    page.route(INDEX + "am/**", lambda route: route.fulfill(status=404, body=""))
    loads: list[str] = []
    page.on("load", lambda one: loads.append(one.url))
    page.goto(f"{address}tim-kiem/?q=khen")
    expect(page.get_by_role("status")).to_contain_text("Chưa tìm được")
    assert len(loads) == 2


CLIENT = "**/assets/search.js"
QUERY = "tim-kiem/?q=nghi+dinh+khen+thuong"


@pytest.mark.parametrize("size", [PHONE])
def test_a_query_in_the_address_is_answered_where_the_reader_stands(
    page: Page, address: str, real: Site
) -> None:
    """The reader stands at the results, nothing moves, and few files are asked for."""
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => {"
        "  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + QUERY, wait_until="networkidle")
    results = page.locator("#_ket-qua")
    expect(results.locator(".bt-card").first).to_contain_text("152/2025/NĐ-CP")
    expect(results).to_be_focused()
    assert len(asked) <= 14, "\n".join(asked)
    assert sum(weight_of(real, url.removeprefix(address)) for url in asked) < 60_000
    assert page.evaluate("window.shift") < 0.02
    assert page.evaluate("document.getElementById('_ket-qua').getBoundingClientRect().top") < 300
    page.mouse.wheel(0, 300)
    expect(results.locator(".bt-card a")).to_have_count(10)


def test_the_reader_sees_at_once_and_when_it_takes_long(page: Page, address: str) -> None:
    page.clock.install()
    held: list[Route] = []
    page.route(CLIENT, lambda route: held.append(route))
    page.goto(address + QUERY, wait_until="commit")
    status = page.locator("#_ket-qua").get_by_role("status")
    expect(status).to_have_text("Đang tìm…")
    page.clock.run_for(10_000)
    expect(status).to_contain_text("Mạng đang chậm")
    expect(status.get_by_role("link", name="danh sách")).to_be_visible()
    held[0].continue_()
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()


def test_a_client_that_does_not_come_is_reported_and_tried_again(page: Page, address: str) -> None:
    page.route(CLIENT, lambda route: route.abort())
    page.goto(address + QUERY)
    status = page.locator("#_ket-qua").get_by_role("status")
    expect(status).to_contain_text("không tải được")
    expect(page.locator("#_tim-kiem")).to_have_value("nghi dinh khen thuong")
    status.get_by_role("link", name="danh sách").click()
    expect(page.get_by_role("link", name="Đơn vị, xếp theo tên riêng")).to_be_in_viewport()
    page.unroute(CLIENT)
    page.locator("#_tim-kiem").press("End")
    page.locator("#_tim-kiem").press_sequentially(" ")
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()


@pytest.mark.parametrize("where", [QUERY, ""])
def test_a_browser_that_cannot_read_the_client_leads_to_the_lists(
    context: BrowserContext, address: str, where: str
) -> None:
    """It keeps what was typed. No `page` here: a script that cannot be read is an error."""
    page = context.new_page()
    page.route(CLIENT, lambda route: route.fulfill(body="a ??= ?", content_type="text/javascript"))
    page.goto(address + where)
    if not where:
        page.locator("#_tim").press_sequentially("khen")
    place = page.locator("#_ket-qua" if where else "#_tim-thay")
    expect(place.get_by_role("status")).to_contain_text("Trình duyệt này quá cũ")
    place.get_by_role("link", name="danh sách").click()
    query = "nghi dinh khen thuong" if where else "khen"
    expect(page.locator("#_tim-kiem")).to_have_value(query)


def test_results_that_do_not_come_are_reported(page: Page, address: str) -> None:
    page.route(INDEX + "bai/**", lambda route: route.abort())
    look_for(page, address, "khen thưởng")
    expect(page.get_by_role("status")).to_contain_text("Chưa tìm được")
    page.unroute(INDEX + "bai/**")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()
