"""The documents: their table, filtered by type, issuer, year and status, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from bulletin.content.item import Item
from bulletin.content.status_claims import is_full_text
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_story import put_real_first
from bulletin.model import addresses
from bulletin.model.campaign import Campaign
from bulletin.model.document import Document, Status
from bulletin.model.document_number import find_candidates
from bulletin.model.labels import mark_text, story_mark
from bulletin.model.story import Story
from bulletin.pages.facets import (
    Choices,
    Facet,
    FacetValue,
    FilteredList,
    iter_filtered_lists,
    make_choices,
)
from bulletin.pages.facts_view import Download, FactsView
from bulletin.pages.page import Fact, FeedLink, Link, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import Pagination, format_page_title, page_addresses, paginate
from bulletin.pages.source_links import make_source_values
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import short_date
from bulletin.vietnamese.slug import slug

_TITLE = "Văn bản"
_LEAD = "Văn bản về thi đua, khen thưởng. Văn bản không ghi tình trạng là chưa rõ hiệu lực."
# The browser sorts and filters the rows of a page, so a page should have all of them if possible.
# Rows are short.
_PER_PAGE = 200
_STATUS_KEYS = {
    Status.IN_FORCE: "con-hieu-luc",
    Status.PARTLY: "het-mot-phan",
    Status.COMING: "chua-co-hieu-luc",
    Status.EXPIRED: "het-hieu-luc",
    Status.PERIOD_OVER: "het-giai-doan",
    Status.DRAFT: "du-thao",
    Status.UNKNOWN: "khong-xac-dinh",
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row of the table of documents."""

    type: str
    number: str
    title: str
    address: str
    issuer: str
    issued: dt.date
    status: str


@dataclass(frozen=True, slots=True)
class DocumentView(FactsView):
    """document.html: the answer in `lead`, then a text about the document, facts, its own text.

    `official` links to the text on the site of an authority; `has_text` says whether the body is
    the whole text of the document, `lacks_text` whether the page must say that it is not here.
    """

    status: str = ""
    official: Link | None = None
    has_text: bool = False
    lacks_text: bool = False


@dataclass(frozen=True, slots=True)
class DocumentTableView(View):
    """documents.html: a page of the table of documents."""

    lead: str
    rows: tuple[DocumentRow, ...]
    empty: str
    pagination: Pagination
    choices: tuple[Choices, ...]


def make_document_link(item: Item[Document]) -> Link:
    """Return a link to the document: type and number or title, issuer and day of issue."""
    front = item.front
    words = front.name if front.number else f"{front.type}: {front.title}"
    return Link(f"{words} ({front.issuer}, {short_date(front.issued)})", item.address)


def iter_document_groups(
    edition: Edition, sizes: Mapping[str, int], feeds: tuple[FeedLink, ...]
) -> Iterator[PageGroup]:
    """Yield the whole table, each filtered table, and one group of all documents.

    The documents are one group because each lists the stories that cite it, so all stories must be
    read to make any of them. `sizes` are the sizes of files in bytes, by content path.
    """
    documents = edition.documents
    lists = list(iter_filtered_lists(addresses.DOCUMENTS, _make_facets(documents), documents))
    whole = (addresses.DOCUMENTS, _TITLE, documents)
    filtered = (
        (one.address, f"{_TITLE}: {one.heading.lower()} {one.value.name}", one.entries)
        for one in lists
    )
    for address, title, rows in [whole, *filtered]:
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(rows), _PER_PAGE),
            make_pages=partial(_iter_table_pages, address, title, rows, lists, feeds),
        )
    yield PageGroup(
        name=f"{addresses.DOCUMENTS}*",
        addresses=[document.item.address for document in documents],
        make_pages=partial(_iter_document_pages, edition, sizes, feeds),
        stories=edition.stories,
        bodies=[document.item for document in documents],
        extra_key=[sizes[file] for one in documents if (file := one.file_path)],
    )


def _iter_document_pages(
    edition: Edition, sizes: Mapping[str, int], feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    cited_by = _find_citing_pages(edition)
    for document in edition.documents:
        yield _make_page(document, sizes, feeds, tuple(cited_by[document.slug]))


def _make_facets(documents: Sequence[PublicDocument]) -> tuple[Facet[PublicDocument], ...]:
    def values(names: Iterable[str]) -> tuple[FacetValue, ...]:
        # Names that differ in capitals only have the same address, so they share a list.
        by_key: dict[str, str] = {}
        for name in sorted(set(names), key=lambda name: (collation_key(name), name)):
            by_key.setdefault(slug(name), name)
        return tuple(FacetValue(key, name) for key, name in by_key.items() if key)

    years = sorted({d.front.issued.year for d in documents}, reverse=True)
    return (
        Facet("loai", "Loại", values(d.front.type for d in documents), _type_key),
        Facet("co-quan", "Cơ quan", values(d.front.issuer for d in documents), _issuer_key),
        Facet("nam", "Năm", tuple(FacetValue(str(y), str(y)) for y in years), _year_key),
        Facet(
            "hieu-luc",
            "Hiệu lực",
            tuple(FacetValue(key, status.value) for status, key in _STATUS_KEYS.items()),
            lambda document: [_STATUS_KEYS[document.status]],
        ),
    )


def _type_key(document: PublicDocument) -> list[str]:
    return [slug(document.front.type)]


def _issuer_key(document: PublicDocument) -> list[str]:
    return [slug(document.front.issuer)]


def _year_key(document: PublicDocument) -> list[str]:
    return [str(document.front.issued.year)]


def _iter_table_pages(
    address: str,
    title: str,
    documents: Sequence[PublicDocument],
    lists: Sequence[FilteredList[PublicDocument]],
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    for page_address, shown, pagination in paginate(address, documents, _PER_PAGE):
        yield Page(
            address=page_address,
            template="documents.html",
            title=format_page_title(title, pagination),
            description=_LEAD,
            section=addresses.DOCUMENTS,
            feeds=feeds,
            view=DocumentTableView(
                lead=_LEAD if pagination.page_number == 1 else "",
                rows=tuple(_make_row(document) for document in shown),
                empty="Chưa có văn bản nào.",
                pagination=pagination,
                choices=make_choices(lists, address),
            ),
        )


def _make_row(document: PublicDocument) -> DocumentRow:
    front = document.front
    return DocumentRow(
        type=front.type,
        number=front.number or "",
        title=front.title,
        address=document.item.address,
        issuer=front.issuer,
        issued=front.issued,
        status=document.status.value,
    )


def _make_page(
    document: PublicDocument,
    sizes: Mapping[str, int],
    feeds: tuple[FeedLink, ...],
    cited_by: Sequence[Link],
) -> Page:
    front, item = document.front, document.item
    facts = [
        Fact("Tình trạng", (document.status.value,)),
        Fact("Ngày kiểm tra", (short_date(front.checked),)),
        Fact("Loại", (front.type,)),
        Fact("Số ký hiệu", (front.number,) if front.number else ()),
        Fact("Cơ quan ban hành", (front.issuer,)),
        Fact("Ngày ban hành", (short_date(front.issued),)),
        Fact("Ngày có hiệu lực", (short_date(front.effective),) if front.effective else ()),
        Fact("Ngày hết hiệu lực", (short_date(front.expires),) if front.expires else ()),
        Fact("Người ký", (front.signer,) if front.signer else ()),
        Fact("Thay thế", tuple(map(make_document_link, document.replaces))),
        Fact("Bị thay thế bởi", tuple(map(make_document_link, document.replaced_by))),
        Fact("Sửa đổi, bổ sung", tuple(map(make_document_link, document.amends))),
        Fact("Được sửa đổi, bổ sung bởi", tuple(map(make_document_link, document.amended_by))),
        Fact("Nguồn", make_source_values(front.source)),
    ]
    download = None
    if front.file is not None and (path := document.file_path):
        download = Download(
            address=item.address + front.file,
            type=front.file.rpartition(".")[2].upper(),
            size=sizes[path],
        )
    has_text = is_full_text(item.body)
    return Page(
        address=item.address,
        template="document.html",
        title=front.full_title,
        description=f"{document.status.value}. {front.type} của {front.issuer}, "
        f"{short_date(front.issued)}: {front.title}",
        section=addresses.DOCUMENTS,
        feeds=feeds,
        view=DocumentView(
            label=front.type,
            lead=format_answer(document),
            notice="",
            facts=tuple(fact for fact in facts if fact.values),
            download=download,
            link_groups=(Fact("Được nhắc tới trong", tuple(cited_by)),) if cited_by else (),
            text_first=not has_text,
            share_label=f"{front.type} · {document.status.value}",
            status=document.status.value,
            official=_make_official_link(front),
            has_text=has_text,
            lacks_text=not has_text and download is None and _NO_TEXT not in item.body.casefold(),
        ),
        body=item,
        source=item.path,
    )


def _make_official_link(document: Document) -> Link | None:
    """Return the link to the official text, named by its site."""
    if document.official is None:
        return None
    host = (urlsplit(document.official).hostname or "").removeprefix("www.")
    return Link(f"Xem văn bản tại {host}", document.official)


_NO_TEXT = "chưa có toàn văn"
_STATUS_SENTENCES = {
    Status.IN_FORCE: "Còn hiệu lực vào ngày kiểm tra {checked}.",
    Status.PARTLY: "Hết hiệu lực một phần; kiểm tra ngày {checked}.",
    Status.EXPIRED: "Hết hiệu lực.",
    Status.COMING: "Chưa có hiệu lực.",
    Status.PERIOD_OVER: "Đã hết giai đoạn thực hiện.",
    Status.DRAFT: "Dự thảo, chưa phải văn bản đã ban hành.",
    Status.UNKNOWN: "Chưa rõ hiệu lực: trước khi viện dẫn, xin tra lại.",
}


def format_answer(document: PublicDocument) -> str:
    """Return what readers come for, in one or two sentences: is it in force, and since when."""
    front, status = document.front, document.status
    answer = _STATUS_SENTENCES[status].format(checked=short_date(front.checked))
    if status is Status.EXPIRED and front.expires is not None:
        answer = f"Hết hiệu lực từ ngày {short_date(front.expires)}."
    if status is Status.DRAFT:
        return f"{answer} Bản đề ngày {short_date(front.issued)}."
    days = f"Ban hành ngày {short_date(front.issued)}"
    if front.effective is not None:
        days += f", có hiệu lực từ ngày {short_date(front.effective)}"
    return f"{answer} {days}."


def iter_cited_documents(story: Item[Story], edition: Edition) -> Iterator[Item[Document]]:
    """Yield the documents that a story cites by number in its text, source and awards."""
    decisions = " ; ".join(award.decision or "" for award in story.front.awards)
    other_text = f"{story.front.source or ''}\n{decisions}"
    yield from edition.citations.find_documents([*story.numbers, *find_candidates(other_text)])


def iter_documents_cited_by_campaign(
    campaign: Item[Campaign], edition: Edition
) -> Iterator[Item[Document]]:
    """Yield the documents that a campaign cites by number in its decisions and its text."""
    front = campaign.front
    decisions = " ; ".join(
        one or "" for one in [front.decision, *(p.decision for p in front.phases)]
    )
    candidates = [*find_candidates(decisions), *campaign.numbers]
    yield from edition.citations.find_documents(candidates)


def _find_citing_pages(edition: Edition) -> defaultdict[str, dict[Link, None]]:
    """Return links to the pages that cite each document, by its slug.

    Citing pages are those of campaigns, questions and stories, in this order.
    """
    found: defaultdict[str, dict[Link, None]] = defaultdict(dict)

    def add(item: Item[Document] | None, page: Link) -> None:
        if item is not None:
            found[item.parts["slug"]][page] = None

    by_slug = {document.slug: document.item for document in edition.documents}
    for campaign in edition.campaigns:
        page = Link(campaign.front.title, campaign.address)
        for decision in [campaign.front.decision, *(p.decision for p in campaign.front.phases)]:
            add(by_slug.get(decision or ""), page)
        for item in iter_documents_cited_by_campaign(campaign, edition):
            add(item, page)
    for question in edition.questions:
        for source in question.front.sources:
            add(by_slug[source.document], Link(question.front.title, question.address))
    for story in put_real_first(edition.stories):
        for item in iter_cited_documents(story.item, edition):
            name = mark_text(story.front.title, story_mark(story.front))
            add(item, Link(name, story.address))
    return found
