"""What was withdrawn: only the id, the address, the day and the reason are kept."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from bulletin.model.record import Record
from bulletin.model.values import (
    ADDRESS_PATTERN,
    DataDay,
    Flag,
    Identity,
    Line,
    check_length_of_address,
    rule_error,
)


def _check_path(path: str) -> str:
    """Accept a site path, or the path of the deleted content file."""
    check_length_of_address(path)
    if re.fullmatch(ADDRESS_PATTERN, path) or path.removeprefix("content/").endswith(".md"):
        return path
    raise rule_error("phải là địa chỉ đã đăng như /dien-hinh/2024/ten-bai/")


class Part(StrEnum):
    """What alone was withdrawn of a story that stays."""

    RADIO = "radio"
    IMAGE = "image"


class Withdrawal(Record):
    """An entry of content/data/withdrawn.yml."""

    path: Annotated[Line, AfterValidator(_check_path)] = Field(
        title="Bài nào", description="địa chỉ đã đăng, như /dien-hinh/2024/ten-bai/"
    )
    id: Identity = Field(description="mã của bài đã rút, như exemplars/2024/ten-bai")
    date: DataDay = Field(description="ngày rút bài")
    reason: Line = Field(title="Lý do", description="lý do, không nhắc lại nội dung bài")
    only: Part | None = Field(
        None,
        title="Chỉ rút một phần",
        description="chỉ rút một phần, bài vẫn còn: radio (bài đọc và bản ghi âm), image (ảnh)",
    )
    hide: Flag = Field(
        False, description="true: không in địa chỉ và mã ra danh sách nào, vì chính chúng nêu tên"
    )
