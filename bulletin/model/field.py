"""A field of work (lĩnh vực) of stories."""

from __future__ import annotations

from pydantic import Field as Describe

from bulletin.model.record import Record
from bulletin.model.values import Key, Name, Text


class Field(Record):
    """An entry of content/data/fields.yml; the site keeps the order of the file."""

    key: Key = Describe(description="khóa riêng, không bao giờ đổi")
    name: Name = Describe(description="tên lĩnh vực")
    description: Text | None = Describe(None, description="một câu nói rõ lĩnh vực")
