"""The rules of the text below the front matter."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from urllib.parse import urlsplit

from bulletin.content.faults.link_faults import (
    PageAnchors,
    find_anchors,
    find_link_fault,
    propose_target,
)
from bulletin.content.links import SiteLink, Targets, find_meaning
from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity, shorten
from bulletin.model.kind import find_address
from bulletin.prose.bounds import find_excess
from bulletin.prose.losses import Lost
from bulletin.prose.renderer import BodyLink, RenderedText
from bulletin.prose.safe_html import SAFE_SCHEMES
from bulletin.vietnamese.fold import find_nearest
from bulletin.vietnamese.legacy import CONTROL

# Browsers drop these signs, then look for a scheme.
_DROPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown body of a content file, whatever its front matter says.

    `first_line` is the line of the file on which it starts, `address` the address of its page.
    """

    path: str
    address: str
    text: str
    first_line: int


def sign_problems(body: Body) -> Iterator[Problem]:
    """A text holds no more of anything than a long story needs; asked before it is rendered."""
    if excess := find_excess(body.text):
        yield Problem(body.path, body.first_line + excess.line - 1, BODY, excess.message)


_ENTITY = re.compile(r"&#(?:x[0-9a-f]{1,8}|[0-9]{1,9});?", re.IGNORECASE)


def entity_problems(body: Body) -> Iterator[Problem]:
    """No character that a text may not hold is written by its number."""
    if "&#" not in body.text:
        return
    for number, line in enumerate(body.text.split("\n")):
        for found in _ENTITY.finditer(line):
            if CONTROL.match(html.unescape(found[0])):
                message = f"'{found[0]}' là một ký tự không nhìn thấy; xóa đi"
                yield Problem(body.path, body.first_line + number, BODY, message)
                break


def check_body(body: Body, rendered: RenderedText) -> tuple[list[Problem], tuple[SiteLink, ...]]:
    """Return what is wrong with a body whatever else there is, and its links into the site."""
    problems: list[Problem] = []
    links: list[SiteLink] = []
    anchors = find_anchors(rendered.html if rendered.links else "")
    for link in rendered.links:
        found = _check_link(body, link, body.first_line + link.line - 1, anchors)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            links.append(found)
    problems += _removed_problems(body, rendered)
    problems += entity_problems(body)
    problems += loss_problems(body, rendered)
    problems += left_over_problems(body, rendered)
    return problems, tuple(links)


def dead_links(
    path: str, links: Iterable[SiteLink], targets: Targets, withdrawn: Set[str] = frozenset()
) -> Iterator[Problem]:
    """A link leads to a page that exists.

    To be taken down must not be harder because of other texts, so a link to one of the `withdrawn`
    addresses is no error: its words stay on the page, and lead nowhere.
    """
    for link in links:
        if targets.address_of(link.meaning) is not None:
            continue
        if _leads_to(link.meaning, withdrawn):
            message = f"liên kết '{link.target}' dẫn đến bài đã rút, chỉ còn hiện chữ; bỏ liên kết"
            yield Problem(path, link.line, BODY, message, Severity.WARNING)
        else:
            yield Problem(path, link.line, BODY, _dead_link(path, link.target, targets))


def _leads_to(meaning: str, addresses: Set[str]) -> bool:
    """Return whether a content path or a site address means one of `addresses`."""
    address = find_address(meaning) or ""
    return address in addresses or f"{address.removesuffix('index.html').rstrip('/')}/" in addresses


def _check_link(
    body: Body, link: BodyLink, line: int, anchors: PageAnchors
) -> Problem | SiteLink | None:
    """A picture belongs in the front matter, and a link is of a safe kind, or inside the site."""
    found = _SCHEME.match(_DROPPED.sub("", link.target))
    scheme = found[1].lower() if found else ""
    if link.is_image:
        elsewhere = bool(scheme) or link.target.startswith("//")
        return _image_problem(body, link, line, elsewhere=elsewhere)
    if fault := find_link_fault(link.target, anchors):
        return Problem(body.path, line, BODY, *fault)
    if scheme and scheme not in SAFE_SCHEMES:
        message = f"liên kết kiểu '{scheme}:' bị bỏ; chỉ dùng http, https, mailto, tel"
        return Problem(body.path, line, BODY, message, Severity.WARNING)
    try:
        meaning = find_meaning(link.target, body.path, body.address)
    except ValueError:
        meaning = ""
    if meaning is None and link.is_refused:
        return Problem(body.path, line, BODY, _not_an_address(link.target))
    return None if meaning is None else SiteLink(link.target, line, meaning)


def _image_problem(body: Body, link: BodyLink, line: int, *, elsewhere: bool) -> Problem:
    if elsewhere:
        message = "ảnh lấy từ trang khác bị bỏ; xin phép rồi đặt ảnh ở khóa image"
        return Problem(body.path, line, BODY, message, Severity.WARNING)
    message = f"ảnh '{link.target}' phải đặt ở khóa image (file, alt, credit), không đặt ở đây"
    return Problem(body.path, line, BODY, message)


def _not_an_address(target: str) -> str:
    return f"liên kết '{target}' không phải một địa chỉ đúng; chép lại từ trình duyệt"


def _dead_link(path: str, target: str, targets: Targets) -> str:
    try:
        wanted = urlsplit(target).path
    except ValueError:
        return _not_an_address(target)
    if wanted.endswith(".md"):
        folder = posixpath.dirname(path)
        near = find_nearest(posixpath.normpath(posixpath.join(folder, wanted)), targets.pages)
        guess = posixpath.relpath(near, folder) if near else None
    else:
        guess = propose_target(target) or find_nearest(wanted, sorted(targets.addresses))
    hint = f"; có phải '{guess}'?" if guess else "; sửa hoặc bỏ liên kết"
    return f"liên kết '{target}' không dẫn đến trang nào{hint}"


def _removed_problems(body: Body, rendered: RenderedText) -> Iterator[Problem]:
    """HTML that a page may not carry is taken out; the editor is warned."""
    for one in rendered.removed:
        what = f"thuộc tính {one.name}" if one.is_attribute else f"thẻ <{one.name}>"
        is_shown = not one.is_attribute and one.name in _SHOWN
        cure = _SHOWN[one.name] if is_shown else "viết bằng Markdown"
        message = f"{what} bị bỏ khỏi trang; {cure}"
        line = body.first_line + one.line - 1
        severity = Severity.ERROR if is_shown else Severity.WARNING
        yield Problem(body.path, line, BODY, message, severity)


_SHOWN = {
    "audio": "bản ghi âm đặt ở khóa audio (file, transcript)",
    "video": "phim thì dẫn liên kết: [tên phim](địa chỉ)",
}
"""Tags that show something to the reader, and where it belongs."""


def loss_problems(body: Body, rendered: RenderedText) -> Iterator[Problem]:
    """Every word of a body is on its page: what the editor wrote is what is read."""
    lines = body.text.split("\n")
    for lost in rendered.lost:
        source = lines[lost.line - 1]
        if _DEFINITION.match(source):
            message = (
                f"dòng '{shorten(source, 60)}' là địa chỉ của một liên kết mà không chỗ nào dùng, "
                "nên không hiện trên trang; xóa đi, hoặc bỏ dấu : sau dấu ]"
            )
            severity = Severity.WARNING
        else:
            message = f"chữ '{lost.words}' không hiện trên trang; {_cure_of_loss(lost, source)}"
            severity = Severity.ERROR
        yield Problem(body.path, body.first_line + lost.line - 1, BODY, message, severity)


_DEFINITION = re.compile(r"\s*\[[^\[\]^]+\]:\s*\S")


def _cure_of_loss(lost: Lost, source: str) -> str:
    """Return what to do about lost words, as far as their line shows why they are lost."""
    if "<" in source or ">" in source:
        return "viết bằng chữ thường, không đặt trong thẻ HTML hay dấu < >"
    if source.lstrip().startswith(("!!!", "???")):
        return 'tiêu đề của khung đặt trong ngoặc kép: !!! note "Tiêu đề"'
    if source.lstrip().startswith("[^"):
        return "hai chú thích cùng một dấu; mỗi chú thích một số riêng: [^1], [^2]"
    if source.count("|") > 1:
        return "hàng này nhiều ô hơn dòng đầu của bảng; thêm cột hoặc bớt dấu |"
    return "viết lại chỗ đó bằng chữ thường, không dùng dấu của Markdown"


CURES = {
    "bold": "muốn in đậm thì viết **chữ**, dấu sao liền với chữ ở cả hai đầu; không thì xóa dấu",
    "link": "liên kết viết [tên bài](địa chỉ), ảnh đặt ở khóa image; không phải thì xóa dấu",
    "footnote": "chú thích phải có dòng [^1]: lời chú thích ở cuối bài",
    "attributes": "xóa cả phần trong dấu { }",
    "anchor": "đó là dấu neo của phần mềm khác; xóa đi",
    "fence": "xóa dòng dấu đó",
    "struck": "chữ gạch bỏ viết ~~chữ~~, dấu liền với chữ; không thì xóa dấu",
    "marked": "muốn nhấn mạnh thì viết **chữ**",
    "callout": 'khung chú ý viết !!! note "Tiêu đề", lời ở dòng dưới thụt vào bốn dấu cách',
    "comment": "chữ giữa hai dấu %% ai cũng đọc được; xóa cả phần ấy",
    "wiki": "in đậm thì viết **chữ**, tiêu đề thì viết ## và một dấu cách",
    "forum": "đó là mã của phần mềm khác; xóa đi, in đậm thì viết **chữ**",
    "formula": "trang không có công thức; viết bằng chữ, xóa dấu $",
    "template": "đó là lệnh của phần mềm khác; xóa đi",
    "shortcode": "trang không vẽ hình biểu cảm; xóa đi",
    "table": "bảng phải có dòng đầu, rồi dòng | --- | --- | đủ số cột, rồi các hàng",
    "heading": "tiêu đề viết ## rồi một dấu cách, cả dòng đứng riêng; không phải thì xóa dấu #",
    "rule": "đường kẻ ngang viết --- giữa hai dòng trống; không thì xóa dòng đó",
    "task": "trang không có ô đánh dấu; xóa dấu [ ]",
    "list": "danh sách: mỗi mục một dòng, bắt đầu bằng dấu - và một dấu cách",
    "backslash": "xóa dấu \\",
    "entity": "viết thẳng ký tự đó ra",
    "tag": "xóa thẻ HTML, viết bằng Markdown",
}
"""What is right instead of each sign that is left over."""

SURE = frozenset(
    "bold link footnote attributes fence struck table entity tag callout comment wiki forum".split()
)
"""The signs that mean nothing but a mistake; the others could be meant as they are."""


def left_over_problems(body: Body, rendered: RenderedText) -> Iterator[Problem]:
    """No sign of markup is left among the words of a page, for a reader or announcer to stumble."""
    pictures = {body.first_line + link.line - 1 for link in rendered.links if link.is_image}
    for one in rendered.left_overs:
        line = body.first_line + one.line - 1
        if one.sign == "link" and line in pictures:
            continue
        message = f"dấu của Markdown còn nguyên trên trang: '{one.excerpt}'; {CURES[one.sign]}"
        severity = Severity.ERROR if one.sign in SURE else Severity.WARNING
        yield Problem(body.path, line, BODY, message, severity)
