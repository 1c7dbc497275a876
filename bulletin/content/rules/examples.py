"""What bulletin.yml still has of its example: the site does not print it.

Also a publisher that its own units.yml says is no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from bulletin.errors import Severity
from bulletin.model.bulletin import Bulletin, is_example
from bulletin.model.record import Location, Mistake
from bulletin.model.unit import Unit
from bulletin.vietnamese.dates import short_date

_NAMES = (
    (("authority",), "tên miền"),
    (("contact", "email"), "thư điện tử"),
    (("edit_url",), "địa chỉ sửa trang"),
)
_MISSING = (("address", "địa chỉ trụ sở"), ("phone", "điện thoại"))


def example_mistakes(
    bulletin: Bulletin, units: Iterable[Unit], today: dt.date | None
) -> Iterator[Mistake]:
    """Yield what must be put right before the site is the bulletin of a real office."""
    units = list(units)
    for location, what in _NAMES:
        value: object = bulletin
        for step in location:
            value = getattr(value, step)
        if isinstance(value, str) and is_example(value):
            printed = "" if location == ("authority",) else "; trang không in ra khi còn là ví dụ"
            yield _doubt(
                location, f"còn là {what} ví dụ ('{value}'); thay bằng {what} thật{printed}"
            )
    for position, programme in enumerate(bulletin.station.programmes):
        if programme.example:
            message = "giờ phát còn là ví dụ; hỏi đài, sửa giờ rồi bỏ dòng example"
            yield _doubt(("station", "programmes", position, "example"), message)
    for key, what in _MISSING:
        if getattr(bulletin.contact, key) is None:
            yield _doubt(("contact",), f"chưa có {what} ({key}); ghi khi có {what} thật")
    if today is not None:
        yield from _ended_station(bulletin, units, today)
    if bulletin.responsible is None:
        message = "chưa ghi người chịu trách nhiệm nội dung (responsible)"
        yield _doubt(("publisher",), message)
    if today is not None and bulletin.publisher_until is None:
        yield from _ended_offices(bulletin, units, today)


def _ended_offices(bulletin: Bulletin, units: Iterable[Unit], today: dt.date) -> Iterator[Mistake]:
    """The publisher, and the body above it, belong to a unit that still exists."""
    for key in ("publisher", "governing_body"):
        if unit := _find_ended(getattr(bulletin, key), units, today):
            cure = "ghi publisher_until (ngày cuối) và continued_by (ai tiếp tục bản tin)"
            yield _doubt((key,), _say_ended(unit, cure))


def _ended_station(bulletin: Bulletin, units: Iterable[Unit], today: dt.date) -> Iterator[Mistake]:
    """The station belongs to a unit that still exists, or is said to have ended before today."""
    if until := bulletin.station.until:
        if until >= today:
            message = f"{short_date(until)} chưa qua, đài còn hoạt động; qua ngày ấy hãy ghi"
            yield _doubt(("station", "until"), message)
    elif unit := _find_ended(bulletin.station.name, units, today):
        cure = "ghi until (ngày cuối cùng đài còn hoạt động): bài đọc thôi mang tên đài"
        yield _doubt(("station", "name"), _say_ended(unit, cure))


def _find_ended(office: str, units: Iterable[Unit], today: dt.date) -> Unit | None:
    """Return the unit that an office is named after, if there is no such unit any more."""
    units = list(units)
    living = {unit.name.casefold() for unit in units if not unit.ended_before(today)}
    words = f"{office.casefold()} "
    for unit in units:
        name = unit.name.casefold()
        if unit.end and unit.ended_before(today) and name not in living and f"{name} " in words:
            return unit
    return None


def _say_ended(unit: Unit, cure: str) -> str:
    assert unit.end is not None
    return f"{unit.name_in_text} đã kết thúc ngày {short_date(unit.end)}; sửa lại, hoặc {cure}"


def _doubt(location: Location, message: str) -> Mistake:
    return Mistake(location, message, Severity.WARNING)
