"""The rules of questions."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import DOCUMENT, TOPIC, ReferenceIndex
from bulletin.errors import Severity
from bulletin.model.question import Question
from bulletin.model.record import Mistake


def sources(question: Item[Question], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each source is a document of the library."""
    for position, source in enumerate(question.front.sources):
        if source.document not in known.documents:
            here = ("sources", position, "document")
            yield known.unknown(here, DOCUMENT, source.document, known.documents)


def in_force(question: Item[Question], known: ReferenceIndex) -> Iterator[Mistake]:
    """An answer that rests on an expired document is worth another look."""
    for position, source in enumerate(question.front.sources):
        if source.document in known.expired:
            message = f"văn bản '{source.document}' đã hết hiệu lực; xem lại câu trả lời"
            yield Mistake(("sources", position, "document"), message, Severity.WARNING)


def topic(question: Item[Question], known: ReferenceIndex) -> Iterator[Mistake]:
    """The topic is one of topics.yml."""
    key = question.front.topic
    if key is not None and known.topics is not None and key not in known.topics:
        yield known.unknown(("topic",), TOPIC, key, known.topics)


RULES = (sources, in_force, topic)
