"""Who publishes this bulletin, for whom, in whose words: the only place that names a district."""

from __future__ import annotations

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import (
    Day,
    Domain,
    Email,
    Flag,
    Line,
    Sentence,
    SiteRoot,
    Text,
    Zone,
)


class Area(Record):
    """The territory that the bulletin serves."""

    name: Line = Field(description="tên địa bàn viết giữa câu, như huyện An Biên")
    level: Line = Field(description="cấp: huyện, xã, phường…")
    province: Line = Field(description="tên tỉnh")


class Station(Record):
    """The radio station that reads the bulletin aloud."""

    name: Line = Field(description="tên đài")
    description: Text | None = Field(None, description="giờ phát, cách nghe")


class Contact(Record):
    """How citizens reach the publisher; what is not known is left out, never invented."""

    address: Line | None = Field(None, description="địa chỉ trụ sở")
    email: Email | None = Field(None, description="thư điện tử")
    phone: Line | None = Field(None, description="điện thoại")
    note: Text | None = Field(None, description="lời dặn thêm")


class Bulletin(Record):
    """content/data/bulletin.yml."""

    publisher: Line = Field(description="cơ quan xuất bản")
    governing_body: Line = Field(description="cơ quan chủ quản")
    authority: Domain = Field(
        description="tên miền đứng trong mã của mỗi tin (guid), không bao giờ đổi"
    )
    since: Day = Field(description="ngày ra đời của bản tin")
    description: Sentence = Field(description="một câu giới thiệu, không quá 160 ký tự")
    attribution: Line = Field(description="lời dặn khi đăng lại")
    area: Area = Field(description="địa bàn")
    station: Station = Field(description="đài truyền thanh")
    time_zone: Zone = Field(description="múi giờ, như Asia/Ho_Chi_Minh")
    contact: Contact = Field(description="liên hệ")
    edit_url: SiteRoot | None = Field(
        None, description="địa chỉ sửa tệp trên kho mã; đường dẫn tệp được nối vào sau"
    )
    samples: Flag = Field(True, description="false: bỏ mọi bài minh họa khỏi trang")
