"""Files that stand where nothing would ever read them, or under names that no address can have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from bulletin.content.data_files import DATA_FILES
from bulletin.content.rules import document as document_rules
from bulletin.content.source import WHOLE_FILE
from bulletin.errors import Problem
from bulletin.model.kind import KINDS, kind_of
from bulletin.model.values import FILE_NAME_PATTERN
from bulletin.vietnamese.fold import find_nearest
from bulletin.vietnamese.slug import slug

MEDIA_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".mp3", ".txt")
DOCUMENTS = f"{document_rules.FILES.rpartition('/')[0]}/"
DOCUMENT_ENDINGS = (".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx")


def strays(texts: Mapping[str, bytes], sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Yield the problem of each file that has the wrong place, name or type."""
    for path in [*texts, *sizes]:
        composed = unicodedata.normalize("NFC", path)
        if composed != path:
            message: str | None = _decomposed(composed)
        elif path.lower().endswith(".md"):
            message = _stray_story(path)
        elif path in texts:
            message = _stray_data(path)
        else:
            message = _stray_file(path)
        if message is not None:
            yield Problem(composed, 1, WHOLE_FILE, message)


def _decomposed(path: str) -> str:
    """A name is written in one way only, whatever the computer."""
    return f"tên tệp có dấu ở dạng tách rời (NFD, hay gặp trên máy Mac){_better_name(path)}"


def _stray_story(path: str) -> str | None:
    """A content file stands in the place of its kind."""
    if kind_of(path) is not None:
        return None
    places = ", ".join(kind.example for kind in KINDS)
    wrong = "tệp không đúng chỗ hoặc tên tệp không chỉ gồm a-z, 0-9 và gạch nối"
    return wrong + (_better_name(path) or f"; chỗ đúng: {places}")


def _stray_data(path: str) -> str | None:
    """A data file is one of those that are read."""
    if path in DATA_FILES:
        return None
    guess = find_nearest(path, DATA_FILES)
    known = ", ".join(name.rpartition("/")[2] for name in DATA_FILES)
    hint = f"có phải '{guess}'?" if guess else f"trong content/data/ chỉ có: {known}"
    return f"không có tệp dữ liệu này; {hint}"


def _stray_file(path: str) -> str | None:
    """A file that is no text is of a type that is taken, under a name that a record can write."""
    is_document = path.startswith(f"{document_rules.FILES}/")
    endings = DOCUMENT_ENDINGS if is_document else MEDIA_ENDINGS
    if not path.lower().endswith(endings):
        if path.startswith(DOCUMENTS) and path.lower().endswith(DOCUMENT_ENDINGS):
            return f"tệp để tải về phải đặt trong thư mục {document_rules.FILES}/"
        return f"loại tệp không nhận ở đây; chỉ nhận .md và {', '.join(endings)}"
    if not re.fullmatch(FILE_NAME_PATTERN, path.rpartition("/")[2]):
        rule = "tên tệp chỉ gồm chữ không dấu, số, dấu chấm và gạch nối"
        return rule + _better_name(path)
    return None


def _better_name(path: str) -> str:
    """Return the proposal of a name that would do, where the name is what is wrong."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    better = f"{slug(stem)}.{ending.lower()}"
    is_media = better.endswith((*MEDIA_ENDINGS, *DOCUMENT_ENDINGS)) and not better.startswith(".")
    would_do = is_media or kind_of(f"{folder}/{better}") is not None
    return f"; có phải '{better}'?" if would_do and better != name else ""
