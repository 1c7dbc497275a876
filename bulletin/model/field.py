"""A field of work (lĩnh vực) of stories."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as Describe

from bulletin.model.record import Record
from bulletin.model.values import Key, Name, Text


class Drawing(StrEnum):
    """A drawing that stands for a field of work: a view of theme/assets/hinh.svg.

    One file for all, so that a page asks once.
    """

    SPROUT = "cay-mam"
    SHIELD = "khien"
    HOUSE = "mai-nha"
    HAND = "ban-tay"
    HEART = "trai-tim"
    BOOK = "sach"
    STAR = "ngoi-sao"
    LOUDSPEAKER = "loa"


class Field(Record):
    """An entry of content/data/fields.yml; the site keeps the order of the file."""

    key: Key = Describe(description="khóa riêng, không bao giờ đổi")
    name: Name = Describe(description="tên lĩnh vực")
    description: Text | None = Describe(None, description="một câu nói rõ lĩnh vực")
    drawing: Drawing | None = Describe(
        None,
        description="hình vẽ cho bài không có ảnh: cay-mam, khien, mai-nha, ban-tay, trai-tim, "
        "sach, ngoi-sao, loa",
    )
