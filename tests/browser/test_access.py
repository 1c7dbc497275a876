"""Everyone can use every sort of page: axe, contrast of the tokens, the keyboard, large letters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import NPM, PATIENCE, ROOT, npm_file, served
from tests.browser.test_walk import DESK, PHONE, TOO_WIDE, one_of_each_sort
from tests.site.built import Site, build, copy_of_the_commune, many_stories

pytestmark = pytest.mark.browser

# The commune's two stories with a picture, a recording, a table, a footnote and a correction.
RICH = (
    "phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/",
    "phong-trao/hoc-tap-suot-doi/tu-sach-ben-do/",
    "phong-trao/nha-nha-doc-sach/",
    "don-vi/xa-hoa-sen/",
)

MOVED, GONE = "/dien-hinh/2026/chuyen-cu/", "/dien-hinh/2026/bai-da-rut/"


PRINTED = "ban-in/"


@pytest.fixture(scope="module")
def addresses(
    real: Site, commune: Site, crowded: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Give the address of one page of each sort, and of the page for what is not there."""
    with (
        served(real, tmp_path_factory.mktemp("real")) as root,
        served(commune, tmp_path_factory.mktemp("commune")) as other,
        served(crowded, tmp_path_factory.mktemp("crowded")) as many,
    ):
        yield [
            *(root + address[1:] for address in one_of_each_sort(real)),
            many + PRINTED,
            *(other + address for address in RICH),
            root + "khong/co/",
        ]


# --- every page, in all ways ----------------------------------------------------------------------

AXE = "axe-core/axe.min.js"
RUN = """async () => {
    const found = await axe.run(document, {
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    })
    return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 120))}`)
}"""

WAYS: dict[str, tuple[tuple[int, int], Any]] = {
    "phone-light": (PHONE, "light"),
    "desk-dark": (DESK, "dark"),
}
"""Windows and colours in which axe looks at a page."""


def show(page: Page, way: str) -> None:
    """Show a page in one of the ways."""
    (width, height), colours = WAYS[way]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=colours)


# The texts that are cut off by the box they stand in.
CLIPPED = """[...document.querySelectorAll("body *")].filter(it => {
    const style = getComputedStyle(it)
    return it.checkVisibility() && style.overflow !== "visible" && it.clientHeight > 2
        && (it.scrollHeight > it.clientHeight + 1 || it.scrollWidth > it.clientWidth + 1)
        && !["auto", "scroll"].includes(style.overflowX)
}).map(it => `clipped: ${it.tagName}.${it.className}`)"""
HEADER = "document.querySelector('.bt-masthead').getBoundingClientRect().height"

# For each size of the letters, what is too wide, what is clipped, and how high the header is.
MEASURE = f"""sizes => sizes.map(size => {{
    document.documentElement.style.fontSize = `${{size}}%`
    return [({TOO_WIDE})(), {CLIPPED}, {HEADER}]
}})"""

# The texts that end with "…" where their box has no more lines; two lines of a document's title are
# enough.
CLAMPED = """() => [...document.querySelectorAll("main :not(.bt-table__title)")]
    .filter(it => getComputedStyle(it).webkitLineClamp !== "none").map(it => it.textContent)"""

TWICE_AS_LARGE = (640, 512)
LARGE_DESK, HIGHEST = (1280, 800), 200
NARROWEST = 320
LETTERS = {NARROWEST: (100, 130, 150, 175, 200), 240: (100,), 360: (130, 200)}
"""Widths of a phone's window, and the sizes of letters in it, in percent."""

Complaints = dict[str, dict[Any, list[Any]]]


@pytest.fixture(scope="module")
def complaints(browser: Browser, addresses: list[str]) -> Complaints:
    """Give what is wrong with any page, by the way in which it was looked at.

    To load a page takes longer than most looks at it: each is loaded once, and then seen in all
    ways. Without axe the other ways are still seen.
    """
    found: Complaints = defaultdict(dict)
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    if has_axe := (NPM / AXE).is_file():
        context.add_init_script(path=NPM / AXE)
    page = context.new_page()

    def look(way: str) -> None:
        show(page, way)
        if has_axe and (wrong := page.evaluate(RUN)):
            found[way][page.url] = wrong

    def measure(size: tuple[int, int], letters: tuple[int, ...]) -> Any:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate("innerWidth") == size[0]
        return page.evaluate(MEASURE, letters)

    for at, address in enumerate(addresses):
        page.goto(address)
        look("phone-light")
        if clamped := page.evaluate(CLAMPED):
            found["clamped"][address] = clamped
        if at % 3 == 0 or address.endswith(RICH):
            look("desk-dark")
        ((wide, clipped, _),) = measure(TWICE_AS_LARGE, (200,))
        if wide or clipped:
            found["twice as large"][address] = [*wide, *clipped]
        ((wide, _, header),) = measure(LARGE_DESK, (200,))
        if wide or header >= HIGHEST:
            found["desk"][address] = [*wide, header]
        for width, letters in LETTERS.items():
            # Other widths of a telephone are for the first pages and those with every kind of part.
            if width != NARROWEST and 12 <= at < len(addresses) - 4:
                continue
            measured = measure((width, 640), letters)
            for size, (wide, _, header) in zip(letters, measured, strict=True):
                if wide or header > 640 / 3:
                    found["phone"][address, width, size] = [*wide, header]
    context.close()
    return found


# --- axe ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing(complaints: Complaints, way: str) -> None:
    """Colours do not depend on the size of a window: two of the four ways show all there is.

    Every kind of page is seen in the light; in the dark, whose tokens are tested below, every third
    one and those that hold every kind of part.
    """
    npm_file(AXE)
    assert complaints[way] == {}


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's site with a story taken down and one that moved."""
    folder = tmp_path_factory.mktemp("changing")
    project = copy_of_the_commune(folder / "project")
    stories = project / "content/exemplars/2026"
    text = next(text for _, text in many_stories())
    moved = text.replace("subject:", f"aliases: [{MOVED}]\nsubject:", 1)
    (stories / "chuyen-moi.md").write_text(moved, encoding="utf-8")
    stone = f"- path: {GONE}\n  id: mot-bai\n  date: 2026-11-20\n  reason: Theo đề nghị\n"
    (project / "content/data/withdrawn.yml").write_text(stone, encoding="utf-8")
    with served(build(project, folder / "site"), folder) as root:
        yield root


def stay(route: Route) -> None:
    """Show the page of an address that moved, which browsers leave at once."""
    answer = route.fetch()
    route.fulfill(
        response=answer, body=re.sub('<meta http-equiv="refresh"[^>]*>', "", answer.text())
    )


def test_axe_finds_nothing_where_few_readers_come(browser: Browser, changing: str) -> None:
    """Search with results, without, and filtered; what was taken down; what moved; no network."""
    axe = npm_file(AXE)
    # What comes through a worker cannot be made to `stay`.
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=axe)
    page = context.new_page()
    complaints: dict[tuple[str, str], list[str]] = {}

    def look(name: str) -> None:
        for way in WAYS:
            show(page, way)
            if found := page.evaluate(RUN):
                complaints[name, way] = found

    page.goto(f"{changing}tim-kiem/")
    page.locator("#_tim-kiem").press_sequentially("duong hoa")
    expect(page.locator("#_ket-qua .bt-card").first).to_be_visible()
    look("results")
    page.locator("summary", has_text="Lọc kết quả").click()
    look("filters")
    page.locator("#_tim-kiem").fill("qqqqqqqq")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Không tìm thấy kết quả cho “"))
    look("nothing found")
    page.route(f"**{MOVED}", stay)
    for address, heading in {
        MOVED: "Trang đã chuyển",
        GONE: "Bài đã gỡ",
        "/ngoai-tuyen.html": "Không có mạng",
    }.items():
        page.goto(changing + address[1:])
        expect(page.locator("h1")).to_have_text(heading)
        look(address)
    context.close()
    assert complaints == {}


# --- contrast of the tokens -----------------------------------------------------------------------

TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((name, ground, TEXT) for name in ("ink", "soft", "link") for ground in ("page", "wash")),
    ("on-brand", "brand", TEXT),
    *((tone, f"{tone}-wash", TEXT) for tone in ("good", "next", "stop", "warn")),
    *((name, ground, SHAPE) for name in ("edge", "focus") for ground in ("page", "wash")),
    ("gold", "brand", SHAPE),
]


def tokens() -> dict[str, dict[str, str]]:
    """Return the colours by name, of each block of tokens by the head of its rule."""
    css = (ROOT / "theme/assets/bulletin.css").read_text("utf-8").partition("/* ---- ground")[0]
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*--page:[^{}]*)\}", css)
    return {head.strip(): dict(re.findall(r"--([\w-]+): (#\w+)", body)) for head, body in blocks}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2 of a colour, `#rgb` or `#rrggbb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2 between two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("head", list(tokens()))
def test_every_pair_of_tokens_has_contrast_enough(head: str) -> None:
    colours = tokens()[head]
    found = {
        f"{name} on {ground}": round(contrast(colours[name], colours[ground]), 2)
        for name, ground, least in PAIRS
        if contrast(colours[name], colours[ground]) < least
    }
    assert found == {}


def test_a_chosen_dark_is_the_dark_of_the_device() -> None:
    light, by_device, chosen = tokens().values()
    assert by_device == chosen
    assert light.keys() == chosen.keys()
    assert light != chosen


# --- the keyboard ---------------------------------------------------------------------------------

# Notes where the keyboard is, each time it goes elsewhere.
WATCH = """() => {
    window.stops = []
    addEventListener("focusin", ({target: at}) => {
        const style = getComputedStyle(at)
        const box = at.getBoundingClientRect()
        stops.push({
            name: (at.getAttribute("aria-label") || at.textContent || at.id).trim().slice(0, 60),
            outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            seen: box.width > 1 && box.height > 1,
        })
    })
}"""
CONTROLS = """() => [...document.querySelectorAll(
        "a[href], button, input, select, summary, audio[controls], [tabindex]")]
    .filter(it => it.checkVisibility() && it.tabIndex >= 0 && !it.closest("details:not([open]) nav")
        && !(it.closest("details:not([open])") && it.tagName !== "SUMMARY")).length"""


@pytest.mark.parametrize(
    ("path", "size"),
    [("", PHONE), ("", DESK), ("van-ban/", PHONE), ("dien-hinh/", DESK), ("su-kien/", PHONE)],
)
def test_the_keyboard_reaches_every_control_and_shows_where_it_is(
    browser: Browser, addresses: list[str], path: str, size: tuple[int, int]
) -> None:
    """The Tab key goes from the top of the page through all controls, and then leaves it."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, service_workers="block"
    )
    page = context.new_page()
    page.goto(addresses[-1].removesuffix("khong/co/") + path)
    wanted = page.evaluate(CONTROLS)
    page.evaluate(WATCH)
    for _ in range(wanted):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")
    stops: list[dict[str, Any]] = page.evaluate("stops")
    context.close()
    assert len(stops) == wanted
    assert [stop for stop in stops if not (stop["outlined"] and stop["seen"])] == []


# --- large letters --------------------------------------------------------------------------------


def test_letters_twice_as_large_lose_nothing(complaints: Complaints) -> None:
    """A page four times enlarged is a page of 320 px: see the next."""
    assert complaints["twice as large"] == {}


def test_on_a_phone_letters_of_any_size_stay_in_the_window(complaints: Complaints) -> None:
    """Nothing is wider than the window, and the header leaves two thirds of it to the page."""
    assert complaints["phone"] == {}


def test_at_a_desk_large_letters_leave_the_window_to_the_page(complaints: Complaints) -> None:
    assert complaints["desk"] == {}


def test_titles_on_lists_are_whole_on_a_phone(complaints: Complaints) -> None:
    """No title ends with "…": there is no way to the rest but to open every page."""
    assert complaints["clamped"] == {}


def test_stacked_marks_have_room(browser: Browser, addresses: list[str]) -> None:
    """Lines stand at least 1.3 (headings) or 1.5 (text) letters' heights apart."""
    page = browser.new_page(service_workers="block")
    page.goto(addresses[0])
    found = page.evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, p, li, dt, dd, td, a, span")]
            .filter(it => it.checkVisibility() && it.textContent.trim())
            .map(it => [it.tagName, parseFloat(getComputedStyle(it).lineHeight)
                / parseFloat(getComputedStyle(it).fontSize)])
            .filter(([tag, ratio]) => ratio < (/^H/.test(tag) ? 1.29 : 1.34))"""
    )
    page.close()
    assert found == []


def test_nothing_moves_by_itself(real: Site) -> None:
    css = (ROOT / "theme/assets/bulletin.css").read_text("utf-8")
    assert "prefers-reduced-motion: reduce" in css
    assert not re.search(r"@keyframes|animation:(?! none)|transition:(?! none)", css)
    assert not any(b"<marquee" in data or b"autoplay" in data for data in real.files.values())


def test_the_font_has_every_letter_of_vietnamese(browser: Browser, addresses: list[str]) -> None:
    """A letter that is missing would come from another font, in the middle of a word."""
    page = browser.new_page(service_workers="block")
    # A page does without letters that come late, as they do on a busy machine; this one waits.
    page.route("**/bulletin.css", wait_for_letters)
    page.goto(addresses[0])
    missing = page.evaluate(
        """async (letters) => {
            await document.fonts.load("16px Bulletin", letters)
            const context = document.createElement("canvas").getContext("2d")
            const width = (letter, font) => {
                context.font = `100px ${font}`
                return context.measureText(letter).width
            }
            const comesFrom = (it, other) => width(it, `Bulletin, ${other}`) === width(it, other)
            return [...letters].filter(it => comesFrom(it, "monospace") && comesFrom(it, "serif"))
        }""",
        letters(),
    )
    page.close()
    assert missing == []


def wait_for_letters(route: Route) -> None:
    """Give the style sheet with fonts that are used whenever they come."""
    answer = route.fetch()
    patient = answer.text().replace("font-display: optional", "font-display: block")
    route.fulfill(response=answer, body=patient)


def letters() -> str:
    """Return every Vietnamese letter with every mark, small and capital."""
    vowels = "aăâeêioôơuưy"
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    small = [unicodedata.normalize("NFC", vowel + mark) for vowel in vowels for mark in marks]
    return "".join([*small, "đ", *(letter.upper() for letter in small), "Đ"])


def test_the_fonts_files_are_what_the_budget_knows() -> None:
    sizes = [path.stat().st_size for path in Path(ROOT, "theme/assets/fonts").glob("*.woff2")]
    assert len(sizes) == 2
    assert sum(sizes) <= 40_000
