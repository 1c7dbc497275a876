"""The documents: their table, narrowed by type, issuer, year and status, and a page for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument
from bulletin.model import addresses
from bulletin.model.document import Document, Status
from bulletin.model.document_number import find_candidates
from bulletin.model.story import Story
from bulletin.pages.facets import Narrowed, Property, Value, choices, narrowed
from bulletin.pages.page import (
    DocumentRow,
    Download,
    Fact,
    FactsView,
    FeedLink,
    Link,
    Page,
    TableView,
)
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses, page_title, paged
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import short_date
from bulletin.vietnamese.slug import slug

_TITLE = "Văn bản"
_LEAD = (
    "Văn bản của Đảng, Nhà nước và địa phương về thi đua, khen thưởng. Tình trạng hiệu lực tính đến"
    " ngày dựng trang, theo lần kiểm tra ghi ở từng văn bản."
)
# Rows are short, and what is sorted and filtered in the browser should be all there is.
_ROWS = 200
_STATUS_KEYS = {
    Status.IN_FORCE: "con-hieu-luc",
    Status.PARTLY: "het-mot-phan",
    Status.COMING: "chua-co-hieu-luc",
    Status.EXPIRED: "het-hieu-luc",
    Status.UNKNOWN: "khong-xac-dinh",
}


def document_link(item: Item[Document]) -> Link:
    """Return the document's name as a link, the issuer told where a number alone would not do."""
    front = item.front
    words = front.name if front.number else f"{front.type}: {front.title}"
    return Link(f"{words} ({front.issuer}, {short_date(front.issued)})", item.address)


def iter_document_groups(
    edition: Edition, sizes: Mapping[str, int], feeds: tuple[FeedLink, ...]
) -> Iterator[PageGroup]:
    """Yield the table whole and narrowed, and the documents, which name the stories citing them."""
    lists = list(narrowed(addresses.DOCUMENTS, _properties(edition.documents), edition.documents))
    whole = (addresses.DOCUMENTS, _TITLE, edition.documents)
    narrow = (
        (one.address, f"{_TITLE}: {one.heading.lower()} {one.value.name}", one.entries)
        for one in lists
    )
    for address, title, rows in [whole, *narrow]:
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(rows), _ROWS),
            make_pages=partial(_table, address, title, rows, lists, feeds),
        )
    yield PageGroup(
        name=f"{addresses.DOCUMENTS}*",
        addresses=[document.item.address for document in edition.documents],
        make_pages=partial(_documents, edition, sizes, feeds),
        stories=edition.stories,
        bodies=[document.item for document in edition.documents],
        extra_key=[sizes[file] for one in edition.documents if (file := one.file_path)],
    )


def _documents(
    edition: Edition, sizes: Mapping[str, int], feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    cited_by = _cited_by(edition)
    for document in edition.documents:
        yield _page(document, sizes, feeds, tuple(cited_by[document.slug]))


def _properties(documents: Sequence[PublicDocument]) -> tuple[Property[PublicDocument], ...]:
    def names(of: Iterable[str]) -> tuple[Value, ...]:
        # Spellings that differ in capitals alone share an address, and so a list.
        by_key: dict[str, str] = {}
        for name in sorted(set(of), key=lambda name: (collation_key(name), name)):
            by_key.setdefault(slug(name), name)
        return tuple(Value(key, name) for key, name in by_key.items() if key)

    years = sorted({d.front.issued.year for d in documents}, reverse=True)
    return (
        Property("loai", "Loại", names(d.front.type for d in documents), _type_key),
        Property("co-quan", "Cơ quan", names(d.front.issuer for d in documents), _issuer_key),
        Property("nam", "Năm", tuple(Value(str(y), str(y)) for y in years), _year_key),
        Property(
            "hieu-luc",
            "Hiệu lực",
            tuple(Value(key, status.value) for status, key in _STATUS_KEYS.items()),
            lambda document: [_STATUS_KEYS[document.status]],
        ),
    )


def _type_key(document: PublicDocument) -> list[str]:
    return [slug(document.front.type)]


def _issuer_key(document: PublicDocument) -> list[str]:
    return [slug(document.front.issuer)]


def _year_key(document: PublicDocument) -> list[str]:
    return [str(document.front.issued.year)]


def _table(
    address: str,
    title: str,
    documents: Sequence[PublicDocument],
    lists: Sequence[Narrowed[PublicDocument]],
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    for place, shown, paging in paged(address, documents, _ROWS):
        yield Page(
            address=place,
            template="documents.html",
            title=page_title(title, paging),
            description=_LEAD,
            section=addresses.DOCUMENTS,
            feeds=feeds,
            view=TableView(
                lead=_LEAD if paging.number == 1 else "",
                rows=tuple(_row(document) for document in shown),
                empty="Chưa có văn bản nào.",
                paging=paging,
                choices=choices(lists, address),
            ),
        )


def _row(document: PublicDocument) -> DocumentRow:
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


def _page(
    document: PublicDocument,
    sizes: Mapping[str, int],
    feeds: tuple[FeedLink, ...],
    cited_by: Sequence[Link],
) -> Page:
    front = document.front
    facts = [
        Fact("Tình trạng", (document.status.value,)),
        Fact("Kiểm tra ngày", (short_date(front.checked),)),
        Fact("Loại", (front.type,)),
        Fact("Số ký hiệu", (front.number,) if front.number else ()),
        Fact("Cơ quan ban hành", (front.issuer,)),
        Fact("Ngày ban hành", (short_date(front.issued),)),
        Fact("Ngày có hiệu lực", (short_date(front.effective),) if front.effective else ()),
        Fact("Ngày hết hiệu lực", (short_date(front.expires),) if front.expires else ()),
        Fact("Người ký", (front.signer,) if front.signer else ()),
        Fact("Thay thế", tuple(map(document_link, document.replaces))),
        Fact("Bị thay thế bởi", tuple(map(document_link, document.replaced_by))),
        Fact("Sửa đổi, bổ sung", tuple(map(document_link, document.amends))),
        Fact("Được sửa đổi, bổ sung bởi", tuple(map(document_link, document.amended_by))),
        Fact("Nguồn", (" ".join(front.source.split()),) if front.source else ()),
    ]
    download = None
    if front.file is not None and (path := document.file_path):
        download = Download(
            address=document.item.address + front.file,
            type=front.file.rpartition(".")[2].upper(),
            size=sizes[path],
        )
    return Page(
        address=document.item.address,
        template="facts.html",
        title=f"{front.name}: {front.title}" if front.number else front.title,
        description=f"{front.type} của {front.issuer}, {short_date(front.issued)}: {front.title}",
        section=addresses.DOCUMENTS,
        feeds=feeds,
        view=FactsView(
            label=front.type,
            lead="",
            notice="",
            facts=tuple(fact for fact in facts if fact.values),
            download=download,
            beside=(Fact("Được dẫn ở", tuple(cited_by)),) if cited_by else (),
        ),
        body=document.item,
        source=document.item.path,
    )


def story_documents(story: Item[Story], edition: Edition) -> Iterator[Item[Document]]:
    """Yield the documents that a story names by their number, in its text, source and awards."""
    decisions = " ; ".join(award.decision or "" for award in story.front.awards)
    besides = f"{story.front.source or ''}\n{decisions}"
    yield from edition.citations.find_documents([*story.numbers, *find_candidates(besides)])


def _cited_by(edition: Edition) -> defaultdict[str, dict[Link, None]]:
    """Return, for each document's key, the pages that cite it: campaigns, questions, stories."""
    found: defaultdict[str, dict[Link, None]] = defaultdict(dict)

    def note(item: Item[Document] | None, page: Link) -> None:
        if item is not None:
            found[item.parts["slug"]][page] = None

    by_slug = {document.slug: document.item for document in edition.documents}
    for campaign in edition.campaigns:
        page = Link(campaign.front.title, campaign.address)
        note(by_slug.get(campaign.front.decision or ""), page)
        for item in edition.citations.find_in_text(f"{campaign.front.decision}\n{campaign.body}"):
            note(item, page)
    for question in edition.questions:
        for source in question.front.sources:
            note(by_slug[source.document], Link(question.front.title, question.address))
    for story in edition.stories:
        for item in story_documents(story.item, edition):
            note(item, Link(story.front.title, story.address))
    return found
