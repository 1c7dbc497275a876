"""A document on emulation and commendation, and its status on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum, StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from bulletin.model.document_number import normalise_number
from bulletin.model.record import Record
from bulletin.model.values import Day, FileName, Line, Name, Reference, ShortName, Text, WebAddress

_VERBS = (
    *(
        "Ban hành ",
        "Bãi bỏ ",
        "Công bố ",
        "Công nhận ",
        "Có ",
        "Hướng dẫn ",
        "Phân cấp",
        "Phát động ",
    ),
    *("Phê duyệt ", "Quy định ", "Sửa đổi", "Thành lập ", "Tổ chức ", "Triển khai "),
)
"""The first words of titles that continue the name of a document as its verb."""


class CheckedStatus(StrEnum):
    """The status of a document as a person established it on the day `checked`."""

    IN_FORCE = "con-hieu-luc"
    PARTLY = "het-mot-phan"
    EXPIRED = "het-hieu-luc"
    COMING = "chua-hieu-luc"
    PERIOD_OVER = "het-giai-doan"
    DRAFT = "du-thao"


class Document(Record):
    """The front matter of content/documents/<slug>.md (docs-dev/contract.md, "Front matter")."""

    title: Name = Field(description="trích yếu nội dung")
    type: ShortName = Field(description="loại văn bản: Luật, Nghị định, Chỉ thị, Kế hoạch…")
    number: Annotated[Name, AfterValidator(normalise_number)] | None = Field(
        None, description="số ký hiệu, như 62/KH-UBND, 152/2025/NĐ-CP, 34-CT/TW"
    )
    issuer: ShortName = Field(description="cơ quan ban hành")
    issued: Day = Field(description="ngày ban hành")
    effective: Day | None = Field(None, description="ngày có hiệu lực")
    expires: Day | None = Field(None, description="ngày hết hiệu lực")
    status: CheckedStatus | None = Field(
        None,
        description="tình trạng hiệu lực mà một người đã tra vào ngày checked: con-hieu-luc, "
        "het-mot-phan, het-hieu-luc, chua-hieu-luc, het-giai-doan, du-thao; chưa tra được thì bỏ "
        "trống, trang ghi “Chưa rõ hiệu lực”",
    )
    signer: Line | None = Field(None, description="người ký, chức vụ")
    file: FileName | None = Field(
        None, description="tên tệp văn bản trong content/documents/files/"
    )
    official: WebAddress | None = Field(
        None, description="địa chỉ https của văn bản trên trang chính thức: công báo, vbpl.vn…"
    )
    replaces: tuple[Reference, ...] = Field((), description="khóa các văn bản bị thay thế")
    amends: tuple[Reference, ...] = Field((), description="khóa các văn bản được sửa đổi, bổ sung")
    checked: Day = Field(description="ngày kiểm tra tình trạng hiệu lực")
    source: Text | None = Field(None, description="nơi đã đọc văn bản")

    @property
    def name(self) -> str:
        """The type and the number: what a sentence calls the document."""
        return f"{self.type} số {self.number}" if self.number else self.type

    @property
    def full_title(self) -> str:
        """The name and the title as one phrase, which says nothing twice.

        "Nghị định số 98/2023/NĐ-CP về thi đua", "Luật Thi đua, khen thưởng (số 06/2022/QH15)".
        """
        if self.number is None:
            return self.title
        if self.title.casefold().startswith(f"{self.type} ".casefold()):
            return f"{self.title} (số {self.number})"
        if self.title.split(" ", 1)[0] == "Về" or self.title.startswith(_VERBS):
            return f"{self.name} {self.title[:1].lower()}{self.title[1:]}"
        first, _, rest = self.title.partition(" ")
        # A name keeps its capital: its second word has one too.
        title = first.lower() + self.title[len(first) :] if rest[:1].islower() else self.title
        return f"{self.name} về {title}"

    def has_taken_effect(self, day: dt.date) -> bool:
        """Return whether the document took effect, or was issued if that is unknown, by `day`.

        A draft has no effect.
        """
        return self.status is not CheckedStatus.DRAFT and (self.effective or self.issued) <= day


class Status(Enum):
    """Whether a document is in force; the value is the text shown."""

    COMING = "Chưa có hiệu lực"
    IN_FORCE = "Còn hiệu lực"
    PARTLY = "Hết hiệu lực một phần"
    EXPIRED = "Hết hiệu lực"
    PERIOD_OVER = "Đã hết giai đoạn"
    DRAFT = "Dự thảo"
    UNKNOWN = "Chưa rõ hiệu lực"


NO_LONGER_APPLIED = frozenset({Status.EXPIRED, Status.PERIOD_OVER})
"""The statuses of documents that are kept as history."""

_LAST_WORDS = {
    CheckedStatus.EXPIRED: Status.EXPIRED,
    CheckedStatus.PERIOD_OVER: Status.PERIOD_OVER,
    CheckedStatus.DRAFT: Status.DRAFT,
}
"""The statuses that no later day changes by itself."""


def find_status(
    document: Document,
    day: dt.date,
    replaced_by: Iterable[Document],
    amended_by: Iterable[Document],
) -> Status:
    """Return the status of `document` on `day`, given the documents that replace or amend it.

    In force is only what a person established (`status`). A later day takes away from it and never
    adds to it: a document is not in force before its day of effect, nor after its last day, nor
    when another one took its place, and in part when one that amends it took effect after the
    check. Without `status` the status is unknown, unless the document has expired.
    """
    checked = document.status
    if checked in _LAST_WORDS:
        return _LAST_WORDS[checked]
    if document.expires is not None and document.expires <= day:
        return Status.EXPIRED
    if checked is None:
        return Status.UNKNOWN
    newer = [one for one in replaced_by if one.has_taken_effect(day)]
    if newer and (checked is not CheckedStatus.PARTLY or _is_later(newer, document.checked)):
        return Status.EXPIRED
    if checked is CheckedStatus.COMING:
        has_begun = document.effective is not None and document.effective <= day
        return Status.UNKNOWN if has_begun else Status.COMING
    if document.effective is not None and document.effective > day:
        return Status.COMING
    amending = [one for one in amended_by if one.has_taken_effect(day)]
    if checked is CheckedStatus.PARTLY or _is_later(amending, document.checked):
        return Status.PARTLY
    return Status.IN_FORCE


def is_out_of_date(document: Document, day: dt.date, replaced_by: Iterable[Document]) -> bool:
    """Return whether an answer that cites `document` must be looked at again on `day`.

    This is so when it has expired, or another one took its place, whoever checked that.
    """
    newer = list(replaced_by)
    if find_status(document, day, newer, ()) is Status.EXPIRED:
        return True
    return any(one.has_taken_effect(day) for one in newer)


def _is_later(documents: Iterable[Document], day: dt.date) -> bool:
    """Return whether one of `documents` took effect after `day`."""
    return any((one.effective or one.issued) > day for one in documents)
