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

_MOST_SIGNS = {"[": 500, "<": 2_000}

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE_HTML = re.compile(
    r"<(script|style|iframe|object|embed|form|input|button|svg|base|meta|link)\b"
    r"|<[a-z][^<>]*\s(on[a-z]+|style)\s*=",
    re.IGNORECASE,
)


def body_problems(body: Body, targets: Targets) -> Iterator[Problem]:
    """Yield the problems of the signs, links, pictures and HTML in a body."""
    too_many = list(_signs(body))
    yield from too_many
    if too_many:
        return
    for link in links_in(body.text, body.first_line):
        yield from _link(body, link, targets)
    yield from _html(body)


def _signs(body: Body) -> Iterator[Problem]:
    """A text holds no more brackets than a long story needs.

    Python-Markdown takes time with the square of them: 3,000 unmatched ones take 20 seconds.
    """
    for sign, most in _MOST_SIGNS.items():
        if body.text.count(sign) > most:
            at = -1
            for _ in range(most + 1):
                at = body.text.index(sign, at + 1)
            line = body.first_line + body.text.count("\n", 0, at)
            message = f"lời văn có quá {most} dấu '{sign}'; xóa dấu thừa hoặc tách thành nhiều bài"
            yield Problem(body.path, line, BODY, message)


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
        for found in _UNSAFE_HTML.finditer(text):
            what = f"thẻ <{found[1].lower()}>" if found[1] else f"thuộc tính {found[2].lower()}"
            message = f"{what} bị bỏ khỏi trang; viết bằng Markdown"
            yield Problem(body.path, line, BODY, message, Severity.WARNING)
