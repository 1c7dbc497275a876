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


class _Schedule(Generic[S]):
    """One programme on its way through the days: who is still to come, who waits, who ages."""

    def __init__(
        self, programme: Programme, cleared: Sequence[Cleared[S]], fresh: dt.timedelta
    ) -> None:
        meant = [
            (script, again) for script, slot, again in cleared if slot in {None, programme.key}
        ]
        # What may be repeated stands in the queue twice: once as new and once as a repeat.
        self._queue: list[Airing[S]] = [Airing(script, repeat=False) for script, _ in meant]
        self._queue += [Airing(script, repeat=True) for script, again in meant if again]
        self._queue.sort(key=_preference)
        self._place: dict[tuple[str, bool], int] = {
            (it.script.address, it.repeat): at for at, it in enumerate(self._queue)
        }
        self._waiting = _Waiting(len(self._queue))
        self._coming: deque[S] = deque(sorted((script for script, _ in meant), key=_published))
        self._ageing: deque[S] = deque()
        self._programme = programme
        self._fresh = fresh

    @property
    def earliest_day(self) -> dt.date | None:
        """The day of the earliest script that is still to come."""
        return _published(self._coming[0]).date() if self._coming else None

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
        while self._coming and _published(self._coming[0]) <= start:
            script = self._coming.popleft()
            if script.seconds <= self._programme.seconds:
                self._waiting.admit(self._place[script.address, False], script.seconds)
                self._ageing.append(script)
            elif not self._stale(script, day):
                too_long.append(script)
        return sorted(too_long, key=lambda script: _preference(Airing(script, repeat=False)))

    def _dismiss_stale(self, day: dt.date) -> None:
        while self._ageing and self._stale(self._ageing[0], day):
            address = self._ageing.popleft().address
            for repeat in (False, True):
                if (at := self._place.get((address, repeat))) is not None:
                    self._waiting.dismiss(at)

    def _stale(self, script: S, day: dt.date) -> bool:
        return day - _published(script).date() > self._fresh

    def _fill(self) -> list[Airing[S]]:
        airings: list[Airing[S]] = []
        free = self._programme.seconds
        while (at := self._waiting.first(free)) is not None:
            self._waiting.dismiss(at)
            airings.append(self._queue[at])
            free -= self._queue[at].script.seconds
        # Only now, or a script would follow itself in the same broadcast.
        for script in (airing.script for airing in airings):
            if (at := self._place.get((script.address, True))) is not None:
                self._waiting.admit(at, script.seconds)
        return airings


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
        node = self._leaves + place
        self._least[node] = seconds
        while node > 1:
            node //= 2
            self._least[node] = min(self._least[2 * node], self._least[2 * node + 1])

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


def _preference(airing: Airing[S]) -> tuple[int, bool, dt.timedelta, str]:
    """Return a key that sorts the airing to be preferred first."""
    age = dt.datetime.max - _published(airing.script)
    return _RANK[airing.script.priority], airing.repeat, age, airing.script.address
