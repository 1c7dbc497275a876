"""Lists narrowed by links: one page for each value of each property, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bulletin.pages.page import Choice, Choices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: its key in addresses and its name."""

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
    """Yield the list at `section` narrowed to each value that some entry has, in order."""
    for prop in properties:
        groups: dict[str, list[T]] = {}
        for entry in entries:
            for key in prop.of(entry):
                groups.setdefault(key, []).append(entry)
        for value in prop.values:
            if value.key in groups:
                address = f"{section}{prop.key}/{value.key}/"
                yield Narrowed(address, prop.heading, value, tuple(groups[value.key]))


def choices(lists: Sequence[Narrowed[T]], current: str = "") -> tuple[Choices, ...]:
    """Return the links to the narrowed lists by property, the one at `current` marked."""
    headings = dict.fromkeys(one.heading for one in lists)
    return tuple(
        Choices(
            heading,
            tuple(
                Choice(one.value.name, one.address, len(one.entries), one.address == current)
                for one in lists
                if one.heading == heading
            ),
        )
        for heading in headings
    )
