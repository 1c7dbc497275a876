"""The table of documents, its narrowed tables, and the page of a document."""

from __future__ import annotations

import pytest

from bulletin.model import addresses
from bulletin.pages.document_pages import DocumentTableView
from bulletin.pages.facts_view import FactsView
from tests.content.builder import DOCUMENT, DOCUMENT_KEYS, page
from tests.narrowing import require, require_type
from tests.opened import Changes, documents, on, pages_of, shown

LIBRARY = documents(
    {
        "luat": {
            "type": "Luật",
            "number": "06/2022/QH15",
            "issuer": "Quốc hội",
            "issued": "2022-06-15",
            "effective": "2024-01-01",
            "status": "con-hieu-luc",
        },
        "loi-keu-goi": {"type": "Lời kêu gọi", "issuer": "Chủ tịch", "issued": "1948-06-11"},
        "sap-toi": {
            "type": "luật",
            "issuer": "quốc hội",
            "issued": "2027-01-01",
            "status": "chua-hieu-luc",
        },
    }
)


def rows(changes: Changes, address: str) -> list[str]:
    """Return the slugs of the documents in a table, page by page."""
    found = []
    pages = pages_of(changes)
    next_address: str | None = address
    while next_address is not None:
        view = pages[next_address].view
        assert isinstance(view, DocumentTableView)
        found += [row.address.split("/")[2] for row in view.rows]
        next_address = view.pagination.next
    return found


@pytest.mark.parametrize(
    ("address", "slugs"),
    [
        ("/van-ban/", ["sap-toi", "luat", "ke-hoach-mot", "loi-keu-goi"]),
        ("/van-ban/loai/luat/", ["sap-toi", "luat"]),
        ("/van-ban/loai/loi-keu-goi/", ["loi-keu-goi"]),
        ("/van-ban/co-quan/quoc-hoi/", ["sap-toi", "luat"]),
        ("/van-ban/nam/2022/", ["luat"]),
        ("/van-ban/hieu-luc/con-hieu-luc/", ["luat"]),
        ("/van-ban/hieu-luc/chua-co-hieu-luc/", ["sap-toi"]),
        ("/van-ban/hieu-luc/khong-xac-dinh/", ["ke-hoach-mot", "loi-keu-goi"]),
        ("/van-ban/hieu-luc/het-hieu-luc/", []),
    ],
)
def test_a_table_holds_what_its_link_says_the_last_issued_first(
    address: str, slugs: list[str]
) -> None:
    assert rows(LIBRARY, address) == slugs


def test_the_links_count_what_they_lead_to_and_lead_nowhere_empty() -> None:
    view = pages_of(LIBRARY)["/van-ban/loai/luat/"].view
    assert isinstance(view, DocumentTableView)
    found = {
        group.heading: {choice.name: choice.count for choice in group.choices}
        for group in view.choices
    }
    assert found == {
        "Loại": {"Kế hoạch": 1, "Lời kêu gọi": 1, "luật": 2},
        "Cơ quan": {"Chủ tịch": 1, "quốc hội": 2, "Ủy ban nhân dân huyện Mẫu": 1},
        "Năm": {"2027": 1, "2022": 1, "2020": 1, "1948": 1},
        "Hiệu lực": {"Còn hiệu lực": 1, "Chưa có hiệu lực": 1, "Chưa rõ hiệu lực": 2},
    }
    assert [c.address for group in view.choices for c in group.choices if c.current] == [
        "/van-ban/loai/luat/"
    ]


def test_no_table_dies_with_the_days() -> None:
    first = set(pages_of(LIBRARY))
    later = set(pages_of(LIBRARY, on("2031-01-01")))
    assert {address for address in first - later if address.startswith("/van-ban/")} == set()


def test_every_narrowed_table_stands_where_no_record_may() -> None:
    narrowed = [address for address in pages_of(LIBRARY) if address.count("/") == 4]
    tables = [address for address in narrowed if address.startswith("/van-ban/")]
    assert len(tables) > 10
    assert all(map(addresses.is_generated, tables))
    assert not addresses.is_generated("/van-ban/luat/")


def test_a_type_without_letters_has_no_list_of_its_own() -> None:
    assert "/van-ban/loai//" not in pages_of(documents({"la": {"type": "…"}}))


@pytest.mark.slow
def test_a_long_table_is_cut_into_pages() -> None:
    many = documents({f"luat-{n:03}": {"issued": "2021-01-01"} for n in range(401)})
    assert rows(many, "/van-ban/") == [*(f"luat-{n:03}" for n in range(401)), "ke-hoach-mot"]
    assert "/van-ban/loai/ke-hoach/trang/3/" in pages_of(many)


def test_a_page_tells_what_is_known_and_leaves_out_what_is_not() -> None:
    keys = {"signer": "Chủ tịch", "file": "ke-hoach.pdf", "source": "Công báo"}
    files: Changes = {
        DOCUMENT: page(DOCUMENT_KEYS, keys, "Nguyên văn.\n"),
        "content/documents/files/ke-hoach.pdf": b"%PDF-1.7",
    }
    found = pages_of(files)["/van-ban/ke-hoach-mot/"]
    assert shown(found) == {
        "Tình trạng": ["Chưa rõ hiệu lực"],
        "Ngày kiểm tra": ["23/11/2026"],
        "Loại": ["Kế hoạch"],
        "Số ký hiệu": ["62/KH-UBND"],
        "Cơ quan ban hành": ["Ủy ban nhân dân huyện Mẫu"],
        "Ngày ban hành": ["07/4/2020"],
        "Người ký": ["Chủ tịch"],
        "Nguồn": ["Công báo"],
    }
    assert found.title == "Kế hoạch số 62/KH-UBND về thông tin, tuyên truyền"
    download = require(require_type(found.view, FactsView).download)
    assert (download.address, download.type, download.size) == (
        "/van-ban/ke-hoach-mot/ke-hoach.pdf",
        "PDF",
        8,
    )
