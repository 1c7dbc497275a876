"""A reader without a network reads again what was read; never what was withdrawn since."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from shutil import copytree
from threading import Event

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE, STORES, Quiet, served, until
from tests.site.built import Site, build, copy_of_the_commune, many_stories

pytestmark = pytest.mark.browser

KEPT = 20
STORY = "dien-hinh/2023/mo-hinh-tom-lua-an-bien/"
ONE, TWO = "dien-hinh/2026/chuyen-01/", "dien-hinh/2026/chuyen-02/"
SHELF = "phong-trao/hoc-tap-suot-doi/tu-sach-ben-do/"
NOTICE = "Đây là bản lưu trên máy này"

NAMES = "() => caches.keys()"
IS_CONTROLLED = "() => navigator.serviceWorker.controller !== null"
HAS_NO_WORKER = "async () => !(await navigator.serviceWorker.getRegistrations()).length"
# What the device remembers as the last word on withdrawals, put in the place of what it heard.
TELL = """async ([list, daysAgo]) => {
    for (const name of await caches.keys()) {
        const store = await caches.open(name)
        for (const request of await store.keys()) {
            if (!request.url.endsWith("rut-bai.json")) continue
            const headers = {"x-kept-at": `${Date.now() - daysAgo * 24 * 3600 * 1000}`}
            await store.put(request, new Response(JSON.stringify(list), { headers }))
        }
    }
}"""
# What was read before, put behind what a store holds in the way in which the worker keeps it.
READ_BEFORE = """async ([mark, addresses]) => {
    const name = (await caches.keys()).find(it => it.endsWith(mark))
    const store = await caches.open(name)
    const { headers } = await store.match((await store.keys()).pop())
    const texts = await Promise.all(addresses.map(async it => (await fetch(it)).text()))
    for (const [at, text] of texts.entries()) {
        await store.put(addresses[at], new Response(text, { headers }))
    }
}"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Give a device that keeps nothing yet."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def root(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site."""
    with served(real, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="module")
def crowded_root(crowded: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's site with its many stories, below its path."""
    with served(crowded, tmp_path_factory.mktemp("served")) as address:
        yield address


def begin(page: Page, address: str) -> None:
    """Open a first page and wait until the worker is at work."""
    page.goto(address)
    page.wait_for_function(IS_CONTROLLED)


def wait_for_stories(page: Page, wanted: list[str]) -> None:
    """Wait until exactly these stories are kept, the one read longest ago first, and the list."""

    def is_so() -> bool:
        found: dict[str, list[str]] = page.evaluate(STORES)
        kept = [path for name, paths in found.items() if name.endswith(" bài") for path in paths]
        if not any(path.endswith("rut-bai.json") for path in chain(*found.values())):
            return False
        return [path.removeprefix("/ban-tin") for path in kept] == [f"/{at}" for at in wanted]

    until(page, is_so)


def having_read(reader: BrowserContext, root: str) -> Page:
    """Return the page of a device that has read the first story, and keeps it."""
    page = reader.new_page()
    begin(page, root + ONE)
    wait_for_stories(page, [ONE])
    return page


def test_a_story_read_can_be_read_again_without_a_network(
    reader: BrowserContext, root: str
) -> None:
    page = reader.new_page()
    begin(page, root + STORY)
    title = page.locator("h1").inner_text()
    expect(page.get_by_text(NOTICE)).to_have_count(0)
    wait_for_stories(page, [STORY])
    reader.set_offline(True)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"{root}{STORY}?from=zalo")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text(NOTICE)).to_be_visible()
    assert page.evaluate("document.fonts.check('16px Bulletin')")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Bulletin")
    assert [url for url in failed if not url.endswith((".png", ".jpg", ".webp", ".ico"))] == []


def test_what_was_not_read_says_so_and_leads_to_what_was(
    reader: BrowserContext, crowded_root: str
) -> None:
    page = reader.new_page()
    begin(page, crowded_root + SHELF)
    title = page.locator("h1").inner_text()
    wait_for_stories(page, [SHELF])
    reader.set_offline(True)
    page.goto(f"{crowded_root}phong-trao/hoc-tap-suot-doi/")
    expect(page).to_have_title("Không có mạng - Bản tin thi đua, khen thưởng xã Hoa Sen")
    page.get_by_role("link", name=title).click()
    expect(page).to_have_url(crowded_root + SHELF)
    expect(page.get_by_text(NOTICE)).to_be_visible()
    reader.set_offline(False)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text(NOTICE)).to_have_count(0)


class Weak(Quiet):
    """A host whose answers do not come through, for as long as `signal` is not set."""

    signal = Event()

    def do_GET(self) -> None:
        """Wait for the signal; lead an address of before to the new one."""
        self.signal.wait(timeout=30)
        if self.path.endswith("/cu/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", self.path.replace("/cu/", "/chuyen-01/"))
            self.end_headers()
        else:
            super().do_GET()


def test_on_a_weak_signal_the_copy_is_shown_after_a_while(
    reader: BrowserContext, crowded: Site, tmp_path: Path
) -> None:
    page = reader.new_page()
    Weak.signal.set()
    with served(crowded, tmp_path, Weak) as root:
        begin(page, f"{root}dien-hinh/2026/cu/")
        wait_for_stories(page, [ONE])
        page.goto(f"{root}dien-hinh/2026/cu/")
        expect(page).to_have_url(root + ONE)
        Weak.signal.clear()
        page.goto(root + ONE)
        expect(page.get_by_text(NOTICE)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Bulletin")
        Weak.signal.set()


def test_twenty_stories_are_kept_with_the_front_page_and_nothing_else(
    reader: BrowserContext, crowded_root: str
) -> None:
    page = reader.new_page()
    begin(page, crowded_root)
    read = [f"dien-hinh/2026/chuyen-{number:02}/" for number in range(1, KEPT + 3)]
    page.goto(crowded_root + read[0])
    wait_for_stories(page, read[:1])
    page.evaluate(READ_BEFORE, [" bài", [crowded_root + at for at in read[1:18]]])
    for address in ("dien-hinh/", *read[18:], read[5], "van-ban/", "tim-kiem/?q=chuyen"):
        page.goto(crowded_root + address)
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()
    page.request.get(f"{crowded_root}rss/tat-ca.xml")
    wait_for_stories(page, [*(at for at in read[2:] if at != read[5]), read[5]])
    shell, pages, kept = page.evaluate(STORES).values()
    assert len(kept) == KEPT
    assert pages == ["/ban-tin/"]
    assert not [path for path in shell if "chi-muc" in path or path.endswith((".xml", ".mp3"))]
    reader.set_offline(True)
    page.goto(crowded_root + read[0])
    expect(page.locator("h1")).to_have_text("Không có mạng")
    expect(page.locator("article").get_by_role("link", name="Chuyện thứ")).to_have_count(KEPT)


def test_the_front_page_ten_documents_and_ten_answers_are_kept_too(
    reader: BrowserContext, real: Site, root: str
) -> None:
    page = reader.new_page()
    begin(page, root)

    def wait_for_pages(wanted: list[str]) -> None:
        def is_so() -> bool:
            found: dict[str, list[str]] = page.evaluate(STORES)
            kept = [path[1:] for name in found if name.endswith(" trang") for path in found[name]]
            return kept == wanted

        until(page, is_so)

    kept = [""]
    wait_for_pages(kept)
    read = ["van-ban/", "hoi-dap/"]
    for section in read[:]:
        page.goto(root + section)
        pages = sorted(at[1:] for at in real.listed if at.startswith(f"/{section}"))
        pages = [at for at in pages if at.count("/") == 2][:11]
        page.goto(root + pages[0])
        wait_for_pages([*kept, pages[0]])
        page.evaluate(READ_BEFORE, [" trang", [root + at for at in pages[1:9]]])
        for address in pages[9:]:
            page.goto(root + address)
        kept += pages[1:]
        wait_for_pages(kept)
        read += pages
    reader.set_offline(True)
    # Without its last slash too.
    for address in ("", read[3], read[14].removesuffix("/")):
        page.goto(root + address)
        expect(page.get_by_text(NOTICE)).to_be_visible()
    expect(page).to_have_url(root + read[14])
    page.goto(root + read[2])
    expect(page.locator("h1")).to_have_text("Không có mạng")
    expect(page.locator("article li")).to_have_count(20)


class Troubled(Quiet):
    """A host that answers 503 while it is in trouble."""

    trouble = Event()

    def do_GET(self) -> None:
        """Answer, or say that there is trouble."""
        if self.trouble.is_set():
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            super().do_GET()


def test_while_the_host_is_in_trouble_a_copy_is_shown(
    reader: BrowserContext, crowded: Site, tmp_path: Path
) -> None:
    with served(crowded, tmp_path, Troubled) as root:
        page = having_read(reader, root)
        Troubled.trouble.set()
        page.goto(root + ONE)
        expect(page.get_by_text(NOTICE)).to_be_visible()
        expect(page.locator("h1")).to_have_text("Chuyện thứ 1")
        page.goto(root + TWO)
        expect(page.get_by_text("Error code: 503")).to_be_visible()
        Troubled.trouble.clear()
        page.goto(root + ONE)
        expect(page.get_by_text(NOTICE)).to_have_count(0)


# Editions of a bulletin, by what its editors did after the first: a file of the data, and what they
# put there in the place of what.
FIRST = "first"
CHANGES = {
    "chuyen-01 is withdrawn": (
        "withdrawn",
        "[]\n",
        "- path: /dien-hinh/2026/chuyen-01/\n  id: exemplars/2026/chuyen-01\n"
        "  date: 2026-11-20\n  reason: Theo đề nghị của người trong bài\n",
    ),
    "every page is another": ("bulletin", "attribution: ", "attribution: Xin "),
    "nothing is kept any more": ("bulletin", "samples: true", "samples: true\noffline: false"),
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Give the commune's site with three stories, and what became of it by each of the changes."""
    folder = tmp_path_factory.mktemp("editions")
    project = copy_of_the_commune(folder / "project")
    stories = project / "content/exemplars/2026"
    for name, text in list(many_stories())[:3]:
        (stories / f"{name}.md").write_text(text, encoding="utf-8")

    def publish(name: str) -> Site:
        built = build(project, folder / "site")
        return Site(project, copytree(built.folder, folder / name))

    found = {FIRST: publish(FIRST)}
    # Web servers tell what changed by the second.
    for file in found[FIRST].folder.rglob("*"):
        os.utime(file, (0, 0))
    for name, (data, old, new) in CHANGES.items():
        withdrawn = [stories / "chuyen-01.md"] if data == "withdrawn" else []
        file = project / f"content/data/{data}.yml"
        before = {path: path.read_text("utf-8") for path in (file, *withdrawn)}
        assert old in before[file]
        file.write_text(before[file].replace(old, new), encoding="utf-8")
        for path in withdrawn:
            path.unlink()
        found[name] = publish(name)
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
    return found


class Asked(Quiet):
    """A host that is asked for each file each time.

    Else a browser takes what did not change for long from its own store, the script that registers
    the worker too, after the host has lost it.
    """

    def end_headers(self) -> None:
        """Say so."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class Bulletin:
    """A bulletin whose editors are at work while it is read."""

    def __init__(self, editions: dict[str, Site], folder: Path) -> None:
        self.editions = editions
        self.folder = folder / "site"
        self.site = Site(editions[FIRST].project, self.folder)
        self.publish(FIRST)

    def publish(self, name: str) -> None:
        """Put an edition in the place of the one before."""
        coming = self.folder.with_name("coming")
        coming.symlink_to(self.editions[name].folder)
        coming.replace(self.folder)


@pytest.fixture
def bulletin(editions: dict[str, Site], tmp_path: Path) -> Bulletin:
    """Give a bulletin of one's own."""
    return Bulletin(editions, tmp_path)


def test_a_withdrawn_story_is_gone_once_the_device_was_online(
    reader: BrowserContext, bulletin: Bulletin, tmp_path: Path
) -> None:
    with served(bulletin.site, tmp_path, Asked) as root:
        page = having_read(reader, root)
        page.goto(root + TWO)
        wait_for_stories(page, [ONE, TWO])
        bulletin.publish("chuyen-01 is withdrawn")
        page.goto(f"{root}lien-he/")
        wait_for_stories(page, [TWO])
        reader.set_offline(True)
        page.goto(root + ONE)
        expect(page.locator("h1")).to_have_text("Không có mạng")
        expect(page.locator("article")).not_to_contain_text("Chuyện thứ 1")
        expect(page.locator("article")).to_contain_text("Chuyện thứ 2")


def test_a_copy_that_the_list_names_is_never_shown(
    reader: BrowserContext, crowded_root: str
) -> None:
    """Also at an address of before, or by digests: the story is known by its identity."""
    page = having_read(reader, crowded_root)
    name = "exemplars/2026/chuyen-01"
    moved = {"id": name, "url": "https://a.example/ban-tin/ten-moi/"}
    digest = f"sha256:{sha256(name.encode()).hexdigest()}"
    hidden = {"id": digest, "url": digest, "date": "2026-11-20"}
    other = {"id": digest[:-1], "url": digest[:-1], "date": "2026-11-20"}
    # A part that was withdrawn long before the copy was made is not in it.
    old_part = {**moved, "only": "radio", "date": "2020-11-20"}
    new_part = {**moved, "only": "radio", "date": "2999-11-20"}
    reader.set_offline(True)
    for entry, is_gone in (
        (moved, True), (hidden, True), (new_part, True), (old_part, False), (other, False),
    ):  # fmt: skip
        page.evaluate(TELL, [[entry], 0])
        page.goto(crowded_root + ONE)
        if is_gone:
            expect(page.locator("h1")).to_have_text("Không có mạng")
            expect(page.locator("article")).to_contain_text("Chưa có bài nào")
        else:
            expect(page.get_by_text(NOTICE)).to_be_visible()


def test_a_device_that_did_not_hear_of_withdrawals_for_a_week_shows_no_copy(
    reader: BrowserContext, crowded_root: str
) -> None:
    page = having_read(reader, crowded_root)
    reader.set_offline(True)
    page.goto(crowded_root + ONE)
    expect(page.get_by_text(NOTICE)).to_be_visible()
    page.evaluate(TELL, [[], 8])
    page.goto(crowded_root + ONE)
    expect(page.locator("h1")).to_have_text("Không có mạng")


def test_another_version_takes_the_place_of_the_old_one(
    reader: BrowserContext, bulletin: Bulletin, tmp_path: Path
) -> None:
    with served(bulletin.site, tmp_path, Asked) as root:
        page = having_read(reader, root)
        before = set(page.evaluate(NAMES))
        bulletin.publish("every page is another")
        page.goto(root + TWO)
        until(page, lambda: before.isdisjoint(page.evaluate(NAMES)))
        page.goto(root + TWO)
        wait_for_stories(page, [TWO])
        assert len(page.evaluate(NAMES)) == len(before) == 2


def test_switched_off_it_removes_itself_and_all_it_kept(
    reader: BrowserContext, bulletin: Bulletin, tmp_path: Path
) -> None:
    with served(bulletin.site, tmp_path, Asked) as root:
        page = having_read(reader, root)
        bulletin.publish("nothing is kept any more")
        page.goto(root)
        until(page, lambda: bool(page.evaluate(HAS_NO_WORKER)))
        page.reload()
        assert not page.evaluate(IS_CONTROLLED)
        assert page.evaluate(STORES) == {}
        assert page.locator("script[src*=offline]").count() == 0


def test_a_site_that_has_no_list_of_withdrawals_any_more_is_left(
    reader: BrowserContext, editions: dict[str, Site], tmp_path: Path
) -> None:
    """Another program took over the address, and knows nothing of workers."""
    first = editions[FIRST]
    site = Site(first.project, copytree(first.folder, tmp_path / "site"))
    with served(site, tmp_path, Asked) as root:
        page = having_read(reader, root)
        for path in ("sw.js", "rss/rut-bai.json", "assets/offline.js"):
            (site.folder / path).unlink()
        page.goto(root)
        until(page, lambda: bool(page.evaluate(HAS_NO_WORKER)))
        assert page.evaluate(STORES) == {}
