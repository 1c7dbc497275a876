"""A question on the Law on Emulation and Commendation; the Markdown of the file is the answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import Day, Line, Reference, Title


class Source(Record):
    """A source of an answer: a document, and the article in it."""

    document: Reference = Field(
        title="Văn bản", description="khóa văn bản trong content/documents/"
    )
    article: Line | None = Field(None, title="Điều, khoản", description="điều, khoản, như Điều 3")


class Question(Record):
    """The front matter of content/questions/<slug>.md."""

    title: Title = Field(title="Câu hỏi", description="câu hỏi, một dòng, không quá 150 ký tự")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(
        title="Căn cứ", description="căn cứ của câu trả lời: document, article"
    )
    checked: Day = Field(title="Ngày kiểm tra", description="ngày kiểm tra câu trả lời với văn bản")
    topic: Reference | None = Field(
        None, title="Chủ đề", description="khóa chủ đề trong topics.yml"
    )
