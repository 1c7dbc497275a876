"""Who publishes this bulletin and for whom: everything that differs from district to district."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from bulletin.model.record import Record
from bulletin.model.values import (
    ClockTime,
    DataDay,
    Domain,
    Email,
    Flag,
    HostPath,
    Key,
    Line,
    Reference,
    Sentence,
    SiteRoot,
    Text,
    Whole,
    Zone,
    rule_error,
)

_SILENCE_FROM: Final = dt.time(22)
_SILENCE_UNTIL: Final = dt.time(4, 45)
"""Loudspeakers are silent at night. A wrong hour once woke a commune at 3.15; real stations begin
at 4.45."""


class Programme(Record):
    """A programme of the station that airs scripts."""

    key: Key = Field(description="khóa riêng, như sang, chieu")
    name: Line = Field(description="tên chương trình")
    time: ClockTime = Field(description="giờ phát, dạng 05:00")
    minutes: Annotated[Whole, Field(ge=1, le=240)] = Field(description="thời lượng, phút")
    example: Flag = Field(
        False, description="true: giờ và thời lượng chỉ là ví dụ, chưa hỏi đài; trang không in ra"
    )

    @field_validator("time")
    @classmethod
    def _check_hour(cls, time: dt.time) -> dt.time:
        """Refuse the hours of the night."""
        if not _SILENCE_UNTIL <= time < _SILENCE_FROM:
            raise rule_error(
                "từ 22:00 đến 04:45 loa không phát, bà con còn ngủ; sửa lại giờ phát, như 05:00, "
                f"đang là '{time:%H:%M}'"
            )
        return time

    @field_validator("minutes")
    @classmethod
    def _check_end(cls, minutes: int, info: ValidationInfo) -> int:
        """Refuse a programme that goes on into the night."""
        time = info.data.get("time")
        if time is not None:
            end = dt.datetime.combine(dt.date.min, time) + dt.timedelta(minutes=minutes)
            if end > dt.datetime.combine(dt.date.min, _SILENCE_FROM):
                raise rule_error(
                    f"chương trình bắt đầu lúc {time:%H:%M} thì hết sau 22:00, giờ loa không phát; "
                    "phát sớm hơn hoặc rút ngắn lại"
                )
        return minutes


def _check_unique_keys(programmes: tuple[Programme, ...]) -> tuple[Programme, ...]:
    """Accept programmes with different keys; `broadcast.slot` of a story refers to a key."""
    keys = [programme.key for programme in programmes]
    for position, key in enumerate(keys):
        if key in keys[:position]:
            raise rule_error(f"chương trình '{key}' viết hai lần; mỗi chương trình một khóa riêng")
    return programmes


class ReadingStyle(Record):
    """How numbers are read aloud; people in the South say lẻ and ngàn."""

    zero_ten: Literal["linh", "lẻ"] = Field("linh", description="105: một trăm linh/lẻ năm")
    thousand: Literal["nghìn", "ngàn"] = Field("nghìn", description="1.000: một nghìn/ngàn")
    four: Literal["tư", "bốn"] = Field("tư", description="24: hai mươi tư/bốn")


NO_STATION: Final = "Bài đọc cho đài truyền thanh"
"""What heads a script that no station is named for."""


class Station(Record):
    """The radio station that reads the bulletin aloud."""

    name: Line = Field(description="tên đài")
    until: DataDay | None = Field(
        None,
        description="ngày cuối cùng đài còn hoạt động, nếu đã thôi: bài đọc không mang tên đài nữa",
    )
    description: Text | None = Field(None, description="giờ phát, cách nghe")
    rate: Annotated[Whole, Field(ge=160, le=240)] = Field(
        200, description="tốc độ đọc, âm tiết một phút, 160–240"
    )
    approval: Flag = Field(False, description="true: chỉ đưa lên đài bài đã có người duyệt")
    programmes: Annotated[tuple[Programme, ...], AfterValidator(_check_unique_keys)] = Field(
        (), description="các chương trình phát tin, bài"
    )
    reading: ReadingStyle = Field(default_factory=ReadingStyle, description="cách đọc số")

    @property
    def heading(self) -> str:
        """What heads a script: the station's name, unless there is no such station any more."""
        return self.name if self.until is None else NO_STATION

    @property
    def aired_programmes(self) -> tuple[Programme, ...]:
        """The programmes that the station has: without those that are only examples."""
        return tuple(programme for programme in self.programmes if not programme.example)


def is_example(address: str) -> bool:
    """Return whether an address, a domain or a mail address is of the names kept for examples.

    RFC 2606 reserves `.example`: no mail arrives there, and no page answers.
    """
    host = re.sub(r"^[a-z]+://", "", address.casefold()).rpartition("@")[2]
    return re.split("[/:?#]", host)[0].endswith(".example")


class Contact(Record):
    """How citizens reach the publisher; a key whose value is not known is left out."""

    address: Line | None = Field(None, description="địa chỉ trụ sở")
    email: Email | None = Field(None, description="thư điện tử")
    phone: Line | None = Field(None, description="điện thoại")
    note: Text | None = Field(None, description="lời dặn thêm")

    @property
    def working_email(self) -> str | None:
        """The mail address, unless it is one of an example."""
        return None if self.email is None or is_example(self.email) else self.email


class Bulletin(Record):
    """content/data/bulletin.yml."""

    publisher: Line = Field(description="cơ quan xuất bản")
    governing_body: Line = Field(description="cơ quan chủ quản")
    publisher_until: DataDay | None = Field(
        None, description="ngày cuối cùng cơ quan xuất bản còn hoạt động, nếu đã giải thể"
    )
    continued_by: Line | None = Field(
        None, description="ai tiếp tục bản tin sau khi cơ quan xuất bản thôi hoạt động, một câu"
    )
    responsible: Line | None = Field(
        None, description="người chịu trách nhiệm nội dung: họ tên, chức vụ"
    )
    own_units: tuple[Reference, ...] = Field(
        (),
        description="khóa các đơn vị của bản tin, gồm cả đơn vị trực thuộc: bài của nơi khác đứng "
        "sau, dưới tựa Ở tỉnh, ở vùng; để trống thì không chia",
    )
    authority: Domain = Field(
        description="tên miền đứng trong mã của mỗi tin (guid), không bao giờ đổi"
    )
    since: DataDay = Field(description="ngày ra đời của bản tin")
    description: Sentence = Field(description="một câu giới thiệu, không quá 160 ký tự")
    attribution: Line = Field(description="lời dặn khi đăng lại")
    station: Station = Field(description="đài truyền thanh")
    time_zone: Zone = Field(description="múi giờ, như Asia/Ho_Chi_Minh")
    contact: Contact = Field(description="liên hệ")
    edit_url: SiteRoot | None = Field(
        None, description="địa chỉ sửa tệp trên kho mã; đường dẫn tệp được nối vào sau"
    )
    samples: Flag = Field(True, description="false: bỏ mọi bài minh họa khỏi trang")
    share_cards: Flag = Field(
        True, description="false: khi chia sẻ, mọi trang dùng chung một ảnh của bản tin"
    )
    print_issues: Flag = Field(
        False,
        description="true: đăng bản in hằng tháng (PDF) ở /ban-in/; cần bộ dàn trang (make print)",
    )
    offline: Flag = Field(
        True,
        description="false: máy bạn đọc không lưu bài để đọc khi không có mạng, xóa bài đã lưu",
    )

    host_files: tuple[HostPath, ...] = Field(
        (),
        description="tệp, thư mục mà máy chủ hay dịch vụ khác đặt vào trang, như google12ab.html: "
        "khi dựng trang không xóa (.well-known thì không cần ghi)",
    )

    @property
    def working_edit_url(self) -> str | None:
        """The address for edits, unless it is one of an example."""
        return None if self.edit_url is None or is_example(self.edit_url) else self.edit_url

    @model_validator(mode="before")
    @classmethod
    def _drop_retired_key(cls, raw: Any) -> Any:
        """Drop `area`: nothing reads it, but until version 0.2.0 every file had to have it."""
        if isinstance(raw, Mapping):
            return {key: value for key, value in raw.items() if key != "area"}
        return raw
