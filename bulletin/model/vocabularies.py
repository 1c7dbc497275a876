"""Vocabularies: the short lists of content/data/ that give names to keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import Key, Line, Name


class EventKind(Record):
    """An entry of event-kinds.yml."""

    key: Key = Field(description="khóa riêng, không bao giờ đổi")
    name: Name = Field(description="tên loại sự kiện")


class Topic(Record):
    """An entry of topics.yml; the site keeps the order of the file."""

    key: Key = Field(description="khóa riêng, không bao giờ đổi")
    name: Line = Field(description="tên chủ đề hỏi đáp")


class SameMeaning(Record):
    """An entry of synonyms.yml: phrases of which a search for one finds the others too."""

    words: Annotated[tuple[Line, ...], Field(min_length=2)] = Field(
        description="các cách nói cùng một việc, mỗi cách từ hai tiếng trở lên"
    )
