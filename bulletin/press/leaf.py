"""A leaf of the site: a file that need not be made again as long as what it is made from stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.workshop.memory import fingerprint, joined

Depends = tuple[tuple[str, bytes], ...]
"""What a file is made from: names for people, fingerprints for the comparison."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of the site by its path below the root: what it depends on, and how it is made."""

    path: str
    depends: Depends
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Leaves under a name that no other sheaf has; no two sheaves hold the same path.

    `key` stands for everything that the leaves and what they depend on follow from: as long as it
    stays, they need not even be named again.
    """

    name: str
    key: bytes
    leaves: Callable[[], Iterable[Leaf]]


def alone(leaf: Leaf) -> Sheaf:
    """Return a sheaf of one leaf."""
    return bound(leaf.path, [leaf])


def bound(name: str, leaves: Sequence[Leaf]) -> Sheaf:
    """Return a sheaf of leaves that are there already: their paths and what they depend on tell."""
    return Sheaf(name, fingerprint([(leaf.path, leaf.depends) for leaf in leaves]), lambda: leaves)


def ready(path: str, data: bytes) -> Leaf:
    """Return the leaf of a file whose bytes are there already."""
    return Leaf(path, (("bytes", joined([data])),), partial(bytes, data))


def path_of(address: str) -> str:
    """Return the path below the site's root of the file at the site path `address`."""
    return address.removeprefix("/")
