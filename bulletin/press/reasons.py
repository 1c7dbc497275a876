"""Why a file of the site was printed when it was, and what it depends on, for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat

from bulletin.content.library import read_library
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import open_edition
from bulletin.pages.all_pages import iter_pages
from bulletin.pages.page import Page
from bulletin.press.build import CACHE, MEMORY
from bulletin.press.folder import HURT, Manifest
from bulletin.press.leaf import path_of
from bulletin.press.printer import file_of
from bulletin.press.program import program
from bulletin.press.publication import ROOM, key_of
from bulletin.workshop.store import Store

WORDS = {
    "page": "nội dung hiển thị của trang",
    "look": "khuôn mẫu, thiết đặt và thông tin chung của bản tin",
    "text": "lời văn của bài, hoặc bài đọc soạn từ đó",
    "picture": "ảnh",
    "feed": "đầu mục của nguồn tin",
    "stories": "các bài trong nguồn tin",
    "search": "mục lục tìm kiếm",
    "bytes": "chính nội dung của tệp",
    "file": "tệp đính kèm",
    HURT: "tệp trong thư mục đã đăng bị sửa hoặc xóa",
}


class NotPrinted(Exception):
    """Why nothing can be said, in one Vietnamese sentence."""


def reasons(root: Path, site: Path, page: str, now: dt.datetime) -> Iterator[str]:
    """Yield lines on the page or file at the site path `page` of the published folder `site`.

    Raises NotPrinted, and ContentError when what a page shows cannot be worked out.
    """
    path = file_of(page) if page.endswith("/") else path_of(page)
    files = {
        path: entry for _, sheaf in _manifest(root, site).values() for path, entry in sheaf.items()
    }
    if path not in files:
        raise NotPrinted(f"trong {site} không có {page}, hoặc bộ nhớ tạm không còn biết")
    depends, (size, _, _), why = files[path]
    yield f"{page}: {path}, {size} byte"
    said = "; ".join(WORDS.get(name, name) for name in why) or "chưa từng có"
    yield f"Lần dựng gần nhất vì: {said}"
    yield "Phụ thuộc:"
    for name, key in depends:
        yield f"  {key.hex()[:12]}  {WORDS.get(name, name)}"
    for shown in _pages(root, page, now):
        yield "Trang hiển thị:"
        yield pformat(shown.view, width=100)


def _manifest(root: Path, site: Path) -> Manifest:
    memory = root / CACHE / MEMORY
    if not memory.exists():
        raise NotPrinted("chưa dựng lần nào; chạy make site")
    store = Store(memory, program())
    key = key_of(site)
    found: Manifest = store.recall(ROOM, [key]).get(key, {})
    store.close()
    return found


def _pages(root: Path, address: str, now: dt.datetime) -> Iterator[Page]:
    library = read_library(root)
    edition = open_edition(library, now)
    for page in iter_pages(edition, list(iter_channels(edition)), library.media):
        if page.address == address:
            yield page
