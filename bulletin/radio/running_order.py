"""The running order: which script goes into which broadcast of which programme.

Nobody keeps a log of what was aired. Every broadcast follows from the scripts alone: each programme
is played through from its first script on, so that a day comes out the same whichever days are
asked for, and a script that is published later changes nothing before it.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, Generic, TypeVar

from bulletin.radio.script import Cue, Priority, Script

S = TypeVar("S", Script, Cue)

Cleared = tuple[S, str | None, bool]
"""A script, the key of the one programme it is meant for (None: any), and whether a programme that
has aired it may air it again."""

_RANK: Final = {Priority.URGENT: 0, Priority.PREFERRED: 1, Priority.ORDINARY: 2}


@dataclass(frozen=True, slots=True)
class Programme:
    """A slot of the station, on its weekdays (0 is Monday) at one time of the station's own clock.

    `overhead_seconds` of its `minutes` go to signature tune and greetings.
    """

    key: str
    name: str
    time: dt.time
    minutes: int
    overhead_seconds: int = 90
    weekdays: tuple[int, ...] = tuple(range(7))

    @property
    def seconds(self) -> int:
        """The time there is for scripts: none in a programme shorter than its overhead."""
        return max(0, self.minutes * 60 - self.overhead_seconds)


@dataclass(frozen=True, slots=True)
class Airing(Generic[S]):
    """A script in a broadcast; `repeat` when the programme has aired it before."""

    script: S
    repeat: bool


@dataclass(frozen=True, slots=True)
class Broadcast(Generic[S]):
    """A programme on a day: what it airs, in order.

    `too_long` are scripts that no broadcast of the programme has room for. The first broadcast that
    could have aired them names them, no later one does.
    """

    programme: Programme
    day: dt.date
    airings: tuple[Airing[S], ...]
    too_long: tuple[S, ...]

    @property
    def seconds_used(self) -> int:
        """The length of the scripts, without the programme's overhead."""
        return sum(airing.script.seconds for airing in self.airings)

    @property
    def seconds_free(self) -> int:
        """What the scripts leave of the programme's time for scripts."""
        return self.programme.seconds - self.seconds_used


def running_order(
    cleared: Sequence[Cleared[S]],
    programmes: Sequence[Programme],
    first_day: dt.date,
    last_day: dt.date,
    fresh_days: int = 30,
) -> tuple[Broadcast[S], ...]:
    """Return every broadcast from `first_day` to `last_day`, empty ones too, in order of time.

    A programme may air a script from its moment of publication, read on the station's clock, until
    `fresh_days` days after the day of publication. It takes what it has room for in this order:
    urgent, preferred, ordinary; within these what it has not yet aired, then repeats; within these
    newest first; ties by address. What finds no room waits for the next broadcast. A script meant
    for a programme that is not among `programmes` airs nowhere. Addresses must differ.
    """
    fresh = dt.timedelta(days=fresh_days)
    broadcasts = [
        broadcast
        for programme in programmes
        for broadcast in _played_through(programme, cleared, first_day, last_day, fresh)
        if broadcast.day >= first_day
    ]
    return tuple(sorted(broadcasts, key=lambda it: (it.day, it.programme.time, it.programme.key)))


def _played_through(
    programme: Programme,
    cleared: Sequence[Cleared[S]],
    first_day: dt.date,
    last_day: dt.date,
    fresh: dt.timedelta,
) -> Iterator[Broadcast[S]]:
    """Yield the programme's broadcasts, those before `first_day` from its earliest script on."""
    schedule = _Schedule(programme, cleared, fresh)
    day = min(first_day, schedule.earliest_day or first_day)
    # Counted in whole numbers, because the day after the last day of the calendar is none.
    for ordinal in range(day.toordinal(), last_day.toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        if day.weekday() in programme.weekdays:
            yield schedule.next_broadcast(day)


@dataclass(slots=True)
class _Candidate(Generic[S]):
    """A script, when it was published, and its places in the queue: as new, and as a repeat."""

    script: S
    published: dt.datetime
    place: int = -1
    again: int = -1


class _Schedule(Generic[S]):
    """One programme on its way through the days: who is still to come, who waits, who ages."""

    def __init__(
        self, programme: Programme, cleared: Sequence[Cleared[S]], fresh: dt.timedelta
    ) -> None:
        meant = [
            (_Candidate(script, _published(script)), again)
            for script, slot, again in cleared
            if slot in {None, programme.key}
        ]
        # What may be repeated stands in the queue twice: once as new and once as a repeat.
        queue = [(one, False) for one, _ in meant] + [(one, True) for one, again in meant if again]
        queue.sort(key=lambda pair: _preference(*pair))
        for place, (one, repeat) in enumerate(queue):
            if repeat:
                one.again = place
            else:
                one.place = place
        self._queue: list[tuple[_Candidate[S], bool]] = queue
        self._waiting = _Waiting(len(queue))
        self._coming: deque[_Candidate[S]] = deque(
            sorted((one for one, _ in meant), key=lambda one: one.published)
        )
        self._ageing: deque[_Candidate[S]] = deque()
        self._programme = programme
        self._fresh = fresh

    @property
    def earliest_day(self) -> dt.date | None:
        """The day of the earliest script that is still to come."""
        return self._coming[0].published.date() if self._coming else None

    def next_broadcast(self, day: dt.date) -> Broadcast[S]:
        """Return the broadcast of `day`, which must be later than the one before it."""
        too_long = self._admit(day)
        self._dismiss_stale(day)
        airings = self._fill()
        return Broadcast(self._programme, day, tuple(airings), tuple(too_long))

    def _admit(self, day: dt.date) -> list[S]:
        """Let in what has come out since the last broadcast; return what will never fit."""
        start = dt.datetime.combine(day, self._programme.time)
        too_long = []
        while self._coming and self._coming[0].published <= start:
            one = self._coming.popleft()
            if one.script.seconds <= self._programme.seconds:
                self._waiting.admit(one.place, one.script.seconds)
                self._ageing.append(one)
            elif not self._stale(one, day):
                too_long.append(one)
        too_long.sort(key=lambda one: one.place)
        return [one.script for one in too_long]

    def _dismiss_stale(self, day: dt.date) -> None:
        while self._ageing and self._stale(self._ageing[0], day):
            one = self._ageing.popleft()
            self._waiting.dismiss(one.place)
            if one.again >= 0:
                self._waiting.dismiss(one.again)

    def _stale(self, one: _Candidate[S], day: dt.date) -> bool:
        return day - one.published.date() > self._fresh

    def _fill(self) -> list[Airing[S]]:
        aired = []
        free = self._programme.seconds
        while (at := self._waiting.first(free)) is not None:
            self._waiting.dismiss(at)
            aired.append(self._queue[at])
            free -= self._queue[at][0].script.seconds
        # Only now, or a script would follow itself in the same broadcast.
        for one, _ in aired:
            if one.again >= 0:
                self._waiting.admit(one.again, one.script.seconds)
        return [Airing(one.script, repeat) for one, repeat in aired]


class _Waiting:
    """Numbered places, some taken by a length, that tell the first one short enough.

    A tree of minima, a node's children at twice its number: each step costs the logarithm of the
    number of places, however many wait that are too long. A plain heap would have to take out and
    put back all of those for every broadcast.
    """

    def __init__(self, places: int) -> None:
        self._leaves = 1 << max(places - 1, 0).bit_length()
        self._least = [inf] * (2 * self._leaves)

    def admit(self, place: int, seconds: float) -> None:
        """Take `place` with a length."""
        least = self._least
        node = self._leaves + place
        least[node] = seconds
        while node > 1:
            node //= 2
            left, right = least[2 * node], least[2 * node + 1]
            smaller = left if left < right else right
            if least[node] == smaller:
                return
            least[node] = smaller

    def dismiss(self, place: int) -> None:
        """Free `place`, if it was not free."""
        self.admit(place, inf)

    def first(self, seconds: int) -> int | None:
        """Return the first place taken by no more than `seconds`, or None."""
        if self._least[1] > seconds:
            return None
        node = 1
        while node < self._leaves:
            node *= 2
            if self._least[node] > seconds:
                node += 1
        return node - self._leaves


def _published(script: Script | Cue) -> dt.datetime:
    """Return the moment by the clock on the station's wall, which programmes go by too."""
    return script.published.replace(tzinfo=None)


def _preference(one: _Candidate[S], repeat: bool) -> tuple[int, bool, dt.timedelta, str]:
    """Return a key that sorts the airing to be preferred first."""
    age = dt.datetime.max - one.published
    return _RANK[one.script.priority], repeat, age, one.script.address
