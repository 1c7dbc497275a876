"""Why a file of the site was built when it was, and what it depends on, for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat

from bulletin.content.library import read_library
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import open_edition
from bulletin.engine.fingerprint import program_fingerprint
from bulletin.engine.output_dir import Manifest
from bulletin.engine.project_cache import CACHE_DIR, CACHE_FILE, PACKAGE
from bulletin.engine.publication import read_manifest_of
from bulletin.engine.sqlite_cache import SqliteCache
from bulletin.engine.staging import MODIFIED
from bulletin.pages.all_pages import iter_pages
from bulletin.pages.page import Page
from bulletin.render.paths import file_path, page_path

WORDS = {
    "page": "nội dung hiển thị của trang",
    "theme": "khuôn mẫu, thiết đặt và thông tin chung của bản tin",
    "text": "lời văn của bài, hoặc bài đọc soạn từ đó",
    "picture": "ảnh",
    "feed": "đầu mục của nguồn tin",
    "stories": "các bài trong nguồn tin",
    "search": "mục lục tìm kiếm",
    "bytes": "chính nội dung của tệp",
    "file": "tệp đính kèm",
    MODIFIED: "tệp trong thư mục đã đăng bị sửa hoặc xóa",
}


class NotBuilt(Exception):
    """Why nothing can be said, in one Vietnamese sentence."""


def explain(root: Path, site: Path, page: str, now: dt.datetime) -> Iterator[str]:
    """Yield lines on the page or file at the site path `page` of the published folder `site`.

    Raises NotBuilt, and ContentError when what a page shows cannot be worked out.
    """
    path = page_path(page) if page.endswith("/") else file_path(page)
    groups = _read_manifest(root, site).values()
    group = next((one for one in groups if path in one.signatures), None)
    if group is None:
        raise NotBuilt(f"trong {site} không có {page}, hoặc bộ nhớ tạm không còn biết")
    dependencies, (size, _, _), changed = group.files[path]
    yield f"{page}: {path}, {size} byte"
    why = "; ".join(WORDS.get(name, name) for name in changed) or "chưa từng có"
    yield f"Lần dựng gần nhất vì: {why}"
    yield "Phụ thuộc:"
    for name, key in dependencies:
        yield f"  {key.hex()[:12]}  {WORDS.get(name, name)}"
    for shown in _pages(root, page, now):
        yield "Trang hiển thị:"
        yield pformat(shown.view, width=100)


def _read_manifest(root: Path, site: Path) -> Manifest:
    path = root / CACHE_DIR / CACHE_FILE
    if not path.exists():
        raise NotBuilt("chưa dựng lần nào; chạy make site")
    cache = SqliteCache(path, program_fingerprint(PACKAGE))
    manifest = read_manifest_of(site, cache)
    cache.close()
    return manifest


def _pages(root: Path, address: str, now: dt.datetime) -> Iterator[Page]:
    library = read_library(root)
    edition = open_edition(library, now)
    for page in iter_pages(edition, list(iter_channels(edition)), library.media):
        if page.address == address:
            yield page
