"""The pages under docs/: MkDocs publishes them as they are, under no rule of the content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.content.front_matter import NoFrontMatter, split
from bulletin.content.personal_data import personal_problems_of_page
from bulletin.content.source import WHOLE_FILE, read_text
from bulletin.content.strays import name_mistake
from bulletin.errors import Problem
from bulletin.vietnamese.slug import slug

_KEY = re.compile(r"^([a-z_]+)[ \t]*[:：]", re.MULTILINE)
_YEAR = re.compile(r"^(?:date|start)[ \t]*:[ \t]*[\"']?(\d{4})", re.MULTILINE)

# Keys that no page of MkDocs has; `title`, `description`, `date`, `author` may stand in any page.
_KEYS_OF_EVENTS = {"start", "place", "cancelled"}
_KEYS_OF_DOCUMENTS = {"issuer", "issued", "checked", "replaces", "amends"}
_KEYS_OF_STORIES = {
    *("unit", "fields", "subject", "people", "awards", "draft", "sample", "broadcast", "stage"),
    *("campaigns", "approved_by", "approved_on", "corrections", "summary", "audio"),
}


def hand_written_problems(path: str, data: bytes) -> Iterator[Problem]:
    """Yield what is wrong with the page at `path`: damage, a name, the keys of a story."""
    name = unicodedata.normalize("NFC", path.rpartition("/")[2])
    if wrong := name_mistake(path):
        yield Problem(path, 1, WHOLE_FILE, wrong)
    elif not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        better = f"{slug(name.rpartition('.')[0])}.md"
        message = f"tên tệp là địa chỉ của trang nên chỉ gồm chữ không dấu; có phải '{better}'?"
        yield Problem(path, 1, WHOLE_FILE, message)
    text, problems = read_text(path, data)
    yield from problems
    yield from personal_problems_of_page(path, text or "")
    try:
        front = split(text or "").front
    except NoFrontMatter:
        return
    keys = set(_KEY.findall(front))
    found = keys & (_KEYS_OF_STORIES | _KEYS_OF_EVENTS | _KEYS_OF_DOCUMENTS)
    if found:
        named = ", ".join(sorted(found)[:3])
        message = (
            f"đây là một bài (có khóa {named}) mà nằm trong docs/: đăng lên ngay, không được kiểm "
            f"tra, draft và people không có tác dụng; chuyển vào {_right_place(front, keys, name)}"
        )
        yield Problem(path, 1, WHOLE_FILE, message)


def _right_place(front: str, keys: set[str], name: str) -> str:
    better = f"{slug(name.rpartition('.')[0])}.md"
    if keys & _KEYS_OF_DOCUMENTS:
        return f"content/documents/{better}"
    year = found[1] if (found := _YEAR.search(front)) else "2026"
    folder = "events" if keys & _KEYS_OF_EVENTS else "exemplars"
    return f"content/{folder}/{year}/{better}"
