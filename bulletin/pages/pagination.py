"""Long lists split into numbered pages, which need no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from bulletin.model.addresses import page_address

PER_PAGE = 20
"""Entries of the first pages of a list, which are what most readers open."""

SHORT_PAGES = 2
FURTHER_PER_PAGE = 60
"""Entries of each page after the first `SHORT_PAGES`: an archive grows there, in fewer files."""

_PAGES_AROUND = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pagination:
    """The links between the pages of a list.

    Page numbers start at 1. `page_links` are (page number, address) of the pages worth linking;
    `previous` and `next` are addresses, None at the ends of the list.
    """

    page_number: int
    page_count: int
    page_links: tuple[tuple[int, str], ...]
    previous: str | None
    next: str | None


def paginate(
    address: str, entries: Sequence[T], per_page: int | None = None
) -> Iterator[tuple[str, Sequence[T], Pagination]]:
    """Yield (address, entries, pagination) of each page; an empty list has one empty page.

    `per_page` is for lists of other things than cards, whose pages are all of one length.
    """
    starts = _page_starts(len(entries), per_page)
    page_count = len(starts)
    for number, (start, end) in enumerate(pairwise([*starts, len(entries)]), 1):
        pagination = Pagination(
            page_number=number,
            page_count=page_count,
            page_links=tuple(
                (n, page_address(address, n)) for n in _select_page_numbers(number, page_count)
            ),
            previous=page_address(address, number - 1) if number > 1 else None,
            next=page_address(address, number + 1) if number < page_count else None,
        )
        yield page_address(address, number), entries[start:end], pagination


def page_addresses(address: str, entry_count: int, per_page: int | None = None) -> list[str]:
    """Return the addresses of the pages that `paginate` makes from `entry_count` entries."""
    page_count = len(_page_starts(entry_count, per_page))
    return [page_address(address, number) for number in range(1, page_count + 1)]


def _page_starts(count: int, per_page: int | None) -> list[int]:
    """Return where each page of `count` entries begins."""
    if per_page is not None:
        return list(range(0, count, per_page)) or [0]
    short = SHORT_PAGES * PER_PAGE
    starts = [*range(0, min(count, short), PER_PAGE), *range(short, count, FURTHER_PER_PAGE)]
    return starts or [0]


def _select_page_numbers(number: int, page_count: int) -> list[int]:
    """Return the page numbers worth linking: the first, the last, and those around `number`.

    At most seven, so that the number of links in a long list grows with its pages and not with
    their square.
    """
    around = range(max(1, number - _PAGES_AROUND), min(page_count, number + _PAGES_AROUND) + 1)
    return sorted({1, page_count, *around})


def format_page_title(title: str, pagination: Pagination) -> str:
    """Return `title`, from page 2 on with the page number."""
    number = pagination.page_number
    return title if number == 1 else f"{title} – trang {number}"
