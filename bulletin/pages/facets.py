"""Facets: a list filtered by links, with one page for each value of each facet, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: its name, and its key, which is unique in the facet and in addresses."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Facet(Generic[T]):
    """A property by which a list can be filtered; `key` is part of the addresses.

    `values` are the possible values in the order shown; `keys_of` returns the keys of the values
    that an entry has.
    """

    key: str
    heading: str
    values: tuple[FacetValue, ...]
    keys_of: Callable[[T], Iterable[str]]


@dataclass(frozen=True, slots=True)
class FilteredList(Generic[T]):
    """The entries that have one value of a facet; `heading` is that of the facet.

    `count` is the number that readers see, which may leave entries out.
    """

    address: str
    heading: str
    value: FacetValue
    entries: tuple[T, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to a filtered list and its number of entries; `current` if that list is shown."""

    name: str
    address: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """The links to the filtered lists of one facet."""

    heading: str
    choices: tuple[Choice, ...]

    @property
    def current(self) -> bool:
        """Whether the list shown is one of these."""
        return any(choice.current for choice in self.choices)


def iter_filtered_lists(
    section: str,
    facets: Sequence[Facet[T]],
    entries: Sequence[T],
    count: Callable[[Sequence[T]], int] = len,
) -> Iterator[FilteredList[T]]:
    """Yield the list at the address `section`, filtered by each value of each facet, in order.

    A list without entries still has a page: it may have had entries before, and links to it.
    """
    for facet in facets:
        groups: dict[str, list[T]] = {}
        for entry in entries:
            for key in facet.keys_of(entry):
                groups.setdefault(key, []).append(entry)
        for value in facet.values:
            address = f"{section}{facet.key}/{value.key}/"
            found = tuple(groups.get(value.key, ()))
            yield FilteredList(address, facet.heading, value, found, count(found))


def make_choices(lists: Sequence[FilteredList[T]], current: str = "") -> tuple[Choices, ...]:
    """Return the links to the lists that have entries, and to the one at the address `current`."""
    linked = [one for one in lists if one.entries or one.address == current]
    headings = dict.fromkeys(one.heading for one in linked)
    return tuple(
        Choices(
            heading,
            tuple(
                Choice(one.value.name, one.address, one.count, one.address == current)
                for one in linked
                if one.heading == heading
            ),
        )
        for heading in headings
    )
