"""The first view of any page is light, comes from the site alone, and nothing in it is refused."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PAINTED, WATCH, served
from tests.browser.test_walk import one_of_each_sort
from tests.site.built import Site

pytestmark = pytest.mark.browser

BYTES, REQUESTS = 45_000, 12
FRAME = 6_500
IMAGES = (".png", ".jpg", ".webp", ".svg", ".ico")


@pytest.fixture(scope="module")
def root(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site under its strict policy."""
    with served(real, tmp_path_factory.mktemp("served")) as address:
        yield address


def test_a_first_view_keeps_the_budget(browser: Browser, real: Site, root: str) -> None:
    """On a first view there is no service worker yet.

    One that takes over while the next page loads makes the browser ask for all files once more.
    """
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.add_init_script(WATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints = {}
    for address in one_of_each_sort(real):
        asked.clear()
        page.goto(root + address[1:])
        page.evaluate(PAINTED)
        shift, refused = page.evaluate("() => [window.shift, window.refused]")
        weight = sum(weight_of(real, url.removeprefix(root)) for url in asked)
        assert all(url.startswith(root) for url in asked), asked
        if weight > BYTES or len(asked) > REQUESTS or shift > 0.001 or refused:
            complaints[address] = (weight, asked.copy(), shift, refused)
    context.close()
    assert complaints == {}


def weight_of(site: Site, target: str) -> int:
    """Return the bytes on the wire of what a server gives for a path; pictures do not count."""
    path = unquote(urlsplit(target).path)
    path += "index.html" if not path or path.endswith("/") else ""
    if path.endswith(IMAGES):
        return 0
    data = site.files[path]
    return len(data) if path.endswith(".woff2") else len(gzip.compress(data, 6))


def test_pictures_have_sizes(real: Site) -> None:
    for address, page in real.pages.items():
        bare = page.xpath("//img[not(@width) or not(@height)]")
        assert bare == [], address


def test_the_frame_is_small(real: Site) -> None:
    """What every page repeats around its matter."""
    before, _, rest = real.files["404.html"].partition(b"<main")
    _, _, after = rest.partition(b"</main>")
    assert before
    assert after
    assert len(before + after) < FRAME
