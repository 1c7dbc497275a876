"""A story is read aloud by the reader's own device, with a stand-in for the voices of Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, served
from tests.site.built import Site

pytestmark = pytest.mark.browser

STORY = "dien-hinh/2026/nguoi-dua-do/"
SPOKEN = "phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/"
"""A story without a recording, and one with it."""

VIETNAMESE = {"lang": "vi-VN", "name": "Tiếng Việt", "localService": True}
ENGLISH = {"lang": "en-US", "name": "English", "localService": True}

# It says each sentence until the test calls `finish`, as a browser does; a canceled one ends in an
# error. Voices come late, as in Chromium.
STAND_IN = """
(() => {
  const voices = VOICES, listeners = []
  let ready = false
  window.said = []
  window.shift = 0
  window.refused = []
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  let current = null
  const synth = {
    getVoices: () => (ready ? voices : []),
    addEventListener: (name, listener) => listeners.push(listener),
    speak: (one) => { current = one; said.push([one.text, one.lang, one.voice && one.voice.name]) },
    cancel: () => {
      const old = current
      current = null
      if (old) setTimeout(() => old.onerror({ error: "canceled" }))
    },
  }
  window.finish = () => { const old = current; current = null; old.onend() }
  window.arrive = () => {
    // What moved before says something of the page, or of a busy machine: test_weight looks at it.
    moves.takeRecords()
    window.shift = 0
    ready = true
    listeners.forEach((one) => one())
  }
  Object.defineProperty(window, "speechSynthesis", { value: synth })
  const moves = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value
  })
  moves.observe({ type: "layout-shift", buffered: true })
  document.addEventListener("securitypolicyviolation", (one) => refused.push(one.blockedURI))
})()
"""


@pytest.fixture(scope="module")
def root(commune: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's site under its strict policy."""
    with served(commune, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a window of a phone."""
    context = browser.new_context(
        locale="vi-VN", viewport={"width": 360, "height": 740}, service_workers="block"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def visit(page: Page, address: str, *voices: dict[str, Any]) -> None:
    """Open a story on a device with these voices, which come when the page is painted."""
    page.add_init_script(STAND_IN.replace("VOICES", json.dumps(voices)))
    page.goto(address)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))")
    page.evaluate("arrive()")


def sentences(site: Site) -> list[str]:
    """Return the sentences of the story's script."""
    spans = site.pages[f"/phat-thanh/{STORY}"].xpath("//*[@id='_loi-doc']//p//span")
    return [" ".join(span.text_content().split()) for span in spans]


def said(page: Page) -> list[str]:
    """Return what was given to the voice."""
    return [text for text, _, _ in page.evaluate("said")]


def test_a_story_is_read_sentence_by_sentence_in_the_words_of_the_script(
    page: Page, root: str, commune: Site
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, urljoin(root, STORY), ENGLISH, VIETNAMESE)
    assert not any("phat-thanh" in url for url in asked)
    asked.clear()
    page.get_by_role("button", name="Nghe bài này").click()
    wanted = sentences(commune)
    for number in range(1, len(wanted) + 1):
        expect(page.locator(".bt-speech")).to_contain_text(f"Câu {number}/{len(wanted)}")
        assert said(page) == wanted[:number]
        page.evaluate("finish()")
    assert page.evaluate("said[0].slice(1)") == ["vi-VN", "Tiếng Việt"]
    expect(page.get_by_role("button", name="Nghe bài này")).to_be_visible()
    expect(page.get_by_role("button", name="Dừng", exact=True)).to_be_hidden()
    assert asked == [urljoin(root, f"phat-thanh/{STORY}")]
    assert page.evaluate("[refused, shift]") == [[], 0]


def test_the_place_is_kept_by_a_pause_and_by_a_later_visit_and_a_stop_forgets_it(
    page: Page, root: str, commune: Site
) -> None:
    first, second, third = sentences(commune)[:3]
    visit(page, urljoin(root, STORY), VIETNAMESE)
    page.get_by_role("button", name="Nghe bài này").click()
    expect(page.locator(".bt-speech")).to_contain_text("Câu 1/")
    page.evaluate("finish()")
    page.get_by_role("button", name="Tạm dừng").click()
    page.get_by_role("button", name="Nghe tiếp").click()
    # A paused sentence is read again from its start.
    assert said(page) == [first, second, second]
    page.evaluate("finish()")
    page.reload()
    page.evaluate("arrive()")
    page.get_by_role("button", name="Nghe tiếp").click()
    expect(page.locator(".bt-speech")).to_contain_text("Câu 3/")
    assert said(page) == [third]
    page.get_by_role("button", name="Dừng", exact=True).click()
    page.get_by_role("button", name="Nghe bài này").click()
    assert said(page) == [third, first]
    page.reload()
    page.evaluate("arrive()")
    expect(page.get_by_role("button", name="Nghe bài này")).to_be_visible()


def test_what_cannot_be_loaded_or_said_is_reported(page: Page, root: str) -> None:
    visit(page, urljoin(root, STORY), VIETNAMESE)
    page.route("**/phat-thanh/**", lambda route: route.abort())
    page.get_by_role("button", name="Nghe bài này").click()
    expect(page.locator(".bt-speech")).to_contain_text("Không tải được bài đọc.")
    page.unroute("**/phat-thanh/**")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".bt-speech")).to_contain_text("Câu 1/")
    page.evaluate("speechSynthesis.cancel()")
    expect(page.locator(".bt-speech")).to_contain_text("Máy không đọc được bài này.")


@pytest.mark.parametrize(
    "voices", [[], [ENGLISH], [{**VIETNAMESE, "localService": False}], [{"lang": "vil"}]]
)
def test_without_a_vietnamese_voice_of_the_device_nothing_is_shown(
    page: Page, root: str, voices: list[dict[str, Any]]
) -> None:
    visit(page, urljoin(root, STORY), *voices)
    expect(page.locator(".bt-speech")).to_have_count(1)
    expect(page.locator(".bt-speech :visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Nghe bài này")).to_have_count(0)


def test_a_story_with_a_recording_or_without_consent_offers_no_voice(commune: Site) -> None:
    for address in (SPOKEN, "dien-hinh/2026/nha-day-them-nghe/"):
        assert not commune.pages[f"/{address}"].find_class("bt-speech"), address


def test_without_javascript_there_is_no_dead_button(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(urljoin(root, STORY))
    expect(page.locator(".bt-speech :visible")).to_have_count(0)
    context.close()
