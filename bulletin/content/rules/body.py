"""The rules of the text below the front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from bulletin.content.item import Body
from bulletin.content.links import Link, Targets, links_in, meaning, prose_lines
from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity
from bulletin.vietnamese.fold import find_nearest

_MOST_SIGNS = {"[": 500, "<": 2_000}

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE_HTML = re.compile(
    r"<(script|style|iframe|object|embed|form|input|button|svg|base|meta|link)\b"
    r"|<[a-z][^<>]*\s(on[a-z]+|style)\s*=",
    re.IGNORECASE,
)


class Lead(NamedTuple):
    """A link that should lead to something of the site: what is written, on which line of the file.

    `meant` is the content path or the address that it means, empty when it is no address at all.
    """

    target: str
    line: int
    meant: str


def body_problems(body: Body) -> tuple[list[Problem], tuple[Lead, ...]]:
    """Return what is wrong with a body whatever else there is, and its links to something else."""
    if too_many := list(_signs(body)):
        return too_many, ()
    problems: list[Problem] = []
    leads: list[Lead] = []
    for link in links_in(body.text, body.first_line):
        found = _link(body, link)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            leads.append(found)
    return [*problems, *_html(body)], tuple(leads)


def dead_links(path: str, leads: Iterable[Lead], targets: Targets) -> Iterator[Problem]:
    """A link leads to a page that exists."""
    for lead in leads:
        if targets.at(lead.meant) is None:
            message = _not_an_address(lead.target) or _dead_link(path, lead.target, targets)
            yield Problem(path, lead.line, BODY, message)


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


def _link(body: Body, link: Link) -> Problem | Lead | None:
    """A picture belongs in the front matter, and a link is of a safe kind, or inside the site."""
    found = _SCHEME.match(link.target)
    scheme = found[1].lower() if found else ""
    if link.is_image:
        return _image(body, link, elsewhere=bool(scheme) or link.target.startswith("//"))
    if scheme and scheme not in SAFE_SCHEMES:
        message = f"liên kết kiểu '{scheme}:' bị bỏ; chỉ dùng http, https, mailto, tel"
        return Problem(body.path, link.line, BODY, message, Severity.WARNING)
    try:
        meant = meaning(link.target, body.path, body.address)
    except ValueError:
        meant = ""
    return None if meant is None else Lead(link.target, link.line, meant)


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


def _dead_link(path: str, target: str, targets: Targets) -> str:
    wanted = urlsplit(target).path
    if wanted.endswith(".md"):
        folder = posixpath.dirname(path)
        near = find_nearest(posixpath.normpath(posixpath.join(folder, wanted)), targets.pages)
        guess = posixpath.relpath(near, folder) if near else None
    else:
        guess = find_nearest(wanted, sorted(targets.addresses))
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
