"""Empty Word files, and how a Word file gets the same bytes on every day and every machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
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
from docx.shared import Mm
from docx.text.paragraph import Paragraph

LANGUAGE: Final = "vi-VN"
NAMESPACE: Final = nsdecls("w")
"""The declaration of the namespace `w`, for XML that is written as text."""

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

# Without `compatibilityMode` Word opens the file as one of Word 2007 and says so in the title bar.
_SETTINGS: Final = f"""
<w:settings {NAMESPACE}>
  <w:compat><w:compatSetting w:name="compatibilityMode"
    w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
  <w:themeFontLang w:val="{LANGUAGE}"/>
</w:settings>
"""


def new_document(*, title: str, author: str, day: dt.date, styles: str) -> WordDocument:
    """Return an empty document with its page, styles and properties."""
    document = Document(BytesIO(_make_template(styles)))
    about = document.core_properties
    about.title = " ".join(title.split())[:255]
    about.author = about.last_modified_by = " ".join(author.split())[:255]
    about.language = LANGUAGE
    about.comments = ""
    # The template has the day here on which its author saved it.
    about.created = about.modified = dt.datetime.combine(day, dt.time())
    return document


def render_body(
    *,
    title: str,
    author: str,
    day: dt.date,
    styles: str,
    body: str,
    margins: Mapping[str, int],
    pictures: Sequence[bytes] = (),
) -> bytes:
    """Return the Word file whose body is the XML `body`, elements of `NAMESPACE` one after another.

    Pages are numbered at the top from the second one on, as Decree 30/2020/NĐ-CP asks. `margins`
    are other margins, in millimetres, by the names that python-docx gives them. A drawing of the
    body embeds one of the `pictures` by its `picture_name`.
    """
    document = new_document(title=title, author=author, day=day, styles=styles)
    section = document.sections[0]
    for name, length in margins.items():
        setattr(section, name, Mm(length))
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style = "Normal"
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(number, "PAGE")
    for position, picture in enumerate(pictures):
        relation, _ = document.part.get_or_add_image(BytesIO(picture))
        body = body.replace(f'"{picture_name(position)}"', f'"{relation}"')
    names = nsdecls("w", "r", "wp", "a", "pic") if pictures else NAMESPACE
    holder = parse_xml(f"<w:body {names}>{body}</w:body>")
    for element in list(holder):
        document.element.body.insert_element_before(element, "w:sectPr")
    return pack(document)


def picture_name(position: int) -> str:
    """Return what stands for a picture of `render_body` in its body."""
    return f"picture-{position}-"


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that the word processor fills in; until then it shows 1."""
    field = parse_xml(f'<w:fldSimple {NAMESPACE} w:instr="{instruction}"/>')
    field.append(paragraph.add_run("1")._r)
    # lxml's types let nothing but elements of its own class into a paragraph.
    paragraph._p.append(field)  # type: ignore[arg-type]


@cache
def _make_template(styles: str) -> bytes:
    """Return an empty document with page, styles and language, without unneeded parts."""
    document = Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, to in relations.items() if to.reltype not in _KEPT_RELATIONS]:
            del relations[key]
    section = document.sections[0]
    for name, length in _PAGE.items():
        setattr(section, name, length)
    for element, xml in (
        (document.styles.element, styles),
        (document.settings.element, _SETTINGS),
    ):
        element[:] = parse_xml(xml)[:]
    return pack(document)


def pack(document: WordDocument) -> bytes:
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
