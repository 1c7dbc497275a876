"""Scripts and running orders as Word files.

The layout is for a presenter: 14 points, 1.5 lines, every sentence a paragraph of its own that is
not split between pages, pages numbered. The bytes depend on the values alone, not on the clock or
the machine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
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
from bulletin.radio.turns import assign_voices, voice_mark
from bulletin.radio.word_file import LANGUAGE, NAMESPACE, add_field, new_document, pack
from bulletin.vietnamese.dates import short_date

_GAP: Final = Pt(12)

# These styles replace the template's 160, which use other fonts and colours. Sizes are in half
# points, spaces in twentieths of a point, `line` in 240ths of a line. `keepLines` keeps a sentence
# on one page.
_STYLES: Final = f"""
<w:styles {NAMESPACE}>
  <w:docDefaults><w:rPrDefault><w:rPr>
    <w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}"/>
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
    return pack(document)


def render_rundown_docx(
    broadcast: Broadcast[Script], scripts: Sequence[Script], voices: int = 1
) -> bytes:
    """Return the running order, followed by the sheets of `scripts`, each on a new page.

    For two `voices` the turns of the presenters are marked.
    """
    name = broadcast.programme.name
    document = _new_document(
        title=rundown_title(broadcast),
        author=scripts[0].station if scripts else "",
        day=broadcast.day,
        foot=f"{name}, {short_date(broadcast.day)}",
    )
    _add_rundown(document, broadcast)
    turns = assign_voices(scripts) if voices > 1 else [()] * len(scripts)
    for script, turn in zip(scripts, turns, strict=True):
        first = _add_script(document, script, turn)
        first.paragraph_format.page_break_before = True
    return pack(document)


def _add_script(document: WordDocument, script: Script, voices: Sequence[int] = ()) -> Paragraph:
    """Add the sheet; return its first paragraph.

    `voices` has the voice of each paragraph that is read aloud, where there is more than one.
    """
    turns, last = iter(voices), 0
    first = document.add_paragraph(one_line(script.station).upper(), style="Title")
    for label, value in sheet_head(script):
        _add_labelled(document, label, value)
    if script.sample:
        document.add_paragraph().add_run(SAMPLE_NOTICE).bold = True
    for heading, paragraphs in spoken_parts(script):
        document.add_paragraph(heading, style="Heading 1")
        for sentences in paragraphs:
            voice = next(turns, 0)
            if voice != last:
                mark = document.add_paragraph()
                mark.add_run(voice_mark(voice)).bold = True
                mark.paragraph_format.keep_with_next = True
                last = voice
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
    document = new_document(title=title, author=author, day=day, styles=_STYLES)
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.add_run(f"{one_line(foot)} – trang ")
    add_field(paragraph, "PAGE")
    paragraph.add_run("/")
    add_field(paragraph, "NUMPAGES")
    return document
