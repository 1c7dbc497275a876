"""Links that lead nowhere whatever pages there are: to the writer's own machine, or to nothing."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from bulletin.errors import Severity

OWN_MACHINE: Final = (
    "chỉ mở được trên máy hay mạng của người viết; thay bằng địa chỉ công khai, "
    "hoặc đưa tệp vào content/documents/files/"
)
_LOCAL_HOST: Final = re.compile(
    r"localhost|127\.[\d.]+|0\.0\.0\.0|::1|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|[^.]+|.*\.(?:local|lan|localdomain|internal)"
)
# C:\Users\a.docx, file:///C:/a.docx, \\may-chu\a.docx
_LOCAL_PATH: Final = re.compile(r"[a-zA-Z]:[\\/]|file:|\\")
_ONE_SLASH: Final = re.compile(r"https?:(?!//)", re.IGNORECASE)
_EMPTY_LINK: Final = re.compile(r'<a href="([^"]*)"[^>]*>\s?</a>')
_ID: Final = re.compile(r'\sid="([^"]*)"')
_TOP: Final = "#top"
_WEB_HOST: Final = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?:[/?#].*)?", re.ASCII)
_MAILBOX: Final = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}", re.ASCII)
_FILE: Final = re.compile(r"\.(?:md|html?|pdf|docx?|xlsx?|jpe?g|png|webp|mp3|txt|zip)$", re.I)


@dataclass(frozen=True, slots=True)
class PageAnchors:
    """What links of a page depend on: the names in it, and the targets of links without words."""

    names: Set[str]
    wordless: Set[str]


def find_anchors(html: str) -> PageAnchors:
    """Return the anchors of safe `html`."""
    wordless = {unescape(target) for target in _EMPTY_LINK.findall(html)}
    return PageAnchors({unescape(name) for name in _ID.findall(html)}, wordless)


def find_link_fault(target: str, anchors: PageAnchors) -> tuple[str, Severity] | None:
    """Return what is wrong with a link of the page with `anchors`; None if nothing is.

    Whether a page of the site is there is judged elsewhere.
    """
    if target in {"", "#"}:
        return "liên kết chưa có địa chỉ; ghi địa chỉ hoặc bỏ liên kết", Severity.WARNING
    if _LOCAL_PATH.match(target) or _is_local(target):
        return f"liên kết '{target}' {OWN_MACHINE}", Severity.ERROR
    if _ONE_SLASH.match(target):
        message = f"liên kết '{target}' thiếu dấu gạch chéo; sau http: hay https: phải có //"
        return message, Severity.ERROR
    if target.startswith("#") and target != _TOP and target[1:] not in anchors.names:
        return f"trong bài không có chỗ nào tên '{target}'; bỏ liên kết", Severity.WARNING
    if target in anchors.wordless:
        message = f"liên kết '{target}' không có chữ nên không ai thấy; viết [chữ]({target})"
        return message, Severity.WARNING
    return None


def propose_target(target: str) -> str | None:
    """Return what a target lacks to be an address of another site, or of a mailbox."""
    if _MAILBOX.fullmatch(target):
        return f"mailto:{target}"
    if _WEB_HOST.fullmatch(target) and not _FILE.search(target.split("/")[0]):
        return f"https://{target}"
    return None


def _is_local(target: str) -> bool:
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"}:
        return False
    return is_local_host(host)


def is_local_host(host: str) -> bool:
    """Return whether only this machine or its network knows a host."""
    return _LOCAL_HOST.fullmatch(host) is not None
