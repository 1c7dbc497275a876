"""Days of birth are found; a year of birth and the other words with "sinh" are not."""

from __future__ import annotations

import pytest

from bulletin.vietnamese.birth_dates import BirthDate, find_birth_dates

BIRTHS = [
    "ngày sinh của em là 05/06/2012",
    "chào đời ngày 05/06/2012",
    "sinh ngày 12/3/1980",
    "Ông Thử, sinh ngày 12-3-1980, ở ấp",
    "SN 12-3-1980",
    "(SN: 12.3.1980)",
    "sinh ngày 12 tháng 3 năm 1980",
    "sinh ngày mười hai tháng ba năm 1980",
    "sinh ngày mười hai tháng ba năm một nghìn chín trăm tám mươi, ở ấp Mẫu",
    "Sinh ngày: 12/03/1980",
    "Ngày sinh: 12/3/80",
    "Ngày, tháng, năm sinh: 12/3/1980",
    "sinh 12/3/1980",
    "sinh ngày 12/3",
    "sinh ngày 1980-03-12",
    "sinh ngày 12 tháng 3",
    "liệt sĩ Trần Văn Thử sinh ngày 12/3/1940, hy sinh năm 1968",
    "cháu sinh ngày 12/3/2015",
]


@pytest.mark.parametrize("text", BIRTHS)
def test_a_day_of_birth_is_found(text: str) -> None:
    assert len(list(find_birth_dates(text))) == 1


@pytest.mark.parametrize("text", ["sinh ngày 12/3", "liệt sĩ Thử, sinh ngày 12/3/1940, hy sinh"])
def test_without_a_year_and_of_the_dead_it_is_doubted(text: str) -> None:
    [found] = find_birth_dates(text)
    assert not found.is_sure


def test_a_year_in_words_is_a_year() -> None:
    [found] = find_birth_dates("sinh ngày ba tháng chín năm hai nghìn không trăm lẻ năm tại xã")
    assert found == BirthDate(0, "2005", is_sure=True)


OTHERS = [
    "sinh ngày mười chín tháng năm năm một nghìn tám trăm chín mươi",
    "Bác sinh ngày mười chín tháng năm năm một nghìn chín trăm lẻ hai",
    "kỷ niệm ngày sinh 19/5",
    "hạn đến ngày sinh 30/4",
    "họp phụ huynh học sinh 12/3/2026",
    "học sinh của xã ngày 12/3/2026 dự lễ",
    "ngày sinh của Bác 19/5/1890",
    "sinh năm 1980",
    "(sinh năm 1980)",
    "SN 1980",
    "sinh tháng 3/1980",
    "sinh 1980",
    "học sinh ngày 12/3/2026 tham gia",
    "tuyển sinh ngày 12/3/2026",
    "hy sinh ngày 12/3/1968",
    "Giáng sinh ngày 25/12/2026",
    "vệ sinh 12/3/2026",
    "ông Sinh ngày 12/3/2026 đã",
    "kỷ niệm 136 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 – 19/5/2026)",
    "Bác sinh ngày 19/5/1890",
    "Tôn Đức Thắng sinh ngày 20/8/1888",
    "sinh hoạt ngày 12/3/2026",
    "sinh viên ngày 12/3/2026",
    "sinh nhật ngày 12/3/2026",
    "khai sinh ngày 12/3/2026",
    "sinh ra ngày hội",
    "sinh kế 12/3",
    "sinh ngày mùa",
    "quê sinh 12 con heo",
    "heo sinh 12 con",
    "thí sinh ngày 12 tháng 3 dự thi",
    "sinh được 12 tháng",
    "mới sinh 2 tháng tuổi",
    "trẻ mới sinh 1-2 tháng",
    "nữ sinh 3/2 lớp",
    "bò sinh 3/4 con",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_look_alike_is_silent(text: str) -> None:
    assert list(find_birth_dates(text)) == []
