"""Scripts and running orders as Word files; the only module that imports python-docx.

The layout is for a presenter: 14 points, 1.5 lines, every sentence a paragraph of its own that is
not split between pages, pages numbered. The bytes depend on the values alone, not on the clock or
the machine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bulletin.radio.plain import (
    END,
    NOTHING_TO_AIR,
    SAMPLE_NOTICE,
    TOO_LONG,
    WATCH,
    airing_title,
    one_line,
    reference_line,
    rundown_time,
    rundown_title,
    rundown_totals,
    sheet_head,
    source_line,
    spoken_parts,
    watch_words,
)
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script
from bulletin.vietnamese.dates import short_date

_LANGUAGE: Final = "vi-VN"
_GAP: Final = Pt(12)

# Decree 30/2020/NĐ-CP, appendix I: A4 and its margins; the binding edge is the left one.
_PAGE: Final = {
    "page_width": Mm(210),
    "page_height": Mm(297),
    "top_margin": Mm(20),
    "bottom_margin": Mm(20),
    "left_margin": Mm(30),
    "right_margin": Mm(15),
}

# The rest of python-docx's template (a preview, a theme) would be larger than a script.
_KEPT_RELATIONS: Final = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
}

# These styles replace the template's 160, which use other fonts and colours. Sizes are in half
# points, spaces in twentieths of a point, `line` in 240ths of a line. `keepLines` keeps a sentence
# on one page.
_STYLES: Final = f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults><w:rPrDefault><w:rPr>
    <w:lang w:val="{_LANGUAGE}" w:eastAsia="{_LANGUAGE}"/>
  </w:rPr></w:rPrDefault></w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/>
    <w:pPr>
      <w:keepLines/><w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="auto"/>
    </w:pPr>
    <w:rPr>
      <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"
        w:cs="Times New Roman"/>
      <w:sz w:val="28"/><w:szCs w:val="28"/>
    </w:rPr>
  </w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Title">
    <w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
    <w:pPr><w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/></w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading1">
    <w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
    <w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Footer">
    <w:name w:val="footer"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:jc w:val="center"/></w:pPr>
  </w:style>
</w:styles>
"""
# Without `compatibilityMode` Word opens the file as one of Word 2007 and says so in the title bar.
_SETTINGS: Final = f"""
<w:settings {nsdecls("w")}>
  <w:compat><w:compatSetting w:name="compatibilityMode"
    w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
  <w:themeFontLang w:val="{_LANGUAGE}"/>
</w:settings>
"""


def render_script_docx(script: Script) -> bytes:
    """Return the presenter's sheet with the script's code at the foot of each page."""
    document = _new_document(
        title=script.title,
        author=script.station,
        day=script.published.date(),
        foot=f"{script.code}, bản {script.version}",
    )
    document.core_properties.revision = script.version
    _add_script(document, script)
    return _pack(document)


def render_rundown_docx(broadcast: Broadcast[Script], scripts: Sequence[Script]) -> bytes:
    """Return the running order, followed by the sheets of `scripts`, each on a new page."""
    name = broadcast.programme.name
    document = _new_document(
        title=rundown_title(broadcast),
        author=scripts[0].station if scripts else "",
        day=broadcast.day,
        foot=f"{name}, {short_date(broadcast.day)}",
    )
    _add_rundown(document, broadcast)
    for script in scripts:
        first = _add_script(document, script)
        first.paragraph_format.page_break_before = True
    return _pack(document)


def _add_script(document: WordDocument, script: Script) -> Paragraph:
    """Add the sheet; return its first paragraph."""
    first = document.add_paragraph(one_line(script.station).upper(), style="Title")
    for label, value in sheet_head(script):
        _add_labelled(document, label, value)
    if script.sample:
        document.add_paragraph().add_run(SAMPLE_NOTICE).bold = True
    for heading, paragraphs in spoken_parts(script):
        document.add_paragraph(heading, style="Heading 1")
        for sentences in paragraphs:
            added = [document.add_paragraph(sentence) for sentence in sentences]
            added[-1].paragraph_format.space_after = _GAP
    if words := watch_words(script):
        document.add_paragraph(WATCH, style="Heading 1")
        for word in words:
            document.add_paragraph(f"– {word}")
    if source := source_line(script):
        document.add_paragraph(source)
    _add_end(document)
    return first


def _add_rundown(document: WordDocument, broadcast: Broadcast[Script]) -> None:
    document.add_paragraph(rundown_title(broadcast), style="Title")
    document.add_paragraph(rundown_time(broadcast)).paragraph_format.space_after = _GAP
    for position, airing in enumerate(broadcast.airings, 1):
        _add_item(document, f"{position}. {airing_title(airing)}", airing.script)
    summary = rundown_totals(broadcast) if broadcast.airings else NOTHING_TO_AIR
    document.add_paragraph(summary)
    if broadcast.too_long:
        document.add_paragraph(TOO_LONG, style="Heading 1")
        for script in broadcast.too_long:
            _add_item(document, one_line(script.title), script)
    _add_end(document)


def _add_labelled(document: WordDocument, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


def _add_item(document: WordDocument, title: str, script: Script) -> None:
    """Add the two lines of a script in a running order."""
    paragraph = document.add_paragraph()
    paragraph.add_run(title).bold = True
    paragraph.paragraph_format.keep_with_next = True
    second = document.add_paragraph(reference_line(script))
    second.paragraph_format.space_after = _GAP


def _add_end(document: WordDocument) -> None:
    # Alone on a page, the word would look as if a page were missing.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(END).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _new_document(*, title: str, author: str, day: dt.date, foot: str) -> WordDocument:
    """Return an empty document with its properties set and page numbers in the foot."""
    document = Document(BytesIO(_make_template()))
    about = document.core_properties
    about.title = one_line(title)[:255]
    about.author = about.last_modified_by = one_line(author)[:255]
    about.language = _LANGUAGE
    about.comments = ""
    # The template has the day here on which its author saved it.
    about.created = about.modified = dt.datetime.combine(day, dt.time())
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{one_line(foot)} – trang ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run("/")
    _add_field(paragraph, "NUMPAGES")
    return document


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that the word processor fills in; until then it shows 1."""
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"/>')
    field.append(paragraph.add_run("1")._r)
    # lxml's types let nothing but elements of its own class into a paragraph.
    paragraph._p.append(field)  # type: ignore[arg-type]


@cache
def _make_template() -> bytes:
    """Return an empty document with page, styles and language, without unneeded parts."""
    document = Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, to in relations.items() if to.reltype not in _KEPT_RELATIONS]:
            del relations[key]
    section = document.sections[0]
    for name, length in _PAGE.items():
        setattr(section, name, length)
    section.footer.is_linked_to_previous = False
    for element, xml in (
        (document.styles.element, _STYLES),
        (document.settings.element, _SETTINGS),
    ):
        element[:] = parse_xml(xml)[:]
    return _pack(document)


def _pack(document: WordDocument) -> bytes:
    """Return the document as a file in which no part has a time of writing."""
    saved, repacked = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as original, ZipFile(repacked, "w") as archive:
        for name in original.namelist():
            part = ZipInfo(name)
            # Zip files record the system that made them; 3 is Unix.
            part.create_system = 3
            archive.writestr(part, original.read(name), ZIP_DEFLATED, compresslevel=9)
    return repacked.getvalue()
