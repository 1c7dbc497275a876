"""What was worked out before, found again by the fingerprint of what it was worked out from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

from bulletin.workshop.workers import WorkerError, imap_bounded

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 1_000
"""Values that are put away together."""


class Memory(Protocol):
    """Keeps values by room and key. A value may be forgotten at any time, and is never another's.

    A file that last changed before `since`, in nanoseconds of the file system's own time, cannot
    have changed since without showing it; 0 where that is not known.
    """

    @property
    def since(self) -> int: ...

    def recall(self, room: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is still known under these keys."""
        ...

    def keep(self, room: str, values: Mapping[bytes, Any]) -> None:
        """Remember values that pickle can carry."""
        ...

    def touch(self, room: str, keys: Iterable[bytes]) -> None:
        """Note that what lies under these keys is still of use."""
        ...


class ShortMemory:
    """A memory that lasts as long as the process."""

    since = 0

    def __init__(self) -> None:
        self._rooms: dict[str, dict[bytes, Any]] = {}

    def recall(self, room: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is known under these keys."""
        known = self._rooms.get(room, {})
        return {key: known[key] for key in keys if key in known}

    def keep(self, room: str, values: Mapping[bytes, Any]) -> None:
        """Remember values until the process ends."""
        self._rooms.setdefault(room, {}).update(values)

    def touch(self, room: str, keys: Iterable[bytes]) -> None:
        """Nothing is ever dropped."""


def fingerprint(*parts: object) -> bytes:
    """Return 16 bytes that stand for these values.

    They must be told apart by their `repr`, which must be the same in every process: text, bytes,
    numbers, days, members of enumerations, and tuples, lists and dataclasses of these. A set has
    no order: give it sorted.
    """
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def joined(keys: Iterable[bytes]) -> bytes:
    """Return the fingerprint of many fingerprints; quicker than that of their list."""
    return blake2b(b"".join(keys), digest_size=16).digest()


def remembered(
    memory: Memory,
    room: str,
    things: Sequence[T],
    key: Callable[[T], bytes],
    work: Callable[[T], R],
    name: Callable[[T], str],
    *,
    passthrough: type[Exception] = WorkerError,
) -> list[R]:
    """Return what `work` makes of each of `things`, in their order, done only where it must be.

    `key` gives everything that the work depends on. Raises WorkerError, with the `name` of the thing,
    but `plain` errors as they are.
    """
    keys = [key(thing) for thing in things]
    known = memory.recall(room, keys)
    missing = {k: thing for k, thing in zip(keys, things, strict=True) if k not in known}
    fresh: dict[bytes, R] = {}
    made_anew = imap_bounded(work, list(missing.values()), name, passthrough=passthrough)
    for k, made in zip(missing, made_anew, strict=True):
        fresh[k] = made
        if len(fresh) == AT_ONCE:
            memory.keep(room, fresh)
            known |= fresh
            fresh = {}
    memory.keep(room, fresh)
    known |= fresh
    return [known[k] for k in keys]
