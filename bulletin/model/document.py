"""A document on emulation and commendation, and its status on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator, Field

from bulletin.model.document_number import normalise_number
from bulletin.model.record import Record
from bulletin.model.values import Day, FileName, Line, Name, Reference, Text


class Document(Record):
    """The front matter of content/documents/<slug>.md (docs-dev/contract.md, "Front matter")."""

    title: Name = Field(description="trích yếu nội dung")
    type: Name = Field(description="loại văn bản: Luật, Nghị định, Chỉ thị, Kế hoạch…")
    number: Annotated[Name, AfterValidator(normalise_number)] | None = Field(
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
    replaces: tuple[Reference, ...] = Field((), description="khóa các văn bản bị thay thế")
    amends: tuple[Reference, ...] = Field((), description="khóa các văn bản được sửa đổi, bổ sung")
    checked: Day = Field(description="ngày kiểm tra tình trạng hiệu lực")
    source: Text | None = Field(None, description="nơi đã đọc văn bản")

    @property
    def name(self) -> str:
        """The type and the number: what a sentence calls the document."""
        return f"{self.type} số {self.number}" if self.number else self.type

    def has_taken_effect(self, day: dt.date) -> bool:
        """Return whether the document took effect, or was issued if that is unknown, by `day`."""
        return (self.effective or self.issued) <= day


class Status(Enum):
    """Whether a document is in force; the value is the text shown."""

    COMING = "Chưa có hiệu lực"
    IN_FORCE = "Còn hiệu lực"
    PARTLY = "Hết hiệu lực một phần"
    EXPIRED = "Hết hiệu lực"
    UNKNOWN = "Không xác định"


def find_status(
    document: Document,
    day: dt.date,
    replaced_by: Iterable[Document],
    amended_by: Iterable[Document],
) -> Status:
    """Return the status of `document` on `day`, given the documents that replace or amend it.

    A document that has expired stays expired on every later day. A document that was replaced
    before it took effect has expired too. If the day of effect is not written down, the status is
    unknown: it is not guessed.
    """
    if document.expires is not None and document.expires <= day:
        return Status.EXPIRED
    if any(newer.has_taken_effect(day) for newer in replaced_by):
        return Status.EXPIRED
    if not document.has_taken_effect(day):
        return Status.COMING
    if any(newer.has_taken_effect(day) for newer in amended_by):
        return Status.PARTLY
    return Status.IN_FORCE if document.effective is not None else Status.UNKNOWN
