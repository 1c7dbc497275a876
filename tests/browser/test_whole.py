"""Numbers and symbols on one line, and a button to share, on the real site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, served
from tests.site.built import Site

pytestmark = pytest.mark.browser

BROKEN = """() => [...document.querySelectorAll(".bt-whole, time")]
    .filter(it => it.checkVisibility() && it.textContent.length < 16
    && it.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(it).lineHeight))
    .map(it => it.textContent)"""
QUESTION = "hoi-dap/ai-co-quyen-tang-giay-khen/"


@pytest.fixture(scope="module")
def root(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site."""
    with served(real, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a window that may use the clipboard."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_no_number_and_no_symbol_breaks(page: Page, root: str) -> None:
    found = {}
    for path in ("", "van-ban/", "van-ban/ke-hoach-62-kh-ubnd-2020/", QUESTION):
        page.goto(root + path)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert path == QUESTION or page.locator(".bt-whole").count()
            if broken := page.evaluate(BROKEN):
                found[path, width] = broken
    assert found == {}


def test_an_address_is_copied_or_shared(page: Page, root: str, real: Site) -> None:
    page.goto(root + QUESTION)
    page.get_by_role("button", name="Chép địa chỉ").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == real.root + QUESTION
    page.add_init_script("navigator.share = async (it) => { window.shared = it }")
    page.reload()
    page.get_by_role("button", name="Chia sẻ").click()
    shared = page.evaluate("() => window.shared")
    assert shared == {"title": "Ai có quyền tặng giấy khen?", "url": real.root + QUESTION}
    page.goto(f"{root}rss/")
    page.get_by_role("button", name="Chép địa chỉ nguồn Tất cả tin, bài").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{real.root}rss/tat-ca.xml"
