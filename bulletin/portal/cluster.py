"""The work of a portal done on Dask: by workers of this machine or of a cluster.

Only `scripts/portal.py --scheduler` imports this module and what it imports: they need the
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
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

import fsspec
from distributed import Client, LocalCluster
from distributed.protocol import pickle

from bulletin.engine.cache import Cache
from bulletin.engine.staging import GroupResult, GroupTask
from bulletin.portal.holdings import Holdings
from bulletin.portal.index_targets import ResultTargets, ShardTargets
from bulletin.portal.page_groups import FeedTargets, PageTargets
from bulletin.portal.search_files import SearchIndex
from bulletin.portal.search_on_dask import make_index_on

T = TypeVar("T")
R = TypeVar("R")

HERE = "here"
"""The address that means: workers of this machine, as many as it has cores."""

WORKERS_WITHIN = 60.0
"""Seconds in which a scheduler must have a worker: without one, tasks would wait for ever."""

_TASKS_PER_WORKER = 4
_MOST_PENDING = 256
"""Tasks that are submitted and whose results are not taken yet: results wait in memory."""

_CALLS_PER_TASK = 8
_FEW_TASKS = 64
"""Calls that are one task at most, and tasks from which on calls are put together."""

_SMALL = (PageTargets, FeedTargets)
_PORTABLE = (*_SMALL, ShardTargets, ResultTargets)
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
        return self._stream([partial(function, thing) for thing in things], lambda call: True)

    def build(self, tasks: Sequence[GroupTask]) -> Iterable[GroupResult]:
        """Yield the files of groups of targets, in order."""
        return self._stream(tasks, lambda task: isinstance(task.group.targets, _SMALL))

    def make_index(self, holdings: Holdings, cache: Cache) -> SearchIndex:
        """Return the search index over what the portal shows."""
        return make_index_on(self, self.store, holdings, cache)

    def _stream(
        self, calls: Sequence[Callable[[], R]], is_small: Callable[[Any], bool]
    ) -> Iterator[R]:
        """Yield the result of each call, in order; workers are some tasks ahead of the caller.

        Of many small calls several are one task: a task costs the scheduler five milliseconds.
        """
        workers = len(self.client.scheduler_info(n_workers=-1)["workers"])
        most = min(max(1, workers) * _TASKS_PER_WORKER, _MOST_PENDING)
        size = min(_CALLS_PER_TASK, max(1, len(calls) // _FEW_TASKS))
        waiting: deque[Callable[[], list[R]]] = deque()
        for some in _join_small(calls, is_small, size):
            waiting.append(self._start(some))
            if len(waiting) >= most:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()

    def _start(self, calls: Sequence[Callable[[], R]]) -> Callable[[], list[R]]:
        """Let a worker make calls, if it is worth it; return what waits for their results.

        What they need goes through the store: a scheduler keeps in memory what it passes on.
        """
        if isinstance(calls[0], GroupTask) and not isinstance(calls[0].group.targets, _PORTABLE):
            return lambda: [call() for call in calls]
        fs, root = fsspec.core.url_to_fs(self.store)
        path = f"{root}/tasks/{uuid4().hex}"
        data = pickle.dumps(calls)
        fs.makedirs(f"{root}/tasks", exist_ok=True)
        fs.pipe_file(path, data)
        digest = sha256(data).hexdigest()
        future = self.client.submit(_make_calls, self.store, path, digest, pure=False)

        def wait() -> list[R]:
            results: list[R] = future.result()
            fs.rm_file(path)
            return results

        return wait


def _join_small(
    calls: Sequence[Callable[[], R]], is_small: Callable[[Any], bool], size: int
) -> Iterator[list[Callable[[], R]]]:
    """Yield the calls in order: small ones that follow each other together, others alone."""
    some: list[Callable[[], R]] = []
    for call in calls:
        if some and (len(some) == size or not is_small(call)):
            yield some
            some = []
        if is_small(call):
            some.append(call)
        else:
            yield [call]
    if some:
        yield some


def _make_calls(store: str, path: str, digest: str) -> list[Any]:
    """Make the calls in a file of the store, if it is the file that the scheduler was told of."""
    fs, _ = fsspec.core.url_to_fs(store)
    data = fs.cat_file(path)
    if sha256(data).hexdigest() != digest:
        raise ValueError(f"{path} is not what was written there")
    return [call() for call in pickle.loads(data)]
