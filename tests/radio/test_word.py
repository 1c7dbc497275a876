"""Word files: what a presenter needs is in them, always in the same bytes, for others to read."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from bulletin.radio.plain import format_rundown_text
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Paragraph, Script
from bulletin.radio.word import render_rundown_docx, render_script_docx
from tests.narrowing import require
from tests.radio.samples import BROADCAST, EMPTY, SAMPLE, URGENT, script
from tests.radio.sheet_text import script_text

ROOT = Path(__file__).parents[2]
SCRIPTS = [airing.script for airing in BROADCAST.airings]
ANSWERS = {
    "script": render_script_docx(script()),
    "unapproved sample": render_script_docx(replace(SAMPLE, approver="", approved=None, source="")),
    "rundown": render_rundown_docx(BROADCAST, SCRIPTS),
    "rundown alone": render_rundown_docx(BROADCAST, []),
    "empty rundown": render_rundown_docx(EMPTY, []),
}
SENTENCE = "Câu số {} đủ dài để đứng thành ba dòng giấy, vì {}kể hết mọi việc bà con đã góp."


def long_script(pages: int) -> Script:
    """Return a script whose sentences, three lines each, fill about so many pages."""
    middle = "cả xóm cùng làm, mỗi nhà một tay, người góp của, người góp công, " * 2
    sentences = [SENTENCE.format(number, middle) for number in range(9 * pages)]
    return replace(script(), paragraphs=(Paragraph(tuple(sentences)),))


def opened(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def lines(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def in_effect(paragraph: WordParagraph, name: str) -> object:
    """Return a property of a paragraph's layout: its own, or that of its style or one below."""
    value = getattr(paragraph.paragraph_format, name)
    style = paragraph.style
    while value is None and style is not None:
        assert isinstance(style, ParagraphStyle)
        value = getattr(style.paragraph_format, name)
        style = style.base_style
    return value


def sizes(document: WordDocument) -> set[object]:
    """Return every size of type that the document names anywhere, in points."""
    roots = [document.element, document.styles.element, document.sections[0].footer._element]
    tags = (qn("w:sz"), qn("w:szCs"))
    return {int(size.get(qn("w:val"))) / 2 for root in roots for size in root.iter(*tags)}


# --- what is in them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one",
    [
        script(),
        URGENT,
        replace(SAMPLE, source="", watch=()),
        replace(script(), lead=(), paragraphs=(Paragraph(("", " ")),), closing=""),
        replace(script(), lead=('Một\vhai\u2028ba\r\nbốn <&> "năm".',), title="Đe\u0323p\t&"),
    ],
)
def test_a_script_says_what_its_sheet_of_text_says(one: Script) -> None:
    assert wording(lines(opened(render_script_docx(one)))) == wording(script_text(one).split("\n"))


@pytest.mark.parametrize("broadcast", [BROADCAST, EMPTY])
def test_a_running_order_says_what_its_text_says(broadcast: Broadcast[Script]) -> None:
    written = lines(opened(render_rundown_docx(broadcast, [])))
    assert wording(written) == wording(format_rundown_text(broadcast).split("\n"))


def wording(some_lines: list[str]) -> list[str]:
    """Return the lines without what text has for want of type: rules, dashes, indents, a colon."""
    stripped = (line.strip("-– ").removesuffix(":") for line in some_lines)
    return [line for line in stripped if line]


def test_the_sheets_follow_the_running_order_each_on_a_page_of_its_own() -> None:
    document = opened(ANSWERS["rundown"])
    written = lines(document)
    together = [*lines(opened(ANSWERS["rundown alone"]))]
    for one in SCRIPTS:
        together += lines(opened(render_script_docx(one)))
    assert written == together
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["ĐÀI TRUYỀN THANH XÃ MẪU MỘT"] * len(SCRIPTS)


def test_no_page_parts_a_title_from_its_length() -> None:
    paragraphs = opened(ANSWERS["rundown alone"]).paragraphs
    for number, below in enumerate(paragraphs[1:]):
        if below.text.startswith("Mã tin: "):
            assert paragraphs[number].paragraph_format.keep_with_next is True


@pytest.mark.parametrize("content", ANSWERS.values(), ids=ANSWERS)
class TestEveryFile:
    def test_is_large_and_wide_enough_to_read_from(self, content: bytes) -> None:
        document = opened(content)
        normal = document.styles["Normal"]
        assert isinstance(normal, ParagraphStyle)
        assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
        assert sizes(document) == {14}
        for paragraph in document.paragraphs:
            assert in_effect(paragraph, "line_spacing") == 1.5
            assert in_effect(paragraph, "line_spacing_rule") == WD_LINE_SPACING.ONE_POINT_FIVE

    def test_is_on_paper_of_the_office(self, content: bytes) -> None:
        section = opened(content).sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)

    def test_breaks_no_sentence_over_a_page(self, content: bytes) -> None:
        for paragraph in opened(content).paragraphs:
            assert in_effect(paragraph, "keep_together") is True

    def test_leaves_no_heading_and_no_end_alone_on_a_page(self, content: bytes) -> None:
        *before, last, end = opened(content).paragraphs
        assert end.text == "hết"
        assert in_effect(last, "keep_with_next") is True
        for paragraph in before:
            assert paragraph.style is not None
            if paragraph.style.name in {"Title", "Heading 1"}:
                assert in_effect(paragraph, "keep_with_next") is True

    def test_has_numbered_pages(self, content: bytes) -> None:
        footer = opened(content).sections[0].footer._element
        fields = footer.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]

    def test_is_in_vietnamese(self, content: bytes) -> None:
        document = opened(content)
        assert document.core_properties.language == "vi-VN"
        tongues = document.styles.element.iter(qn("w:lang"))
        assert [tongue.get(qn("w:val")) for tongue in tongues] == ["vi-VN"]

    def test_is_small_and_holds_nothing_of_the_template_or_the_day(self, content: bytes) -> None:
        assert len(content) < 8_000
        archive = zipfile.ZipFile(BytesIO(content))
        assert archive.testzip() is None
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.create_system for part in archive.infolist()} == {3}
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/footer1.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
        everything = b"".join(map(archive.read, archive.namelist()))
        assert b"python-docx" not in everything
        assert b"2013" not in everything

    def test_points_at_no_part_and_no_style_that_is_not_there(self, content: bytes) -> None:
        archive = zipfile.ZipFile(BytesIO(content))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        named = {one.get("PartName") for one in types if one.get("PartName")}
        assert named <= {f"/{name}" for name in archive.namelist()}
        for holder, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
            for relation in etree.fromstring(archive.read(holder)):
                assert folder + require(relation.get("Target")) in archive.namelist()
        for part in ("word/document.xml", "word/footer1.xml"):
            used = set(re.findall(rb'w:pStyle w:val="(\w+)"', archive.read(part)))
            there = set(re.findall(rb'w:styleId="(\w+)"', archive.read("word/styles.xml")))
            assert used <= there


def test_the_foot_tells_loose_pages_apart() -> None:
    assert (
        opened(render_script_docx(URGENT))
        .sections[0]
        .footer.paragraphs[0]
        .text.startswith("2026-11-17-nuoc-man, bản 2 – trang ")
    )
    assert (
        opened(ANSWERS["rundown"])
        .sections[0]
        .footer.paragraphs[0]
        .text.startswith("Thời sự sáng, 18/11/2026 – trang ")
    )


def test_properties_say_what_the_file_is_and_when_the_story_came_out() -> None:
    about = opened(render_script_docx(URGENT)).core_properties
    assert (about.title, about.author) == (URGENT.title, URGENT.station)
    assert (about.revision, about.comments) == (2, "")
    assert about.created is not None
    assert about.created == about.modified
    assert about.created.date() == URGENT.published.date()


def test_a_very_long_title_is_whole_on_the_page() -> None:
    # 150 characters are allowed to editors; Word's properties take 255, and more is no reason to
    # fail.
    title = "Tổ hợp tác " * 40
    document = opened(render_script_docx(script(title=title)))
    assert f"Tên bài: {title.strip()}" in lines(document)


# --- the same bytes -----------------------------------------------------------------------------


def test_one_file_leaves_no_trace_in_the_next() -> None:
    first = render_script_docx(script())
    render_script_docx(replace(SAMPLE, station="Đài khác", version=7))
    render_rundown_docx(BROADCAST, SCRIPTS)
    assert render_script_docx(script()) == first


PRINT_THE_SUM = """
import hashlib
from bulletin.radio.word import render_rundown_docx, render_script_docx
from tests.radio.samples import BROADCAST, script
content = render_script_docx(script()) + render_rundown_docx(BROADCAST, [script()])
print(hashlib.sha256(content).hexdigest())
"""


@pytest.mark.slow
def test_another_process_at_another_time_in_another_place_writes_the_same_bytes() -> None:
    sums = {
        subprocess.run(
            [sys.executable, "-c", PRINT_THE_SUM],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/New_York"))
    }
    assert len(sums) == 1


@pytest.mark.slow
def test_two_modules_alone_know_python_docx() -> None:
    knowing = [
        path.relative_to(ROOT).as_posix()
        for folder in ("bulletin", "hooks", "scripts")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "docx")
        or (
            isinstance(node, ast.Import) and any(n.name.split(".")[0] == "docx" for n in node.names)
        )
    ]
    assert set(knowing) == {"bulletin/radio/word.py", "bulletin/radio/word_file.py"}


# --- opened by LibreOffice ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the pages of a long script as LibreOffice lays them out."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip(
            "no LibreOffice or no pdftotext: nobody but python-docx has read the Word files"
        )
    folder = tmp_path_factory.mktemp("printed")
    (folder / "kich-ban.docx").write_bytes(render_script_docx(long_script(pages=5)))
    subprocess.run(
        [
            office,
            # A profile of its own: a running LibreOffice would take the work over and say nothing.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
            str(folder / "kich-ban.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=6000,
    )
    text = subprocess.run(
        [reader, "-layout", str(folder / "kich-ban.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=600,
    ).stdout.decode()
    return [" ".join(page.split()) for page in text.split("\f") if page.strip()]


@pytest.mark.slow
def test_libreoffice_numbers_the_pages(printed: list[str]) -> None:
    assert len(printed) > 3
    for number, page in enumerate(printed, 1):
        assert page.endswith(f"2026-11-17-to-hop-tac, bản 1 – trang {number}/{len(printed)}")


@pytest.mark.slow
def test_libreoffice_breaks_no_sentence_and_loses_none(printed: list[str]) -> None:
    one = long_script(pages=5)
    for sentence in (*one.lead, *one.paragraphs[0].sentences, one.closing):
        assert [sentence in page for page in printed].count(True) == 1
    assert "hết" in printed[-1]
