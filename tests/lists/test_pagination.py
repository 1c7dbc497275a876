"""A list is cut into pages: two short ones, then long ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.pages.pagination import page_addresses, paginate


@pytest.mark.parametrize(
    ("count", "lengths"),
    [
        (0, [0]),
        (20, [20]),
        (21, [20, 1]),
        (40, [20, 20]),
        (41, [20, 20, 1]),
        (161, [20, 20, 60, 60, 1]),
    ],
)
def test_the_pages_that_most_readers_open_are_short(count: int, lengths: list[int]) -> None:
    assert [len(shown) for _, shown, _ in paginate("/a/", range(count))] == lengths


def test_a_table_has_pages_of_one_length() -> None:
    assert [len(shown) for _, shown, _ in paginate("/a/", range(450), 200)] == [200, 200, 50]


@given(st.integers(0, 700), st.none() | st.integers(1, 300))
def test_each_entry_stands_once_and_each_page_where_it_is_announced(
    count: int, per_page: int | None
) -> None:
    pages = list(paginate("/a/", range(count), per_page))
    assert [number for _, shown, _ in pages for number in shown] == list(range(count))
    assert [address for address, _, _ in pages] == page_addresses("/a/", count, per_page)
    assert {one.page_count for _, _, one in pages} == {len(pages)}
    assert [one.next for _, _, one in pages[:-1]] == [address for address, _, _ in pages[1:]]
