"""The editors' desk: what a person writes there becomes a package that the check accepts."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZIP_STORED, ZipFile

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bulletin.model.withdrawal import Part
from bulletin.office.check import check_files
from bulletin.office.incoming.letter import Letter, find_letter
from bulletin.office.incoming.package import read_package
from bulletin.pages.desk_form import make_new_file_pattern
from tests.browser.conftest import PATIENCE, npm_file, served, until
from tests.office.word_files import drawing, make_word, p
from tests.site.built import ROOT, Site

pytestmark = pytest.mark.browser

TODAY = dt.date(2026, 11, 23)
MOST_BYTES = 40_000
BODY = "Mỗi sáng thứ Bảy, bà con ra dọn kênh.\n\n## Nước về\n\nRuộng cuối nguồn không còn khô.\n"

STORY: dict[str, Any] = {
    "title": "Ông Đặng Văn Đê: “giữ” đê # giữ đất",
    "date": "18/11/2026",
    "summary": "Mười hai năm giữ đê. Nhà nào cũng yên tâm.",
    "unit": "xã an biên",
    "fields": ["giam-ngheo"],
    "subject": "individual",
    "author": "Nguyễn Văn Mẫu",
    "source": "Báo cáo của ấp, tháng 11 năm 2026",
    "people.0.name": "Đặng Văn Đê",
    "people.0.role": "trưởng ấp",
    "people.0.consent.form": "giấy đồng ý số 01",
    "people.0.consent.date": "2026-11-10",
    "people.0.consent.scope": ["web", "image", "radio"],
    "people.1.name": "Trần Thị Mẫu",
    "people.1.child": True,
    "people.1.consent.form": "giấy đồng ý số 02",
    "people.1.consent.date": "2026-11-10",
    "people.1.consent.scope": ["web", "image"],
    "people.1.consent.guardian_form": "giấy đồng ý của mẹ, số 03",
    "image.alt": "Ông Đê đứng trên bờ đê",
    "image.credit": "Nguyễn Văn Mẫu",
    "body": BODY,
}
PLAIN: dict[str, Any] = {
    key: value
    for key, value in STORY.items()
    if not key.startswith(("people", "image")) and key != "subject"
}
EVENT: dict[str, Any] = {
    "title": "Hội nghị tổng kết năm",
    "start": "18/12/2026 7h30",
    "end": "2026-12-18T11:00",
    "place": "Nhà văn hóa xã",
    "unit": "xa-an-bien",
    "summary": "Tổng kết một năm thi đua.",
    "body": "Mời bà con đến dự.",
}

# The worker puts the page last into its store, after all its files.
KEEPS_THIS_PAGE = """async () => {
    const names = (await caches.keys()).filter(it => it.endsWith(" soạn bài"))
    return names.length && !!await caches.match(location.href, {cacheName: names[0]})
}"""


@pytest.fixture(scope="module")
def root(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real site under the strict policy."""
    with served(real, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def worker() -> bool:
    """Whether the service worker may keep the desk, which takes long."""
    return False


@pytest.fixture
def device(browser: Browser, worker: bool) -> Iterator[BrowserContext]:
    """Give a device that keeps nothing yet."""
    context = browser.new_context(
        locale="vi-VN",
        viewport={"width": 360, "height": 740},
        service_workers="allow" if worker else "block",
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def open_desk(device: BrowserContext, root: str) -> Page:
    """Open the desk and wait for its form; what the policy refuses fails the test."""
    page = device.new_page()
    refused: list[str] = []
    page.on("console", lambda it: refused.append(it.text) if it.type == "error" else None)
    page.on("pageerror", lambda it: refused.append(str(it)))
    page.goto(f"{root}soan-bai/")
    expect(page.locator("[name=title]")).to_be_visible()
    assert refused == []
    return page


def fill(page: Page, values: Mapping[str, Any]) -> None:
    """Fill the controls by their names, as a person would."""
    for name, value in values.items():
        control = page.locator(f'[name="{name}"]')
        if isinstance(value, list):
            for one in value:
                page.locator(f'[name="{name}"][value="{one}"]').check()
        elif value is True:
            control.check()
        elif control.evaluate("it => it.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def complaint(page: Page, name: str) -> str:
    """Return what stands in the element that describes a control."""
    at = page.locator(f'[name="{name}"]').first.get_attribute("aria-describedby")
    return page.locator(f'[id="{at}"]').inner_text()


def pack(page: Page) -> bytes:
    """Return the bytes of the package."""
    with page.expect_download() as coming:
        page.locator('[data-action="package"]').click()
    return Path(coming.value.path()).read_bytes()


def photo() -> bytes:
    """Return a large photo that a telephone took on its side, with where it was taken."""
    image = Image.new("RGB", (3000, 2000), (30, 170, 30))
    image.paste((200, 30, 30), (0, 0, 3000, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "BÍ MẬT"
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def judged(packed: bytes, project: Path) -> list[str]:
    """Unpack into a bulletin and return what the check says of it."""
    package = ZipFile(BytesIO(packed))
    assert len(read_package("goi-bai.zip", packed).files) == len(package.namelist())
    shutil.copytree(ROOT / "content", project / "content")
    for entry in package.infolist():
        assert re.fullmatch(r"content/[a-z0-9/-]+\.(?:md|jpg|mp3)", entry.filename)
        assert entry.compress_type == ZIP_STORED
        target = project / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(package.read(entry))
    texts = [name for name in package.namelist() if name.endswith(".md")]
    return [str(problem) for problem in check_files(project, texts, TODAY) if problem.is_error]


def test_a_story_with_a_photo_and_two_people_is_packed(
    device: BrowserContext, root: str, tmp_path: Path
) -> None:
    page = open_desk(device, root)
    fill(page, STORY)
    page.locator('[name="image.file"]').set_input_files(
        {"name": "Ảnh chụp (1).JPG", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(page.get_by_role("img", name="Ảnh sẽ gửi")).to_be_visible()
    packed = pack(page)
    package = ZipFile(BytesIO(packed))
    name = "content/exemplars/2026/ong-dang-van-de-giu-de-giu-dat"
    assert package.namelist() == [f"{name}.md", f"{name}.jpg"]
    assert judged(packed, tmp_path) == []
    picture = package.read(f"{name}.jpg")
    opened = Image.open(BytesIO(picture))
    assert opened.size == (1067, 1600)
    assert not opened.getexif()
    assert "BÍ MẬT".encode() not in picture
    text = package.read(f"{name}.md").decode()
    assert "date: 2026-11-18\n" in text
    assert "unit: xa-an-bien\n" in text
    assert text.endswith(BODY)
    assert pack(page) == packed


KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "exemplar": (
        {**PLAIN, "subject": "model"},
        "content/exemplars/2026/ong-dang-van-de-giu-de-giu-dat.md",
    ),
    "campaign-story": (
        {"campaign": "tet-quan-dan", **PLAIN},
        "content/campaigns/tet-quan-dan/ong-dang-van-de-giu-de-giu-dat.md",
    ),
    "event": (EVENT, "content/events/2026/hoi-nghi-tong-ket-nam.md"),
    "question": (
        {
            "title": "Ai được xét?",
            "sources.0.document": "06/2022/QH15",
            "sources.0.article": "Điều 3",
            "checked": "2026-11-20",
            "body": "Mọi tập thể, cá nhân.",
        },
        "content/questions/ai-duoc-xet.md",
    ),
}


def test_every_kind_is_packed(device: BrowserContext, root: str, tmp_path: Path) -> None:
    page = open_desk(device, root)
    for kind, (values, path) in KINDS.items():
        fill(page, {"kind": kind, **values})
        if kind == "question":
            page.locator('[name="sources.0.document"]').press("ArrowDown")
            page.locator('[name="sources.0.document"]').press("Enter")
        packed = pack(page)
        assert ZipFile(BytesIO(packed)).namelist() == [path]
        assert judged(packed, tmp_path / kind) == []


def test_without_javascript_it_says_what_to_do(browser: Browser, root: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{root}soan-bai/")
    expect(page.locator("noscript p")).to_contain_text("Hãy viết bài trong Word")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("form[data-desk]")).to_be_hidden()
    page.close()


def test_a_mistake_stands_at_its_control_in_the_words_of_the_check(
    device: BrowserContext, root: str
) -> None:
    page = open_desk(device, root)
    fill(page, {"date": "2026-02-30", "unit": "xa-an-bien", "subject": "individual"})
    fill(page, {"people.0.name": "Người Mẫu", "people.0.child": True})
    expect(page.locator('[id="e-date"]')).to_have_text(
        "phải là ngày có thật dạng 2026-11-18, đang là '2026-02-30'"
    )
    fill(page, {"date": "2025-03-01"})
    expect(page.locator('[id="e-unit"]')).to_contain_text(
        "Xã An Biên có hiệu lực từ 01/7/2025, sau ngày 01/3/2025; trước đó là: "
    )
    assert "trẻ em phải có sự đồng ý" in complaint(page, "people.0.consent.guardian_form")
    assert complaint(page, "title") == ""
    page.locator('[data-action="package"]').click()
    assert complaint(page, "title").startswith("bắt buộc phải có (tên bài")
    assert page.locator('[name="title"]').get_attribute("aria-invalid") == "true"
    page.get_by_role("link", name="Tên bài: bắt buộc").click()
    expect(page.locator('[name="title"]')).to_be_focused()
    fill(page, {"title": "Chuyện ấp Mẫu"})
    expect(page.locator('[id="e-title"]')).to_have_text("")
    with_day = page.locator("output[for='c-date']")
    expect(with_day).to_have_text("Thứ Bảy, ngày 1 tháng 3 năm 2025")


def test_a_correction_is_asked_for_in_words(device: BrowserContext, root: str) -> None:
    device.grant_permissions(["clipboard-read", "clipboard-write"])
    page = device.new_page()
    page.goto(f"{root}dien-hinh/2023/mo-hinh-tom-lua-an-bien/")
    page.get_by_role("link", name="Đề nghị đính chính").first.click()
    expect(page.locator('[name="path"]')).to_have_value(re.compile("/mo-hinh-tom-lua-an-bien/$"))
    expect(page.locator('[data-action="package"]')).to_be_hidden()
    fill(page, {"text": "Viết 12 hộ, đúng là 21 hộ.", "sender": "Ban nhân dân ấp"})
    page.locator('[data-action="copy"]').click()
    expect(page.locator('[data-part="status"]')).to_contain_text("Đã chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("ĐỀ NGHỊ ĐÍNH CHÍNH\n\nBài nào: http")
    assert "đúng là 21 hộ.\nNgười đề nghị: Ban nhân dân ấp\n" in copied
    assert page.evaluate("localStorage.length") == 0


def test_a_withdrawal_is_packed_for_the_office(device: BrowserContext, root: str) -> None:
    page = open_desk(device, root)
    address = "/dien-hinh/2023/mo-hinh-tom-lua-an-bien/"
    asked = {"path": address, "reason": 'Xin "gỡ"', "only": "radio", "sender": "Ấp Mẫu"}
    fill(page, {"kind": "withdrawal", **asked})
    letter = find_letter("goi.zip", pack(page))
    assert letter == Letter(address, 'Xin "gỡ"', Part.RADIO, sender="Ấp Mẫu")


def test_a_short_text_opens_the_page_of_the_forge(device: BrowserContext, root: str) -> None:
    pattern = make_new_file_pattern("https://github.com/xa/ban-tin/edit/main/")

    def name_forge(route: Route) -> None:
        form = route.fetch().json()
        route.fulfill(json={**form, "new": pattern})

    device.route("**/mau.json", name_forge)
    device.route("https://github.com/**", lambda route: route.fulfill(body="kho"))
    page = open_desk(device, root)
    fill(page, {**PLAIN, "subject": "model"})
    with device.expect_page() as opened:
        page.locator('[data-action="new"]').click()
    opened.value.wait_for_url("https://github.com/**")
    address = urlsplit(opened.value.url)
    assert address.path == "/xa/ban-tin/new/main/content/exemplars/2026"
    asked = parse_qs(address.query)
    assert asked["filename"] == ["ong-dang-van-de-giu-de-giu-dat.md"]
    assert asked["value"][0].endswith(BODY)
    fill(page, {"body": BODY * 60})
    page.locator('[data-action="new"]').click()
    expect(page.locator('[data-part="status"]')).to_contain_text("hãy tải gói bài")
    assert len(device.pages) == 2


def test_another_kind_keeps_what_was_written(device: BrowserContext, root: str) -> None:
    page = open_desk(device, root)
    fill(page, {"title": "Chuyện ấp", "author": "An", "kind": "withdrawal", "reason": "Rút lại"})
    fill(page, {"kind": "event"})
    expect(page.locator('[name="title"]')).to_have_value("Chuyện ấp")
    fill(page, {"kind": "exemplar"})
    expect(page.locator('[name="author"]')).to_have_value("An")


def test_a_unit_is_found_without_marks_and_by_keyboard(device: BrowserContext, root: str) -> None:
    page = open_desk(device, root)
    unit = page.locator('[name="unit"]')
    unit.press_sequentially("an bien")
    expect(page.locator(".desk-list li").first).to_have_text("Xã An Biên")
    unit.press("Enter")
    expect(unit).to_have_value("Xã An Biên")
    unit.fill("dong hoa")
    unit.press("ArrowDown")
    unit.press("ArrowUp")
    unit.press("Escape")
    expect(page.locator(".desk-list:not([hidden])")).to_have_count(0)
    unit.fill("xa-an-bien")
    unit.press("Tab")
    expect(unit).to_have_value("Xã An Biên")
    expect(page.locator(".desk-list:not([hidden])")).to_have_count(0)


def test_a_draft_stays_on_the_device_until_it_is_forgotten(
    device: BrowserContext, root: str
) -> None:
    page = open_desk(device, root)
    fill(page, {"title": "Chuyện đang viết", "people.0.name": "Một", "people.1.name": "Hai"})
    expect(page.locator('[data-part="kept"]')).to_contain_text("giữ trên máy này đến ngày")
    page.reload()
    expect(page.locator('[name="title"]')).to_have_value("Chuyện đang viết")
    expect(page.locator('[name="people.1.name"]')).to_have_value("Hai")
    page.locator('[data-action="forget"]').click()
    expect(page.locator('[name="title"]')).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator('[name="title"]')).to_have_value("")


@pytest.mark.parametrize("worker", [True])
def test_after_one_visit_it_works_without_a_network(
    device: BrowserContext, root: str, tmp_path: Path
) -> None:
    page = open_desk(device, root)
    # `wait_for_function` takes the promise of an asynchronous function for a yes.
    until(page, lambda: bool(page.evaluate(KEEPS_THIS_PAGE)))
    device.set_offline(True)
    page.goto(f"{root}van-ban/")
    expect(page.locator("h1")).to_have_text("Không có mạng")
    page.goto(f"{root}soan-bai/")
    fill(page, {**PLAIN, "subject": "model"})
    assert judged(pack(page), tmp_path) == []


def test_everyone_can_use_it(device: BrowserContext, root: str) -> None:
    """With axe's rules, with mistakes shown; and nothing is wider than the narrowest phone."""
    page = open_desk(device, root)
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator("form details").evaluate("it => { it.open = true }")
    page.locator('[data-action="package"]').click()
    page.evaluate(npm_file("axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(it => it.id)")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_is_light_and_in_no_list(real: Site) -> None:
    files = [path for path in real.files if path.startswith(("assets/desk/", "soan-bai/"))]
    assert {"assets/desk/desk.js", "soan-bai/index.html", "soan-bai/mau.json"} <= set(files)
    assert sum(len(gzip.compress(real.files[path], 6)) for path in files) <= MOST_BYTES
    assert b"/soan-bai/" not in real.files["sitemap.xml"]
    assert "/soan-bai/" not in real.listed
    assert json.loads(real.files["soan-bai/mau.json"])["email"] == ""
    assert "hỏi Ban biên tập" in real.pages["/soan-bai/"].text_content()


def test_a_picture_out_of_a_word_file_is_the_storys(device: BrowserContext, root: str) -> None:
    page = open_desk(device, root)
    body = p("Mỗi sáng thứ Bảy, bà con ra dọn kênh.", drawing("a", "Bà con dọn kênh"))
    data = make_word(body, pictures={"a.jpg": photo()})
    page.locator('[name="word"]').set_input_files(
        {"name": "bai.docx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Dùng làm ảnh của bài").click()
    expect(page.get_by_role("img", name="Ảnh sẽ gửi")).to_be_visible()
    expect(page.locator('[name="image.alt"]')).to_have_value("Bà con dọn kênh")
    written = {key: value for key, value in PLAIN.items() if key != "body"}
    fill(page, {**written, "subject": "model", "image.credit": "Ban biên tập"})
    package = ZipFile(BytesIO(pack(page)))
    assert [name.rpartition(".")[2] for name in package.namelist()] == ["md", "jpg"]
