"""A paper as a Word file in the form of Decree 30/2020/NĐ-CP, appendix I, to number and sign.

The elements are written as XML: python-docx builds a table of a thousand rows in minutes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from bulletin.office.report.blocks import MOTTO, NATION, Block, Grid, Heading, Paper, Paragraph
from bulletin.office.report.chart import WIDTH, Chart, draw_png
from bulletin.radio.word_file import LANGUAGE, NAMESPACE, picture_name, render_body

_MARGINS: Final = {"left_margin": 30, "right_margin": 15, "top_margin": 20, "bottom_margin": 20}
_TEXT_WIDTH: Final = 9354
"""The width of the text in twentieths of a point: 210 mm less 30 mm and 15 mm."""

# Sizes in half points, spaces in twentieths of a point. The decree: text 13 to 14, first line 1 cm
# or 1.27 cm, at least 6 pt between paragraphs.
_STYLES: Final = f"""
<w:styles {NAMESPACE}>
  <w:docDefaults><w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"
      w:cs="Times New Roman"/>
    <w:sz w:val="28"/><w:szCs w:val="28"/>
    <w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}"/>
  </w:rPr></w:rPrDefault></w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/>
  </w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/>
  </w:style>
  <w:style w:type="paragraph" w:styleId="BodyText">
    <w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:before="120" w:line="264" w:lineRule="auto"/>
      <w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Title">
    <w:name w:val="Title"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading1">
    <w:name w:val="heading 1"/><w:basedOn w:val="BodyText"/><w:next w:val="BodyText"/>
    <w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading2">
    <w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/><w:next w:val="BodyText"/>
    <w:pPr><w:outlineLvl w:val="1"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading3">
    <w:name w:val="heading 3"/><w:basedOn w:val="Heading1"/><w:next w:val="BodyText"/>
    <w:pPr><w:spacing w:after="60"/><w:outlineLvl w:val="2"/></w:pPr>
    <w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:i/><w:iCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Cell">
    <w:name w:val="Cell"/><w:basedOn w:val="Normal"/>
    <w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="SmallCell">
    <w:name w:val="Small Cell"/><w:basedOn w:val="Cell"/>
    <w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
  </w:style>
</w:styles>
"""
_LINE_BELOW: Final = (
    '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
)
_CELL_MARGINS: Final = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def render_docx(paper: Paper, author: str, day: dt.date) -> bytes:
    """Return the paper as a Word file; the same paper on the same `day` gives the same bytes."""
    charts = [block for block in (*paper.body, *paper.annex) if isinstance(block, Chart)]
    return render_body(
        title=paper.title,
        author=author,
        day=day,
        styles=_STYLES,
        body="".join(_iter_parts(paper)),
        margins=_MARGINS,
        pictures=[draw_png(chart) for chart in charts],
    )


def _iter_parts(paper: Paper) -> Iterator[str]:
    yield _make_layout(
        [
            (
                *(_centre(one, size=24) for one in _break_name(paper.superior)),
                *(_centre(one, size=26, bold=True) for one in _break_name(paper.issuer)),
                _rule(narrow=1500),
            ),
            (
                _centre(NATION, size=24, bold=True),
                _centre(MOTTO, size=26, bold=True),
                _rule(narrow=1100),
            ),
        ],
        (42, 58),
    )
    yield _make_layout(
        [
            (_centre(paper.number, size=26),),
            (_centre(paper.place, size=26, italic=True),),
        ],
        (42, 58),
    )
    yield _paragraph(_run(paper.kind), "Title", '<w:spacing w:before="360"/>')
    yield _paragraph(_run(paper.subject), "Title")
    yield _rule(narrow=3300)
    kept = '<w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/>'
    yield _paragraph(_run(f"Kính gửi: {paper.addressee}"), "Normal", kept)
    # Pictures are numbered in their order.
    numbers = count()
    yield from _iter_blocks(paper.body, numbers)
    yield _paragraph("", "Normal")
    recipients = [_paragraph(_run(f"- {one}", size=22), "Normal") for one in paper.recipients]
    yield _make_layout(
        [
            (_paragraph(_run("Nơi nhận:", size=24, bold=True, italic=True), "Normal"), *recipients),
            (
                _centre(paper.signer, size=28, bold=True),
                _centre("(Ký, ghi rõ họ tên)", size=26, italic=True),
                *(_paragraph("", "Normal") for _ in range(4)),
            ),
        ],
        (50, 50),
    )
    yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    yield from _iter_blocks(paper.annex, numbers)


def _iter_blocks(blocks: Iterable[Block], numbers: Iterator[int]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text, level):
                yield _paragraph(_run(text), f"Heading{level}")
            case Paragraph(text, is_blank):
                # Justified, the words before a line of dots would be drawn apart.
                side = '<w:jc w:val="left"/>' if is_blank else ""
                yield _paragraph(_run(text), "BodyText", side)
            case Grid():
                yield _make_grid(block)
            case Chart():
                yield _make_picture(block, next(numbers))


_PLACE: Final = re.compile(
    r" (?=(?:tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu) )", re.IGNORECASE
)


def _break_name(name: str) -> list[str]:
    """Return a body's name in capitals, in two lines where the place would not fit on one."""
    lines = _PLACE.split(name, maxsplit=1) if len(name) > 22 else [name]
    return [line.upper() for line in lines]


def _make_picture(chart: Chart, number: int) -> str:
    """Return the paragraph of a chart, the picture of that number; its words are for readers."""
    wide, tall = (round(length * 36_000) for length in (WIDTH, chart.height))
    about = f'id="{number + 1}" name={quoteattr(chart.heading)} descr={quoteattr(chart.alt)}'
    drawing = (
        f'<wp:inline><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr {about}/>'
        "<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture_name(number)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
    space = '<w:spacing w:before="120" w:after="60"/>'
    return _paragraph(f"<w:r><w:drawing>{drawing}</w:drawing></w:r>", "Normal", space)


def _make_grid(grid: Grid) -> str:
    """Return the table; its head is repeated on each page, and no row is split."""
    widths = [_TEXT_WIDTH * part // sum(grid.widths) for part in grid.widths]
    style = "SmallCell" if len(widths) > 6 else "Cell"
    rows = [_make_row(grid.head, widths, frozenset(), style, is_head=True)]
    rows += [_make_row(row, widths, grid.numeric, style) for row in grid.rows]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"{_CELL_MARGINS}</w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _make_row(
    cells: Sequence[str],
    widths: Sequence[int],
    right: frozenset[int],
    style: str,
    *,
    is_head: bool = False,
) -> str:
    made = []
    for position, (text, width) in enumerate(zip(cells, widths, strict=True)):
        side = "center" if is_head else "right" if position in right else "left"
        inner = _paragraph(
            _run(text, bold=is_head), style, f'<w:jc w:val="{side}"/>' if side != "left" else ""
        )
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(made)}</w:tr>"


def _make_layout(columns: Sequence[Sequence[str]], parts: Sequence[int]) -> str:
    """Return paragraphs side by side: a table of one row without lines."""
    widths = [_TEXT_WIDTH * part // 100 for part in parts]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(column)}</w:tc>'
        for column, width in zip(columns, widths, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _rule(narrow: int) -> str:
    """Return a line across the middle, `narrow` twentieths of a point from either side."""
    space = '<w:spacing w:line="120" w:lineRule="exact"/>'
    return _paragraph(
        "", "Normal", f'{_LINE_BELOW}{space}<w:ind w:left="{narrow}" w:right="{narrow}"/>'
    )


def _centre(text: str, *, size: int, bold: bool = False, italic: bool = False) -> str:
    run = _run(text, size=size, bold=bold, italic=italic)
    return _paragraph(run, "Normal", '<w:jc w:val="center"/>')


def _paragraph(runs: str, style: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>'


def _run(text: str, *, size: int = 0, bold: bool = False, italic: bool = False) -> str:
    """Return the text on one line; characters that XML cannot hold are left out."""
    line = "".join(one for one in " ".join(text.split()) if one.isprintable())
    looks = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic
    if size:
        looks += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
