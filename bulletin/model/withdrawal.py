"""A story that was taken down: what is left of it is an identity, an address, a day, a reason."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bulletin.model.record import Record
from bulletin.model.values import ADDRESS_PATTERN, Day, Identity, Line, broken_rule


def _withdrawn_path(path: str) -> str:
    """Accept a site path, or the path of the deleted file below content/."""
    if re.fullmatch(ADDRESS_PATTERN, path) or path.removeprefix("content/").endswith(".md"):
        return path
    raise broken_rule("phải là địa chỉ đã đăng như /dien-hinh/2024/ten-bai/")


class Withdrawal(Record):
    """An entry of content/data/withdrawn.yml."""

    path: Annotated[Line, AfterValidator(_withdrawn_path)] = Field(
        description="địa chỉ đã đăng, như /dien-hinh/2024/ten-bai/"
    )
    id: Identity = Field(description="mã của bài đã rút, như exemplars/2024/ten-bai")
    date: Day = Field(description="ngày rút bài")
    reason: Line = Field(description="lý do, không nhắc lại nội dung bài")
