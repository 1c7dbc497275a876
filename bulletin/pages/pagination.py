"""Lists cut into numbered pages that need no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from bulletin.model.addresses import page_address
from bulletin.pages.page import Paging

PER_PAGE = 20
_AROUND = 2

T = TypeVar("T")


def paged(
    address: str, entries: Sequence[T], per_page: int = PER_PAGE
) -> Iterator[tuple[str, Sequence[T], Paging]]:
    """Yield each page's address, its entries and its place; an empty list has one empty page."""
    total = max(1, -(-len(entries) // per_page))
    for number in range(1, total + 1):
        start = (number - 1) * per_page
        paging = Paging(
            number=number,
            total=total,
            numbers=tuple((n, page_address(address, n)) for n in _shown(number, total)),
            previous=page_address(address, number - 1) if number > 1 else None,
            next=page_address(address, number + 1) if number < total else None,
        )
        yield page_address(address, number), entries[start : start + per_page], paging


def page_addresses(address: str, count: int, per_page: int = PER_PAGE) -> list[str]:
    """Return the addresses of the pages that `paged` makes of `count` entries."""
    total = max(1, -(-count // per_page))
    return [page_address(address, number) for number in range(1, total + 1)]


def _shown(number: int, total: int) -> list[int]:
    """Return the page numbers worth linking: the first, the last, those around this one.

    Bounded, so that the links of a long list do not grow with the square of its pages.
    """
    near = range(max(1, number - _AROUND), min(total, number + _AROUND) + 1)
    return sorted({1, total, *near})


def page_title(title: str, paging: Paging) -> str:
    """Return `title`, with the number of the page from the second on."""
    return title if paging.number == 1 else f"{title} – trang {paging.number}"
