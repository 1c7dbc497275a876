from datetime import date, datetime, timedelta, timezone

import pytest

from bulletin.vietnamese.dates import (
    day_and_time,
    long_date,
    month_name,
    period,
    short_date,
    spoken_hour,
    weekday,
)

PLAN = date(2020, 4, 7)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (PLAN, "ngày 07 tháng 4 năm 2020", "07/4/2020"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026", "31/01/2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026", "10/02/2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026", "09/3/2026"),
        (date(2026, 11, 18), "ngày 18 tháng 11 năm 2026", "18/11/2026"),
    ],
)
def test_zeros_follow_decree_30(day: date, long: str, short: str) -> None:
    assert long_date(day) == long
    assert short_date(day) == short


def test_time_is_that_of_the_moments_own_zone() -> None:
    here = timezone(timedelta(hours=7))
    assert day_and_time(datetime(2020, 4, 7, 7, 30, tzinfo=here)) == "07:30, ngày 07/4/2020"


def test_midnight_is_no_time() -> None:
    assert day_and_time(datetime(2020, 4, 7)) == "07/4/2020"


def test_periods() -> None:
    assert period(PLAN, date(2020, 12, 31)) == "07/4/2020 – 31/12/2020"
    assert period(PLAN, None) == "từ 07/4/2020"
    assert period(PLAN, PLAN) == "07/4/2020"


def test_months() -> None:
    assert month_name(2020, 4) == "tháng 4 năm 2020"
    assert month_name(2020, 1) == "tháng 01 năm 2020"


def test_weekdays() -> None:
    week = [weekday(date(2026, 11, 16) + timedelta(days=days)) for days in range(7)]
    assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


def test_an_hour_as_people_say_it() -> None:
    assert spoken_hour(datetime(2026, 12, 22, 8, 0)) == "8 giờ"
    assert spoken_hour(datetime(2026, 12, 22, 7, 5)) == "7 giờ 05"
