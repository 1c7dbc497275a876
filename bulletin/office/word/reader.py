"""From the bytes of a .docx to the title and the Markdown of a story."""

from __future__ import annotations

from bulletin.office.refused import Refused
from bulletin.office.word.body import read_body
from bulletin.office.word.markdown import WordText, write_markdown
from bulletin.office.word.old_fonts import convert_old_fonts
from bulletin.office.word.parts import open_parts


def read_word(name: str, data: bytes) -> WordText:
    """Return the text of a .docx; raises Refused."""
    text = write_markdown(convert_old_fonts(read_body(open_parts(name, data))))
    if not text.body.strip():
        raise Refused("trong tệp Word không có lời văn nào")
    return text
