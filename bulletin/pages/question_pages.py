"""The questions on the Law: a list by topic, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument, index_by_slug
from bulletin.model import addresses
from bulletin.model.question import Question
from bulletin.pages.document_pages import make_document_link
from bulletin.pages.facts_view import FactsView
from bulletin.pages.page import Fact, FaqInfo, FeedLink, Link, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import short_date

_LEAD = (
    "Hỏi đáp tìm hiểu Luật Thi đua, khen thưởng. Mỗi câu trả lời ghi điều luật làm căn cứ và ngày"
    " kiểm tra; khi cần chắc chắn, xin đọc văn bản gốc."
)
_OTHER = "Câu hỏi khác"


@dataclass(frozen=True, slots=True)
class TopicsView(View):
    """topics.html: the topics with links to their questions."""

    lead: str
    topics: tuple[tuple[str, tuple[Link, ...]], ...]
    empty: str


def make_question_group(edition: Edition, feeds: tuple[FeedLink, ...]) -> PageGroup:
    """Return the group of the list and of the page of each question."""
    return PageGroup(
        name=addresses.QUESTIONS,
        addresses=[addresses.QUESTIONS, *(question.address for question in edition.questions)],
        make_pages=partial(_iter_pages, edition, feeds),
        bodies=edition.questions,
    )


def _iter_pages(edition: Edition, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    topics = list(_iter_topics(edition))
    yield Page(
        address=addresses.QUESTIONS,
        template="topics.html",
        title="Hỏi đáp",
        description=_LEAD,
        section=addresses.QUESTIONS,
        feeds=feeds,
        view=TopicsView(
            lead=_LEAD,
            topics=tuple((name, tuple(map(_make_link, questions))) for name, questions in topics),
            empty="Chưa có câu hỏi nào.",
        ),
    )
    documents = index_by_slug(edition.documents)
    for name, questions in topics:
        for question in questions:
            yield _make_page(question, name, questions, documents, feeds)


def _iter_topics(edition: Edition) -> Iterator[tuple[str, list[Item[Question]]]]:
    """Yield each topic that has questions, in the order of topics.yml; questions by collation."""
    for key, name in [*((t.key, t.name) for t in edition.topics), (None, _OTHER)]:
        questions = [q for q in edition.questions if q.front.topic == key]
        questions.sort(key=lambda q: (collation_key(q.front.title), q.address))
        if questions:
            yield name, questions


def _make_link(question: Item[Question]) -> Link:
    return Link(question.front.title, question.address)


def _make_page(
    question: Item[Question],
    topic: str,
    same_topic: Sequence[Item[Question]],
    documents: Mapping[str, PublicDocument],
    feeds: tuple[FeedLink, ...],
) -> Page:
    sources: list[Link] = []
    expired: dict[str, None] = {}
    for source in question.front.sources:
        document = documents[source.document]
        link = make_document_link(document.item)
        words = f"{source.article}, {link.text}" if source.article else link.text
        sources.append(Link(words, link.address, document.status.value))
        if document.is_out_of_date:
            expired[document.front.name] = None
    notice = f"Căn cứ đã hết hiệu lực: {', '.join(expired)}. Câu trả lời cần xem lại."
    others = tuple(_make_link(q) for q in same_topic if q.path != question.path)
    return Page(
        address=question.address,
        template="facts.html",
        title=question.front.title,
        description=f"Hỏi đáp về thi đua, khen thưởng: {question.front.title}",
        section=addresses.QUESTIONS,
        feeds=feeds,
        view=FactsView(
            label=topic,
            lead="",
            notice=notice if expired else "",
            facts=(
                Fact("Căn cứ", tuple(sources)),
                Fact("Ngày kiểm tra", (short_date(question.front.checked),)),
            ),
            text_first=True,
            link_groups=(Fact("Câu hỏi cùng chủ đề", others),) if others else (),
        ),
        body=question,
        structured=FaqInfo(),
        source=question.path,
    )
