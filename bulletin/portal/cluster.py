"""The work of a portal done on Dask: by workers of this machine or of a cluster.

Only `scripts/portal.py --scheduler` imports this module and search_on_dask.py: they need the
packages of requirements-portal.txt. Bulletins are read and judged, pages and feeds are rendered and
the search index is made by workers; this process says what is to be done, and writes the files.

A task is a function of the package and a value; what it reads lies in a store that all workers
reach. So a worker that is lost loses nothing: Dask does its tasks again, elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from distributed import Client, LocalCluster

from bulletin.engine.cache import Cache
from bulletin.engine.staging import GroupResult, GroupTask
from bulletin.portal.holdings import Holdings
from bulletin.portal.page_groups import FeedTargets, PageTargets
from bulletin.portal.search_files import SearchIndex
from bulletin.portal.search_on_dask import ResultTargets, ShardTargets, make_index_on

T = TypeVar("T")
R = TypeVar("R")

HERE = "here"
"""The address that means: workers of this machine, as many as it has cores."""

WORKERS_WITHIN = 60.0
"""Seconds in which a scheduler must have a worker: without one, tasks would wait for ever."""

_TASKS_PER_WORKER = 4
_MOST_PENDING = 256
"""Tasks that are submitted and whose results are not taken yet: results wait in memory."""

_PORTABLE = (PageTargets, FeedTargets, ShardTargets, ResultTargets)
"""Targets that are worth sending to a worker; all others exist already, or nearly."""


class NoWorkers(Exception):
    """The scheduler is there, and after some time still without a worker."""


@contextmanager
def open_client(scheduler: str) -> Iterator[Client]:
    """Connect to the scheduler at an address, or start one on this machine.

    Raises NoWorkers; TimeoutError and ValueError where there is no scheduler.
    """
    if scheduler != HERE:
        with Client(scheduler, direct_to_workers=True) as client:
            try:
                client.wait_for_workers(1, timeout=WORKERS_WITHIN)
            except TimeoutError:
                raise NoWorkers from None
            yield client
        return
    with (
        LocalCluster(dashboard_address=None, threads_per_worker=1) as cluster,
        Client(cluster, direct_to_workers=True) as client,
    ):
        yield client


@dataclass(frozen=True)
class WorkOnDask:
    """The workers of a scheduler; `store` is the URL of a folder of the index that all reach."""

    client: Client
    store: str

    def map(self, function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        """Yield the result of `function` for each of `things`, in order."""
        return self._stream(partial(function, thing) for thing in things)

    def build(self, tasks: Sequence[GroupTask]) -> Iterable[GroupResult]:
        """Yield the files of groups of targets, in order."""
        return self._stream(tasks, lambda task: isinstance(task.group.targets, _PORTABLE))

    def make_index(self, holdings: Holdings, cache: Cache) -> SearchIndex:
        """Return the search index over what the portal shows."""
        return make_index_on(self, self.store, holdings, cache)

    def _stream(
        self,
        calls: Iterable[Callable[[], R]],
        is_portable: Callable[[Any], bool] = lambda call: True,
    ) -> Iterator[R]:
        """Yield the result of each call, in order; workers are some calls ahead of the caller."""
        workers = len(self.client.scheduler_info(n_workers=-1)["workers"])
        most = min(max(1, workers) * _TASKS_PER_WORKER, _MOST_PENDING)
        waiting: deque[Callable[[], R]] = deque()
        for call in calls:
            if is_portable(call):
                waiting.append(self.client.submit(_call, call, pure=False).result)
            else:
                waiting.append(call)
            if len(waiting) >= most:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


def _call(call: Callable[[], R]) -> R:
    return call()
