"""Lists narrowed by links: one page for each value of each property, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bulletin.pages.page import Choice, Choices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: its key in addresses, which no other value has, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Property(Generic[T]):
    """A property by which a list can be narrowed; `key` stands in the addresses.

    `values` are the possible values in their order; `of` gives an entry's own.
    """

    key: str
    heading: str
    values: tuple[Value, ...]
    of: Callable[[T], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Narrowed(Generic[T]):
    """A list narrowed to one value."""

    address: str
    heading: str
    value: Value
    entries: tuple[T, ...]


def narrowed(
    section: str, properties: Sequence[Property[T]], entries: Sequence[T]
) -> Iterator[Narrowed[T]]:
    """Yield the list at `section` narrowed to each value, in order.

    A list without entries is still a page: what was there yesterday may have been linked to.
    """
    for prop in properties:
        groups: dict[str, list[T]] = {}
        for entry in entries:
            for key in prop.of(entry):
                groups.setdefault(key, []).append(entry)
        for value in prop.values:
            address = f"{section}{prop.key}/{value.key}/"
            yield Narrowed(address, prop.heading, value, tuple(groups.get(value.key, ())))


def choices(lists: Sequence[Narrowed[T]], current: str = "") -> tuple[Choices, ...]:
    """Return the links to the narrowed lists that hold something, the one at `current` marked."""
    worth_a_link = [one for one in lists if one.entries or one.address == current]
    headings = dict.fromkeys(one.heading for one in worth_a_link)
    return tuple(
        Choices(
            heading,
            tuple(
                Choice(one.value.name, one.address, len(one.entries), one.address == current)
                for one in worth_a_link
                if one.heading == heading
            ),
        )
        for heading in headings
    )
