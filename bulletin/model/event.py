"""An event: a meeting, an exchange, a launch."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import (
    Address,
    Day,
    EventMoment,
    Flag,
    Identity,
    Name,
    Reference,
    Summary,
    Text,
    Title,
)


class Change(Record):
    """A change to an event after it was announced."""

    date: Day = Field(title="Ngày báo thay đổi", description="ngày báo thay đổi")
    text: Text = Field(title="Điều đã đổi", description="điều đã đổi")


class Event(Record):
    """The front matter of content/events/<year>/<slug>.md."""

    title: Title = Field(
        title="Tên sự kiện", description="tên sự kiện, một dòng, không quá 150 ký tự"
    )
    kind: Reference = Field(
        title="Loại sự kiện", description="khóa loại sự kiện trong event-kinds.yml"
    )
    start: EventMoment = Field(
        title="Lúc bắt đầu",
        description="lúc bắt đầu, dạng 2026-11-18T07:30; chỉ ngày là cả ngày, T00:00 là nửa đêm",
    )
    end: EventMoment | None = Field(
        None, title="Lúc kết thúc", description="lúc kết thúc; ngày cuối nếu kéo dài nhiều ngày"
    )
    place: Name = Field(title="Nơi tổ chức", description="nơi tổ chức")
    unit: Reference = Field(
        title="Đơn vị tổ chức", description="khóa đơn vị tổ chức trong units.yml"
    )
    summary: Summary = Field(title="Tóm tắt", description="tóm tắt 1–3 câu, không quá 400 ký tự")
    campaigns: tuple[Reference, ...] = Field(
        (), title="Phong trào", description="danh sách tên thư mục phong trào thi đua"
    )
    cancelled: Flag = Field(False, title="Không tổ chức nữa", description="true: không tổ chức nữa")
    changes: tuple[Change, ...] = Field(
        (),
        title="Các lần thay đổi",
        description="các lần đổi giờ, đổi nơi sau khi đã báo;"
        " lịch của người đã theo dõi tự đổi theo",
    )
    aliases: tuple[Address, ...] = Field(
        (),
        title="Địa chỉ cũ",
        description="địa chỉ cũ phải dẫn về sự kiện này, như /su-kien/2026/ten-cu/",
    )
    id: Identity | None = Field(
        None,
        title="Mã vĩnh viễn",
        description="mã vĩnh viễn, lịch trên máy người đọc nhận ra sự kiện nhờ mã này; để trống thì"
        " là đường dẫn dưới content/ bỏ đuôi .md",
    )
    sample: Flag = Field(
        False, title="Sự kiện minh họa", description="true: sự kiện minh họa, không có thật"
    )

    @property
    def all_day(self) -> bool:
        """Whether start and end are days without an hour."""
        return not (self.start.has_hour or (self.end is not None and self.end.has_hour))

    @property
    def starts_without_its_hour(self) -> bool:
        """Whether only the end has an hour: then readers do not know when to come."""
        return self.end is not None and self.end.has_hour and not self.start.has_hour

    @property
    def over_from(self) -> dt.datetime:
        """The time from which the event is over: its end, or the midnight after its last day.

        How long an event without an end takes is not known, but it is not over when it starts.
        """
        if self.end is not None and self.end.has_hour:
            return self.end
        last = (self.end or self.start).date()
        if last == dt.date.max:
            return dt.datetime.max
        return dt.datetime.combine(last, dt.time()) + dt.timedelta(days=1)

    def is_over(self, now: dt.datetime) -> bool:
        """Return whether the event is over at `now` (naive, in the bulletin's time zone)."""
        return self.over_from <= now
