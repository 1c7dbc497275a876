"""What was aired, as the station reported it."""

from __future__ import annotations

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import DataDay, Identity, Name


class AiredStory(Record):
    """An entry of content/data/broadcasts.yml: a story was read on the air on a day."""

    story: Identity = Field(description="mã của bài, như exemplars/2026/ten-bai")
    date: DataDay = Field(description="ngày phát")
    programme: Name | None = Field(None, description="chương trình, như Chương trình buổi sáng")
    station: Name | None = Field(None, description="đài đã phát; để trống là đài của bản tin")
    note: Name | None = Field(None, description="điều cần ghi thêm")
