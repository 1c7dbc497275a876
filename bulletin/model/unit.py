"""A unit (a district, a commune, a hamlet) in the time of its existence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from bulletin.model.record import Record
from bulletin.model.values import DataDay, Flag, Key, Line, Name, Reference, Whole


class Membership(Record):
    """A cluster (cụm thi đua) that a unit belongs to for some time."""

    name: Line = Field(description="tên cụm thi đua")
    start: DataDay | None = Field(None, alias="from", description="từ ngày")
    end: DataDay | None = Field(None, alias="to", description="đến ngày")


def _wrap_single_name(value: object) -> object:
    """Accept one name instead of a list of memberships."""
    return [{"name": value}] if isinstance(value, str) else value


# Not a union of the two types: pydantic would report each mistake twice, once for each type.
Memberships = Annotated[
    tuple[Membership, ...],
    BeforeValidator(_wrap_single_name, json_schema_input_type=str | tuple[Membership, ...]),
]


Target = Annotated[Whole, Field(ge=1)]


class Unit(Record):
    """An entry of content/data/units.yml.

    The key is permanent and unique. Name and code are not: there was a Xã Đông Thái before 1 July
    2025 and another one, with another territory, after it.
    """

    key: Key = Field(description="khóa riêng, không bao giờ đổi")
    name: Name = Field(description="tên đầy đủ, như Xã Đông Thái")
    type: Name = Field(description="loại đơn vị: huyện, xã, thị trấn, ấp…")
    start: DataDay | None = Field(None, alias="from", description="ngày đầu tiên có hiệu lực")
    end: DataDay | None = Field(None, alias="to", description="ngày cuối cùng có hiệu lực")
    code: Name | None = Field(None, description="mã đơn vị hành chính, trong ngoặc kép")
    parent: Reference | None = Field(None, description="khóa đơn vị cấp trên")
    predecessors: tuple[Reference, ...] = Field((), description="khóa các đơn vị tiền thân")
    successors: tuple[Reference, ...] = Field((), description="khóa các đơn vị kế thừa")
    sample: Flag = Field(False, description="true: đơn vị đặt ra cho bài mẫu, không có thật")
    aliases: tuple[Line, ...] = Field((), description="tên gọi khác")
    clusters: Memberships = Field(
        (),
        alias="cluster",
        description="cụm thi đua: một tên, hoặc danh sách name, from, to khi cụm đổi theo năm",
    )
    targets: Mapping[str, Target] = Field(
        {}, description="chỉ tiêu tin, bài của từng năm: năm và số bài, như {2026: 12}"
    )

    @property
    def proper_name(self) -> str:
        """The name without the type, by which lists are sorted: "An Biên" of "Xã An Biên"."""
        kind = f"{self.type} "
        is_first = self.name.casefold().startswith(kind.casefold())
        return self.name[len(kind) :] if is_first else self.name

    @property
    def name_in_text(self) -> str:
        """The name in running text, with a small common noun: "xã An Biên" (Decree 30/2020)."""
        return f"{self.type} {self.proper_name}" if self.proper_name != self.name else self.name

    def existed_by(self, day: dt.date) -> bool:
        """Return whether the unit began to exist on or before `day`."""
        return self.start is None or self.start <= day

    def ended_before(self, day: dt.date) -> bool:
        """Return whether the unit ceased to exist before `day`."""
        return self.end is not None and self.end < day
