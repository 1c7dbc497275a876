"""Word files at the desk: what comes in is what bulletin/office/word/ reads of the same file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bulletin.office.refused import Refused
from bulletin.office.word.reader import read_word
from tests.browser.conftest import PATIENCE, served
from tests.office.test_word import CONVERTED, NO_WORD, SECRET, SHOWN, TCVN3, old
from tests.office.word_files import STRICT, font, make_word, p, r, table
from tests.site.built import Site

pytestmark = pytest.mark.browser

READ = """async ([module, files]) => {
    const { readWord } = await import(module)
    const found = []
    for (const [name, data] of files) {
        const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt())
        try {
            const { title, body } = await readWord(name, bytes)
            found.push([title, body])
        } catch (failure) {
            found.push([`! ${failure.message}`, ""])
        }
    }
    return found
}"""


@pytest.fixture(scope="module")
def desk(real: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give the page of the desk."""
    with served(real, tmp_path_factory.mktemp("served")) as root:
        page = browser.new_page(viewport={"width": 360, "height": 740}, service_workers="block")
        page.set_default_timeout(PATIENCE)
        page.goto(f"{root}soan-bai/")
        expect(page.locator("[name=title]")).to_be_visible()
        yield page
        page.close()


def read(desk: Page, files: list[tuple[str, bytes]]) -> list[list[str]]:
    """Return title and Markdown of each file as the desk reads it; "! " before a refusal."""
    module = desk.url.replace("soan-bai/", "assets/desk/word.js")
    packed = [[name, b64encode(data).decode()] for name, data in files]
    found: list[list[str]] = desk.evaluate(READ, [module, packed])
    return found


def expected(name: str, data: bytes) -> list[str]:
    """Return what the office's reader says of a file."""
    try:
        found = read_word(name, data)
    except Refused as refused:
        return [f"! {refused}", ""]
    return [found.title, found.body]


BODIES = [
    *(body for body, _ in SHOWN),
    *(body for body, _ in CONVERTED),
    *SECRET,
    table(("UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    + p("Lời văn dài.")
    + p("…………………")
    + p("Nơi nhận:")
    + p("- Như trên;")
    + p("CHỦ TỊCH")
    + p("Nguyễn Văn Mẫu"),
    p("GƯƠNG NGƯỜI TỐT", look='<w:jc w:val="center"/>') + p("Lời văn."),
    p(old(TCVN3)) + p(r("café v&#249;ng cao", font(".VnTime"))),
]


def test_both_readers_say_the_same(desk: Page) -> None:
    files = [("bai.docx", make_word(body)) for body in BODIES]
    files.append(("bai.docx", make_word(p("Lời văn."), space=STRICT)))
    note = f'<w:footnote w:id="2">{p(" Lời chú.")}</w:footnote>'
    body = p("Có chú", '<w:r><w:footnoteReference w:id="2"/></w:r>', " thích.")
    files.append(("bai.docx", make_word(body, footnotes=note)))
    found = read(desk, files)
    different: list[Any] = []
    for (name, data), here, source in zip(files, found, [*BODIES, "strict", "note"], strict=True):
        there = expected(name, data)
        if here != there and not (here[0].startswith("!") and there[0].startswith("!")):
            different.append((source, here, there))
    assert different == []


def test_what_is_no_word_file_is_refused_in_a_sentence(desk: Page) -> None:
    found = read(desk, [(name, data) for name, data, _ in NO_WORD])
    for (name, _, said), (refusal, _) in zip(NO_WORD, found, strict=True):
        # A browser reads no more than 256 elements inside each other.
        meant = "hỏng|không có lời văn" if said == "quá sâu" else said.replace("gửi", "chọn")
        assert refusal.startswith("! "), name
        assert any(one in refusal for one in meant.split("|")), (said, refusal)


def test_a_file_fills_the_form_and_what_was_dropped_can_be_taken_back(
    desk: Page, tmp_path: Path
) -> None:
    head = table(("UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    body = head + p(r("NƯỚC VỀ", "<w:b/>")) + p("Bà con dọn kênh.", r("BÍ MẬT", "<w:vanish/>"))
    file = tmp_path / "Bài gửi.docx"
    file.write_bytes(make_word(body + p("Nơi nhận:") + p("- Như trên;")))
    desk.locator("[name=word]").set_input_files(file)
    expect(desk.locator("[name=title]")).to_have_value("NƯỚC VỀ")
    expect(desk.locator("[name=body]")).to_have_value("Bà con dọn kênh.\n")
    report = desk.locator("#e-word")
    expect(report).to_contain_text("Đã bỏ 1 đoạn chữ ẩn")
    desk.get_by_role("button", name="Lấy lại").last.click()
    expect(desk.locator("[name=body]")).to_have_value(
        "Bà con dọn kênh.\n\nNơi nhận:\n\n- Như trên;\n"
    )
    desk.get_by_role("button", name="Trả lại như trước").click()
    expect(desk.locator("[name=body]")).to_have_value("")
    file = tmp_path / "bai.rtf"
    file.write_bytes(b"{\\rtf1 x}")
    desk.locator("[name=word]").set_input_files(file)
    expect(report).to_contain_text("đây là tệp RTF; mở bằng Word, chọn Lưu thành")
