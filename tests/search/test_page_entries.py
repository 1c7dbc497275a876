"""Pages that are no item are found by what people want of them, and phrases that mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.search.index_files import INDEX_FOLDER, iter_index_files
from bulletin.search.inverted_index import build_index
from bulletin.search.page_entries import HandWrittenPage, iter_page_entries
from bulletin.search.postings import make_postings
from bulletin.search.results import encode_result, make_properties
from bulletin.search.synonyms import build_synonyms
from scripts.search_bench import Client
from tests.search.samples import make_entry

PAGES = (
    HandWrittenPage("/", "Trang chủ", html="<p>Liên hệ ở đây.</p>"),
    HandWrittenPage("/lien-he/", "Liên hệ", "Hỏi, góp ý.", "số điện thoại", "<p>Cứ viết.</p>"),
)
STORIES = (
    make_entry("he", "Mùa hè sơn lại phòng học", "Liên hoan rồi về, nghe chuyện, gửi quà."),
    make_entry("xep", "Ba xã mới", "Sau khi sắp xếp, cán bộ gần dân."),
)
SYNONYMS = build_synonyms({}, [["sáp nhập", "sắp xếp"]])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the index of stories and pages."""
    folder = tmp_path_factory.mktemp("index")
    entries = {one.address: one for one in (*STORIES, *iter_page_entries(PAGES))}
    built = build_index(
        {address: one.day for address, one in entries.items()},
        ((address, make_postings(one, SYNONYMS)) for address, one in entries.items()),
    )
    properties = {address: make_properties(one) for address, one in entries.items()}
    files = iter_index_files(built, properties, lambda address: encode_result(entries[address]))
    for path, data in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / INDEX_FOLDER


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("lien he", "/lien-he/"),
        ("so dien thoai", "/lien-he/"),
        ("gửi bài", "/soan-bai/"),
        ("dang ky nhan tin", "/rss/"),
        ("nghe đài", "/phat-thanh/"),
        ("ai được khen năm nay", "/khen-thuong/"),
        ("sap nhap xa", "/dien-hinh/2026/xep/"),
    ],
)
def test_what_people_type(client: Client, index: Path, query: str, address: str) -> None:
    found = client.ask("search", folder=str(index), query=query, anew=True)["results"]
    assert found[0]["address"] == address
