"""A document on emulation and commendation, and whether it is in force on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator, Field

from bulletin.model.document_number import normal_number
from bulletin.model.record import Record
from bulletin.model.values import Day, FileName, Key, Line, Name, Text


class Document(Record):
    """The front matter of content/documents/<slug>.md (contract section 3)."""

    title: Name = Field(description="trích yếu nội dung")
    type: Name = Field(description="loại văn bản: Luật, Nghị định, Chỉ thị, Kế hoạch…")
    number: Annotated[Name, AfterValidator(normal_number)] | None = Field(
        None, description="số ký hiệu, như 62/KH-UBND, 152/2025/NĐ-CP, 34-CT/TW"
    )
    issuer: Name = Field(description="cơ quan ban hành")
    issued: Day = Field(description="ngày ban hành")
    effective: Day | None = Field(None, description="ngày có hiệu lực")
    expires: Day | None = Field(None, description="ngày hết hiệu lực")
    signer: Line | None = Field(None, description="người ký, chức vụ")
    file: FileName | None = Field(
        None, description="tên tệp văn bản trong content/documents/files/"
    )
    replaces: tuple[Key, ...] = Field((), description="khóa các văn bản bị thay thế")
    amends: tuple[Key, ...] = Field((), description="khóa các văn bản được sửa đổi, bổ sung")
    checked: Day = Field(description="ngày kiểm tra tình trạng hiệu lực")
    source: Text | None = Field(None, description="nơi đã đọc văn bản")

    @property
    def name(self) -> str:
        """The type and the number, as a sentence names the document."""
        return f"{self.type} số {self.number}" if self.number else self.type

    def binding_on(self, day: dt.date) -> bool:
        """Return whether the document had taken effect by `day`, as far as its dates say."""
        return (self.effective or self.issued) <= day


class Status(Enum):
    """Whether a document is in force."""

    COMING = "Chưa có hiệu lực"
    IN_FORCE = "Còn hiệu lực"
    PARTLY = "Hết hiệu lực một phần"
    EXPIRED = "Hết hiệu lực"
    UNKNOWN = "Không xác định"


def status(
    document: Document,
    day: dt.date,
    replaced_by: Iterable[Document],
    amended_by: Iterable[Document],
) -> Status:
    """Return the status of `document` on `day`, given the documents that replace or amend it.

    A document that has expired stays so, whatever the day on which it is asked for afterwards; one
    that was replaced before it took effect never will. One whose day of effect nobody wrote down is
    unknown rather than guessed.
    """
    if document.expires is not None and document.expires <= day:
        return Status.EXPIRED
    if any(newer.binding_on(day) for newer in replaced_by):
        return Status.EXPIRED
    if not document.binding_on(day):
        return Status.COMING
    if any(newer.binding_on(day) for newer in amended_by):
        return Status.PARTLY
    return Status.IN_FORCE if document.effective is not None else Status.UNKNOWN
