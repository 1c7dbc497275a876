"""The pages under docs/: MkDocs publishes them, in the dialect of the content, without a sanitizer.

So no word may be lost and no sign left, as in the content, and raw HTML that could run something is
an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.content.faults.personal_data import personal_problems_of_page
from bulletin.content.rules.body import (
    Body,
    entity_problems,
    left_over_problems,
    loss_problems,
    sign_problems,
)
from bulletin.content.source import BODY, read_text
from bulletin.content.strays import name_mistake
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.errors import Problem, Severity
from bulletin.prose.renderer import MarkdownRenderer, NotRendered
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


def hand_written_problems(path: str, data: bytes, renderer: MarkdownRenderer) -> Iterator[Problem]:
    """Yield what is wrong with the page at `path`: damage, name, keys of a story, its text."""
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
    if text is None:
        return
    try:
        parted = split(text)
        front, body = parted.front, Body(path, "", parted.body, parted.body_line)
    except NoFrontMatter:
        front, body = "", Body(path, "", text, 1)
    yield from _body_problems(body, renderer)
    keys = set(_KEY.findall(front))
    found = keys & (_KEYS_OF_STORIES | _KEYS_OF_EVENTS | _KEYS_OF_DOCUMENTS)
    if found:
        named = ", ".join(sorted(found)[:3])
        message = (
            f"đây là một bài (có khóa {named}) mà nằm trong docs/: đăng lên ngay, không được kiểm "
            f"tra, draft và people không có tác dụng; chuyển vào {_right_place(front, keys, name)}"
        )
        yield Problem(path, 1, WHOLE_FILE, message)


def _body_problems(body: Body, renderer: MarkdownRenderer) -> Iterator[Problem]:
    """Yield what is wrong with the text of a page. Pictures and links are left to MkDocs."""
    if too_many := list(sign_problems(body)):
        yield from too_many
        return
    try:
        rendered = renderer.render(body.text)
    except NotRendered as failure:
        yield Problem(body.path, body.first_line, BODY, str(failure))
        return
    yield from entity_problems(body)
    yield from loss_problems(body, rendered)
    yield from left_over_problems(body, rendered)
    for one in rendered.removed:
        what = f"thuộc tính {one.name}" if one.is_attribute else f"thẻ <{one.name}>"
        runs = not one.is_attribute or one.name.startswith("on")
        yield Problem(
            body.path,
            body.first_line + one.line - 1,
            BODY,
            f"{what} không dùng được trên trang; viết bằng Markdown",
            Severity.ERROR if runs else Severity.WARNING,
        )
    for link in rendered.links:
        if link.is_refused and not link.is_image:
            message = f"liên kết '{link.target}' không dùng được; chỉ dùng http, https, mailto, tel"
            yield Problem(body.path, body.first_line + link.line - 1, BODY, message)


def _right_place(front: str, keys: set[str], name: str) -> str:
    better = f"{slug(name.rpartition('.')[0])}.md"
    if keys & _KEYS_OF_DOCUMENTS:
        return f"content/documents/{better}"
    year = found[1] if (found := _YEAR.search(front)) else "2026"
    folder = "events" if keys & _KEYS_OF_EVENTS else "exemplars"
    return f"content/{folder}/{year}/{better}"
