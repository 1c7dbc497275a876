"""The open data of the tiny bulletin: true, complete, harmless, and without a person's name."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from bulletin.edition.edition import Edition
from bulletin.edition.open_data import iter_tables
from bulletin.feeds.table_files import iter_table_files, to_csv
from bulletin.model.addresses import table_addresses
from bulletin.pages.open_data_page import OpenDataView, make_open_data_page
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_KEYS,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    FIELDS_FILE,
    PERSON,
    STORY,
    STORY_KEYS,
    page,
    problems,
)
from tests.opened import SITE, Changes, documents, events, on, opened, stories
from tests.trying import try_examples

NAME = "Nguyễn Văn Mẫu Vật"
PEOPLE = [{**PERSON, "name": NAME, "role": "chủ nhiệm tổ Mẫu Vật"}]
WRITTEN: Changes = {
    **stories(
        {
            "ca-nhan": {
                "subject": "individual",
                "people": PEOPLE,
                "author": "Bà Viết Mẫu Vật",
                "source": "Ông Kể Mẫu Vật",
                "approved_by": "Ông Duyệt Mẫu Vật",
                "approved_on": "2026-11-17",
                "fields": ["van-hoa", "giam-ngheo"],
                "campaigns": ["xanh-sach"],
                "stage": "nhan-rong",
                "awards": [{"title": "Giấy khen"}, {"title": "Cờ", "revoked": "true"}],
                "corrections": [{"date": "2026-11-19", "text": "Đúng là Mẫu Vật."}],
                "sample": "true",
            }
        }
    ),
    **events(
        {
            "gio": {"end": "2026-11-18T11:00"},
            "ngay": {"start": "2026-11-18", "end": "2026-11-20", "cancelled": "true"},
        }
    ),
    **documents(
        {"luat": {"status": "con-hieu-luc", "effective": "2024-01-01", "signer": "Ông Ký Mẫu Vật"}}
    ),
}


def files_of(edition: Edition) -> dict[str, bytes]:
    """Return the files of an edition's open data, by path."""
    found = iter_table_files(iter_tables(edition, SITE), edition.bulletin, "Bản tin Mẫu", SITE)
    return {address.removeprefix("/"): data for address, data in found}


def files(changes: Changes = WRITTEN) -> dict[str, bytes]:
    """Return the files of the open data."""
    return files_of(opened(changes))


def read_csv(name: str, changes: Changes = WRITTEN) -> list[dict[str, str]]:
    """Return the rows of a table as a spreadsheet program reads them."""
    text = files(changes)[f"du-lieu/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_no_name_of_a_person_is_in_any_table() -> None:
    assert not [one for one in problems(WRITTEN) if one.is_error]
    for path, data in files().items():
        assert "mẫu vật" not in data.decode().lower(), path


def test_a_story_in_figures() -> None:
    (row,) = (row for row in read_csv("tin-bai") if row["id"] == "exemplars/2026/ca-nhan")
    assert row == {
        "id": "exemplars/2026/ca-nhan",
        "dia_chi": f"{SITE}dien-hinh/2026/ca-nhan/",
        "tieu_de": "Đường hoa ấp Mẫu",
        "ngay": "2026-11-18",
        "don_vi": "xa-moi",
        "linh_vuc": "Văn hóa; Giảm nghèo",
        "phong_trao": "Xanh, sạch, đẹp",
        "doi_tuong": "Cá nhân",
        "giai_doan": "Nhân rộng",
        "khen_thuong": "1",
        "dinh_chinh": "1",
        "bai_mau": "1",
    }


def test_an_events_days_and_hours_are_as_they_were_written() -> None:
    found = {
        row["id"]: (row["bat_dau"], row["ket_thuc"], row["da_huy"]) for row in read_csv("su-kien")
    }
    assert found == {
        "events/2026/gio": ("2026-11-18T07:30", "2026-11-18T11:00", "0"),
        "events/2026/ngay": ("2026-11-18", "2026-11-20", "1"),
    }


def test_units_and_documents_keep_what_is_not_known_empty() -> None:
    units = {row["khoa"]: row for row in read_csv("don-vi")}
    assert (units["xa-cu"]["tu_ngay"], units["xa-cu"]["den_ngay"]) == ("", "2025-06-30")
    assert (units["xa-moi"]["tien_than"], units["xa-moi"]["so_tin_bai"]) == ("xa-cu", "1")
    papers = {row["khoa"]: row for row in read_csv("van-ban")}
    assert papers["ke-hoach-mot"]["ngay_hieu_luc"] == ""
    assert papers["ke-hoach-mot"]["tinh_trang"] == "Chưa rõ hiệu lực"
    assert papers["luat"]["tinh_trang"] == "Còn hiệu lực"


def test_what_is_hidden_from_readers_is_hidden_from_machines() -> None:
    hidden = stories({"nhap": {"draft": "true"}, "mai-sau": {"date": "2026-12-01"}})
    assert [row["id"] for row in read_csv("tin-bai", hidden)] == ["exemplars/2026/duong-hoa"]
    gone = {f"{DATA}/withdrawn.yml": yaml.safe_dump([WITHDRAWN], sort_keys=False)}
    assert "bai-da-rut" not in "".join(data.decode() for data in files(gone).values())


WITHDRAWN = {
    "path": "/dien-hinh/2025/bai-da-rut/",
    "id": "exemplars/2025/bai-da-rut",
    "date": "2026-11-20",
    "reason": "Theo yêu cầu.",
}


def test_both_forms_of_a_table_say_the_same() -> None:
    for name in ("tin-bai", "don-vi", "van-ban", "su-kien"):
        messages = json.loads(files()[f"du-lieu/{name}.json"])
        rows = [
            {key: "" if cell is None else str(cell) for key, cell in row.items()}
            for row in messages["rows"]
        ]
        assert rows == read_csv(name)
        assert rows
        assert set(messages["columns"]) == set(rows[0])
        assert messages["about"]["xuat_ban"] == "Ban biên tập Mẫu"
        assert messages["about"]["su_dung"] == "Ghi rõ nguồn khi đăng lại."


def test_a_story_may_link_to_every_file() -> None:
    assert [f"/{path}" for path in files()] == list(table_addresses())


def test_every_row_leads_to_its_page() -> None:
    found = [row["dia_chi"] for name in ("tin-bai", "van-ban", "su-kien") for row in read_csv(name)]
    assert len(found) == len(set(found)) == 6
    assert all(address.startswith(SITE) and address.endswith("/") for address in found)


def test_the_page_explains_every_column_of_every_file() -> None:
    view = make_open_data_page(list(iter_tables(opened(WRITTEN), SITE)), ()).view
    assert isinstance(view, OpenDataView)
    assert {file.csv.removeprefix("/") for file in view.files} | {
        file.json.removeprefix("/") for file in view.files
    } == set(files())
    for file in view.files:
        rows = read_csv(file.csv.rpartition("/")[2].removesuffix(".csv"))
        assert file.count == len(rows)
        assert [name for name, _ in file.columns] == list(rows[0])
        assert all(meaning for _, meaning in file.columns)


def test_the_data_are_the_same_on_any_day_on_which_no_status_changes() -> None:
    first = files_of(opened(WRITTEN, on("2026-11-18")))
    later = files_of(opened(WRITTEN, on("2026-11-30", 23)))
    assert first == later


# --- formulas -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", "=+-@")
@pytest.mark.parametrize(
    ("path", "keys", "key", "line"),
    [
        (STORY, STORY_KEYS, "title", 2),
        (CAMPAIGN, CAMPAIGN_KEYS, "title", 2),
        (DOCUMENT, DOCUMENT_KEYS, "title", 2),
        (DOCUMENT, DOCUMENT_KEYS, "type", 3),
        (DOCUMENT, DOCUMENT_KEYS, "number", 4),
        (DOCUMENT, DOCUMENT_KEYS, "issuer", 5),
        (EVENT, EVENT_KEYS, "title", 2),
        (EVENT, EVENT_KEYS, "place", 5),
    ],
)
def test_a_formula_is_an_error_where_it_would_become_a_cell(
    sign: str, path: str, keys: dict[str, Any], key: str, line: int
) -> None:
    (messages,) = problems({path: page(keys, {key: f"{sign}1+1"})})
    assert messages.is_error
    assert (messages.path, messages.line, messages.field) == (path, line, key)
    assert messages.message == (
        f"không được bắt đầu bằng = + - @ (bảng tính sẽ hiểu là công thức), đang là '{sign}1+1'"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("units", "- {key: xa-moi, name: Xã, type: '=1+1'}\n"),
        ("units", "- {key: xa-moi, name: '@Xã', type: xã}\n"),
        ("fields", FIELDS_FILE.replace("Văn hóa", "'=1+1'")),
        ("event-kinds", "- {key: gap-go, name: '=1+1'}\n"),
    ],
)
def test_a_formula_in_a_list_of_names_is_an_error_too(name: str, text: str) -> None:
    (messages,) = problems({f"{DATA}/{name}.yml": text})
    assert messages.is_error
    assert messages.message.startswith("không được bắt đầu bằng = + - @")


CELLS = some.text(some.sampled_from("=+-@\t aấ'\"|!(1"), min_size=1, max_size=8)


@try_examples(60)
@given(CELLS)
def test_whatever_gets_through_is_harmless_in_every_cell(written: str) -> None:
    front = {
        DOCUMENT: page(DOCUMENT_KEYS, {"title": written, "issuer": written, "type": written}),
        EVENT: page(EVENT_KEYS, {"title": written, "place": written}),
        STORY: page(STORY_KEYS, {"title": written}),
    }
    if any(problem.is_error for problem in problems(front)):
        return
    for table in iter_tables(opened(front), SITE):
        rows = csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline=""))
        for cell in (cell for row in rows for cell in row):
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert not cell.startswith(("\t", "\r", "\n"))
