"""Dates as people write them, read for a proposal; the rest are in tests/content/messages.txt."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.dates import long_date, short_date
from bulletin.vietnamese.look_alikes import name_look_alike, plain_form
from bulletin.vietnamese.written_dates import format_moment, read_date, read_time


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("07:30 18/11/2026", "2026-11-18T07:30"),
        ("T4 18/11/2026", "2026-11-18"),
        ("tối 18/11/2026 lúc 7h", "2026-11-18T19:00"),
        ("Wed, 18 Nov 2026 07:30:00 +0700", "2026-11-18T07:30"),
        ("2026-11-18T07:30:00-05:00", "2026-11-18T19:30"),
        ("2026-11-18T20:00 UTC", "2026-11-19T03:00"),
        ("3/4/2026", "2026-04-03"),
        ("ngày mười tám tháng mười một năm 2026", "2026-11-18"),
        ("Mùng ba tháng Chạp năm hai nghìn không trăm hai mươi sáu", "2026-12-03"),
        ("ngày ba mươi mốt tháng 10 năm hai ngàn lẻ chín", "2009-10-31"),
        ("hai lăm tháng tư, 2026", "2026-04-25"),
    ],
)
def test_a_date_is_understood(text: str, form: str) -> None:
    found = read_date(text)
    assert found is not None
    assert format_moment(found) == form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thứ hai tháng 11 năm 2026",
        "18/11",
        "năm 2026",
        "0000-01-01",
        "9999999",
        "18/11/2026 và 19/11/2026",
        "số 12/2026",
        "x",
    ],
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_understood_as_documents_write_it(day: dt.date) -> None:
    for text in (long_date(day), short_date(day), f"{day:%d-%m-%Y}", f"{day:%Y/%m/%d}"):
        found = read_date(text)
        assert found is not None, text
        assert found == (day, None), text


@given(st.text(max_size=40) | st.from_regex(r"[0-9/ :hTZ+.-]{1,30}", fullmatch=True))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or format_moment(found)
    read_time(text)


def test_hours_are_understood() -> None:
    assert read_time("5h") == dt.time(5)
    assert read_time("5 giờ rưỡi") == dt.time(5, 30)
    assert read_time("7 giờ tối") == dt.time(19)
    assert read_time("25:00") is None


def test_a_look_alike_is_named() -> None:
    assert plain_form("ха–moi１") == "xa-moi1"
    assert plain_form("Điển hình") == "Điển hình"
    assert name_look_alike("một – hai") is None
    assert name_look_alike("ab\U000e0041") == "ký tự thứ 3 không nhìn thấy (U+E0041)"
