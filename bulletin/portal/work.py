"""Who does the work of a portal: the processes of this machine, or workers of Dask (cluster.py).

A task is a function of the package and a value, so any process can do it. Results come in the order
of the tasks, whoever did them: who it was cannot be seen in the portal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from bulletin.engine.cache import Cache
from bulletin.engine.staging import GroupResult, GroupTask, build_in_pools
from bulletin.engine.workers import imap_bounded
from bulletin.portal.holdings import Holdings
from bulletin.portal.search_files import SearchIndex, make_index_here

T = TypeVar("T")
R = TypeVar("R")

_MIN_TASKS = 16
"""Tasks from which worker processes are started: one is the work of a bulletin, or of a list."""


class Work(Protocol):
    """What can be done by others."""

    def map(self, function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        """Yield the result of `function` for each of `things`, in order."""
        ...

    def build(self, tasks: Sequence[GroupTask]) -> Iterable[GroupResult]:
        """Yield the files of groups of targets, in order."""
        ...

    def make_index(self, holdings: Holdings, cache: Cache) -> SearchIndex:
        """Return the search index over what the portal shows."""
        ...


class WorkHere:
    """The work of the processes of this machine, which need no other packages."""

    def map(self, function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        """Yield the result of `function` for each of `things`, in order."""
        return imap_bounded(function, things, str, _MIN_TASKS, max_pending=32)

    def build(self, tasks: Sequence[GroupTask]) -> Iterable[GroupResult]:
        """Yield the files of groups of targets, in order."""
        return build_in_pools(tasks, _MIN_TASKS)

    def make_index(self, holdings: Holdings, cache: Cache) -> SearchIndex:
        """Return the search index over what the portal shows."""
        return make_index_here(holdings, cache)
