"""What a memory at hand adds to the one behind it: it is asked once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bulletin.engine.cache import DictCache, ReadThroughCache


class Behind(DictCache):
    """A memory that notes what it is asked for, and what is said to be of use."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[bytes] = []
        self.of_use: list[bytes] = []

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is known, and note the question."""
        wanted = list(keys)
        self.asked += wanted
        return super().get_many(namespace, wanted)

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Note what is of use."""
        self.of_use += keys


def test_what_was_asked_for_once_is_at_hand() -> None:
    behind = Behind()
    behind.put_many("near", {b"1": "one", b"2": "two"})
    cache = ReadThroughCache(behind, {"near"})
    assert cache.get_many("near", [b"1", b"3"]) == {b"1": "one"}
    assert cache.get_many("near", [b"1", b"2"]) == {b"1": "one", b"2": "two"}
    assert behind.asked == [b"1", b"3", b"2"]
    assert behind.of_use == [b"1"]


def test_what_is_kept_is_at_hand_and_behind() -> None:
    behind = Behind()
    cache = ReadThroughCache(behind, {"near"})
    cache.put_many("near", {b"1": "one"})
    assert cache.get_many("near", [b"1"]) == {b"1": "one"}
    assert behind.asked == []
    assert behind.get_many("near", [b"1"]) == {b"1": "one"}


def test_other_namespaces_are_left_to_the_wrapped_cache() -> None:
    behind = Behind()
    cache = ReadThroughCache(behind, {"near"})
    cache.put_many("far", {b"1": "one"})
    for _ in range(2):
        assert cache.get_many("far", [b"1"]) == {b"1": "one"}
    assert behind.asked == [b"1", b"1"]
