"""A unit: a district, a commune, a hamlet, for as long as it existed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field

from bulletin.model.record import Record
from bulletin.model.values import Day, Key, Line, Name


class Membership(Record):
    """A cluster (cụm thi đua) that a unit belongs to; a unit's cluster changes with the years."""

    name: Line = Field(description="tên cụm thi đua")
    start: Day | None = Field(None, alias="from", description="từ ngày")
    end: Day | None = Field(None, alias="to", description="đến ngày")


def _one_or_many(value: object) -> object:
    """Accept one name where a list of memberships may stand."""
    return [{"name": value}] if isinstance(value, str) else value


# Not a union of both: its mistakes would be told twice, once for each of its types.
Memberships = Annotated[
    tuple[Membership, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=str | tuple[Membership, ...]),
]


class Unit(Record):
    """An entry of content/data/units.yml.

    The key is permanent and unique; name and code may repeat through time (Xã Đông Thái stood
    before and after 1 July 2025, with another territory).
    """

    key: Key = Field(description="khóa riêng, không bao giờ đổi")
    name: Name = Field(description="tên đầy đủ, như Xã Đông Thái")
    type: Name = Field(description="loại đơn vị: huyện, xã, thị trấn, ấp…")
    start: Day | None = Field(None, alias="from", description="ngày đầu tiên có hiệu lực")
    end: Day | None = Field(None, alias="to", description="ngày cuối cùng có hiệu lực")
    code: Name | None = Field(None, description="mã đơn vị hành chính, trong ngoặc kép")
    parent: Key | None = Field(None, description="khóa đơn vị cấp trên")
    predecessors: tuple[Key, ...] = Field((), description="khóa các đơn vị tiền thân")
    successors: tuple[Key, ...] = Field((), description="khóa các đơn vị kế thừa")
    aliases: tuple[Line, ...] = Field((), description="tên gọi khác")
    clusters: Memberships = Field(
        (),
        alias="cluster",
        description="cụm thi đua: một tên, hoặc danh sách name, from, to khi cụm đổi theo năm",
    )

    def existed_by(self, day: dt.date) -> bool:
        """Return whether the unit had come into being on or before `day`."""
        return self.start is None or self.start <= day

    def ended_before(self, day: dt.date) -> bool:
        """Return whether the unit had ceased to be before `day`."""
        return self.end is not None and self.end < day
