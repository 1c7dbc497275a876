"""The running order: which script goes into which broadcast of which programme.

No log of past broadcasts is needed. Every broadcast is computed from the scripts, and from what
stations reported as aired if anything: each programme is simulated from the day of its first
script. So a day has the same result whichever days
are asked for, and a script that is published later changes nothing before its publication.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType
from typing import Final, Generic, NamedTuple, TypeVar

from bulletin.radio.script import Priority, Script, ScriptSummary

S = TypeVar("S", Script, ScriptSummary)

Cleared = tuple[S, str | None, bool]
"""A script; the key of the only programme that may air it (None: any may); and whether a programme
may air it more than once."""

Reports = Mapping[str, Sequence[tuple[dt.date, str | None]]]
"""What was aired, by the address of the script: the day and the key of the programme (None: any).
"""

OVERHEAD: Final = 90
"""Seconds of a programme that go to its signature tune and greetings."""

_RANK: Final = {Priority.URGENT: 0, Priority.PREFERRED: 1, Priority.ORDINARY: 2}


@dataclass(frozen=True, slots=True)
class Programme:
    """A slot of the station, on some weekdays (0 is Monday) at one time of the station's own clock.

    Of its `minutes`, `overhead_seconds` are used by the signature tune and greetings.
    """

    key: str
    name: str
    time: dt.time
    minutes: int
    overhead_seconds: int = OVERHEAD
    weekdays: tuple[int, ...] = tuple(range(7))

    @property
    def seconds(self) -> int:
        """The seconds available for scripts; 0 in a programme shorter than its overhead."""
        return max(0, self.minutes * 60 - self.overhead_seconds)


@dataclass(frozen=True, slots=True)
class Airing(Generic[S]):
    """A script in a broadcast; `repeat` is true when the programme has aired it before."""

    script: S
    repeat: bool


@dataclass(frozen=True, slots=True)
class Broadcast(Generic[S]):
    """A programme on one day, and what it airs in order.

    `too_long` are scripts longer than the programme itself. Only the first broadcast that could
    have aired such a script lists it.
    """

    programme: Programme
    day: dt.date
    airings: tuple[Airing[S], ...]
    too_long: tuple[S, ...]

    @property
    def seconds_used(self) -> int:
        """The length of the scripts in seconds, without the programme's overhead."""
        return sum(airing.script.seconds for airing in self.airings)

    @property
    def seconds_free(self) -> int:
        """The seconds available for scripts that are not used."""
        return self.programme.seconds - self.seconds_used


def make_running_order(
    cleared: Sequence[Cleared[S]],
    programmes: Sequence[Programme],
    first_day: dt.date,
    last_day: dt.date,
    fresh_days: int = 30,
    reports: Reports = MappingProxyType({}),
) -> tuple[Broadcast[S], ...]:
    """Return every broadcast from `first_day` to `last_day`, empty ones too, in order of time.

    A programme may air a script from its moment of publication (by the station's clock) until
    `fresh_days` days after the day of publication. It takes whatever still fits, in this order:
    urgent, preferred, ordinary; within these first airings, then repeats; within these newest
    first; ties by address. What does not fit waits for the next broadcast. A script meant for a
    programme that is not among `programmes` is never aired. Addresses must differ. What `reports`
    say was aired counts as aired from the next day on.
    """
    fresh = dt.timedelta(days=fresh_days)
    broadcasts = [
        broadcast
        for programme in programmes
        for broadcast in _iter_broadcasts(programme, cleared, first_day, last_day, fresh, reports)
        if broadcast.day >= first_day
    ]
    return tuple(sorted(broadcasts, key=lambda it: (it.day, it.programme.time, it.programme.key)))


def _iter_broadcasts(
    programme: Programme,
    cleared: Sequence[Cleared[S]],
    first_day: dt.date,
    last_day: dt.date,
    fresh: dt.timedelta,
    reports: Reports,
) -> Iterator[Broadcast[S]]:
    """Yield the programme's broadcasts from the day of its earliest script, or from `first_day`.

    Empty ones before `first_day` may be left out: the time this takes follows the scripts, not the
    days.
    """
    schedule = _Schedule(programme, cleared, fresh, reports)
    day = min(first_day, schedule.earliest_day or first_day)
    # Ordinals, because a loop over dates would step beyond date.max.
    ordinal, first = day.toordinal(), first_day.toordinal()
    while ordinal <= last_day.toordinal():
        day = dt.date.fromordinal(ordinal)
        if day.weekday() in programme.weekdays:
            yield schedule.next_broadcast(day)
        ordinal += 1
        # Days before `first_day` on which nothing can be aired are not played.
        if ordinal < first and schedule.is_idle:
            coming = schedule.earliest_day
            ordinal = max(ordinal, min(first, coming.toordinal()) if coming else first)


class _Preference(NamedTuple):
    """The sort key of one airing of one script: the smallest key is aired first.

    `rank` is that of the priority; a first airing (`repeat` false) goes before a repeat; `age` is
    smaller the later a script was published; equal ages go by address.
    """

    rank: int
    repeat: bool
    age: dt.timedelta
    address: str


@dataclass(frozen=True, slots=True)
class _Candidate(Generic[S]):
    """A script that a programme may air, and when it was published by the station's clock.

    `first_airing` and `repeat` are its keys in the queue; `repeat` is None when the programme may
    not air it again. `reported` is the first day on which the station says that it was aired.
    """

    script: S
    published: dt.datetime
    first_airing: _Preference
    repeat: _Preference | None
    reported: dt.date | None

    def has_report_before(self, day: dt.date) -> bool:
        """Return whether the station says that it was aired before `day`."""
        return self.reported is not None and self.reported < day


class _Schedule(Generic[S]):
    """The state of one programme while its days are played through.

    A script is first coming (not yet published), then waiting in the queue until it is aired or
    too old. `_waiting` is kept sorted: it holds what was published in the last weeks and has not
    been aired, some dozens of entries, so a search for the next script that fits may look at all.
    """

    def __init__(
        self,
        programme: Programme,
        cleared: Sequence[Cleared[S]],
        fresh: dt.timedelta,
        reports: Reports,
    ) -> None:
        candidates = [
            _make_candidate(
                script, _find_report(reports.get(script.address, ()), programme), may_repeat
            )
            for script, slot, may_repeat in cleared
            if slot in {None, programme.key}
        ]
        candidates.sort(key=lambda candidate: candidate.published)
        self._coming: deque[_Candidate[S]] = deque(candidates)
        self._waiting: list[tuple[_Preference, _Candidate[S]]] = []
        # What has been admitted, oldest first: the order in which scripts become too old.
        self._ageing: deque[_Candidate[S]] = deque()
        reported = [one for one in candidates if one.reported is not None]
        self._reported: deque[_Candidate[S]] = deque(
            sorted(reported, key=lambda one: one.reported or dt.date.max)
        )
        self._shortest = min((one.script.seconds for one in candidates), default=0)
        self._programme = programme
        self._fresh = fresh

    @property
    def earliest_day(self) -> dt.date | None:
        """The day of the earliest script that is still coming."""
        return self._coming[0].published.date() if self._coming else None

    @property
    def is_idle(self) -> bool:
        """Whether nothing can be aired before another script is published."""
        return not self._waiting

    def next_broadcast(self, day: dt.date) -> Broadcast[S]:
        """Return the broadcast of `day`, which must be later than the one before it."""
        too_long = self._admit_published(day)
        self._remove_stale(day)
        self._remove_reported(day)
        airings = self._take_airings()
        return Broadcast(self._programme, day, tuple(airings), tuple(too_long))

    def _admit_published(self, day: dt.date) -> list[S]:
        """Queue what was published since the last broadcast; return what will never fit."""
        start = dt.datetime.combine(day, self._programme.time)
        too_long = []
        while self._coming and self._coming[0].published <= start:
            candidate = self._coming.popleft()
            if candidate.script.seconds <= self._programme.seconds:
                if not candidate.has_report_before(day):
                    self._insert(candidate.first_airing, candidate)
                elif candidate.repeat is not None:
                    self._insert(candidate.repeat, candidate)
                self._ageing.append(candidate)
            elif not self._is_stale(candidate, day):
                too_long.append(candidate)
        too_long.sort(key=lambda candidate: candidate.first_airing)
        return [candidate.script for candidate in too_long]

    def _remove_stale(self, day: dt.date) -> None:
        while self._ageing and self._is_stale(self._ageing[0], day):
            candidate = self._ageing.popleft()
            self._remove(candidate.first_airing)
            if candidate.repeat is not None:
                self._remove(candidate.repeat)

    def _remove_reported(self, day: dt.date) -> None:
        """Count what was reported as aired before `day`: only its repeats wait any longer."""
        while self._reported and self._reported[0].has_report_before(day):
            candidate = self._reported.popleft()
            if self._remove(candidate.first_airing) and candidate.repeat is not None:
                self._insert(candidate.repeat, candidate)

    def _is_stale(self, candidate: _Candidate[S], day: dt.date) -> bool:
        return day - candidate.published.date() > self._fresh

    def _take_airings(self) -> list[Airing[S]]:
        """Take from the queue, in its order, everything that fits into one broadcast.

        One pass is enough: what does not fit now will not fit later, when less time is free.
        """
        free = self._programme.seconds
        indexes = []
        for index, (_, candidate) in enumerate(self._waiting):
            if free < self._shortest:
                break
            if candidate.script.seconds <= free:
                free -= candidate.script.seconds
                indexes.append(index)
        taken = [self._waiting[index] for index in indexes]
        for index in reversed(indexes):
            del self._waiting[index]
        # Repeats are queued afterwards, or a script would be aired twice in one broadcast.
        for _, candidate in taken:
            if candidate.repeat is not None:
                self._insert(candidate.repeat, candidate)
        return [Airing(candidate.script, preference.repeat) for preference, candidate in taken]

    def _insert(self, preference: _Preference, candidate: _Candidate[S]) -> None:
        insort(self._waiting, (preference, candidate), key=_PREFERENCE_OF)

    def _remove(self, preference: _Preference) -> bool:
        """Remove the entry with this key; return whether there was one."""
        index = bisect_left(self._waiting, preference, key=_PREFERENCE_OF)
        if index < len(self._waiting) and self._waiting[index][0] == preference:
            del self._waiting[index]
            return True
        return False


_PREFERENCE_OF: Final = itemgetter(0)


def _find_report(
    reports: Sequence[tuple[dt.date, str | None]], programme: Programme
) -> dt.date | None:
    return min((day for day, key in reports if key in {None, programme.key}), default=None)


def _make_candidate(script: S, reported: dt.date | None, may_repeat: bool) -> _Candidate[S]:
    # Programmes are timed by the station's own clock, so the zone is dropped.
    published = script.published.replace(tzinfo=None)
    first = _Preference(_RANK[script.priority], False, dt.datetime.max - published, script.address)
    repeat = first._replace(repeat=True) if may_repeat else None
    return _Candidate(script, published, first, repeat, reported)
