"""The pages of a portal: the Nu checker and axe find nothing, and no telephone is too narrow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.portal import main
from tests.browser.conftest import PATIENCE, npm_file, served
from tests.browser.test_access import RUN
from tests.browser.test_html import check_html
from tests.browser.test_walk import TOO_WIDE
from tests.portal.bulletins import NAMES, full_bulletin
from tests.site.built import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

URL = "https://cong.tinh-mau.example/"


class PortalSite(Site):
    """A portal, which has no project."""

    @cached_property
    def root(self) -> str:
        """The absolute address of the portal."""
        return URL


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalSite:
    """Make a portal over three bulletins in folders."""
    folder = tmp_path_factory.mktemp("portal")
    sources = []
    for number, name in enumerate(NAMES):
        for path, data in full_bulletin(number, f"https://xa-{number}.example/").items():
            file = folder / str(number) / path.removeprefix("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        sources.append(f"- name: {name}\n  url: '{number}'\n")
    (folder / "SOURCES.yml").write_text("".join(sources), encoding="utf-8")
    (folder / "portal.yml").write_text(
        f"name: Cổng thi đua, khen thưởng tỉnh Mẫu\nurl: {URL}\npublisher: Sở Nội vụ tỉnh Mẫu\n"
        "governing_body: Ủy ban nhân dân tỉnh Mẫu\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BULLETIN_NOW", "2026-11-23T08:00:00+07:00")
        assert main([str(folder / "SOURCES.yml"), str(folder / "cong")]) == 0
    return PortalSite(folder, folder / "cong")


@pytest.fixture(scope="module")
def address(portal: PortalSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the portal under the strict policy."""
    with served(portal, tmp_path_factory.mktemp("served")) as root:
        yield root


def one_of_each_sort(portal: PortalSite) -> list[str]:
    """Return the first page of each depth below each part of the portal."""
    found: dict[tuple[str, int], str] = {}
    for path in portal.files:
        if path.endswith("index.html"):
            parts = path.split("/")
            found.setdefault((parts[0], len(parts)), path.removesuffix("index.html"))
    return list(found.values())


def test_every_page_is_valid_html(portal: PortalSite) -> None:
    pages = [Path(portal.folder, path) for path in portal.files if path.endswith(".html")]
    assert len(pages) > 20
    assert check_html(pages) == []


def test_everyone_can_use_every_sort_of_page(
    browser: Browser, portal: PortalSite, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, service_workers="block", locale="vi-VN"
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=npm_file("axe-core/axe.min.js"))
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda it: refused.append(it.text) if it.type == "error" else None)
    complaints = {}
    for path in [*one_of_each_sort(portal), "khong/co/"]:
        page.goto(address + path)
        if wrong := [*page.evaluate(RUN), *page.evaluate(TOO_WIDE)]:
            complaints[path] = wrong
    context.close()
    assert complaints == {}
    # A page that is not there is told of by the browser itself.
    assert [text for text in refused if "404" not in text] == []


def test_the_page_for_what_is_not_there_leads_on(portal: PortalSite) -> None:
    text = portal.files["404.html"].decode()
    assert 'href="/tim-kiem/"' in text
    assert "/lien-he/" not in text
