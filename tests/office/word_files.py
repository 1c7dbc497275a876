"""Makes small .docx files: a body, and the styles that the tests name."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OTHERS = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="urn:a"'
)
_STYLES = """\
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="Đầu đề 1"/></w:style>
<w:style w:type="paragraph" w:styleId="vn"><w:name w:val="Cũ"/>
<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="con"><w:name w:val="Con"/><w:basedOn w:val="vn"/></w:style>
<w:style w:type="character" w:styleId="an"><w:name w:val="Ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
_NUMBERING = """\
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>
</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
"""
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="h" Type="x/hyperlink" Target="https://vi-du.example/a(b)"/>'
    '<Relationship Id="f" Type="x/hyperlink" Target="file:///C:/rieng"/></Relationships>'
)


def drawing(name: str, alt: str = "") -> str:
    """Return a run with the picture that the relation `name` leads to."""
    blip = f'<a:blip r:embed="{name}"/>'
    return f'<w:r><w:drawing><a:docPr descr="{alt}"/>{blip}</w:drawing></w:r>'


def make_word(
    body: str,
    *,
    space: str = W,
    head: str = "",
    footnotes: str = "",
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return a .docx with this body; `head` stands before the root, `pictures` by their names."""
    names = f'xmlns:w="{space}" {_OTHERS}'
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"{head}<w:document {names}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", f"<w:styles {names}>{_STYLES}</w:styles>")
        archive.writestr("word/numbering.xml", f"<w:numbering {names}>{_NUMBERING}</w:numbering>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {names}>{footnotes}</w:footnotes>")
        archive.writestr("word/comments.xml", f"<w:comments {names}>BÍ MẬT</w:comments>")
        related = "".join(
            f'<Relationship Id="{n.partition(".")[0]}" Type="x/image" Target="media/{n}"/>'
            for n in pictures
        )
        relations = _RELATIONS.replace("</Relationships>", f"{related}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", relations)
        for name, data in pictures.items():
            archive.writestr(f"word/media/{name}", data)
    return file.getvalue()


def p(*runs: str, look: str = "") -> str:
    """Return a paragraph of runs or plain texts."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def r(text: str, look: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    """Return the look of a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def item(text: str, number: int, level: int = 0) -> str:
    """Return an item of a list."""
    look = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, look=look)


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is a text, or the inside of w:tc."""
    cells = (
        "".join(f"<w:tc>{one if one.startswith('<') else p(one)}</w:tc>" for one in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
