"""What the rules said before: they are asked again where something changed that they read.

Rules that judge a story by itself are kept with it, so a change of one asks them of one story.
Rules that compare files are kept together, under the key of all that any of them reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from bulletin.engine.cache import Cache
from bulletin.errors import Problem

T = TypeVar("T")

_OF_EACH = "outcomes of each"
_OF_ALL = "outcomes of all"
"""The cache's namespaces for what rules said of each of many things, and of many together."""


def judge_each(
    cache: Cache,
    key: bytes,
    things: Iterable[T],
    key_of: Callable[[T], bytes],
    judge: Callable[[T], Iterable[Problem]],
) -> Iterator[Problem]:
    """Yield what `judge` says of each of `things`.

    `key` stands for all that it reads besides the thing itself, `key_of` for the thing. Errors are
    not kept: they stop the build, and in search of what was meant they read more.
    """
    known: Mapping[bytes, tuple[Problem, ...]] = cache.get_many(_OF_EACH, [key]).get(key, {})
    kept: dict[bytes, tuple[Problem, ...]] = {}
    for thing in things:
        own = key_of(thing)
        found = known.get(own)
        if found is None:
            found = tuple(judge(thing))
        if not any(problem.is_error for problem in found):
            kept[own] = found
        yield from found
    if kept.keys() != known.keys():
        cache.put_many(_OF_EACH, {key: kept})


def judge_all(
    cache: Cache, key: bytes, judge: Callable[[], Iterable[Problem]]
) -> Iterable[Problem]:
    """Return what `judge` says, which reads nothing but what `key` stands for."""
    known: tuple[Problem, ...] | None = cache.get_many(_OF_ALL, [key]).get(key)
    if known is None:
        known = tuple(judge())
        cache.put_many(_OF_ALL, {key: known})
    return known
