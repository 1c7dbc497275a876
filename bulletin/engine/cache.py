"""Caches: computed values, found again by the fingerprint of everything they were computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from bulletin.engine.workers import WorkerError, imap_bounded

T = TypeVar("T")
R = TypeVar("R")

BATCH_SIZE = 200
"""Values that `cached_map` writes at a time."""


class Cache(Protocol):
    """Values by namespace and key. It may lose a value at any time, and never returns a wrong one.

    A file that was last changed before `settled_before` (nanoseconds, by the file system's own
    clock) cannot have been changed again with the same timestamp; 0 where that is not known.
    """

    @property
    def settled_before(self) -> int: ...

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are known under these keys."""
        ...

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values, which must be picklable."""
        ...

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Note that the values under these keys are still needed, so that they are not pruned."""
        ...


class DictCache:
    """A cache in a dictionary, for as long as the process lives."""

    settled_before = 0

    def __init__(self) -> None:
        self._values: defaultdict[str, dict[bytes, Any]] = defaultdict(dict)

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are known under these keys."""
        known = self._values[namespace]
        return {key: known[key] for key in keys if key in known}

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values until the process ends."""
        self._values[namespace].update(values)

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Do nothing: this cache is never pruned."""


class ReadThroughCache:
    """Keeps the values of some `namespaces` of another cache in this process once they were read.

    For a process that builds many times and needs the same values in each build.
    """

    def __init__(self, cache: Cache, namespaces: Container[str]) -> None:
        self._cache = cache
        self._namespaces = namespaces
        self._local = DictCache()

    @property
    def settled_before(self) -> int:
        """The value of the wrapped cache."""
        return self._cache.settled_before

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are known under these keys."""
        if namespace not in self._namespaces:
            return self._cache.get_many(namespace, keys)
        wanted = list(keys)
        found = self._local.get_many(namespace, wanted)
        self._cache.touch(namespace, found)
        if missing := [key for key in wanted if key not in found]:
            read = self._cache.get_many(namespace, missing)
            self._local.put_many(namespace, read)
            found |= read
        return found

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values here and in the wrapped cache."""
        if namespace in self._namespaces:
            self._local.put_many(namespace, values)
        self._cache.put_many(namespace, values)

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Note that the values under these keys are still needed."""
        self._cache.touch(namespace, keys)


class ReadOnlyCache:
    """Reads another cache; what is new stays in this process.

    For a process that needs few values of a cache whose entries others maintain as a whole.
    """

    settled_before = 0

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._new = DictCache()

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are known under these keys, here or there."""
        wanted = list(keys)
        return self._cache.get_many(namespace, wanted) | self._new.get_many(namespace, wanted)

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values until the process ends."""
        self._new.put_many(namespace, values)

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Do nothing: this process prunes nothing."""


class BucketedCache:
    """Stores many small values in few entries of another cache: an entry costs more than a value.

    The first byte of a key names its bucket, so keys must be fingerprints: then the 256 buckets
    fill evenly. A bucket that is written again holds only the values that this process read or
    wrote, so it does not grow beyond what is needed.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._used: defaultdict[str, set[bytes]] = defaultdict(set)

    @property
    def settled_before(self) -> int:
        """The value of the wrapped cache."""
        return self._cache.settled_before

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are known under these keys."""
        wanted = set(keys)
        self._used[namespace] |= wanted
        buckets = self._cache.get_many(namespace, sorted({key[:1] for key in wanted}))
        return {k: v for bucket in buckets.values() for k, v in bucket.items() if k in wanted}

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values beside those of their buckets that are still needed."""
        buckets: defaultdict[bytes, dict[bytes, Any]] = defaultdict(dict)
        for bucket in self._cache.get_many(namespace, {key[:1] for key in values}).values():
            for key, value in bucket.items():
                if key in self._used[namespace]:
                    buckets[key[:1]][key] = value
        for key, value in values.items():
            buckets[key[:1]][key] = value
        self._used[namespace].update(values)
        self._cache.put_many(namespace, buckets)

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Note that the values under these keys are still needed."""
        wanted = set(keys)
        self._used[namespace] |= wanted
        self._cache.touch(namespace, {key[:1] for key in wanted})


class BatchWriter:
    """Stores values `size` at a time: each by itself would take longer, all at once more memory."""

    def __init__(self, cache: Cache, namespace: str, size: int) -> None:
        self._cache, self._namespace, self._size = cache, namespace, size
        self._waiting: dict[bytes, Any] = {}

    def put(self, key: bytes, value: object) -> None:
        """Store a value, with the others of its batch or at the next `flush`."""
        self._waiting[key] = value
        if len(self._waiting) == self._size:
            self.flush()

    def flush(self) -> None:
        """Store what waits for its batch."""
        self._cache.put_many(self._namespace, self._waiting)
        self._waiting = {}


def cached_map(
    cache: Cache,
    namespace: str,
    items: Sequence[T],
    key: Callable[[T], bytes],
    function: Callable[[T], R],
    name: Callable[[T], str],
    *,
    passthrough: type[Exception] = WorkerError,
) -> list[R]:
    """Return the results of `function` for each of `items`, in order; only missing ones computed.

    `key` returns the fingerprint of everything that the result depends on. Missing results are
    computed by workers; for errors see `imap_bounded`.
    """
    keys = [key(item) for item in items]
    known = cache.get_many(namespace, keys)
    missing = {k: item for k, item in zip(keys, items, strict=True) if k not in known}
    known |= _imap_stored(cache, namespace, missing, function, name, passthrough)
    return [known[k] for k in keys]


def imap_cached(
    cache: Cache,
    namespace: str,
    items: Sequence[T],
    key: Callable[[T], bytes],
    function: Callable[[T], R],
    name: Callable[[T], str],
    *,
    passthrough: type[Exception] = WorkerError,
) -> Iterator[tuple[T, R]]:
    """Yield what `cached_map` returns, each result with its item: first those that are known.

    Only BATCH_SIZE results are held at a time.
    """
    missing: defaultdict[bytes, list[T]] = defaultdict(list)
    for start in range(0, len(items), BATCH_SIZE):
        some = [(key(item), item) for item in items[start : start + BATCH_SIZE]]
        known = cache.get_many(namespace, [k for k, _ in some])
        for k, item in some:
            if k in known:
                yield item, known[k]
            else:
                missing[k].append(item)
    firsts = {k: found[0] for k, found in missing.items()}
    for k, result in _imap_stored(cache, namespace, firsts, function, name, passthrough):
        yield from ((item, result) for item in missing[k])


def _imap_stored(
    cache: Cache,
    namespace: str,
    missing: Mapping[bytes, T],
    function: Callable[[T], R],
    name: Callable[[T], str],
    passthrough: type[Exception],
) -> Iterator[tuple[bytes, R]]:
    """Yield the results that are computed for `missing` by their keys; they are stored first."""
    results = imap_bounded(function, list(missing.values()), name, passthrough=passthrough)
    computed: dict[bytes, R] = {}
    for k, result in zip(missing, results, strict=True):
        computed[k] = result
        if len(computed) == BATCH_SIZE:
            cache.put_many(namespace, computed)
            yield from computed.items()
            computed = {}
    cache.put_many(namespace, computed)
    yield from computed.items()
