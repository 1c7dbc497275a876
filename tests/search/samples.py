"""Items to look for, and their index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from bulletin.search.catalogue import catalogued
from bulletin.search.entry import Entry
from bulletin.search.files import INDEX, index_files
from bulletin.search.postings import postings_of
from bulletin.search.results import properties_of, result_of
from bulletin.search.synonyms import synonyms

ABBREVIATIONS = {"UBND": "Ủy ban nhân dân", "KT-XH": "kinh tế - xã hội", "KH": "kế hoạch"}


def entry(
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
        sample=sample,
        summary=summary,
        headings=headings,
    )


TINY = (
    entry("lop-hoc", "Lớp học ở ấp Chợ", "Bà con học chữ.\nLớp có hai mươi người.", 2),
    entry("tam-ban", "Tấm bảng đầu xóm", "Ủy ban nhân dân xã dựng tấm bảng.", 1, sample=True),
    Entry("/don-vi/ap-cho/", "don-vi", "ấp", "Ấp Chợ", unit=("ap-cho", "Ấp Chợ")),
)


def files_of(
    entries: Iterable[Entry], abbreviations: Mapping[str, str] = ABBREVIATIONS
) -> dict[str, bytes]:
    """Return the files of the index of `entries` by their paths below the site's root."""
    items = {one.address: one for one in entries}
    known = synonyms(abbreviations)
    catalogue = catalogued(
        {address: one.day for address, one in items.items()},
        lambda address: postings_of(items[address], known),
    )
    properties = {address: properties_of(one) for address, one in items.items()}
    return dict(index_files(catalogue, properties, lambda address: result_of(items[address])))


def written(entries: Iterable[Entry], folder: Path) -> Path:
    """Write the index of `entries` below `folder`; return where it lies."""
    for path, data in files_of(entries).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder / INDEX
