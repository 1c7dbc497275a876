"""The printed bulletin: its pages, its words with all marks, and content that means ill."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from bulletin.issue.issue import Issue
from bulletin.media.pictures import render_picture
from bulletin.render.printing import typesetting
from bulletin.render.printing.typesetting import (
    Form,
    Pictures,
    Printed,
    draw_thumbnail,
    order_sheets,
    print_issue,
)
from scripts.issue import main
from tests.content.builder import picture, write
from tests.issue.made_month import LETTERS, MONTH, NAME, NOW, make, make_hostile


def make_pictures() -> Pictures:
    """Return the picture of the made month as the site has it."""
    rendition = render_picture(picture())[-1]
    ending = rendition.name_suffix.rpartition(".")[2]
    return {"content/exemplars/2026/hoa.jpg": (ending, rendition.data)}


PICTURES = make_pictures()


@pytest.fixture(scope="module")
def issue() -> Issue:
    """Return the issue of the made month."""
    return make({})


@pytest.fixture(scope="module")
def printed(issue: Issue) -> Printed:
    """Return the made month on A4."""
    return print_issue(issue, Form.A4, PICTURES)


@pytest.fixture(scope="module")
def hostile() -> Printed:
    """Return forty stories that mean ill on A4."""
    return print_issue(make_hostile(), Form.A4, PICTURES)


def text_of(printed: Printed) -> str:
    """Return the words of the PDF, in lines joined; addresses have places where lines break."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(printed.pdf)).pages]
    assert len(pages) == printed.pages
    return " ".join(" ".join(pages).replace("\u200b", "").split())


class TestA4:
    def test_all_words_with_all_marks(self, printed: Printed) -> None:
        text = text_of(printed)
        assert unicodedata.is_normalized("NFC", text)
        # In each of the five fonts, and in bold sans twice.
        for letters in LETTERS.split():
            assert text.count(f"{letters} ") >= 6, letters
        for words in (
            *(NAME, "Số 11 năm 2026", "Trong số này", "Đường hoa ấp Mẫu", "Cách làm", "1.250"),
            *("Ai cũng có phần", "Ghi nhớ", "Theo sổ của ấp", "Kết quả: 2 km đường hoa"),
            *("Ảnh: Ban biên tập", "Xanh, sạch, đẹp", "Ai được xét?", "Mục II, Kế hoạch số 62"),
            *("Giấy khen", "07:30, ngày 10/12/2026", "52 hộ, không phải 50 hộ", "Ghi rõ nguồn"),
            *("Chịu trách nhiệm nội dung: Người phụ trách mẫu", "Điện thoại: 0297 000 000"),
        ):
            assert words in text, words

    def test_nothing_invented_and_nothing_hidden(self, printed: Printed) -> None:
        text = text_of(printed)
        for words in ("Chuyện đặt ra", "Chưa xong", "tháng trước", "tháng sau", "Buổi", "Bằng"):
            assert words not in text

    def test_size_pages_fonts_tags(self, printed: Printed) -> None:
        reader = PdfReader(BytesIO(printed.pdf))
        assert 2 <= len(reader.pages) <= 8
        box = reader.pages[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == (595, 842)
        assert reader.metadata is not None
        assert reader.metadata.title == f"{NAME}, tháng 11 năm 2026"
        root: Any = reader.root_object
        assert str(root["/Lang"]) == "vi-VN"
        assert root["/MarkInfo"]["/Marked"]
        assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
        titles = [one.title for one in reader.outline if not isinstance(one, list)]
        assert titles[:3] == ["Đường hoa ấp Mẫu", "Một người bền bỉ", "Đủ chữ, đủ dấu"]
        pages: Any = reader.pages
        for page in pages:
            for font in page["/Resources"]["/Font"].get_object().values():
                below = font.get_object()["/DescendantFonts"][0].get_object()
                described = below["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(described)
                assert re.search("NotoS(erif|ans)", described["/FontName"])

    def test_the_same_bytes(self, issue: Issue, printed: Printed) -> None:
        assert print_issue(make({}), Form.A4, PICTURES) == printed

    @pytest.mark.slow
    def test_hostile_content(self, hostile: Printed) -> None:
        assert hostile.pages <= 8
        assert hostile.briefs
        text = text_of(hostile)
        assert "#let x = 1 $y$ *đậm* _nghiêng_ <b>thẻ</b> @nhãn" in text
        assert "Bài quá dài" in text
        assert {"ខ", "😀"} <= set(hostile.missing) or "😀" not in text

    def test_a_month_without_stories(self) -> None:
        empty = {path: None for path in MONTH if re.search(r"/exemplars/.*\.(md|jpg)$", path)}
        made = make(empty)
        assert not made.stories
        printed = print_issue(made, Form.A4, PICTURES)
        assert printed.pages == 2
        assert "Trong tháng chưa có tin, bài nào được đăng." in text_of(printed)


@pytest.mark.slow
def test_a_process_without_the_threads_of_typst_lets_another_print(
    issue: Issue, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting._Threads, "lost", True)
    assert print_issue(issue, Form.A4, PICTURES) == printed


class TestOtherForms:
    def test_booklet(self, issue: Issue) -> None:
        booklet = print_issue(issue, Form.BOOKLET, PICTURES)
        reader = PdfReader(BytesIO(booklet.pdf))
        box = reader.pages[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == (842, 595)
        assert booklet.pages % 2 == 0
        assert "Đường hoa ấp Mẫu" in text_of(booklet)
        assert booklet == print_issue(issue, Form.BOOKLET, PICTURES)

    def test_order_of_the_pages(self) -> None:
        assert order_sheets(4) == [(4, 1), (2, 3)]
        assert order_sheets(6) == [(0, 1), (2, 0), (6, 3), (4, 5)]
        for pages in range(1, 17):
            order = [n for pair in order_sheets(pages) for n in pair if n]
            assert sorted(order) == list(range(1, pages + 1))

    @pytest.mark.slow
    def test_leaflet(self, issue: Issue) -> None:
        leaflet = print_issue(issue, Form.LEAFLET, PICTURES)
        assert leaflet.pages == 1
        text = text_of(leaflet)
        assert "Đường hoa ấp Mẫu" in text
        assert "10/12/2026: Gặp mặt" in text
        crowded = print_issue(make_hostile(), Form.LEAFLET, PICTURES)
        assert crowded.pages == 1
        assert re.search(r"Còn \d+ tin, bài khác", text_of(crowded))

    @pytest.mark.slow
    def test_thumbnail(self, issue: Issue) -> None:
        data = draw_thumbnail(issue, PICTURES)
        image = Image.open(BytesIO(data))
        assert (image.format, image.width) == ("WEBP", 360)
        assert data == draw_thumbnail(issue, PICTURES)


class TestCommand:
    @pytest.fixture
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("BULLETIN_NOW", NOW.isoformat())
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: {NAME}\nsite_url: https://thidua.mau.vn/\n", "utf-8"
        )
        return write(tmp_path, MONTH)

    @pytest.mark.slow
    def test_writes_what_is_asked(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def run(*asked: str) -> int:
            return main(["2026-11", "--project", str(project), *asked])

        assert run("--output", str(project / "a.pdf")) == 0
        assert (project / "a.pdf").read_bytes().startswith(b"%PDF-")
        assert run("--letter", str(project / "a.eml"), "--zalo", str(project / "a.txt")) == 0
        assert NAME.upper() in (project / "a.txt").read_text("utf-8")
        assert run("--output", str(project / "khong-co" / "a.pdf")) == 1
        assert "khong-co" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("month", "said"),
        [
            ("2026-13", "dạng 2026-11"),
            ("11/2026", "dạng 2026-11"),
            ("²⁰²⁶-11", "dạng 2026-11"),
            ("2027-01", "chưa tới"),
            ("2025-01", "bài mẫu không bao giờ được in"),
        ],
    )
    def test_says_what_is_wrong(
        self, project: Path, month: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([month, "--project", str(project)]) == 1
        assert said in capsys.readouterr().err

    def test_without_a_typesetter(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("bulletin.render.printing.typesetting.find_spec", lambda name: None)
        assert main(["2026-11", "--project", str(project)]) == 1
        assert "make print" in capsys.readouterr().err
        assert main(["2026-11", "--project", str(project), "--zalo", str(project / "a.txt")]) == 0
