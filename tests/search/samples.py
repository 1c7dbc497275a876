"""Search entries for tests, and their index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from bulletin.search.index_files import INDEX_FOLDER, iter_index_files
from bulletin.search.inverted_index import build_index
from bulletin.search.postings import make_postings
from bulletin.search.results import encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms

ABBREVIATIONS = {"UBND": "Ủy ban nhân dân", "KT-XH": "kinh tế - xã hội", "KH": "kế hoạch"}


def make_entry(
    slug: str,
    title: str,
    body: str = "",
    day: int = 1,
    *,
    sample: bool = False,
    summary: str = "",
    headings: str = "",
) -> Entry:
    """Return a story of November 2026."""
    return Entry(
        address=f"/dien-hinh/2026/{slug}/",
        kind="tin-bai",
        label="Tập thể",
        title=title,
        body=body,
        day=dt.date(2026, 11, day),
        mark="Bài mẫu" if sample else "",
        summary=summary,
        headings=headings,
    )


TINY = (
    make_entry("lop-hoc", "Lớp học ở ấp Chợ", "Bà con học chữ.\nLớp có hai mươi người.", 2),
    make_entry("tam-ban", "Tấm bảng đầu xóm", "Ủy ban nhân dân xã dựng tấm bảng.", 1, sample=True),
    Entry("/don-vi/ap-cho/", "don-vi", "ấp", "Ấp Chợ", unit=("ap-cho", "Ấp Chợ")),
)


def make_files(
    entries: Iterable[Entry],
    abbreviations: Mapping[str, str] = ABBREVIATIONS,
    together: int = 0,
) -> dict[str, bytes]:
    """Return the files of the index of `entries` by their paths below the site's root."""
    items = {one.address: one for one in entries}
    synonyms = build_synonyms(abbreviations)
    index = build_index(
        {address: one.day for address, one in items.items()},
        ((address, make_postings(one, synonyms)) for address, one in items.items()),
    )
    properties = {address: make_properties(one) for address, one in items.items()}
    files = iter_index_files(
        index, properties, lambda address: encode_result(items[address]), together=together
    )
    return dict(files)


def write_index(entries: Iterable[Entry], folder: Path, together: int = 0) -> Path:
    """Write the index of `entries` below `folder`; return the folder of the index."""
    for path, data in make_files(entries, together=together).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder / INDEX_FOLDER
