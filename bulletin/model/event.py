"""A meeting, an exchange, a launch: something that citizens can come to or hear of."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

from bulletin.model.record import Record
from bulletin.model.values import Day, Flag, Key, Line, Moment, Text, Title


class Change(Record):
    """A change to an event that was already announced."""

    date: Day = Field(description="ngày báo thay đổi")
    text: Text = Field(description="điều đã đổi")


class Event(Record):
    """The front matter of content/events/<year>/<slug>.md."""

    title: Title = Field(description="tên sự kiện, một dòng, không quá 150 ký tự")
    kind: Key = Field(description="khóa loại sự kiện trong event-kinds.yml")
    start: Moment = Field(description="lúc bắt đầu, dạng 2026-11-18T07:30; chỉ ngày là cả ngày")
    end: Moment | None = Field(None, description="lúc kết thúc; ngày cuối nếu kéo dài nhiều ngày")
    place: Line = Field(description="nơi tổ chức")
    unit: Key = Field(description="khóa đơn vị tổ chức trong units.yml")
    summary: Annotated[Text, StringConstraints(max_length=400)] = Field(
        description="tóm tắt 1–3 câu, không quá 400 ký tự"
    )
    campaigns: tuple[Key, ...] = Field((), description="danh sách tên thư mục phong trào thi đua")
    cancelled: Flag = Field(False, description="true: không tổ chức nữa")
    changes: tuple[Change, ...] = Field(
        (),
        description="các lần đổi giờ, đổi nơi sau khi đã báo; lịch trên máy người đọc tự đổi theo",
    )
    sample: Flag = Field(False, description="true: sự kiện minh họa, không có thật")

    @property
    def all_day(self) -> bool:
        """Whether only days were written."""
        return not (_has_time(self.start) or (self.end is not None and _has_time(self.end)))

    @property
    def last(self) -> dt.datetime:
        """The last moment that was written: the end, else the start."""
        return self.end or self.start

    def is_over(self, now: dt.datetime) -> bool:
        """Return whether the event is over at `now` (naive, in the bulletin's zone).

        A day without a time lasts until its midnight.
        """
        last = self.last
        return last < now if _has_time(last) else last + dt.timedelta(days=1) <= now


def _has_time(moment: dt.datetime) -> bool:
    return (moment.hour, moment.minute) != (0, 0)
