"""The rules of the text below the front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bulletin.content.item import Body
from bulletin.content.links import Link, Targets, links_in, prose_lines
from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity
from bulletin.vietnamese.fold import nearest

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE_HTML = re.compile(
    r"<(script|style|iframe|object|embed|form|input|button|svg|base|meta|link)\b"
    r"|<[a-z][^<>]*\s(on[a-z]+|style)\s*=",
    re.IGNORECASE,
)


def body_problems(body: Body, targets: Targets) -> Iterator[Problem]:
    """Yield the problems of the links, pictures and HTML in a body."""
    for link in links_in(body.text, body.first_line):
        yield from _link(body, link, targets)
    yield from _html(body)


def _link(body: Body, link: Link, targets: Targets) -> Iterator[Problem]:
    """A link leads to a page that exists; a picture belongs in the front matter."""
    found = _SCHEME.match(link.target)
    scheme = found[1].lower() if found else ""
    if link.is_image:
        yield _image(body, link, elsewhere=bool(scheme) or link.target.startswith("//"))
    elif scheme and scheme not in SAFE_SCHEMES:
        message = f"liên kết kiểu '{scheme}:' bị bỏ; chỉ dùng http, https, mailto, tel"
        yield Problem(body.path, link.line, BODY, message, Severity.WARNING)
    elif targets.resolve(link.target, body.path, body.address) is None:
        message = _not_an_address(link.target) or _dead_link(body, link.target, targets)
        yield Problem(body.path, link.line, BODY, message)


def _image(body: Body, link: Link, *, elsewhere: bool) -> Problem:
    if elsewhere:
        message = "ảnh lấy từ trang khác bị bỏ; xin phép rồi đặt ảnh ở khóa image"
        return Problem(body.path, link.line, BODY, message, Severity.WARNING)
    message = f"ảnh '{link.target}' phải đặt ở khóa image (file, alt, credit), không đặt ở đây"
    return Problem(body.path, link.line, BODY, message)


def _not_an_address(target: str) -> str | None:
    try:
        urlsplit(target)
    except ValueError:
        return f"liên kết '{target}' không phải một địa chỉ đúng; chép lại từ trình duyệt"
    return None


def _dead_link(body: Body, target: str, targets: Targets) -> str:
    wanted = urlsplit(target).path
    if wanted.endswith(".md"):
        folder = posixpath.dirname(body.path)
        near = nearest(posixpath.normpath(posixpath.join(folder, wanted)), targets.pages)
        guess = posixpath.relpath(near, folder) if near else None
    else:
        guess = nearest(wanted, sorted(targets.addresses))
    hint = f"; có phải '{guess}'?" if guess else "; sửa hoặc bỏ liên kết"
    return f"liên kết '{target}' không dẫn đến trang nào{hint}"


def _html(body: Body) -> Iterator[Problem]:
    """HTML that a page may not carry is taken out; the editor is told."""
    if "<" not in body.text:
        return
    for line, text in prose_lines(body.text, body.first_line):
        if found := _UNSAFE_HTML.search(text):
            what = f"thẻ <{found[1].lower()}>" if found[1] else f"thuộc tính {found[2].lower()}"
            message = f"{what} bị bỏ khỏi trang; viết bằng Markdown"
            yield Problem(body.path, line, BODY, message, Severity.WARNING)
