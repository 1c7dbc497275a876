"""Words that are not spoken as written: abbreviations, foreign words, names."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import Line


class Abbreviation(Record):
    """An abbreviation with one meaning."""

    short: Line = Field(description="chữ viết tắt")
    long: Line = Field(description="viết đầy đủ")
    spoken: Line | None = Field(None, description="đọc khác cách viết đầy đủ thì ghi ở đây")
    note: Line | None = Field(None, description="ghi chú cho người viết")


class Ambiguous(Record):
    """An abbreviation with several meanings; the program never guesses which is meant."""

    short: Line = Field(description="chữ viết tắt")
    meanings: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="các nghĩa có thể có"
    )
    note: Line | None = Field(None, description="ghi chú cho người viết")


class Abbreviations(Record):
    """content/data/abbreviations.yml."""

    abbreviations: tuple[Abbreviation, ...] = Field((), description="chữ tắt chỉ có một nghĩa")
    ambiguous: tuple[Ambiguous, ...] = Field((), description="chữ tắt có nhiều nghĩa")


class Pronunciation(Record):
    """An entry of content/data/pronunciations.yml."""

    word: Line = Field(description="từ như viết trong bài")
    spoken: Line = Field(description="lời đọc, viết bằng âm tiết tiếng Việt")
